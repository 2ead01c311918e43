"""What a sample is made of, and how it stands against the list it was drawn from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldwork.programme.conditions import Value

#: Stands for cases without a value for the fact.
NO_VALUE = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many cases have one value of a fact, and their share of all cases, 0 to 1."""

    fact: str
    value: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Composition:
    """One value of a fact in the population and in the sample: cases, and shares of all cases, 0 to 1."""

    fact: str
    value: str
    population: int
    sample: int
    population_share: float
    sample_share: float


def makeup(rows: Iterable[Mapping[str, Value]], facts: Sequence[str]) -> tuple[Share, ...]:
    """The make-up of cases by each fact, the commonest value first and cases without one last.

    A case with several values of a list fact counts once for each, so that fact's shares may add up to more
    than one.
    """
    cases = list(rows)
    return tuple(
        Share(fact, value, count, count / len(cases))
        for fact in facts
        for value, count in sorted(_counted(cases, fact).items(), key=_commonest_first)
    )


def against(
    population: Iterable[Mapping[str, Value]], sample: Iterable[Mapping[str, Value]], facts: Sequence[str]
) -> tuple[Composition, ...]:
    """The make-up of a sample beside the population's, in the population's order; values of either appear."""
    all_cases, drawn = list(population), list(sample)
    lines: list[Composition] = []
    for fact in facts:
        of_all, of_drawn = _counted(all_cases, fact), _counted(drawn, fact)
        both = {value: (count, of_drawn[value]) for value, count in of_all.items()}
        both |= {value: (0, count) for value, count in of_drawn.items() if value not in of_all}
        for value, _ in sorted(((value, counts[0]) for value, counts in both.items()), key=_commonest_first):
            many, few = both[value]
            shares = many / max(len(all_cases), 1), few / max(len(drawn), 1)
            lines.append(Composition(fact, value, many, few, *shares))
    return tuple(lines)


def _counted(cases: Sequence[Mapping[str, Value]], fact: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for case in cases:
        value = case.get(fact, NO_VALUE)
        counts.update(value if isinstance(value, tuple) and value else [_word(value)])
    return counts


def _word(value: Value) -> str:
    return NO_VALUE if value == () else str(value)


def _commonest_first(line: tuple[str, int]) -> tuple[bool, int, str]:
    value, count = line
    return value == NO_VALUE, -count, value
