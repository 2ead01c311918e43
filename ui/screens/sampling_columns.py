"""Saying what the columns of a long list hold, where they are not recognised."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.programme.model import Fact
from ui.screens.list_columns import ColumnsPanel
from ui.screens.sampling_work import LongList
from ui.theme.metrics import LARGE, SMALL
from ui.widgets import Button, Heading, Muted


class ColumnsDialog(QDialog):
    """Opened, never waited for. `explained` carries the choices: heading to fact, "" for not used."""

    explained = Signal(object)

    def __init__(self, long_list: LongList, facts: Mapping[str, Fact], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = dict(long_list.choices)
        self.setWindowTitle("Columns of the list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(860, 560)
        self.panel = ColumnsPanel()
        self.panel.show_state(long_list.glimpse.columns, facts, self._choices)
        self.read = Button("&Read the list so", "primary")
        self.leave = Button("Cancel", "quiet")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addWidget(Heading("Columns of the list", 2))
        column.addWidget(Muted("Personal details are hidden. What is chosen here holds for this draw."))
        column.addWidget(self.panel, 1)
        column.addLayout(foot)
        self.panel.chosen.connect(self._on_chosen)
        self.read.clicked.connect(self._on_read)
        self.leave.clicked.connect(self.reject)

    def _on_chosen(self, choices: dict[str, str]) -> None:
        self._choices = choices

    def _on_read(self) -> None:
        self.explained.emit(self._choices)
        self.accept()
