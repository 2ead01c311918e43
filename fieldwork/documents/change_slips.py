"""What changed since people were told: a list for the lead, and a slip for everybody whom it concerns.

Responsible officers and inspectors are named, since a slip has to reach them; people on probation go by
reference. A slip says the reason without naming anybody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, HRFlowable, Table, TableStyle

from fieldwork import wording
from fieldwork.documents import page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.timetable.moves import Move
from fieldwork.timetable.plan import PlannedInterview

_WIDE, _WIDTH = style.LANDSCAPE_WIDTH, style.PORTRAIT_WIDTH

#: Why, for the officer: by the kind of rule that the first time breaks (`Move.because`).
_FOR_OFFICERS = {
    "officer_absent": "You are away at that time.",
    "inspector_away": "The inspector cannot be there at that time.",
    "appointment": "The inspector cannot be there at that time.",
    "no_such_room": "The office has no interview room at that time.",
    "room_twice": "The office has no interview room at that time.",
    "missed": "It could not be held at that time.",
    "rescheduled": "It was agreed to meet at another time.",
    "length": "It is about more or fewer of your cases than first planned, so it takes another time.",
    "too_short": "It is about more of your cases than first planned, so it takes longer.",
    "language": "Somebody who speaks the language is needed.",
    "wrong_inspector": "Another inspector has read your cases.",
    "barred_office": "Another inspector has to hold the interview.",
    "not_expected": "None of your cases is to be discussed any more.",
    "new": "",
}
_OTHERWISE = "The times had to be arranged anew, so that everybody can be seen."


@dataclass(frozen=True, slots=True)
class Names:
    """Words for ids: officers and inspectors, and the offices of officers."""

    people: Mapping[str, str]
    offices: Mapping[str, str]

    def of(self, identity: str) -> str:
        return self.people.get(identity, identity)


def overview(moves: Sequence[Move], names: Names, context: DocumentContext) -> bytes:
    """The lead's list: every change in order of the time that people know, with who is concerned."""
    title = "Changes in the timetable"
    concerned = {i.inspector for m in moves for i in (m.before, m.after) if i}
    lead = (
        f"{wording.count(len(moves), 'interview')} changed since people were told, "
        f"which concerns {wording.count(len(moves), 'officer')} and "
        f"{wording.count(len(concerned), 'inspector')}"
    )
    rows = [
        (
            names.of(move.officer),
            _struck(move.before, names, style.CELL),
            _now(move, names, style.CELL),
            ", ".join(_cases(move)),
            move.why,
        )
        for move in moves
    ]
    heads = ("Officer", "They were told", "It is now", "Cases", "Why")
    story: list[Any] = [
        style.para("Timetable", style.OVERLINE),
        style.para(title, style.TITLE),
        style.para(lead if moves else "Nothing has changed since people were told.", style.LEAD),
    ]
    if rows:
        story.append(pieces.list_table(heads, rows, (110, 170, 170, 90, _WIDE - 540)))
    return page.build(story, title, context, wide=True)


def _cases(move: Move) -> tuple[str, ...]:
    interview = move.after or move.before
    return interview.cases if interview else ()


def officer_slips(moves: Sequence[Move], names: Names, context: DocumentContext) -> bytes:
    """One slip for each responsible officer, by office and name."""
    ordered = sorted(moves, key=lambda m: (names.offices.get(m.officer, ""), names.of(m.officer).casefold()))
    slips = [_officer_slip(move, names, context) for move in ordered]
    return page.build(_cut(slips), "Change slips for officers", context)


def inspector_slips(moves: Sequence[Move], names: Names, context: DocumentContext) -> bytes:
    """One slip for each inspector who gains or loses an interview, or has one at another time."""
    people = {i.inspector for m in moves for i in (m.before, m.after) if i}
    slips = [
        _inspector_slip(person, [m for m in moves if _concerns(m, person)], names, context)
        for person in sorted(people, key=lambda p: names.of(p).casefold())
    ]
    return page.build(_cut(slips), "Change slips for inspectors", context)


def _concerns(move: Move, person: str) -> bool:
    return any(i.inspector == person for i in (move.before, move.after) if i)


