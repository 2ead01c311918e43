"""What a timetable shows: rows by days, each cell with its entries in order of time."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.theme import Tone
from ui.widgets.text import tooltip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A day or half-day: `title` as `Mon 16 Sep`, `part` as `Morning`. A new title starts a new day."""

    title: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """Whose row it is: an inspector, an office, a room or an officer; `detail` is a smaller second line."""

    id: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GridEntry:
    """One interview or meeting in the cell of `row` (an id) and `column` (a number).

    `tone` warning or danger comes with its shape; `locked` shows a lock; `mark` is another icon's name;
    `tip` is the whole of it. `starts` and `ends` are minutes of the day; the same twice for all day.
    """

    id: str
    row: str
    column: int
    time: str
    title: str
    room: str = ""
    tone: Tone = "info"
    locked: bool = False
    tip: str = ""
    starts: int = 0
    ends: int = 0
    movable: bool = False
    mark: str = ""

    def said(self) -> str:
        """The entry in words."""
        marks = ["locked"] if self.locked else []
        marks += ["needs a look"] if self.tone in ("warning", "danger") else []
        return ", ".join(part for part in (self.time, self.title, self.room, *marks) if part)


@dataclass(frozen=True, slots=True)
class GridAxis:
    """The hours of a day, in minutes since midnight: its ends, where the afternoon begins, the lunch
    break, and how far apart interviews may begin.
    """

    starts: int
    ends: int
    noon: int
    lunch: tuple[int, int]
    step: int = 15


@dataclass(frozen=True, slots=True)
class Shade:
    """A time when nothing can be in this cell; `words` say why, as `Away`."""

    row: str
    column: int
    starts: int
    ends: int
    words: str


@dataclass(frozen=True, slots=True)
class GridView:
    """A whole timetable. With an `axis` cells are parted into morning and afternoon; `timed` ones are
    laid out along the hours instead.
    """

    columns: tuple[GridColumn, ...] = ()
    rows: tuple[GridRow, ...] = ()
    entries: tuple[GridEntry, ...] = ()
    axis: GridAxis | None = None
    timed: bool = False
    shades: tuple[Shade, ...] = ()

    @property
    def parts(self) -> int:
        """How many parts a cell has, one above the other."""
        return 2 if self.axis is not None and not self.timed else 1

    def part(self, minute: int) -> int:
        """The part of a cell that something beginning at this minute stands in."""
        return int(self.parts == 2 and self.axis is not None and minute >= self.axis.noon)


class GridModel(QAbstractTableModel):
    """The same for a Qt view. Entries of a cell are read with `entries`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = GridView()
        self._cells: dict[tuple[str, int], list[GridEntry]] = {}
        self._shades: dict[tuple[str, int], list[Shade]] = {}

    def show_grid(self, grid: GridView) -> None:
        """Take another timetable."""
        cells: dict[tuple[str, int], list[GridEntry]] = defaultdict(list)
        for entry in grid.entries:
            cells[entry.row, entry.column].append(entry)
        shades: dict[tuple[str, int], list[Shade]] = defaultdict(list)
        for shade in grid.shades:
            shades[shade.row, shade.column].append(shade)
        self.beginResetModel()
        self.grid, self._cells, self._shades = grid, dict(cells), dict(shades)
        self.endResetModel()

    def entries(self, row: int, column: int) -> list[GridEntry]:
        """What stands in this cell, in the order given."""
        return self._cells.get((self.grid.rows[row].id, column), [])

    def shades(self, row: int, column: int) -> list[Shade]:
        """When nothing can be in this cell."""
        return self._shades.get((self.grid.rows[row].id, column), [])

    def row_of(self, row: str) -> int:
        """The number of the row with this id; -1 where there is none."""
        return next((n for n, one in enumerate(self.grid.rows) if one.id == row), -1)

    def entry(self, entry_id: str) -> GridEntry | None:
        """The entry with this id, in whichever row it stands first."""
        return next((entry for entry in self.grid.entries if entry.id == entry_id), None)

    def place(self, entry_id: str) -> tuple[int, int, int] | None:
        """Row, column and place within the cell of an entry."""
        rows = {row.id: number for number, row in enumerate(self.grid.rows)}
        for (row, column), entries in self._cells.items():
            for at, entry in enumerate(entries):
                if entry.id == entry_id and row in rows:
                    return rows[row], column, at
        return None

    def starts_day(self, column: int) -> bool:
        """True where another day begins with this column."""
        columns = self.grid.columns
        return column > 0 and columns[column].title != columns[column - 1].title

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            column = self.grid.columns[section]
            words = f"{column.title}\n{column.part}" if column.part else column.title
        else:
            row = self.grid.rows[section]
            words = f"{row.title}\n{row.detail}" if row.detail else row.title
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = orientation == Qt.Orientation.Horizontal
            height = Qt.AlignmentFlag.AlignVCenter if across else Qt.AlignmentFlag.AlignTop
            return Qt.AlignmentFlag.AlignLeft | height
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return None
        row, column = self.grid.rows[index.row()], self.grid.columns[index.column()]
        held = "; ".join(entry.said() for entry in self.entries(index.row(), index.column()))
        return f"{row.title}, {column.title} {column.part}: {held or 'free'}"
