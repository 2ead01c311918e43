"""A table of frozen rows: columns say how a row reads; sorting and searching happen here, in Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from ui.theme import Tone, colours, icon
from ui.widgets.text import tooltip

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column reads a row.

    `sort` gives what it is sorted by (the text unless given); `mark` an icon's name and tone, so that a
    tone never comes without a shape; `width` is in characters, 0 for the room that is left.
    """

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    mark: Callable[[Row], tuple[str, Tone] | None] | None = None
    tip: Callable[[Row], str] | None = None
    width: int = 12
    right: bool = False
    muted: bool = False


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows by key. Only the rows that pass the search and the filter are rows of the model."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self._words: list[str] = []
        self._shown: list[int] = []
        self._search: list[str] = []
        self._wanted: Callable[[Row], bool] | None = None
        self._order: tuple[int, bool] | None = None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take other rows; the search, filter and order stay."""
        self.beginResetModel()
        self._rows = list(rows)
        self._words = [" ".join(c.text(row) for c in self.columns).casefold() for row in self._rows]
        self._choose()
        self.endResetModel()

    def search(self, words: str, wanted: Callable[[Row], bool] | None = None) -> None:
        """Keep the rows that hold every word, in any column, and that are wanted."""
        self.beginResetModel()
        self._search, self._wanted = words.casefold().split(), wanted
        self._choose()
        self.endResetModel()

    def row(self, number: int) -> Row:
        """The row shown at this place."""
        return self._rows[self._shown[number]]

    def key(self, number: int) -> str:
        """The key of the row shown at this place."""
        return self._key(self.row(number))

    def places(self) -> dict[str, int]:
        """Where each key is shown."""
        return {self._key(self._rows[at]): number for number, at in enumerate(self._shown)}

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        row, column = self.row(index.row()), self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.DecorationRole:
            return _icon(column.mark(row)) if column.mark else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(column.tip(row) if column.tip else column.text(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by this column; rows that are equal in it keep the order that they had."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self.key(index.row()) for index in before]
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._choose()
        places = self.places()
        after = [self.index(places[key], index.column()) for key, index in zip(keys, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _choose(self) -> None:
        """Work out which rows are shown, in which order."""
        self._shown = [
            at
            for at, row in enumerate(self._rows)
            if all(word in self._words[at] for word in self._search)
            and (self._wanted is None or self._wanted(row))
        ]
        if self._order is None:
            return
        column = self.columns[self._order[0]]
        by = column.sort or _folded(column.text)
        self._shown.sort(key=_keyed(self._rows, by), reverse=self._order[1])

    def _ink(self, row: Row, column: Column[Row]) -> QColor | None:
        marked = column.mark(row) if column.mark else None
        if marked is not None:
            return QColor(colours().ink(marked[1]))
        return QColor(colours().text_muted) if column.muted else None


def _keyed(rows: list[Row], by: Callable[[Row], Any]) -> Callable[[int], Any]:
    def key(at: int) -> Any:
        return by(rows[at])

    return key


def _folded(text: Callable[[Row], str]) -> Callable[[Row], str]:
    def folded(row: Row) -> str:
        return text(row).casefold()

    return folded


def _icon(marked: tuple[str, Tone] | None) -> QIcon | None:
    if marked is None:
        return None
    name, tone = marked
    return icon(name, {"neutral": "text_muted", "info": "accent"}.get(tone, tone))


def _alignment(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
