"""The work of planning interviews off the event loop; the solver is loaded there, not with the window."""

import threading
from contextlib import suppress
from dataclasses import dataclass

from fieldwork import wording
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.timetable import plan_file
from fieldwork.timetable.plan import Plan
from ui.jobs import Cancelled, Progress
from ui.theme import Tone
from ui.widgets import Message

#: How long the solver may look for something better.
SECONDS = 15.0
#: The solver tells of costs, which have no end: the bar shows how near the best plan is to the bound.
_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan that was kept, and what it wrote."""

    plan: Plan
    written: Written


class Planning:
    """One run. `keep` changes the plan that there is as little as possible. `stop` keeps the best so far."""

    def __init__(self, inspection: Inspection, author: str, *, keep: bool, seconds: float = SECONDS) -> None:
        self._inspection, self._author = inspection, author
        self._keep, self._seconds = keep, seconds
        self._stop = threading.Event()

    def stop(self) -> None:
        """End the search early; the best plan so far is kept."""
        self._stop.set()

    def __call__(self, progress: Progress) -> Planned:
        # Loading the solver takes seconds: never on the main thread, and only when somebody plans.
        from fieldwork.timetable.solver import solve

        def tell(best: float, bound: float) -> None:
            # The search ends by `cancel`: nothing may be raised on the solver's own thread.
            with suppress(Cancelled):
                near = round(_WHOLE * bound / best) if best else _WHOLE
                progress.report(near, _WHOLE, progress_words(best, bound))

        with self._inspection.again() as own:
            plan = solve(
                plan_file.problem_of(own),
                seconds=self._seconds,
                keep=plan_file.planned(own) if self._keep else (),
                progress=tell,
                cancel=lambda: self._stop.is_set() or progress.cancelled,
            )
            progress.report(_WHOLE, _WHOLE, "Keeping the plan…")
            return Planned(plan, plan_file.keep_plan(own, self._author, plan.interviews))


def progress_words(best: float, bound: float) -> str:
    """What the search has come to so far."""
    if bound <= 0:
        return f"Planning: a plan costing {best:,.0f} is found"
    if bound >= best:
        return f"Planning: no plan costs less than {best:,.0f}"
    return f"Planning: the best plan so far costs {best:,.0f}, none can cost less than {bound:,.0f}"


def summary(plan: Plan) -> Message:
    """What planning came to, in a sentence or three."""
    placed = wording.count(len(plan.interviews), "interview")
    if plan.status == "empty":
        words = "No interview could be planned."
        return Message(words, "warning", "Check who reads the cases, rooms and absences under Team.")
    rest = {
        "optimal": "No better plan exists.",
        "feasible": _how_good(plan),
        "partial": f"{wording.count(len(plan.unplaced), 'officer')} could not be placed: see Unplaced.",
    }[plan.status]
    moved = f"{wording.count(plan.moved, 'interview')} moved." if plan.moved else ""
    tone: Tone = "warning" if plan.status == "partial" else "good"
    return Message(f"{placed} planned.", tone, f"{rest} {moved}".strip(), (("undo", "Undo"),))


def _how_good(plan: Plan) -> str:
    if not plan.bound or plan.bound <= 0 or not plan.cost:
        return ""
    less = round(100 * (plan.cost - plan.bound) / plan.cost)
    return (
        f"The best possible plan would cost at most {less}% less."
        if less
        else "Hardly any plan could be better."
    )
