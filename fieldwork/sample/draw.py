"""Drawing the sample of an inspection from a long list, by the published method, repeatably.

The method is that of the Ministry of Justice's case sampler: strata in proportion, then units and officers,
a limit for one officer, a buffer of reserves (codes.md, The sample). Whatever it leaves to chance is then
exchanged until the facts to match have their shares.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fieldwork.errors import Problem, Refused
from fieldwork.programme.model import Programme
from fieldwork.sample import makeup
from fieldwork.sample.balance import Makeup, Minimum, balance, lacking
from fieldwork.sample.eligible import Candidate
from fieldwork.sample.makeup import Composition
from fieldwork.sample.quotas import MOST_OF_ONE_OFFICER, Officers, pick
from fieldwork.sample.strata import EVERYONE, FIVE, asks_for_five, shares, stratum
from fieldwork.wording import count

#: The share of the sample that is drawn on top, as reserves.
BUFFER = Fraction(1, 5)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to draw. `match` are facts whose shares the sample is to have; `seed` makes it repeatable;
    `withdrawn` are cases drawn with this seed before, to be replaced from their reserves.
    """

    size: int
    match: tuple[str, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    spread: bool = False
    seed: int = 0
    buffer: Fraction = BUFFER
    most_of_one_officer: int = MOST_OF_ONE_OFFICER
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StratumDrawn:
    """One stratum: how many cases could be drawn, were wanted, are drawn, and are held in reserve."""

    id: str
    label: str
    population: int
    wanted: int
    sample: int
    reserves: int

    @property
    def in_all(self) -> int:
        """The sample with its buffer."""
        return self.sample + self.reserves


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: case references in order, and the reserves of each stratum in the order of their use.

    `of` says which stratum each of them is in. `replaced` says by which reserve a withdrawn case was
    replaced, "" where there was none left. `notes` are sentences on what could not be had.
    """

    refs: tuple[str, ...]
    reserves: dict[str, tuple[str, ...]]
    strata: tuple[StratumDrawn, ...]
    composition: tuple[Composition, ...]
    replaced: dict[str, str]
    notes: tuple[str, ...]
    of: dict[str, str]


def check(programme: Programme, wish: Wish) -> None:
    """Refuses a wish that names what the programme does not know, or that cannot be meant."""
    facts = {f.id: f for f in programme.facts.values() if not f.personal and f.id != "reference"}
    named = [*wish.match, *(least.fact for least in wish.minimums)]
    problems = [
        Problem(name, "it is no fact of the programme to match") for name in named if name not in facts
    ]
    for least in wish.minimums:
        values = facts[least.fact].values if least.fact in facts else {}
        if values and least.value not in values:
            problems.append(Problem(least.fact, f"it is never {least.value}; it is {', '.join(values)}"))
    if wish.size < 1 or wish.most_of_one_officer < 1 or not 0 <= wish.buffer <= 1:
        problems.append(Problem("size", "the sample and the limit for an officer are 1 or more"))
    if problems:
        raise Refused("Such a sample cannot be drawn.", problems, f"Facts to match: {', '.join(facts)}.")


def draw(candidates: Sequence[Candidate], wish: Wish) -> Drawn:
    """Draws the sample. The same candidates, in any order, and the same wish give the same sample."""
    chance = random.Random(wish.seed)
    pool = sorted(candidates, key=lambda case: case.ref)
    labels = FIVE if asks_for_five(wish.match) else EVERYONE
    members: dict[str, list[Candidate]] = {name: [] for name in labels}
    for case in pool:
        members[_stratum(case, labels)].append(case)
    officers = Officers(wish.most_of_one_officer if wish.size < len(pool) else len(pool))
    sizes = {name: len(cases) for name, cases in members.items()}
    wanted = shares(min(wish.size, len(pool)), sizes)
    drawn: list[Candidate] = []
    for name, cases in members.items():
        drawn += pick(cases, wanted[name], officers, chance, spread=wish.spread)
    chance.shuffle(drawn)
    _settle(chance.sample(pool, len(pool)), drawn, officers, wish, labels)
    reserves = _reserves(members, drawn, wish, officers, chance)
    final, replaced = _replace(drawn, reserves, wish.withdrawn, officers, labels)
    facts = list(dict.fromkeys((*wish.match, *(least.fact for least in wish.minimums))))
    return Drawn(
        refs=tuple(sorted(case.ref for case in final)),
        reserves={name: tuple(case.ref for case in cases) for name, cases in reserves.items()},
        strata=tuple(
            StratumDrawn(
                name,
                label,
                sizes[name],
                wanted[name],
                sum(_stratum(case, labels) == name for case in drawn),
                len(reserves[name]),
            )
            for name, label in labels.items()
        ),
        composition=makeup.against((c.facts for c in pool), (c.facts for c in final), facts),
        replaced=replaced,
        notes=tuple(_notes(pool, drawn, final, replaced, wish)),
        of={
            case.ref: _stratum(case, labels)
            for case in (*final, *(one for cases in reserves.values() for one in cases))
        },
    )


def planned(candidates: Sequence[Candidate], size: int, *, five: bool) -> tuple[StratumDrawn, ...]:
    """What each stratum is to give, before anything is drawn."""
    labels = FIVE if five else EVERYONE
    sizes = Counter(_stratum(case, labels) for case in candidates)
    wanted = shares(min(size, len(candidates)), {name: sizes[name] for name in labels})
    return tuple(StratumDrawn(name, label, sizes[name], wanted[name], 0, 0) for name, label in labels.items())


def _stratum(case: Candidate, labels: dict[str, str]) -> str:
    found = stratum(case.facts) if labels is FIVE else "all"
    assert found is not None  # those in none were excluded
    return found


def _settle(
    pool: Sequence[Candidate],
    drawn: list[Candidate],
    officers: Officers,
    wish: Wish,
    labels: dict[str, str],
) -> None:
    """Exchanges drawn cases until the make-up is as near as it gets; strata keep their numbers unless a
    minimum needs otherwise. `pool` is in random order, so that of equal exchanges any may come first.
    """
    held = {case.ref for case in drawn}
    others = [case for case in pool if case.ref not in held]
    if not drawn or not others:
        return
    state = Makeup(pool, drawn, wish.match, wish.minimums)
    strata = {case.ref: _stratum(case, labels) for case in pool}

    def may(leaves: Candidate, comes: Candidate) -> bool:
        if strata[leaves.ref] != strata[comes.ref] and not state.mends(leaves, comes):
            return False
        if leaves.officer == comes.officer:
            return True
        fewer = officers.drawn[comes.officer] < officers.drawn[leaves.officer]
        return officers.room(comes.officer) > 0 and (fewer or not wish.spread)

    def done(leaves: Candidate, comes: Candidate) -> None:
        officers.drawn[leaves.officer] -= 1
        officers.drawn[comes.officer] += 1

    balance(state, drawn, others, may, done)


def _reserves(
    members: dict[str, list[Candidate]],
    drawn: Sequence[Candidate],
    wish: Wish,
    officers: Officers,
    chance: random.Random,
) -> dict[str, list[Candidate]]:
    """The reserves of each stratum, in the order of their use: what the sample with its buffer has more than
    without, picked as the sample is, the officers' limit included. Where that leaves too few, cases of
    officers at the limit come last: each can be used once a drawn case of its officer is withdrawn.
    """
    sizes = {name: len(cases) for name, cases in members.items()}
    size = min(wish.size, sum(sizes.values()))
    plain, buffered = shares(size, sizes), shares(size, sizes, wish.buffer)
    held = {case.ref for case in drawn}
    after = officers.copy()
    found = {}
    for name, cases in members.items():
        left = [case for case in cases if case.ref not in held]
        wanted = max(0, buffered[name] - plain[name])
        within = pick(left, wanted, after, chance, spread=wish.spread)
        chance.shuffle(within)
        beyond = [case for case in left if case not in within]
        chance.shuffle(beyond)
        found[name] = [*within, *beyond[: wanted - len(within)]]
    return found


def _replace(
    drawn: Sequence[Candidate],
    reserves: dict[str, list[Candidate]],
    withdrawn: Sequence[str],
    officers: Officers,
    labels: dict[str, str],
) -> tuple[list[Candidate], dict[str, str]]:
    """The sample with each withdrawn case replaced by the next reserve of its stratum that is not withdrawn
    too and whose officer is below the limit.
    """
    gone = set(withdrawn)
    waiting = {name: [case for case in cases if case.ref not in gone] for name, cases in reserves.items()}
    final = [case for case in drawn if case.ref not in gone]
    now = Officers(officers.most)
    now.drawn.update(case.officer for case in final)
    replaced = {}
    for case in drawn:
        if case.ref in gone:
            queue = waiting[_stratum(case, labels)]
            by = next((one for one in queue if now.room(one.officer) > 0), None)
            replaced[case.ref] = by.ref if by else ""
            if by is not None:
                queue.remove(by)
                final.append(by)
                now.drawn[by.officer] += 1
    return final, replaced


def _notes(
    pool: Sequence[Candidate],
    drawn: Sequence[Candidate],
    final: Sequence[Candidate],
    replaced: dict[str, str],
    wish: Wish,
) -> list[str]:
    notes = []
    if wish.size > len(pool):
        notes.append(
            f"Only {count(len(pool), 'case')} can be drawn of the {wish.size} wanted: all are taken."
        )
    elif len(drawn) < wish.size:
        most = count(wish.most_of_one_officer, "case")
        notes.append(f"Only {len(drawn)} of {wish.size} could be drawn with at most {most} of one officer.")
    for least, held in lacking(final, wish.minimums).items():
        notes.append(f"{least.fact} is {least.value} in {held} cases, of at least {least.cases} wanted.")
    notes += [f"No reserve was left to replace {ref}." for ref, by in replaced.items() if not by]
    return notes
