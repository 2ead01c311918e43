"""The command that takes a corrected programme into an inspection in progress."""

from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.programme.changes import QuestionChange
from fieldwork.programme.loader import load_file
from fieldwork.programme.model import Question
from fieldwork.reading import correction
from fieldwork.reading.correction import Correction
from fieldwork.wording import count


@click.command("update")
@speaks
@on_file
@click.argument("path", type=PATH)
@click.option("--dry-run", is_flag=True, help="Say what it would change, and change nothing.")
def update(speech: Speech, file: Access, path: Path, dry_run: bool) -> None:
    """Read an inspection by a corrected version of its programme; every answer is kept."""
    if dry_run:
        with file.reading() as inspection:
            corrected = load_file(path, inspection.programme.edition.id)
            found = correction.preview(inspection, corrected)
    else:
        with file.writing() as (inspection, author):
            corrected = load_file(path, inspection.programme.edition.id)
            found = correction.preview(inspection, corrected)
            correction.take_in(inspection, author, corrected)
    document = _document(found, taken_in=not dry_run)
    rows = [(", ".join(q["kinds"]), q["ref"], q["text"], len(q["answered"])) for q in document["questions"]]
    again = f"{count(found.look_again, 'answer')} to look at again."
    headline = f"{'Would change' if dry_run else 'Changed'} {count(len(rows), 'question')}: {again}"
    speech.result(document, headline, table(("What", "No.", "Question", "Answered"), rows))


def _document(found: Correction, *, taken_in: bool) -> dict[str, Any]:
    return {
        "taken_in": taken_in,
        "questions": [_line(change, found) for change in found.changes.questions],
        "touched": list(found.cases),
        "look_again": found.look_again,
    }


def _line(change: QuestionChange, found: Correction) -> dict[str, Any]:
    return {
        "id": change.id,
        "ref": change.question.ref,
        "kinds": list(change.kinds),
        "text": change.question.text,
        "before": _words(change.before),
        "after": _words(change.after),
        "answered": list(found.touched.get(change.id, ())),
    }


def _words(question: Question | None) -> str | None:
    return question.text if question is not None else None
