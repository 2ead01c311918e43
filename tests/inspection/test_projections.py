"""The tables that screens read are at every moment what the journal calls for."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.inspection import checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme import loader
from tests.inspection.laptops import SMALL, Clock, Laptops, state
from tests.inspection.moves import ALONE, Desk

#: Which of two laptops does what, or takes in all that the other has.
STEPS = st.lists(
    st.tuples(st.booleans(), st.one_of(ALONE, st.just(("merge", None)))), min_size=5, max_size=40
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_step_by_step_gives_what_rebuilding_gives(steps: Sequence[Any]) -> None:
    with TemporaryDirectory() as folder:
        laptops = Laptops(Path(folder))
        desks = [Desk(laptops.new(clock := Clock()), clock) for _ in range(2)]
        for second, (what, needs) in steps:
            here, other = desks[second].inspection, desks[not second].inspection
            if what == "merge":
                here.merge(list(other.journal.all()), "package")
            else:
                desks[second].do(what, needs)
            assert not checking._projections(here), (what, needs)
        for desk in desks:
            found = state(desk.inspection)
            assert checking.check(desk.inspection) == []
            checking.rebuild(desk.inspection)
            assert state(desk.inspection) == found
        laptops.close()


@pytest.fixture
def one(laptops: Laptops) -> Inspection:
    made = laptops.new()
    with made.edit("p", "Took in") as edit:
        edit.set("case", "N1", "fact.sample_kind", "reading")
        edit.set("answer", "N1/1", "value", "yes")
        edit.set("answer", "N1/1.a", "value", "no")
        edit.set("answer", "N1/4", "value", "many words of evidence")
    return made


def numbers(inspection: Inspection) -> tuple[str, int, int]:
    row = queries.case(inspection, "N1")
    return row.form, row.answered, row.applicable


def put(inspection: Inspection, entity: str, entity_id: str, field: str, value: object) -> None:
    with inspection.edit("p", "Wrote") as edit:
        edit.set(entity, entity_id, field, value)


def test_answers_that_steer_change_what_applies(one: Inspection) -> None:
    assert numbers(one) == ("reading", 3, 4)
    put(one, "answer", "N1/1", "value", "no")
    assert numbers(one) == ("reading", 2, 3)
    put(one, "answer", "N1/2", "value", "no")
    assert numbers(one) == ("reading", 3, 4)
    put(one, "answer", "N1/1", "value", "yes")
    assert numbers(one) == ("reading", 4, 5)


def test_facts_that_change_the_form_keep_the_answers(one: Inspection) -> None:
    put(one, "case", "N1", "fact.sample_kind", "short")
    assert numbers(one) == ("short", 2, 3)
    put(one, "case", "N1", "fact.sample_kind", "no such kind")
    assert not one.store.rows("SELECT * FROM reading")
    assert queries.answers(one, "N1")[loader.load(SMALL).questions["4"].id].value  # type: ignore[index]
    put(one, "case", "N1", "fact.sample_kind", "reading")
    assert numbers(one) == ("reading", 3, 4)
    assert checking.check(one) == []


def test_another_edition_counts_every_case_anew(one: Inspection) -> None:
    put(one, "case", "N2", "fact.sample_kind", "reading")
    put(one, "inspection", "inspection", "edition", "second")
    assert one.programme.edition.id == "second"
    assert numbers(one) == ("reading", 2, 3)
    assert checking.check(one) == []


def test_a_corrected_programme_counts_every_case_anew_also_when_it_is_merged(
    one: Inspection, laptops: Laptops
) -> None:
    two = laptops.new()
    two.merge(list(one.journal.all()), "package")
    worker = two.again()
    assert worker.programme.source == SMALL
    corrected = SMALL.replace('applies = { missed = ["yes"] }', 'applies = { missed = ["no"] }')
    put(one, "programme", "small", "source", corrected)
    assert numbers(one) == ("reading", 2, 3)
    two.merge(list(one.journal.all()), "package")
    assert numbers(two) == ("reading", 2, 3)
    assert worker.programme.source == corrected
    worker.close()
    assert checking.check(two) == []


def test_a_correction_taken_back_is_forgotten(one: Inspection) -> None:
    with pytest.raises(ZeroDivisionError), one.store.transaction():
        put(one, "inspection", "inspection", "edition", "second")
        raise ZeroDivisionError
    assert one.programme.edition.id == "first"
    assert numbers(one) == ("reading", 3, 4)


def test_notes_are_found_as_they_are_now(one: Inspection) -> None:
    put(one, "answer", "N1/2", "note", "The contact stopped in Llanŵrda")
    assert [hit[1] for hit in queries.search_notes(one, "llanwrda contact")] == ["2"]
    assert [hit[1] for hit in queries.search_notes(one, "evidence")] == ["4"]
    put(one, "answer", "N1/2", "note", "Nothing else")
    assert not queries.search_notes(one, "llanwrda")
    put(one, "answer", "N1/2", "note", None)
    assert not queries.search_notes(one, "nothing")
    for odd in ('"', "*", "NEAR(", 'a" OR "b', "", "( AND"):
        queries.search_notes(one, odd)


def test_a_withdrawn_case_stays_and_comes_back(one: Inspection) -> None:
    put(one, "case", "N1", "withdrawn", True)
    assert queries.case(one, "N1").status == "withdrawn"
    assert not queries.cases(one, withdrawn=False)
    put(one, "case", "N1", "withdrawn", None)
    assert queries.case(one, "N1").status == "reading"


def test_a_complete_case_that_opens_again_is_flagged(one: Inspection) -> None:
    put(one, "answer", "N1/2", "value", "yes")
    put(one, "case", "N1", "complete", True)
    assert not queries.case(one, "N1").flagged
    put(one, "answer", "N1/2", "value", "no")
    assert queries.case(one, "N1").flagged
