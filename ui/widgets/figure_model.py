"""The lines and columns of a table of figures, as Qt's views read them."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.theme import icon
from ui.widgets.figures import Cell, Figures, Head, Line
from ui.widgets.text import tooltip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NOTHING = Cell()


class FigureModel(QAbstractTableModel):
    """The lines as they are; column 0 is the heading of each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures = Figures("")

    def show_figures(self, figures: Figures) -> None:
        """Take another table. One of the same shape changes in place, so that the eye keeps its line."""
        before = self.figures
        if _shape(before) != _shape(figures):
            self.beginResetModel()
            self.figures = figures
            self.endResetModel()
            return
        self.figures = figures
        for row, (was, now) in enumerate(zip(before.lines, figures.lines, strict=True)):
            if was != now:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(figures.heads)))
        if before.heads != figures.heads:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(figures.heads))

    def line(self, row: int) -> Line:
        return self.figures.lines[row]

    def cell(self, index: _Index) -> Cell:
        """The figure there; an empty one under the headings and past the end of a line."""
        cells = self.line(index.row()).cells
        place = index.column() - 1
        return cells[place] if 0 <= place < len(cells) else _NOTHING

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.figures.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.figures.heads) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        head = self.figures.heads[section - 1] if section else Head(self.figures.corner)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{head.title}\n{head.detail}" if head.detail else head.title
        if role == Qt.ItemDataRole.DecorationRole and head.mark:
            return icon(head.mark[0], head.mark[1])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(head.tip or " ".join((head.title, head.detail)))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if head.align == "right" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        line, cell = self.line(index.row()), self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words if index.column() else line.words
        if role == Qt.ItemDataRole.ToolTipRole:
            own = (cell.tip or cell.words) if index.column() else (line.tip or line.words)
            return tooltip(own)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if not index.column():
                return line.words
            head = self.figures.heads[index.column() - 1]
            title = " ".join(part for part in (head.title, head.detail) if part)
            return f"{line.heading}, {title}: {cell.words or 'nothing'}"
        return None


def _shape(figures: Figures) -> tuple[object, ...]:
    heads = tuple((head.title, head.width) for head in figures.heads)
    return figures.corner, heads, tuple((line.key, line.level, line.group) for line in figures.lines)
