"""Who reads which case: by hand, evenly, and with an officer's cases kept together."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.sample import allocate, team
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import take_in
from tests.sample.conftest import SAMPLES


@pytest.fixture
def sampled(inspection: Inspection) -> Inspection:
    """The real sample, and a lead, four inspectors and an office person."""
    take_in(inspection, "lead-1", read_list(SAMPLES / "northumbria-sample.csv", inspection.programme))
    for name, role in (
        ("Ann Ash", Role.INSPECTOR),
        ("Bob Birch", Role.INSPECTOR),
        ("Cat Cedar", Role.LOCAL_ASSESSOR),
        ("Olu Oak", Role.OFFICE),
    ):
        team.add(inspection, "lead-1", name, role)
    return inspection


def readers_of_officers(inspection: Inspection) -> dict[str, set[str]]:
    found = defaultdict(set)
    for row in queries.cases(inspection, withdrawn=False):
        found[row.officer].add(str(row.inspector))
    return found


def test_an_officers_cases_stay_with_one_inspector_and_the_load_is_even(sampled: Inspection) -> None:
    allocate.share_out(sampled, "lead-1")
    assert all(len(readers) == 1 for readers in readers_of_officers(sampled).values())
    loads = {load.person.name: load for load in allocate.loads(sampled)}
    assert sum(len(load.cases) for load in loads.values()) == 133
    assert loads["Carys Lead"].cases == loads["Olu Oak"].cases == ()
    minutes = [load.minutes for load in loads.values() if load.cases]
    assert len(minutes) == 4
    # The largest officer's cases cannot be split, so nobody is further off than those.
    forms = sampled.programme.forms
    most = max(
        sum(
            forms[row.form].minutes
            for row in queries.cases(sampled, withdrawn=False)
            if row.officer == officer
        )
        for officer in readers_of_officers(sampled)
    )
    assert max(minutes) - min(minutes) <= most


def test_sharing_out_again_changes_nothing(sampled: Inspection) -> None:
    allocate.share_out(sampled, "lead-1")
    assert allocate.share_out(sampled, "lead-1").registers == frozenset()


def test_cases_given_by_hand_stay_and_draw_the_officers_others(sampled: Inspection) -> None:
    bob = queries.person(sampled, "Bob Birch").id
    rows = queries.cases(sampled, withdrawn=False)
    allocate.give(sampled, "lead-1", [rows[0].ref], bob)
    allocate.share_out(sampled, "lead-1")
    assert readers_of_officers(sampled)[rows[0].officer] == {bob}


def test_again_moves_what_is_not_begun_and_leaves_what_is(sampled: Inspection) -> None:
    bob = queries.person(sampled, "Bob Birch").id
    rows = queries.cases(sampled, withdrawn=False)
    allocate.give(sampled, "lead-1", [row.ref for row in rows], bob)
    with sampled.edit(bob, "Answered") as edit:
        edit.set("answer", f"{rows[0].ref}/2.1.1", "value", "yes")
    allocate.share_out(sampled, "lead-1")
    assert {load.person.name: len(load.cases) for load in allocate.loads(sampled)}["Bob Birch"] == 133
    allocate.share_out(sampled, "lead-1", again=True)
    assert queries.case(sampled, rows[0].ref).inspector == bob
    assert all(load.cases for load in allocate.loads(sampled) if load.person.role in allocate.READERS)


def test_people_off_the_team_get_no_cases(sampled: Inspection) -> None:
    ann = queries.person(sampled, "Ann Ash").id
    team.set_active(sampled, "lead-1", ann, False)
    allocate.share_out(sampled, "lead-1")
    assert {load.person.id: load.cases for load in allocate.loads(sampled)}[ann] == ()


def test_unknown_and_withdrawn_cases_are_refused_together_and_none_is_given(sampled: Inspection) -> None:
    bob = queries.person(sampled, "Bob Birch").id
    ref = queries.cases(sampled, withdrawn=False)[0].ref
    with pytest.raises(Refused) as caught:
        allocate.give(sampled, "lead-1", [ref, "Z9", "A100001"], bob)
    assert [p.place for p in caught.value.problems] == ["Z9", "A100001"]
    assert queries.case(sampled, ref).inspector is None


def test_nobody_to_read_is_refused(inspection: Inspection) -> None:
    for person in queries.team(inspection):
        team.set_active(inspection, "lead-1", person.id, False)
    with pytest.raises(Refused, match="nobody in the team"):
        allocate.share_out(inspection, "lead-1")


def test_two_people_of_one_name_are_refused(inspection: Inspection) -> None:
    with pytest.raises(Refused, match="in the team already"):
        team.add(inspection, "lead-1", "  imran   READER ", Role.INSPECTOR)
    with pytest.raises(Refused, match="needs a name"):
        team.add(inspection, "lead-1", "  ", Role.INSPECTOR)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.lists(st.integers(0, 7), min_size=1, max_size=30), people=st.integers(1, 5))
def test_any_sample_is_shared_whole_with_officers_unsplit(
    inspection: Inspection, held: list[int], people: int
) -> None:
    """`held` says which of up to eight officers holds each case."""
    with inspection.edit("lead-1", "A new sample") as edit:
        for row in queries.cases(inspection):
            edit.set("case", row.ref, "withdrawn", True)
        for person in queries.team(inspection):
            edit.set("person", person.id, "active", False)
        for number in range(people):
            edit.set("person", f"p{number}", "name", f"Person {number}")
            edit.set("person", f"p{number}", "role", "inspector")
            edit.set("person", f"p{number}", "active", True)
        for number, officer in enumerate(held):
            ref = f"R{number}"
            edit.set("case", ref, "fact.reference", ref)
            edit.set("case", ref, "fact.responsible_officer", f"Officer {officer}")
            edit.set("case", ref, "withdrawn", None)
            edit.set("case", ref, "inspector", None)
    allocate.share_out(inspection, "lead-1")
    readers = readers_of_officers(inspection)
    assert all(len(found) == 1 and "None" not in found for found in readers.values())
    loads = [len(load.cases) for load in allocate.loads(inspection) if load.person.active]
    assert sum(loads) == len(held)
    assert max(loads) - min(loads) <= max(held.count(officer) for officer in held)
