"""One interview or meeting of the day in full: when, where, what is still to read, and how it went."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from fieldwork import wording
from fieldwork.timetable.today import Engagement, Today, ToRead
from ui.screens.marking import MARKS, in_words
from ui.theme import Tone, icon
from ui.theme.metrics import SMALL
from ui.widgets import Badge, Button, Card, FactGrid, FactLine, Heading, Label, Muted, tooltip

_REF = Qt.ItemDataRole.UserRole
STATES: dict[str, tuple[str, Tone, str]] = {
    "held": ("Held", "good", "check"),
    "late": ("Running late", "warning", "clock"),
    "missed": ("Did not attend", "danger", "cross"),
    "rescheduled": ("Put off", "neutral", "sync"),
}


class EngagementCard(Card):
    """`mark_wanted` carries a state, "" to take the mark back; `case_chosen` a case's reference;
    `opened` the id of a meeting.
    """

    mark_wanted = Signal(str)
    case_chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("What is next")
        self._id = ""
        self.soon = Label("", "small")
        self.title = Heading("", 1)
        self.title.setWordWrap(True)
        self._badge = Badge()
        self._facts = FactGrid(column_width=160)
        self._wrong = Label("", "danger", wrap=True)
        self.reading = Heading("", 3)
        self.cases = QListWidget()
        self.cases.setAccessibleName("Cases of this interview")
        self._hint = Muted("Enter opens a case.", small=True)
        self.marks: dict[str, Button] = {}
        self.back = Button("Take the mark &back", "quiet", "undo")
        self.notes = Button("Open its &notes", icon_name="note")
        self._lay_out()
        self._connect()

    def show_state(self, chosen: Engagement | None, day: Today, *, live: bool = True) -> None:
        """Show this engagement of a day; `live` where that day is today and time goes on."""
        self.setVisible(chosen is not None)
        if chosen is None:
            return
        self._id = chosen.id
        interview = chosen.kind == "interview"
        following = chosen == day.next and (live or chosen.starts.date() == day.now.date())
        words = f"Next, {until(day.now, chosen)}" if live else "The first of this day"
        self.soon.setText(words if following else _day_words(day.now, chosen))
        self.title.setText(chosen.title)
        self._badge.set(*STATES[chosen.state] if chosen.state else ("",))
        self._facts.show_state(tuple(_facts(chosen, day, following=following and live)))
        self._wrong.setText("\n".join(chosen.clashes))
        self._wrong.setVisible(bool(chosen.clashes))
        self._show_cases(chosen)
        for state, button in self.marks.items():
            button.setVisible(interview)
            button.setEnabled(chosen.state != state)
        self.back.setVisible(interview and chosen.state is not None)
        self.notes.setVisible(not interview)

    def _show_cases(self, chosen: Engagement) -> None:
        self.cases.clear()
        self.reading.setText(_to_read(chosen))
        for widget in (self.reading, self.cases, self._hint):
            widget.setVisible(bool(chosen.cases))
        for case in chosen.cases:
            item = QListWidgetItem(icon("check" if not case.to_do else "reading"), case_words(case))
            item.setData(_REF, case.ref)
            item.setToolTip(tooltip(case_words(case)))
            self.cases.addItem(item)
        line = self.cases.sizeHintForRow(0) if chosen.cases else 0
        self.cases.setFixedHeight(min(max(len(chosen.cases), 1), 5) * (line + 2) + 8)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QGridLayout()
        buttons.setSpacing(SMALL)
        for number, (state, words, picture) in enumerate(MARKS):
            button = Button(words, "primary" if state == "held" else "plain", picture)
            button.setObjectName(state)
            self.marks[state] = button
            buttons.addWidget(button, number // 2, number % 2)
        buttons.setColumnStretch(2, 1)
        last = QHBoxLayout()
        last.addWidget(self.notes)
        last.addWidget(self.back)
        last.addStretch(1)
        self.body.addWidget(self.soon)
        self.body.addLayout(head)
        for widget in (self._facts, self._wrong, self.reading, self.cases, self._hint):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addLayout(last)
        self.body.addStretch(1)

    def _connect(self) -> None:
        for button in self.marks.values():
            button.clicked.connect(self._on_mark_clicked)
        self.back.clicked.connect(self._on_back_clicked)
        self.notes.clicked.connect(self._on_notes_clicked)
        self.cases.itemActivated.connect(self._on_case_activated)
        self.cases.itemClicked.connect(self._on_case_activated)

    def _on_mark_clicked(self) -> None:
        self.mark_wanted.emit(self.sender().objectName())

    def _on_back_clicked(self) -> None:
        self.mark_wanted.emit("")

    def _on_notes_clicked(self) -> None:
        self.opened.emit(self._id)

    def _on_case_activated(self, item: QListWidgetItem) -> None:
        self.case_chosen.emit(str(item.data(_REF)))


def case_words(case: ToRead) -> str:
    """`D369551 GN – 23 questions open, about 40 minutes; 3 to ask`."""
    row = case.row
    parts = [f"{wording.count(case.to_do, 'question')} open" if case.to_do else row.status.label]
    if case.minutes:
        parts.append(f"about {in_words(case.minutes)}")
    asks = f"; {case.asks} to ask" if case.asks else ""
    return f"{row.ref} {row.initials} – {', '.join(parts)}{asks}"


def until(now: datetime, one: Engagement) -> str:
    """`in 25 minutes`, `now`, `tomorrow at 9:30am`, `on Wed 18 Sep`."""
    if one.expected <= now:
        return "now"
    days = (one.expected.date() - now.date()).days
    if days == 0:
        return f"in {in_words(int((one.expected - now).total_seconds()) // 60)}"
    at = wording.clock(one.expected)
    return f"tomorrow at {at}" if days == 1 else f"on {wording.short_day(one.expected)} at {at}"


def _day_words(now: datetime, one: Engagement) -> str:
    days = (one.starts.date() - now.date()).days
    return {0: "On this day", 1: "Tomorrow"}.get(days, wording.short_day(one.starts))


def _facts(one: Engagement, day: Today, *, following: bool) -> list[FactLine]:
    when = one.when if one.starts.date() == day.now.date() else f"{wording.short_day(one.starts)}, {one.when}"
    lines = [FactLine("Time", when, strong=True), FactLine("Where", one.place or "Not said", strong=True)]
    if one.late:
        lines.append(FactLine("Expected", wording.clock(one.expected), strong=True))
    if following and day.leave_by is not None:
        journey = f"{wording.clock(day.leave_by)}, the journey takes {in_words(day.travel)}"
        lines.append(FactLine("Set out by", journey))
    if one.about:
        lines.append(FactLine("About", one.about))
    if one.note:
        lines.append(FactLine("Note", one.note))
    return lines


def _to_read(one: Engagement) -> str:
    if not one.to_do:
        return "Everything is read"
    about = f", about {in_words(one.minutes_to_read)}" if one.minutes_to_read else ""
    return f"Still to read: {wording.count(one.to_do, 'question')}{about}"
