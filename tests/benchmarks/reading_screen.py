"""The reading screen: from a key press to a durable, painted tick, and from a case to its questions."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldwork.inspection.file import Inspection
from fieldwork.programme import library
from tests.benchmarks.table import Row
from tests.documents.readings import GIVEN
from ui import theme
from ui.reading.row import QuestionRow
from ui.screens.reading import ReadingScreen
from ui.session import Session
from ui.widgets import AnswerBar, AnswerState

PRESSES, OPENINGS = 200, 21
PASSPHRASE = "a passphrase for measuring"
_WHO = "reader"


def measure() -> list[Row]:
    """The medians of 200 key presses and of 21 openings in small and large files."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDWORK_HOME"] = folder
        rows = []
        for cases in (100, 10_000):
            with _screen(Path(folder) / f"{cases}.fieldwork", cases) as screen:
                rows += [*_opening(screen, cases), _turning(screen, cases)]
                if cases == 100:
                    rows += _pressing(screen)
        return rows


# -- answering --------------------------------------------------------------------------------------


def _pressing(screen: ReadingScreen) -> list[Row]:
    """Answers by key, and in the same breath the least that an answer could cost, turn by turn so
    that both meet the same disk.
    """
    ticked: list[float] = []
    screen.answered.connect(lambda _question: ticked.append(time.perf_counter()))
    bare = _Bare(screen)
    pressed, settled, least = [], [], []
    for number, (row, key) in enumerate(islice(_to_answer(screen), PRESSES)):
        begun = time.perf_counter()
        QTest.keyClick(row, key)  # type: ignore[call-overload]
        pressed.append(ticked[-1] - begun)
        _idle()
        settled.append(time.perf_counter() - begun)
        least.append(bare.answer(number))
    floor, taken, rest = (median(times) * 1000 for times in (least, pressed, settled))
    return [
        Row("key press to durable and painted tick", taken, "ms", floor, "1.5 times", taken <= 1.5 * floor),
        Row("key press until the next question stands", rest, "ms", None, "under 50 ms", rest < 50),
    ]


def _to_answer(screen: ReadingScreen) -> Iterator[tuple[QuestionRow, str]]:
    """The current row and the key of its first option, through one case after another."""
    for number in range(1, 100):
        screen.open_case(f"R{number:05}")
        _idle()
        view = screen.view
        while view is not None and (found := view.unanswered(None)) is not None:
            row = screen.frame.deck.row()
            assert row is not None and row.state.answers is not None
            if row.question != found.question:
                break
            yield row, row.state.answers.options[0].key.lower()
            view = screen.view


class _Bare:
    """The least that an answer could cost: one row committed to the same file, one widget painted."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._store = screen.session.inspection.store
        self._store.execute("CREATE TABLE bare (question TEXT PRIMARY KEY, value TEXT) STRICT")
        question = screen.session.inspection.programme.question("2.1.1.a")
        assert question is not None and question.answers is not None
        self._bar = AnswerBar(AnswerState(question.answers, "yes", "A question"))
        self._bar.resize(self._bar.sizeHint())
        self._bar.show()
        _idle()

    def answer(self, number: int) -> float:
        """Seconds for one."""
        begun = time.perf_counter()
        with self._store.transaction():
            self._store.execute("INSERT OR REPLACE INTO bare VALUES (?, ?)", (f"2.1.{number}", '"yes"'))
        self._bar.repaint()
        return time.perf_counter() - begun


# -- opening ----------------------------------------------------------------------------------------


def _opening(screen: ReadingScreen, cases: int) -> list[Row]:
    """Opening one case after another, painted; the first also makes the rows and is told apart."""
    times = []
    for number in range(OPENINGS):
        begun = time.perf_counter()
        screen.open_case(f"R{number * 4:05}")
        screen.repaint()
        times.append((time.perf_counter() - begun) * 1000)
        _idle()
    first, taken = times[0], median(times)
    return [
        Row(f"the first case on screen, {cases:,} cases", first, "ms", None, "under 250 ms", first < 250),
        Row(f"another case on screen, {cases:,} cases", taken, "ms", None, "under 50 ms", taken < 50),
    ]


def _turning(screen: ReadingScreen, cases: int) -> Row:
    """Turning to the next standard and back, painted."""
    deck, times = screen.frame.deck, []
    for number in range(OPENINGS):
        begun = time.perf_counter()
        deck.turn(-1 if number % 2 else 1)
        screen.repaint()
        times.append(time.perf_counter() - begun)
        _idle()
    taken = median(times) * 1000
    return Row(f"turn to another standard, {cases:,} cases", taken, "ms", None, "under 50 ms", taken < 50)


# -- files ------------------------------------------------------------------------------------------


@contextmanager
def _screen(path: Path, cases: int) -> Iterator[ReadingScreen]:
    session = Session()
    session.adopt(_file(path, cases))
    screen = ReadingScreen(session)
    screen.resize(1166, 680)
    screen.show()
    try:
        yield screen
    finally:
        session.close()
        screen.deleteLater()
        _idle()


def _file(path: Path, cases: int) -> Inspection:
    made = Inspection.create(
        path,
        PASSPHRASE,
        programme=library.load("adult"),
        title="Measured",
        provider="Measured",
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    )
    with made.edit(_WHO, "Took in the list") as edit:
        for number in range(cases):
            ref = f"R{number:05}"
            for fact, value in {**GIVEN, "reference": ref}.items():
                edit.set("case", ref, f"fact.{fact}", list(value) if isinstance(value, tuple) else value)
    return made


def _idle() -> None:
    """Lets everything that waits happen."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
