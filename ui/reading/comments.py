"""Comments to the reader of a case beside its questions: said, answered, resolved."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.clock import moment
from fieldwork.reading.comments import Comment
from ui.theme.metrics import SMALL, TIGHT
from ui.widgets import Badge, Button, Card, FlowLayout, Label, Muted, NoteEditor


class CommentsView(QWidget):
    """`said` carries words for a new comment, `replied` and `resolved` a comment's id with words, `reopened`
    its id, `wanted` the question that a comment is about.
    """

    said = Signal(str)
    replied = Signal(str, str)
    resolved = Signal(str, str)
    reopened = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Comment, ...] | None = None
        self.cards: list[CommentCard] = []
        self.new = NoteEditor("A comment to the reader", hint="Say what is to be looked at", min_lines=1)
        self.add = Button("Comment", icon_name="plus")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, 0, SMALL, SMALL)
        column.setSpacing(TIGHT)
        column.addLayout(self._cards)
        column.addWidget(self.new)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.add.clicked.connect(self._on_add)

    def show_question(self, shown: str) -> None:
        """The question that a new comment is about, by its number."""
        self.add.setText(f"Comment on {shown}" if shown else "Comment on the case")

    def show_state(
        self, comments: Sequence[Comment], people: Mapping[str, str], shown: Mapping[str, str]
    ) -> None:
        """Show these comments, open ones first; `shown` are numbers by question id. Words being typed under
        one stay as long as the comments are the same.
        """
        found = tuple(sorted(comments, key=lambda comment: not comment.is_open))
        if found == self._shown:
            return
        self._shown = found
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cards = []
        for comment in found:
            card = CommentCard(comment, people, shown.get(comment.question, ""))
            card.replied.connect(self.replied)
            card.resolved.connect(self.resolved)
            card.reopened.connect(self.reopened)
            card.wanted.connect(self.wanted)
            self.cards.append(card)
            self._cards.addWidget(card)

    def _on_add(self) -> None:
        words = self.new.text().strip()
        if words:
            self.new.show_state("")
            self.said.emit(words)
        self.new.setFocus()


class CommentCard(Card):
    """One comment with its replies, and what can be done about it."""

    replied = Signal(str, str)
    resolved = Signal(str, str)
    reopened = Signal(str)
    wanted = Signal(str)

    def __init__(self, comment: Comment, people: Mapping[str, str], shown: str) -> None:
        super().__init__(pad=SMALL)
        self._comment = comment
        self.body.setSpacing(TIGHT)
        head = FlowLayout(gap=TIGHT)
        self.where = Button(shown or "The case", "link")
        self.where.setEnabled(bool(comment.question))
        self.where.clicked.connect(self._on_where)
        head.addWidget(self.where)
        head.addWidget(Muted(_by(people, comment.author, comment.at), small=True, wrap=False))
        if not comment.is_open:
            head.addWidget(Badge("Resolved", "good"))
        self.body.addLayout(head)
        self.body.addWidget(Label(comment.text, wrap=True))
        for reply in comment.replies:
            self.body.addWidget(Muted(_by(people, reply.author, reply.at), small=True))
            self.body.addWidget(Label(reply.text, wrap=True))
        if not comment.is_open:
            done = f"Resolved by {people.get(comment.resolved_by, 'somebody')}"
            how = f"{done}: {comment.resolution}" if comment.resolution else f"{done}."
            self.body.addWidget(Muted(how, small=True))
        about = f"the comment on {shown}" if shown else "the comment"
        self.answer = NoteEditor(f"A reply to {about}", hint="Reply, or how it is resolved", min_lines=1)
        self.body.addWidget(self.answer)
        row = FlowLayout(gap=TIGHT)
        self.reply, self.end = Button("Reply", "link"), Button("Resolve", "link")
        if not comment.is_open:
            self.end.setText("Open again")
        for button, words in ((self.reply, "Reply to"), (self.end, self.end.text())):
            button.setAccessibleName(f"{words} {about}")
            row.addWidget(button)
        self.body.addLayout(row)
        self.reply.clicked.connect(self._on_reply)
        self.end.clicked.connect(self._on_end)

    def _on_where(self) -> None:
        self.wanted.emit(self._comment.question)

    def _on_reply(self) -> None:
        words = self.answer.text().strip()
        if words:
            self.replied.emit(self._comment.id, words)
        else:
            self.answer.setFocus()

    def _on_end(self) -> None:
        if self._comment.is_open:
            self.resolved.emit(self._comment.id, self.answer.text().strip())
        else:
            self.reopened.emit(self._comment.id)


def _by(people: Mapping[str, str], author: str, stamp: str) -> str:
    at = moment(stamp).astimezone()
    name = people.get(author, "Somebody")
    return f"{name}, {wording.short_day(at.date())}, {wording.clock(at)}"
