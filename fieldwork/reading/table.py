"""Answers as a long table, in and out: `case,question,answer,note`."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from fieldwork.errors import Fault, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Programme, Question, QuestionId, Value
from fieldwork.reading.correction import asked_as
from fieldwork.reading.values import NotAnAnswer, parse
from fieldwork.wording import listed

COLUMNS = ("case", "question", "answer", "note")
#: The key of what a row has beyond its headings.
BEYOND = ""
#: Characters of one note; a package of changes carries many times as much in a line.
LONGEST_NOTE = 100_000
_LONGEST_CELL = 16 * 2**20
_CLOSED = {
    Status.COMPLETE: "is complete; reopen it before changing its answers",
    Status.WITHDRAWN: "was withdrawn from the sample; its answers are kept as they are",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row to take in: its number in the file and what it says."""

    number: int
    ref: str
    question: Question
    value: Value | None
    note: str | None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row, by the number that a spreadsheet shows for it."""

    row: int
    problem: str


@dataclass(slots=True)
class Imported:
    """What a table did: rows that changed something, that changed nothing, and that are kept
    hidden because their question does not apply. With problems, nothing was written.
    """

    written: int = 0
    unchanged: int = 0
    hidden: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file (UTF-8) whose headings hold at least case, question and answer.

    Capitals and spaces in headings do not matter. A row's place in the list is its place in the
    file; cells beyond the headings are kept under `BEYOND`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(path, file)
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not text in UTF-8.", advice="Save it as CSV UTF-8.") from error
    except csv.Error as error:
        sentence = f"{path.name} is not a sound CSV file ({error})."
        raise Refused(sentence, advice="Check its quotation marks, or save it as CSV UTF-8 again.") from error
    except OSError as error:
        sentence = f"{path.name} could not be read ({error.strerror or error})."
        raise Fault(sentence, "Check the name and the folder.") from error


def _rows(path: Path, file: TextIO) -> list[dict[str, str]]:
    """The rows below the headings. Strict, so that a quotation mark left open swallows no rows."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        headings, *rows = list(csv.reader(file, strict=True)) or [[]]
    finally:
        csv.field_size_limit(before)
    names = [heading.strip().casefold() for heading in headings]
    missing = [name for name in COLUMNS[:3] if name not in names]
    if missing:
        raise Refused(
            f"{path.name} is not a table of answers: it has no column {listed(missing, 'or')}.",
            advice="Its first row must be case,question,answer,note, with commas between.",
        )
    return [
        dict(zip(names, row, strict=False)) | ({BEYOND: "".join(row[len(names) :])} if any(row) else {})
        for row in rows
    ]


def take_in(inspection: Inspection, author: str, rows: Iterable[Mapping[str, str]]) -> Imported:
    """Writes a table of answers in one step; with any problem, nothing at all.

    An answer left empty leaves the stored one as it is, so that a row may bring a note alone;
    so does a note column that is absent. Empty rows are passed over.
    """
    everything = (*queries.cases(inspection), *queries.evidence(inspection))
    statuses: dict[str, Status] = {row.ref: row.status for row in everything}
    result = Imported()
    taken = list(sound_rows(inspection.programme, statuses, rows, result.problems))
    result.problems += contradictions(taken)
    values: dict[Register, Value | None] = {}
    touched: list[tuple[TableRow, bool]] = []
    for row in taken:
        changed = _changes(inspection, row)
        closed = _CLOSED.get(statuses[row.ref])
        if changed and closed:
            result.problems.append(RowProblem(row.number, f"case {row.ref} {closed}"))
        values.update(changed)
        touched.append((row, bool(changed)))
    if result.problems:
        result.problems.sort(key=lambda p: p.row)
        return result
    with inspection.edit(author, "Took in a table of answers") as edit:
        for register, value in values.items():
            edit.set(*register, value)
            if register.field == "value":
                ref, _, question = register.entity_id.rpartition("/")
                for asked, mark in asked_as(inspection, ref, question).items():
                    edit.set(*asked, mark)
    result.written = sum(1 for _, changed in touched if changed)
    result.unchanged = len(touched) - result.written
    result.hidden = _count_hidden(inspection, [row for row, _ in touched])
    return result


def sound_rows(
    programme: Programme,
    known: Mapping[str, Status],
    rows: Iterable[Mapping[str, str]],
    problems: list[RowProblem],
) -> Iterator[TableRow]:
    """The rows that name a `known` case and an answer to a question; what is wrong goes to `problems`."""
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row.values()):
            continue
        ref = row.get("case", "").strip()
        question = programme.question(row.get("question", "").strip())
        wrong = list(_faults(programme, known, row))
        problems += [RowProblem(number, words) for words in wrong]
        if wrong or question is None:
            continue
        try:
            value = parse(question, row.get("answer", ""))
        except NotAnAnswer as error:
            given = row.get("answer", "")[:40]
            problems.append(RowProblem(number, f"{given!r} under {question.shown}: {error}"))
            continue
        yield TableRow(number, ref, question, value, row.get("note"))


def _faults(programme: Programme, known: Mapping[str, Status], row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row before its answer is looked at."""
    ref, question = row.get("case", "").strip(), row.get("question", "").strip()
    if ref not in known:
        yield f"there is no case {ref!r} in this inspection"
    if programme.question(question) is None:
        yield f"there is no question {question!r} in {programme.title}, {programme.edition.title}"
    if row.get(BEYOND):
        yield "it has more cells than there are headings; put notes with commas in quotation marks"
    if any(len(cell) > LONGEST_NOTE for cell in row.values()):
        yield f"it holds more than the {LONGEST_NOTE:,} characters that a note may have"


def contradictions(rows: Iterable[TableRow]) -> Iterator[RowProblem]:
    """Rows that give another answer or note than an earlier row gives to the same question."""
    first: dict[tuple[str, str, str], tuple[int, Value | str]] = {}
    for row in rows:
        for name, value in (("answer", row.value), ("note", row.note or None)):
            if value is not None:
                number, before = first.setdefault((row.ref, row.question.id, name), (row.number, value))
                if before != value:
                    words = f"row {number} gives another {name} to {row.question.shown} in case {row.ref}"
                    yield RowProblem(row.number, words)


def _changes(inspection: Inspection, row: TableRow) -> dict[Register, Value | None]:
    """The registers that a row changes; empty where everything stands so already."""
    key = answer_id(row.ref, row.question.id)
    wanted = {"value": row.value, "note": row.note or None}
    return {
        Register("answer", key, name): value
        for name, value in wanted.items()
        if value is not None and inspection.value("answer", key, name) != value
    }


def _count_hidden(inspection: Inspection, rows: list[TableRow]) -> int:
    pairs: set[tuple[str, str]] = {(row.ref, row.question.id) for row in rows}
    return sum(
        1
        for ref, applies, a in queries.every_answer(inspection)
        if not applies and (ref, a.question) in pairs
    )


def export(inspection: Inspection) -> Iterator[tuple[str, str, str, str]]:
    """Every answer and note of cases and records as rows of `COLUMNS`, in the order of the form."""
    order: dict[QuestionId, int] = {q: n for n, q in enumerate(inspection.programme.questions)}
    found = [(str(ref), answer) for ref, _, answer in queries.every_answer(inspection)]
    for row in queries.evidence(inspection):
        found += [(row.ref, answer) for answer in queries.answers(inspection, row.ref).values()]
    for ref, answer in sorted(found, key=lambda r: (r[0], order.get(r[1].question, len(order)))):
        if answer.value is not None or answer.note:
            value = "" if answer.value is None else str(answer.value)
            yield ref, str(answer.question), value, answer.note
