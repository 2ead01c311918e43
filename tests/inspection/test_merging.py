"""Whatever was done apart, merging gives one state: in any order, any number of times, in any parts."""

import json
import random
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.inspection import audit, checking
from fieldwork.inspection.changes import Change, Register, fold
from fieldwork.inspection.file import Inspection
from tests.inspection.laptops import Clock, Laptops, state
from tests.inspection.moves import ALONE, Desk

TEAM = 3
REAL_FILES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

#: Which laptop does what; or takes in another's journal, whole or from the beginning up to a share of it.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, TEAM - 1), ALONE),
        st.tuples(
            st.integers(0, TEAM - 1),
            st.tuples(st.just("merge"), st.tuples(st.integers(0, TEAM - 1), st.sampled_from([0.3, 0.8, 1]))),
        ),
    ),
    min_size=4,
    max_size=30,
)


@contextmanager
def laptops() -> Any:
    with TemporaryDirectory() as folder:
        made = Laptops(Path(folder))
        try:
            yield made
        finally:
            made.close()


def worked(made: Laptops, steps: Sequence[Any]) -> list[Inspection]:
    """The laptops after all of that."""
    desks = [Desk(made.new(clock := Clock()), clock) for _ in range(TEAM)]
    for at, (what, needs) in steps:
        if what == "merge":
            other, share = needs
            theirs = sorted(desks[other].inspection.journal.all(), key=lambda c: (c.device, c.seq))
            desks[at].inspection.merge(theirs[: round(len(theirs) * share)], "package")
        else:
            desks[at].do(what, needs)
    return [desk.inspection for desk in desks]


def in_parts(changes: Sequence[Change], chance: random.Random) -> list[list[Change]]:
    """All the changes in random parts and order, some of them several times."""
    mixed = [*changes, *chance.choices(changes, k=len(changes) // 2)]
    chance.shuffle(mixed)
    parts = []
    while mixed:
        size = chance.randint(1, len(mixed))
        part = {change.id: change for change in mixed[:size]}
        parts.append(list(part.values()))
        mixed = mixed[size:]
    return parts


@pytest.mark.slow
@REAL_FILES
@given(STEPS, st.randoms(use_true_random=False))
def test_any_order_any_parts_any_number_of_times(steps: Sequence[Any], chance: random.Random) -> None:
    with laptops() as made:
        team = worked(made, steps)
        union = list({c.id: c for laptop in team for c in laptop.journal.all()}.values())
        for laptop in team:
            for part in in_parts(union, chance):
                laptop.merge(part, "package")
            assert checking.check(laptop) == []
        # The words still being typed on one laptop became changes when it merged.
        more = list({c.id: c for laptop in team for c in laptop.journal.all()}.values())
        fresh = made.new()
        for laptop in (*team, fresh):
            laptop.merge(more, "package")
        assert all(state(laptop) == state(team[0]) for laptop in (*team, fresh))
        assert conflicts_of(team[0]) == expected_conflicts(more)
        before = state(fresh)
        assert fresh.merge(more, "again") == []
        assert state(fresh) == before


def conflicts_of(inspection: Inspection) -> set[Register]:
    return {conflict.register for conflict in audit.conflicts(inspection)}


def expected_conflicts(changes: Sequence[Change]) -> set[Register]:
    """By definition: two changes that nothing replaces, with different values."""
    replaced = {old for change in changes for old in change.replaces}
    standing: dict[Register, set[str]] = {}
    for change in changes:
        if change.id not in replaced:
            standing.setdefault(change.register, set()).add(json.dumps(change.value, sort_keys=True))
    return {register for register, values in standing.items() if len(values) > 1}


@pytest.mark.slow
@REAL_FILES
@given(STEPS)
def test_settling_every_conflict_ends_them_everywhere(steps: Sequence[Any]) -> None:
    with laptops() as made:
        team = worked(made, steps)
        lead = made.new()
        for laptop in team:
            laptop.recover_drafts()
            lead.merge(list(laptop.journal.all()), "package")
        for conflict in audit.conflicts(lead):
            audit.settle(lead, "p", conflict.id, conflict.sides[0].id)
        assert not audit.conflicts(lead)
        for laptop in team:
            laptop.merge(list(lead.journal.all()), "package")
            assert state(laptop) == state(lead)
            assert checking.check(laptop) == []


def chains(draw: Callable[..., Any]) -> list[Change]:
    """Changes of one register that replace any of those before them, as no program would make them."""
    made: list[Change] = []
    for number in range(draw(st.integers(1, 9))):
        ids = [change.id for change in made]
        seen = draw(st.sets(st.sampled_from(ids), max_size=3)) if ids else ()
        at = draw(st.sampled_from(["2001", "2019", "2044"]))
        made.append(
            Change(
                id=f"{number}", at=at, author="p", device="d", seq=number, prev="", entity="e",
                entity_id="i", field="f", value=draw(st.sampled_from(["a", "b"])), replaces=tuple(seen),
            )
        )  # fmt: skip
    return made


@given(st.composite(chains)(), st.randoms(use_true_random=False))
def test_folding_does_not_ask_for_the_order(changes: list[Change], chance: random.Random) -> None:
    mixed = changes * 2
    chance.shuffle(mixed)
    head, other = fold(changes), fold(mixed)
    assert head is not None and other is not None
    assert head == other
    assert head.conflict == bool(expected_conflicts(changes))


def test_what_somebody_types_is_not_lost_to_what_comes_in(tmp_path: Path) -> None:
    made = Laptops(tmp_path)
    one, two = made.new(), made.new()
    for laptop in (one, two):
        with laptop.edit("p", "Took in") as edit:
            edit.set("case", "N1", "fact.sample_kind", "reading")
    with two.edit("q", "Wrote a note") as edit:
        edit.set("answer", "N1/2", "note", "written elsewhere")
    one.draft("p", "answer", "N1/2", "note", "still being typed")
    one.merge(list(two.journal.all()), "package")
    (conflict,) = audit.conflicts(one)
    assert {side.value for side in conflict.sides} == {"written elsewhere", "still being typed"}
    made.close()


def test_a_merge_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    made = Laptops(tmp_path)
    one, two = made.new(), made.new()
    for laptop, value in ((one, "yes"), (two, "no")):
        with laptop.edit("p", "Wrote") as edit:
            edit.set("case", "N1", "fact.sample_kind", "reading")
            edit.set("answer", "N1/2", "value", value)
    before = state(one)
    coming = list(two.journal.all())
    with pytest.raises(ZeroDivisionError), one.store.transaction():
        one.merge(coming, "package")
        raise ZeroDivisionError
    assert state(one) == before
    with one.edit("p", "Wrote") as edit:
        edit.set("answer", "N1/1", "value", "yes")
    assert checking.check(one) == []
    one.merge(coming, "package")
    assert checking.check(one) == []
    made.close()
