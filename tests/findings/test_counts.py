"""Counting readings in a real file: a second, naive count agrees, and merging in any order gives the same."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldwork.cli.main import fieldwork
from fieldwork.errors import Refused
from fieldwork.findings import bases, comparators, counts, decisions, queries, results
from fieldwork.findings.comparison import with_inspection
from fieldwork.findings.proportions import wilson
from fieldwork.findings.queries import Selection
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import CaseRef
from fieldwork.programme import library
from fieldwork.programme.model import QuestionId, Value
from fieldwork.programme.routing import form_of, route
from tests.findings.files import LEAD, PASSPHRASE, run

ADULT = library.load("adult")
STATUSES = ("complete", "complete", "reading", "withdrawn")
Case = tuple[dict[str, Value], dict[QuestionId, Value], str]


def random_case(chance: random.Random, number: int, alike: bool) -> Case:
    """A case with random facts, answers and status; some answers are missing, some do not apply.

    Where cases are alike most are completed readings of one form by men, which are counted another way.
    """
    usual = alike and chance.random() < 0.8
    facts: dict[str, Value] = {
        "reference": f"A{number:06}",
        "sample_kind": "supervision"
        if usual
        else chance.choice(("supervision", "unpaid_work", "through_the_gate")),
        "gender": "male" if usual else chance.choice(("male", "female")),
        "rosh": chance.choice(("low", "medium", "high")),
        "sentence_type": chance.choice(("community_order", "licence")),
        "office": chance.choice(("Newcastle", "Gateshead")),
        "requirements": tuple(chance.sample(("rar", "programme", "unpaid_work", "curfew"), 2)),
    }
    if chance.random() < 0.9:
        facts["age"] = chance.randint(18, 60)
    form = form_of(ADULT, facts)
    assert form is not None
    answers: dict[QuestionId, Value] = {}
    for question in ADULT.form_questions(form.id):
        if question.answers and question.answers.kind == "choice" and chance.random() < 0.93:
            answers[question.id] = chance.choice(question.answers.options).value
    return facts, answers, "complete" if usual else chance.choice(STATUSES)


@pytest.fixture(scope="module", params=[False, True], ids=["mixed", "alike"])
def cases(request: pytest.FixtureRequest) -> list[Case]:
    chance = random.Random(6)
    return [random_case(chance, number, request.param) for number in range(60)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, cases: list[Case]) -> Path:
    folder = tmp_path_factory.mktemp("counts")
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
            fill(made, cases)
    return folder / "made.fieldwork"


def fill(inspection: Inspection, cases: list[Case]) -> None:
    for facts, answers, status in cases:
        ref = str(facts["reference"])
        with inspection.edit(LEAD, "A random case") as edit:
            for fact, value in facts.items():
                edit.set("case", ref, f"fact.{fact}", list(value) if isinstance(value, tuple) else value)
            for question, answer in answers.items():
                edit.set("answer", answer_id(ref, question), "value", answer)
            if status != "reading":
                edit.set("case", ref, "complete" if status == "complete" else "withdrawn", True)


@pytest.fixture
def inspection(path: Path) -> Iterator[Inspection]:
    with Inspection.open(path, PASSPHRASE, writing=False) as opened:
        yield opened


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Iterator[Inspection]:
    """A copy to write in."""
    with Inspection.open(shutil.copy(path, tmp_path / "copy.fieldwork"), PASSPHRASE) as opened:
        yield opened


def marks(by: str, facts: Mapping[str, Value]) -> set[str | None]:
    """The groups that a case is in, worked out apart from the program."""
    if by == "age_group":
        age = facts.get("age")
        return {None if age is None else "under_25" if int(str(age)) < 25 else "25_and_over"}
    if by == "form":
        return {str(facts["sample_kind"])}
    value = facts.get(by)
    if isinstance(value, tuple):
        return set(value)
    return {None if value is None else str(value)}


def naive(cases: list[Case], selection: Selection) -> dict[str | None, dict[str, tuple[int | None, int]]]:
    """Yes and of by group and question, case by case through the routing."""
    found: dict[str | None, dict[str, Counter[str]]] = {}
    for given, answers, status in cases:
        if status == "withdrawn" or (status != "complete" and not selection.unfinished):
            continue
        form = form_of(ADULT, given)
        assert form is not None
        routing = route(ADULT, form.id, given, answers)
        if any(not marks(name, routing.facts) & set(wanted) for name, wanted in selection.where):
            continue
        for group in marks(selection.by, routing.facts) if selection.by else {""}:
            held = found.setdefault(group, {})
            for question in routing.asked:
                if question in answers and answers[question] != "na":
                    held.setdefault(question, Counter())[str(answers[question])] += 1
    return {
        group: {
            q: (
                sum(n for value, n in held.items() if value in ADULT.questions[QuestionId(q)].above_line)
                if counts.has_line(ADULT.questions[QuestionId(q)])
                else None,
                sum(held.values()),
            )
            for q, held in questions.items()
        }
        for group, questions in found.items()
    }


SELECTIONS = [
    Selection(),
    Selection(unfinished=True),
    Selection("gender"),
    Selection("age_group", unfinished=True),
    Selection("requirements"),
    Selection("rosh_judged"),
    Selection("office", (("gender", ("female",)),)),
    Selection("form", (("requirements", ("curfew", "rar")), ("rosh", ("medium",)))),
    Selection("", (("age_group", ("under_25",)),), unfinished=True),
    Selection("", (("office", ("Newcastle",)), ("form", ("supervision",)))),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_naive_count_finds_the_same(
    inspection: Inspection, cases: list[Case], selection: Selection
) -> None:
    expected = naive(cases, selection)
    found = {
        group.value: {str(q): (c.yes, c.of) for q, c in group.questions.items() if c.of}
        for group in counts.count(inspection, selection)
    }
    assert found == expected


def test_forms_apart_add_up_to_the_whole(inspection: Inspection) -> None:
    whole = counts.together(inspection)
    for question, one in whole.questions.items():
        apart = [rows[question] for rows in whole.forms.values() if question in rows]
        assert one.of == sum(c.of for c in apart)
        assert sum(one.choices.values()) == sum(sum(c.choices.values()) for c in apart)


def test_the_cases_behind_a_number_are_as_many(inspection: Inspection) -> None:
    chosen = Selection("", (("gender", ("male",)),))
    for question, one in counts.together(inspection, chosen).questions.items():
        above = queries.behind(inspection, chosen, question, one.question.above_line)
        assert one.yes is None or len(above) == one.yes
        assert len(queries.behind(inspection, chosen, question)) == sum(one.choices.values())


def test_an_answer_changes_the_figures_at_once(copy: Inspection, cases: list[Case]) -> None:
    place = next(
        n for n, (_, answers, status) in enumerate(cases) if status == "complete" and "0.1.5" in answers
    )
    ref, was = CaseRef(f"A{place:06}"), cases[place][1][QuestionId("0.1.5")]
    before = counts.together(copy).questions[QuestionId("0.1.5")]
    with copy.edit(LEAD, "Answered") as edit:
        edit.set("answer", answer_id(ref, "0.1.5"), "value", "no" if was == "yes" else "yes")
    after = counts.together(copy).questions[QuestionId("0.1.5")]
    assert before.yes is not None and after.yes is not None
    assert after.of == before.of and after.yes - before.yes == (-1 if was == "yes" else 1)


def test_merging_in_any_order_gives_the_same_findings(path: Path, tmp_path: Path) -> None:
    with Inspection.open(path, PASSPHRASE, writing=False) as source:
        changes = source.journal.where("1 = 1", ())
        setting_up = {c.id for c in changes if c.entity in ("inspection", "programme")}
        expected = counts.count(source, Selection("gender", unfinished=True))
        standards = decisions.standards(source, counts.together(source))
    rest = [c for c in changes if c.id not in setting_up]
    empty = tmp_path / "empty.fieldwork"
    with Inspection.open(shutil.copy(path, empty), PASSPHRASE) as made, made.store.transaction():
        for table in ("change", "head", "reading", "answer", "note"):
            made.store.execute(f"DELETE FROM {table}")
        made.journal.merge([c for c in changes if c.id in setting_up], "now")
    for seed in (1, 2):
        order = list(rest)
        random.Random(seed).shuffle(order)
        with Inspection.open(shutil.copy(empty, tmp_path / f"{seed}.fieldwork"), PASSPHRASE) as target:
            for start in range(0, len(order), 1500):
                target.merge(order[start : start + 1500], "now")
                target.merge(order[max(0, start - 50) : start], "again")
            assert counts.count(target, Selection("gender", unfinished=True)) == expected
            assert decisions.standards(target, counts.together(target)) == standards


# -- intervals and the population ---------------------------------------------------------------


def test_a_known_population_narrows_the_intervals(copy: Inspection) -> None:
    before = counts.together(copy).questions[QuestionId("2.1.1")]
    assert bases.record_population(copy, LEAD, {"supervision": 40}) == {"supervision": 40}
    after = counts.together(copy).questions[QuestionId("2.1.1")]
    wide, narrow = before.interval(0.95), after.interval(0.95)
    assert wide and narrow and wide.low < narrow.low <= narrow.high < wide.high
    # Asked in every form, and of two of them the population is not known.
    assert counts.together(copy).questions[QuestionId("0.1.5")].base.population is None


def test_a_groups_interval_allows_for_its_part_of_the_population(copy: Inspection) -> None:
    bases.record_population(copy, LEAD, {"supervision": 100})
    whole = counts.together(copy)
    for group in counts.count(copy, Selection("gender", (("form", ("supervision",)),))):
        one = group.questions[QuestionId("2.1.1")]
        assert one.yes is not None
        part = round(100 * one.of / whole.readings["supervision"])
        assert one.interval(0.95) == wilson(one.yes, one.of, 0.95, max(one.of, part))


def test_the_whole_population_leaves_nothing_to_chance(copy: Inspection) -> None:
    whole = counts.together(copy)
    bases.record_population(copy, LEAD, {"supervision": whole.readings["supervision"]})
    found = counts.together(copy).questions[QuestionId("2.3.3.b")]
    reach = found.interval(0.95)
    assert reach and found.yes is not None and reach.low == reach.high == found.yes / found.of


def test_a_population_of_no_case_form_is_refused(copy: Inspection) -> None:
    with pytest.raises(Refused) as refused:
        bases.record_population(copy, LEAD, {"organisation": 5, "supervision": 0})
    assert [p.place for p in refused.value.problems] == ["organisation", "supervision"]


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["family_name", "responsible_officer", "reference", "shoe_size", "pnc"])
def test_findings_are_not_divided_by_what_points_to_a_person(inspection: Inspection, name: str) -> None:
    with pytest.raises(Refused):
        counts.count(inspection, Selection(name))
    with pytest.raises(Refused):
        counts.count(inspection, Selection("", ((name, ("x",)),)))


def test_a_judged_standard_is_rated_and_a_counted_one_is_not(copy: Inspection) -> None:
    assert decisions.rate(copy, LEAD, "1.1", "Requires improvement", "Vacancies.").rating is not None
    assert copy.record("rating", "1.1") == {"rated": "requires_improvement", "rate_reason": "Vacancies."}
    for standard, rating, reason in (("2.1", "good", "x"), ("1.1", "splendid", "x"), ("1.2", "good", " ")):
        with pytest.raises(Refused):
            decisions.rate(copy, LEAD, standard, rating, reason)
    with pytest.raises(Refused):
        decisions.panel(copy, LEAD, "1.1", "good", "x")
    with pytest.raises(Refused):
        decisions.panel(copy, LEAD, "2.1.1", "good", "x")


@pytest.mark.parametrize("unfinished", [False, True])
@pytest.mark.parametrize("by", ["", "form"])
def test_the_tallies_that_are_kept_are_those_of_counting_anew(
    inspection: Inspection, by: str, unfinished: bool
) -> None:
    asked = [question.id for question in counts.counted_questions(ADULT)]
    selection = Selection(by, unfinished=unfinished)
    kept = queries.tallies(inspection, selection, asked)
    assert len(kept) > 100 and set(kept) == set(queries.counted_anew(inspection, selection, asked))


def test_what_lacks_is_named_until_all_is_rated(copy: Inspection) -> None:
    found = results.findings(copy)
    assert found.overall is not None and not found.overall.complete and found.overall.rating is None
    assert [words[:3] for words in found.overall.missing] == ["1.1", "1.2", "1.3", "1.4"]
    for standard in ("1.1", "1.2", "1.3", "1.4"):
        decisions.rate(copy, LEAD, standard, "good", "All the evidence together.")
    overall = results.findings(copy).overall
    assert overall is not None and overall.complete and overall.rating is not None


def test_a_programme_of_another_kind_does_not_compare(inspection: Inspection, tmp_path: Path) -> None:
    with Inspection.create(
        tmp_path / "other.fieldwork",
        PASSPHRASE,
        programme=library.load("iaow"),
        title="Other",
        provider="Other",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    ) as other:
        with pytest.raises(Refused):
            with_inspection(inspection.programme, other)
        assert results.findings(other).overall is None
        with pytest.raises(Refused):
            decisions.rate(other, LEAD, "1.1", "good", "x")


def test_every_wrong_row_of_a_comparator_is_named_and_nothing_is_taken_in(copy: Inspection) -> None:
    table = (
        "ref,percent,yes,of\n2.1.1,70,,\n9.9,1,,\n2.1.2,,5,4\n2.1.3,50,1,3\n2.1,4,,\n2.2.1,x,,\n2.1.1,70,,\n"
    )
    with pytest.raises(Refused) as refused:
        comparators.take_in(copy, LEAD, "Others", table)
    assert [p.place for p in refused.value.problems] == [f"row {n}" for n in (3, 4, 5, 6, 7, 8)]
    assert comparators.comparators(copy) == {}


def test_a_later_table_takes_the_place_of_an_earlier_one(copy: Inspection) -> None:
    comparators.take_in(copy, LEAD, "Others", "ref,yes,of\n2.1.1,700,1000\n2.1.2,1,2\n")
    comparators.take_in(copy, LEAD, "Others", "ref,yes,of\n2.1.1,990,1000\n")
    found = results.findings(copy)
    (question,) = comparators.comparators(copy)["Others"].figures
    compared = found.others["Others"][question]
    assert compared.previous == 99 and compared.significant is True
    assert compared.words.startswith("significant fall")


# -- the command line -------------------------------------------------------------------------------


def test_the_document_has_the_agreed_keys(path: Path) -> None:
    document = run("findings", path)
    assert {"questions", "standards", "overall"} <= document.keys()
    agreed = {"id", "ref", "yes", "of", "percent", "low", "high", "previous", "significant"}
    assert all(agreed <= row.keys() for row in document["questions"])
    agreed = {"ref", "lowest", "band", "indicated", "decided", "rating", "near_boundary"}
    assert all(agreed <= row.keys() for row in document["standards"])
    assert {"score", "out_of", "rating", "complete"} <= document["overall"].keys()


def test_refusals_of_the_panel_leave_the_file_as_it_was(path: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(path, tmp_path / "made.fieldwork"))
    standing = {row["ref"]: row for row in run("findings", file)["standards"]}
    reach = {d["to"] for d in standing["2.1"]["discretion"]} | {standing["2.1"]["indicated"]}
    outside = next(b.id for b in ADULT.rating.bands if b.id not in reach)  # type: ignore[union-attr]
    refused = run("panel", file, "2.1", outside, "--reason", "Wishes.", status=1)
    assert refused["ok"] is False and refused["problems"]
    assert run("findings", file)["standards"] == list(standing.values())


def test_people_read_small_bases_as_counts(path: Path) -> None:
    done = CliRunner().invoke(
        fieldwork,
        ["findings", str(path), "--by", "gender"],
        env={"FIELDWORK_PASSPHRASE": PASSPHRASE},
    )
    assert done.exit_code == 0
    assert "Male: " in done.stdout and "Overall: " in done.stdout
    lines = re.findall(r"^\S+ +(\d+ of \d+|\d+%) +\d+ of (\d+)", done.stdout, re.MULTILINE)
    assert lines and all((" of " in share) is (int(base) < 30) for share, base in lines)


def test_sizes_and_draws_are_told_as_agreed() -> None:
    assert run("sample", "size", "--population", "236") == {
        "n": 98,
        "population": 236,
        "confidence": 0.8,
        "margin": 5.0,
    }
    listed = Path(__file__).parents[1] / "samples" / "long-list.xlsx"
    options = ("--size", "60", "--match", "gender,disposal_group,rosh", "--seed", "7", "--spread", "officer")
    document = run("sample", "draw", listed, *options)
    assert len(document["drawn"]) == 60 and len(document["excluded"]) == 5
    assert {"fact", "value", "population", "sample"} == document["composition"][0].keys()
    assert document == run("sample", "draw", listed, *options)
    minimum = run("sample", "draw", listed, *options, "--minimum", "gender=female:25")
    women = next(row for row in minimum["composition"] if row["value"] == "female")
    assert women["sample"] == 25
