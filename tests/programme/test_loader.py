"""Loading programme files: what is read, and what is refused with its place."""

from pathlib import Path

import pytest

from fieldwork.errors import Fault
from fieldwork.programme import library
from fieldwork.programme.loader import check, load, load_file
from fieldwork.programme.model import QuestionId
from fieldwork.programme.problems import ProgrammeError
from fieldwork.programme.routing import route
from tests.programme.small import SMALL, changed


def problems(source: str) -> str:
    """Everything wrong with a source, a line each."""
    return "\n".join(str(p) for p in check(source, "small.toml"))


def test_the_small_programme_is_in_order() -> None:
    assert check(SMALL) == []
    programme = load(SMALL)
    assert programme.edition.id == "two"
    assert [q.ref for q in programme.form_questions("b")] == ["2", "2.1", "2.1.1", "2.1.1.a"]


def test_an_edition_asks_its_own_questions() -> None:
    assert load(SMALL, edition="one").question("2.1.1.b") is not None
    assert load(SMALL, edition="two").question("2.1.1.b") is None


def test_wording_may_differ_between_editions() -> None:
    source = changed('text = "Well enough?"', 'text = "Well enough?"\nwording = { one = "Good enough?" }')
    assert load(source, edition="one").questions["2.1.1"].text == "Good enough?"  # type: ignore[index]
    assert load(source, edition="two").questions["2.1.1"].text == "Well enough?"  # type: ignore[index]


def test_conditions_of_ancestors_bind() -> None:
    prompt = load(SMALL).question("2.1.1.a")
    assert prompt is not None
    assert len(prompt.binding) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('missed = ["yes"]', 'mised = ["yes"]', "question 2.1.1.a: the fact 'mised' is not known"),
        ('missed = ["yes"]', 'missed = ["maybe"]', "the value of missed 'maybe' is not known"),
        ('missed = ["yes"]', "missed = []", "can never hold"),
        ('missed = ["yes"]', "missed = { above = 1 }", "needs a number"),
        ("officers = { above = 3 }", "officers = { over = 3 }", "the comparison 'over' is not known"),
        ('only = ["upw"]', 'only = ["walk"]', "the value of requirements 'walk' is not known"),
        ('ref = "2.1.1.a"', 'ref = "2.1.1"', "used twice"),
        ('parent = "2.1"\ntext', 'parent = "2.2"\ntext', "does not come before it"),
        ('level = "key_question"', 'level = "standard"', "a standard stands under a domain"),
        ('level = "key_question"', 'level = "keyquestion"', "the level 'keyquestion' is not known"),
        ('answers = ["low", "high"]', 'answers = "levels"', "the answer set 'levels' is not known"),
        ('answers = ["low", "high"]', 'answers = ["low", "middle"]', "the answer that sets rosh_judged"),
        ('sets = "missed"', 'sets = "missing"', "the fact 'missing' is not known"),
        ('sets = "missed"', 'sets = "rosh_judged"', "rosh_judged is already set by 0.1.1"),
        ('stands_in = "rosh"', 'stands_in = "rash"', "the fact 'rash' is not known"),
        ('roots = ["0", "2"]', 'roots = ["0", "3"]', "form a: the question '3' is not known"),
        ("format = 1", "format = 2", "this version reads format 1"),
        ('default_edition = "two"', 'default_edition = "three"', "the edition 'three' is not known"),
        ('previous = "one"', 'previous = "zero"', "the edition 'zero' is not known"),
        ('kind = "text"', 'kind = "prose"', "the kind 'prose' is not known"),
        ('text = "Well enough?"', 'txt = "Well enough?"', "the key 'txt' is not known here"),
        ('key = "N"', 'key = "Y"', "two options have the same key"),
        ('years_between = ["born", "began"]', 'years_between = ["born"]', "needs two facts"),
    ],
)
def test_a_slip_is_named_with_its_place(old: str, new: str, said: str) -> None:
    source = changed(old, new)
    assert said in problems(source)
    with pytest.raises(ProgrammeError) as refused:
        load(source, "small.toml")
    assert "small.toml" in str(refused.value)
    assert refused.value.advice


def test_a_place_holds_the_line() -> None:
    source = changed('missed = ["yes"]', 'mised = ["yes"]')
    line = source[: source.index('ref = "2.1.1.a"')].count("\n") + 1
    assert f"small.toml, line {line}, question 2.1.1.a" in problems(source)


