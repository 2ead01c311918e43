"""Live findings are at any moment what a recount of everything would say."""

import random
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.findings import bases, comparators, decisions, results
from fieldwork.findings.live import Live
from fieldwork.findings.queries import Selection
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.undo import redo, undo
from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from tests.findings.files import LEAD, PASSPHRASE
from tests.findings.test_counts import fill, random_case

ADULT = library.load("adult")
CASES = 16
SELECTIONS = [
    Selection(),
    Selection("gender", unfinished=True),
    Selection("requirements", (("rosh_judged", ("medium", "high")),)),
    Selection("inspector", (("office", ("Newcastle",)),), unfinished=True),
]
QUESTIONS = [q for q in ADULT.questions.values() if q.answers and q.answers.kind == "choice"]
TABLE = "ref,yes,of\n2.1.1,700,1000\n2.2.3,46,100\n"


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    folder = tmp_path_factory.mktemp("live")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        with Inspection.create(
            folder / "made.fieldwork",
            PASSPHRASE,
            programme=ADULT,
            title="Random 2019",
            provider="Random",
            starts=date(2019, 9, 16),
            ends=date(2019, 9, 27),
        ) as made:
            chance = random.Random(7)
            fill(made, [random_case(chance, number, False) for number in range(CASES)])
            with made.edit(LEAD, "The organisation") as edit:
                edit.set("record", "organisation", "form", "organisation")
            comparators.take_in(made, LEAD, "Others", TABLE)
            bases.record_population(made, LEAD, {"supervision": 40, "unpaid_work": 9})
            yield made


Write = Callable[[Inspection], Written]


def setting(entity: str, entity_id: str, field: str, value: object) -> Write:
    def write(inspection: Inspection) -> Written:
        with inspection.edit(LEAD, "A random change") as edit:
            edit.set(entity, entity_id, field, value)
        return edit.written

    return write


def small(cases: int) -> Write:
    def write(inspection: Inspection) -> Written:
        bases.record_small_base(inspection, LEAD, cases)
        return Written(frozenset({Register("inspection", "inspection", "small_base")}))

    return write


def rating(standard: str, band: str) -> Write:
    def write(inspection: Inspection) -> Written:
        decisions.rate(inspection, LEAD, standard, band, "All the evidence together.")
        return Written(frozenset({Register("rating", standard, "rated")}))

    return write


def taken_back(inspection: Inspection) -> Written:
    undone = undo(inspection, LEAD)
    registers = undone.written.registers if undone else frozenset()
    if "Others" not in comparators.comparators(inspection):  # every example compares with it
        redone = redo(inspection, LEAD)
        assert redone
        registers |= redone.written.registers
    return Written(registers)


refs = st.integers(0, CASES - 1).map(lambda n: f"A{n:06}")
answers = st.sampled_from(QUESTIONS).flatmap(
    lambda q: st.tuples(st.just(q.id), st.sampled_from([None, *(o.value for o in q.answers.options)]))  # type: ignore[union-attr]
)
writes = st.one_of(
    st.builds(lambda ref, one: setting("answer", answer_id(ref, one[0]), "value", one[1]), refs, answers),
    st.builds(
        lambda one: setting("answer", answer_id("organisation", one[0]), "value", one[1]),
        st.tuples(st.sampled_from(["1.1", "1.2"]), st.sampled_from(["good", "inadequate", None])),
    ),
    st.builds(lambda ref, yes: setting("case", ref, "complete", yes), refs, st.sampled_from([True, None])),
    st.builds(lambda ref, yes: setting("case", ref, "withdrawn", yes), refs, st.sampled_from([True, None])),
    st.builds(
        lambda ref, g: setting("case", ref, "fact.gender", g),
        refs,
        st.sampled_from(["female", "other", None]),
    ),
    st.builds(
        lambda ref, k: setting("case", ref, "fact.sample_kind", k),
        refs,
        st.sampled_from(["supervision", "unpaid_work"]),
    ),
    st.builds(
        lambda ref, who: setting("case", ref, "inspector", who), refs, st.sampled_from([LEAD, "else", None])
    ),
    st.builds(setting, st.just("record"), st.just("organisation"), st.just("complete"), st.booleans()),
    st.builds(rating, st.sampled_from(["1.1", "1.3"]), st.sampled_from(["good", "outstanding"])),
    st.builds(small, st.sampled_from([0, 10, 30])),
    st.just(setting("person", LEAD, "name", "Carys Lead")),
    st.just(setting("concern", "c1", "seen", "Nothing to do with figures.")),
    st.just(taken_back),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(writes, min_size=1, max_size=6), selection=st.sampled_from(SELECTIONS))
def test_live_findings_are_those_of_a_recount(
    inspection: Inspection, made: list[Write], selection: Selection
) -> None:
    against = comparators.comparators(inspection)["Others"]
    live = Live(inspection, selection, against)
    assert live.findings == results.findings(inspection, selection, against)
    for write in made:
        before = live.findings
        changed = live.update(write(inspection).registers)
        assert live.findings == results.findings(inspection, selection, against)
        for question, count in live.findings.counts.questions.items():
            assert question in changed or count == before.counts.questions[question]


def test_what_changed_is_named(inspection: Inspection) -> None:
    live = Live(inspection, Selection(unfinished=True))
    answer = answer_id(_supervision(inspection), "2.1.2.b")
    write = setting("answer", answer, "value", "yes")
    live.update(setting("answer", answer, "value", "no")(inspection).registers)
    before = live.findings.counts.questions[QuestionId("2.1.2.b")]
    assert live.update(write(inspection).registers) == {"2.1.2.b"}
    after = live.findings.counts.questions[QuestionId("2.1.2.b")]
    assert before.yes is not None and after.yes == before.yes + 1 and after.of == before.of
    assert live.update(write(inspection).registers) == frozenset()


def test_news_without_a_name_is_counted_anew(inspection: Inspection) -> None:
    answer = answer_id(_supervision(inspection), "2.1.1.a")
    setting("answer", answer, "value", "no")(inspection)
    live = Live(inspection, Selection(unfinished=True))
    setting("answer", answer, "value", "yes")(inspection)
    assert live.findings != results.findings(inspection, Selection(unfinished=True))
    live.update({Register("answer", "", "")})
    assert live.findings == results.findings(inspection, Selection(unfinished=True))


def _supervision(inspection: Inspection) -> str:
    rows = queries.cases(inspection, withdrawn=False)
    return next(row.ref for row in rows if row.form == "supervision")
