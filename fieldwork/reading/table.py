"""Answers as a long table, in and out: `case,question,answer,note`."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldwork.errors import Fault, Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Programme, Question, QuestionId, Value
from fieldwork.reading.values import NotAnAnswer, parse

COLUMNS = ("case", "question", "answer", "note")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row to take in: its number in the file and what it says."""

    number: int
    ref: str
    question: Question
    value: Value | None
    note: str | None


@dataclass(slots=True)
class Imported:
    """What a table did: rows that changed something, that changed nothing, and that are kept
    hidden because their question does not apply. With problems, nothing was written.
    """

    written: int = 0
    unchanged: int = 0
    hidden: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with at least the columns case, question and answer (UTF-8)."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [c for c in COLUMNS[:3] if c not in (rows.fieldnames or [])]
            if missing:
                raise Refused(
                    f"{path.name} is not a table of answers: it has no column {' or '.join(missing)}.",
                    advice="Its first row must be case,question,answer,note.",
                )
            return [{k: v or "" for k, v in row.items() if isinstance(k, str)} for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path.name} is not a CSV file in UTF-8.", advice="Save it as CSV UTF-8.") from error
    except OSError as error:
        sentence = f"{path.name} could not be read ({error.strerror or error})."
        raise Fault(sentence, "Check the name and the folder.") from error


def take_in(inspection: Inspection, author: str, rows: Iterable[Mapping[str, str]]) -> Imported:
    """Writes a table of answers in one step; with any problem, nothing at all.

    An answer left empty leaves the stored one as it is, so that a row may bring a note alone;
    so does a note column that is absent.
    """
    statuses: dict[str, Status] = {row.ref: row.status for row in queries.cases(inspection)}
    result = Imported()
    taken = list(_sound_rows(inspection.programme, statuses, rows, result.problems))
    values: dict[Register, Value | None] = {}
    touched: list[tuple[TableRow, bool]] = []
    for row in taken:
        changed = _changes(inspection, row)
        if changed and statuses[row.ref] is Status.COMPLETE:
            words = f"case {row.ref} is complete; reopen it before changing its answers"
            result.problems.append(Problem(f"row {row.number}", words))
        values.update(changed)
        touched.append((row, bool(changed)))
    if result.problems:
        return result
    with inspection.edit(author, "Took in a table of answers") as edit:
        for register, value in values.items():
            edit.set(*register, value)
    result.written = sum(1 for _, changed in touched if changed)
    result.unchanged = len(touched) - result.written
    result.hidden = _count_hidden(inspection, [row for row, _ in touched])
    return result


def _sound_rows(
    programme: Programme,
    known: Mapping[str, Status],
    rows: Iterable[Mapping[str, str]],
    problems: list[Problem],
) -> Iterator[TableRow]:
    for number, row in enumerate(rows, start=2):
        place = f"row {number}"
        ref = row["case"].strip()
        question = programme.question(row["question"].strip())
        if ref not in known:
            problems.append(Problem(place, f"there is no case {ref!r} in this inspection"))
        if question is None:
            problems.append(Problem(place, f"there is no question {row['question']!r} in {programme.title}"))
        if ref not in known or question is None:
            continue
        try:
            value = parse(question, row["answer"])
        except NotAnAnswer as error:
            problems.append(Problem(place, f"{row['answer']!r} under {question.shown}: {error}"))
            continue
        yield TableRow(number, ref, question, value, row.get("note"))


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
    """Every answer and note as rows of `COLUMNS`, by case and in the order of the form."""
    order: dict[QuestionId, int] = {q: n for n, q in enumerate(inspection.programme.questions)}
    rows = sorted(
        ((ref, answer) for ref, _, answer in queries.every_answer(inspection)),
        key=lambda row: (row[0], order.get(row[1].question, len(order))),
    )
    for ref, answer in rows:
        if answer.value is not None or answer.note:
            value = "" if answer.value is None else str(answer.value)
            yield ref, str(answer.question), value, answer.note
