"""Who has what: each laptop's last word, cases by state and holder, what was sent and acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldwork.exchange import queries as exchanged
from fieldwork.exchange.team import queries as known
from fieldwork.inspection import clock, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Person, Status


@dataclass(frozen=True, slots=True)
class Laptop:
    """One copy of the file, as far as it is known here.

    `last_word` is the stamp of its latest change that has arrived (its own clock), `last_package` when
    the latest package from it was taken in (this laptop's clock). `missing` counts its changes that are
    known to exist and have not arrived: numbers left out below the latest. `ours` says it is this one.
    """

    device: str
    person: str
    name: str
    last_word: datetime
    changes: int
    missing: int
    packages: int
    last_package: datetime | None
    ours: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """What one person holds: cases by state, those still to be completed, their laptops' last word.

    `person` is None for the cases that nobody reads. Withdrawn cases are nobody's work.
    """

    person: Person | None
    cases: Mapping[Status, int]
    outstanding: tuple[str, ...]
    last_word: datetime | None
    laptops: tuple[Laptop, ...]

    @property
    def missing(self) -> int:
        """Changes from this person's laptops that are known to exist and have not arrived."""
        return sum(laptop.missing for laptop in self.laptops)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody's word that a package arrived: their name (id where unknown) and when."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentPackage:
    """A package of ours. `acknowledged` is empty as long as nobody has said that it arrived."""

    name: str
    kind: str
    at: datetime
    changes: int
    cases: int
    acknowledged: tuple[Acknowledged, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has what, as this copy knows it.

    `holdings` are in the order of the team, cases of nobody last. `sent` are our own packages, the
    latest first; `unsent` changes and `unsent_cases` no package has carried yet.
    """

    holdings: tuple[Holding, ...]
    laptops: tuple[Laptop, ...]
    sent: tuple[SentPackage, ...]
    unsent: int
    unsent_cases: tuple[str, ...]

    @property
    def unacknowledged(self) -> tuple[SentPackage, ...]:
        """Our packages that nobody has acknowledged."""
        return tuple(package for package in self.sent if not package.acknowledged)

    @property
    def outstanding(self) -> int:
        """The cases that are not complete, whoever holds them."""
        return sum(len(holding.outstanding) for holding in self.holdings)


def standing(inspection: Inspection) -> Standing:
    """Reads who has what from one copy; some queries, whatever the number of cases."""
    team = queries.team(inspection)
    names: dict[str, str] = {person.id: person.name for person in team}
    laptops = _laptops(inspection, names)
    waiting = exchanged.waiting(inspection)
    return Standing(
        holdings=_holdings(inspection, team, laptops),
        laptops=laptops,
        sent=_sent(inspection, names),
        unsent=waiting.changes,
        unsent_cases=tuple(sorted(waiting.cases)),
    )


def _laptops(inspection: Inspection, names: Mapping[str, str]) -> tuple[Laptop, ...]:
    """Every laptop that has a change in the journal, the one heard of longest ago first."""
    told = inspection.records("device")
    arrived = exchanged.packages_from(inspection)
    partial, aside = known.is_partial(inspection), known.aside_of(inspection)
    found = []
    for chain in exchanged.chains(inspection):
        person = str(told.get(chain.device, {}).get("person") or chain.author)
        came = arrived.get(chain.device)
        found.append(
            Laptop(
                device=chain.device,
                person=person,
                name=names.get(person, person),
                last_word=clock.moment(chain.at),
                changes=chain.entries,
                # What is of other people's cases is not missing in a copy that holds part of them.
                missing=0 if partial else max(0, chain.highest - chain.entries - aside.get(chain.device, 0)),
                packages=came.packages if came else 0,
                last_package=datetime.fromisoformat(came.latest) if came and came.latest else None,
                ours=chain.device == inspection.journal.device,
            )
        )
    return tuple(sorted(found, key=lambda laptop: (laptop.last_word, laptop.device)))


def _holdings(inspection: Inspection, team: list[Person], laptops: tuple[Laptop, ...]) -> tuple[Holding, ...]:
    held = exchanged.cases_by_holder(inspection)
    known = {person.id for person in team}
    strays = [by_status for holder, by_status in held.items() if holder not in known]
    found = [_holding(person, [held.get(person.id, {})], laptops) for person in team]
    return (*found, _holding(None, strays, ())) if strays else tuple(found)


def _holding(person: Person | None, held: list[dict[str, list[str]]], laptops: tuple[Laptop, ...]) -> Holding:
    refs = {status: [ref for one in held for ref in one.get(status, ())] for status in Status}
    mine = tuple(laptop for laptop in laptops if person and laptop.person == person.id)
    return Holding(
        person=person,
        cases={status: len(of) for status, of in refs.items()},
        outstanding=tuple(sorted((*refs[Status.SELECTED], *refs[Status.READING]))),
        last_word=max((laptop.last_word for laptop in mine), default=None),
        laptops=mine,
    )


def _sent(inspection: Inspection, names: Mapping[str, str]) -> tuple[SentPackage, ...]:
    words = exchanged.acknowledgements(inspection)
    return tuple(
        SentPackage(
            name=row.name,
            kind=row.kind,
            at=clock.moment(row.at),
            changes=row.changes,
            cases=row.cases,
            acknowledged=_acknowledged(row, words.get(row.id, ()), names),
        )
        for row in exchanged.packages(inspection)
        if row.direction == "out" and row.kind != "receipt"
    )


def _acknowledged(
    row: exchanged.PackageRow, words: tuple[tuple[str, str], ...], names: Mapping[str, str]
) -> tuple[Acknowledged, ...]:
    """Who acknowledged a package; in a file from before names were noted, that somebody did."""
    if not words and row.acknowledged:
        words = (("", row.acknowledged),)
    return tuple(Acknowledged(names.get(who, who) or "somebody", clock.moment(at)) for who, at in words)
