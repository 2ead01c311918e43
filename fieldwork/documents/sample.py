"""The sample list: what the sample is made of, and every case by inspector or office with its status.

Cases go by reference and initials; officers are not named.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from fieldwork import wording
from fieldwork.documents import page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import CaseRow, Person, PersonId, Status
from fieldwork.programme.model import Fact, Value

By = Literal["inspector", "office"]
_WIDTH = style.PORTRAIT_WIDTH
#: Under this many cases a share says less than the count itself.
_LEAST_FOR_SHARES = 30
#: Facts beside each case, where the programme has them.
_LISTED = ("sentence_type", "rosh")


def render(
    rows: Sequence[CaseRow],
    people: Mapping[PersonId, Person],
    context: DocumentContext,
    by: By = "inspector",
) -> bytes:
    """The PDF of the sample. Withdrawn cases are listed last and left out of the make-up."""
    kept = [row for row in rows if row.status is not Status.WITHDRAWN]
    gone = [row for row in rows if row.status is Status.WITHDRAWN]
    found = [
        style.para("Sample", style.OVERLINE),
        style.para(wording.count(len(kept), "case"), style.TITLE),
        style.para(_progress(kept, gone), style.LEAD),
        *_make_up(kept, context),
    ]
    groups: dict[str, list[CaseRow]] = defaultdict(list)
    for row in kept:
        groups[_group(row, people, by)].append(row)
    listing = _Listing(rows, people, context, by)
    for name in sorted(groups, key=lambda name: (name in _NONE, name.casefold())):
        found += listing.of(name, groups[name])
    if gone:
        found += listing.of("Withdrawn", gone)
    return page.build(found, f"Sample by {by}", context)


def _progress(kept: Sequence[CaseRow], gone: Sequence[CaseRow]) -> str:
    counted = Counter(row.status for row in kept)
    parts = [f"{counted[status]} {status.label.lower()}" for status in Status if counted[status]]
    text = wording.listed(parts) if parts else "No case yet"
    return f"{text}; {len(gone)} withdrawn" if gone else text


def _make_up(rows: Sequence[CaseRow], context: DocumentContext) -> list[Any]:
    """One line for each fact that sorts cases: its values with how many cases have each."""
    lines = [("Form", _counts([context.programme.forms[row.form].title for row in rows if row.form]))]
    for fact in context.programme.facts.values():
        if fact.type == "choice" and fact.source == "list" and fact.shown and not fact.personal:
            values = [_words(fact, row.facts.get(fact.id)) for row in rows]
            if any(value != _UNKNOWN for value in values):
                lines.append((fact.label, _counts(values)))
    if not rows:
        return []
    table = pieces.list_table((), lines, (140, _WIDTH - 140))
    return pieces.keep([style.para("What the sample is made of", style.SUBHEADING)], [table], _WIDTH)


def _counts(values: Sequence[str]) -> str:
    """`Licence 29 (30%), Community order 68 (70%)`, the commonest first, those not recorded last."""
    counted = sorted(Counter(values).items(), key=lambda item: (item[0] == _UNKNOWN, -item[1], item[0]))
    shares = len(values) >= _LEAST_FOR_SHARES
    return ", ".join(
        f"{value} {n}" + (f" ({wording.percent(n, len(values))})" if shares else "") for value, n in counted
    )


class _Listing:
    """The tables of cases, all with the same columns."""

    def __init__(
        self, rows: Sequence[CaseRow], people: Mapping[PersonId, Person], context: DocumentContext, by: By
    ) -> None:
        self.people = people
        self.other: By = "office" if by == "inspector" else "inspector"
        self.facts = [context.programme.facts[f] for f in _LISTED if f in context.programme.facts]
        body = [self._cells(row) for row in rows]
        columns = range(2, 3 + len(self.facts))
        flexible = [pieces.natural_width([cells[at] for cells in body], 50, 118) for at in columns]
        fixed = (49, 38, *flexible, 48, 58)
        self.widths = (*fixed, _WIDTH - sum(fixed))
        labels = (fact.label for fact in self.facts)
        self.heads = ("Case", "Initials", self.other.capitalize(), *labels, "Answered", "Status", "Note")

    def of(self, name: str, rows: Sequence[CaseRow]) -> list[Any]:
        """One group under its heading."""
        ordered = sorted(rows, key=lambda row: (_group(row, self.people, self.other).casefold(), row.ref))
        words = f"{name}: {wording.count(len(rows), 'case')}"
        head = page.bookmarked(style.para(words, style.HEADING), words, 0)
        table = pieces.list_table(self.heads, [self._cells(row) for row in ordered], self.widths)
        return pieces.keep([head], [table], _WIDTH)

    def _cells(self, row: CaseRow) -> list[str]:
        return [
            str(row.ref),
            row.initials,
            _group(row, self.people, self.other),
            *(_words(fact, row.facts.get(fact.id)) for fact in self.facts),
            f"{row.answered} of {row.applicable}",
            row.status.label,
            _notes(row),
        ]


def _notes(row: CaseRow) -> str:
    """What needs someone's eye, in words; an immediate concern comes first."""
    parts = [
        "Concern" if row.concern else "",
        f"{row.asks} to ask" if row.asks else "",
        "Facts changed" if row.flagged else "",
        wording.count(row.conflicts, "conflict") if row.conflicts else "",
    ]
    return "; ".join(part for part in parts if part)


def _group(row: CaseRow, people: Mapping[PersonId, Person], by: By) -> str:
    if by == "office":
        return row.office or _NO_OFFICE
    person = people.get(row.inspector) if row.inspector else None
    return person.name if person else _NO_INSPECTOR


def _words(fact: Fact, value: Value | None) -> str:
    return _UNKNOWN if value is None or value == "" else fact.words(value)


_UNKNOWN = "Not recorded"
_NO_OFFICE, _NO_INSPECTOR = "No office", "Not allocated"
_NONE = {_NO_OFFICE, _NO_INSPECTOR}
