"""How a case reads in a table: its columns, and what its state is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldwork import wording
from fieldwork.inspection.records import CaseRow, Person, PersonId, Status
from fieldwork.programme.model import Programme
from ui.theme import Tone
from ui.widgets import Column

MARKS: Mapping[Status, tuple[str, Tone]] = {
    Status.SELECTED: ("circle", "neutral"),
    Status.READING: ("circle-half", "info"),
    Status.COMPLETE: ("circle-check", "good"),
    Status.WITHDRAWN: ("ban", "neutral"),
}
_ORDER = {Status.READING: 0, Status.SELECTED: 1, Status.COMPLETE: 2, Status.WITHDRAWN: 3}
_ROSH = "rosh"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case with the words of its row; `flags` say what asks for attention."""

    row: CaseRow
    form: str
    inspector: str
    rosh: str
    flags: tuple[str, ...]

    @property
    def ref(self) -> str:
        return self.row.ref

    @property
    def status(self) -> str:
        """`Being read, 34 of 61`; the counts only while it is read."""
        row = self.row
        done = f", {row.answered} of {row.applicable}" if row.status is Status.READING else ""
        return f"{row.status.label}{done}"


def line(row: CaseRow, programme: Programme, team: Mapping[PersonId, Person]) -> CaseLine:
    """The row in words."""
    rosh = programme.facts.get(_ROSH)
    value = row.facts.get(_ROSH)
    reader = team.get(row.inspector) if row.inspector else None
    return CaseLine(
        row=row,
        form=_short(programme.forms[row.form].title),
        inspector=reader.name if reader else "",
        rosh=rosh.words(value) if rosh is not None and value is not None else "",
        flags=flags(row),
    )


def _short(title: str) -> str:
    """`Case supervision` for `Domain two: case supervision`."""
    words = title.rpartition(": ")[2]
    return words[:1].upper() + words[1:]


def flags(row: CaseRow) -> tuple[str, ...]:
    """What asks for attention, the gravest first."""
    found = (
        (row.concern, "concern"),
        (row.conflicts, wording.count(row.conflicts, "conflict")),
        (row.flagged, "facts changed"),
        (row.look_again, f"{row.look_again} corrected"),
        (row.asks, f"{row.asks} to ask"),
    )
    return tuple(words for there, words in found if there)


def columns(programme: Programme) -> tuple[Column[CaseLine], ...]:
    """The columns of the table of cases; those that the programme has no fact for are left out."""
    found = (
        Column[CaseLine]("Case", lambda c: c.ref, width=8),
        Column[CaseLine]("Initials", lambda c: c.row.initials, width=6),
        Column[CaseLine]("Status", lambda c: c.status, sort=_by_status, mark=_status_mark, width=21),
        Column[CaseLine](
            "Attention", lambda c: ", ".join(c.flags), sort=_by_flags, mark=_flag_mark, width=13
        ),
        Column[CaseLine]("Inspector", lambda c: c.inspector or "–", width=14),
        Column[CaseLine]("Office", lambda c: c.row.office, width=12),
        Column[CaseLine]("Harm", lambda c: c.rosh, sort=_RoshOrder(programme), width=7),
        Column[CaseLine]("Form", lambda c: c.form, width=14),
        Column[CaseLine]("Officer", lambda c: c.row.officer, width=16),
    )
    return tuple(c for c in found if c.title != "Harm" or _ROSH in programme.facts)


def _status_mark(case: CaseLine) -> tuple[str, Tone]:
    return MARKS[case.row.status]


def _flag_mark(case: CaseLine) -> tuple[str, Tone] | None:
    row = case.row
    if row.concern:
        return ("danger", "danger")
    if row.conflicts:
        return ("conflict", "warning")
    if row.flagged:
        return ("flag", "warning")
    if row.look_again:
        return ("sync", "warning")
    return ("ask", "info") if row.asks else None


def _by_status(case: CaseLine) -> tuple[int, float]:
    return _ORDER[case.row.status], -_by_share(case)


def _by_share(case: CaseLine) -> float:
    row = case.row
    return row.answered / row.applicable if row.applicable else 0.0


def _by_flags(case: CaseLine) -> tuple[bool, int, bool, int, int]:
    row = case.row
    return not row.concern, -row.conflicts, not row.flagged, -row.look_again, -row.asks


class _RoshOrder:
    """Orders by the programme's own order of levels, the gravest first."""

    def __init__(self, programme: Programme) -> None:
        fact = programme.facts.get(_ROSH)
        self._places = {value: -n for n, value in enumerate(fact.values if fact else ())}

    def __call__(self, case: CaseLine) -> int:
        return self._places.get(str(case.row.facts.get(_ROSH, "")), 1)
