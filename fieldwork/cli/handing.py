"""Commands about who works with which file: joining, handing cases over, other passphrases, recovering."""

import os
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from fieldwork.cli.exchanging import place_of, reported, sent_document
from fieldwork.cli.files import PATH, Access, names, on_file
from fieldwork.cli.places import bar
from fieldwork.cli.speech import Speech, passphrase, speaks
from fieldwork.exchange.handover import HandedOver, hand_over
from fieldwork.exchange.joining import join as join_team
from fieldwork.exchange.outbox import Posted, post
from fieldwork.exchange.parcels import Destination
from fieldwork.exchange.send import Sent
from fieldwork.exchange.team import recovery
from fieldwork.inspection import passphrases
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.store import check_looks_right
from fieldwork.wording import count


@click.command()
@speaks
@click.argument("package", type=PATH)
@click.argument("file", type=PATH)
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
@click.option("--words", help="The words of the lead's key, as the lead reads them out.")
@click.option("--receipts", type=PATH, help="Where to put the receipt (default: beside the package).")
def join(
    speech: Speech,
    package: Path,
    file: Path,
    passphrase_file: Path | None,
    words: str | None,
    receipts: Path | None,
) -> None:
    """Make FILE from the lead's first PACKAGE, with the keys of the card that was made here."""
    joined = join_team(package, file, passphrase(passphrase_file), words=words, receipts=receipts)
    if words is None:
        speech.remark(f"Ask {joined.lead} by voice for the words of their key. They must be: {joined.words}")
    document = {
        "file": str(joined.path),
        "person": joined.person,
        "lead": joined.lead,
        "words": joined.words,
        "cases": joined.cases,
        "receipt": str(joined.receipt) if joined.receipt else None,
    }
    speech.result(document, f"{joined.path.name} is yours, with {count(joined.cases, 'case')}.")


@click.command()
@speaks
@on_file
@click.argument("refs", nargs=-1, required=True, metavar="CASE...")
@click.option("--to", "whom", required=True, metavar="PERSON", help="Who reads them from now on.")
@click.option("--reason", default="", help="Why; it stays in the history.")
@click.option("--place", "typed", metavar="PLACE", help="Send a package with them at once, to this place.")
def handover(
    speech: Speech, file: Access, refs: tuple[str, ...], whom: str, reason: str, typed: str | None
) -> None:
    """Hand part-read cases over to another reader, with everything that is known of them."""
    done: list[HandedOver] = []

    def sealed(inspection: Inspection, author: str, to: Destination | None) -> Sent:
        done.append(hand_over(inspection, author, refs, whom, reason=reason, place=to))
        return done[0].sent or Sent(None, 0, 0, (), "")

    with file.writing() as (inspection, author), bar(speech, "Sending") as progress:
        posted: Posted | None = None
        if typed:
            place = place_of(inspection, typed, "option '--place'")
            seal = partial(sealed, inspection, author)
            posted = post(inspection, author, place, seal=seal, progress=progress)
        else:
            sealed(inspection, author, None)
        team = names(inspection)
    handed = done[0]
    document: dict[str, Any] = {
        "to": handed.to.name,
        "cases": [{"case": ref, "from": team.get(before) or None} for ref, before in handed.cases.items()],
        "via_lead": handed.via_lead,
        "sent": sent_document(posted.sent) if posted else None,
    }
    if handed.via_lead:
        speech.remark("The package goes to the lead, whose next package takes the cases on.")
    speech.result(document, f"Handed {count(len(handed.cases), 'case')} over to {handed.to.name}.")
    if posted:
        reported(speech, posted)
    if handed.fault:
        speech.remark("The cases are handed over, but the package could not be written; send it later.")
        speech.explain(handed.fault)


@click.command()
@speaks
@click.argument("file", type=PATH)
@click.option(
    "--recovery-key-file", required=True, type=PATH, help="A file with the key's line or its words."
)
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the new passphrase.")
def recover(speech: Speech, file: Path, recovery_key_file: Path, passphrase_file: Path | None) -> None:
    """Give a file whose passphrase is lost another one, with the team's recovery key."""
    check_looks_right(file)
    key = recovery.typed(recovery_key_file)
    done = recovery.recover(file, key, passphrase(passphrase_file, new=True), datetime.now())
    document = {"file": str(done.path), "keys_back": done.keys_back}
    speech.result(document, f"{file.name} opens with the new passphrase. As it was, it is among its backups.")


@click.command("passphrase")
@speaks
@on_file
@click.option("--new-passphrase-file", type=PATH, help="A file whose first line is the new passphrase.")
def change_passphrase(speech: Speech, file: Access, new_passphrase_file: Path | None) -> None:
    """Give a file another passphrase; its backups keep the old one."""
    check_looks_right(file.path)
    key = Key.of_file(passphrase(file.passphrase_file), file.path)
    wanted = _new_passphrase(new_passphrase_file)
    passphrases.change(file.path, key, wanted, datetime.now())
    with Inspection.open(file.path, wanted) as inspection:
        recovery.lay_beside(inspection)
    speech.result({"file": str(file.path)}, f"{file.path.name} opens with the new passphrase.")


def _new_passphrase(path: Path | None) -> str:
    """From a file's first line, from `FIELDWORK_NEW_PASSPHRASE`, or asked for; never an argument."""
    if path is not None:
        return passphrase(path)
    named = os.environ.get("FIELDWORK_NEW_PASSPHRASE", "")
    if not named and not sys.stdin.isatty():
        raise click.UsageError(
            "no new passphrase: set FIELDWORK_NEW_PASSPHRASE or give --new-passphrase-file"
        )
    asked: str = named or click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return asked
