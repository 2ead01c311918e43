"""Made-up problems of chosen sizes, the same for the same seed."""

import random
from datetime import date, timedelta

from fieldwork.timetable.problem import HALVES, HalfDay, Inspector, OfficerToSee, OfficeSite, Problem

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
