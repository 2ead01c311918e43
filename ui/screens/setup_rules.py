"""What a new inspection needs, checked while it is typed: pure functions from the words to what is wrong."""

import os
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from fieldwork import wording
from fieldwork.inspection.file import SUFFIX
from ui.widgets import read_date

#: Passphrases below the first length are refused; the words say how good one of that length is.
SHORTEST = 10
_STRENGTHS = ((24, "Strong."), (16, "Good."), (SHORTEST, "Fair: four words or more are stronger."))
_LONGEST_FIELDWORK = 120
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything as it was typed. `programme` and `edition` are ids, `role` a role's value."""

    programme: str = ""
    edition: str = ""
    title: str = ""
    provider: str = ""
    starts: str = ""
    ends: str = ""
    name: str = ""
    role: str = "lead"
    folder: str = ""
    file: str = ""
    passphrase: str = ""
    again: str = ""

    @property
    def path(self) -> Path:
        """Where the file will be."""
        name = self.file.strip()
        return Path(self.folder.strip()).expanduser() / (name if name.endswith(SUFFIX) else name + SUFFIX)


def problems(wishes: Wishes) -> dict[str, str]:
    """What is wrong, by the name of the field."""
    found = {
        "title": "" if wishes.title.strip() else "Give it a title, such as Northumbria 2019.",
        "provider": "" if wishes.provider.strip() else "Say whose work is inspected.",
        "starts": _date_problem(wishes.starts),
        "ends": _date_problem(wishes.ends) or _span_problem(wishes),
        "name": "" if wishes.name.strip() else "Say who you are: your answers are recorded under your name.",
        "folder": _folder_problem(wishes.folder),
        "file": _file_problem(wishes),
        "passphrase": _passphrase_problem(wishes.passphrase),
        "again": "" if wishes.again == wishes.passphrase else "The two are not the same.",
    }
    return {field: problem for field, problem in found.items() if problem}


def _date_problem(text: str) -> str:
    return "" if read_date(text) else "Write the date as 16 September 2019 or 16/9/2019."


def _span_problem(wishes: Wishes) -> str:
    starts, ends = read_date(wishes.starts), read_date(wishes.ends)
    if starts is None or ends is None:
        return ""
    if ends < starts:
        return "The last day is before the first."
    if (ends - starts).days > _LONGEST_FIELDWORK:
        return "That is more than four months after the first day. Check the year."
    return "" if fieldwork_days(starts, ends) else "There is no weekday between the two."


def _folder_problem(folder: str) -> str:
    path = Path(folder.strip()).expanduser()
    if not folder.strip():
        return "Choose a folder."
    if not path.is_dir():
        return "There is no such folder."
    return "" if os.access(path, os.W_OK) else "This folder may not be written to. Choose another."


def _file_problem(wishes: Wishes) -> str:
    name = wishes.file.strip()
    if not name:
        return "Give the file a name."
    if re.search(r'[\\/:*?"<>|]', name):
        return r'A file name may not hold any of \ / : * ? " < > |'
    return f"There is already a file named {wishes.path.name} there." if wishes.path.exists() else ""


def _passphrase_problem(passphrase: str) -> str:
    if not passphrase:
        return "Choose a passphrase."
    missing = SHORTEST - len(passphrase)
    return f"Too short: {wording.count(missing, 'character')} more at least." if missing > 0 else ""


def strength(passphrase: str) -> str:
    """How good a passphrase of this length is; "" for one that is refused."""
    return next((words for least, words in _STRENGTHS if len(passphrase) >= least), "")


def weekday(text: str) -> str:
    """`Monday` for a date as typed, or ""."""
    found = read_date(text)
    return _DAY_NAMES[found.weekday()] if found else ""


def fieldwork_days(starts: date, ends: date) -> int:
    """How many weekdays there are from one day to the other."""
    span = range(max(0, (ends - starts).days + 1))
    return sum((starts + timedelta(n)).weekday() < 5 for n in span)


def usual_dates(today: date) -> tuple[date, date]:
    """The next Monday and the Friday of the week after it."""
    monday = today + timedelta(days=7 - today.weekday())
    return monday, monday + timedelta(days=11)


def file_name(title: str) -> str:
    """A file name from a title, without what file systems refuse."""
    return re.sub(r'[\\/:*?"<>|]+', " ", title).strip(" .")
