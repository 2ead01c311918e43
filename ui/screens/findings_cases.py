"""A window of its own for the cases behind one figure of a table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.findings.counts import Count
from fieldwork.findings.queries import Selection
from ui.screens.findings_behind import BehindPanel, cases_behind
from ui.screens.findings_rows import parts_of
from ui.session import Session
from ui.theme.metrics import LARGE, SMALL
from ui.widgets import Button, Heading, Label, Muted
from ui.widgets.stacked_bar import StackedBar, said


class CasesDialog(QDialog):
    """Opened, never waited for. `opened` carries a case and the question to show in it."""

    opened = Signal(str)

    def __init__(
        self, session: Session, selection: Selection, one: Count, group: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._question = one.question.id
        title = f"{one.question.shown} {group}".strip()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(640, 560)
        parts = parts_of(one)
        bar = StackedBar()
        bar.show_state(tuple(part for part in parts if part.kind != "na"))
        self.behind = BehindPanel()
        kinds = {part.id: part.kind for part in parts}
        self.behind.show_state(
            cases_behind(session.inspection, selection, one.question, kinds, (), session.author)
        )
        self.behind.opened.connect(self._on_opened)
        self.leave = Button("Close", "quiet")
        self.leave.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addWidget(Heading(title, 2))
        column.addWidget(Label(one.question.text, wrap=True))
        column.addWidget(bar)
        column.addWidget(Muted(f"{said(parts)}.", small=True))
        column.addWidget(self.behind, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        self.behind.setFocus()

    def _on_opened(self, ref: str) -> None:
        self.opened.emit(f"{ref}/{self._question}")
        self.accept()
