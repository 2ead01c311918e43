"""Findings by question as Qt's views read them: which columns there are, and what each row says in them."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldwork.programme.model import QuestionId
from ui.screens.findings_rows import Row
from ui.widgets.text import tooltip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

QUESTION, PICTURE, COUNTED, SHARE, INTERVAL, LEFT_OUT, BEFORE, CHANGE = range(8)
#: The columns: title, what it means, width in characters (0 for the room that is left).
COLUMNS = (
    ("Question", "", 0),
    ("Answers", "The answers that count; the notches show where bands begin", 19),
    ("Yes of", "Above the line, of all to whom it applies", 8),
    ("Share", "Per cent; of few cases only the count is given", 5),
    ("95%", "Where the share of all eligible cases lies, at 95 per cent confidence", 7),
    ("N/A", "Does not apply: left out of the count", 4),
    ("Before", "What is compared with", 7),
    ("Change", "In points of the printed percentages", 15),
)
_RIGHT = (COUNTED, SHARE, INTERVAL, LEFT_OUT, BEFORE)


class _Node:
    """A row in its place."""

    __slots__ = ("children", "parent", "place", "row")

    def __init__(self, row: Row, place: int, parent: "_Node | None") -> None:
        self.row, self.place, self.parent = row, place, parent
        self.children = [_Node(child, n, self) for n, child in enumerate(row.children)]

    def walk(self) -> Iterator["_Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def take(self, row: Row) -> None:
        """The same question with other figures, and those under it."""
        self.row = row
        for child, under in zip(self.children, row.children, strict=True):
            child.take(under)


def _shape(row: Row) -> tuple[Any, ...]:
    return row.id, tuple(map(_shape, row.children))


class FindingsModel(QAbstractItemModel):
    """Rows by question."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tops: list[_Node] = []
        self._nodes: dict[QuestionId, _Node] = {}

    def show_rows(self, tops: Collection[Row], changed: Collection[QuestionId] | None = None) -> None:
        """Take other figures. Of the same questions only what `changed` names is told (None for all)."""
        if [_shape(node.row) for node in self._tops] != [_shape(row) for row in tops]:
            self.beginResetModel()
            self._tops = [_Node(row, n, None) for n, row in enumerate(tops)]
            self._nodes = {node.row.id: node for top in self._tops for node in top.walk()}
            self.endResetModel()
            return
        before = {name: node.row for name, node in self._nodes.items()}
        for top, row in zip(self._tops, tops, strict=True):
            top.take(row)
        for name in self._nodes if changed is None else changed:
            node = self._nodes.get(name)
            if node is not None and node.row != before[name]:
                self.dataChanged.emit(self._index(node, 0), self._index(node, len(COLUMNS) - 1))

    def row_at(self, index: _Index) -> Row:
        """The row there."""
        return self._node(index).row

    def names(self) -> Iterable[QuestionId]:
        """Every question, those above before those under them."""
        return self._nodes.keys()

    def index_of(self, name: QuestionId) -> QModelIndex:
        """Where a question stands; an invalid index where it does not."""
        node = self._nodes.get(name)
        return self._index(node, 0) if node else QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        under = self._node(parent).children if parent.isValid() else self._tops
        if not (0 <= row < len(under) and 0 <= column < len(COLUMNS)):
            return QModelIndex()
        return self._index(under[row], column)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # QObject has another one
        node = self._node(index).parent if index.isValid() else None
        return self._index(node, 0) if node else QModelIndex()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._tops)
        return len(self._node(parent).children) if parent.column() == 0 else 0

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: ARG002
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[section][1] or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        row = self._node(index).row
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.title if index.column() == QUESTION else text_of(row, index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = text_of(row, index.column()) or "nothing"
            return words if index.column() == QUESTION else f"{COLUMNS[index.column()][0]}: {words}"
        return None

    def _index(self, node: _Node, column: int) -> QModelIndex:
        return self.createIndex(node.place, column, node)

    def _node(self, index: _Index) -> _Node:
        held = index.internalPointer()
        assert isinstance(held, _Node)
        return held


def text_of(row: Row, column: int) -> str:
    """What a row says in a column."""
    if column == QUESTION:
        return f"{row.title} ({tag_of(row)})" if tag_of(row) else row.title
    if column == PICTURE:
        if row.rating is not None:
            band = row.rating.rating
            return band.label if band else "Not rated yet"
        if row.average is not None:
            return f"average of {row.average.parts}" if row.average.parts else "nothing to average"
        return ", ".join(f"{part.count} {part.label.lower()}" for part in row.parts())
    words = (row.counted, row.share, row.interval, row.left_out, row.previous, row.change)
    return words[column - COUNTED]


def tag_of(row: Row) -> str:
    """What sets a row apart, in words: the lowest of its standard, or a standard near a boundary."""
    if row.lowest:
        return "lowest"
    near = row.rating is not None and row.rating.near_boundary
    return "near a boundary" if near else ""


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
