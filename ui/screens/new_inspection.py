"""Sets up a new inspection in three steps: what is inspected, who you are, where it is kept."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.inspection.changes import new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId, Role
from fieldwork.inspection.setting_up import NOBODY
from fieldwork.programme import library
from ui.screens import setup_rules as rules
from ui.screens.form_field import FormField
from ui.screens.passphrase import line_of
from ui.screens.setup_rules import Wishes
from ui.theme.metrics import LARGE, MEDIUM, WIDE
from ui.widgets import Banner, Button, Heading, Message, Muted, PassphraseField, ProgressDots, read_date

_STEPS = (
    ("What is inspected", ("programme", "edition", "title", "provider", "starts", "ends")),
    ("Who you are", ("name", "role")),
    ("Where it is kept", ("folder", "file", "passphrase", "again")),
)
_PURPOSE = (
    "The programme says what is asked of each case. It stays as it is now, even when Fieldwork is updated.",
    "You can add the rest of the team afterwards.",
    "One encrypted file holds everything. Without its passphrase nobody can open it, and it cannot be "
    "replaced: keep it where your office keeps such things.",
)


class NewInspectionDialog(QDialog):
    """`made` carries the open `Inspection`, its first person in the team and using this copy."""

    made = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New inspection – Fieldwork")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._visited: set[str] = set()
        self._named = False
        self.fields = self._make_fields(folder)
        self.banner = Banner()
        self.pages = QStackedWidget()
        self._dots = ProgressDots()
        self.back = Button("&Back")
        self.next = Button("&Next", "primary")
        self._lay_out()
        self._connect()
        self._show_step(0)

    # -- what was typed -----------------------------------------------------------------------------

    def wishes(self) -> Wishes:
        """Everything as it is typed now."""
        return Wishes(**{name: _value(field.field) for name, field in self.fields.items()})

    def _line(self, name: str) -> QLineEdit:
        found = self.fields[name].field
        assert isinstance(found, QLineEdit)
        return found

    def _combo(self, name: str) -> QComboBox:
        found = self.fields[name].field
        assert isinstance(found, QComboBox)
        return found

    # -- building -----------------------------------------------------------------------------------

    def _make_fields(self, folder: Path) -> dict[str, FormField]:
        starts, ends = rules.usual_dates(date.today())
        browse = Button("Choose…")
        browse.clicked.connect(self._on_browse_clicked)
        return {
            "programme": FormField("&Programme", _combo([(p.id, p.title) for p in library.programmes()])),
            "edition": FormField("&Edition", _combo([])),
            "title": FormField(
                "&Title", QLineEdit(), hint="Shown on every document, such as Northumbria 2019."
            ),
            "provider": FormField("Provi&der", QLineEdit(), hint="Whose work is inspected."),
            "starts": FormField("&First day", QLineEdit(wording.day(starts))),
            "ends": FormField("&Last day", QLineEdit(wording.day(ends))),
            "name": FormField("Your &name", QLineEdit(), hint="Recorded with everything that you enter."),
            "role": FormField("Your &role", _combo([(role.value, role.label) for role in Role])),
            "folder": FormField("&Folder", QLineEdit(str(folder)), beside=browse),
            "file": FormField("File &name", QLineEdit()),
            "passphrase": _secret("&Passphrase"),
            "again": _secret("Passphrase &again"),
        }

    def _lay_out(self) -> None:
        for number, (title, names) in enumerate(_STEPS):
            self.pages.addWidget(self._page(title, _PURPOSE[number], names))
        buttons = QHBoxLayout()
        cancel = Button("Cancel", "quiet")
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(self._dots)
        buttons.addSpacing(MEDIUM)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        self.next.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(self.pages, 1)
        column.addWidget(self.banner)
        column.addLayout(buttons)
        self.setMinimumSize(580, 620)

    def _page(self, title: str, purpose: str, names: tuple[str, ...]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(Heading(title, 1))
        column.addWidget(Muted(purpose))
        dates = QHBoxLayout()
        dates.setSpacing(LARGE)
        for name in names:
            if name in ("starts", "ends"):
                dates.addWidget(self.fields[name])
                if name == "ends":
                    column.addLayout(dates)
            else:
                column.addWidget(self.fields[name])
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field.field, QLineEdit):
                field.field.setObjectName(name)
                field.field.textChanged.connect(self._on_typed)
                field.field.editingFinished.connect(self._on_left)
        self._combo("programme").currentIndexChanged.connect(self._on_programme_chosen)
        self._line("title").textEdited.connect(self._on_title_edited)
        self._line("file").textEdited.connect(self._on_file_edited)
        self.back.clicked.connect(self._on_back_clicked)
        self.next.clicked.connect(self._on_next_clicked)
        programmes = [self._combo("programme").itemData(n) for n in range(self._combo("programme").count())]
        self._combo("programme").setCurrentIndex(programmes.index("adult") if "adult" in programmes else 0)
        self._on_programme_chosen()

    # -- going through it ---------------------------------------------------------------------------

    def _show_step(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self._dots.set(step, len(_STEPS), f"Step {step + 1} of {len(_STEPS)}: {_STEPS[step][0]}")
        self.back.setVisible(step > 0)
        self.next.setText("&Make the inspection" if step == len(_STEPS) - 1 else "&Next")
        self._render()
        first = next(n for n in _STEPS[step][1] if isinstance(self.fields[n].field, QLineEdit))
        self.fields[first].field.setFocus()

    def _render(self) -> None:
        """Show hints, and what is wrong with the fields that were visited."""
        wishes = self.wishes()
        wrong = rules.problems(wishes)
        hints = {
            "starts": rules.weekday(wishes.starts),
            "ends": _days(wishes),
            "file": f"It will be {wishes.path.name}" if wishes.file.strip() else "",
            "passphrase": rules.strength(wishes.passphrase)
            or f"At least {rules.SHORTEST} characters; spaces and whole sentences are welcome.",
        }
        for name, field in self.fields.items():
            field.show_state(hints.get(name), wrong.get(name, "") if name in self._visited else "")

    def _on_typed(self) -> None:
        self._render()

    def _on_left(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit) and (field.text() or field.isModified()):
            self._visited.add(field.objectName())
            self._render()

    def _on_programme_chosen(self) -> None:
        chosen = self._combo("programme").currentData()
        editions = next((p.editions for p in library.programmes() if p.id == chosen), ())
        combo = self._combo("edition")
        combo.clear()
        for edition, title in editions:
            combo.addItem(title, edition)
        self.fields["edition"].setVisible(len(editions) > 1)

    def _on_title_edited(self, title: str) -> None:
        if not self._named:
            self._line("file").setText(rules.file_name(title))

    def _on_file_edited(self) -> None:
        self._named = True

    def _on_browse_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Where to keep the inspection", self.wishes().folder)
        if folder:
            self._line("folder").setText(folder)

    def _on_back_clicked(self) -> None:
        self._show_step(self.pages.currentIndex() - 1)

    def _on_next_clicked(self) -> None:
        names = _STEPS[self.pages.currentIndex()][1]
        self._visited.update(names)
        self._render()
        wrong = next((name for name in names if self.fields[name].error), None)
        if wrong:
            self.fields[wrong].field.setFocus()
        elif self.pages.currentIndex() < len(_STEPS) - 1:
            self._show_step(self.pages.currentIndex() + 1)
        else:
            self._make()

    def _make(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            inspection = make(self.wishes())
        except FieldworkError as error:
            self.banner.show_state(Message(str(error), "danger", error.advice))
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.made.emit(inspection)
        self.accept()


def make(wishes: Wishes) -> Inspection:
    """Makes the inspection with its first person. Raises `FieldworkError`; then there is no file."""
    starts, ends = read_date(wishes.starts), read_date(wishes.ends)
    assert starts is not None
    assert ends is not None
    inspection = Inspection.create(
        wishes.path,
        wishes.passphrase,
        programme=library.load(wishes.programme, wishes.edition or None),
        title=wishes.title,
        provider=wishes.provider,
        starts=starts,
        ends=ends,
    )
    person = PersonId(new_id())
    with inspection.edit(NOBODY, "Joined the team") as edit:
        edit.set("person", person, "name", wishes.name.strip())
        edit.set("person", person, "role", wishes.role)
    queries.set_user(inspection, person)
    return inspection


def _days(wishes: Wishes) -> str:
    starts, ends = read_date(wishes.starts), read_date(wishes.ends)
    if starts is None or ends is None:
        return rules.weekday(wishes.ends)
    days = wording.count(rules.fieldwork_days(starts, ends), "fieldwork day")
    return f"{rules.weekday(wishes.ends)}, {days}"


def _combo(items: list[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    for value, words in items:
        combo.addItem(words, value)
    return combo


def _secret(label: str) -> FormField:
    asked = PassphraseField(label)
    line_of(asked).setAccessibleName(label.replace("&", ""))
    return FormField("", line_of(asked), whole=asked)


def _value(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    assert isinstance(field, QLineEdit)
    return field.text()
