"""Commands about the people of a team and their keys: cards, roles, the end of a key, the recovery key."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from fieldwork import whole_files
from fieldwork.cli.files import PATH, Access, on_file
from fieldwork.cli.speech import Speech, passphrase, speaks, table
from fieldwork.errors import FieldworkError, Refused
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.team import accepting, cards, deciding, own, people, recovery
from fieldwork.exchange.team.cards import Card
from fieldwork.exchange.team.people import Member
from fieldwork.exchange.team.recovery_words import RecoveryKey
from fieldwork.inspection.aside import Moved
from fieldwork.inspection.records import Role
from fieldwork.wording import count

ROLE = click.Choice([role.value for role in Role])


@click.command("list")
@speaks
@on_file
def list_people(speech: Speech, file: Access) -> None:
    """List the team with its laptops, the words of their keys, and what has ended."""
    with file.reading() as inspection:
        found = people.members(inspection)
    rows = [row for member in found for row in _rows(member)]
    speech.result([_member(m) for m in found], table(("Name", "Role", "Laptop", "Words", ""), rows))


def _rows(member: Member) -> list[tuple[str, ...]]:
    who = (member.person.name, member.role or "")
    if not member.laptops:
        return [(*who, "", "", "has not joined")]
    return [(*who, one.laptop, one.words, _state(one)) for one in member.laptops]


def _state(laptop: people.Laptop) -> str:
    return f"retired {laptop.retired[:10]}" if laptop.retired else "this one" if laptop.ours else ""


def _member(member: Member) -> dict[str, Any]:
    return {
        "id": member.person.id,
        "name": member.person.name,
        "role": member.role,
        "joined": member.joined,
        "laptops": [_laptop(one) for one in member.laptops],
    }


def _laptop(one: people.Laptop) -> dict[str, Any]:
    return {
        "key": one.key,
        "words": one.words,
        "laptop": one.laptop,
        "accepted": one.accepted,
        "retired": one.retired or None,
        "reason": one.reason,
        "last_word": one.last_word or None,
        "ours": one.ours,
    }


@click.command("card")
@speaks
@click.argument("file", type=PATH, required=False, metavar="[FILE]")
@click.option("--passphrase-file", type=PATH, help="A file whose first line is the passphrase.")
@click.option("--as", "person", metavar="PERSON", help="Who acts (default: the file's own user).")
@click.option("--name", help="Whose card it is, where there is no file yet.")
@click.option("--role", type=ROLE, help="The role asked for (inspector, where there is no file yet).")
@click.option("--laptop", default="", help="What the laptop is called (default: its own name).")
@click.option("--out", type=PATH, default=Path(), help="The folder for the card (default: the present one).")
@click.option("--qr", is_flag=True, help="Show the card as a QR code too, and write it as an SVG picture.")
def make_card(
    speech: Speech,
    file: Path | None,
    passphrase_file: Path | None,
    person: str | None,
    name: str | None,
    role: str | None,
    laptop: str,
    out: Path,
    qr: bool,
) -> None:
    """Make this laptop's joining card, to be handed to the lead."""
    asked = Role(role) if role else None
    if file is None:
        if not name:
            raise click.UsageError("Without a file, say whose card it is with --name.")
        secret = passphrase(passphrase_file, new=True)
        card = accepting.make_card_without_file(secret, name, asked or Role.INSPECTOR, laptop=laptop)
    else:
        with Access(file, passphrase_file, person).writing() as (inspection, author):
            card = accepting.make_card(inspection, author, laptop=laptop, role=asked)
    path = cards.write(out, card)
    picture = whole_files.write(out, f"{path.stem}.svg", cards.qr_svg(card).encode()) if qr else None
    written = {"card": str(path), "qr": str(picture) if picture else None}
    document = {**_card(card), **written, "text": cards.to_text(card)}
    shown = (cards.qr_lines(card),) if qr else ()
    said = f"Wrote {path.name}. Read its words to the lead by voice: {card.words}"
    speech.result(document, cards.to_text(card), *shown, said)


def _card(card: Card) -> dict[str, Any]:
    return {"name": card.name, "role": card.role, "laptop": card.laptop, "words": card.words}


