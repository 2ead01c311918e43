"""Both readings of a case side by side: what differs, what is agreed on it, and the case changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries, seconds
from fieldwork.programme.model import QuestionId
from fieldwork.reading import second_outcomes
from fieldwork.reading.second_outcomes import Compared, Stands
from fieldwork.wording import count
from ui.screens.live import told
from ui.screens.second_columns import compared_table, said
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Badge, Banner, Button, Card, FlowLayout, Heading, Label, Message, Muted, NoteEditor

_WAYS: tuple[tuple[Stands, str], ...] = (
    ("first", "The &first stands"),
    ("second", "The &second stands"),
    ("other", "&Another answer"),
)


class CompareView(QWidget):
    """`left` leads back to the list; `case_wanted` carries the case."""

    left = Signal()
    case_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.second = ""
        self._rows: dict[str, Compared] = {}
        self.back = Button("&Back", "quiet", "arrow-left")
        self.title = Heading("", 1)
        self.open_count = Badge()
        self.all = Button("Show &all questions")
        self.case = Button("Open the case", icon_name="reading")
        self.change = Button("", "primary", "check")
        self.banner = Banner()
        self.table = compared_table()
        self.question = Label("", "strong", wrap=True)
        self.first_words, self.again_words = Label("", wrap=True), Label("", wrap=True)
        self.first_head, self.again_head = Heading("", 3), Heading("", 3)
        self.ways = QButtonGroup(self)
        self.other = QComboBox()
        self.reason = NoteEditor("Why it stands", hint="Why, in a sentence", min_lines=1, max_lines=3)
        self.record = Button("&Record", "primary", "check")
        self._lay_out()
        self._connect()

    def show_second(self, second: str) -> bool:
        """Show both readings of this one; false where they cannot be shown, which is said."""
        self.second = second
        self.banner.show_state(None)
        return self.refresh()

    def refresh(self) -> bool:
        """Read both again."""
        inspection, author = self._session.inspection, self._session.author
        try:
            rows = second_outcomes.compared(inspection, self.second, author)
            changes = second_outcomes.to_change(inspection, self.second, author)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            self._rows = {}
            self.table.show_state([])
            return False
        one = seconds.find(inspection, self.second)
        names = {str(p.id): p.name for p in queries.team(inspection)}
        self.title.setText(f"Both readings of {one.ref}")
        self.first_head.setText(f"First: {names.get(str(one.first_reader), 'nobody')}")
        self.again_head.setText(f"Second: {names.get(str(one.reader), 'somebody')}")
        left = sum(row.open for row in rows)
        self.open_count.set(f"{left} to agree on" if left else "", "warning")
        self.change.setText(f"Change {count(len(changes), 'answer')} of the case")
        self.change.setVisible(bool(changes))
        self._rows = {str(row.question.id): row for row in rows}
        shown = [row for row in rows if self.all.isChecked() or row.differs]
        current = self.table.current()
        self.table.show_state(shown)
        if shown and self.table.current() not in {str(row.question.id) for row in shown}:
            following = next((row for row in shown if row.open), shown[0])
            self.table.select([current if current in self._rows else str(following.question.id)])
        self._show_row()
        return True

    def _show_row(self) -> None:
        row = self._rows.get(self.table.current())
        self._detail.setVisible(row is not None)
        if row is None:
            return
        self.question.setText(f"{row.question.shown}  {row.question.text}")
        self.first_words.setText(_both(said(row.question, row.first), row.first_note))
        self.again_words.setText(_both(said(row.question, row.again), row.again_note))
        self._outcome.setVisible(row.differs)
        self.other.clear()
        for option in row.question.answers.options if row.question.answers else ():
            self.other.addItem(option.label, option.value)
        stands = row.outcome.stands if row.outcome else ""
        for number, (way, _) in enumerate(_WAYS):
            self.ways.button(number).setChecked(way == stands)
        if row.outcome is not None and stands == "other":
            self.other.setCurrentIndex(self.other.findData(row.outcome.value))
        self.reason.show_state(row.outcome.reason if row.outcome else "")
        self._on_way()

    def _on_way(self) -> None:
        self.other.setEnabled(self.ways.checkedId() == len(_WAYS) - 1)
        self.record.setEnabled(self.ways.checkedId() >= 0)

    def _on_record(self) -> None:
        """Record what is agreed and go to the next one that is open."""
        question = self.table.current()
        stands = _WAYS[self.ways.checkedId()][0]
        value = self.other.currentData() if stands == "other" else None
        inspection, author = self._session.inspection, self._session.author
        try:
            written = second_outcomes.agree(
                inspection, author, self.second, QuestionId(question), stands, self.reason.text(), value
            )
        except FieldworkError as error:
            self.banner.show_state(told(error))
            self.reason.setFocus()
            return
        self.banner.show_state(None)
        self._session.done(written)
        order = list(self._rows)
        after = order[order.index(question) + 1 :] + order[: order.index(question)]
        following = next((key for key in after if self._rows[key].open), "")
        if following:
            self.table.select([following])
        self.table.setFocus()

    def _on_change(self) -> None:
        inspection, author = self._session.inspection, self._session.author
        try:
            written = second_outcomes.change_case(inspection, author, self.second)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        self._session.done(written)
        words = "The case has the answers that were agreed on, and is open again to be completed."
        self.banner.show_state(Message(words, "good", "The history says why.", (("case", "Open the case"),)))

    def _on_case(self) -> None:
        self.case_wanted.emit(seconds.find(self._session.inspection, self.second).ref)

    # -- looks ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = FlowLayout()
        self.all.setCheckable(True)
        for widget in (self.back, self.title, self.open_count, self.all, self.case, self.change):
            head.addWidget(widget)
        self._detail = QWidget(self)
        below = QVBoxLayout(self._detail)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SMALL)
        below.addWidget(self.question)
        sides = QHBoxLayout()
        sides.setSpacing(MEDIUM)
        for heading, words in (
            (self.first_head, self.first_words),
            (self.again_head, self.again_words),
        ):
            card = Card()
            card.body.addWidget(heading)
            card.body.addWidget(words)
            card.body.addStretch(1)
            sides.addWidget(card, 1)
        below.addLayout(sides)
        below.addWidget(self._outcome_row())
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)

    def _outcome_row(self) -> QWidget:
        self._outcome = QWidget(self._detail)
        column = QVBoxLayout(self._outcome)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        ways = FlowLayout()
        ways.addWidget(Muted("Agreed:", wrap=False))
        for number, (_, words) in enumerate(_WAYS):
            button = QRadioButton(words)
            self.ways.addButton(button, number)
            ways.addWidget(button)
        self.other.setAccessibleName("The answer agreed on")
        ways.addWidget(self.other)
        column.addLayout(ways)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.reason, 1)
        row.addWidget(self.record)
        column.addLayout(row)
        return self._outcome

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.case.clicked.connect(self._on_case)
        self.change.clicked.connect(self._on_change)
        self.all.toggled.connect(self.refresh)
        self.table.current_changed.connect(self._show_row)
        self.ways.idToggled.connect(self._on_way)
        self.record.clicked.connect(self._on_record)
        self.banner.action_chosen.connect(self._on_case)


def _both(answer: str, note: str) -> str:
    return f"{answer}\n{note}" if note else answer
