"""The work of reading an office list and of taking it in, through a connection of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Programme, Value
from fieldwork.sample import sync
from fieldwork.sample.compare import Comparison
from fieldwork.sample.glimpse import Glimpse, glimpse
from fieldwork.sample.model import ListRow, OfficeList
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import Synced
from ui.jobs import Progress
from ui.screens.list_words import NO_VALUE, fact_words


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that taking the list in does. `kind` is added, changed, withdrawn, returned or held.

    `fact` is the fact's label; `personal` says that before and after are a person's own details;
    `flagged` that the change routes a reading that has begun otherwise.
    """

    id: str
    ref: str
    kind: str
    fact: str = ""
    before: str = ""
    after: str = ""
    personal: bool = False
    flagged: bool = False


@dataclass(frozen=True)
class ReadList:
    """A list as it was read with these choices; `refused` says why it could not be, then there is no
    `office_list`. Columns with `personal_headings` hold people's own details.
    """

    path: Path
    glimpse: Glimpse
    choices: Mapping[str, str]
    office_list: OfficeList | None = None
    synced: Synced | None = None
    changes: tuple[ChangeRow, ...] = ()
    refused: Refused | None = None
    personal_headings: frozenset[str] = frozenset()


class Reading:
    """Reads a list and says what it would change. `choices` None starts from those remembered."""

    def __init__(
        self, inspection: Inspection, path: Path, choices: Mapping[str, str] | None, sheet: str | None
    ) -> None:
        self._inspection, self._path, self._choices, self._sheet = inspection, path, choices, sheet

    def __call__(self, progress: Progress) -> ReadList:
        with self._inspection.again() as own:
            programme = own.programme
            choices = sync.remembered_columns(own) if self._choices is None else dict(self._choices)
            known = {h: f for h, f in choices.items() if not f or f in programme.facts}
            seen = glimpse(self._path, programme, columns=known, sheet=self._sheet)
            progress.report(0, 0, "Reading the list…")
            personal = frozenset(
                " ".join(column.heading.split())
                for column in seen.columns
                if any(programme.facts[f].personal for f in column.facts if f in programme.facts)
            )
            try:
                office_list = read_list(
                    self._path, programme, columns=known, sheet=seen.sheet or None, progress=progress.report
                )
            except Refused as error:
                return ReadList(self._path, seen, known, refused=error, personal_headings=personal)
            progress.report(0, 0, "Comparing it with the cases…")
            synced = sync.preview(own, office_list)
            changes = tuple(_changes(programme, synced))
            return ReadList(self._path, seen, known, office_list, synced, changes, personal_headings=personal)


class Taking:
    """Takes a list in, in one step."""

    def __init__(self, inspection: Inspection, author: str, read: ReadList, *, except_problems: bool) -> None:
        self._inspection, self._author, self._read = inspection, author, read
        self._except = except_problems

    def __call__(self, _progress: Progress) -> Synced:
        assert self._read.office_list is not None  # only a list that was read can be taken in
        with self._inspection.again() as own:
            return sync.take_in(
                own,
                self._author,
                self._read.office_list,
                except_problems=self._except,
                columns=self._read.choices,
            )


def written(synced: Synced) -> Written:
    """What taking a list in touched, for the screens to read again."""
    changes = synced.comparison
    refs = {row.reference for row in changes.added} | {change.ref for change in changes.changed}
    refs |= {*changes.withdrawn, *changes.returned}
    found = {Register("case", ref, "fact") for ref in refs}
    others = {Register(entity, "", "") for entity in ("officer", "office", "inspection")}
    return Written(frozenset(found | others)) if synced.taken else Written(frozenset())


def summary(changes: Comparison) -> tuple[tuple[str, str, int], ...]:
    """How many of each kind: kind, what to call one or more of it, number of cases."""
    return (
        ("added", "added", len(changes.added)),
        ("changed", "changed", len({change.ref for change in changes.changed})),
        ("withdrawn", "withdrawn", len(changes.withdrawn)),
        ("returned", "back on the list", len(changes.returned)),
        ("held", "held back", len(changes.held_back)),
    )


def _changes(programme: Programme, synced: Synced) -> Iterator[ChangeRow]:
    changes, flagged = synced.comparison, set(synced.flagged)
    number = 0
    for change in changes.changed:
        fact = programme.facts.get(change.fact)
        number += 1
        yield ChangeRow(
            str(number),
            change.ref,
            "changed",
            fact.label if fact else change.fact,
            fact_words(fact, change.before) or NO_VALUE,
            fact_words(fact, change.after) or NO_VALUE,
            bool(fact and fact.personal),
            change.ref in flagged,
        )
    for kind, refs in (
        ("withdrawn", changes.withdrawn),
        ("returned", changes.returned),
        ("held", changes.held_back),
    ):
        for ref in refs:
            number += 1
            yield ChangeRow(str(number), ref, kind)
    for row in changes.added:
        number += 1
        yield ChangeRow(str(number), row.reference, "added", after=_about(programme, row))


def _about(programme: Programme, row: ListRow) -> str:
    """What a new case is, without anybody's name."""
    parts: list[str] = []
    for name in ("sample_kind", "sentence_type", "office", "rosh"):
        fact = programme.facts.get(name)
        value: Value | None = row.facts.get(name)
        if fact is not None and value and not fact.personal:
            parts.append(fact_words(fact, value))
    return ", ".join(parts)
