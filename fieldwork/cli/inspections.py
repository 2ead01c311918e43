"""Commands about a whole file: making it, what is in it, proving it, copying it."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks, table
from fieldwork.errors import Problem
from fieldwork.exchange.team.people import is_by_card
from fieldwork.exchange.team.queries import is_partial
from fieldwork.inspection import aside, audit, backups, checking, mending, queries, retention
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.programme import library
from fieldwork.reading.concerns import concerns
from fieldwork.wording import count, day


class Day(click.ParamType[date]):
    """A date such as 2019-09-16."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2019-09-16", param, ctx)


@click.command()
@click.argument("file", type=PATH)
@click.option("--programme", "programme_id", required=True, help="Its id: see `fieldwork programmes`.")
@click.option("--edition", help="The round, where the programme has several.")
@click.option("--title", required=True, help="What is inspected, such as Northumbria 2019.")
@click.option("--provider", required=True, help="Whom.")
@click.option("--starts", required=True, type=Day(), help="First fieldwork day.")
@click.option("--ends", required=True, type=Day(), help="Last fieldwork day.")
@click.option("--keep-until", type=Day(), help="The last day on which it is to be kept.")
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
@speaks
def new(
    speech: Speech,
    file: Path,
    programme_id: str,
    edition: str | None,
    title: str,
    provider: str,
    starts: date,
    ends: date,
    keep_until: date | None,
    passphrase_file: Path | None,
) -> None:
    """Make a new inspection file."""
    programme = library.load(programme_id, edition)
    secret = passphrase(passphrase_file, new=True)
    with Inspection.create(
        file, secret, programme=programme, title=title, provider=provider, starts=starts, ends=ends
    ) as made:
        if keep_until is not None:
            retention.set_keep_until(made, "", keep_until)
        document = {"id": made.id, "programme": programme.id, "edition": programme.edition.id}
    speech.result(document, f"Made {file.name} for {title}: {programme.title}, {programme.edition.title}.")


@click.command()
@speaks
@on_file
def info(speech: Speech, file: Access) -> None:
    """Say what is in a file."""
    with file.reading() as inspection:
        about = inspection.info()
        by_status = dict.fromkeys((status.value for status in Status), 0)
        for row in queries.cases(inspection):
            by_status[row.status.value] += 1
        open_now = concerns(inspection, only_open=True)
        document = {
            "programme": inspection.programme.id,
            "edition": inspection.programme.edition.id,
            "title": about.title,
            "provider": about.provider,
            "starts": about.starts.isoformat(),
            "ends": about.ends.isoformat(),
            "cases": by_status,
            "team": len(queries.team(inspection)),
            "offices": len(queries.offices(inspection)),
            "officers": len(queries.officers(inspection)),
            "conflicts": len(audit.conflicts(inspection)),
            "unsent": inspection.journal.count_unsent(),
            "by_card": is_by_card(inspection),
            "partial": is_partial(inspection),
            "aside": len(aside.kept(inspection)),
            "concerns": [{"ref": c.ref, "seen": c.seen} for c in open_now],
        }
        rows = [
            (k.capitalize(), v)
            for k, v in document.items()
            if k not in ("cases", "starts", "ends", "concerns")
        ]
        if document["partial"]:
            speech.remark("This copy holds only the cases of its own user; counts and findings are of those.")
        rows += [("Fieldwork", f"{day(about.starts)} to {day(about.ends)}")]
        rows = [("OPEN CONCERN", f"{c.ref}: {c.seen}") for c in open_now] + rows
        rows += [(f"Cases {Status(status).label.lower()}", number) for status, number in by_status.items()]
    speech.result(document, table(("", ""), rows))


@click.command()
@speaks
@on_file
@click.option("--rebuild", is_flag=True, help="Mend its tables first: make them anew from the journal.")
def check(speech: Speech, file: Access, rebuild: bool) -> None:
    """Prove a file: its seals, its journal's chains, its tables."""
    secret = passphrase(file.passphrase_file)
    mended = mending.mend(file.path, secret) if rebuild else []
    # Opened as it is: nothing else of the file need work for it to be checked.
    with Inspection.open(file.path, secret, writing=False) as inspection:
        problems = checking.check(inspection)
    document: dict[str, Any] = {"ok": not problems, "problems": _listed(problems)}
    if mended:
        document["mended"] = _listed(mended)
    for one in mended:
        speech.remark(f"Mended: {one}")
    headline = f"{count(len(problems), 'problem')} found." if problems else "The file is whole."
    speech.found(document, headline, problems)
    if problems:
        sys.exit(1)


def _listed(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"place": p.place, "problem": p.problem} for p in problems]


@click.command()
@speaks
@on_file
@click.argument("destination", type=PATH, metavar="DEST")
def backup(speech: Speech, file: Access, destination: Path) -> None:
    """Copy a file consistently while it may be open; the copy is encrypted as the file is."""
    with file.reading() as inspection:
        copy = backups.backup(inspection, destination)
    speech.result({"file": str(copy.path), "sha256": copy.sha256}, f"Copied to {copy.path.name}.")


@click.command()
@click.argument("copy", type=PATH, metavar="BACKUP")
@click.argument("file", type=PATH)
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
@speaks
def restore(speech: Speech, copy: Path, file: Path, passphrase_file: Path | None) -> None:
    """Put a backup in a file's place; what stood there is kept among the backups beside it."""
    restored = backups.restore(copy, file, passphrase(passphrase_file), datetime.now())
    document = {"file": str(restored.path), "sha256": restored.sha256}
    speech.result(document, f"Restored {restored.path.name} from {copy.name}.")


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@speaks
def demo(speech: Speech, folder: Path) -> None:
    """Make the demo inspection (nobody in it exists) and work it through."""
    from fieldwork.demo.inspection import work_through  # slow to import: it uses every room

    files = work_through(folder, speech.remark)
    lines = [f"{path}  {path.stat().st_size:,} bytes" for path in files]
    speech.result({"files": [str(path) for path in files]}, *lines)
