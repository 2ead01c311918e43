"""Loading every programme, and routing one case of the largest form, beside the bare minimum."""

import time
import tomllib
from collections.abc import Callable
from statistics import median

from fieldwork.programme import library, loader
from fieldwork.programme.model import Programme, QuestionId, Value
from fieldwork.programme.routing import route
from tests.benchmarks.table import Row


def measure() -> list[Row]:
    """The bare minimum of loading is reading the TOML; of routing, a look at every question once."""
    sources = [shelved.path.read_text(encoding="utf-8") for shelved in library.programmes()]
    bare = _seconds(lambda: [tomllib.loads(source) for source in sources], 7)
    loaded = _seconds(lambda: [loader.load(source) for source in sources], 7)
    rows = [Row("load all programmes", loaded * 1000, "ms", bare * 1000, "under 150 ms", loaded < 0.15)]
    programme, form = _largest()
    given, answers = _answered(programme, form)
    questions = programme.form_questions(form)
    once = _seconds(lambda: [question.id in answers for question in questions], 300)
    routed = _seconds(lambda: route(programme, form, given, answers), 300)
    what = f"route one case of the largest form ({len(questions)} rows)"
    rows.append(Row(what, routed * 1000, "ms", once * 1000, "under 1 ms", routed < 0.001))
    return rows


def _largest() -> tuple[Programme, str]:
    """The case form with the most rows."""
    forms = [
        (len(programme.form_questions(form.id)), shelved.id, form.id)
        for shelved in library.programmes()
        for programme in [library.load(shelved.id)]
        for form in programme.case_forms
    ]
    _, programme_id, form_id = max(forms)
    return library.load(programme_id), form_id


def _answered(programme: Programme, form: str) -> tuple[dict[str, Value], dict[QuestionId, Value]]:
    """A case with the first value of every fact and the first answer to every question."""
    given: dict[str, Value] = {
        f.id: next(iter(f.values)) for f in programme.facts.values() if f.type == "choice"
    }
    answers: dict[QuestionId, Value] = {
        q.id: q.answers.options[0].value
        for q in programme.form_questions(form)
        if q.answers is not None and q.answers.options
    }
    return given, answers


def _seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of several rounds, after one that is not counted."""
    work()
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return median(took)
