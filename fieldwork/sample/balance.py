"""Exchanging drawn cases for others until the sample's make-up is as near the population's as it gets."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fieldwork.programme.conditions import Value
from fieldwork.sample.eligible import Candidate

UNIT = "unit"
#: How many of the likeliest cases on each side are tried against each other for an exchange.
_TRIED = 60
#: A case that a minimum lacks outweighs any number that a share is off by.
_MINIMUM = 10_000


@dataclass(frozen=True, slots=True)
class Minimum:
    """At least so many cases in which the fact has the value."""

    fact: str
    value: str
    cases: int


class Makeup:
    """How the drawn cases stand against the numbers aimed at, by fact and value."""

    def __init__(
        self,
        population: Sequence[Candidate],
        drawn: Sequence[Candidate],
        match: Sequence[str],
        minimums: Sequence[Minimum],
    ) -> None:
        self.facts = tuple(dict.fromkeys((*match, UNIT)))
        self.minimums = minimums
        self._marks = {case.ref: self._marks_of(case) for case in population}
        self._aims = self._aimed(population, len(drawn))
        self._held: Counter[tuple[str, str]] = Counter()
        for case in drawn:
            self._held.update(self._marks[case.ref])

    def _marks_of(self, case: Candidate) -> tuple[tuple[str, str], ...]:
        names = dict.fromkeys((*self.facts, *(m.fact for m in self.minimums)))
        return tuple((name, mark) for name in names for mark in _values(case, name))

    def _aimed(self, population: Sequence[Candidate], size: int) -> dict[tuple[str, str], float]:
        """The population's shares of the sample; a minimum above its share leaves the others the rest."""
        counts = Counter(mark for case in population for mark in self._marks[case.ref])
        aims = {m: size * n / len(population) for m, n in counts.items() if m[0] in self.facts}
        for least in self.minimums:
            mark = (least.fact, least.value)
            share = aims.get(mark, 0.0)
            if share < least.cases < size and share < size:
                factor = (size - least.cases) / (size - share)
                for other in [m for m in aims if m[0] == least.fact]:
                    aims[other] = least.cases if other == mark else aims[other] * factor
        return aims

    def mends(self, leaves: Candidate, comes: Candidate) -> bool:
        """Whether an exchange brings a case that a minimum lacks, and takes none away."""
        return self.gain(leaves, comes) > _MINIMUM / 2

    def gain(self, leaves: Candidate, comes: Candidate) -> float:
        """How much nearer an exchange brings the sample: the fall of what is off beyond rounding, squared."""
        gone, new = set(self._marks[leaves.ref]), set(self._marks[comes.ref])
        return self._cost(gone - new, -1) + self._cost(new - gone, 1)

    def pull(self, case: Candidate, step: int) -> float:
        """The same for one case alone, leaving (-1) or coming (1)."""
        return self._cost(set(self._marks[case.ref]), step)

    def exchange(self, leaves: Candidate, comes: Candidate) -> None:
        self._held.subtract(self._marks[leaves.ref])
        self._held.update(self._marks[comes.ref])

    def _cost(self, marks: set[tuple[str, str]], step: int) -> float:
        fall = 0.0
        for mark in sorted(marks):  # sums of fractions depend on their order, and a draw is repeatable
            held = self._held[mark]
            if mark in self._aims:
                off = held - self._aims[mark]
                fall += _far(off) - _far(off + step)
            for least in self.minimums:
                if mark == (least.fact, least.value):
                    lacking = (max(0, least.cases - held), max(0, least.cases - held - step))
                    fall += _MINIMUM * (lacking[0] - lacking[1])
        return fall


def balance(
    makeup: Makeup,
    drawn: list[Candidate],
    others: list[Candidate],
    may: Callable[[Candidate, Candidate], bool],
    done: Callable[[Candidate, Candidate], None],
) -> None:
    """Exchanges cases of `drawn` for some of `others`, in place, while that brings the sample nearer.

    `may(leaves, comes)` says whether an exchange is allowed; `done` is told of each.
    """
    for _ in range(4 * len(drawn)):
        leaving = sorted(drawn, key=lambda case: -makeup.pull(case, -1))[:_TRIED]
        coming = sorted(others, key=lambda case: -makeup.pull(case, 1))[:_TRIED]
        pairs = [
            (makeup.gain(one, other), one, other) for one in leaving for other in coming if may(one, other)
        ]
        best = max(pairs, key=lambda pair: pair[0], default=None)
        if best is None or best[0] <= 1e-9:
            return
        _, leaves, comes = best
        makeup.exchange(leaves, comes)
        drawn[drawn.index(leaves)] = comes
        others[others.index(comes)] = leaves
        done(leaves, comes)


def _far(off: float) -> float:
    """What a share that is so many cases off counts: nothing within a case, which is but rounding. Mending
    that too would draw cases that suit the rounding far more often than others.
    """
    return max(0.0, abs(off) - 1) ** 2


def _values(case: Candidate, name: str) -> tuple[str, ...]:
    value: Value = case.unit if name == UNIT else case.facts.get(name, "")
    return value if isinstance(value, tuple) else (str(value),)


def lacking(cases: Sequence[Candidate], minimums: Sequence[Minimum]) -> Mapping[Minimum, int]:
    """How many cases each minimum has, of those that are not reached."""
    held = {m: sum(m.value in _values(case, m.fact) for case in cases) for m in minimums}
    return {least: n for least, n in held.items() if n < least.cases}
