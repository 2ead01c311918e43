"""Made-up problems of chosen sizes, the same for the same seed."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from fieldwork.timetable.problem import HALVES, HalfDay, Inspector, OfficerToSee, OfficeSite, Problem
from fieldwork.timetable.travel import Travel

FIRST_DAY = date(2019, 9, 16)
OFFICES = ("Newcastle", "Gateshead", "Sunderland", "Ashington", "Hexham", "North Shields")


def fieldwork_days(count: int) -> tuple[date, ...]:
    """Weekdays from the first day on."""
    return tuple(FIRST_DAY + timedelta(days=n + 2 * (n // 5)) for n in range(count))


def all_halves(days: tuple[date, ...]) -> frozenset[HalfDay]:
    return frozenset((day, half) for day in days for half in HALVES)


def made_up(
    *,
    seed: int = 1,
    cases: int = 97,
    officers: int = 62,
    offices: int = 6,
    inspectors: int = 9,
    days: int = 10,
    away: float = 0.25,
    rooms: tuple[int, ...] = (1, 2, 3),
    split: float = 0.1,
) -> Problem:
    """Officers at offices, their cases dealt to inspectors who keep to a few offices each."""
    dice = random.Random(seed)
    when = fieldwork_days(days)
    sites = tuple(
        OfficeSite(f"office-{n}", OFFICES[n % 6] + " " * (n // 6), dice.choice(rooms)) for n in range(offices)
    )
    held = [1] * officers
    for _ in range(cases - officers):
        held[dice.choice([n for n in range(officers) if held[n] < 5])] += 1
    homes = sorted(dice.choices(range(offices), k=officers))
    team = [f"inspector-{n}" for n in range(inspectors)]
    seen = []
    for n in range(officers):
        reader = team[n * inspectors // officers]
        second = dice.choice(team)
        also = (second,) if held[n] > 1 and second != reader and dice.random() < split else ()
        absences = frozenset(h for h in sorted(all_halves(when)) if dice.random() < away)
        refs = tuple(f"N{100_000 + 10 * n + k}" for k in range(held[n]))
        seen.append(OfficerToSee(f"officer-{n:03d}", f"office-{homes[n]}", refs, reader, also, absences))
    people = tuple(
        Inspector(i, frozenset(h for h in sorted(all_halves(when)) if dice.random() > 0.1)) for i in team
    )
    names = {o.id: f"Officer {o.id[-3:]}" for o in seen} | {i: f"Reader {i[-1]}" for i in team}
    return Problem(when, sites, tuple(seen), people, names=names)


@dataclass(frozen=True)
class Size:
    """How big a made-up inspection is, and how it lies."""

    cases: int = 97
    officers: int = 62
    offices: int = 6
    inspectors: int = 10
    days: int = 10
    away: float = 0.15
    rooms: tuple[int, ...] = (2, 3, 4)
    apart: float = 0.25  # degrees between neighbouring offices, and rather more


INSPECTION = Size()
DISTANT = Size(cases=130, officers=83, offices=5, apart=1.0)
LARGE = Size(cases=400, officers=250, offices=20, inspectors=30)
TIGHT = Size(away=0.5, rooms=(1, 2))


def to_share_out(size: Size, seed: int = 1) -> Problem:
    """A made-up inspection whose cases nobody reads yet: planning chooses who, when and where.

    Inspectors set out from homes spread over the area; officers' absences are half-days by lot.
    """
    dice = random.Random(seed)
    when = fieldwork_days(size.days)
    halves = sorted(all_halves(when))
    width = max(round(size.offices**0.5), 1)
    points = {
        f"office-{n}": (
            53.5 + size.apart * (n // width + dice.uniform(-0.3, 0.3)),
            -2.5 + 1.6 * size.apart * (n % width + dice.uniform(-0.3, 0.3)),
        )
        for n in range(size.offices)
    }
    sites = tuple(OfficeSite(place, f"Place {place[7:]}", dice.choice(size.rooms)) for place in points)
    held = [1] * size.officers
    for _ in range(size.cases - size.officers):
        held[dice.choice([n for n in range(size.officers) if held[n] < 4])] += 1
    seen = tuple(
        OfficerToSee(
            f"officer-{n:03d}",
            f"office-{dice.randrange(size.offices)}",
            tuple(f"N{100_000 + 10 * n + k}" for k in range(count)),
            absences=frozenset(h for h in halves if dice.random() < size.away),
        )
        for n, count in enumerate(held)
    )
    people = []
    for n in range(size.inspectors):
        near = points[dice.choice(sorted(points))]
        points[f"home-{n}"] = (near[0] + dice.uniform(-0.2, 0.2), near[1] + dice.uniform(-0.2, 0.2))
        free = frozenset(h for h in halves if dice.random() > 0.1)
        people.append(Inspector(f"inspector-{n}", free, base=f"home-{n}"))
    return Problem(when, sites, seen, tuple(people), travel=Travel(points))
