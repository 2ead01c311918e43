"""Cases under their responsible officers, as a tree: an officer's cases are best read by one person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from fieldwork import wording
from fieldwork.inspection.records import CaseRow
from ui.theme import colours, icon
from ui.theme.metrics import scaled

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

HEADINGS = ("Officer and cases", "Office", "Form", "Read by")
_STATUS_MARKS = {"selected": ("circle", "text_muted"), "reading": ("circle-half", "accent")}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case with the words for its form and its reader ("" nobody)."""

    row: CaseRow
    form: str
    reader: str


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer ("" none is named) and their cases in order."""

    name: str
    office: str
    cases: tuple[CaseLine, ...]

    @property
    def readers(self) -> str:
        """Who reads the cases, `Nobody yet` included where some have nobody."""
        names = sorted({line.reader for line in self.cases if line.reader})
        free = sum(not line.reader for line in self.cases)
        if not names:
            return "Nobody yet"
        return ", ".join(names) + (f", {free} nobody yet" if free else "")


def grouped(lines: Sequence[CaseLine]) -> tuple[OfficerLine, ...]:
    """Cases by officer, officers by name, those without one last."""
    held: dict[str, list[CaseLine]] = {}
    for line in lines:
        held.setdefault(line.row.officer, []).append(line)
    names = sorted(held, key=lambda name: (not name, name.casefold()))
    return tuple(OfficerLine(name, held[name][0].row.office, tuple(held[name])) for name in names)


class CaseTreeModel(QAbstractItemModel):
    """Officers at the top, their cases below. An index's internal id is 0 for an officer, else 1 and up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[CaseLine, ...] = ()
        self._wanted: Callable[[CaseLine], bool] | None = None
        self._officers: tuple[OfficerLine, ...] = ()
        self.bold = QFont()

    def show_lines(self, lines: Sequence[CaseLine]) -> None:
        """Take other cases; the filter stays."""
        self.beginResetModel()
        self._all = tuple(lines)
        self._choose()
        self.endResetModel()

    def want(self, wanted: Callable[[CaseLine], bool] | None) -> None:
        """Show only the cases that are wanted."""
        self.beginResetModel()
        self._wanted = wanted
        self._choose()
        self.endResetModel()

    def refs(self, index: _Index) -> tuple[str, ...]:
        """The case at an index, or all that an officer has here."""
        if index.internalId() == 0:
            return tuple(line.row.ref for line in self._officers[index.row()].cases)
        return (self._officers[index.internalId() - 1].cases[index.row()].row.ref,)

    def places(self, refs: frozenset[str]) -> list[QModelIndex]:
        """Where these cases are shown."""
        return [
            self.createIndex(row, 0, group + 1)
            for group, officer in enumerate(self._officers)
            for row, line in enumerate(officer.cases)
            if line.row.ref in refs
        ]

    def shown(self) -> int:
        """How many cases are shown."""
        return sum(len(officer.cases) for officer in self._officers)

    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = _ROOT) -> Any:
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._officers)
        deep = parent.internalId() != 0 or parent.column() != 0
        return 0 if deep else len(self._officers[parent.row()].cases)

    def columnCount(self, parent: _Index = _ROOT) -> int:  # noqa: ARG002
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return HEADINGS[section] if shown else None

    def data(self, index: _Index, role: int = 0) -> Any:
        if index.internalId() == 0:
            return self._officer_data(self._officers[index.row()], index.column(), role)
        line = self._officers[index.internalId() - 1].cases[index.row()]
        return self._case_data(line, index.column(), role)

    def _officer_data(self, officer: OfficerLine, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            count = wording.count(len(officer.cases), "case")
            return (officer.name or "No officer named", officer.office, count, officer.readers)[column]
        if role == Qt.ItemDataRole.FontRole and column == 0:
            return scaled(self.bold, 1, bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and column > 0:
            return QColor(colours().text_muted)
        return None

    def _case_data(self, line: CaseLine, column: int, role: int) -> Any:
        row = line.row
        words = (f"{row.ref}  {row.initials}".strip(), row.office, line.form, line.reader or "Nobody yet")
        if role == Qt.ItemDataRole.DisplayRole:
            return words[column]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{words[0]}, {row.status.label.lower()}" if column == 0 else words[column]
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return icon(*_STATUS_MARKS.get(line.row.status, ("check", "good")))
        if role == Qt.ItemDataRole.ForegroundRole and column == len(HEADINGS) - 1 and not line.reader:
            return QColor(colours().warning)
        return None

    def _choose(self) -> None:
        self._officers = grouped([line for line in self._all if self._wanted is None or self._wanted(line)])
