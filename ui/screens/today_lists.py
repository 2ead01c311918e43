"""Beside what is next: the whole day, what nobody has marked yet, who has no time, and what comes later."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.timetable.today import Engagement, Today, Waiting
from ui.screens.today_card import STATES, case_words
from ui.theme import Tone
from ui.theme.metrics import TIGHT
from ui.widgets import Column, DataTable, EmptyState

DAY, UNMARKED, WAITING, LATER = range(4)


def key(one: Engagement) -> str:
    """What tells an engagement from another: an interview that was missed may have a later one."""
    return f"{one.kind}/{one.id}/{one.starts.isoformat()}"


def _mark(one: Engagement) -> tuple[str, Tone] | None:
    if one.clashes:
        return "danger", "danger"
    return (STATES[one.state][2], STATES[one.state][1]) if one.state else None


def _state(one: Engagement) -> str:
    if one.clashes:
        return "Clash"
    return STATES[one.state][0] if one.state else ""


def _begins(one: Engagement) -> str:
    return "All day" if one.all_day else wording.clock(one.starts)


def _reading(one: Engagement) -> str:
    if one.kind == "meeting" or not one.cases:
        return ""
    return wording.count(one.to_do, "question") if one.to_do else "All read"


_WHOM = Column[Engagement]("Whom or what", lambda e: e.title, width=0)
_WHERE = Column[Engagement]("Where", lambda e: e.place, width=21, muted=True)
_READ = Column[Engagement]("To read", _reading, sort=lambda e: e.to_do, width=12)
_COLUMNS = (
    Column[Engagement]("Time", _begins, sort=lambda e: e.starts, width=9),
    _WHOM,
    _WHERE,
    _READ,
    Column[Engagement]("State", _state, mark=_mark, width=17),
)
_WITH_DAY = (
    Column[Engagement]("Day", lambda e: wording.short_day(e.starts), sort=lambda e: e.starts, width=10),
    Column[Engagement]("Time", _begins, sort=lambda e: e.starts.time(), width=9),
    _WHOM,
    _WHERE,
    _READ,
)
_WAITING_COLUMNS = (
    Column[Waiting]("Officer", lambda w: w.name, width=0),
    Column[Waiting]("Since", lambda w: wording.short_day(w.since.starts) if w.since else "", width=10),
    Column[Waiting]("Cases", lambda w: "; ".join(case_words(c) for c in w.cases), width=34, muted=True),
)


class DayLists(QTabWidget):
    """Four pages. `chosen` carries the key of an engagement, `waiting_opened` the id of an officer."""

    chosen = Signal(str)
    waiting_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = _table("The day", _COLUMNS, "Nothing is planned on this day.")
        self.unmarked = _table("Was it held?", _WITH_DAY, "Every interview that is over has been marked.")
        self.waiting: DataTable[Waiting] = DataTable(
            "Without a time",
            _WAITING_COLUMNS,
            lambda w: w.officer,
            empty=EmptyState("check", "Everybody has a time."),
        )
        self.later = _table("Later", _WITH_DAY, "Nothing more is planned.")
        for table in (self.day, self.unmarked, self.waiting, self.later):
            page = QWidget()
            inner = QVBoxLayout(page)
            inner.setContentsMargins(0, TIGHT, 0, 0)
            inner.addWidget(table)
            self.addTab(page, "")
        self.setDocumentMode(True)
        self.setAccessibleName("The day, and what hangs over")
        self.tabBar().setDrawBase(False)
        for listed in (self.day, self.unmarked, self.later):
            listed.current_changed.connect(self.chosen)
        self.waiting.opened.connect(self.waiting_opened)

    def show_state(self, state: Today) -> None:
        """Show these lists; each page's title says how much is in it."""
        self.day.show_state(state.day)
        self.unmarked.show_state(state.unmarked)
        self.waiting.show_state(state.waiting)
        self.later.show_state(state.later)
        for page, words, count in (
            (DAY, wording.short_day(state.now), len(state.day)),
            (UNMARKED, "Was it held?", len(state.unmarked)),
            (WAITING, "Without a time", len(state.waiting)),
            (LATER, "Later", len(state.later)),
        ):
            self.setTabText(page, f"{words} ({count})" if count else words)


def _table(name: str, columns: Sequence[Column[Engagement]], none: str) -> DataTable[Engagement]:
    return DataTable(name, columns, key, empty=EmptyState("check", none))
