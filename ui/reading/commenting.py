"""Keeps the comments of the case that is open: shows them, and writes what is said."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.programme.model import QuestionId
from fieldwork.reading import comments
from ui.reading.frame import ReadingFrame
from ui.reading.pen import told
from ui.session import Session


class Commenting(QObject):
    """`ref` is the case, "" where nothing may be commented on: a second reading that is read blind."""

    question_wanted = Signal(str)

    def __init__(self, session: Session, frame: ReadingFrame) -> None:
        super().__init__(frame)
        self._session, self._frame = session, frame
        self.ref = ""
        view = frame.side.comments
        view.said.connect(self._on_said)
        view.replied.connect(self._on_replied)
        view.resolved.connect(self._on_resolved)
        view.reopened.connect(self._on_reopened)
        view.wanted.connect(self.question_wanted)

    def show(self, ref: str) -> None:
        """Show what was said about this case."""
        self.ref = ref
        side, session = self._frame.side, self._session
        side.comments_section.setVisible(bool(ref))
        if not ref:
            return
        found = comments.comments(session.inspection, ref=ref, viewer=session.author)
        people = {str(p.id): p.name for p in queries.team(session.inspection)}
        shown = {str(q.id): q.shown for q in session.inspection.programme.questions.values()}
        side.comments.show_state(found, people, shown)
        left = sum(comment.is_open for comment in found)
        side.comments_section.retitle(f"Comments ({left} open)" if left else "Comments")

    def _write(self, act: Callable[[], object]) -> None:
        try:
            act()
        except FieldworkError as error:
            self._frame.banner.show_state(told(error))
            return
        self._session.done(Written(frozenset({Register("comment", "", "text")})))

    def _on_said(self, words: str) -> None:
        session, question = self._session, str(self._frame.deck.question or "")
        self._write(lambda: comments.add(session.inspection, session.author, self.ref, words, question))

    def _on_replied(self, comment: str, words: str) -> None:
        session = self._session
        self._write(lambda: comments.reply(session.inspection, session.author, comment, words))

    def _on_resolved(self, comment: str, how: str) -> None:
        session = self._session
        self._write(lambda: comments.resolve(session.inspection, session.author, comment, how))

    def _on_reopened(self, comment: str) -> None:
        session = self._session
        self._write(lambda: comments.reopen(session.inspection, session.author, comment))

    def show_question(self, question: QuestionId | None) -> None:
        """Say which question a new comment is about."""
        asked = self._session.inspection.programme.questions.get(question) if question else None
        self._frame.side.comments.show_question(asked.shown if asked else "")
