"""Findings of a usual and of a very large inspection, the report, and a sample drawn from a long list."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldwork.findings import counts, results
from fieldwork.findings.live import Live
from fieldwork.findings.queries import Selection
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme import library
from fieldwork.programme.routing import route
from fieldwork.sample.draw import Wish, draw
from fieldwork.sample.eligible import Candidate
from tests.benchmarks.table import Row

PASSPHRASE = "a hut on the moor"
USUAL, LARGE = 133, 100_000
#: Of a large inspection: the parts of its readings that each form has.
_SHARES = {"supervision": 73, "unpaid_work": 19, "through_the_gate": 8}


def measure() -> list[Row]:
    """The best of five (of the large file: three), with scans of all answers as the least it could cost."""
    with TemporaryDirectory() as folder:
        rows = [*_usual(Path(folder) / "usual.fieldwork"), *_large(Path(folder) / "large.fieldwork")]
    return [*rows, _report(), _drawing()]


def _usual(path: Path) -> list[Row]:
    with _made(path, USUAL) as inspection:
        whole = _best(lambda: results.findings(inspection)) * 1000
        scan = _best(lambda: _scan(inspection)) * 1000
        divided = _best(lambda: results.findings(inspection, Selection("gender"))) * 1000
        live = {by: _after_one_answer(inspection, Selection(by)) * 1000 for by in ("", "gender")}
    return [
        Row(f"findings of {USUAL} cases", whole, "ms", scan, "under 20 ms", whole < 20),
        Row(f"findings of {USUAL} cases by gender", divided, "ms", scan, "under 40 ms", divided < 40),
        Row("live findings after one answer", live[""], "ms", None, "under 5 ms", live[""] < 5),
        Row("the same by gender", live["gender"], "ms", None, "under 5 ms", live["gender"] < 5),
    ]


def _large(path: Path) -> list[Row]:
    _made(path, LARGE).close()
    whole, memory = _with_memory(path)
    with Inspection.open(path, PASSPHRASE, writing=False) as inspection:
        scan = _best(lambda: _scan(inspection), 1)
        divided = _best(lambda: counts.count(inspection, Selection("gender")), 1)
    return [
        Row(f"findings of {LARGE:,} cases", whole, "s", scan, "under 1 s", whole < 1),
        Row("memory that they take at most", memory, "MB", None, "under 20 MB", memory < 20),
        Row(f"counts of {LARGE:,} cases by gender", divided, "s", scan, "", None),
    ]


def _with_memory(path: Path) -> tuple[float, float]:
    """Seconds of the quickest of three findings in a process of its own, and by how many megabytes that
    process grew meanwhile at most.
    """
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, str(path), PASSPHRASE], check=True, capture_output=True, text=True
    )
    taken, memory = json.loads(done.stdout)
    return taken, memory


_ALONE = """
import json, resource, sys, time
from pathlib import Path
from fieldwork.findings import results
from fieldwork.inspection.file import Inspection

def grown():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

with Inspection.open(Path(sys.argv[1]), sys.argv[2], writing=False) as inspection:
    before, taken = grown(), []
    for _ in range(3):
        begun = time.perf_counter()
        results.findings(inspection)
        taken.append(time.perf_counter() - begun)
    print(json.dumps([min(taken), grown() - before]))
"""


def _report() -> Row:
    """The report as PDF of a usual inspection, from the open file."""
    from fieldwork.documents.report.formats import Edition

    with TemporaryDirectory() as folder, _made(Path(folder) / "usual.fieldwork", USUAL) as inspection:
        taken = _best(lambda: Edition(inspection).pdf(), 2)
    return Row(f"report on {USUAL} cases as PDF", taken, "s", None, "under 5 s", taken < 5)


def _scan(inspection: Inspection) -> None:
    """Every answer that applies, looked at once, with nothing looked up."""
    inspection.store.rows(
        "SELECT question, value, count(*) FROM answer INDEXED BY answer_question "
        "WHERE applies = 1 AND value IS NOT NULL GROUP BY question, value"
    )


def _after_one_answer(inspection: Inspection, selection: Selection) -> float:
    """Seconds from the write of an answer of a completed reading to findings that hold it."""
    ref = "Z000001"
    with inspection.edit("nobody", "A case") as edit:
        for fact, value in {"sample_kind": "supervision", "rosh": "medium", "gender": "male"}.items():
            edit.set("case", ref, f"fact.{fact}", value)
        edit.set("case", ref, "complete", True)
    live, taken = Live(inspection, selection), []
    for number in range(20):
        with inspection.edit("nobody", "Answered") as edit:
            edit.set("answer", answer_id(ref, "2.1.1"), "value", ("yes", "no")[number % 2])
        begun = time.perf_counter()
        changed = live.update(edit.written.registers)
        taken.append(time.perf_counter() - begun)
        assert "2.1.1" in changed
    return sorted(taken)[len(taken) // 2]


def _made(path: Path, size: int) -> Inspection:
    """An inspection with so many completed cases, written into its tables directly."""
    made = Inspection.create(
        path,
        PASSPHRASE,
        programme=library.load("adult"),
        title="Large 2019",
        provider="Large",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    )
    first = 0
    with made.store.transaction():
        for form, part in _SHARES.items():
            last = size if form == list(_SHARES)[-1] else first + size * part // 100
            _fill(made, form, first, last)
            first = last
        made.store.execute("PRAGMA optimize")
    return made


def _fill(made: Inspection, form: str, first: int, last: int) -> None:
    """Cases of one form, numbered from `first` to before `last`: one in seven a woman's, six yes of ten."""
    programme = made.programme
    facts = {"sample_kind": form, "rosh": "medium", "sentence_type": "licence"}
    yes = {q.id: "yes" for q in programme.form_questions(form) if q.sets}
    routing = route(programme, form, facts, yes)
    asked = sorted(q for q in routing.asked if counts.has_line(programme.questions[q]))
    men, women = (json.dumps({**routing.facts, "gender": gender}) for gender in ("male", "female"))
    numbers = "WITH RECURSIVE number (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM number WHERE n + 1 < ?)"
    made.store.execute(
        f"INSERT INTO answer {numbers} SELECT printf('A%06d', n), asked.value, "
        "CASE WHEN abs(random()) % 10 < 6 THEN '\"yes\"' ELSE '\"no\"' END, "
        "'', '', 0, '', 1, '', '', 0, 0 FROM number, json_each(?) AS asked",
        (first, last, json.dumps(asked)),
    )
    given = "CASE n % 7 WHEN 0 THEN ? ELSE ? END"
    made.store.execute(
        f"INSERT INTO reading {numbers} SELECT printf('A%06d', n), ?, 'complete', NULL, '', '', 0, 0, "
        f"{given}, {given}, '', 0, 0, 0, 0, 'case', '' FROM number",
        (first, last, form, women, men, women, men),
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
