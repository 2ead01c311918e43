"""The whole report in order."""

from collections.abc import Callable, Iterator
from datetime import date

from fieldwork.documents.report import annex, apart, body, front
from fieldwork.documents.report.blocks import Block, Report
from fieldwork.documents.report.method import method
from fieldwork.documents.report.source import Source, gather
from fieldwork.findings.comparison import Reference
from fieldwork.inspection.file import Inspection

#: The chapters, each from everything that was gathered.
CHAPTERS: tuple[Callable[[Source], Iterator[Block]], ...] = (
    front.front,
    body.findings,
    apart.groups,
    apart.spoken,
    apart.remarks,
    apart.other_examples,
    annex.sample,
    annex.data,
    method,
)


def report(inspection: Inspection, against: Reference | None = None, printed: date | None = None) -> Report:
    """The report on an inspection as it stands, of any programme."""
    return write(gather(inspection, against, printed or date.today()))


def write(source: Source) -> Report:
    """The report on what was gathered."""
    blocks = tuple(block for chapter in CHAPTERS for block in chapter(source))
    return Report(f"Findings: {source.info.title}", blocks, source.left_out)
