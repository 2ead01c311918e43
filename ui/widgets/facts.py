"""Facts about a case in columns that fold to the width there is."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme.metrics import LARGE
from ui.widgets.text import Elided

_BETWEEN = 6
#: The height of a line in the body size at 96 dots an inch.
_USUAL_LINE = 15


@dataclass(frozen=True, slots=True)
class FactLine:
    """A label and its value as people read them; `strong` makes the value stand out."""

    label: str
    value: str
    strong: bool = False


class FactGrid(QWidget):
    """Label over value, in as many columns as fit; `column_width` is in pixels at the usual text size."""

    def __init__(self, *, column_width: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column_width = column_width
        self._cells: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, facts: tuple[FactLine, ...]) -> None:
        """Show these facts in this order, across and then down."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = [_cell(fact, self) for fact in facts]
        for cell in self._cells:
            cell.show()
        self.updateGeometry()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._cells) // self._columns(width))
        return max(0, rows * (self._cell_height() + _BETWEEN) - _BETWEEN)

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._column_width)
        return QSize(4 * self._column_width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._column_width, self._cell_height())

    def _columns(self, width: int) -> int:
        wanted = round(self._column_width * self.fontMetrics().height() / _USUAL_LINE)
        across = (width + LARGE) // (wanted + LARGE)
        return max(1, min(len(self._cells), across))

    def _cell_height(self) -> int:
        return max((cell.sizeHint().height() for cell in self._cells), default=0)

    def _place(self) -> None:
        columns = self._columns(self.width())
        step = (self.width() + LARGE) / columns
        height = self._cell_height()
        for number, cell in enumerate(self._cells):
            left, top = round(number % columns * step), number // columns * (height + _BETWEEN)
            cell.setGeometry(left, top, round(step) - LARGE, height)


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
