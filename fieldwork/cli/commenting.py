"""Commands about comments on readings: adding, replying, resolving, listing."""

from typing import Any

import click

from fieldwork.cli.files import Access, author, names, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.inspection import queries
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection
from fieldwork.reading import comments as commenting
from fieldwork.reading.comments import Comment


@click.command("list")
@speaks
@on_file
@click.argument("ref", required=False, metavar="[CASE]")
@click.option("--reader", metavar="PERSON", help="Only those on this person's cases.")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not resolved.")
def list_comments(speech: Speech, file: Access, ref: str | None, reader: str | None, only_open: bool) -> None:
    """List comments on readings, by case and in the order of its form."""
    with file.reading() as inspection:
        of = queries.person(inspection, reader).id if reader else ""
        acts = author(inspection, file.person)
        held = commenting.comments(inspection, ref=ref or "", reader=of, only_open=only_open, viewer=acts)
        found = [_comment(inspection, one) for one in held]
    rows = [
        (c["id"], c["ref"], c["question"], c["author"], c["text"], len(c["replies"]), c["state"])
        for c in found
    ]
    speech.result(found, table(("Comment", "Case", "About", "By", "", "Replies", ""), rows))


def _comment(inspection: Inspection, one: Comment) -> dict[str, Any]:
    team = names(inspection)
    question = inspection.programme.question(one.question)
    return {
        "id": one.id,
        "ref": one.ref,
        "question": question.ref if question else one.question,
        "text": one.text,
        "author": team.get(one.author, one.author),
        "at": moment(one.at).isoformat(),
        "state": "open" if one.is_open else "resolved",
        "resolution": one.resolution,
        "resolved_by": team.get(one.resolved_by, one.resolved_by),
        "replies": [
            {"author": team.get(r.author, r.author), "at": moment(r.at).isoformat(), "text": r.text}
            for r in one.replies
        ],
    }


@click.command("add")
@speaks
@on_file
@click.argument("ref", metavar="CASE")
@click.option("--text", required=True, help="What is to be said.")
@click.option("--question", default="", help="The question that it is about (default: the case as a whole).")
def add(speech: Speech, file: Access, ref: str, text: str, question: str) -> None:
    """Comment on a reading to whoever reads the case."""
    with file.writing() as (inspection, acts):
        found = _comment(inspection, commenting.add(inspection, acts, ref, text, question))
    speech.result(found, f"Added {found['id']} about {ref}.")


@click.command("reply")
@speaks
@on_file
@click.argument("comment")
@click.option("--text", required=True, help="What is to be said.")
def reply(speech: Speech, file: Access, comment: str, text: str) -> None:
    """Reply to a comment; one that was resolved is open again."""
    with file.writing() as (inspection, acts):
        found = _comment(inspection, commenting.reply(inspection, acts, comment, text))
    speech.result(found, f"Replied to {comment}.")


@click.command("resolve")
@speaks
@on_file
@click.argument("comment")
@click.option("--text", default="", help="What was done about it.")
def resolve(speech: Speech, file: Access, comment: str, text: str) -> None:
    """Say that nothing more is to be done about a comment."""
    with file.writing() as (inspection, acts):
        commenting.resolve(inspection, acts, comment, text)
        found = _comment(inspection, commenting.find(inspection, comment))
    speech.result(found, f"Resolved {comment}.")


@click.command("reopen")
@speaks
@on_file
@click.argument("comment")
def reopen(speech: Speech, file: Access, comment: str) -> None:
    """Open a resolved comment again."""
    with file.writing() as (inspection, acts):
        commenting.reopen(inspection, acts, comment)
        found = _comment(inspection, commenting.find(inspection, comment))
    speech.result(found, f"{comment} is open again.")
