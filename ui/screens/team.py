"""The team and its work: who is in it, who reads which case, which offices have rooms, who is away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId
from fieldwork.sample import allocate
from ui import jobs
from ui.screens.case_tree import CaseLine
from ui.screens.live import LiveScreen, told
from ui.screens.team_cases import CasesPanel
from ui.screens.team_people import PeoplePanel
from ui.screens.team_places import PlacesPanel
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, Heading, Message

_ABOUT = frozenset({"person", "case", "office", "officer", "answer", "inspection"})


class TeamScreen(LiveScreen):
    """People and cases side by side on the first page, offices and absences on the second."""

    case_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=_ABOUT)
        self.banner = Banner()
        self.working = Working(session)
        self.people = PeoplePanel(session)
        self.cases = CasesPanel()
        self.places = PlacesPanel(session)
        self.pages = QTabWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the page that is seen; the other is read when it is turned to."""
        if self.pages.currentWidget() is self.places:
            self.places.refresh()
            return
        inspection = self.session.inspection
        loads = allocate.loads(inspection)
        names = {str(load.person.id): load.person.name for load in loads}
        forms = inspection.programme.forms
        lines = [
            CaseLine(row, short_title(forms[row.form].title), names.get(row.inspector or "", ""))
            for row in queries.cases(inspection, withdrawn=False)
        ]
        self.people.show_state(loads, self.session.user)
        self.cases.show_state(lines, loads)

    def _lay_out(self) -> None:
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.setHandleWidth(2 * SMALL + 1)
        both.setStyleSheet("QSplitter::handle { background: transparent; }")
        both.addWidget(self.people)
        both.addWidget(self.cases)
        both.setStretchFactor(0, 4)
        both.setStretchFactor(1, 5)
        both.setSizes([480, 620])
        first = QWidget()
        inner = QVBoxLayout(first)
        inner.setContentsMargins(0, MEDIUM, 0, 0)
        inner.addWidget(both)
        self.pages.addTab(first, "People and cases")
        self.pages.addTab(self.places, "Offices and absences")
        self.pages.setDocumentMode(True)
        self.pages.setAccessibleName("Team")
        self.pages.tabBar().setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(Heading("Team", 1))
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addWidget(self.pages, 1)
        self.setFocusProxy(self.people.table)

    def _connect(self) -> None:
        self.pages.currentChanged.connect(self._on_page_changed)
        self.people.said.connect(self.banner.show_state)
        self.cases.given.connect(self._on_given)
        self.cases.shared.connect(self._on_shared)
        self.cases.opened.connect(self._on_case_opened)
        self.banner.action_chosen.connect(self._on_action_chosen)
        self.working.busy_changed.connect(self.cases.setDisabled)

    def _on_page_changed(self) -> None:
        if self.session.is_open:
            self.refresh()

    def _on_case_opened(self, ref: str) -> None:
        self.case_chosen.emit(ref)
        self.go.emit("reading", ref)

    def _on_given(self, refs: tuple[str, ...], person: str) -> None:
        work = _Giving(self.session, refs, PersonId(person))
        self._start("Giving cases…", work)

    def _on_shared(self, again: bool) -> None:
        self._start("Sharing the cases out…", _Sharing(self.session, again))

    def _start(self, words: str, work: "_Giving | _Sharing") -> None:
        self.banner.show_state(None)
        self.working.start(words, work, done=self._on_allocated, failed=self._on_failed, cancellable=False)

    def _on_allocated(self, written: Written) -> None:
        count = len(written.registers)
        if not count:
            self.banner.show_state(Message("Every case is with its reader already.", "info"))
            return
        self.session.done(written)
        words = f"{wording.count(count, 'case')} given."
        self.banner.show_state(Message(words, "good", actions=(("undo", "Undo"),)))

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))

    def _on_action_chosen(self, action: str) -> None:
        self.banner.show_state(None)
        if action == "undo":
            self.session.undo()


def short_title(title: str) -> str:
    """`Case supervision` for `Domain two: case supervision`."""
    words = title.rsplit(": ", 1)[-1]
    return words[:1].upper() + words[1:]


class _Giving:
    """The work of giving cases to a person, through a connection of its own."""

    def __init__(self, session: Session, refs: tuple[str, ...], person: PersonId) -> None:
        self._inspection: Inspection = session.inspection
        self._author, self._refs, self._person = session.author, refs, person

    def __call__(self, _progress: jobs.Progress) -> Written:
        with self._inspection.again() as own:
            return allocate.give(own, self._author, self._refs, self._person)


class _Sharing:
    """The work of sharing cases out."""

    def __init__(self, session: Session, again: bool) -> None:
        self._inspection: Inspection = session.inspection
        self._author, self._again = session.author, again

    def __call__(self, _progress: jobs.Progress) -> Written:
        with self._inspection.again() as own:
            return allocate.share_out(own, self._author, again=self._again)
