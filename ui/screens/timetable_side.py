"""Beside the timetable: one interview, who has none and why, and every clash."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTabWidget, QVBoxLayout, QWidget

from fieldwork.timetable.check import Clash
from ui.screens.interview_panel import InterviewPanel
from ui.screens.timetable_view import PlanState
from ui.theme import icon
from ui.theme.metrics import SMALL, TIGHT, grown
from ui.widgets import Muted, tooltip
from ui.widgets.tray import Tray, TrayItem

_AT = Qt.ItemDataRole.UserRole
_WIDTH = 308
INTERVIEW, UNPLACED, CLASHES = range(3)


class SidePanel(QTabWidget):
    """Three pages. `clash_chosen` carries the number of a clash in the plan's list."""

    clash_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(grown(_WIDTH))
        self.setDocumentMode(True)
        self.setAccessibleName("Details")
        self.tabBar().setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.interview = InterviewPanel()
        self.unplaced = Tray("Officers without an interview", "officer")
        self.clashes = QListWidget()
        self.clashes.setAccessibleName("Clashes")
        self.clashes.setWordWrap(True)
        self.clashes.setSpacing(2)
        self.clashes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clashes.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for page, words in (
            (self.interview, "Interview"),
            (_under(self.unplaced, "Drag somebody into the timetable, or press Enter."), "Unplaced"),
            (_under(self.clashes, "Choose a clash to go there."), "Clashes"),
        ):
            self.addTab(page, words)
        self.clashes.itemActivated.connect(self._on_clash_activated)
        self.clashes.itemClicked.connect(self._on_clash_activated)

    def show_state(self, state: PlanState) -> None:
        """Show what the plan lacks and what is wrong in it; each page's title says how much."""
        name = state.problem.name
        self.unplaced.show_state(
            [TrayItem(u.officer, name(u.officer), u.why) for u in state.unplaced],
            "Everybody has an interview.",
        )
        self._show_clashes(state.clashes)
        for page, words, count in (
            (UNPLACED, "Unplaced", len(state.unplaced)),
            (CLASHES, "Clashes", len(state.clashes)),
        ):
            self.setTabText(page, f"{words} ({count})" if count else words)

    def turn_to(self, page: int) -> None:
        """Show a page and give its list the keyboard."""
        self.setCurrentIndex(page)
        held = {UNPLACED: self.unplaced, CLASHES: self.clashes}.get(page)
        if held is not None:
            held.setCurrentRow(max(held.currentRow(), 0))
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_clashes(self, clashes: Sequence[Clash]) -> None:
        row = self.clashes.currentRow()
        self.clashes.clear()
        for number, clash in enumerate(clashes):
            item = QListWidgetItem(icon("danger", "danger"), clash.sentence)
            item.setData(_AT, number)
            item.setToolTip(tooltip(clash.sentence))
            self.clashes.addItem(item)
        if not clashes:
            item = QListWidgetItem("No rule is broken.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.clashes.addItem(item)
        self.clashes.setCurrentRow(min(row, self.clashes.count() - 1))

    def _on_clash_activated(self, item: QListWidgetItem) -> None:
        if item.data(_AT) is not None:
            self.clash_chosen.emit(int(item.data(_AT)))


def _under(held: QWidget, words: str) -> QWidget:
    """A list with a line of what can be done with it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, SMALL, 0, 0)
    column.setSpacing(TIGHT)
    column.addWidget(held, 1)
    column.addWidget(Muted(words, small=True))
    page.setFocusProxy(held)
    return page
