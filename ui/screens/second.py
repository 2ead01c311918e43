"""Second readings: drawn by the lead, read blind, compared, agreed on, and how far readers agree."""

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.findings.agreement import agreement
from fieldwork.inspection import queries
from fieldwork.inspection.records import Role
from fieldwork.reading import second_deal, second_outcomes
from fieldwork.wording import count
from ui.screens import second_columns
from ui.screens.live import LiveScreen, told
from ui.screens.reason_dialog import ReasonDialog
from ui.screens.second_compare import CompareView
from ui.screens.second_draw_dialog import DrawDialog
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, Button, EmptyState, FlowLayout, Heading, Message, Muted

_ABOUT = frozenset({"second", "second_answer", "second_outcome", "case", "answer", "person"})


class SecondScreen(LiveScreen):
    """Enter on a line reads it, where it is one's own to read, or shows both readings side by side."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=_ABOUT)
        self._lines: dict[str, second_columns.SecondLine] = {}
        self.draw = Button("&Draw…", "primary", "plus")
        self.read = Button("&Read", "plain", "reading")
        self.compare = Button("&Compare", "plain", "conflict")
        self.cancel = Button("Ca&ncel…", "plain", "ban")
        self.banner = Banner()
        empty = EmptyState(
            "reading",
            "No case is read a second time yet.",
            detail="The lead draws a share of the completed cases; somebody else reads them again, blind.",
        )
        self.table = second_columns.seconds_table(empty)
        self.agreement = second_columns.agreement_table()
        self._method = Muted("", small=True)
        self._cases = Muted("")
        self.tabs = QTabWidget()
        self.compared = CompareView(session)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read who reads what, how far it is, and how far the readings agree."""
        inspection, author = self.session.inspection, self.session.author
        standings = second_outcomes.standings(inspection, viewer=author)
        found = second_columns.lines(inspection, standings)
        self._lines = {line.id: line for line in found}
        self.table.show_state(found)
        if found and not self.table.current():
            self.table.select([next((x.id for x in found if self._is_mine(x)), found[0].id)])
        user = self.session.user
        self.draw.setVisible(user is None or user.role is Role.LEAD)
        self._show_agreement()
        self._show_buttons()
        if self._pages.currentWidget() is self.compared:
            self.compared.refresh()

    def arrive(self, argument: str) -> None:
        """Show a second reading: both side by side where it is complete, else its line."""
        self._read_if_due()
        if argument in self._lines:
            self.table.select([argument])
            if self._lines[argument].status == "Complete":
                self.show_compared(argument)

    def place(self) -> str:
        """The second reading that the keyboard is at."""
        return self.table.current()

    def show_compared(self, second: str) -> None:
        """Put both readings side by side; where they cannot be, the list says why."""
        if self.compared.show_second(second):
            self._pages.setCurrentWidget(self.compared)
            self.compared.table.setFocus()
        else:
            self.banner.show_state(self.compared.banner.message())

    # -- what happens -------------------------------------------------------------------------------

    def _is_mine(self, line: second_columns.SecondLine) -> bool:
        second = line.standing.second
        return second.is_open and str(second.reader) == self.session.author

    def _show_buttons(self) -> None:
        line = self._lines.get(self.table.current())
        user = self.session.user
        self.read.setEnabled(line is not None and self._is_mine(line))
        self.compare.setEnabled(line is not None and line.standing.differing is not None)
        may = user is None or user.role is Role.LEAD
        self.cancel.setVisible(may)
        self.cancel.setEnabled(line is not None and line.standing.second.is_open)

    def _show_agreement(self) -> None:
        found = agreement(self.session.inspection)
        people = {str(p.id): p.name for p in queries.team(self.session.inspection)}
        every = list(second_columns.agreement_lines(found, people)) if found.cases else []
        self.agreement.show_state(every)
        self._method.setText(found.method)
        words = [f"{count(found.cases, 'case')} read twice."] if found.cases else []
        if found.elsewhere:
            words.append(f"Of {found.elsewhere} more the first reading has not all arrived.")
        if found.corrected:
            words.append(f"{count(found.corrected, 'pair')} left out: the question was corrected between.")
        self._cases.setText(" ".join(words))

    def _on_opened(self, second: str) -> None:
        line = self._lines.get(second)
        if line is None:
            return
        if self._is_mine(line):
            self.go.emit("reading", second)
        elif line.standing.differing is not None:
            self.show_compared(second)
        else:
            words = "What it says is shown once it is complete."
            self.banner.show_state(Message(words, "info"))

    def _on_read(self) -> None:
        self._on_opened(self.table.current())

    def _on_compare(self) -> None:
        self.show_compared(self.table.current())

    def _on_draw(self) -> None:
        self.banner.show_state(None)
        DrawDialog(self.session, self.session.done, self).open()

    def _on_cancel(self) -> None:
        line = self._lines.get(self.table.current())
        if line is not None:
            title = f"Not read {line.standing.second.ref} a second time"
            dialog = ReasonDialog(title, "The reason stays in the history.", "Do not read it", self)
            dialog.given.connect(self._on_cancel_given)
            dialog.open()

    def _on_cancel_given(self, reason: str) -> None:
        inspection, author = self.session.inspection, self.session.author
        try:
            written = second_deal.cancel(inspection, author, self.table.current(), reason)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        self.session.done(written)

    def _on_compared_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self.table.setFocus()

    def _on_case_wanted(self, ref: str) -> None:
        self.go.emit("reading", ref)

    # -- looks ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        cases = QWidget()
        column = QVBoxLayout(cases)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        row = FlowLayout()
        for button in (self.draw, self.read, self.compare, self.cancel):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        counted = QWidget()
        column = QVBoxLayout(counted)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self._cases)
        column.addWidget(self.agreement, 1)
        column.addWidget(self._method)
        self.tabs.setAccessibleName("Second readings")
        self.tabs.addTab(cases, "Cases")
        self.tabs.addTab(counted, "Agreement")
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(Heading("Second readings", 1))
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        for page in (first, self.compared):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.draw.clicked.connect(self._on_draw)
        self.read.clicked.connect(self._on_read)
        self.compare.clicked.connect(self._on_compare)
        self.cancel.clicked.connect(self._on_cancel)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._show_buttons)
        self.compared.left.connect(self._on_compared_left)
        self.compared.case_wanted.connect(self._on_case_wanted)
