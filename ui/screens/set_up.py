"""Set up: everything that planning has to know, a page for each kind of it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from fieldwork.timetable.problem import Problem
from ui.screens.set_up_goals import GoalsPage
from ui.screens.set_up_journeys import JourneysPage
from ui.screens.set_up_meetings import MeetingsPage
from ui.screens.set_up_offices import OfficesPage
from ui.screens.set_up_page import SetUpPage
from ui.screens.set_up_people import InspectorsPage, OfficersPage
from ui.screens.set_up_rules import RulesPage
from ui.screens.taking_in_tables import FILTER, TablesDialog
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import Banner, Button, Heading, Message


class SetUp(QWidget):
    """`left` leads back to the timetable."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.banner = Banner()
        self._problem: Problem | None = None
        self._made: dict[str, SetUpPage] = {}
        self.back = Button("&Back to the timetable", "quiet", "arrow-left")
        self.tables = Button("&Take in tables…", icon_name="upload")
        self.pages = QTabWidget()
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.tables.clicked.connect(self._on_tables_clicked)
        self.pages.currentChanged.connect(self._on_page_changed)

    def show_state(self, problem: Problem) -> None:
        """Show what planning knows; pages that are not seen are read when they are turned to."""
        self._problem = problem
        self._on_page_changed()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.back)
        head.addWidget(Heading("Set up", 1))
        head.addStretch(1)
        head.addWidget(self.tables)
        for name in PAGES:
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            self.pages.addTab(holder, name.capitalize())
        self.pages.setDocumentMode(True)
        self.pages.setAccessibleName("What planning has to know")
        self.pages.tabBar().setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)

    def take_in(self, files: Sequence[str]) -> TablesDialog:
        """Show what is in these tables, to be taken in."""
        dialog = TablesDialog(self._session, self)
        dialog.taken.connect(self._on_taken)
        dialog.look_at(files)
        return dialog

    def _on_tables_clicked(self) -> None:
        dialog = QFileDialog(self, "Take in tables for planning", "", FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take_in)
        dialog.open()

    def _on_taken(self, words: str) -> None:
        self.banner.show_state(Message(words, "good", actions=(("undo", "Undo"),)))

    def _on_action_chosen(self, _action: str) -> None:
        self.banner.show_state(None)
        self._session.undo()

    def _on_page_changed(self) -> None:
        """Make the page if nobody has been there, and read it."""
        holder, page = self.pages.currentWidget(), self.page(PAGES[self.pages.currentIndex()])
        if page.parentWidget() is not holder:
            inner = holder.layout()
            assert inner is not None
            inner.addWidget(page)
        if self._problem is not None:
            page.refresh(self._problem)

    def page(self, name: str) -> SetUpPage:
        """A page by its name; each is made when it is first wanted."""
        if name not in self._made:
            self._made[name] = _MAKERS[name](self._session)
        return self._made[name]


_MAKERS: Mapping[str, Callable[[Session], SetUpPage]] = {
    "offices": OfficesPage,
    "inspectors": InspectorsPage,
    "officers": OfficersPage,
    "journeys": JourneysPage,
    "meetings": MeetingsPage,
    "rules": RulesPage,
    "goals": GoalsPage,
}
#: The pages in their order.
PAGES = tuple(_MAKERS)
