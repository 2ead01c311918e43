"""How long an inspection is kept, and which of those on this computer are past that."""

import calendar
import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fieldwork.errors import FieldworkError, Refused
from fieldwork.inspection import machine
from fieldwork.inspection.setting_up import THE_INSPECTION

if TYPE_CHECKING:
    from fieldwork.inspection.file import Inspection

#: Months after the end of fieldwork, where the inspection says nothing else. No period is published for
#: these inspections (codes.md, section 3), so an office sets its own with `keep_until`.
MONTHS = 12
_FIELD = "keep_until"


def keep_until(inspection: "Inspection") -> date:
    """The last day on which the inspection is to be kept."""
    said = inspection.value("inspection", THE_INSPECTION, _FIELD)
    return date.fromisoformat(said) if said else months_after(inspection.info().ends, MONTHS)


def set_keep_until(inspection: "Inspection", author: str, day: date | None) -> None:
    """Sets the last day, for everybody; None goes back to the usual months after the end of fieldwork."""
    if day is not None and day < inspection.info().ends:
        raise Refused(
            "An inspection is kept at least until the end of its fieldwork.", advice="Choose a later day."
        )
    with inspection.edit(author, "Set how long the inspection is kept") as edit:
        edit.set("inspection", THE_INSPECTION, _FIELD, day.isoformat() if day else None)


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day where the month is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


# -- the inspections of this computer -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """An inspection that was worked in on this computer. Names no person."""

    path: str
    inspection: str
    title: str
    programme: str
    edition: str
    keep_until: str

    @property
    def last_day(self) -> date | None:
        """The last day on which it is to be kept; None where that could not be read."""
        return date.fromisoformat(self.keep_until) if self.keep_until else None


def remember(inspection: "Inspection") -> None:
    """Notes an open inspection in this person's folder; what cannot be read or written is not noted."""
    with suppress(OSError, FieldworkError, ValueError):
        path = _note_of(inspection.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(_about(inspection))), encoding="utf-8")


def _about(inspection: "Inspection") -> Known:
    said = inspection.record("inspection", THE_INSPECTION)
    return Known(
        path=str(inspection.path.absolute()),
        inspection=inspection.id,
        title=str(said.get("title", "")),
        programme=str(said.get("programme", "")),
        edition=str(said.get("edition", "")),
        keep_until=keep_until(inspection).isoformat() if "ends" in said else "",
    )


def known_inspections() -> list[Known]:
    """Those that were worked in here and have not been purged, by their last day; a note that cannot be
    read counts as none.
    """
    found = []
    for path in _folder().glob("*.json"):
        with suppress(OSError, ValueError, TypeError):
            found.append(Known(**json.loads(path.read_text(encoding="utf-8"))))
    return sorted(found, key=lambda known: (known.keep_until, known.path))


def known_at(path: Path) -> Known | None:
    """What is noted about a file without opening it."""
    return next((known for known in known_inspections() if Path(known.path) == path.absolute()), None)


def due(today: date) -> list[Known]:
    """The inspections whose last day has passed and whose file is still there: to be offered for purging."""
    known = known_inspections()
    return [k for k in known if k.last_day and k.last_day < today and Path(k.path).exists()]


def forget(path: Path) -> None:
    """Drops what is noted about a file."""
    _note_of(path).unlink(missing_ok=True)


def _folder() -> Path:
    return machine.home() / "inspections"


def _note_of(path: Path) -> Path:
    return _folder() / f"{hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:32]}.json"
