"""How much somebody holds: reckoned from packages that are lost, late, doubled and out of order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.exchange.team.extents import Extent, Have, common, holds, holds_all, least

STREAMS = ("case:A", "answer:A", "case:B", "answer:B")
SCOPES = st.none() | st.frozensets(st.sampled_from((*STREAMS, "case:*", "answer:*")))
POSITIONS = st.dictionaries(st.sampled_from(("d1", "d2")), st.integers(1, 5))
HAVES = st.builds(Have, POSITIONS, SCOPES)


def entries(have: Have) -> set[tuple[str, int, str]]:
    """All entries that somebody surely holds, of a journal of two devices with each stream at each number."""
    streams = ("", *STREAMS)
    return {
        (device, seq, stream)
        for device in ("d1", "d2")
        for seq in range(1, 6)
        for stream in streams
        if not have.lacks(device, seq, stream)
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(HAVES, min_size=1, max_size=5), st.data())
def test_nothing_counts_as_held_that_no_package_brought(afters: list[Have], data: st.DataObject) -> None:
    """A sender makes packages, each from what was acknowledged before; they come in any order, or never."""
    have, brought = Have(), set[tuple[str, int, str]]()
    known = Have()
    waiting: list[tuple[Extent, set[tuple[str, int, str]]]] = []
    for after in afters:
        extent = Extent(known, after)
        waiting.append((extent, entries(after) - entries(known)))
        for _ in range(data.draw(st.integers(0, 3))):
            extent, holding = data.draw(st.sampled_from(waiting))
            have = extent.applied(have)
            brought |= holding
            assert entries(have) - brought == set()
        if data.draw(st.booleans()):
            known = have


@settings(max_examples=100, deadline=None)
@given(HAVES, HAVES)
def test_least_and_common_are_what_both_hold(one: Have, other: Have) -> None:
    assert entries(least([one, other])) <= entries(one) & entries(other)
    for stream in STREAMS:
        both = holds(one.scope, stream) and holds(other.scope, stream)
        assert holds(common(one.scope, other.scope), stream) == both


@settings(max_examples=100, deadline=None)
@given(HAVES, HAVES)
def test_reaching_means_lacking_nothing_of_it(one: Have, other: Have) -> None:
    if one.reaches(other):
        assert entries(other) <= entries(one)
    assert Have.from_record(one.as_record()) == one
    assert Extent.from_record(Extent(one, other).as_record()) == Extent(one, other)


def test_nobody_lacks_nothing_and_everybody_gets_what_concerns_the_team() -> None:
    assert least([]) == Have()
    assert holds(frozenset(), "") and not holds(frozenset(), "case:A")
    assert holds_all(None, None) and not holds_all(frozenset({"case:*"}), None)
    assert Have().lacks("d1", 1, "")
