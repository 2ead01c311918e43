"""What a place of the timetable means for the interview that is held over it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from fieldwork import wording
from fieldwork.timetable.check import Clash
from fieldwork.timetable.fits import Exchanged, Fits, swap
from fieldwork.timetable.moves import words
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import HALVES, minute
from ui.screens.timetable_rows import ELSEWHERE, NOBODY, REMOTE, By, room_of
from ui.screens.timetable_view import PlanState
from ui.widgets import Spot, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """The interviews as they would be, the one that is moved first, and the rules that this breaks."""

    interviews: tuple[PlannedInterview, ...]
    broken: tuple[Clash, ...]


class Aim:
    """Places for one officer's interview, in the timetable as it is shown: its rows and its days."""

    def __init__(
        self,
        state: PlanState,
        officer: str,
        by: By,
        page: Sequence[date],
        *,
        timed: bool,
        what: Exchanged = "times",
    ) -> None:
        self._state, self._officer, self._by, self._what = state, officer, by, what
        self._page, self._timed = tuple(page), timed
        self._fits = Fits(state.problem, state.interviews, officer)

    @property
    def now(self) -> PlannedInterview | None:
        """The interview as it is planned; None where it is not."""
        return self._fits.now

    def turn(self, page: Sequence[date]) -> None:
        """Other days are shown."""
        self._page = tuple(page)

    def judge(self, spot: Spot) -> Verdict | None:
        """The place in words; None where it is no place for this interview."""
        outcome = self.outcome(spot)
        if outcome is None:
            return None
        moved = outcome.interviews[0]
        where = words(self._state.problem, moved)
        if spot.entry:
            where = f"Swap {self._what} with {self._state.problem.name(spot.entry)}: {where}"
        sentences = tuple(clash.sentence for clash in outcome.broken)
        return Verdict(where, sentences, minute(moved.starts), moved.minutes, wording.clock(moved.starts))

    def outcome(self, spot: Spot) -> Outcome | None:
        """What putting it there would come to."""
        if spot.entry:
            return self._swapped(spot.entry)
        aimed = self._aimed(spot.row)
        if aimed is None or not 0 <= spot.column < len(self._page):
            return None
        who, office, room = aimed
        day = self._page[spot.column]
        if self._timed:
            place = self._fits.at(_at(day, spot.at), inspector=who, office=office, room=room)
        else:
            half_day = day, HALVES[spot.at]
            place = self._fits.within(half_day, inspector=who, office=office, room=room)
        return Outcome((place.interview,), place.broken)

    def judge_length(self, spot: Spot) -> Verdict | None:
        """The interview ending at the minute of the place."""
        outcome = self.lengthened(spot)
        if outcome is None:
            return None
        (moved,) = outcome.interviews
        sentences = tuple(clash.sentence for clash in outcome.broken)
        where = f"{wording.count(moved.minutes, 'minute')}: {words(self._state.problem, moved)}"
        return Verdict(where, sentences, minute(moved.starts), moved.minutes, wording.clock(moved.starts))

    def lengthened(self, spot: Spot) -> Outcome | None:
        """The same; None where it would end before it has begun."""
        now, step = self.now, self._state.problem.rules.grid
        minutes = spot.at - minute(now.starts) if now else 0
        if now is None or not step <= minutes <= 24 * 60 - minute(now.starts):
            return None
        longer = replace(now, ends=now.starts + timedelta(minutes=minutes))
        place = self._fits.at(now.starts, room=now.room, minutes=minutes)
        return Outcome((longer,), place.broken)

    def _swapped(self, other: str) -> Outcome | None:
        known = self._state.by_officer.get(other)
        if self.now is None or known is None or known.locked or other == self._officer:
            return None
        done = swap(self._state.problem, self._state.interviews, self._officer, other, self._what)
        return Outcome(done.interviews, done.broken)

    def _aimed(self, row: str) -> tuple[str, str, int | None] | None:
        """Who, where and in which room a row says it is, as far as it does; None for rows of others."""
        if row in (NOBODY, ELSEWHERE):
            return None
        if self._by == "inspector":
            return row, "", None
        if self._by == "office":
            return "", row, None
        if self._by == "officer":
            return ("", "", None) if row == self._officer else None
        office, room = room_of(row)
        return "", "" if row == REMOTE else office, room


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)