def _officer_slip(move: Move, names: Names, context: DocumentContext) -> list[Any]:
    office = names.offices.get(move.officer, "")
    to = f"{names.of(move.officer)}{', ' if office else ''}{office}"
    story = [*_head(to, context), style.para(_about(move), style.BODY)]
    rows: list[tuple[str, Any]] = []
    if move.before:
        rows.append(("You were told", _struck(move.before, names, _SLIP)))
    rows.append(("Now", _now(move, names, _SLIP)))
    why = _FOR_OFFICERS.get(move.because, _OTHERWISE)
    if why:
        rows.append(("Why", style.para(why, _SLIP)))
    if move.after:
        rows.append(("Your cases", style.para(", ".join(move.after.cases), _SLIP)))
    story.append(_labelled(rows))
    if move.after:
        story.append(style.para(_ask(context), style.SMALL))
    return story


def _head(whom: str, context: DocumentContext) -> list[Any]:
    """Of which inspection and when, then for whom: what a slip that was cut off still says of itself."""
    words = f"{context.inspection.title}, {wording.day(context.printed)}"
    return [style.para(words, style.OVERLINE), style.para(whom, _NAME)]


def _about(move: Move) -> str:
    if move.before is None:
        return "The inspection team would like to interview you."
    if move.after is None:
        return "Your interview with the inspection team does not take place as you were told."
    return "Your interview with the inspection team has changed."


def _inspector_slip(person: str, moves: Sequence[Move], names: Names, context: DocumentContext) -> list[Any]:
    rows = [
        (
            names.of(move.officer),
            _struck(move.before, names, style.CELL) if move.before else "–",
            _now(move, names, style.CELL),
            move.why,
        )
        for move in moves
    ]
    heads = ("Officer", "Before", "Now", "Why")
    words = f"{wording.count(len(moves), 'of your interviews has', 'of your interviews have')} changed."
    table = pieces.list_table(heads, rows, (88, 138, 138, _WIDTH - 364))
    return [
        *_head(names.of(person), context),
        style.para(words, style.BODY),
        table,
    ]


def _words(interview: PlannedInterview, names: Names) -> str:
    """Day, time, place and inspector, a line each."""
    day = interview.starts.date()
    place = "by telephone or video" if interview.remote else names.of(interview.office)
    lines = (
        f"{wording.short_day(day).split()[0]} {wording.day(day)}",
        wording.span(interview.starts, interview.ends),
        f"{place}, with {names.of(interview.inspector)}",
    )
    return "<br/>".join(style.words(line) for line in lines)


def _struck(interview: PlannedInterview | None, names: Names, how: Any) -> Any:
    """What no longer holds, struck through."""
    return style.markup(f"<strike>{_words(interview, names)}</strike>" if interview else "–", how)


def _now(move: Move, names: Names, how: Any) -> Any:
    if move.after is not None:
        return style.markup(f"<b>{_words(move.after, names)}</b>", how)
    gone = "No interview" if move.because == "not_expected" else "No time yet: you will hear of a new one"
    return style.markup(f"<b>{style.words(gone)}</b>", how)


def _ask(context: DocumentContext) -> str:
    """Whom to turn to."""
    leads = [p.name for p in context.people.values() if p.role.value == "lead" and p.active]
    whom = f"{leads[0]}, who leads the inspection" if leads else "the inspection team"
    return f"If this time will not do, please tell {whom}, as soon as you can."


_NAME = style.HEADING.clone("slip name", spaceBefore=0)
_SLIP = style.BODY.clone("slip", fontSize=9, leading=12)
_LABEL_WIDTH = 84.0


def _labelled(rows: Sequence[tuple[str, Any]]) -> Table:
    cells = [[style.para(label, style.LABEL), value] for label, value in rows]
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
    table = Table(cells, [_LABEL_WIDTH, _WIDTH - _LABEL_WIDTH], style=TableStyle(plain))
    table.hAlign = "LEFT"
    return table


def _cut(slips: Sequence[Sequence[Any]]) -> list[Any]:
    """Slips under one another, each with a dashed line to cut along; one that fits a page is not divided."""
    if not slips:
        return [style.para("Nobody is concerned.")]
    found: list[Any] = []
    for slip in slips:
        line = HRFlowable("100%", 0.6, color=style.QUIET, dash=(3, 3), spaceBefore=7, spaceAfter=9)
        found += [CondPageBreak(min(pieces.height([*slip, line], _WIDTH), _PAGE)), *slip, line]
    return found


#: No more than this can be asked for on one page.
_PAGE = A4[1] - style.TOP - style.BOTTOM - 1
