"""Commands about cases: listing, showing, answering by table, completing."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, author, names, on_file, shown_facts
from fieldwork.cli.speech import Speech, plain, speaks, table
from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow
from fieldwork.programme.model import Programme
from fieldwork.reading import search as finding
from fieldwork.reading import table as answer_table
from fieldwork.reading.blind import blind_refs
from fieldwork.reading.model import CaseReading
from fieldwork.reading.service import NotComplete, Reader
from fieldwork.wording import count


@click.command()
@speaks
@on_file
def cases(speech: Speech, file: Access) -> None:
    """List the cases."""
    with file.reading() as inspection:
        team = names(inspection)
        rows = queries.cases(inspection)
        found = [_case_line(inspection.programme, team, row) for row in rows]
    shown = ("ref", "form", "status", "inspector", "office")
    lines = [(*(r[key] for key in shown), f"{r['answered']} of {r['applicable']}") for r in found]
    heads = ("Case", "Form", "Status", "Inspector", "Office", "Answered")
    speech.result(found, table(heads, lines))


def _case_line(programme: Programme, team: dict[str, str], row: CaseRow) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "form": row.form,
        "status": row.status.value,
        "inspector": team.get(row.inspector) if row.inspector else None,
        "officer": row.officer,
        "office": row.office,
        "answered": row.answered,
        "applicable": row.applicable,
        "flagged": row.flagged,
        "look_again": row.look_again,
        "conflicts": row.conflicts,
        "concern": row.concern,
        "facts": shown_facts(programme, row.facts),
    }


@click.command()
@speaks
@on_file
@click.argument("ref")
def case(speech: Speech, file: Access, ref: str) -> None:
    """Show one case with the questions that apply to it."""
    with file.reading() as inspection:
        reading = Reader(inspection, author(inspection, file.person)).open(ref)
        programme = inspection.programme
    questions = [question_line(state) for state in reading.questions if state.question.asks]
    document = {
        "ref": reading.ref,
        "form": reading.form.id,
        "status": reading.status.value,
        "facts": shown_facts(programme, reading.facts),
        "answered": reading.answered,
        "applicable": reading.applicable,
        "questions": questions,
        "hidden": [question_line(state) for state in reading.hidden],
        "to_do": [programme.questions[q].ref for q in reading.to_do],
        "warnings": [
            {"question": programme.questions[w.question].ref, "warning": w.text, "reason": w.reason}
            for w in reading.warnings
        ],
        "title": reading.title,
        "examples": [
            {"id": e.id, "kind": e.kind, "question": e.question, "text": e.text} for e in reading.examples
        ],
        "concerns": [{"id": c.id, "open": c.is_open, "seen": c.seen} for c in reading.concerns],
    }
    speech.result(document, *_case_text(reading, programme))


def question_line(state: Any) -> dict[str, Any]:
    """One question of a reading, with its answer."""
    question, answer = state.question, state.answer
    return {
        "id": question.id,
        "ref": question.ref,
        "shown": question.shown,
        "level": question.level.value,
        "text": question.text,
        "answer": plain(answer.value),
        "note": answer.note,
        "ask": answer.ask,
        "conflict": answer.conflict,
    }


def _case_text(reading: CaseReading, programme: Programme) -> list[str]:
    rows = [
        (s.question.shown, s.question.text, "" if (given := s.answer.value) is None else asked.label(given))
        for s in reading.questions
        if (asked := s.question.answers) is not None
    ]
    lines = [f"{reading.ref}: {reading.form.title}, {reading.answered} of {reading.applicable} answered"]
    lines.append(table(("", "Question", "Answer"), rows))
    lines += [f"Warning {programme.questions[w.question].shown}: {w.text}" for w in reading.warnings]
    return lines


@click.command("import")
@speaks
@on_file
@click.argument("path", type=PATH, metavar="CSV")
def take_in(speech: Speech, file: Access, path: Path) -> None:
    """Take in a table case,question,answer,note; with any problem, nothing."""
    rows = answer_table.read_table(path)
    with file.writing() as (inspection, author):
        done = answer_table.take_in(inspection, author, rows)
    say_taken_in(speech, path, done)


def say_taken_in(speech: Speech, path: Path, done: answer_table.Imported) -> None:
    """What a table of answers did; status 1 where it has problems, and so did nothing."""
    document = {
        "written": done.written,
        "unchanged": done.unchanged,
        "hidden": done.hidden,
        "problems": [{"row": p.row, "problem": p.problem} for p in done.problems],
    }
    if done.problems:
        if speech.as_json:
            speech.result(document)
        places = [Problem(f"row {p.row}", p.problem) for p in done.problems]
        words = f"{path.name} has {count(len(places), 'problem')}, so nothing was written."
        speech.explain(Refused(words, places, "Correct the rows listed and import the table again."))
        sys.exit(1)
    speech.result(
        document, f"{done.written} written, {done.unchanged} unchanged, {done.hidden} hidden for now."
    )


@click.command("export")
@speaks
@on_file
def give_out(speech: Speech, file: Access) -> None:
    """Print every answer as the table that `answers import` takes."""
    with file.reading() as inspection:
        unseen = blind_refs(inspection, author(inspection, file.person))
        rows = [row for row in answer_table.export(inspection) if row[0] not in unseen]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer_table.COLUMNS)
    writer.writerows(rows)
    document = [dict(zip(answer_table.COLUMNS, row, strict=True)) for row in rows]
    speech.result(document, text.getvalue().rstrip("\n"))


@click.command()
@speaks
@on_file
@click.argument("refs", nargs=-1, metavar="[CASE]...")
@click.option("--all", "every", is_flag=True, help="Complete every case that can be.")
def complete(speech: Speech, file: Access, refs: tuple[str, ...], every: bool) -> None:
    """Complete readings; refused while something that applies is unanswered."""
    if bool(refs) == every:
        raise click.UsageError("name cases, or give --all")
    with file.writing() as (inspection, author):
        found = _complete_all(inspection, author) if every else _complete_these(inspection, author, refs)
    rows = [(r["ref"], r["status"], len(r["to_do"])) for r in found]
    speech.result(found, table(("Case", "Status", "Still to answer"), rows))
    waiting = [Problem(r["ref"], f"{', '.join(r['to_do'])} still to answer") for r in found if r["to_do"]]
    if refs and waiting:
        words = "Nothing was completed, because questions that apply have no answer."
        speech.explain(Refused(words, waiting, "Answer them, or name only the other cases."))
        sys.exit(1)


def _complete_these(inspection: Inspection, author: str, refs: tuple[str, ...]) -> list[dict[str, Any]]:
    """All of these cases or none."""
    reader = Reader(inspection, author)
    readings = [reader.open(ref) for ref in dict.fromkeys(refs)]
    if not any(reading.to_do for reading in readings):
        with inspection.store.transaction():
            for reading in readings:
                if reading.status.value != "complete":
                    reader.complete(reading.ref)
    return [_completion(inspection, reading.ref) for reading in readings]


def _complete_all(inspection: Inspection, author: str) -> list[dict[str, Any]]:
    reader = Reader(inspection, author)
    refs = [r.ref for r in queries.cases(inspection, withdrawn=False) if r.status.value != "complete"]
    with inspection.store.transaction():
        for ref in refs:
            try:
                reader.complete(ref)
            except NotComplete:
                continue
    return [_completion(inspection, ref) for ref in refs]


def _completion(inspection: Inspection, ref: str) -> dict[str, Any]:
    reading = Reader(inspection).open(ref)
    to_do = [inspection.programme.questions[q].ref for q in reading.to_do]
    return {"ref": ref, "status": reading.status.value, "to_do": to_do}


@click.command()
@speaks
@on_file
@click.argument("ref")
@click.option("--reason", required=True, help="Why; it stays in the history.")
def reopen(speech: Speech, file: Access, ref: str, reason: str) -> None:
    """Open a completed reading again."""
    with file.writing() as (inspection, author):
        Reader(inspection, author).reopen(ref, reason)
        found = _completion(inspection, ref)
    speech.result([found], f"{ref} is open again.")


@click.command()
@speaks
@on_file
@click.argument("words", nargs=-1, required=True)
def search(speech: Speech, file: Access, words: tuple[str, ...]) -> None:
    """Search cases and notes."""
    with file.reading() as inspection:
        unseen = blind_refs(inspection, author(inspection, file.person))
        hits = [
            h for h in finding.search(inspection, " ".join(words)) if not h.question or h.ref not in unseen
        ]
    if not hits:
        speech.remark(f"Nothing was found for {' '.join(words)}.")
    document = [{"ref": h.ref, "question": h.question, "title": h.title, "snippet": h.snippet} for h in hits]
    speech.result(document, table(("Case", "Where", ""), [(h.ref, h.title, h.snippet) for h in hits]))
