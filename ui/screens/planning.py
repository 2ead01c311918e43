"""The work of planning interviews off the event loop; the solver is loaded there, not with the window."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fieldwork import wording
from fieldwork.errors import Refused
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import plan_file
from fieldwork.timetable.costs import measure
from fieldwork.timetable.giving_anew import given_anew
from fieldwork.timetable.moves import Move, frozen, moves
from fieldwork.timetable.plan import Plan, PlannedInterview
from fieldwork.timetable.problem import Problem
from ui.jobs import Cancelled, Progress
from ui.theme import Tone
from ui.widgets import Message

How = Literal["anew", "allocate", "repair"]
"""Give times only; choose who reads what nobody has begun as well; or change as little as possible."""

#: How long the solver may look for something better.
SECONDS = 15.0
#: The solver tells of costs, which have no end: the bar shows how near the best plan is to the bound.
_WHOLE = 1000


@dataclass(frozen=True)
class Proposal:
    """A plan that was found, what was there before, and cases to be given to whoever interviews."""

    how: How
    problem: Problem
    plan: Plan
    before: tuple[PlannedInterview, ...]
    give: frozenset[str]

    @property
    def moves(self) -> tuple[Move, ...]:
        """What people would have to be told."""
        return moves(self.problem, self.before, self.plan.interviews)

    @property
    def goals(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """What counts in plans, before and after."""
        found = (measure(self.problem, plan) for plan in (self.before, self.plan.interviews))
        before, after = found
        return before, after


class Planning:
    """One search. `stop` keeps the best so far. Nothing is written: the result is a proposal."""

    def __init__(
        self, inspection: Inspection, how: How, *, seconds: float = SECONDS, now: datetime | None = None
    ) -> None:
        self._inspection, self._how, self._seconds = inspection, how, seconds
        self._now = now
        self._stop = threading.Event()

    def stop(self) -> None:
        """End the search early; the best plan so far is proposed."""
        self._stop.set()

    def __call__(self, progress: Progress) -> Proposal:
        # Loading the solver takes seconds: never on the main thread, and only when somebody plans.
        from fieldwork.timetable.solver import solve

        def tell(best: float, bound: float) -> None:
            # The search ends by `cancel`: nothing may be raised on the solver's own thread.
            with suppress(Cancelled):
                near = round(_WHOLE * bound / best) if best else _WHOLE
                progress.report(near, _WHOLE, progress_words(best, bound))

        with self._inspection.again() as own:
            before = tuple(plan_file.planned(own))
            problem = plan_file.problem_of(own)
        if not problem.officers:
            raise Refused("There is nobody to interview.", advice="Take in the office's list first.")
        give: frozenset[str] = frozenset()
        if self._how == "allocate":
            with self._inspection.again() as own:
                problem, give = given_anew(own, problem)
        if self._now is not None and problem.days and self._now.date() <= problem.days[-1]:
            problem = frozen(problem, before, self._now)
        plan = solve(
            problem,
            seconds=self._seconds,
            keep=before if self._how == "repair" else (),
            progress=tell,
            cancel=lambda: self._stop.is_set() or progress.cancelled,
        )
        return Proposal(self._how, problem, plan, before, give)


class Keeping:
    """The work of making a proposal the plan."""

    def __init__(self, inspection: Inspection, author: str, proposal: Proposal) -> None:
        self._inspection, self._author, self._proposal = inspection, author, proposal

    def __call__(self, _progress: Progress) -> Written:
        made = self._proposal
        begun = {i.officer for i in made.problem.locked} - {i.officer for i in made.before if i.locked}
        # What has begun is locked for the search only: it is not made so in the file.
        interviews = [
            next(old for old in made.before if old.officer == i.officer) if i.officer in begun else i
            for i in made.plan.interviews
        ]
        with self._inspection.again() as own:
            return plan_file.keep_plan(own, self._author, interviews, made.give)


def progress_words(best: float, bound: float) -> str:
    """What the search has come to so far."""
    if bound <= 0:
        return "A plan is found; looking for a better one…"
    if bound >= best:
        return "Best so far: no plan can be better"
    return f"Best so far: {nearness(best, bound)}"


def nearness(best: float, bound: float) -> str:
    """`within 3% of the best possible`."""
    share = 100 * (best - bound) / bound
    return f"within {share:.0f}% of the best possible" if share >= 1 else "within 1% of the best possible"


def summary(plan: Plan) -> Message:
    """What planning came to, in a sentence or three."""
    placed = wording.count(len(plan.interviews), "interview")
    if plan.status == "empty":
        words = "No interview could be planned."
        return Message(words, "warning", "Check who reads the cases, rooms and absences under Set up.")
    moved = f"{wording.count(plan.moved, 'interview')} moved." if plan.moved else ""
    tone: Tone = "warning" if plan.unplaced else "good"
    actions = (("undo", "Undo"), ("tell", "Tell people…"))
    return Message(f"{placed} planned.", tone, f"{how_good(plan)} {moved}".strip(), actions)


def how_good(plan: Plan) -> str:
    """How near the plan is to the best that there could be, and who is without an interview."""
    left = ""
    if plan.unplaced:
        left = f"{wording.count(len(plan.unplaced), 'officer')} could not be placed."
    if plan.status == "optimal":
        return "No better plan exists."
    if not plan.bound or plan.bound <= 0 or plan.cost <= 0:
        return left
    return f"{left} The plan is {nearness(plan.cost, plan.bound)}.".strip()
