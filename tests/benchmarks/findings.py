"""Findings of a usual and of a very large inspection, and a sample drawn from a long list."""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldwork.findings import counts, results
from fieldwork.findings.queries import Selection
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme import library
from fieldwork.programme.routing import route
from fieldwork.sample.draw import Wish, draw
from fieldwork.sample.eligible import Candidate
from tests.benchmarks.table import Row

USUAL, LARGE = 133, 10_000
_READING = "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ANSWER = "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def measure() -> list[Row]:
    """The best of five (of the large file: three), with scans of all answers as the least it could cost."""
    with TemporaryDirectory() as folder:
        rows = [*_usual(Path(folder) / "usual.fieldwork"), *_large(Path(folder) / "large.fieldwork")]
    return [*rows, _drawing()]


def _usual(path: Path) -> list[Row]:
    with _made(path, USUAL) as inspection:
        whole = _best(lambda: results.findings(inspection)) * 1000
        scan = _best(lambda: _scan(inspection)) * 1000
        divided = _best(lambda: results.findings(inspection, Selection("gender"))) * 1000
        after = _after_one_answer(inspection) * 1000
    return [
        Row(f"findings of {USUAL} cases", whole, "ms", scan, "under 20 ms", whole < 20),
        Row(f"findings of {USUAL} cases by gender", divided, "ms", scan, "under 40 ms", divided < 40),
        Row("counts again after one answer", after, "ms", scan, "", None),
    ]


def _large(path: Path) -> list[Row]:
    with _made(path, LARGE) as inspection:
        whole = _best(lambda: results.findings(inspection), 3)
        scan = _best(lambda: _scan(inspection), 3)
        divided = _best(lambda: counts.count(inspection, Selection("gender")), 3)
    return [
        Row(f"findings of {LARGE:,} cases", whole, "s", scan, "under 3 s", whole < 3),
        Row(f"counts of {LARGE:,} cases by gender", divided, "s", scan, "", None),
    ]


def _scan(inspection: Inspection) -> None:
    """Every answer that applies, looked at once, with nothing looked up."""
    inspection.store.rows(
        "SELECT question, value, count(*) FROM answer INDEXED BY answer_question "
        "WHERE applies = 1 AND value IS NOT NULL GROUP BY question, value"
    )


def _after_one_answer(inspection: Inspection) -> float:
    def work() -> None:
        counts.together(inspection)

    taken = []
    for number in range(5):
        with inspection.edit("nobody", "Answered") as edit:
            edit.set("answer", answer_id(f"A{number:06}", "2.1.1"), "note", f"Looked again {number}.")
        taken.append(_best(work, 1))
    return min(taken)


def _made(path: Path, size: int) -> Inspection:
    """An inspection with so many completed cases, written into its tables directly."""
    made = Inspection.create(
        path,
        "a hut on the moor",
        programme=library.load("adult"),
        title="Large 2019",
        provider="Large",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    )
    with made.store.transaction():
        for reading, answers in _cases(size):
            made.store.execute(_READING, reading)
            made.store.many(_ANSWER, answers)
        made.store.execute("PRAGMA optimize")
    return made


def _cases(size: int) -> Iterator[tuple[tuple[object, ...], list[tuple[object, ...]]]]:
    """Rows of `reading` and `answer`: cases of one make, each answered at random."""
    programme, chance = library.load("adult"), random.Random(5)
    facts = {"sample_kind": "supervision", "rosh": "medium", "sentence_type": "licence", "gender": "male"}
    yes = {q.id: "yes" for q in programme.form_questions("supervision") if q.sets}
    routing = route(programme, "supervision", facts, yes)
    choice = [q for q in routing.asked if counts.has_line(programme.questions[q])]
    for number in range(size):
        ref, gender = f"A{number:06}", "female" if number % 7 == 0 else "male"
        held = json.dumps({**routing.facts, "gender": gender})
        yield (
            (ref, "supervision", "complete", None, "", "", 0, 0, held, held, "", 0, 0, 0, 0, "case", ""),
            [
                (ref, q, '"yes"' if chance.random() < 0.6 else '"no"', "", "", 0, "", 1, "", "", 0, 0)
                for q in choice
            ],
        )


def _drawing() -> Row:
    """148 cases of 1,217 by the five strata, in balance."""
    chance = random.Random(5)
    pool = [
        Candidate(
            f"A{n:06}",
            {
                "gender": "female" if chance.random() < 0.14 else "male",
                "sentence_type": chance.choice(("community_order", "community_order", "licence")),
                "disposal_group": "any",
                "rosh": chance.choice(("low", "medium", "medium", "high")),
            },
            f"Unit {n % 9}",
            f"Officer {n % 90}",
        )
        for n in range(1217)
    ]
    wish = Wish(148, ("gender", "sentence_type", "rosh"), seed=1)
    taken = _best(lambda: draw(pool, wish), 3)
    return Row("draw 148 of 1,217 cases", taken, "s", None, "under 2 s", taken < 2)


def _best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the quickest run."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)
