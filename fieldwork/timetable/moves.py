"""What a repair changed: each interview that moved, fell away or is new, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork import wording
from fieldwork.timetable.check import check
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Problem


@dataclass(frozen=True, slots=True)
class Move:
    """One officer's interview `before` and `after` (`None`: there was or is none).

    `why` is a sentence with names, for whoever plans; `because` is the kind of rule that the old one
    breaks (`check.Kind`), `new`, `length`, `needed` (by somebody else) or `others`.
    """

    officer: str
    before: PlannedInterview | None
    after: PlannedInterview | None
    why: str
    because: str = "others"


def moves(
    problem: Problem, before: Sequence[PlannedInterview], after: Sequence[PlannedInterview]
) -> tuple[Move, ...]:
    """Everything people have to be told, in order of the old time and then of the new."""
    old, new = {i.officer: i for i in before}, {i.officer: i for i in after}
    found = []
    for officer in old.keys() | new.keys():
        was, now = old.get(officer), new.get(officer)
        if was is None or now is None or was.arranged != now.arranged or was.ends != now.ends:
            found.append(Move(officer, was, now, *_why(problem, was, now, new)))
    return tuple(sorted(found, key=_when))


def frozen(problem: Problem, plan: Sequence[PlannedInterview], now: datetime) -> Problem:
    """The problem with everything locked that has begun before `now` (local time, without a zone)."""
    settled = {i.officer for i in problem.locked}
    begun = tuple(i for i in plan if i.starts < now and i.officer not in settled)
    later = [day for day in problem.days if day >= now.date()]
    kept = replace(problem, locked=problem.locked + begun)
    halves = {
        (day, half)
        for day in later
        for half, begins in (("am", problem.rules.starts), ("pm", problem.rules.lunch_ends))
        if datetime.combine(day, begins) >= now
    }
    people = tuple(replace(i, available=frozenset(i.available & halves)) for i in kept.inspectors)
    return replace(kept, inspectors=people)


def _when(move: Move) -> tuple[datetime, datetime, str]:
    first, last = move.before or move.after, move.after or move.before
    assert first and last
    return first.starts, last.starts, move.officer


def _why(
    problem: Problem,
    was: PlannedInterview | None,
    now: PlannedInterview | None,
    new: dict[str, PlannedInterview],
) -> tuple[str, str]:
    """The rule that the old interview breaks, or whoever stands in its place now; and of what kind it is."""
    if was is None:
        return "There was no interview before.", "new"
    broken = [c for c in check(problem, [was]) if c.kind != "not_seen" and was in c.interviews]
    # Another room would have done; so where something else is broken too, that is why.
    broken.sort(key=lambda c: c.kind == "no_such_room")
    if broken:
        return broken[0].sentence, broken[0].kind
    if now is not None and now.arranged == was.arranged:
        return "It is about more or fewer cases, so it takes another time.", "length"
    for other in new.values():
        overlap = other.officer != was.officer and other.starts < was.ends and was.starts < other.ends
        if overlap and (other.inspector == was.inspector or (other.office, other.room) == _room(was)):
            return f"The time was needed for {problem.name(other.officer)}.", "needed"
    return "Others could not be seen otherwise.", "others"


def _room(interview: PlannedInterview) -> tuple[str, int]:
    return interview.office, interview.room


def words(problem: Problem, interview: PlannedInterview | None) -> str:
    """`9:30am to 10:45am on Mon 16 Sep with Sarah Jones at Newcastle, room 1`, or `no interview`."""
    if interview is None:
        return "no interview"
    when = f"{wording.span(interview.starts, interview.ends)} on {wording.short_day(interview.starts.date())}"
    place = "by telephone or video"
    if not interview.remote:
        place = f"at {problem.name(interview.office)}, {wording.room(interview.room)}"
    return f"{when} with {problem.name(interview.inspector)} {place}"