@click.command("accept")
@speaks
@on_file
@click.argument("card", metavar="CARD")
@click.option("--words", help="The words as its owner reads them out; others than the card's are refused.")
@click.option("--person", "whose", metavar="PERSON", help="Who of the team it is, where the names differ.")
@click.option("--role", type=ROLE, help="Another role than the one asked for.")
def accept(
    speech: Speech, file: Access, card: str, words: str | None, whose: str | None, role: str | None
) -> None:
    """Accept a laptop into the team, once its words have been compared by voice."""
    given = cards.from_text(sys.stdin.read()) if card == "-" else cards.read(Path(card))
    if words is None:
        words = _compared(speech, given)
    with file.writing() as (inspection, author):
        done = accepting.accept(
            inspection, author, given, person=whose, role=Role(role) if role else None, words=words
        )
    if done.founded:
        speech.remark("The team is founded: from now on packages of laptops without a card are refused.")
    document = {
        "person": done.person.id,
        "name": done.person.name,
        "role": done.person.role,
        "key": done.key,
        "words": done.words,
        "new_person": done.new_person,
        "founded": done.founded,
        **_moved(done.moved),
    }
    speech.result(document, f"{done.person.name} has joined with {given.laptop or 'a laptop'}.")


def _compared(speech: Speech, card: Card) -> str:
    """The words, once somebody has said that they are the ones that they hear."""
    if not sys.stdin.isatty():
        raise click.UsageError("Give the words that the card's owner reads out, with --words.")
    speech.remark(f"{card.name} asks to join as {card.role.label.lower()}.")
    speech.remark(f"The words of the card are: {card.words}")
    if not click.confirm("Has its owner read out these words?", err=True):
        raise Refused("The card was not accepted.", advice="Telephone its owner, and ask for the card again.")
    return card.words


def _moved(moved: Moved) -> dict[str, int]:
    return {"set_aside": moved.out, "released": moved.back}


@click.command("found")
@speaks
@on_file
def found(speech: Speech, file: Access) -> None:
    """Found the team without waiting for a card; or found it anew, with new keys for the lead."""
    with file.writing() as (inspection, author):
        again = people.is_by_card(inspection)
        words = accepting.found(inspection, author)
    said = "The team is founded anew." if again else "The team is founded."
    speech.result({"words": words, "anew": again}, f"{said} The words of your key are: {words}")


@click.command("role")
@speaks
@on_file
@click.argument("whom", metavar="PERSON")
@click.argument("role", type=ROLE)
def set_role(speech: Speech, file: Access, whom: str, role: str) -> None:
    """Give a person another role, for what they write from now on."""
    with file.writing() as (inspection, author):
        moved = deciding.set_role(inspection, author, whom, Role(role))
    said = f"The role of {whom} is {Role(role).label.lower()} now."
    speech.result({"person": whom, "role": role, **_moved(moved)}, said)


@click.command("retire")
@speaks
@on_file
@click.argument("whom", metavar="PERSON")
@click.option("--reason", default="", help="Why; it stays in the history.")
def retire(speech: Speech, file: Access, whom: str, reason: str) -> None:
    """End the keys of PERSON, or one key by its words or the beginning of it."""
    with file.writing() as (inspection, author):
        ended = deciding.retire(inspection, author, whom, reason=reason)
    speech.result([_laptop(one) for one in ended], f"Retired {count(len(ended), 'key')}.")


@click.command("move")
@speaks
@on_file
def move(speech: Speech, file: Access) -> None:
    """Go on with the keys in a file that came from another computer, in whose place this one is."""
    with file.writing() as (inspection, _):
        keys = own.move_here(inspection)
        words = fingerprint(keys.public)
    speech.result({"words": words}, f"This laptop goes on with the key that reads {words}.")


@click.command("recovery")
@speaks
@on_file
@click.option("--out", required=True, type=PATH, help="The folder for the sheet (PDF) to be printed.")
def make_recovery(speech: Speech, file: Access, out: Path) -> None:
    """Make the team's recovery key and write the sheet to print; it is kept nowhere else."""
    from fieldwork.documents.recovery_sheet import recovery_sheet  # the page maker is slow to import

    with file.writing() as (inspection, author):
        key = RecoveryKey.make()
        sheet = recovery_sheet(inspection, key.identity, key.words, date.today())
        # On paper first: a key that is sealed to and that nobody has would be worse than none.
        path = whole_files.write(out, "recovery key.pdf", sheet)
        try:
            recovery.take_up(inspection, author, key)
        except FieldworkError:
            path.unlink(missing_ok=True)
            raise
    said = f"Wrote {path.name}. Print it, lock it away, and delete the file."
    speech.result({"file": str(path), "recipient": key.recipient}, said)
