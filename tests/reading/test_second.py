"""Second readings: blind until complete, apart from the first reading, and agreed on question by question."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import audit, checking, queries, seconds
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.programme.model import QuestionId
from fieldwork.reading import second_deal, second_draw, second_outcomes
from fieldwork.reading.blind import blind_refs
from fieldwork.reading.second import SecondReader
from fieldwork.reading.service import NotComplete, Reader
from tests.inspection.laptops import Laptops, state
from tests.reading.read_twice import ANN, BO, CAZ, LEAD, NO, YES, first_reading, second_reading, set_up

Q1, Q2 = QuestionId("1"), QuestionId("2")


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    made.close()


@pytest.fixture
def inspection(laptops: Laptops) -> Inspection:
    made = laptops.new()
    set_up(made)
    first_reading(made, "A1", ANN, YES)
    return made


def kinds(inspection: Inspection, ref: str) -> dict[str, str]:
    return {str(row.question.id): row.kind for row in second_outcomes.compared(inspection, ref)}


# -- blind ---------------------------------------------------------------------------------------------


def test_a_second_reader_sees_the_case_and_nothing_of_its_first_reading(inspection: Inspection) -> None:
    Reader(inspection, ANN).reopen("A1", "To add a note.")
    Reader(inspection, ANN).note("A1", Q2, "Ann's evidence")
    Reader(inspection, ANN).complete("A1")
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    reading = SecondReader(inspection, CAZ).open("A1")
    assert reading.status is Status.SELECTED and reading.given["sample_kind"] == "reading"
    assert all(s.answer.value is None and not s.answer.note for s in reading.questions)
    assert "Ann" not in repr(reading) and reading.facts.get("missed") is None
    # 1.a applies in the first reading, because 1 was answered yes there: here it does not show.
    assert QuestionId("1.a") not in {s.question.id for s in reading.questions}


def test_the_first_reading_stays_hidden_until_the_second_is_complete(inspection: Inspection) -> None:
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    reader, second = Reader(inspection, CAZ), SecondReader(inspection, CAZ)
    assert blind_refs(inspection, CAZ) == {"A1"} and not blind_refs(inspection, ANN)
    with pytest.raises(Refused, match="without seeing the first reading"):
        reader.open("A1")
    for name in ("A1", second.mine()[0].id):
        with pytest.raises(Refused, match="is not complete"):
            second_outcomes.compared(inspection, name, LEAD)
    for question, value in NO.items():
        second.answer("A1", QuestionId(question), value)
        assert blind_refs(inspection, CAZ)
    second.complete("A1")
    assert reader.open("A1").answered == 4
    assert kinds(inspection, "A1") == {
        "1": "differs", "1.a": "first_only", "2": "differs", "3": "second_only", "4": "words",
    }  # fmt: skip


def test_others_do_not_see_it_before_it_is_complete_and_never_write_it(inspection: Inspection) -> None:
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    SecondReader(inspection, CAZ).answer("A1", Q1, "no")
    with pytest.raises(Refused, match="somebody else's"):
        SecondReader(inspection, LEAD).open("A1")
    with pytest.raises(Refused, match="somebody else's"):
        SecondReader(inspection, LEAD).answer("A1", Q1, "no")
    (standing,) = second_outcomes.standings(inspection)
    assert (standing.answered, standing.applicable, standing.differing) == (1, 3, None)


def test_somebody_who_reads_the_case_a_third_time_is_blind_to_both(inspection: Inspection) -> None:
    second_reading(inspection, "A1", CAZ, NO)
    second_deal.assign(inspection, LEAD, {"A1": BO})
    with pytest.raises(Refused, match="without seeing"):
        second_outcomes.compared(inspection, "A1", BO)
    assert second_outcomes.standings(inspection, viewer=BO)[0].differing is None
    assert second_outcomes.standings(inspection, viewer=LEAD)[0].differing == 4


# -- apart -----------------------------------------------------------------------------------------------


def test_a_second_reading_touches_nothing_of_the_first(inspection: Inspection) -> None:
    tables = "SELECT * FROM reading", "SELECT * FROM answer", "SELECT case_ref, text FROM note"
    before = [inspection.store.rows(table) for table in tables]
    second_reading(inspection, "A1", CAZ, NO)
    SecondReader(inspection, CAZ).mine()
    assert [inspection.store.rows(table) for table in tables] == before
    assert checking.check(inspection) == []


def test_it_completes_when_all_that_its_own_answers_ask_is_answered(inspection: Inspection) -> None:
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    second = SecondReader(inspection, CAZ)
    second.answer("A1", Q1, "yes")
    with pytest.raises(NotComplete) as caught:
        second.complete("A1")
    assert caught.value.to_do == ("1.a", "2", "4")
    second.draft("A1", QuestionId("4"), "value", "Typed and not left yet")
    second.answer("A1", QuestionId("1.a"), "no")
    second.answer("A1", Q2, "yes")
    second.complete("A1")
    assert second.open("A1").questions[-1].answer.value == "Typed and not left yet"
    with pytest.raises(Refused, match="stays as it was read apart"):
        second.answer("A1", Q1, "no")
    with pytest.raises(Refused, match="is complete"):
        second_deal.cancel(inspection, LEAD, "A1", "Too late")


def test_what_is_compared_is_the_first_reading_as_it_was_drawn(inspection: Inspection) -> None:
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    reader = Reader(inspection, ANN)
    reader.reopen("A1", "I have thought again.")
    reader.answer("A1", Q2, "no")
    second = SecondReader(inspection, CAZ)
    for question, value in YES.items():
        second.answer("A1", QuestionId(question), value)
    second.complete("A1")
    assert kinds(inspection, "A1")["2"] == "same"


def test_second_readings_travel_and_merge_like_all_else(laptops: Laptops, inspection: Inspection) -> None:
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    other = laptops.new()
    other.merge(list(inspection.journal.all()), "package")
    second = SecondReader(other, CAZ)
    for question, value in NO.items():
        second.answer("A1", QuestionId(question), value)
    second.complete("A1")
    inspection.merge(list(other.journal.all()), "package")
    assert kinds(inspection, "A1") == kinds(other, "A1")
    second_outcomes.agree(inspection, LEAD, "A1", Q1, "first", "Ann heard it herself.")
    second_outcomes.agree(other, CAZ, "A1", Q1, "second", "The log says so.")
    for to, of in ((inspection, other), (other, inspection)):
        to.merge(list(of.journal.all()), "package")
    assert state(inspection) == state(other)
    row = next(r for r in second_outcomes.compared(inspection, "A1") if r.question.id == "1")
    assert row.open and row.outcome is not None and row.outcome.conflict
    (conflict,) = audit.conflicts(inspection)
    leads = next(side for side in conflict.sides if side.author == LEAD)
    audit.settle(inspection, LEAD, conflict.id, leads.id)
    row = next(r for r in second_outcomes.compared(inspection, "A1") if r.question.id == "1")
    assert not row.open and row.outcome is not None and row.outcome.stands == "first"


def test_a_laptop_that_lacks_the_first_reading_says_so(laptops: Laptops, inspection: Inspection) -> None:
    second_reading(inspection, "A1", CAZ, NO)
    elsewhere = laptops.new()
    elsewhere.merge([c for c in inspection.journal.all() if c.entity != "answer"], "package")
    with pytest.raises(Refused, match="has not all reached this laptop"):
        second_outcomes.compared(elsewhere, "A1")
    (standing,) = second_outcomes.standings(elsewhere)
    assert standing.answered == 4 and standing.differing is None
    bare = laptops.new()
    bare.merge([c for c in inspection.journal.all() if c.entity.startswith("second")], "package")
    assert second_outcomes.standings(bare)[0].applicable == 0


# -- agreeing ----------------------------------------------------------------------------------------------


def test_each_difference_is_agreed_on_with_a_reason_and_may_be_again(inspection: Inspection) -> None:
    second_reading(inspection, "A1", CAZ, NO)
    with pytest.raises(Refused, match="needs a reason"):
        second_outcomes.agree(inspection, LEAD, "A1", Q1, "second", " ")
    with pytest.raises(Refused, match="needs the answer"):
        second_outcomes.agree(inspection, LEAD, "A1", Q1, "other", "Neither.", "perhaps")
    with pytest.raises(Refused, match="asked in neither"):
        second_outcomes.agree(inspection, LEAD, "A1", QuestionId("5"), "first", "It stands.")
    second_outcomes.agree(inspection, LEAD, "A1", Q1, "first", "It stands.")
    second_outcomes.agree(inspection, LEAD, "A1", Q1, "second", "The log says so.")
    rows = {row.question.id: row for row in second_outcomes.compared(inspection, "A1")}
    outcome = rows[Q1].outcome
    assert outcome is not None
    assert (outcome.stands, outcome.value, outcome.by) == ("second", "no", LEAD)
    assert [q for q, row in rows.items() if row.open] == ["1.a", "2", "3"]
    assert second_outcomes.standings(inspection)[0].to_agree == 3


def test_the_case_is_opened_again_and_changed_and_its_history_says_why(inspection: Inspection) -> None:
    second_reading(inspection, "A1", CAZ, NO)
    with pytest.raises(Refused, match="Nothing in A1 is to be changed"):
        second_outcomes.change_case(inspection, LEAD, "A1")
    second_outcomes.agree(inspection, LEAD, "A1", Q1, "first", "Ann heard it herself.")
    second_outcomes.agree(inspection, LEAD, "A1", Q2, "second", "Two months without contact.")
    assert [row.question.id for row in second_outcomes.to_change(inspection, "A1")] == ["2"]
    second_outcomes.change_case(inspection, LEAD, "A1")
    reading = Reader(inspection, ANN).open("A1")
    assert (reading.status, reading.to_do) == (Status.READING, ("3",))
    assert queries.answers(inspection, "A1")[Q2].value == "no"
    reasons = [line.change.value for line in audit.history(inspection, "case", "A1")]
    assert "After a second reading: 2 No, read first as Yes (Two months without contact.)." in reasons
    assert checking.check(inspection) == []
    # What was read apart stays what it was.
    assert kinds(inspection, "A1")["2"] == "differs"


def test_answers_agreed_on_in_two_ways_change_nothing(laptops: Laptops, inspection: Inspection) -> None:
    second_reading(inspection, "A1", CAZ, NO)
    other = laptops.new()
    other.merge(list(inspection.journal.all()), "package")
    second_outcomes.agree(inspection, LEAD, "A1", Q2, "second", "So it is.")
    second_outcomes.agree(other, CAZ, "A1", Q2, "other", "Neither, then.", "no")
    inspection.merge(list(other.journal.all()), "package")
    with pytest.raises(Refused, match="was not changed"):
        second_outcomes.change_case(inspection, LEAD, "A1")
    assert queries.status(inspection, "A1") is Status.COMPLETE


# -- drawing -----------------------------------------------------------------------------------------------


def completed(inspection: Inspection, ann: int, bo: int, short: int = 0) -> None:
    for person, number in ((ANN, ann), (BO, bo)):
        for n in range(number):
            first_reading(inspection, f"{person}{n:02}", person, YES)
    for n in range(short):
        first_reading(inspection, f"short{n:02}", ANN, {"1": "no", "5": "yes"}, "short")


def test_a_draw_is_spread_over_readers_and_forms_and_repeats_itself(laptops: Laptops) -> None:
    inspection = laptops.new()
    set_up(inspection)
    completed(inspection, ann=20, bo=10, short=10)
    drawn = second_draw.draw(inspection, 0.2, seed=7)
    assert {(s.reader, s.form): len(s.drawn) for s in drawn.strata} == {
        (ANN, "reading"): 4, (ANN, "short"): 2, (BO, "reading"): 2,
    }  # fmt: skip
    assert second_draw.draw(inspection, 0.2, seed=7) == drawn
    others = {second_draw.draw(inspection, 0.2, seed=seed).refs for seed in range(5)}
    assert len(others) == 5
    assert second_draw.draw(inspection, 0.2).seed != second_draw.draw(inspection, 0.2).seed


def test_a_share_of_few_cases_still_sees_each_reader(laptops: Laptops) -> None:
    inspection = laptops.new()
    set_up(inspection)
    completed(inspection, ann=9, bo=1)
    assert len(second_draw.draw(inspection, 0.1, seed=1, least=0).refs) == 1
    drawn = second_draw.draw(inspection, 0.1, seed=1)
    assert {s.reader for s in drawn.strata if s.drawn} == {ANN, BO}
    assert len(second_draw.draw(inspection, 1, seed=1).refs) == 10
    assert len(second_draw.draw(inspection, 0.1, least=50).refs) == 10
    for share in (0, 1.01, -1):
        with pytest.raises(Refused, match="at most 100"):
            second_draw.draw(inspection, share)


def test_drawing_again_later_adds_to_what_was_drawn(laptops: Laptops) -> None:
    inspection = laptops.new()
    set_up(inspection)
    completed(inspection, ann=10, bo=0)
    first = second_draw.draw(inspection, 0.3, seed=3)
    plan = second_deal.deal(inspection, first.refs)
    second_deal.assign(inspection, LEAD, plan, first)
    assert second_draw.draw(inspection, 0.3, seed=3).refs == ()
    completed(inspection, ann=0, bo=10)
    later = second_draw.draw(inspection, 0.3, seed=3)
    assert [(s.reader, s.complete, s.before, len(s.drawn)) for s in later.strata] == [
        (ANN, 10, 3, 0),
        (BO, 10, 0, 3),
    ]
    (kept,) = inspection.records("second_draw").values()
    assert kept["drawn"] == {"share": 0.3, "least": 1, "seed": 3, "complete": 10}


def test_nobody_reads_their_own_case_again(laptops: Laptops) -> None:
    inspection = laptops.new()
    set_up(inspection)
    completed(inspection, ann=3, bo=3)
    refs = second_draw.draw(inspection, 1, seed=1).refs
    plan = second_deal.deal(inspection, refs, [ANN, BO])
    assert plan == {ref: BO if ref.startswith("ann") else ANN for ref in refs}
    with pytest.raises(Refused) as caught:
        second_deal.deal(inspection, refs, [ANN])
    assert len(caught.value.problems) == 3
    # Whoever answered in it read it, whosever case it is now.
    with inspection.edit(LEAD, "Allocated") as edit:
        edit.set("case", "ann00", "inspector", BO)
    for person in (ANN, BO):
        with pytest.raises(Refused, match="cannot be read a second time"):
            second_deal.assign(inspection, LEAD, {"ann00": person})
    second_deal.assign(inspection, LEAD, {"ann00": CAZ})
    with pytest.raises(Refused, match="cannot be assigned so"):
        second_deal.assign(inspection, LEAD, {"ann00": CAZ})


def test_cases_are_dealt_evenly_to_quality_readers_where_there_are_any(laptops: Laptops) -> None:
    inspection = laptops.new()
    set_up(inspection)
    completed(inspection, ann=6, bo=6)
    refs = second_draw.draw(inspection, 1, seed=1).refs
    assert set(second_deal.deal(inspection, refs).values()) == {CAZ}
    plan = second_deal.deal(inspection, refs, [ANN, BO, CAZ])
    assert sorted(list(plan.values()).count(person) for person in (ANN, BO, CAZ)) == [4, 4, 4]
    unread = "ann99"
    with inspection.edit(LEAD, "Took in") as edit:
        edit.set("case", unread, "fact.sample_kind", "reading")
    with pytest.raises(Refused) as caught:
        second_deal.deal(inspection, [unread, "nowhere"])
    assert [p.problem for p in caught.value.problems] == [
        "there is no such case",
        "its first reading is not complete",
    ]


def test_a_cancelled_second_reading_frees_the_case(inspection: Inspection) -> None:
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    with pytest.raises(Refused, match="needs a reason"):
        second_deal.cancel(inspection, LEAD, "A1", "")
    second_deal.cancel(inspection, LEAD, "A1", "Caz is ill.")
    assert not blind_refs(inspection, CAZ) and not SecondReader(inspection, CAZ).mine()
    with pytest.raises(Refused, match="was cancelled"):
        SecondReader(inspection, CAZ).answer("A1", Q1, "yes")
    assert second_draw.draw(inspection, 1).refs == ("A1",)
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    SecondReader(inspection, CAZ).answer("A1", Q1, "yes")
    assert len(seconds.second_readings(inspection)) == 2
