"""Commands about programmes: which there are, and whether a file is one."""

import sys
from pathlib import Path

import click

from fieldwork.cli.files import PATH
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import Fault, Refused
from fieldwork.programme import library, loader
from fieldwork.wording import count


@click.command()
@speaks
def programmes(speech: Speech) -> None:
    """List the programmes and their forms."""
    found = []
    for shelved in library.programmes():
        programme = library.load(shelved.id)
        forms = [
            {"id": f.id, "title": f.title, "questions": sum(q.asks for q in programme.form_questions(f.id))}
            for f in programme.forms.values()
        ]
        editions = [e for e, _ in shelved.editions]
        found.append({"id": shelved.id, "title": shelved.title, "editions": editions, "forms": forms})
    rows = [(p["id"], p["title"], f["id"], f["questions"]) for p in found for f in p["forms"]]  # type: ignore[index]
    speech.result(found, table(("Programme", "Title", "Form", "Questions"), rows))


@click.command()
@click.argument("path", type=PATH)
@speaks
def check(speech: Speech, path: Path) -> None:
    """Validate a programme file, listing every problem with its place."""
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not UTF-8 text.", advice="Save it as UTF-8.") from error
    except OSError as error:
        sentence = f"{path.name} could not be read ({error.strerror or error})."
        raise Fault(sentence, "Check the name and the folder.") from error
    problems = loader.check(source, path.name)
    document = {
        "ok": not problems,
        "problems": [{"place": p.place, "problem": p.problem} for p in problems],
    }
    headline = f"{path.name}: {count(len(problems), 'problem')}." if problems else f"{path.name} is in order."
    speech.found(document, headline, problems)
    if problems:
        sys.exit(1)
