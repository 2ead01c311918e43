"""Takes down what is answered and typed: to the disk first, then to the screen, then to everybody."""

from PySide6.QtCore import QObject, Signal

from fieldwork.inspection.changes import Written
from fieldwork.programme.model import QuestionId
from fieldwork.reading import examples
from ui.reading.frame import ReadingFrame
from ui.reading.keeper import Kind, NoteKeeper, Place
from ui.reading.pen import Pen
from ui.screens.example_dialog import ExampleDialog
from ui.session import Session
from ui.widgets import announce


class Scribe(QObject):
    """Listens to the questions, the evidence and the case notes. `answered` says that an answer is on
    the disk and its tick is painted.
    """

    answered = Signal(str)

    def __init__(self, session: Session, keeper: NoteKeeper, pen: Pen, frame: ReadingFrame) -> None:
        super().__init__(frame)
        self._session, self._keeper, self._pen = session, keeper, pen
        self._frame, self._deck = frame, frame.deck
        deck, panel, side = frame.deck, frame.deck.panel, frame.side
        deck.answered.connect(self._on_answered)
        deck.cleared.connect(self._on_cleared)
        deck.field_left.connect(self._on_field_left)
        panel.typed.connect(self._on_evidence_typed)
        panel.editor_left.connect(self._on_evidence_left)
        panel.source_chosen.connect(self._on_source_chosen)
        panel.ask_toggled.connect(self.toggle_ask)
        side.notes.typed.connect(self._on_case_note_typed)
        side.notes.editor_left.connect(self._on_case_note_left)
        side.notes.action_wanted.connect(self._on_case_note_action)
        keeper.begun.connect(side.notes.adopt)
        panel.typing.connect(keeper.typing)
        side.notes.typing.connect(keeper.typing)
        panel.kept.connect(self._on_kept)
        side.kept.connect(self._on_kept)
        panel.confirmed.connect(self._on_confirmed)

    def flush(self) -> bool:
        """Have everything typed written down; true where nothing is left unwritten."""
        self._deck.panel.leave()
        self._frame.side.notes.flush()
        row = self._deck.row()
        if row is not None and row.bar is not None:
            row.bar.flush()
        return self._keeper.settle_all()

    def toggle_ask(self) -> None:
        """Marks the current question to ask at interview, or takes the mark off."""
        state = self._deck.state()
        if state is None or not state.enabled:
            return
        written = self._pen.ask(state.question, not state.answer.ask)
        if written is not None:
            words = "Mark to ask taken off" if state.answer.ask else "Marked to ask at interview"
            announce(self._deck, f"{words}, saved")
        self.done(written)

    def next_source(self) -> None:
        """Names the next source for the current question."""
        state = self._deck.state()
        view = self._deck.view
        if state is not None and state.enabled and view is not None and view.reading.sources:
            self.done(self._pen.next_source(state.question, state.answer.source, view.reading.sources))

    def done(self, written: Written | None) -> None:
        """Tells every screen what was written, if it was."""
        if written is not None:
            self._session.done(written)

    def _place(self, question: QuestionId, field: str) -> Place:
        return Place(self._pen.ref, "answer", question, field)

    @property
    def _about(self) -> str:
        """The case that a concern or example is about, whether it is read for the first or second time."""
        view = self._deck.view
        return view.reading.ref if view is not None else self._pen.ref

    def _on_answered(self, name: str, value: str, by_key: bool) -> None:
        """A choice is committed, then ticked, then the rest follows; words become a draft."""
        question = QuestionId(name)
        row = self._deck.row(question)
        if row is None or row.state.answers is None:
            return
        kind = row.state.answers.kind
        if kind == "text":
            self._keeper.typed(self._place(question, "value"), value)
            return
        pen = self._pen
        written = pen.answer(question, value) if kind == "choice" else pen.answer_typed(question, value)
        if written is None:
            row.show_answer()
            return
        if kind == "choice":
            row.tick(value)
        self.answered.emit(name)
        announce(row, f"{row.state.answers.label(value)}, saved")
        self.done(written)
        if by_key:
            self._deck.step(1)

    def _on_cleared(self, name: str) -> None:
        question = QuestionId(name)
        row = self._deck.row(question)
        if row is None or row.state.answers is None:
            return
        if row.state.answers.kind == "text":
            self._keeper.typed(self._place(question, "value"), "")
            return
        written = self._pen.answer(question, None)
        if written is None:
            row.show_answer()
        else:
            announce(row, "Answer taken back, saved")
        self.done(written)

    def _on_field_left(self, name: str) -> None:
        self._keeper.settle(self._place(QuestionId(name), "value"))

    def _on_evidence_typed(self, field: str, words: str) -> None:
        question = self._deck.panel.question()
        if question:
            self._keeper.typed(self._place(question, field), words)

    def _on_evidence_left(self, field: str) -> None:
        question = self._deck.panel.question()
        if question:
            self._keeper.settle(self._place(question, field))

    def _on_case_note_typed(self, kind: Kind, key: str, field: str, words: str) -> None:
        self._keeper.typed(Place(self._about, kind, key, field), words)

    def _on_case_note_left(self, kind: Kind, key: str, field: str) -> None:
        self._keeper.settle(Place(self._about, kind, key, field))

    def _on_case_note_action(self, kind: str, key: str, action: str) -> None:
        self._frame.side.notes.flush()
        if not self._keeper.settle_all():
            return
        if action == "names":
            self._change_names(key)
            return
        act = self._pen.about_concern if kind == "concern" else self._pen.about_example
        self.done(act(key, action))

    def _change_names(self, key: str) -> None:
        """Open the example with the helper that finds whom it points to."""
        example = examples.find(self._session.inspection, key)
        ExampleDialog(self._session, example, parent=self._frame).open()

    def _on_confirmed(self) -> None:
        if self._deck.question:
            self.done(self._pen.confirm(self._deck.question))
            self._deck.focus_row()

    def _on_source_chosen(self, source: str) -> None:
        if self._deck.question:
            self.done(self._pen.source(self._deck.question, source))

    def _on_kept(self, conflict: str, change: str) -> None:
        self.done(self._pen.settle(conflict, change))
        self._deck.focus_row()
