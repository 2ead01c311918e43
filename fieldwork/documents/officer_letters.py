"""A letter to each responsible officer: when, where, how long, by whom, and about which of their cases.

Cases go by reference: nobody on probation is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import PageBreak, Spacer, Table, TableStyle

from fieldwork import wording
from fieldwork.documents import page, style
from fieldwork.documents.page import DocumentContext
from fieldwork.programme.model import Guide
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.reasons import length

_WIDTH = style.PORTRAIT_WIDTH
_LABEL_WIDTH = 96.0
_TEXT = style.BODY.clone("letter", fontSize=10, leading=14.4, spaceAfter=8)
_CELL = _TEXT.clone("letter cell", spaceAfter=0)
_STRONG = _CELL.clone("letter strong", fontName=style.BOLD)


_CLOSING = (
    "If this time will not do, or you need anything so that you can take part, please say so as soon as you "
    "can. Should the plan have to change, you will get a slip with the new time."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says. `language` is empty for English; `guide` is what the officer is asked by."""

    interview: PlannedInterview
    officer: str
    inspector: str
    office: str
    language: str = ""
    interpreted: bool = False
    guide: Guide | None = None


def render(letters: Sequence[Letter], office: str, context: DocumentContext) -> bytes:
    """The letters to officers of one office, a page each or more, by name."""
    story: list[Any] = []
    for letter in sorted(letters, key=lambda one: one.officer.casefold()):
        story += [*([PageBreak()] if story else []), *_letter(letter, context)]
    return page.build(story, f"Letters to officers at {office}" if office else "Letters to officers", context)


def _letter(letter: Letter, context: DocumentContext) -> list[Any]:
    cases = len(letter.interview.cases)
    about = "one of your cases" if cases == 1 else f"{_number(cases)} of your cases"
    heading = f"Your interview about {about}"
    return [
        style.para(letter.officer, _STRONG),
        *([style.para(letter.office, _CELL)] if letter.office else []),
        style.para(wording.day(context.printed), _CELL),
        Spacer(0, 16),
        page.bookmarked(
            style.para(heading, style.TITLE.clone("letter title", fontSize=15, leading=19)), heading, 0
        ),
        Spacer(0, 6),
        style.para(_opening(context), _TEXT),
        _facts(letter),
        Spacer(0, 10),
        *[style.para(text, _TEXT) for text in _paragraphs(letter)],
        style.para(_CLOSING, _TEXT),
        Spacer(0, 8),
        *_signature(context),
    ]


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)


def _opening(context: DocumentContext) -> str:
    return (
        f"Your cases named below are in the sample for the inspection of {context.inspection.provider}. An "
        "inspector has read, or is reading, what is recorded about them, and would like to hear from you how "
        "the work was done."
    )


def _facts(letter: Letter) -> Table:
    i = letter.interview
    day = i.starts.date()
    where = letter.office or "your office"
    if i.remote:
        where = "By telephone or video: the inspector calls you. Please be where you can talk undisturbed."
    rows = [
        ("When", f"{wording.short_day(day).split()[0]} {wording.day(day)}, {wording.span(i.starts, i.ends)}"),
        ("Where", where),
        ("How long", f"{length(i.minutes).capitalize()}"),
        ("Inspector", letter.inspector),
        ("Cases" if len(i.cases) > 1 else "Case", ", ".join(i.cases)),
    ]
    if letter.language:
        by = " with an interpreter" if letter.interpreted else ""
        rows.append(("Language", f"{letter.language}{by}"))
    cells = [
        [style.para(label, style.LABEL.clone("l", fontSize=8.4, leading=14.4)), style.para(value, _STRONG)]
        for label, value in rows
    ]
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, style.LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, style.INK),
    ]
    table = Table(cells, [_LABEL_WIDTH, _WIDTH - _LABEL_WIDTH], style=TableStyle(plain))
    table.hAlign = "LEFT"
    return table


def _paragraphs(letter: Letter) -> list[str]:
    many = len(letter.interview.cases) > 1
    each, them = ("each case in turn", "them") if many else ("the case", "it")
    refs = "The references above are those" if many else "The reference above is that"
    found = [
        f"The inspector asks about {each}: what you knew and thought at the start, what was planned and "
        "done, what changed, and what you have done that the record does not show. Nothing has to be "
        "prepared in writing.",
        f"{refs} of your own records; nobody on probation is named in this letter. Please have what you "
        f"hold on {them} at hand, on screen or on paper, with anything of note that is not on the record "
        "yet.",
    ]
    topics = _topics(letter.guide)
    if topics:
        found.append(
            f"There are some questions about your work as a whole as well: {wording.listed(topics)}."
        )
    return found


def _topics(guide: Guide | None) -> list[str]:
    """What the guide asks an officer once, whatever the cases, as words within a sentence."""
    topics = [item.topic for item in guide.items if item.topic not in guide.case_topics] if guide else []
    return [topic[:1].lower() + topic[1:] for topic in dict.fromkeys(topics) if topic != "About you"]


def _signature(context: DocumentContext) -> list[Any]:
    leads = [p.name for p in context.people.values() if p.role.value == "lead" and p.active]
    lines = [*(leads[:1]), "Lead inspector" if leads else "The inspection team", context.inspection.title]
    return [style.para(line, _STRONG if n == 0 else _CELL) for n, line in enumerate(lines)]


def by_office(letters: Sequence[Letter]) -> Mapping[str, list[Letter]]:
    """Letters by the office that they go to, in order of its name."""
    found: dict[str, list[Letter]] = {}
    for letter in sorted(letters, key=lambda one: one.office.casefold()):
        found.setdefault(letter.office, []).append(letter)
    return found
