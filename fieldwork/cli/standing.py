"""The command that says who has what."""

from datetime import datetime
from typing import Any

import click

from fieldwork.cli.files import Access, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.exchange.standing import Holding, Laptop, SentPackage, Standing, standing
from fieldwork.inspection.records import Status
from fieldwork.wording import clock, count, listed, short_day


@click.command()
@speaks
@on_file
def who(speech: Speech, file: Access) -> None:
    """Say who has what: cases by state, each laptop's last word, what was sent and acknowledged."""
    with file.reading() as inspection:
        found = standing(inspection)
    speech.result(_document(found), *_people(found), "", *_laptops(found), "", *_ours(found))


def _document(found: Standing) -> dict[str, Any]:
    return {
        "people": [_person(holding) for holding in found.holdings],
        "laptops": [_laptop(laptop) for laptop in found.laptops],
        "sent": [_package(package) for package in found.sent],
        "unsent": {"changes": found.unsent, "cases": list(found.unsent_cases)},
        "outstanding": found.outstanding,
    }


def _person(holding: Holding) -> dict[str, Any]:
    """One person; the cases that nobody reads have `person` and `name` null."""
    return {
        "person": holding.person.id if holding.person else None,
        "name": holding.person.name if holding.person else None,
        "role": holding.person.role.value if holding.person else None,
        "cases": {status.value: number for status, number in holding.cases.items()},
        "outstanding": list(holding.outstanding),
        "last_word": _iso(holding.last_word),
        "missing": holding.missing,
    }


def _laptop(laptop: Laptop) -> dict[str, Any]:
    return {
        "device": laptop.device,
        "person": laptop.person,
        "name": laptop.name,
        "last_word": _iso(laptop.last_word),
        "changes": laptop.changes,
        "missing": laptop.missing,
        "packages": laptop.packages,
        "last_package": _iso(laptop.last_package),
        "ours": laptop.ours,
    }


def _package(package: SentPackage) -> dict[str, Any]:
    return {
        "package": package.name,
        "kind": package.kind,
        "at": _iso(package.at),
        "changes": package.changes,
        "cases": package.cases,
        "acknowledged": [{"by": word.person, "at": _iso(word.at)} for word in package.acknowledged],
    }


def _people(found: Standing) -> list[str]:
    shown = (Status.SELECTED, Status.READING, Status.COMPLETE)
    rows = [
        (
            holding.person.name if holding.person else "Nobody yet",
            holding.person.role.label if holding.person else "",
            *(holding.cases[status] for status in shown),
            _said(holding.last_word),
        )
        for holding in found.holdings
    ]
    return [table(("Person", "Role", *(status.label for status in shown), "Last word"), rows)]


def _laptops(found: Standing) -> list[str]:
    rows = [
        (
            laptop.device[:8] + (" (this one)" if laptop.ours else ""),
            laptop.name,
            _said(laptop.last_word),
            laptop.packages,
            f"{count(laptop.missing, 'change')} not here yet" if laptop.missing else "",
        )
        for laptop in found.laptops
    ]
    return [table(("Laptop", "Whose", "Last word", "Packages", ""), rows)]


def _ours(found: Standing) -> list[str]:
    waiting = "Everything here has been sent."
    if found.unsent:
        waiting = (
            f"Not sent yet: {count(found.unsent, 'change')} of {count(len(found.unsent_cases), 'case')}."
        )
    rows = [
        (package.name, package.kind, _said(package.at), package.changes, _by(package))
        for package in found.sent
    ]
    return [waiting, table(("Sent", "Kind", "", "Changes", "Arrived with"), rows)] if rows else [waiting]


def _by(package: SentPackage) -> str:
    return listed([word.person for word in package.acknowledged]) or "no word yet"


def _said(at: datetime | None) -> str:
    """`Mon 16 Sep 2:05pm` by this computer's zone, or that nothing was heard."""
    if at is None:
        return "never"
    local = at.astimezone()
    return f"{short_day(local.date())} {clock(local)}"


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
