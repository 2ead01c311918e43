"""Commands about second readings themselves: answering blind, completing, agreeing, changing the case."""

from pathlib import Path
from typing import Any

import click

from fieldwork.cli.cases import question_line, say_taken_in
from fieldwork.cli.files import PATH, Access, author, names, on_file
from fieldwork.cli.speech import Speech, plain, speaks, table
from fieldwork.errors import Refused
from fieldwork.inspection import queries, seconds
from fieldwork.inspection.clock import moment
from fieldwork.reading import second_outcomes, second_table
from fieldwork.reading import table as answer_table
from fieldwork.reading.second import SecondReader
from fieldwork.reading.second_outcomes import Compared
from fieldwork.reading.values import NotAnAnswer, parse


@click.command("show")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
def show(speech: Speech, file: Access, ref: str) -> None:
    """Show a second reading with the questions that apply by its own answers; nothing of the first."""
    with file.reading() as inspection:
        reading = SecondReader(inspection, author(inspection, file.person)).open(ref)
        refs = [inspection.programme.questions[q].ref for q in reading.to_do]
    asked = [state for state in reading.questions if state.question.asks]
    document = {
        "ref": reading.ref,
        "form": reading.form.id,
        "status": reading.status.value,
        "questions": [question_line(state) for state in asked],
        "to_do": refs,
    }
    rows = [(s.question.shown, s.question.text, plain(s.answer.value)) for s in asked]
    words = f"{reading.ref}, read a second time: {reading.answered} of {reading.applicable} answered"
    speech.result(document, words, table(("", "Question", "Answer"), rows))


@click.command("answers")
@speaks
@on_file
@click.argument("path", type=PATH, metavar="CSV")
def take_in(speech: Speech, file: Access, path: Path) -> None:
    """Take in a second reader's answers as a table case,question,answer,note; with any problem, nothing."""
    rows = answer_table.read_table(path)
    with file.writing() as (inspection, acts):
        done = second_table.take_in(inspection, acts, rows)
    say_taken_in(speech, path, done)


@click.command("complete")
@speaks
@on_file
@click.argument("refs", nargs=-1, required=True, metavar="CASE...")
def complete(speech: Speech, file: Access, refs: tuple[str, ...]) -> None:
    """Complete second readings, all of these or none; from then on both readings are shown."""
    with file.writing() as (inspection, acts), inspection.store.transaction():
        reader = SecondReader(inspection, acts)
        for ref in dict.fromkeys(refs):
            reader.complete(ref)
    speech.result([{"ref": ref, "status": "complete"} for ref in refs], f"Completed: {', '.join(refs)}.")


@click.command("differences")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
@click.option("--all", "every", is_flag=True, help="Also the questions on which both agree.")
def differences(speech: Speech, file: Access, ref: str, every: bool) -> None:
    """Show both readings of a case side by side, where they differ."""
    with file.reading() as inspection:
        rows = second_outcomes.compared(inspection, ref, author(inspection, file.person))
        team = names(inspection)
        found = [_compared(team, row) for row in rows if every or row.kind != "same"]
    lines = [
        (r["shown"], r["text"], r["kind"], r["first"], r["second"], (r["outcome"] or {}).get("stands"))
        for r in found
    ]
    heads = ("", "Question", "", "First", "Second", "Stands")
    speech.result(found, table(heads, lines))


def _compared(team: dict[str, str], row: Compared) -> dict[str, Any]:
    outcome = row.outcome
    agreed = outcome and {
        "stands": outcome.stands,
        "value": plain(outcome.value),
        "reason": outcome.reason,
        "by": team.get(outcome.by, outcome.by),
        "at": moment(outcome.at).isoformat(),
        "conflict": outcome.conflict,
    }
    return {
        "id": row.question.id,
        "ref": row.question.ref,
        "shown": row.question.shown,
        "text": row.question.text,
        "kind": row.kind,
        "first": plain(row.first),
        "second": plain(row.again),
        "first_note": row.first_note,
        "second_note": row.again_note,
        "outcome": agreed,
    }


@click.command("agree")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
@click.argument("question")
@click.option("--stands", required=True, type=click.Choice(("first", "second", "other")),
              help="Whose answer stands.")  # fmt: skip
@click.option("--answer", default="", help="The answer agreed on, where it is another.")
@click.option("--reason", required=True, help="Why it stands.")
def agree(
    speech: Speech, file: Access, ref: str, question: str, stands: Any, answer: str, reason: str
) -> None:
    """Record what was agreed on one question that was answered differently."""
    with file.writing() as (inspection, acts):
        asked = inspection.programme.question(question)
        if asked is None:
            raise Refused(f"There is no question {question}.")
        try:
            value = parse(asked, answer)
        except NotAnAnswer as error:
            raise Refused(f"{answer!r} is no answer to {asked.shown}: {error}.") from error
        second_outcomes.agree(inspection, acts, ref, asked.id, stands, reason, value)
        row = next(r for r in second_outcomes.compared(inspection, ref, acts) if r.question.id == asked.id)
        found = _compared(names(inspection), row)
    speech.result(found, f"Agreed on {asked.shown} of {ref}: {found['outcome']['value']}.")


@click.command("apply")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
def apply(speech: Speech, file: Access, ref: str) -> None:
    """Give the case the answers that were agreed on, opening it again where it is complete."""
    with file.writing() as (inspection, acts):
        changed = [row.question.ref for row in second_outcomes.to_change(inspection, ref, acts)]
        second_outcomes.change_case(inspection, acts, ref)
        case = seconds.find(inspection, ref, acts).ref
        status = queries.status(inspection, case).value
    document = {"ref": case, "changed": changed, "status": status}
    speech.result(document, f"Changed in {case}: {', '.join(changed)}. Complete the case again.")
