"""Everything that a report tells of, read from the inspection once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldwork.findings import counts, divisions, results
from fieldwork.findings.bases import population
from fieldwork.findings.comparison import Reference
from fieldwork.findings.counts import Counts
from fieldwork.findings.queries import Selection
from fieldwork.findings.remarks import Remark, remarks
from fieldwork.findings.results import Findings
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, InspectionInfo, Status
from fieldwork.programme.model import Programme
from fieldwork.reading import examples as practice
from fieldwork.reading.examples import Example
from fieldwork.reading.names import naming
from fieldwork.sample.kept import Kept, every


@dataclass(frozen=True, slots=True)
class Source:
    """What a report rests on: the findings, those of sub-groups by fact, and all that stands beside them.

    `examples` and `remarks` point to nobody; `left_out` says how many were kept back for that.
    """

    info: InspectionInfo
    programme: Programme
    printed: date
    found: Findings
    groups: Mapping[str, Sequence[Counts]]
    cases: Sequence[CaseRow]
    populations: Mapping[str, int]
    drawn: Sequence[Kept]
    examples: Sequence[Example]
    remarks: Sequence[Remark]
    left_out: tuple[str, ...]

    @property
    def by_provider(self) -> Sequence[Counts]:
        """The findings of each provider, where the programme counts them apart."""
        return self.groups.get(results.usual_division(self.programme), ())


def gather(inspection: Inspection, against: Reference | None, printed: date) -> Source:
    """Reads all of it. Cases that were withdrawn are left out, and so are open concerns."""
    programme = inspection.programme
    cases = queries.cases(inspection, withdrawn=False)
    held = practice.examples(inspection)
    fit = [one for one in held if not practice.still_pointing(inspection, one)]
    written = remarks(inspection)
    read = [case.facts for case in cases if case.status is Status.COMPLETE]
    telling = divisions.telling(programme, results.usual_division(programme), read)
    unnamed = [one for one in written if not naming(inspection, one.text)]
    kept_back = ((len(held) - len(fit), "practice example"), (len(written) - len(unnamed), "remark"))
    return Source(
        info=inspection.info(),
        programme=programme,
        printed=printed,
        found=results.findings(inspection, Selection(), against),
        groups={name: _groups(inspection, name) for name in telling},
        cases=cases,
        populations=population(inspection),
        drawn=every(inspection),
        examples=fit,
        remarks=unnamed,
        left_out=tuple(f"{n} {what}{'s' if n > 1 else ''}" for n, what in kept_back if n),
    )


def _groups(inspection: Inspection, name: str) -> list[Counts]:
    """The findings of cases by a fact; other evidence, which has no such fact, is not a group."""
    forms = tuple(form.id for form in inspection.programme.case_forms)
    return counts.count(inspection, Selection(name, (("form", forms),)))
