"""Facts about a case in columns that fold to the width there is."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import LARGE
from ui.widgets.text import Elided


@dataclass(frozen=True, slots=True)
class FactLine:
    """A label and its value as people read them; `strong` makes the value stand out."""

    label: str
    value: str
    strong: bool = False


class FactGrid(QWidget):
    """Label over value, in as many columns of `column_width` pixels as fit."""

    def __init__(self, *, column_width: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column_width = column_width
        self._cells: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(LARGE)
        self._grid.setVerticalSpacing(6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, facts: tuple[FactLine, ...]) -> None:
        """Show these facts in this order, across and then down."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [_cell(fact, self) for fact in facts]
        self._place(self._fitting(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting(event.size().width()) != self._columns:
            self._place(self._fitting(event.size().width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._cells:
            return 0
        rows = -(-len(self._cells) // self._fitting(width))
        return rows * self._cells[0].sizeHint().height() + (rows - 1) * self._grid.verticalSpacing()

    def sizeHint(self) -> QSize:
        return QSize(4 * self._column_width, self.heightForWidth(max(self.width(), self._column_width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._column_width, self.sizeHint().height())

    def _fitting(self, width: int) -> int:
        across = (width + LARGE) // (self._column_width + LARGE)
        return max(1, min(len(self._cells) or 1, across))

    def _place(self, columns: int) -> None:
        for old in range(self._columns):
            self._grid.setColumnStretch(old, 0)
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
            cell.show()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.updateGeometry()


def _cell(fact: FactLine, parent: QWidget) -> QWidget:
    cell = QWidget(parent)
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    said = f"{fact.label}: {fact.value or 'not known'}"
    value = Elided(fact.value or "–", "strong" if fact.strong else "", said=said)
    column.addWidget(Elided(fact.label, "fact"))
    column.addWidget(value)
    return cell
