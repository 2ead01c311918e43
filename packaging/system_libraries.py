"""What Qt and the tests need from a Linux system: what is missing, and how to install it.

Standard library only, and readable by Python 3.8, so that a machine that is too old hears so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Debian's names. The first list draws without a screen; a real X screen needs both.
DRAWING = [
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libglib2.0-0",
    "libdbus-1-3",
    "fonts-dejavu-core",
]
X_SCREEN = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-image0",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
]

#: Debian's names for the servers that tests start, each with a program that shows that it is there.
SERVERS = {"openssh-server": "sshd", "openssh-client": "ssh-keygen", "postgresql": "initdb"}
#: Where Debian keeps programs that are not on everybody's path.
ASIDE = ("/usr/sbin", "/usr/lib/postgresql/*/bin")

#: Starts Qt as the window does, and says how many font families it has.
PROBE = """
import PySide6.QtGui, PySide6.QtWidgets
application = PySide6.QtWidgets.QApplication(["probe"])
print("families", len(PySide6.QtGui.QFontDatabase.families()))
"""
OFFSCREEN, WINDOW = "offscreen", "window"


class SetupProblem(Exception):
    """Set-up cannot go on. The text says what is the matter and what to do."""


@dataclass(frozen=True)
class ProbeResult:
    """What starting Qt showed: `missing` names what a system package brings, `other` any other failure."""

    missing: str = ""
    other: str = ""


def read_probe(status: int, output: str) -> ProbeResult:
    """Tells a missing system library or font from other failures, in what the probe printed.

    The three forms of a missing library: the loader's words in an ImportError, Qt's own hint on
    xcb-cursor, and "could not load" for a plugin that is there.
    """
    loader = re.search(r"(\S+\.so(?:\.\d+)*): cannot open shared object file", output)
    if loader:
        return ProbeResult(missing=loader.group(1))
    if status == 0:
        return ProbeResult(missing="fonts" if re.search(r"^families 0$", output, re.MULTILINE) else "")
    if re.search(r"could not connect to display|Failed to create wl_display", output):
        return ProbeResult(other="The screen does not answer.")
    plugin = re.search(r"Could not load the Qt platform plugin \"(\w+)\".*even though it was found", output)
    if plugin or "libxcb-cursor0 is needed" in output:
        return ProbeResult(missing=f"what Qt's {plugin.group(1) if plugin else 'xcb'} plugin needs")
    lines = [line for line in output.splitlines() if line.strip()]
    return ProbeResult(other=f"Qt does not start: {lines[-1].strip() if lines else f'status {status}'}")


def probe(python: Path, screen: str) -> ProbeResult:
    """Starts Qt once with this Python, without a screen or on the real one, and reads what happened."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", PYTHONIOENCODING="utf-8")
    if screen == OFFSCREEN:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(
            [str(python), "-c", PROBE],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
        )
    except subprocess.TimeoutExpired:
        return ProbeResult(other="Qt did not start within a minute.")
    return read_probe(done.returncode, done.stdout.decode("utf-8", "replace"))


def may_administer() -> list[str] | None:
    """What goes before an administrator's command: nothing as root, `sudo -n` where that works; else None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def by_hand(packages: list[str]) -> str:
    """What a person may do themselves."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        return f"Install what Debian calls {names}, then start again."
    prefix = "" if os.geteuid() == 0 else "sudo "
    return f"Run this, then start again:\n    {prefix}apt-get update && {prefix}apt-get install -y {names}"


def install(packages: list[str], what_for: str) -> None:
    """Installs Debian packages where that is allowed. Raises SetupProblem, with the command, where not."""
    prefix = may_administer() if shutil.which("apt-get") else None
    if prefix is None:
        raise SetupProblem(f"{what_for} {by_hand(packages)}")
    print(f"Installing from the system's packages: {' '.join(packages)}", flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    apt = [*prefix, *quiet]
    # An update that fails, offline, need not matter: the packages may be in apt's cache.
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, capture_output=True)
    done = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        said = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.startswith("E:")]
        raise SetupProblem(
            f"{what_for} apt-get could not install it: {said[0][2:].strip() if said else 'no reason given'}\n"
            f"Check the network connection. {by_hand(packages)}"
        )


def find_program(name: str) -> str | None:
    """Where a program is: on the path, or where Debian keeps those of servers; None where it is not."""
    found = shutil.which(name)
    aside = (str(path) for folder in ASIDE for path in sorted(Path("/").glob(f"{folder[1:]}/{name}")))
    return found or next((path for path in aside if os.access(path, os.X_OK)), None)


def ensure_servers() -> str:
    """Installs the servers that tests start, where that is allowed; says what is left to be done by hand.

    Without them the tests that need them are skipped, with their reason.
    """
    packages = [package for package, program in SERVERS.items() if find_program(program) is None]
    if not packages or not sys.platform.startswith("linux"):
        return "" if not packages else "Tests against OpenSSH's server and PostgreSQL run on Linux only."
    try:
        install(packages, "Some tests need a server that is missing.")
    except SetupProblem as problem:
        return f"{problem}\nUntil then the tests that need it are skipped."
    return ""


def ensure_drawing(python: Path, screen: str) -> None:
    """Makes Qt start with this Python on this kind of screen, installing what is missing where it may.

    Raises SetupProblem when it still does not start.
    """
    seen = probe(python, screen)
    if seen.missing and sys.platform.startswith("linux"):
        packages = DRAWING + (X_SCREEN if screen == WINDOW else [])
        install(packages, f"Qt needs a system library that is missing ({seen.missing}).")
        seen = probe(python, screen)
    if seen.missing:
        raise SetupProblem(f"Qt does not start: {seen.missing} is missing on this system.")
    if seen.other:
        advice = " Start with --headless to go without a window." if screen == WINDOW else ""
        raise SetupProblem(seen.other + advice)
