"""Independent engines ask what we ask: `route`, and pyxform's XForms in the engines of ODK's two programs."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.exports.engine import Filled, NoEngine, Outcome, java_rosa, web_forms
from tests.exports.forms import OneForm, converted, shelf
from tests.exports.random_cases import Case, cases, expected, names

_MANY, _FEW = 200, 10
_SHELF = ("adult second-round", "adult first-round", "iaow 2013-14", "quality-impact 2016-17")


@pytest.fixture(scope="session", params=[web_forms, java_rosa], ids=["Web Forms", "JavaRosa"])
def engine(request: pytest.FixtureRequest) -> ModuleType:
    """Each engine; its tests are skipped where it cannot be had."""
    found: ModuleType = request.param
    try:
        found.ready()
    except NoEngine as error:
        pytest.skip(f"no independent form engine: {error}")
    return found


def filled(form: OneForm, folder: Path, found: list[Case]) -> Filled:
    """The form with its cases, as engines take it."""
    return Filled(converted(form, folder).xml, [case.entered for case in found])


def differences(form: OneForm, case: Case, outcome: Outcome) -> list[str]:
    """Where the engine's outcome is not ours, in words."""
    ours = expected(form, case)
    theirs = set(outcome.relevant)
    found = [f"we ask {name}" for name in sorted(ours.asked - theirs)]
    found += [f"they ask {name}" for name in sorted(theirs - ours.asked) if name.startswith("q_")]
    found += [f"they open {name}" for name in sorted(theirs - ours.groups) if name.startswith("g_")]
    values = outcome.values
    return found + [
        f"{name} is {value!r} to us, {values[name]!r} to them"
        for name, value in ours.facts.items()
        if not same(value, values[name])
    ]


def same(ours: str, theirs: str) -> bool:
    """Whether two texts are one value; 7.0 is 7, and a list has no order."""
    try:
        return float(ours) == float(theirs)
    except ValueError:
        return sorted(ours.split(" ")) == sorted(theirs.split(" "))


def agrees(engine: ModuleType, forms: list[OneForm], folder: Path) -> None:
    """Fails where the engine and `route` differ in a case, with the case."""
    found = [cases(form, _MANY if is_routed(form) else _FEW, seed=1) for form in forms]
    outcomes = engine.run([filled(form, folder, own) for form, own in zip(forms, found, strict=True)])
    for form, own, theirs in zip(forms, found, outcomes, strict=True):
        for case, outcome in zip(own, theirs, strict=True):
            wrong = differences(form, case, outcome)
            assert not wrong, f"{form.name}: {wrong}\n{case.given}\n{case.answers}"


def is_routed(form: OneForm) -> bool:
    """Whether some question of the form depends on anything."""
    return any(question.binding for question in form.programme.form_questions(form.form_id))


def of_programme(name: str) -> list[OneForm]:
    """The forms of a programme in an edition, `adult second-round`."""
    return [form for form in shelf() if form.name.startswith(f"{name} ")]


@pytest.mark.slow
@pytest.mark.parametrize("programme", _SHELF)
def test_an_independent_engine_asks_what_we_ask(programme: str, engine: ModuleType, tmp_path: Path) -> None:
    forms = of_programme(programme)
    assert any(map(is_routed, forms))
    agrees(engine, forms, tmp_path)


def test_it_does_so_for_every_kind_of_condition(engine: ModuleType, tmp_path: Path) -> None:
    agrees(engine, of_programme("awkward only"), tmp_path)


def test_no_programme_is_left_out() -> None:
    found = [form for name in (*_SHELF, "awkward only") for form in of_programme(name)]
    assert sorted(found, key=lambda form: form.name) == sorted(shelf(), key=lambda form: form.name)


def test_the_random_cases_reach_both_sides_of_every_condition() -> None:
    for form in shelf():
        found = [expected(form, case).asked for case in cases(form, _MANY, seed=1)]
        for question in form.programme.form_questions(form.form_id):
            if question.asks and question.binding:
                times = sum(names(form.programme).question(question.id) in asked for asked in found)
                assert 0 < times < _MANY, f"{form.name}, {question.id}: asked in {times} of {_MANY} cases"


def test_the_comparison_notices_a_condition_gone_wrong(engine: ModuleType, tmp_path: Path) -> None:
    form = of_programme("awkward only")[0]
    found = cases(form, 40, seed=1)
    right = filled(form, tmp_path, found)
    assert right.xml.count(" &gt;= 2.5") == 1
    wrong = right._replace(xml=right.xml.replace(" &gt;= 2.5", " &gt; 2.5"))
    [outcomes] = engine.run([wrong])
    assert any(differences(form, case, one) for case, one in zip(found, outcomes, strict=True))
