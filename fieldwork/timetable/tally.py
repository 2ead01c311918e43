"""What inspectors do in an outline, counted, and what each of it costs."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from itertools import combinations

from fieldwork.timetable import costs
from fieldwork.timetable.contents import Content, Kind
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import Half, HalfDay, Problem
from fieldwork.timetable.scope import At, Scope

Deed = tuple[Hashable, ...]
"""Something an inspector does once or more, the inspector second: `("day", inspector, office)`, a day
there; `("more", inspector, office)`, going there as well on a day that fixed interviews settle;
`("both", inspector, a, b)`, a day with its morning at the one office and its afternoon at the other,
where that saves travel, and `("spare", inspector)`, one where it does not; `("call", inspector, kind)`,
an interview by telephone or video.
"""

Fills = Counter[tuple[At, Half, Content]]
"""How many mornings or afternoons an inspector holds these interviews at an office."""


def prices(scope: Scope) -> dict[Deed, int]:
    """What each deed costs beside those it takes; what is not in it cannot be done."""
    problem, found = scope.problem, dict[Deed, int]()
    weights = costs.weights(problem)
    offices: dict[str, list[str]] = defaultdict(list)
    for inspector, office in scope.places:
        if not office:
            for kind, first in scope.seen_by((inspector, "")).items():
                found["call", inspector, kind] = weights["other_reader"] * (not first)
            continue
        offices[inspector].append(office)
        found["day", inspector, office] = costs.day(problem, inspector, [office])
        if any(office not in there for there in scope.settled[inspector].values()):
            # The journey may be no longer than before.
            found["more", inspector, office] = weights["office_visits"] + weights["office_changes"]
    for inspector, there in offices.items():
        found |= _two_offices(problem, inspector, there)
    return found


def _two_offices(problem: Problem, inspector: str, offices: Sequence[str]) -> dict[Deed, int]:
    """What a day at two offices costs beyond a day at each: less than nothing where it saves enough."""
    found, dearer = dict[Deed, int](), []
    for a, b in combinations(offices, 2):
        if not problem.journey_fits(a, b):
            continue
        apart = costs.day(problem, inspector, [a]) + costs.day(problem, inspector, [b])
        extra = costs.day(problem, inspector, [a, b]) - apart
        if extra < 0:
            found["both", inspector, a, b] = found["both", inspector, b, a] = extra
        else:
            dearer.append(extra)
    return found | ({("spare", inspector): min(dearer)} if dearer else {})


def tallied(
    scope: Scope, by: Mapping[Deed, int], plan: Sequence[PlannedInterview]
) -> tuple[Counter[Deed], Fills]:
    """What a plan does beside what is fixed."""
    problem, deeds, fills = scope.problem, Counter[Deed](), Fills()
    fixed = {i.officer for i in scope.fixed}
    held: dict[tuple[str, str, HalfDay], list[Kind]] = defaultdict(list)
    for interview in plan:
        if interview.officer in fixed or interview.officer not in problem.officer:
            continue
        kind = scope.kind(problem.officer[interview.officer])
        if kind.office:
            half_day = problem.rules.halves(interview)[0]
            held[interview.inspector, kind.office, half_day].append(kind)
        else:
            deeds["call", interview.inspector, kind] += 1
    days: dict[tuple[str, date], dict[str, str]] = defaultdict(dict)
    for (inspector, office, (day, half)), kinds in sorted(held.items()):
        fills[(inspector, office), half, tuple(sorted(kinds))] += 1
        days[inspector, day].setdefault(office, half)
    for (inspector, when), there in days.items():
        before = scope.settled[inspector].get(when, set())
        first, *others = sorted(there, key=there.__getitem__)
        deeds.update(("more" if before else "day", inspector, at) for at in there if at not in before)
        if others and not before:
            two = ("both", inspector, first, others[0])
            deeds[two if two in by else ("spare", inspector)] += 1
    return deeds, fills
