"""The inspection team: who is in it, what each has been given, and whose copy this is."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.records import Person, PersonId, Role
from fieldwork.sample import team
from fieldwork.sample.allocate import Load
from ui.screens.live import write
from ui.screens.load_bar import LoadBarDelegate
from ui.screens.person_dialog import PersonDialog
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import Button, Column, DataTable, EmptyState, Heading, Label, Message
from ui.widgets.flow import FlowLayout


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with what they have been given. `share` is of the fullest load, 0 to 1."""

    load: Load
    share: float
    own: bool

    @property
    def person(self) -> Person:
        return self.load.person

    @property
    def name(self) -> str:
        return f"{self.person.name} (you)" if self.own else self.person.name


def hours(minutes: int) -> str:
    """Reading time in whole hours, `32 h`; halves are rounded up."""
    return f"{(minutes + 30) // 60:,} h"


_COLUMNS = (
    Column[PersonRow]("Name", lambda r: r.name, width=0),
    Column[PersonRow](
        "Role",
        lambda r: r.person.role.label if r.person.active else f"{r.person.role.label}, inactive",
        mark=lambda r: None if r.person.active else ("ban", "neutral"),
        width=13,
    ),
    Column[PersonRow](
        "Cases", lambda r: str(len(r.load.cases)), sort=lambda r: len(r.load.cases), width=6, right=True
    ),
    Column[PersonRow](
        "Reading time", lambda r: hours(r.load.minutes), sort=lambda r: r.load.minutes, width=16
    ),
)
_BAR = 3


class PeoplePanel(QWidget):
    """`said` carries a message for the screen."""

    said = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: dict[str, PersonRow] = {}
        self.owner = QComboBox()
        self.owner.setAccessibleName("This copy is")
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        empty = EmptyState(
            "team", "Nobody is in the team yet.", detail="Add yourself first, then the others."
        )
        self.table: DataTable[PersonRow] = DataTable(
            "Team", _COLUMNS, lambda r: r.person.id, empty=empty, parent=self
        )
        self.add = Button("&Add a person…", "plain", "plus")
        self.rename = Button("Re&name…", "quiet", "edit")
        self.role = Button("R&ole", "quiet")
        self.active = Button("Make &inactive", "quiet")
        self._roles = QMenu(self)
        self._fill_roles()
        self._lay_out()
        self._connect()

    def show_state(self, loads: list[Load], user: Person | None) -> None:
        """Show these people; the copy is `user`'s."""
        most = max((load.minutes for load in loads), default=0)
        rows = [
            PersonRow(
                load, load.minutes / most if most else 0.0, user is not None and load.person.id == user.id
            )
            for load in loads
        ]
        self._rows = {row.person.id: row for row in rows}
        self.table.show_state(rows)
        self._fill_owner([load.person for load in loads], user)
        self._on_selection_changed()

    def _fill_owner(self, people: list[Person], user: Person | None) -> None:
        self.owner.blockSignals(True)
        self.owner.clear()
        if user is None:
            self.owner.addItem("Nobody yet", "")
        for person in people:
            if person.active or person == user:
                self.owner.addItem(person.name, person.id)
        self.owner.setCurrentIndex(self.owner.findData(user.id if user else ""))
        self.owner.blockSignals(False)

    def _fill_roles(self) -> None:
        for role in Role:
            action = QAction(role.label, self._roles)
            action.setData(role.value)
            action.setCheckable(True)
            self._roles.addAction(action)
        self.role.setMenu(self._roles)
        self.role.setProperty("menu", "true")

    def _lay_out(self) -> None:
        own = Label("This cop&y is")
        own.setBuddy(self.owner)
        head = FlowLayout()
        for widget in (Heading("People", 2), own, self.owner):
            head.addWidget(widget)
        below = FlowLayout()
        for button in (self.add, self.rename, self.role, self.active):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        view = self.table.view
        room = view.fontMetrics().horizontalAdvance("000 h")
        view.setItemDelegateForColumn(_BAR, LoadBarDelegate(self._share_at, room, view))
        self.owner.activated.connect(self._on_owner_activated)
        self.add.clicked.connect(self._on_add_clicked)
        self.rename.clicked.connect(self._on_rename_clicked)
        self.active.clicked.connect(self._on_active_clicked)
        self._roles.triggered.connect(self._on_role_triggered)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.opened.connect(self._on_rename_clicked)

    def _share_at(self, row: int) -> float:
        return self.table.model.row(row).share

    def _chosen(self) -> Person | None:
        """The one selected person."""
        chosen = self.table.selected()
        return self._rows[chosen[0]].person if len(chosen) == 1 and chosen[0] in self._rows else None

    def _on_selection_changed(self) -> None:
        person = self._chosen()
        for button in (self.rename, self.role, self.active):
            button.setEnabled(person is not None)
        self.active.setText("Make &inactive" if person is None or person.active else "Make act&ive")
        for action in self._roles.actions():
            action.setChecked(person is not None and action.data() == person.role.value)

    def _on_owner_activated(self, place: int) -> None:
        person = self.owner.itemData(place)
        if person:
            self._session.use_as(PersonId(person))

    def _on_add_clicked(self) -> None:
        PersonDialog("Add a person", self._add, role=Role.INSPECTOR, parent=self).open()

    def _on_rename_clicked(self) -> None:
        person = self._chosen()
        if person is not None:
            text = "What this person has written and read stays theirs."
            PersonDialog(
                "Correct a name", self._rename, name=person.name, text=text, action="&Rename", parent=self
            ).open()

    def _add(self, name: str, role: Role) -> None:
        made = team.add(self._session.inspection, self._session.author, name, role)
        self._session.done(Written(frozenset({Register("person", made.id, "name")})))

    def _rename(self, name: str, _role: Role) -> None:
        person = self._chosen()
        if person is not None:
            self._session.done(team.rename(self._session.inspection, self._session.author, person.id, name))

    def _on_role_triggered(self, action: QAction) -> None:
        person, session = self._chosen(), self._session
        if person is not None:
            role = Role(action.data())
            write(session, lambda: team.set_role(session.inspection, session.author, person.id, role))

    def _on_active_clicked(self) -> None:
        person, session = self._chosen(), self._session
        if person is None:
            return
        active = not person.active
        held = len(self._rows[person.id].load.cases)
        done = write(session, lambda: team.set_active(session.inspection, session.author, person.id, active))
        if done and not active and held:
            words = f"{wording.count(held, 'case')} of {person.name} can be given to others now."
            self.said.emit(Message(words, "info", "Nothing that they have read is lost."))
