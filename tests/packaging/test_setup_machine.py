"""What set-up decides: too old a Python, whether anything is to be installed, what pip's failure means."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import setup_machine
from system_libraries import SetupProblem

SCRIPTS = Path(setup_machine.__file__).parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one file."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "house"\nversion = "1"\n')
    return folder


@pytest.fixture(scope="module")
def venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that was begun and cut off, then made."""
    folder = tmp_path_factory.mktemp("machine") / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "pyvenv.cfg").touch()
    setup_machine.make_venv(folder)
    return folder


@pytest.mark.parametrize("script", ["start.py", "check.py", "setup_machine.py", "system_libraries.py"])
def test_scripts_are_readable_by_an_old_python(script: str) -> None:
    ast.parse((SCRIPTS / script).read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("script", ["start.py", "check.py"])
def test_an_old_python_says_so_and_stops(script: str) -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = sys.argv[1:]; sys.path.insert(0, {!r});"
    )
    run = pretend.format(str(SCRIPTS)) + "runpy.run_path(sys.argv[0], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", run, str(SCRIPTS / script)], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Fieldwork needs Python 3.11 or newer; this is 3.9. ")
    assert done.stdout == ""


def test_too_old_names_a_newer_python_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/somewhere/start.py"])
    sentence = setup_machine.too_old((3, 9), "python3.12")
    assert sentence == (
        "Fieldwork needs Python 3.11 or newer; this is 3.9. Run: python3.12 packaging/start.py"
    )
    assert "python.org" in setup_machine.too_old((3, 9), None)


def test_new_enough_has_nothing_to_say() -> None:
    assert setup_machine.too_old((3, 11), None) == ""
    assert setup_machine.too_old((4, 0), None) == ""


def test_the_environment_is_in_the_project_unless_named(tmp_path: Path) -> None:
    assert setup_machine.venv_folder({}) == setup_machine.PROJECT / ".venv"
    assert setup_machine.venv_folder({"FIELDWORK_VENV": str(tmp_path)}) == tmp_path


def test_the_fingerprint_follows_pyproject_and_place(project: Path, tmp_path: Path) -> None:
    before = setup_machine.fingerprint(project)
    assert setup_machine.fingerprint(project) == before
    elsewhere = shutil.copytree(project, tmp_path / "elsewhere")
    assert setup_machine.fingerprint(elsewhere) != before
    (project / "pyproject.toml").write_text('[project]\nname = "house"\nversion = "2"\n')
    assert setup_machine.fingerprint(project) != before


def test_a_stamp_holds_for_its_fingerprint_only(tmp_path: Path) -> None:
    assert setup_machine.read_stamp(tmp_path, "a") == set()
    setup_machine.write_stamp(tmp_path, "a", {"packages", "test"})
    assert setup_machine.read_stamp(tmp_path, "a") == {"packages", "test"}
    assert setup_machine.read_stamp(tmp_path, "b") == set()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fingerprint": "a"}', '{"fingerprint": "a", "done": 3}'])
def test_a_broken_stamp_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / setup_machine.STAMP).write_text(text)
    assert setup_machine.read_stamp(tmp_path, "a") == set()


def test_a_half_made_environment_is_made_again(venv: Path) -> None:
    assert setup_machine.works(setup_machine.venv_python(venv))


def test_an_environment_in_which_pip_was_cut_off_is_made_again(venv: Path) -> None:
    (venv / "left.txt").touch()
    setup_machine.make_venv(venv)
    assert (venv / "left.txt").exists()
    (venv / setup_machine.PART).touch()
    setup_machine.make_venv(venv)
    assert not (venv / "left.txt").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(SetupProblem, match="holds something else"):
        setup_machine.make_venv(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "Dear"


def test_nothing_is_run_when_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDWORK_VENV", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    python = setup_machine.venv_python(tmp_path)
    python.parent.mkdir()
    python.touch()  # no Python at all: running it would fail
    now = setup_machine.fingerprint(setup_machine.PROJECT)
    setup_machine.write_stamp(tmp_path, now, {"packages", "test", "offscreen"})
    assert setup_machine.set_up() == python
    assert setup_machine.set_up(extras=["test"]) == python
    setup_machine.set_up_screen("offscreen")


def test_pip_without_a_network_is_told_in_one_sentence(
    venv: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_machine, "PROJECT", project)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(SetupProblem) as caught:
        setup_machine.pip_install(venv, ["a-package"])
    assert str(caught.value).startswith("The packages could not be fetched: no connection")
    assert not (venv / setup_machine.PART).exists()


def test_pips_other_failures_are_told_apart(tmp_path: Path) -> None:
    log = tmp_path / "log"
    full = setup_machine.why_pip_failed("OSError: [Errno 28] No space left on device", log)
    assert full.startswith("The disk is full.")
    other = setup_machine.why_pip_failed("ERROR: No matching distribution found for ortools<10,>=9", log)
    assert "No matching distribution found for ortools" in other
    assert str(log) in other
    assert "gave no reason" in setup_machine.why_pip_failed("", log)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_a_screen_is_there_when_linux_names_one() -> None:
    assert not setup_machine.has_screen({})
    assert not setup_machine.has_screen({"DISPLAY": ""})
    assert setup_machine.has_screen({"DISPLAY": ":0"})
    assert setup_machine.has_screen({"WAYLAND_DISPLAY": "wayland-0"})
