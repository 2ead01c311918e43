"""Evidence that is not a case: the forms on the left, the records of the chosen one beside them.

Practice examples, which are taken from cases for the report, stand under the forms.
"""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.inspection.records import Person
from fieldwork.programme.model import Form
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from ui.screens import evidence_columns
from ui.screens.evidence_columns import EXAMPLES
from ui.screens.examples import ExamplesPanel
from ui.screens.live import LiveScreen, write
from ui.screens.record_dialog import RecordDialog
from ui.session import Session
from ui.theme import icon
from ui.theme.metrics import LARGE, MEDIUM, grown
from ui.widgets import CANCEL, Banner, Button, Choice, EmptyState, Heading, Message, Muted, OutlineList, ask
from ui.widgets.flow import FlowLayout

_FORMS_WIDTH = 300
_ARRANGED = "What has a day appears in the timetable, and interviews are planned round it."
_NOBODY = "There is one for each responsible officer, once the office's list is taken in."


class EvidenceScreen(LiveScreen):
    """Enter or a double click opens a record on the reading page."""

    case_chosen = Signal(str)
    print_wanted = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        about = frozenset({"record", "answer", "person", "interview", "officer", "concern", "example"})
        super().__init__(session, parent, about=about)
        self._lines: list[evidence_columns.EvidenceLine] = []
        self._prepared = False
        self._form = ""
        self.banner = Banner()
        self.forms = OutlineList("Forms")
        self.about = Muted("", wrap=False)
        self._nothing = EmptyState("interview", "There is nothing of this kind yet.")
        self.table = evidence_columns.evidence_table(self._nothing)
        self.add = Button("&Add…", "primary", "plus")
        self.open_button = Button("&Open", "plain", "reading")
        self.change = Button("&Change…", "plain", "edit")
        self.remove = Button("&Remove", "plain", "trash")
        self.print = Button("P&rint…", "plain", "printer")
        self.examples = ExamplesPanel(session)
        self._lay_out()
        self._connect()

    # -- reading ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the records; the first time, make those that there is always one of."""
        inspection = self.session.inspection
        if not self._prepared:
            self._prepared = True
            self._prepare()
        self._lines = evidence_columns.lines(inspection)
        items = (
            *evidence_columns.outline(inspection, self._lines),
            evidence_columns.examples_item(inspection),
        )
        if self._form not in {item.id for item in items}:
            self._form = next((item.id for item in items if item.total), items[0].id if items else "")
        self.forms.show_state(items, self._form)
        self._show_records()

    def _prepare(self) -> None:
        try:
            written = evidence.prepare(self.session.inspection, self.session.author)
        except FieldworkError as error:
            self.session.fail(error)
            return
        if written.registers:
            self.session.done(written)

    def arrive(self, argument: str) -> None:
        """Show a form, or the form of a record with its row chosen."""
        self._read_if_due()
        line = next((line for line in self._lines if line.ref == argument), None)
        form = line.row.form if line is not None else argument
        if form in (EXAMPLES, *self.session.inspection.programme.forms):
            self._form = form
            self.refresh()
        if line is not None:
            self.table.select([line.ref])

    def place(self) -> str:
        """The record that the keyboard is at, or the form."""
        return self.table.current() or self._form

    def _show_records(self) -> None:
        """Show the records of the chosen form, or the practice examples."""
        self._right.setCurrentIndex(1 if self._form == EXAMPLES else 0)
        if self._form == EXAMPLES:
            self.examples.refresh()
            return
        form = self._current_form()
        mine = [line for line in self._lines if line.row.form == self._form]
        self.table.show_state(mine)
        if mine and not self.table.current():
            self.table.select([mine[0].ref])
        many = form is not None and form.subject == "record"
        self.add.setVisible(many)
        self.remove.setVisible(many)
        words = {"organisation": "Read once, by the lead.", "officer": "One for each responsible officer."}
        self.about.setText(words.get(form.subject, "") if form is not None else "")
        self._heading.setText(form.title if form is not None else "")
        detail = _ARRANGED if many else _NOBODY
        self._nothing.set(
            "There is nothing of this kind yet.", detail=detail, action="Add one" if many else ""
        )
        self._enable()

    def _enable(self) -> None:
        refs = self.table.selected()
        self.open_button.setEnabled(len(refs) == 1)
        self.change.setEnabled(len(refs) == 1)
        self.remove.setEnabled(bool(refs))
        self.print.setEnabled(bool(refs))

    def _current_form(self) -> Form | None:
        return self.session.inspection.programme.forms.get(self._form)

    # -- doing --------------------------------------------------------------------------------------

    def _on_form_chosen(self, form: str) -> None:
        self._form = form
        self.banner.show_state(None)
        self._show_records()

    def _on_opened(self, ref: str) -> None:
        self.case_chosen.emit(ref)
        self.go.emit("reading", ref)

    def _on_open_clicked(self) -> None:
        self._on_opened(self.table.selected()[0])

    def _on_add_clicked(self) -> None:
        form = self._current_form()
        if form is not None and form.subject == "record":
            RecordDialog(form, self._add, team=self._team(), parent=self).open()

    def _add(self, record: Record) -> None:
        ref = evidence.add(self.session.inspection, self.session.author, record)
        self.session.wrote("record", ref)
        self.table.select([ref])
        self.table.setFocus()

    def _on_change_clicked(self) -> None:
        ref = self.table.selected()[0]
        form = self._current_form()
        if form is not None:
            record = evidence.read(self.session.inspection, ref)
            save = partial(self._change, ref)
            RecordDialog(form, save, record=record, team=self._team(), parent=self).open()

    def _change(self, ref: str, record: Record) -> None:
        session = self.session
        session.done(evidence.change(session.inspection, session.author, ref, record))

    def _on_remove_clicked(self) -> None:
        chosen = [line for line in self._lines if line.ref in self.table.selected()]
        if not any(line.row.answered for line in chosen):
            self._on_removal_confirmed("remove")
            return
        choices = (Choice(CANCEL, "Keep"), Choice("remove", "Remove", "danger"))
        words = "What was written in it stays in the history, and undoing brings it back."
        ask(self, f"Remove {chosen[0].title}?", words, choices=choices, chosen=self._on_removal_confirmed)

    def _on_removal_confirmed(self, _choice: str) -> None:
        session, refs = self.session, self.table.selected()
        for ref in refs:
            write(session, partial(evidence.remove, session.inspection, session.author, ref))
        self.banner.show_state(Message("Removed.", "good", actions=(("undo", "Undo"),)))

    def _on_print_clicked(self) -> None:
        self.print_wanted.emit("evidence", self.table.selected())

    def _on_action_chosen(self, action: str) -> None:
        self.banner.show_state(None)
        if action == "undo":
            self.session.undo()

    def _on_menu_wanted(self, at: QPoint) -> None:
        one = len(self.table.selected()) == 1
        menu = QMenu(self)
        menu.addAction(icon("reading"), "&Open", self._on_open_clicked).setEnabled(one)
        menu.addAction(icon("edit"), "&Change…", self._on_change_clicked).setEnabled(one)
        if not self.remove.isHidden():
            menu.addAction(icon("trash"), "&Remove", self._on_remove_clicked)
        menu.addAction(icon("printer"), "&Print…", self._on_print_clicked)
        menu.popup(at)

    def _team(self) -> list[Person]:
        return [p for p in queries.team(self.session.inspection) if p.active]

    # -- building -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.forms.chosen.connect(self._on_form_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._enable)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self._nothing.action_chosen.connect(self._on_add_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.change.clicked.connect(self._on_change_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.examples.case_wanted.connect(self._on_opened)
        self.examples.print_wanted.connect(self.print_wanted)
        self.setFocusProxy(self.forms)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(MEDIUM)
        left.addWidget(Heading("Evidence", 1))
        self.forms.setFixedWidth(grown(_FORMS_WIDTH))
        left.addWidget(self.forms, 1)
        self._heading = Heading("", 2)
        self._heading.setWordWrap(True)
        bar = FlowLayout()
        for widget in (self.about, self.open_button, self.change, self.remove, self.print, self.add):
            bar.addWidget(widget)
        records = QWidget(self)
        right = QVBoxLayout(records)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(MEDIUM)
        right.addWidget(self._heading)
        right.addLayout(bar)
        right.addWidget(self.banner)
        right.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        row.setSpacing(LARGE)
        row.addLayout(left)
        self._right = QStackedLayout()
        self._right.addWidget(records)
        self._right.addWidget(self.examples)
        row.addLayout(self._right, 1)
