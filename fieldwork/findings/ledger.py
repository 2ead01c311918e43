"""The counts of a selection, kept with what each reading gave to them, so that one changed reading is
counted again alone.
"""

from collections.abc import Collection
from dataclasses import dataclass

from fieldwork.findings import counts, divisions, queries
from fieldwork.findings.counts import Counter
from fieldwork.findings.queries import Selection
from fieldwork.findings.tallies import Cell, Tallies
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef
from fieldwork.programme.model import QuestionId


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reading gave to the counts: in which groups, and its counted answers."""

    form: str
    groups: tuple[str | None, ...]
    conflicts: int
    answers: tuple[tuple[QuestionId, str], ...]


class Ledger:
    """The counts of one selection, brought up to date reading by reading.

    Holds a few kilobytes a reading: meant for the some hundred readings of an inspection at work.
    """

    def __init__(self, inspection: Inspection, selection: Selection) -> None:
        divisions.check(inspection.programme, selection)
        self._inspection = inspection
        self._selection = selection
        self._counter = Counter(inspection, selection)
        asked = counts.counted_questions(inspection.programme)
        self._asked = [question.id for question in asked]
        self._tallies = Tallies()
        self._held = self._read(None)
        for reading in self._held.values():
            self._count(reading, 1)
        self.groups = self._counter.groups(self._tallies)

    def update(self, refs: Collection[str]) -> frozenset[QuestionId]:
        """Reads these readings again; returns the questions of which some count is another one now."""
        fresh = self._read(refs)
        changed: dict[str | None, set[Cell]] = {}
        for ref in map(CaseRef, refs):
            before, after = self._held.pop(ref, None), fresh.get(ref)
            if after is not None:
                self._held[ref] = after
            if before == after:
                continue
            self._count(before, -1)
            self._count(after, 1)
            for reading in (before, after):
                for group in reading.groups if reading else ():
                    changed.setdefault(group, set()).update(self._moved(before, after))
        unfinished = self._selection.unfinished
        if queries.sample(self._inspection, unfinished=unfinished) != self._counter.sample:
            self._counter = Counter(self._inspection, self._selection)
            self.groups = self._counter.groups(self._tallies)
            return frozenset(self._asked)  # every interval may be another one, of whatever group
        if changed:
            held = {group.value: group for group in self.groups}
            self.groups = self._counter.groups(self._tallies, held, changed)
        return frozenset(question for cells in changed.values() for _, question in cells)

    def _read(self, refs: Collection[str] | None) -> dict[CaseRef, _Reading]:
        """What the chosen readings hold now, of these or of all."""
        found: dict[CaseRef, _Reading] = {}
        for ref, form, group, conflicts in queries.members(self._inspection, self._selection, refs):
            groups = (*found[ref].groups, group) if ref in found else (group,)
            found[ref] = _Reading(form, groups, conflicts, ())
        answers: dict[CaseRef, list[tuple[QuestionId, str]]] = {ref: [] for ref in found}
        for ref, question, value in queries.answered(self._inspection, self._asked, refs):
            if ref in answers:
                answers[ref].append((question, value))
        return {
            ref: _Reading(one.form, one.groups, one.conflicts, tuple(sorted(answers[ref])))
            for ref, one in found.items()
        }

    def _count(self, reading: _Reading | None, times: int) -> None:
        """Adds a reading to the tallies, or takes it off."""
        if reading is None:
            return
        for group in reading.groups:
            self._tallies.add_readings(group, reading.form, times, times * reading.conflicts)
            for question, value in reading.answers:
                self._tallies.add(group, reading.form, question, value, times)

    def _moved(self, before: _Reading | None, after: _Reading | None) -> set[Cell]:
        """What has to be counted again: the answers that differ; every question of the form where the
        reading came, went or is in other groups.
        """
        if before and after and (before.form, before.groups) == (after.form, after.groups):
            return {(after.form, question) for question, _ in set(before.answers) ^ set(after.answers)}
        forms = {reading.form for reading in (before, after) if reading}
        return {cell for cell in counts.cells(self._inspection.programme) if cell[0] in forms}
