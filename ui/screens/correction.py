"""A corrected programme, looked at before it is taken in: what differs, and which answers it touches."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.programme.changes import QuestionChange
from fieldwork.programme.loader import load_file
from fieldwork.programme.model import Programme
from fieldwork.reading import correction
from fieldwork.reading.correction import Correction
from fieldwork.reading.evidence import name_of
from ui.screens.live import told
from ui.session import Session
from ui.theme import Tone
from ui.widgets import CANCEL, Banner, Choice, Column, DataTable, Dialog, EmptyState, FactLine, Label, Muted

#: What can be different about a question, the gravest first, in words.
_KINDS = {
    "gone": "Gone",
    "new": "New",
    "reworded": "Reworded",
    "answers": "Other answers",
    "routing": "Asked otherwise",
    "moved": "Moved",
    "guidance": "Guidance",
}
_LISTED = 12


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One question that differs, and the cases and records with an answer to it."""

    change: QuestionChange
    answered: tuple[str, ...]

    @property
    def kinds(self) -> str:
        return ", ".join(words for kind, words in _KINDS.items() if kind in self.change.kinds)

    @property
    def order(self) -> int:
        return min(list(_KINDS).index(kind) for kind in self.change.kinds)


def choose(session: Session, parent: QWidget) -> QFileDialog:
    """Ask for the corrected programme; what is chosen is shown before anything happens."""
    dialog = QFileDialog(parent, "Choose the corrected programme", "", "Programmes (*.toml)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    opener = _Opener(session, parent, dialog)
    dialog.fileSelected.connect(opener.open)
    dialog.open()
    return dialog


class _Opener(QWidget):
    """Holds what the chosen file is for; goes with the file dialog."""

    def __init__(self, session: Session, window: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._session, self._window = session, window

    def open(self, path: str) -> None:
        show(self._session, Path(path), self._window)


def show(session: Session, path: Path, parent: QWidget) -> Dialog:
    """Show what the programme in this file would change, or why it cannot be taken in."""
    try:
        edition = session.inspection.programme.edition.id
        programme = load_file(path, edition)
        dialog: Dialog = CorrectionDialog(
            session, programme, correction.preview(session.inspection, programme), parent
        )
    except FieldworkError as error:
        dialog = _refused(error, parent)
    dialog.open()
    return dialog


def _refused(error: FieldworkError, parent: QWidget) -> Dialog:
    """Why it cannot be taken in, with every problem found."""
    said = told(error)
    close = (Choice(CANCEL, "Close", "primary"),)
    dialog = Dialog("The programme cannot be taken in", said.text, choices=close, parent=parent)
    dialog.setMinimumWidth(620)
    dialog.body.addWidget(Label(said.detail, wrap=True))
    return dialog


class CorrectionDialog(Dialog):
    """Nothing happens before it is accepted."""

    def __init__(self, session: Session, programme: Programme, found: Correction, parent: QWidget) -> None:
        choices: tuple[Choice, ...] = (
            Choice(CANCEL, "Cancel"),
            Choice("accept", "&Take it in", "primary"),
        )
        if not found.changes.questions:
            choices = (Choice(CANCEL, "Close", "primary"),)
        super().__init__("Correct the programme", summary(found), choices=choices, parent=parent)
        self.session, self._programme = session, programme
        self.setMinimumSize(860, 560)
        self.lines = [
            ChangeLine(change, found.touched.get(change.id, ())) for change in found.changes.questions
        ]
        self.banner = Banner()
        self.table = _table()
        self.before, self.after = Label("", wrap=True), Label("", wrap=True)
        self.cases = Muted("")
        for widget in (self.banner, self.table, self.before, self.after, self.cases):
            self.body.addWidget(widget)
        self.table.setMinimumHeight(260)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.show_state(sorted(self.lines, key=lambda line: line.order))
        if self.lines:
            self.table.select([self.table.model.key(0)])
        self.table.setFocus()

    def holds(self, choice: str) -> bool:
        if choice != "accept":
            return False
        session = self.session
        try:
            written = correction.take_in(session.inspection, session.author, self._programme)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return True
        session.done(written)
        session.said.emit("The corrected programme is taken in; every answer is kept.")
        return False

    def _on_current_changed(self, key: str) -> None:
        line = next((line for line in self.lines if str(line.change.id) == key), None)
        if line is None:
            return
        for label, words in ((self.before, _before(line.change)), (self.after, _after(line.change))):
            label.setText(f"{words.label}: {words.value}" if words.value else "")
            label.setVisible(bool(words.value))
        names = [name_of(self.session.inspection, ref) for ref in line.answered]
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        self.cases.setText(
            f"Answered in {', '.join(names[:_LISTED])}{more}." if names else "Not answered yet."
        )


def summary(found: Correction) -> str:
    """What differs in all, and what becomes of the answers."""
    changes = found.changes
    if not changes.questions:
        return "This programme asks nothing otherwise than the one that the inspection is read with."
    parts = [f"{len(changes.of(kind))} {words.lower()}" for kind, words in _KINDS.items() if changes.of(kind)]
    again = "No answer has to be looked at again."
    if found.look_again:
        verb = "is" if found.look_again == 1 else "are"
        again = f"{wording.count(found.look_again, 'answer')} {verb} to be looked at again."
    questions = wording.count(len(changes.questions), "question")
    cases = wording.count(len(found.cases), "case or record", "cases and records")
    differ = "differs" if len(changes.questions) == 1 else "differ"
    there = f"{cases} with answers there. Every answer is kept. {again}"
    return f"{questions} {differ}: {', '.join(parts)}. {there}"


def _before(change: QuestionChange) -> FactLine:
    return FactLine("Before", _words(change, was=True))


def _after(change: QuestionChange) -> FactLine:
    return FactLine("Now", _words(change, was=False))


def _words(change: QuestionChange, *, was: bool) -> str:
    """A question as it was or is: number, words and answers."""
    question = change.before if was else change.after
    if question is None:
        return ""
    options = " / ".join(o.label for o in question.answers.options) if question.answers else ""
    return f"{question.shown} {question.text}{f'  [{options}]' if options else ''}"


def _table() -> DataTable[ChangeLine]:
    columns = (
        Column[ChangeLine]("What", lambda c: c.kinds, sort=lambda c: c.order, mark=_mark, width=20),
        Column[ChangeLine]("No.", lambda c: c.change.question.shown, width=8),
        Column[ChangeLine]("Question", lambda c: c.change.question.text, width=0),
        Column[ChangeLine]("Answered", lambda c: str(len(c.answered) or "–"), width=9, right=True),
    )
    empty = EmptyState("check", "Nothing differs.")
    return DataTable[ChangeLine]("Questions that differ", columns, lambda c: str(c.change.id), empty=empty)


def _mark(line: ChangeLine) -> tuple[str, Tone]:
    kinds = set(line.change.kinds)
    if "gone" in kinds:
        return ("ban", "danger")
    if kinds & {"reworded", "answers"}:
        return ("sync", "warning")
    return ("plus", "info") if "new" in kinds else ("edit", "neutral")
