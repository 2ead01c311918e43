"""Putting inspections into PostgreSQL: each whole or not at all, and again without any effect."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fieldwork.errors import Fault, Problem, Refused
from fieldwork.exchange.standing import standing
from fieldwork.exports.publish import queries
from fieldwork.exports.publish.rows import Publication, publication
from fieldwork.findings.results import findings
from fieldwork.inspection import audit
from fieldwork.inspection.file import Inspection
from fieldwork.wording import count

if TYPE_CHECKING:
    from psycopg import Connection

_HERE = {"", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one inspection: `new`, `changed` or `unchanged`; how many rows it has."""

    inspection: str
    title: str
    outcome: str
    rows: int


def prepare(inspection: Inspection, *, unfinished: bool = False) -> Publication:
    """The rows of an inspection. Raises `Refused` where it is not finished, unless that is wanted."""
    problems = what_is_unfinished(inspection)
    if problems and not unfinished:
        raise Refused(
            f"{inspection.info().title} is not finished, so it was not published.",
            problems,
            "Finish it, or say --unfinished to publish it as it stands.",
        )
    return publication(inspection, finished=not problems)


def what_is_unfinished(inspection: Inspection) -> list[Problem]:
    """Why an inspection is not merged and finished."""
    found, where = findings(inspection), standing(inspection)
    problems = []
    if where.outstanding:
        problems.append(Problem("cases", f"{count(where.outstanding, 'case')} not complete"))
    missing = sum(laptop.missing for laptop in where.laptops)
    if missing:
        problems.append(Problem("packages", f"{count(missing, 'change')} made elsewhere have not arrived"))
    apart = len(audit.conflicts(inspection))
    if apart:
        problems.append(Problem("conflicts", f"{count(apart, 'value')} changed apart and not settled"))
    if found.overall is not None and not found.overall.complete:
        unrated = ", ".join(found.overall.missing)
        problems.append(Problem("ratings", f"not every standard is rated: {unrated}"))
    return problems


def publish(publications: Sequence[Publication], url: str) -> list[Published]:
    """Puts inspections into the database, making or bringing up its tables; all of them or none.

    One that is there already as it is now is left alone; one that has changed is replaced whole.
    """
    with _connected(url) as connection, connection.transaction():
        queries.take_turn(connection)
        done = queries.version(connection)
        if done > len(queries.MIGRATIONS):
            raise Refused(
                "The database was set up by a newer version of Fieldwork.",
                advice="Bring Fieldwork up to date on this computer, then publish again.",
            )
        queries.migrate(connection, done)
        return [_put(connection, one) for one in publications]


def withdraw(inspection: str, url: str) -> bool:
    """Takes an inspection's rows out of the database, as when it is purged; whether there were any."""
    with _connected(url) as connection, connection.transaction():
        queries.take_turn(connection)
        return queries.version(connection) > 0 and queries.remove(connection, inspection)


def _put(connection: "Connection[Any]", one: Publication) -> Published:
    before = queries.digest_of(connection, one.id)
    if before == one.digest:
        return Published(one.id, one.title, "unchanged", one.count)
    queries.remove(connection, one.id)
    for table, rows in one.tables.items():
        queries.fill(
            connection, table, [(*row, one.digest) for row in rows] if table == "inspection" else rows
        )
    return Published(one.id, one.title, "changed" if before else "new", one.count)


@contextmanager
def _connected(url: str) -> Iterator["Connection[Any]"]:
    """A connection whose password comes from where PostgreSQL's own programs look for it."""
    try:
        import psycopg  # only offices publish, so not every installation has it
    except ImportError as error:
        raise Refused(
            "This installation of Fieldwork cannot publish: psycopg is missing.",
            advice="Install it: pip install 'psycopg[binary]'.",
        ) from error
    _check(url)
    try:
        with psycopg.connect(url, connect_timeout=15, **_secured(url)) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise Fault(
            f"The database cannot be reached ({str(error).strip().splitlines()[-1]}).",
            "Nothing was published. Check its address and the connection; a password comes from PGPASSWORD "
            "or from the file of passwords that PostgreSQL's own programs use.",
        ) from error
    except psycopg.Error as error:
        raise Fault(
            f"The database refused ({str(error).strip().splitlines()[0]}).",
            "Nothing was published. Ask the people who run the database.",
        ) from error


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        if parts.scheme in ("postgresql", "postgres") and parts.password is None and "password=" not in url:
            return
    except ValueError:
        pass
    raise Refused(
        "This is no address of a database to publish to.",
        advice="It looks like postgresql://user@server/database, without a password: set PGPASSWORD.",
    )


def _secured(url: str) -> dict[str, Any]:
    """To another computer only over an encrypted line, unless the address itself says how."""
    parts = urlsplit(url)
    return {} if (parts.hostname or "") in _HERE or "sslmode=" in parts.query else {"sslmode": "require"}
