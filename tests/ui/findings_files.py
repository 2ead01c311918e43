"""Inspections with published figures for the window's tests: made once, copied for each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldwork.programme import library
from tests.findings import norfolk, northumbria
from tests.findings.constructing import Aim, Form, construct
from tests.findings.files import PASSPHRASE, write
from ui.session import Session


def quality_impact(path: Path) -> Path:
    """48 cases of two providers, with a grid of needs."""
    programme = library.load("quality-impact")
    given = [{"provider": "CRC" if n < 30 else "NPS", "rosh": "medium", "rar_days": n % 3} for n in range(48)]
    aims = [
        Aim("2.4.1", count=20, where=("provider", "CRC")),
        Aim("2.4.1", "hindered_by_lack_of_engagement", count=6, where=("provider", "CRC")),
        Aim("2.4.1", count=9, where=("provider", "NPS")),
        Aim("2.7.2.a", count=31),
        Aim("2.7.2.b", count=12),
    ]
    return write(path, programme, [construct(programme, Form("case", given), aims)], "Norwold 2017")


MAKERS: dict[str, Callable[[Path], Path]] = {
    "adult": northumbria.make,
    "before": northumbria.make_previous,
    "iaow": norfolk.make,
    "qi": quality_impact,
}


class Shelf:
    """Makes each inspection when it is first wanted, and gives out copies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, which: str, to: Path) -> Path:
        made = self._folder / f"{which}.fieldwork"
        if not made.exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("FIELDWORK_HOME", str(self._folder / "home"))
                MAKERS[which](made)
        return Path(shutil.copy(made, to))

    def open(self, which: str, to: Path) -> Session:
        """A session with a copy of it open."""
        session = Session()
        session.open(self.copy(which, to), PASSPHRASE)
        return session
