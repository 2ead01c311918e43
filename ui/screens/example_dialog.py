"""A practice example with the helper that finds whom it points to and offers other words."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.programme.model import Level
from fieldwork.reading import examples
from fieldwork.reading.evidence import name_of
from fieldwork.reading.examples import Example, Kind
from fieldwork.reading.names import Found, Pointers, changed, composed_text
from ui.screens.live import told, write
from ui.session import Session
from ui.theme import colours
from ui.theme.metrics import SMALL, TIGHT
from ui.widgets import CANCEL, Banner, Button, Choice, Dialog, Icon, Label, Muted, NoteEditor

#: Milliseconds of rest after which the words are looked through again, and the most that is listed.
_REST, _LISTED = 250, 6
_KINDS: tuple[tuple[Kind, str], ...] = (("good", "Good practice"), ("poor", "Poor practice"))


class ExampleDialog(Dialog):
    """Shows an example, or begins one. What is typed into one that is there is kept as it is typed."""

    def __init__(self, session: Session, example: Example, *, parent: QWidget) -> None:
        choices = [Choice(CANCEL, "Cancel"), Choice("save", "&Save", "primary")]
        if example.id:
            choices.insert(0, Choice("remove", "Remove"))
        title = f"Practice example from {name_of(session.inspection, example.ref)}"
        super().__init__(title, choices=tuple(choices), parent=parent)
        self.session, self.example = session, example
        self._pointers = Pointers(session.inspection, example.ref)
        self.setMinimumWidth(660)
        self.banner = Banner()
        self.kind, self.about = QComboBox(), QComboBox()
        self.text = NoteEditor(
            "What it shows", hint="What others could learn from", min_lines=7, max_lines=12
        )
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self.found: list[Found] = []
        self._fill()
        self._lay_out()
        self._rest.timeout.connect(self.look_through)
        self.text.textChanged.connect(self._rest.start)
        self.text.save_due.connect(self._on_save_due)
        self.change_all.clicked.connect(self._on_change_all_clicked)
        self.rejected.connect(self._on_rejected)
        self.look_through()
        self.text.setFocus()

    def look_through(self) -> None:
        """Mark what points to somebody, and offer other words for it."""
        words = self.text.text()
        if composed_text(words) != words:
            words = self._put(composed_text(words))
        self.found = self._pointers.pointing(words)
        self._mark()
        self._list()

    def holds(self, choice: str) -> bool:
        try:
            if choice == "remove":
                written = examples.remove(self.session.inspection, self.session.author, self.example.id)
                self.session.done(written)
            else:
                self._save()
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return True
        return False

    # -- writing ------------------------------------------------------------------------------------

    def _save(self) -> None:
        inspection, author = self.session.inspection, self.session.author
        made = Example(
            self.example.id,
            self.example.ref,
            str(self.about.currentData() or ""),
            self.kind.currentData(),
            self.text.text(),
        )
        if made.id:
            self.session.done(examples.change(inspection, author, made))
        else:
            self.session.wrote("example", examples.add(inspection, author, made).id)

    def _on_save_due(self, words: str) -> None:
        if self.example.id and self.session.is_open:
            try:
                examples.draft(self.session.inspection, self.session.author, self.example.id, words)
            except FieldworkError as error:
                self.banner.show_state(told(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed from outside, as when the inspection is locked: what is typed is kept."""
        self._keep(self.text.text())
        self.example = replace(self.example, id="")
        super().closeEvent(event)

    def _on_rejected(self) -> None:
        """The words that were there stay; those typed since are let go."""
        self._keep(self.example.text)

    def _keep(self, words: str) -> None:
        session = self.session
        if self.example.id and session.is_open:
            write(session, lambda: examples.keep(session.inspection, session.author, self.example.id, words))

    # -- the helper ---------------------------------------------------------------------------------

    def _put(self, words: str) -> str:
        """Another text in the editor, as one step that undoing takes back."""
        at = self.text.textCursor().position()
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        cursor.setPosition(min(at, len(words)))
        self.text.setTextCursor(cursor)
        return words

    def _mark(self) -> None:
        marked = QTextCharFormat()
        marked.setBackground(QColor(colours().warning_soft))
        marked.setForeground(QColor(colours().warning))
        marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        marked.setUnderlineColor(QColor(colours().warning))
        words, selections = self.text.text(), []
        for one in self.found:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.text.document())
            selection.cursor.setPosition(_units(words, one.start))
            end = _units(words, one.end)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = marked
            selections.append(selection)
        self.text.setExtraSelections(selections)

    def _list(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.change_all.setVisible(len(self.found) > 1)
        many = wording.count(len(self.found), "place points", "places point")
        clear = (
            "Nothing known here points to anybody. Nicknames and the like are not known: read it once more."
        )
        self._state.setText(f"{many} to somebody." if self.found else clear)
        self._sign.set("warning" if self.found else "check", "warning" if self.found else "good")
        for one in self.found[:_LISTED]:
            self._lines.addWidget(self._line(one))
        if len(self.found) > _LISTED:
            self._lines.addWidget(Muted(f"and {len(self.found) - _LISTED} more"))

    def _line(self, one: Found) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(Label(f"“{one.text}”", "strong"))
        row.addWidget(Muted(one.what, wrap=False), 1)
        button = Button(f"Change to “{one.instead}”")
        button.setAccessibleName(f"Change {one.text} to {one.instead}")
        button.clicked.connect(partial(self._on_change_clicked, one))
        row.addWidget(button)
        return holder

    def _on_change_clicked(self, one: Found) -> None:
        self._put(changed(self.text.text(), [one]))
        self.look_through()
        self.text.setFocus()

    def _on_change_all_clicked(self) -> None:
        self._put(changed(self.text.text(), self.found))
        self.look_through()
        self.text.setFocus()

    # -- putting together ---------------------------------------------------------------------------

    def _fill(self) -> None:
        for kind, words in _KINDS:
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(self.example.kind))
        self.about.addItem("The case as a whole", "")
        reading = self.session.reader.open(self.example.ref)
        for state in reading.questions:
            question = state.question
            if question.asks or question.level is Level.KEY_QUESTION:
                self.about.addItem(f"{question.shown} {question.text}", str(question.id))
        known = self.session.inspection.programme.question(self.example.question)
        self.about.setCurrentIndex(max(0, self.about.findData(str(known.id)) if known else 0))
        self.text.show_state(self.example.text)

    def _lay_out(self) -> None:
        self.kind.setAccessibleName("Kind of practice")
        self.about.setAccessibleName("Question that it is about")
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.kind)
        head.addWidget(self.about, 1)
        self._sign, self._state = Icon("check", "good", 16), Label("", wrap=True)
        self.change_all = Button("Change &all", icon_name="check")
        state = QHBoxLayout()
        state.setSpacing(SMALL)
        state.addWidget(self._sign)
        state.addWidget(self._state, 1)
        state.addWidget(self.change_all)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(TIGHT)
        self.body.addLayout(head)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.text)
        self.body.addLayout(state)
        self.body.addLayout(self._lines)


def _units(words: str, at: int) -> int:
    """A place in a text as Qt counts it: letters beyond the first 65,536 take two."""
    return len(words[:at].encode("utf-16-le")) // 2
