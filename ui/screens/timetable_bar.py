"""The head of the timetable: what is wrong at a glance, what to do with the plan, and which days to see."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fieldwork import wording
from ui.screens.timetable_rows import WAYS, By
from ui.screens.timetable_view import PlanState, page_words
from ui.theme import icon, restyle
from ui.theme.metrics import SMALL
from ui.widgets import Button, Heading, IconButton, Label

#: What planning can do: the command, and its words.
_PLANS = (
    ("anew", "Give times to everything that is not locked", ""),
    ("allocate", "Choose readers and times, for cases nobody has begun", ""),
    ("repair", "Repair the plan with the fewest moves…", ""),
)
#: How long planning may look for something better: seconds, and words.
_TIMES = ((15.0, "Search for 15 seconds"), (60.0, "Search for a minute"), (300.0, "Search for five minutes"))
_HAND_OUT = (
    ("print", "Print…", "printer"),
    ("calendar", "Export as calendar or workbook…", "download"),
    ("tell", "Tell people what has changed…", "send"),
)


class TimetableBar(QWidget):
    """Two lines of controls. `wanted` carries a command: `anew`, `allocate` or `repair`; `print`,
    `calendar`, `inspectors`, `offices`, `workbook` or `tell`; `set up`, `clashes` or `unplaced`.
    `time_chosen` says how many seconds planning may take; `turned` -1 or 1; `way_chosen` comes when
    other rows or days are.
    """

    wanted = Signal(str)
    time_chosen = Signal(float)
    turned = Signal(int)
    way_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clashes = Button("No clashes", "quiet", "check")
        self.unplaced = Button("", "quiet", "officer")
        self.set_up = Button("Set &up", icon_name="settings")
        self.hand_out = Button("&Hand out")
        self.plan = Button("&Plan", "primary")
        self.week, self.day = Button("&Week"), Button("&Day")
        self.by = QComboBox()
        self.before = IconButton("chevron-left", "Days before", key="Alt+Left", bordered=True)
        self.after = IconButton("chevron-right", "Days after", key="Alt+Right", bordered=True)
        self._dates = Label("", "strong")
        self.actions_by_name: dict[str, QAction] = {}
        self._build()
        self._lay_out()
        self._connect()

    def rows(self) -> By:
        """What a row of the timetable stands for."""
        found: By = self.by.currentData()
        return found

    def by_day(self) -> bool:
        """Whether one day is shown along its hours, instead of a week."""
        return self.day.isChecked()

    def show_state(self, state: PlanState, page: Sequence[date], number: int, pages: int) -> None:
        """Show how the plan stands and which of how many pages is shown."""
        clashes, missing = len(state.clashes) + len(state.apart), len(state.unplaced)
        said = wording.count(clashes, "clash", "clashes") if clashes else "No clashes"
        self._mark(self.clashes, said, clashes, "danger", "danger")
        words = wording.count(missing, "unplaced", "unplaced") if missing else "All placed"
        self._mark(self.unplaced, words, missing, "warning", "plain")
        self.clashes.setAccessibleDescription("Shows the list of clashes")
        self.unplaced.setAccessibleDescription("Shows who has no interview, and why")
        self._dates.setText(page_words(page))
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number + 1 < pages)
        planned = bool(state.interviews)
        timed = planned or bool(state.problem.appointments)
        self.actions_by_name["repair"].setEnabled(planned)
        self.actions_by_name["tell"].setEnabled(planned)
        self.hand_out.setEnabled(timed)
        self.plan.setEnabled(bool(state.problem.officers))

    def turn_to_rows(self, by: By) -> None:
        """Choose what rows stand for."""
        self.by.setCurrentIndex(self.by.findData(by))

    def _mark(self, button: Button, words: str, wrong: int, mark: str, edge: str) -> None:
        """The badge is quiet while nothing is wrong, and has a shape and an edge once something is."""
        button.setText(words)
        button.setIcon(icon(mark, mark) if wrong else icon("check", "good"))
        kind = edge if wrong else "quiet"
        if button.property("kind") != kind:
            button.setProperty("kind", kind)
            restyle(button)

    def _build(self) -> None:
        for by, words in WAYS:
            self.by.addItem(words, by)
        self.by.setAccessibleName("Rows of the timetable")
        both = QButtonGroup(self)
        for button in (self.week, self.day):
            button.setCheckable(True)
            both.addButton(button)
        self.week.setChecked(True)
        self._menu(self.plan, _PLANS)
        times = QActionGroup(self)
        self.plan.menu().addSeparator()
        for seconds, words in _TIMES:
            action = QAction(words, times)
            action.setCheckable(True)
            action.setChecked(seconds == _TIMES[0][0])
            action.setData(seconds)
            self.plan.menu().addAction(action)
        times.triggered.connect(self._on_time_triggered)
        self._menu(self.hand_out, _HAND_OUT)

    def _menu(self, button: Button, commands: Sequence[tuple[str, str, str]]) -> None:
        menu = QMenu(self)
        for name, words, picture in commands:
            action = QAction(words, menu)
            if picture:
                action.setIcon(icon(picture))
            action.setData(name)
            menu.addAction(action)
            self.actions_by_name[name] = action
            action.triggered.connect(self._on_command_triggered)
        button.setMenu(menu)
        button.setProperty("menu", "true")

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SMALL)
        first.addWidget(Heading("Interviews", 1))
        first.addSpacing(SMALL)
        first.addWidget(self.clashes)
        first.addWidget(self.unplaced)
        first.addStretch(1)
        for button in (self.set_up, self.hand_out, self.plan):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(SMALL)
        for widget in (self.week, self.day, self.by, self.before, self.after, self._dates):
            second.addWidget(widget)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(first)
        column.addLayout(second)

    def _connect(self) -> None:
        for name, button in (("clashes", self.clashes), ("unplaced", self.unplaced), ("set up", self.set_up)):
            button.setObjectName(name)
            button.clicked.connect(self._on_button_clicked)
        self.before.clicked.connect(self._on_before_clicked)
        self.after.clicked.connect(self._on_after_clicked)
        self.by.activated.connect(self.way_chosen)
        self.week.toggled.connect(self.way_chosen)

    def _on_command_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(str(action.data()))

    def _on_time_triggered(self, action: QAction) -> None:
        self.time_chosen.emit(float(action.data()))

    def _on_button_clicked(self) -> None:
        self.wanted.emit(self.sender().objectName())

    def _on_before_clicked(self) -> None:
        self.turned.emit(-1)

    def _on_after_clicked(self) -> None:
        self.turned.emit(1)
