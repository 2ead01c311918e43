"""A report as XLSX: figures as numbers in tables that can be sorted, with the charts as pictures."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from fieldwork.documents.charts.png import png
from fieldwork.documents.report import shares
from fieldwork.documents.report.blocks import Report
from fieldwork.documents.report.source import Source
from fieldwork.findings import divisions
from fieldwork.findings.comparison import Comparison
from fieldwork.findings.counts import Count, Counts
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Level, Question

Row = Sequence[Any]
_WIDEST, _NARROWEST = 60, 8


def render(source: Source, report: Report) -> bytes:
    """The workbook; every sheet but the charts is one table with its headings in the first row."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": report.title, "author": "Fieldwork", "comments": "OFFICIAL-SENSITIVE"})
        sheets = _Sheets(book)
        found = source.found
        if found.standards:
            sheets.table("Ratings", _RATING_HEADS, list(_ratings(found)))
        if found.averages:
            averages = (*found.averages.outcomes, *found.averages.criteria, *found.averages.stages)
            rows = [
                (a.ref, a.title, a.percent, float(a.share) if a.share else None, a.parts) for a in averages
            ]
            sheets.table("Scores", ("Ref", "Of", "Per cent", "Share", "Averaged"), rows)
        sheets.table("Questions", (*_QUESTION_HEADS, *_beside_heads(found)), list(_questions(found)))
        sheets.table("Answers", ("Id", "Ref", "Question", "Answer", "Given", "Counts"), list(_answers(found)))
        if source.groups:
            sheets.table("Sub-groups", _GROUP_HEADS, list(_groups(source)))
        if found.grids:
            heads = ("Grid", "Need", "Found", "Of", "Enough done", "Of found", "Progress made", "Of those")
            sheets.table("Needs", heads, list(_needs(found)))
        sheets.charts(report)
    return target.getvalue()


class _Sheets:
    """Writes sheets into a workbook in one style."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._cell = book.add_format({"valign": "top"})
        self._wrap = book.add_format({"valign": "top", "text_wrap": True})

    def table(self, name: str, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """A sheet with one table; its heading row stays in view."""
        sheet = self._book.add_worksheet(name)
        for at, head in enumerate(heads):
            longest = max((len(str(row[at])) for row in rows if row[at] is not None), default=0)
            wide = max(_NARROWEST, min(_WIDEST, longest + 2, max(longest + 2, len(head) + 4)))
            sheet.set_column(at, at, wide, self._wrap if longest > _WIDEST else self._cell)
        columns = [{"header": head, "header_format": self._head} for head in heads]
        body = [[_plain(cell) for cell in row] for row in rows] or [[""] * len(heads)]
        options = {"name": name.replace("-", "_"), "columns": columns, "data": body}
        sheet.add_table(0, 0, len(body), len(heads) - 1, {**options, "style": "Table Style Light 1"})
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)

    def charts(self, report: Report) -> None:
        """Every chart of the report under the one before, each with alternative text."""
        if not report.figures:
            return
        sheet = self._book.add_worksheet("Charts")
        sheet.hide_gridlines(2)
        row = 0
        for figure in report.figures:
            scene = figure.scene
            picture = {"image_data": BytesIO(png(scene, 144)), "description": scene.told}
            sheet.write(row, 0, scene.title, self._head)
            sheet.insert_image(row + 1, 0, f"{figure.name}.png", picture)
            row += 3 + int(scene.height * 4 / 3 / 20) + 1


def _plain(cell: Any) -> Any:
    return "" if cell is None else cell


_RATING_HEADS = (
    *("Ref", "Standard", "Lowest", "Per cent", "Indicated", "Decided", "Rating", "Near a boundary"),
    *("The panel may", "Reason", "Note", "Before"),
)


def _ratings(found: Findings) -> Iterator[Row]:
    earlier = found.against.ratings if found.against else {}
    for one in found.standards:
        before = earlier.get(one.standard.id)
        bands = [band.label if band else None for band in (one.indicated, one.decided, one.rating)]
        yield (
            one.standard.ref,
            one.standard.text,
            one.lowest.question.ref if one.lowest else None,
            one.lowest.percent if one.lowest else None,
            *bands,
            "yes" if one.near_boundary else "no",
            "; ".join(f"{d.band.label}: {d.why}" for d in one.discretion),
            one.reason,
            one.note,
            before.label if before else None,
        )


_QUESTION_HEADS = (
    *("Id", "Ref", "Level", "Standard", "Question", "Scored", "Yes", "Of", "Per cent"),
    *("Low 95", "High 95", "Low 80", "High 80", "Small base", "Complete"),
)


def _beside_heads(found: Findings) -> list[str]:
    titles = [*([found.against.title] if found.against else []), *found.others]
    return [f"{title}{part}" for title in titles for part in ("", ": points", ": significant", ": p")]


def _questions(found: Findings) -> Iterator[Row]:
    for one in found.counts.questions.values():
        question = one.question
        ends = [i for confidence in (0.95, 0.8) for i in _ends(one, confidence)]
        compared = [*([found.previous] if found.against else []), *found.others.values()]
        yield (
            *(question.id, question.ref, question.level.words, _standard(found, question), question.text),
            "yes" if question.scored else "no",
            *(one.yes, one.of, one.percent, *ends),
            "yes" if one.small else "no",
            "yes" if found.complete(question.id) else "no",
            *(cell for rows in compared for cell in _beside(rows.get(question.id))),
        )


def _ends(one: Count, confidence: float) -> tuple[float | None, float | None]:
    found = one.interval(confidence)
    return (round(100 * found.low, 1), round(100 * found.high, 1)) if found else (None, None)


def _beside(compared: Comparison | None) -> Row:
    if compared is None or compared.previous is None:
        return ("no comparable data available", None, None, None)
    said = {None: "not tested", True: "yes", False: "no"}[compared.significant]
    return compared.previous, compared.points, said, None if compared.p is None else round(compared.p, 4)


def _standard(found: Findings, question: Question) -> str:
    row = found.programme.ancestor(question, Level.STANDARD)
    return shares.name(row) if row else ""


def _answers(found: Findings) -> Iterator[Row]:
    for one in found.counts.questions.values():
        labels = shares.labels_of(one.question)
        for value, n in one.choices.items():
            counts = "yes" if value in one.shares else "no"
            yield one.question.id, one.question.ref, one.question.text, labels[value], n, counts


_GROUP_HEADS = ("By", "Group", "Readings", "Too small", "Id", "Ref", "Question", "Yes", "Of", "Per cent")


def _groups(source: Source) -> Iterator[Row]:
    labels = divisions.divisions(source.programme)
    for name, groups in source.groups.items():
        for group in groups:
            yield from _group(source, labels[name], group)


def _group(source: Source, by: str, group: Counts) -> Iterable[Row]:
    readings = sum(group.readings.values())
    small = "yes" if source.found.too_small(group) else "no"
    for one in group.questions.values():
        if one.of:
            named = (one.question.id, one.question.ref, one.question.text)
            yield by, group.label, readings, small, *named, one.yes, one.of, one.percent


def _needs(found: Findings) -> Iterator[Row]:
    for grid in found.grids:
        for row in grid.rows:
            parts = [(c.yes, c.of) if c else (None, None) for c in (row.found, row.enough, row.progress)]
            yield shares.name(grid.standard), row.question.text, *(cell for part in parts for cell in part)