def test_a_loop_is_named() -> None:
    source = changed('answers = ["low", "high"]', 'answers = ["low", "high"]\napplies = { missed = ["yes"] }')
    found = problems(source)
    assert "a loop:" in found
    assert "question 0.1.1" in found
    assert "fact missed" in found


def test_a_fact_that_stands_in_for_itself_is_a_loop() -> None:
    assert "a loop" in problems(changed('stands_in = "rosh"', 'stands_in = "rosh_judged"'))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'applies = { missed = ["yes"] }',
            'applies = { missed = ["yes", "no"], not = { missed = ["yes", "no"] } }',
            "question 2.1.1.a: its condition with those of the rows above it can never hold",
        ),
        (
            'applies = { missed = ["yes"] }',
            'applies = { any = [ { missed = ["yes"] }, { not = { missed = ["yes"] } } ] }',
            "its condition always holds",
        ),
        ('applies = { missed = ["yes"] }', "applies = { officers = { above = 5 } }", "can never hold"),
        ('roots = ["0", "2"]', 'roots = ["2"]', "question 0.1.1: no form ever asks it"),
        ('sets = "missed"\n', "", "fact missed: it is the inspector's, but no question settles it"),
        ('compares = "2.1.1"', 'compares = "2.1.9"', "it compares with 2.1.9, which was not asked in First"),
        ('applies = { kind = ["b"] }', 'applies = { kind = ["b"], rosh = ["low"] }', ""),
    ],
)
def test_what_cannot_be_meant_is_pointed_out(old: str, new: str, said: str) -> None:
    found = problems(changed(old, new))
    assert said in found
    assert bool(said) == bool(found)


def test_every_problem_is_reported_at_once() -> None:
    source = changed('stands_in = "rosh"', 'stands_in = "rash"').replace('sets = "missed"', 'sets = "gone"')
    found = problems(source)
    assert "'rash'" in found
    assert "'gone'" in found


def test_a_problem_of_another_edition_is_found() -> None:
    source = changed('editions = ["one"]', 'editions = ["one"]\napplies = { gone = ["yes"] }')
    load(source)
    assert "'gone'" in problems(source)


GUIDE = """
[[forms]]
id = "users"
title = "Service users"
subject = "record"
guide = "user"

[[guides]]
id = "user"
title = "Service user"
case_topics = ["The case"]
items = [
  { topic = "Consent", text = "Happy to talk?", answers = "yes_no", sets = "missed" },
  { topic = "Start", text = "Clear?", answers = ["yes", "partly", "no"], applies = { missed = ["yes"] } },
  { topic = "The case", text = "Tell me about it.", answers = "words" },
]
"""


def test_a_form_may_ask_its_guide() -> None:
    programme = load(SMALL + GUIDE)
    form = programme.forms["users"]
    assert [f.id for f in programme.case_forms] == ["a", "b"]
    assert [f.id for f in programme.evidence_forms] == ["users"]
    rows = programme.form_questions(form.id)
    assert [q.text for q in rows] == ["Service user", "Consent", "Happy to talk?", "Start", "Clear?"]
    clear = programme.question("user.2")
    assert clear is not None and clear.answers is not None
    assert [o.key for o in clear.answers.options] == ["Y", "2", "N"]
    assert route(programme, form.id, {}, {}).to_do == ("user.1",)
    assert route(programme, form.id, {}, {QuestionId("user.1"): "yes"}).to_do == ("user.2",)


def test_one_fact_may_be_settled_in_several_forms_but_once_in_each() -> None:
    assert check(SMALL + GUIDE) == []
    twice = GUIDE.replace("applies = { missed", 'sets = "missed", applies = { missed')
    assert "missed is already set by user.1" in problems(
        SMALL + twice.replace('["yes", "partly", "no"]', '"yes_no"')
    )


@pytest.mark.parametrize("source", ["", "id = ", "[[", "format = 1", "\x00", "questions = 3\nformat = 1"])
def test_what_is_no_programme_is_refused(source: str) -> None:
    with pytest.raises(ProgrammeError) as refused:
        load(source, "odd.toml")
    assert str(refused.value).startswith("odd.toml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        load_file(tmp_path / "nowhere.toml")
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProgrammeError):
        load_file(odd)


def test_every_programme_on_the_shelf_is_in_order() -> None:
    assert [p.id for p in library.programmes()]
    for shelved in library.programmes():
        source = shelved.path.read_text(encoding="utf-8")
        assert check(source, shelved.path.name) == []
        for edition, _ in shelved.editions:
            assert library.load(shelved.id, edition).case_forms
