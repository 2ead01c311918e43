"""Findings that follow an inspection while it is worked on: one answer, one small recount."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from fieldwork.findings import decisions, queries, results
from fieldwork.findings.averages import averages
from fieldwork.findings.comparators import COMPARATOR
from fieldwork.findings.comparison import Comparison, Reference
from fieldwork.findings.counts import Counts
from fieldwork.findings.decisions import RATING
from fieldwork.findings.grids import grids
from fieldwork.findings.ledger import Ledger
from fieldwork.findings.queries import Selection
from fieldwork.findings.results import Findings
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of
from fieldwork.programme.model import Level, QuestionId

#: What decides how everything is counted, called or compared: after these all is counted again.
_GROUND = {"inspection", "programme", "person", COMPARATOR}
_READ = {"case", "record", "answer"}


class Live:
    """The findings of an open inspection, brought up to date by what was written.

    `findings` are at any moment what `results.findings` would say. Belongs to the inspection's thread.
    """

    def __init__(
        self,
        inspection: Inspection,
        selection: Selection | None = None,
        against: Reference | None = None,
    ) -> None:
        """Raises `Refused` for a selection that says nothing."""
        self._inspection = inspection
        self._selection = selection or Selection()
        self._against = against
        self.again()

    def again(self) -> None:
        """Counts everything anew."""
        chosen = self._selection
        self._figures = Ledger(self._inspection, replace(chosen, by=""))
        self._whole = Ledger(self._inspection, results.rated(chosen)) if chosen.where else self._figures
        self._groups = Ledger(self._inspection, chosen) if chosen.by else None
        self.findings: Findings = results.put_together(
            self._inspection,
            chosen,
            self._against,
            self._figures.groups[0],
            self._whole.groups[0],
            self._groups.groups if self._groups else (),
        )

    def update(self, registers: Collection[Register]) -> frozenset[QuestionId]:
        """Follows a write that touched these registers (`Written.registers`).

        Returns the questions, key questions and standards of which a figure or a rating is another one.
        """
        touched = {register.entity for register in registers}
        refs = {case_of(register) or "" for register in registers if register.entity in _READ}
        if touched & _GROUND or "" in refs:
            self.again()
            return frozenset(self.findings.programme.questions)
        before = self.findings
        changed = self._recount(refs) if refs else frozenset[QuestionId]()
        if changed or RATING in touched:
            self._rate(changed, RATING in touched)
        if touched & {"case", "record"}:
            self.findings = replace(self.findings, progress=queries.progress(self._inspection))
        rated = zip(before.standards, self.findings.standards, strict=True)
        return changed | {now.standard.id for was, now in rated if was != now}

    def _recount(self, refs: Collection[str]) -> frozenset[QuestionId]:
        ledgers = {self._figures, self._whole, *([self._groups] if self._groups else [])}
        changed = frozenset[QuestionId]().union(*(ledger.update(refs) for ledger in ledgers))
        figures = self._figures.groups[0]
        self.findings = replace(
            self.findings,
            counts=figures,
            groups=tuple(self._groups.groups) if self._groups else (),
            grids=tuple(grids(self.findings.programme, figures)) if changed else self.findings.grids,
            previous=_compared(self.findings.previous, figures, self._against, changed),
            others={
                name: _compared(self.findings.others[name], figures, reference, changed)
                for name, reference in self.findings.references.items()
            },
        )
        return changed

    def _rate(self, changed: Collection[QuestionId], decided: bool) -> None:
        """Rates anew where something was decided, or an answer that ratings and scores rest on changed."""
        programme, whole = self.findings.programme, self._whole.groups[0]
        if programme.rating is None:
            self.findings = replace(self.findings, averages=averages(programme, whole))
        elif decided or any(programme.questions[q].level is not Level.PROMPT for q in changed):
            standards = decisions.standards(self._inspection, whole)
            overall = decisions.overall(self._inspection, standards)
            self.findings = replace(self.findings, standards=tuple(standards), overall=overall)


def _compared(
    held: Mapping[QuestionId, Comparison],
    figures: Counts,
    reference: Reference | None,
    changed: Collection[QuestionId],
) -> Mapping[QuestionId, Comparison]:
    if reference is None or not changed:
        return held
    return {**held, **results.compared(figures, reference, changed)}
