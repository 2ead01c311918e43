"""What the sample list's screen looks like: columns, problems and changes on pages, accepting below."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fieldwork import wording
from fieldwork.programme.model import Fact
from fieldwork.sample.model import ListProblem
from ui.screens.list_columns import ColumnsPanel
from ui.screens.list_tables import changes_table, problems_table
from ui.screens.list_work import ChangeRow, ReadList, summary
from ui.screens.working import Working
from ui.session import Session
from ui.theme import icon
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, Button, Elided, EmptyState, Heading, Label, Muted, SearchField

_EVERYTHING = "Everything"


class ListPage(QWidget):
    """Dumb: shows a `ReadList` and says what is wanted."""

    choose_wanted = Signal()
    take_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(
        self, session: Session, masked: Callable[[ListProblem], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read: ReadList | None = None
        self.banner = Banner()
        self.working = Working(session)
        self.file = Elided("", "muted")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("Sheet of the workbook")
        self.names = Button("Show personal details", "quiet", "eye")
        self.names.setCheckable(True)
        self.choose = Button("&Choose a list…", icon_name="folder")
        self.columns = ColumnsPanel()
        self.problems = problems_table(masked)
        self.changes = changes_table(self._are_names_hidden)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("Which changes")
        self.search = SearchField("Search cases and facts")
        self.leave_out = QCheckBox("")
        self.take = Button("&Take the list in", "primary", "check")
        self.tabs = QTabWidget()
        self._lay_out()
        self._connect()
        self.show_empty()

    def show_empty(self) -> None:
        """No list is chosen."""
        self._read = None
        self._stack.setCurrentIndex(0)
        for widget in (self.file, self.sheet, self.names, self.choose):
            widget.hide()

    def show_read(self, read: ReadList, facts: Mapping[str, Fact], *, fresh: bool) -> None:
        """Show a list as it was read; a `fresh` one begins at its columns."""
        self._read = read
        self._stack.setCurrentIndex(1)
        self._show_file(read)
        self.columns.show_state(read.glimpse.columns, facts, read.choices)
        problems = read.office_list.problems if read.office_list else ()
        self.problems.show_state(problems)
        self.changes.show_state(read.changes)
        self._fill_kinds(read)
        used = sum(bool(column.facts) for column in read.glimpse.columns)
        self.tabs.setTabText(0, f"Columns ({used} of {len(read.glimpse.columns)} used)")
        self.tabs.setTabText(1, f"Problems ({len(problems)})" if problems else "Problems")
        self.tabs.setTabText(2, "What changes")
        for page in (1, 2):
            self.tabs.setTabEnabled(page, read.office_list is not None)
        if fresh:
            self.leave_out.setChecked(False)
            self.tabs.setCurrentIndex(0)
        self._show_foot()

    def _show_file(self, read: ReadList) -> None:
        rows = read.office_list.total_rows if read.office_list else 0
        self.file.setText(f"{read.path.name}  –  {wording.count(rows, 'case')}" if rows else read.path.name)
        sheets = read.glimpse.sheets
        self.sheet.clear()
        self.sheet.addItems(list(sheets))
        self.sheet.setCurrentText(read.glimpse.sheet)
        self.file.show()
        self.sheet.setVisible(len(sheets) > 1)
        self.names.show()
        self.choose.show()

    def _fill_kinds(self, read: ReadList) -> None:
        self.kinds.clear()
        self.kinds.addItem(_EVERYTHING, "")
        if read.synced is not None:
            for kind, words, number in summary(read.synced.comparison):
                if number:
                    self.kinds.addItem(f"{number} {words}", kind)
            if read.synced.flagged:
                self.kinds.addItem(f"{len(read.synced.flagged)} to look at again", "flagged")
        self._filter()

    def _show_foot(self) -> None:
        read = self._read
        if read is None or read.office_list is None or read.synced is None:
            self._sum.setText("The list cannot be taken in as it is.")
            self._why.setText("Say which column holds what is missing, or ask the office for another list.")
            self.leave_out.hide()
            self.take.setEnabled(False)
            return
        parts = [f"{number} {words}" for _, words, number in summary(read.synced.comparison) if number]
        self._sum.setText(wording.listed(parts) if parts else "Nothing changes")
        faulty, problems = read.office_list.faulty_rows, bool(read.office_list.problems)
        self.leave_out.setText(f"&Leave out {wording.count(faulty, 'row')} with problems")
        self.leave_out.setVisible(problems)
        ready = not problems or self.leave_out.isChecked()
        self.take.setEnabled(ready and bool(read.changes))
        self._why.setText(self._reason(ready, bool(read.changes)))

    def _reason(self, ready: bool, changes: bool) -> str:
        if not changes:
            return "The inspection holds all of this list already."
        if not ready:
            return "Have the problems corrected, or leave those rows out: their cases stay as they are."
        flagged = len(self._read.synced.flagged) if self._read and self._read.synced else 0
        if flagged:
            return f"{wording.count(flagged, 'case')} being read need another look. Every answer is kept."
        return "It is one step and can be undone. Every answer is kept."

    def _are_names_hidden(self) -> bool:
        return not self.names.isChecked()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(Heading("Sample list", 1))
        head.addSpacing(SMALL)
        head.addWidget(self.file, 1)
        for widget in (self.sheet, self.names, self.choose):
            head.addWidget(widget)
        self._none = EmptyState(
            "sample",
            "Drop the office's list here, or choose it.",
            detail="A CSV file or an Excel workbook. Nothing changes before you have seen what it would do.",
            action="Choose a list…",
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self._build_tabs(), 1)
        column.addLayout(self._foot())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        outer.setSpacing(SMALL)
        outer.addLayout(head)
        outer.addWidget(self.banner)
        outer.addWidget(self.working)
        outer.addWidget(self._stack, 1)

    def _build_tabs(self) -> QTabWidget:
        self._copy = Button("Co&py", "quiet", "copy")
        self._save = Button("Save as CS&V…", "quiet", "save")
        wrong = QHBoxLayout()
        wrong.addWidget(Muted("Send these to the office, or leave the rows out.", wrap=False))
        wrong.addStretch(1)
        wrong.addWidget(self._copy)
        wrong.addWidget(self._save)
        filters = QHBoxLayout()
        filters.setSpacing(SMALL)
        filters.addWidget(self.kinds)
        filters.addWidget(self.search, 1)
        self.tabs.addTab(self.columns, "Columns")
        self.tabs.addTab(_under(wrong, self.problems), "Problems")
        self.tabs.addTab(_under(filters, self.changes), "What changes")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("List")
        self.tabs.tabBar().setDrawBase(False)
        return self.tabs

    def _foot(self) -> QHBoxLayout:
        self._sum = Label("", "strong")
        self._why = Muted("", small=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sum)
        words.addWidget(self._why)
        foot = QHBoxLayout()
        foot.setSpacing(MEDIUM)
        foot.addLayout(words, 1)
        foot.addWidget(self.leave_out)
        foot.addWidget(self.take)
        return foot

    def _connect(self) -> None:
        self._none.action_chosen.connect(self.choose_wanted)
        self.choose.clicked.connect(self.choose_wanted)
        self.take.clicked.connect(self.take_wanted)
        self._copy.clicked.connect(self.copy_wanted)
        self._save.clicked.connect(self.save_wanted)
        self.leave_out.toggled.connect(self._show_foot)
        self.kinds.activated.connect(self._filter)
        self.search.searched.connect(self._filter)
        self.search.left.connect(self.changes.setFocus)
        self.names.toggled.connect(self._on_names_toggled)
        self.working.busy_changed.connect(self._on_busy_changed)

    def _filter(self) -> None:
        kind = self.kinds.currentData()

        def wanted(row: ChangeRow) -> bool:
            return row.flagged if kind == "flagged" else row.kind == kind

        self.changes.search(self.search.words(), wanted if kind else None)

    def _on_names_toggled(self, shown: bool) -> None:
        self.names.setIcon(icon("eye-off" if shown else "eye", "text"))
        self.names.setText("Hide personal details" if shown else "Show personal details")
        self.columns.hide_personal(not shown)
        if self._read is not None:
            self.problems.show_state(self._read.office_list.problems if self._read.office_list else ())
            self.changes.show_state(self._read.changes)

    def _on_busy_changed(self, busy: bool) -> None:
        self._stack.setEnabled(not busy)
        self.choose.setEnabled(not busy)
        self.sheet.setEnabled(not busy)


def _under(bar: QHBoxLayout, table: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, SMALL, 0, 0)
    column.setSpacing(SMALL)
    column.addLayout(bar)
    column.addWidget(table, 1)
    return holder
