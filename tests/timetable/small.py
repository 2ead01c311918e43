"""Small problems written out by hand, and hypothesis strategies for small random ones."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import (
    HALVES,
    DayRules,
    HalfDay,
    Inspector,
    InterviewLengths,
    OfficerToSee,
    OfficeSite,
    Problem,
)
from tests.timetable.instances import all_halves, fieldwork_days

MONDAY, TUESDAY = fieldwork_days(2)

NAMES = {
    "fox": "Farah Fox",
    "clark": "Aisha Clark",
    "reed": "Tom Reed",
    "sarah": "Sarah Jones",
    "ben": "Ben Okafor",
}

OFFICES = (OfficeSite("ncl", "Newcastle", 1), OfficeSite("gat", "Gateshead", 2))


def officer(
    identity: str, office: str = "ncl", cases: int = 1, inspector: str | None = "sarah", **more: object
) -> OfficerToSee:
    """An officer with so many cases, read by Sarah unless said otherwise."""
    refs = tuple(f"{identity}-{n}" for n in range(cases))
    return replace(OfficerToSee(identity, office, refs, inspector), **more)  # type: ignore[arg-type]


def problem(*officers: OfficerToSee, days: Iterable[date] = (MONDAY, TUESDAY), **more: object) -> Problem:
    """These officers, two inspectors always available, two offices."""
    when = tuple(days)
    team = tuple(Inspector(i, all_halves(when)) for i in ("sarah", "ben"))
    whole = Problem(when, OFFICES, officers, team, names=NAMES)
    return replace(whole, **more)  # type: ignore[arg-type]


def interview(
    who: str,
    at: str,
    *,
    minutes: int = 75,
    by: str = "sarah",
    office: str = "ncl",
    room: int = 1,
    day: date = MONDAY,
    locked: bool = False,
) -> PlannedInterview:
    """An interview at a 24-hour clock time."""
    starts = datetime.combine(day, datetime.strptime(at, "%H:%M").time())
    ends = starts + timedelta(minutes=minutes)
    return PlannedInterview(who, by, office, room, starts, ends, (f"{who}-0",), locked)


def meeting(at: str | None, *, day: date = MONDAY, people: tuple[str, ...] = ("sarah",)) -> Appointment:
    """A meeting of 45 minutes at a 24-hour clock time, or one that takes the whole day."""
    starts = datetime.combine(day, datetime.strptime(at, "%H:%M").time()) if at else None
    ends = starts + timedelta(minutes=45) if starts else None
    return Appointment(f"m-{at}", "Meeting with sentencers", day, starts, ends, "Newcastle", "Three", people)


@st.composite
def problems(draw: st.DrawFn, *, most_officers: int = 6, most_days: int = 3, locks: bool = True) -> Problem:
    """Up to a handful of officers, three inspectors and two offices, with absences and locks."""
    days = fieldwork_days(draw(st.integers(1, most_days)))
    half_days = st.frozensets(st.sampled_from(sorted(all_halves(days))), max_size=len(days))
    sites = tuple(OfficeSite(f"site-{n}", f"Site {n}", draw(st.integers(0, 2))) for n in range(2))
    team = ["i-0", "i-1", "i-2"]
    readers = st.sampled_from([*team, None])
    seen = tuple(
        OfficerToSee(
            f"o-{n}",
            draw(st.sampled_from(sites)).id,
            tuple(f"c-{n}-{k}" for k in range(draw(st.integers(1, 6)))),
            draw(readers),
            tuple(draw(st.lists(st.sampled_from(team), max_size=1))),
            draw(half_days),
        )
        for n in range(draw(st.integers(0, most_officers)))
    )
    people = tuple(Inspector(i, all_halves(days) - draw(half_days)) for i in team)
    locked = tuple(draw(st.lists(_locks(days, sites, team), max_size=2))) if locks else ()
    return Problem(days, sites, seen, people, locked=locked)


def _locks(
    days: tuple[date, ...], sites: tuple[OfficeSite, ...], team: list[str]
) -> st.SearchStrategy[PlannedInterview]:
    """Interviews that someone settled, at any time, sensible or not."""
    return st.builds(
        lambda n, by, site, room, day, start, minutes: PlannedInterview(
            f"o-{n}",
            by,
            site.id,
            room,
            datetime.combine(day, datetime.min.time()) + timedelta(minutes=start),
            datetime.combine(day, datetime.min.time()) + timedelta(minutes=start + minutes),
            (),
            True,
        ),
        st.integers(0, 7),
        st.sampled_from(team),
        st.sampled_from(sites),
        st.integers(1, 3),
        st.sampled_from(days),
        st.integers(8 * 60, 17 * 60),
        st.integers(10, 150),
    )


@st.composite
def crowded(draw: st.DrawFn) -> Problem:
    """One office on one day with too few rooms, several inspectors, and times already taken."""
    days = fieldwork_days(1)
    site = OfficeSite("site-0", "Site 0", draw(st.integers(1, 2)))
    team = [f"i-{n}" for n in range(4)]
    seen = tuple(
        OfficerToSee(
            f"o-{n}",
            site.id,
            tuple(f"c-{n}-{k}" for k in range(draw(st.integers(1, 4)))),
            draw(st.sampled_from(team)),
        )
        for n in range(draw(st.integers(3, 8)))
    )
    people = tuple(Inspector(i, all_halves(days)) for i in team)
    locked = tuple(draw(st.lists(_locks(days, (site,), team), max_size=3)))
    rules = DayRules(gap=draw(st.sampled_from([0, 15])), grid=draw(st.sampled_from([5, 15, 20])))
    lengths = InterviewLengths(
        (draw(st.sampled_from([40, 55, 75])),), each_more=draw(st.sampled_from([10, 30]))
    )
    return Problem(days, (site,), seen, people, rules, lengths, locked)


def halves_of(*days: date) -> frozenset[HalfDay]:
    return frozenset((day, half) for day in days for half in HALVES)
