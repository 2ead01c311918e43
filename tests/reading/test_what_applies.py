"""What a case is asked, against an independent reading of the question bank."""

import itertools
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from fieldwork.reading.table import take_in
from tests.reading.files import make
from tests.reading.rows import ASKED_AT, ROWS, asking, expected, options

_LEVELS = ("low", "medium", "high", "very_high")
_REQUIREMENTS = ("rar", "programme", "unpaid_work", "curfew")
_YES_NO = st.sampled_from(("yes", "no"))

#: What an office's list may say, each column present or not.
CASES = st.fixed_dictionaries(
    {"sample_kind": st.sampled_from(("supervision", "supervision", "unpaid_work", "through_the_gate"))},
    optional={
        "rosh": st.sampled_from(_LEVELS),
        "rosh_judged": st.sampled_from(_LEVELS),
        "sentence_type": st.sampled_from(
            ("community_order", "suspended_sentence_order", "licence", "post_sentence_supervision")
        ),
        "post_custody": _YES_NO,
        "requirements": st.lists(st.sampled_from(_REQUIREMENTS), min_size=1, unique=True).map(tuple),
        "upw_only": _YES_NO,
        "domestic_abuse": st.sampled_from(("yes", "no", "no_clear_record")),
        "child_safeguarding": st.sampled_from(("yes", "no", "no_clear_record")),
        "review_needed": _YES_NO,
    },
)
_SETTING = sorted(ASKED_AT.values())
_numbers = itertools.count(100_000)


@pytest.fixture(scope="module", params=["second-round", "first-round"])
def round_file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Inspection]:
    """An inspection of each round, open for all tests of this module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("round") / "made.fieldwork"
        with make(path, library.load("adult", request.param)) as made:
            yield made


def put(inspection: Inspection, ref: str, facts: Mapping[str, object]) -> None:
    """A case with these facts, as the office's list would bring them."""
    with inspection.edit("", "Took in a list") as edit:
        for fact, value in {"reference": ref, **facts}.items():
            edit.set("case", ref, f"fact.{fact}", list(value) if isinstance(value, tuple) else value)


@st.composite
def readings(draw: st.DrawFn, edition: str) -> tuple[Mapping[str, object], dict[str, str]]:
    """A case and answers to some questions, above all to those that route others."""
    chosen = set(draw(st.lists(st.sampled_from(asking(edition)), max_size=25)))
    chosen |= set(draw(st.lists(st.sampled_from(_SETTING), max_size=len(_SETTING))))
    answers = {
        ref: draw(st.sampled_from(options(ref))) if options(ref) else "In words."
        for ref in sorted(chosen & set(asking(edition)))
    }
    return draw(CASES), answers


def rows_of(ref: str, answers: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"case": ref, "question": q, "answer": value, "note": ""} for q, value in answers.items()]


def judged_alike(
    inspection: Inspection, ref: str, case: Mapping[str, object], answers: dict[str, str]
) -> None:
    """Holds a reading to the rows: what is asked, done, open and hidden."""
    wanted = expected(case, answers, inspection.programme.edition.id)  # type: ignore[arg-type]
    reading = Reader(inspection).open(ref)
    refs = {q.id: q.ref for q in inspection.programme.questions.values()}
    asked = [state.question.ref for state in reading.questions if state.question.asks]
    assert asked == [r for r in (q.ref for q in inspection.programme.questions.values()) if r in wanted]
    assert {refs[q] for q in reading.to_do} == wanted - set(answers)
    assert {state.question.ref for state in reading.hidden} == set(answers) - wanted
    assert (reading.applicable, reading.answered) == (len(wanted), len(wanted & set(answers)))
    row = queries.case(inspection, ref)
    assert (row.applicable, row.answered) == (len(wanted), len(wanted & set(answers)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_questions_counts_and_hidden_answers_are_those_of_the_rows(
    round_file: Inspection, data: st.DataObject
) -> None:
    ref = f"H{next(_numbers)}"
    case, answers = data.draw(readings(round_file.programme.edition.id))
    put(round_file, ref, case)
    done = take_in(round_file, "", rows_of(ref, answers))
    wanted = expected(case, answers, round_file.programme.edition.id)  # type: ignore[arg-type]
    assert (done.problems, done.written, done.hidden) == ([], len(answers), len(set(answers) - wanted))
    judged_alike(round_file, ref, case, answers)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_answers_changed_one_by_one_hide_and_bring_back_the_same_questions(
    round_file: Inspection, data: st.DataObject
) -> None:
    ref = f"S{next(_numbers)}"
    case, answers = data.draw(readings(round_file.programme.edition.id))
    put(round_file, ref, case)
    take_in(round_file, "", rows_of(ref, answers))
    reader = Reader(round_file)
    for _ in range(data.draw(st.integers(1, 4))):
        question = data.draw(st.sampled_from(_SETTING))
        value = data.draw(st.sampled_from([None, *options(question)]))
        reader.answer(ref, QuestionId(question), value)
        answers = (
            {**answers, question: value} if value else {q: v for q, v in answers.items() if q != question}
        )
        judged_alike(round_file, ref, case, answers)


def test_every_condition_of_the_bank_is_met_and_missed_by_some_case(round_file: Inspection) -> None:
    """The judge itself sees every conditional row both asked and left out, so agreement means something."""
    edition = round_file.programme.edition.id
    conditional = [r for r in asking(edition) if ROWS[r]["applies_when"]]
    everything = {
        ref: "yes" if "yes" in options(ref) else (options(ref) or ["x"])[-1] for ref in asking(edition)
    }
    most = {"rosh": "high", "sentence_type": "licence", "requirements": ("unpaid_work", "rar")}
    kinds = ("supervision", "unpaid_work", "through_the_gate")
    met = set().union(*(expected({"sample_kind": k, **most}, everything, edition) for k in kinds))
    least = set().union(
        *(expected({"sample_kind": k, "rosh": "low"}, {"0.1.1": "agree"}, edition) for k in kinds)
    )
    assert set(conditional) <= met
    assert not set(conditional) & least
