"""The findings on screen: opening them, going to a page, and following one answer; and drawing a sample."""

import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fieldwork.inspection import queries
from fieldwork.inspection.projection import answer_id
from fieldwork.programme.model import QuestionId
from fieldwork.sample.draw import Wish, draw
from fieldwork.sample.eligible import Candidate
from tests.benchmarks.table import Row
from tests.findings import northumbria
from tests.findings.files import LEAD, PASSPHRASE
from ui import theme
from ui.screens.findings import FindingsScreen
from ui.session import Session

TIMES = 15
_ANSWERED = QuestionId("2.1.1")


def measure() -> list[Row]:
    """Medians of 15, on the 133 cases and 62 interviews of a published inspection."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDWORK_HOME"] = folder
        session = Session()
        session.open(northumbria.make(Path(folder) / "made.fieldwork"), PASSPHRASE)
        try:
            return [*_opening(app, session), _following(app, session), _drawing()]
        finally:
            session.close()


def _opening(app: QApplication, session: Session) -> list[Row]:
    """From asking for the screen until its first page is painted; then each further page."""
    opened: list[float] = []
    turned: dict[str, list[float]] = {}
    for _ in range(TIMES):
        begun = time.perf_counter()
        screen = FindingsScreen(session)
        screen.resize(1166, 704)
        screen.show()
        screen.repaint()
        opened.append(time.perf_counter() - begun)
        app.processEvents()  # lays the ledger out, once the screen stands
        for kind in screen._kinds[1:]:
            turned.setdefault(kind.title, []).append(_timed(partial(_turn, screen, kind.title)))
        screen.hide()
        screen.deleteLater()
        app.processEvents()
    taken = 1000 * median(opened)
    slowest = max(turned, key=lambda title: median(turned[title]))
    page = 1000 * median(turned[slowest])
    what = f"slowest page of the findings ({slowest.lower()})"
    return [
        Row("findings of 133 cases until painted", taken, "ms", None, "under 100 ms", taken < 100),
        Row(what, page, "ms", None, "under 150 ms", page < 150),
    ]


def _turn(screen: FindingsScreen, title: str) -> None:
    screen.page(title).repaint()


def _following(app: QApplication, session: Session) -> Row:
    """One answer to another value, until the page of questions is painted with it."""
    screen = FindingsScreen(session)
    screen.resize(1166, 704)
    screen.show()
    page = screen.page("Questions")
    app.processEvents()
    refs = [row.ref for row in queries.cases(session.inspection) if row.form == "supervision"]
    taken = []
    for number in range(TIMES):
        held = queries.answers(session.inspection, refs[number])[_ANSWERED].value
        with session.inspection.edit(LEAD, "Judged otherwise") as edit:
            other = "no" if held == "yes" else "yes"
            edit.set("answer", answer_id(refs[number], _ANSWERED), "value", other)

        def told() -> None:
            session.done(edit.written)
            page.repaint()

        taken.append(_timed(told))
    screen.hide()
    screen.deleteLater()
    spent = 1000 * median(taken)
    return Row("one answer until the findings show it", spent, "ms", None, "under 50 ms", spent < 50)


def _drawing() -> Row:
    """A sample of 131 from 620 cases of 70 officers, by the five strata, with its reserves."""
    pool = [_candidate(number) for number in range(620)]
    wish = Wish(131, ("gender", "disposal_group", "rosh"))
    seeds = iter(range(TIMES))
    spent = 1000 * median(
        _timed(lambda: draw(pool, Wish(131, wish.match, seed=next(seeds)))) for _ in range(5)
    )
    return Row("drawing 131 of 620 cases", spent, "ms", None, "under 1000 ms", spent < 1000)


def _candidate(number: int) -> Candidate:
    level = ("low", "medium", "high", "medium")[(number // 7) % 4]
    licence = number % 4 == 1
    facts = {
        "gender": "female" if number % 6 == 0 else "male",
        "sentence_type": "licence" if licence else "community_order",
        "disposal_group": "post_release" if licence else "community",
        "rosh": level,
    }
    unit = ("North", "South", "West")[number % 3]
    return Candidate(f"A{number:06}", facts, unit, f"{unit} {number % 70}", unit[:1])


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
