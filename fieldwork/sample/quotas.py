"""How many cases each officer gives to the sample: through strata and units, with a limit for one officer."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle
from math import ceil

from fieldwork.sample.eligible import Candidate

#: The most cases of one officer (the published sampler's limit).
MOST_OF_ONE_OFFICER = 6


class Officers:
    """How many cases of each officer are drawn so far, all strata together, and how many more may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.drawn: Counter[str] = Counter()

    def room(self, officer: str) -> int:
        """How many more cases of this officer may be drawn; a case without an officer is nobody's."""
        return self.most - self.drawn[officer] if officer else self.most

    def copy(self) -> "Officers":
        """The same counts, to go on from without touching these."""
        other = Officers(self.most)
        other.drawn.update(self.drawn)
        return other


def pick(
    pool: Sequence[Candidate], wanted: int, officers: Officers, chance: random.Random, *, spread: bool
) -> list[Candidate]:
    """Cases of one stratum, proportional by cluster, by unit and by officer, at random within an officer's.

    Below the strata a share that is no whole number is rounded by chance, up as often as its fraction
    says: rounded by rule, the cases of an officer with few of them might never be drawn.

    What is beyond an officer's limit goes to others of the same unit, the smallest shares first; what a
    unit cannot give to the other units of its cluster, what a cluster cannot give to the others. With
    `spread` as many officers as can be give a case each first. Fewer than wanted are picked only where
    every officer is at the limit.
    """
    return _through(_LEVELS, pool, wanted, officers, chance, spread=spread)


#: What a stratum is shared out by before officers, the widest first.
_LEVELS = ("cluster", "unit")


def _through(
    levels: Sequence[str],
    pool: Sequence[Candidate],
    wanted: int,
    officers: Officers,
    chance: random.Random,
    *,
    spread: bool,
) -> list[Candidate]:
    if not levels:
        return _of_unit(pool, wanted, officers, chance, spread=spread)
    groups = _grouped(pool, levels[0], chance)
    quotas = _by_chance(wanted, {name: len(cases) for name, cases in groups.items()}, chance)
    picked: list[Candidate] = []
    for name, cases in groups.items():
        picked += _through(levels[1:], cases, quotas[name], officers, chance, spread=spread)
    taken = {case.ref for case in picked}
    rest = [case for case in pool if case.ref not in taken]
    chance.shuffle(rest)
    if spread:
        rest.sort(key=lambda case: officers.drawn[case.officer])
    for case in rest:
        if len(picked) < wanted and officers.room(case.officer) > 0:
            picked.append(case)
            officers.drawn[case.officer] += 1
    return picked


def _of_unit(
    cases: Sequence[Candidate], wanted: int, officers: Officers, chance: random.Random, *, spread: bool
) -> list[Candidate]:
    by_officer = _grouped(cases, "officer", chance)
    sizes = {officer: len(held) for officer, held in by_officer.items()}
    quotas = dict.fromkeys(sizes, 0) if spread else _by_chance(wanted, sizes, chance)
    for officer, quota in quotas.items():
        quotas[officer] = min(quota, max(0, officers.room(officer)))
    _fill_up(quotas, sizes, wanted, officers)
    picked = []
    for officer, quota in quotas.items():
        picked += by_officer[officer][:quota]  # in random order already
        officers.drawn[officer] += quota
    return picked


def _by_chance(wanted: int, sizes: Mapping[str, int], chance: random.Random) -> dict[str, int]:
    """So many cases in proportion to the sizes, each share rounded up or down by one stroke of chance.

    Laid end to end, the groups' shares are as long as `wanted`; each gets the marks, one apart, that fall
    on it.
    """
    total = sum(sizes.values())
    wanted = min(wanted, total)
    mark, reached, found = chance.random(), 0, {}
    for key, size in sizes.items():
        before, reached = reached, reached + size
        ends = (wanted * edge / total - mark for edge in (before, reached))
        first, last = (ceil(end) for end in ends)
        found[key] = min(size, last - first)
    return found


def _fill_up(quotas: dict[str, int], sizes: Mapping[str, int], wanted: int, officers: Officers) -> None:
    """Gives what is wanting to officers with cases and room to spare, one each, the smallest first."""
    rounds = cycle(sorted(quotas, key=lambda officer: (quotas[officer], officers.drawn[officer])))
    passed = 0
    while sum(quotas.values()) < wanted and passed < len(quotas):
        officer = next(rounds)
        if quotas[officer] < min(sizes[officer], officers.room(officer)):
            quotas[officer] += 1
            passed = 0
        else:
            passed += 1


def _grouped(cases: Sequence[Candidate], by: str, chance: random.Random) -> dict[str, list[Candidate]]:
    """Cases by cluster, unit or officer, both the groups and the cases in each in random order."""
    shuffled = list(cases)
    chance.shuffle(shuffled)
    found: dict[str, list[Candidate]] = {}
    for case in shuffled:
        found.setdefault(getattr(case, by), []).append(case)
    return found
