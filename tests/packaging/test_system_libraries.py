"""Which system libraries Qt misses and how they are installed; scripts stand in for apt-get and Python."""

import os
import sys
from pathlib import Path

import pytest
import system_libraries
from system_libraries import DRAWING, OFFSCREEN, WINDOW, X_SCREEN, ProbeResult, SetupProblem, read_probe

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux misses libraries")

NO_EGL = """Traceback (most recent call last):
ImportError: libEGL.so.1: cannot open shared object file: No such file or directory
"""
NO_CURSOR = """qt.qpa.plugin: From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb plugin.
qt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.
This application failed to start because no Qt platform plugin could be initialized.
"""
NO_SCREEN = """qt.qpa.xcb: could not connect to display :9
qt.qpa.plugin: From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin.
qt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.
"""


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first where commands are looked for."""
    folder = tmp_path / "commands"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def script(path: Path, body: str) -> Path:
    """Writes a shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("status", "output", "expected"),
    [
        (0, "families 12\n", ProbeResult()),
        (0, "families 0\n", ProbeResult(missing="fonts")),
        (1, NO_EGL, ProbeResult(missing="libEGL.so.1")),
        (-6, NO_CURSOR, ProbeResult(missing="what Qt's xcb plugin needs")),
        (-6, NO_SCREEN, ProbeResult(other="The screen does not answer.")),
        (1, "\nValueError: no\n\n", ProbeResult(other="Qt does not start: ValueError: no")),
        (-11, "", ProbeResult(other="Qt does not start: status -11")),
    ],
)
def test_the_probes_words_are_understood(status: int, output: str, expected: ProbeResult) -> None:
    assert read_probe(status, output) == expected


def test_this_machine_draws_offscreen() -> None:
    assert system_libraries.probe(Path(sys.executable), OFFSCREEN) == ProbeResult()


def test_a_screen_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4093")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    seen = system_libraries.probe(Path(sys.executable), WINDOW)
    assert seen.other == "The screen does not answer." or seen.missing == "what Qt's xcb plugin needs"


@pytest.mark.parametrize(("screen", "packages"), [(OFFSCREEN, DRAWING), (WINDOW, DRAWING + X_SCREEN)])
def test_missing_libraries_are_installed_and_qt_tried_again(
    tmp_path: Path, commands: Path, screen: str, packages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    asked = tmp_path / "asked"
    script(commands / "apt-get", f'echo "$DEBIAN_FRONTEND $@" >> {asked}')
    python = script(
        tmp_path / "python", f"test -f {asked} && echo families 3 || {{ echo '{NO_EGL}'; exit 1; }}"
    )
    system_libraries.ensure_drawing(python, screen)
    update, install = asked.read_text().splitlines()
    assert update.endswith("update")
    assert install.startswith("noninteractive ")
    assert install.endswith(f"install -y --no-install-recommends {' '.join(packages)}")


def test_libraries_still_missing_afterwards_are_named(
    tmp_path: Path, commands: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script(commands / "apt-get", "exit 0")
    python = script(tmp_path / "python", f"echo '{NO_EGL}'; exit 1")
    with pytest.raises(SetupProblem, match=r"libEGL\.so\.1 is missing"):
        system_libraries.ensure_drawing(python, OFFSCREEN)


def test_apts_reason_is_passed_on(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script(commands / "apt-get", 'echo "E: Unable to locate package libegl1"; exit 100')
    with pytest.raises(SetupProblem, match="Unable to locate package libegl1") as caught:
        system_libraries.install(["libegl1"], "Qt needs it.")
    assert "apt-get install -y libegl1" in str(caught.value)


def test_sudo_is_used_where_it_asks_nothing(
    tmp_path: Path, commands: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    asked = tmp_path / "asked"
    script(commands / "sudo", f"printf '%s ' \"$@\" >> {asked}; echo >> {asked}")
    script(commands / "apt-get", "exit 1")
    system_libraries.install(["libegl1"], "Qt needs it.")
    assert asked.read_text().splitlines()[-1].startswith("-n env DEBIAN_FRONTEND=noninteractive apt-get ")


def test_without_the_right_the_command_is_named(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    script(commands / "sudo", "exit 1")
    script(commands / "apt-get", "exit 1")
    with pytest.raises(SetupProblem) as caught:
        system_libraries.install(["libegl1"], "Qt needs it.")
    assert str(caught.value) == (
        "Qt needs it. Run this, then start again:\n    sudo apt-get update && sudo apt-get install -y libegl1"
    )


def test_without_apt_the_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupProblem, match="Install what Debian calls libegl1"):
        system_libraries.install(["libegl1"], "Qt needs it.")


def test_servers_that_are_there_are_not_installed(commands: Path, tmp_path: Path) -> None:
    script(commands / "apt-get", f"touch {tmp_path}/asked")
    for program in system_libraries.SERVERS.values():
        script(commands / program, "true")
    assert system_libraries.ensure_servers() == ""
    assert not (tmp_path / "asked").exists()


def test_servers_that_are_missing_are_installed_or_the_command_for_it_is_said(
    commands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_libraries, "ASIDE", (f"{tmp_path}/nowhere",))
    monkeypatch.setenv("PATH", str(commands))
    (commands / "env").symlink_to("/usr/bin/env")
    script(commands / "apt-get", f'echo "$@" >> {tmp_path}/asked')
    monkeypatch.setattr(system_libraries, "may_administer", list)
    assert system_libraries.ensure_servers() == ""
    asked = (tmp_path / "asked").read_text()
    assert all(package in asked for package in system_libraries.SERVERS)
    monkeypatch.setattr(system_libraries, "may_administer", lambda: None)
    said = system_libraries.ensure_servers()
    assert "apt-get install -y openssh-server openssh-client postgresql" in said
    assert "skipped" in said
