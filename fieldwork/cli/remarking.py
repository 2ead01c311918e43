"""Commands about enablers and barriers: what helps and what stands in the way, as the report lists it."""

import click

from fieldwork.cli.files import Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.errors import Problem, Refused
from fieldwork.findings import remarks
from fieldwork.findings.remarks import KINDS, Kind, Remark
from fieldwork.reading.names import naming


@click.command("list")
@speaks
@on_file
def list_remarks(speech: Speech, file: Access) -> None:
    """List enablers, then barriers, in the order of the framework."""
    with file.reading() as inspection:
        found = remarks.remarks(inspection)
    rows = [(one.id[:10], one.kind, one.provider, one.about, one.text) for one in found]
    speech.result([_document(one) for one in found], table(("Id", "Kind", "Provider", "About", "Text"), rows))


@click.command("add")
@speaks
@on_file
@click.option(
    "--kind", required=True, type=click.Choice(KINDS), help="What helps, or what stands in the way."
)
@click.option("--text", required=True, help="What it is, naming nobody.")
@click.option("--about", default="", help="A domain, standard or question; without it, the whole.")
@click.option("--provider", default="", help="A value of the fact provider; without it, all.")
def add_remark(speech: Speech, file: Access, kind: Kind, text: str, about: str, provider: str) -> None:
    """Record an enabler or a barrier."""
    with file.writing() as (inspection, author):
        named = naming(inspection, text)
        if named:
            problems = [Problem(f"character {one.start + 1}", f"{one.text!r} ({one.what})") for one in named]
            raise Refused("The report would name somebody.", problems, "Say it without the name.")
        made = remarks.add(inspection, author, Remark("", kind, text, about, provider))
    speech.result(_document(made), f"{kind.capitalize()} {made.id[:10]}: {made.text}")


@click.command("remove")
@speaks
@on_file
@click.argument("remark")
def remove_remark(speech: Speech, file: Access, remark: str) -> None:
    """Take an enabler or a barrier out; the history keeps it."""
    with file.writing() as (inspection, author):
        found = next((one for one in remarks.remarks(inspection) if one.id.startswith(remark)), None)
        remarks.remove(inspection, author, found.id if found else remark)
    speech.result({"removed": found.id if found else remark}, "Removed.")


def _document(one: Remark) -> dict[str, str | None]:
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.text,
        "about": one.about or None,
        "provider": one.provider or None,
    }
