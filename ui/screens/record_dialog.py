"""What a record of other evidence says of itself: what it is, when and where, with whom, and who goes."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection.records import Person, PersonId
from fieldwork.programme.model import Form
from fieldwork.reading.evidence import Record
from ui.screens.form_field import FormField
from ui.theme.metrics import SMALL
from ui.widgets import CANCEL, Choice, Dialog, read_date

_TIMES = ("%I:%M%p", "%I.%M%p", "%I%p", "%H:%M", "%H.%M")
_USER = Qt.ItemDataRole.UserRole


def read_time(text: str) -> time | None:
    """The time in `10:30am`, `10.30`, `2pm` or `14:00`; None for others."""
    tidy = text.replace(" ", "").upper()
    for form in _TIMES:
        try:
            return datetime.strptime(tidy, form).time()
        except ValueError:
            continue
    return None


class RecordDialog(Dialog):
    """`save` gets the record, writes it and may refuse: then the dialog stays and says why."""

    def __init__(
        self,
        form: Form,
        save: Callable[[Record], object],
        *,
        record: Record | None = None,
        team: Sequence[Person] = (),
        parent: QWidget,
    ) -> None:
        action = "&Save" if record else "&Add"
        choices = (Choice(CANCEL, "Cancel"), Choice("save", action, "primary"))
        super().__init__(form.title, choices=choices, parent=parent)
        self._form, self._save = form, save
        held = record or Record(form.id)
        self.setMinimumWidth(560)
        self.title = QLineEdit(held.title)
        self.day = QLineEdit(wording.day(held.day) if held.day else "")
        self.starts = QLineEdit(wording.clock(held.starts) if held.starts else "")
        self.ends = QLineEdit(wording.clock(held.ends) if held.ends else "")
        self.place = QLineEdit(held.place)
        self.with_whom = QLineEdit(held.with_whom)
        self.people = _team_list(team, held.people)
        self._lay_out()
        self.title.setFocus()

    def holds(self, choice: str) -> bool:
        if choice != "save":
            return False
        record = self._read()
        if record is None:
            return True
        try:
            self._save(record)
        except FieldworkError as error:
            self._wrong(self._times[0], f"{error} {error.advice}".strip())
            return True
        return False

    def _lay_out(self) -> None:
        self._title = FormField("&What", self.title, hint="Such as: Newcastle magistrates; chief executive.")
        self._day = FormField("&Day", self.day, hint="22 November 2026, or none yet.")
        self._times = (
            FormField("&From", self.starts, hint="10:30am"),
            FormField("&To", self.ends, hint="11:15am"),
        )
        when = QHBoxLayout()
        when.setSpacing(SMALL)
        when.addWidget(self._day, 2)
        for field in self._times:
            when.addWidget(field, 1)
        where = QHBoxLayout()
        where.setSpacing(SMALL)
        where.addWidget(FormField("&Where", self.place, hint="An office, a court, a project."), 1)
        hint = "Roles, never people on probation."
        where.addWidget(FormField("With w&hom", self.with_whom, hint=hint), 1)
        self.body.addWidget(self._title)
        self.body.addLayout(when)
        self.body.addLayout(where)
        self.body.addWidget(
            FormField("&Inspectors", self.people, hint="Their interviews are planned round it.")
        )

    def _read(self) -> Record | None:
        """What the fields say, or None where one of them cannot be read; it then says so."""
        for field in (self._title, self._day, *self._times):
            field.show_state()
        day: date | None = None
        if self.day.text().strip():
            day = read_date(self.day.text())
            if day is None:
                self._wrong(self._day, "Write it as 22 November 2026 or 22/11/2026.")
                return None
        times: list[time | None] = []
        for field, entry in zip(self._times, (self.starts, self.ends), strict=True):
            found = read_time(entry.text()) if entry.text().strip() else None
            if found is None and entry.text().strip():
                self._wrong(field, "Write it as 10:30am or 14:15.")
                return None
            times.append(found)
        return Record(
            form=self._form.id,
            title=self.title.text(),
            day=day,
            starts=times[0],
            ends=times[1],
            place=self.place.text(),
            with_whom=self.with_whom.text(),
            people=_chosen(self.people),
        )

    def _wrong(self, field: FormField, why: str) -> None:
        field.show_state(error=why)
        field.field.setFocus()


def _team_list(team: Sequence[Person], chosen: Sequence[PersonId]) -> QListWidget:
    """The team with a tick box each."""
    found = QListWidget()
    found.setFixedHeight(5 * (found.fontMetrics().height() + 6))
    found.setSpacing(1)
    for person in team:
        item = QListWidgetItem(f"{person.name}, {person.role.label.lower()}")
        item.setData(_USER, str(person.id))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = person.id in chosen
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        found.addItem(item)
    return found


def _chosen(people: QListWidget) -> tuple[PersonId, ...]:
    items = [people.item(n) for n in range(people.count())]
    return tuple(PersonId(i.data(_USER)) for i in items if i.checkState() is Qt.CheckState.Checked)
