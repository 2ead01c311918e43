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
#: Stands for what was changed apart, where a clash has its number.
_APART = -1
_WIDTH = 308
INTERVIEW, UNPLACED, CLASHES = range(3)


class SidePanel(QTabWidget):
    """Three pages. `clash_chosen` carries the number of a clash in the plan's list; `settling_wanted`
    comes for what was changed apart.
    """

    clash_chosen = Signal(int)
    settling_wanted = Signal()

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
        self._show_clashes(state.clashes, state.apart)
        for page, words, count in (
            (UNPLACED, "Unplaced", len(state.unplaced)),
            (CLASHES, "Clashes", len(state.clashes) + len(state.apart)),
        ):
            self.setTabText(page, f"{words} ({count})" if count else words)

    def show_unplaced(self) -> None:
        """Show who has no interview; the keyboard stays where it is."""
        self.setCurrentIndex(UNPLACED)

    def turn_to(self, page: int) -> None:
        """Show a page and give its list the keyboard."""
        self.setCurrentIndex(page)
        held = {UNPLACED: self.unplaced, CLASHES: self.clashes}.get(page)
        if held is not None:
            held.setCurrentRow(max(held.currentRow(), 0))
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_clashes(self, clashes: Sequence[Clash], apart: Sequence[str]) -> None:
        """What has to be settled first, then what breaks a rule."""
        row = self.clashes.currentRow()
        self.clashes.clear()
        lines = [("conflict", sentence, _APART) for sentence in apart]
        lines += [("danger", clash.sentence, number) for number, clash in enumerate(clashes)]
        for picture, sentence, at in lines:
            item = QListWidgetItem(icon(picture, "danger"), sentence)
            item.setData(_AT, at)
            item.setToolTip(tooltip(sentence))
            self.clashes.addItem(item)
        if not lines:
            item = QListWidgetItem("No rule is broken.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.clashes.addItem(item)
        self.clashes.setCurrentRow(min(row, self.clashes.count() - 1))

    def _on_clash_activated(self, item: QListWidgetItem) -> None:
        at = item.data(_AT)
        if at == _APART:
            self.settling_wanted.emit()
        elif at is not None:
            self.clash_chosen.emit(int(at))


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
