"""Today: what an inspector has before them, where it is, what is still to read for it, and how it went."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.appointments import appointments
from fieldwork.timetable.missed import State
from fieldwork.timetable.today import Engagement, Today, today
from ui.screens.live import LiveScreen
from ui.screens.marking import Marker
from ui.screens.today_card import EngagementCard
from ui.screens.today_lists import DayLists, key
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.widgets import Banner, Button, EmptyState, Heading, IconButton, Label, Message

_ABOUT = frozenset({"interview", "case", "person", "office", "officer", "inspection", "record", "answer"})
_MINUTE = 60_000
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class TodayScreen(LiveScreen):
    """The chosen engagement on the left, the next one at first; the day and what hangs over on the right."""

    case_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(session, parent, about=_ABOUT)
        self._clock = clock
        self._day: date | None = None
        self._chosen = ""
        self._now_shown: Engagement | None = None
        self.state: Today | None = None
        self.banner = Banner()
        self.who = QComboBox()
        self.before = IconButton("chevron-left", "Day before", key="Alt+Left", bordered=True)
        self.after = IconButton("chevron-right", "Day after", key="Alt+Right", bordered=True)
        self.now = Button("&Now")
        self.date = Label("", "strong")
        self.card = EngagementCard()
        self.lists = DayLists()
        self._marker = Marker(session, self)
        self.minute = QTimer(self, interval=_MINUTE)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the day of whoever is chosen, the user at first."""
        inspection = self.session.inspection
        self._fill_who(inspection)
        person = self.who.currentData()
        if not person:
            self._pages.setCurrentIndex(0)
            return
        self.state = today(inspection, person, self._moment(inspection, person))
        self._show(self.state)

    # -- which moment ----------------------------------------------------------------------------------

    def _moment(self, inspection: Inspection, person: str) -> datetime:
        """Now; or the beginning of another day, where one was turned to or fieldwork is long over."""
        now = self._clock()
        if self._day is None and now.date() > inspection.info().ends + timedelta(days=7):
            self._day = _first_open(inspection, person) or inspection.info().starts
        if self._day is None or self._day == now.date():
            return now
        return datetime.combine(self._day, time())

    def _turn(self, step: int) -> None:
        """Another day on which somebody can be interviewed, or something is."""
        if self.state is None:
            return
        here, days = self.state.now.date(), _days(self.session.inspection, self._clock().date())
        beside = [d for d in days if d < here][-1:] if step < 0 else [d for d in days if d > here][:1]
        if beside:
            self._day, self._chosen = beside[0], ""
            self.refresh()

    def _on_now_clicked(self) -> None:
        self._day, self._chosen = self._clock().date(), ""
        self.refresh()

    # -- showing -----------------------------------------------------------------------------------------

    def _fill_who(self, inspection: Inspection) -> None:
        """Whoever has interviews or cases, the user first chosen."""
        chosen = self.who.currentData() or self.session.author
        held = {i.inspector for i in queries.interviews(inspection)}
        people = [p for p in queries.team(inspection) if p.active and (p.id in held or p.id == chosen)]
        self.who.blockSignals(True)
        self.who.clear()
        for person in people:
            own = " (you)" if person.id == self.session.author else ""
            self.who.addItem(f"{person.name}{own}", str(person.id))
        at = self.who.findData(str(chosen))
        self.who.setCurrentIndex(at if at >= 0 and (chosen in held or not held) else min(len(people) - 1, 0))
        self.who.blockSignals(False)

    def _show(self, state: Today) -> None:
        some = bool(state.day or state.later or state.unmarked or state.waiting)
        self._pages.setCurrentIndex(1 if some else 0)
        self.date.setText(self._date_words(state.now))
        self.lists.show_state(state)
        self._show_card(state)

    def _date_words(self, moment: datetime) -> str:
        """`Monday 16 September 2019, 8:40am`; without the time for another day than today."""
        words = f"{_WEEKDAYS[moment.weekday()]} {wording.day(moment)}"
        return f"{words}, {wording.clock(moment)}" if self._live(moment) else words

    def _live(self, moment: datetime) -> bool:
        return moment.date() == self._clock().date()

    def _show_card(self, state: Today) -> None:
        everything = [*state.day, *state.unmarked, *state.later]
        chosen = next((one for one in everything if key(one) == self._chosen), None)
        first = state.next or next(iter(everything), None)
        self.card.show_state(chosen or first, state, live=self._live(state.now))
        self._now_shown = chosen or first

    # -- what happens --------------------------------------------------------------------------------------

    def _on_chosen(self, wanted: str) -> None:
        if wanted and self.state is not None:
            self._chosen = wanted
            self._show_card(self.state)

    def _on_mark_wanted(self, state: str) -> None:
        one = self._now_shown
        if one is not None and one.kind == "interview":
            wanted: State | None = state or None  # type: ignore[assignment]  # the card's buttons are states
            self._chosen = ""
            self._marker.mark(one.id, one.title, wanted)

    def _on_told(self, message: Message) -> None:
        self.banner.show_state(message)

    def _on_action_chosen(self, action: str) -> None:
        self.banner.show_state(None)
        if action == "undo":
            self.session.undo()
        elif action == "timetable":
            self.go.emit("interviews", self._now_shown.id if self._now_shown else "")

    def _on_case_chosen(self, ref: str) -> None:
        self.case_chosen.emit(ref)
        self.go.emit("reading", ref)

    def _on_meeting_opened(self, record: str) -> None:
        self.go.emit("evidence", record)

    def _on_waiting_opened(self, officer: str) -> None:
        self.go.emit("interviews", f"place/{officer}")

    def _on_before_clicked(self) -> None:
        self._turn(-1)

    def _on_after_clicked(self) -> None:
        self._turn(1)

    def _on_who_activated(self) -> None:
        self._chosen = ""
        self.refresh()

    def _on_minute(self) -> None:
        if self.isVisible() and self.session.is_open:
            self.refresh()

    # -- making it -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SMALL)
        bar.addWidget(Heading("Today", 1))
        bar.addSpacing(SMALL)
        for widget in (self.before, self.after, self.now, self.date):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.who.setAccessibleName("Whose day")
        bar.addWidget(self.who)
        self.card.setMinimumWidth(grown(300))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.card, 2)
        row.addWidget(self.lists, 3)
        self.none = EmptyState(
            "clock",
            "Nothing is planned for you yet.",
            detail="Your interviews and meetings stand here once they are planned, each with what is still "
            "to read for it. Below on the right you can say whose copy this is.",
            action="Go to the interviews",
        )
        holder = QWidget()
        self._pages = QStackedLayout(holder)
        self._pages.addWidget(self.none)
        self._pages.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(bar)
        column.addWidget(self.banner)
        column.addWidget(holder, 1)
        self.setFocusProxy(self.lists.day)

    def _connect(self) -> None:
        self.before.clicked.connect(self._on_before_clicked)
        self.after.clicked.connect(self._on_after_clicked)
        self.now.clicked.connect(self._on_now_clicked)
        self.who.activated.connect(self._on_who_activated)
        self.lists.chosen.connect(self._on_chosen)
        self.lists.waiting_opened.connect(self._on_waiting_opened)
        self.card.mark_wanted.connect(self._on_mark_wanted)
        self.card.case_chosen.connect(self._on_case_chosen)
        self.card.opened.connect(self._on_meeting_opened)
        self._marker.told.connect(self._on_told)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.none.action_chosen.connect(self._on_none_chosen)
        self.minute.timeout.connect(self._on_minute)
        self.minute.start()

    def _on_none_chosen(self) -> None:
        self.go.emit("interviews", "")


def _days(inspection: Inspection, also: date) -> list[date]:
    """The days that can be turned to."""
    held = {datetime.fromisoformat(i.starts).date() for i in queries.interviews(inspection)}
    held |= {a.day for a in appointments(inspection)}
    return sorted(held | set(inspection.info().days) | {also})


def _first_open(inspection: Inspection, person: str) -> date | None:
    """The day of somebody's first interview of which nothing was said."""
    mine = [i for i in queries.interviews(inspection) if i.inspector == person and not i.state]
    return datetime.fromisoformat(mine[0].starts).date() if mine else None
