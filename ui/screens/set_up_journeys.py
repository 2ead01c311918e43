"""How far it is between offices and bases: measured ways, and those estimated from where the places lie."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.timetable import setting
from fieldwork.timetable.problem import Problem
from fieldwork.timetable.travel import Leg, Travel
from ui.screens.set_up_page import SetUpPage
from ui.screens.typed_field import Unreadable, whole
from ui.session import Session
from ui.theme import colours
from ui.theme.metrics import SMALL, grown, row_height
from ui.widgets import EmptyState, Label, Muted

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST = int(setting.LONGEST_WAY)


def places(problem: Problem) -> dict[str, str]:
    """Offices, then bases: what ways are between, each with its words."""
    found = {office.id: office.name for office in problem.offices}
    for person in problem.inspectors:
        if person.base and person.base not in found:
            own = person.base.startswith("base:")
            found[person.base] = f"{problem.name(person.id)}'s base" if own else person.base
    return found


class WaysModel(QAbstractTableModel):
    """A square of places; `set_way` carries two places and minutes, None where a way is to be forgotten."""

    set_way = Signal(str, str, object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[tuple[str, str]] = []
        self._travel = Travel()
        self.kilometres = False

    def show_ways(self, problem: Problem) -> None:
        """Take other places and ways."""
        fresh = list(places(problem).items())
        if fresh != self._places:
            self.beginResetModel()
            self._places, self._travel = fresh, problem.travel
            self.endResetModel()
        else:
            self._travel = problem.travel
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(fresh) - 1))

    def way(self, index: _Index) -> tuple[str, str]:
        """The two places of a cell."""
        return self._places[index.row()][0], self._places[index.column()][0]

    def measured(self, index: _Index) -> Leg | None:
        """What somebody measured."""
        a, b = self.way(index)
        return self._travel.legs.get((a, b)) or self._travel.legs.get((b, a))

    def words(self, index: _Index) -> str:
        """`35`, `~35` where it is estimated, `?` where nothing is known."""
        a, b = self.way(index)
        if a == b:
            return ""
        known, points = self.measured(index), self._travel.points
        if known is None and not (a in points and b in points):
            return "?"
        leg = self._travel.leg(a, b)
        number = f"{leg.km if self.kilometres else leg.minutes:.0f}"
        return number if known else f"~{number}"

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ARG002
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._places[section][1]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        edited = not self.kilometres and index.row() != index.column()
        return plain | Qt.ItemFlag.ItemIsEditable if edited else plain

    def data(self, index: _Index, role: int = 0) -> Any:
        shown = self.words(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.EditRole:
            return shown.lstrip("~?")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ForegroundRole and shown[:1] in "~?":
            return QColor(colours().text_muted)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(index, shown)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ARG002
        """A whole number of minutes is taken; nothing makes it estimated again; the rest is refused."""
        text = str(value).strip().lstrip("~")
        a, b = self.way(index)
        try:
            minutes = whole(0, _MOST)(text) if text else None
        except Unreadable as error:
            one, other = (self._places[n][1] for n in (index.row(), index.column()))
            self.refused.emit(f"{one} to {other}: “{text}” is not minutes. {error}")
            return False
        self.set_way.emit(a, b, minutes)
        return True

    def _said(self, index: _Index, shown: str) -> str:
        one, other = (self._places[n][1] for n in (index.row(), index.column()))
        if index.row() == index.column():
            return one
        unit = "km" if self.kilometres else "minutes"
        how = {"~": "estimated", "?": "not known"}.get(shown[:1], "measured")
        return f"{one} to {other}: {shown.lstrip('~?')} {unit}, {how}".replace(":  ", ": ")


class _Square(QTableView):
    """Delete makes a way estimated again."""

    cleared = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex().isValid():
            self.cleared.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class JourneysPage(SetUpPage):
    """The square of ways; what was typed wrongly is said above it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model = WaysModel(self)
        self.square = _Square()
        self.unit = QComboBox()
        self.wrong = Label("", "danger", wrap=True)
        self._none = EmptyState("office", "No places yet.", detail="Offices come with the office's list.")
        self._lay_out()
        self.model.set_way.connect(self._on_way_set)
        self.model.refused.connect(self._on_refused)
        self.square.cleared.connect(self._on_cleared)
        self.unit.activated.connect(self._on_unit_activated)

    def refresh(self, problem: Problem) -> None:
        self.model.show_ways(problem)
        some = self.model.rowCount() > 1
        self.square.setVisible(some)
        self._none.setVisible(not some)

    def _lay_out(self) -> None:
        self.unit.addItems(["Minutes", "Kilometres"])
        self.unit.setAccessibleName("What the square shows")
        self.square.setModel(self.model)
        self.square.setAccessibleName("How far it is between places")
        self.square.setTabKeyNavigation(False)
        self.square.setCornerButtonEnabled(False)
        triggers = QAbstractItemView.EditTrigger
        self.square.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.square.horizontalHeader().setDefaultSectionSize(grown(130))
        self.square.verticalHeader().setDefaultSectionSize(row_height(self.font()))
        self.wrong.hide()
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.unit)
        head.addWidget(
            Muted(
                "~ is estimated from where the places lie, ? is not known. Type minutes that you know;"
                " Delete makes a way estimated again.",
                small=True,
            ),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self.wrong)
        column.addWidget(self.square, 1)
        column.addWidget(self._none, 1)

    def _on_way_set(self, a: str, b: str, minutes: int | None) -> None:
        self.wrong.hide()
        session = self.session
        self.save(lambda: setting.set_way(session.inspection, session.author, a, b, minutes=minutes))

    def _on_cleared(self, index: QModelIndex) -> None:
        if self.model.measured(index) is not None:
            self.model.set_way.emit(*self.model.way(index), None)

    def _on_refused(self, why: str) -> None:
        self.wrong.setText(why)
        self.wrong.show()

    def _on_unit_activated(self) -> None:
        self.model.kilometres = self.unit.currentIndex() == 1
        last = self.model.rowCount() - 1
        self.model.dataChanged.emit(self.model.index(0, 0), self.model.index(last, last))


def count_words(problem: Problem) -> str:
    """How many ways are measured of how many there are."""
    n = len(places(problem))
    return f"{wording.count(len(problem.travel.legs), 'way')} of {n * (n - 1) // 2} measured"
