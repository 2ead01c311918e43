"""What was found: ratings, questions, sub-groups, readers and other inspections, live while others read."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.findings import decisions, results
from fieldwork.findings.comparison import Reference
from fieldwork.findings.divisions import labels
from fieldwork.findings.live import Live
from fieldwork.findings.queries import Selection
from fieldwork.findings.results import Findings
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written
from fieldwork.programme.model import QuestionId
from ui.screens.findings_bar import FindingsBar
from ui.screens.findings_page import FindingsPage
from ui.screens.findings_pages import pages_for
from ui.screens.findings_questions import QuestionsPage
from ui.screens.live import LiveScreen, told
from ui.screens.rating_dialog import RatingDialog
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Banner, Message
from ui.widgets.figures import copy


class FindingsScreen(LiveScreen):
    """Counts once when first seen, and after that only what a write has touched.

    The first counts are made where the answers lie, which is quicker than laying out the ledger that later
    ones are followed with; that is done once the screen stands.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset())
        self._counted: Findings | None = None
        self._live: Live | None = None
        self._against: Reference | None = None
        self._selection = Selection()
        self._waiting: set[Register] = set()
        self._seen: FindingsPage | None = None
        self._kinds = pages_for(session)
        self._pages: dict[str, FindingsPage] = {}
        self.bar = FindingsBar(session.inspection.programme)
        self.banner = Banner()
        self.tabs = QTabWidget()
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()

    @property
    def found(self) -> Findings:
        """The findings as they stood when the screen was last shown them."""
        if self._live is not None:
            return self._live.findings
        if self._counted is None:
            self._counted = results.findings(self.session.inspection, self._selection, self._against)
            self._idle.start()
        return self._counted

    def refresh(self) -> None:
        """Follow what was written since, and show it."""
        waiting, self._waiting = self._waiting, set()
        for page in self._pages.values():
            page.follow(waiting)
        if self._live is not None:
            self._show(self._live.update(waiting))
            return
        if self._counted is not None:
            self._ledger()  # laid out now, with all that was written
        self._show(None)

    def page(self, title: str) -> FindingsPage:
        """The page with this title, made now if nobody has been there; it is gone to."""
        place = next(n for n, kind in enumerate(self._kinds) if kind.title.casefold() == title.casefold())
        self.tabs.setCurrentIndex(place)
        return self._page()

    def arrive(self, argument: str) -> None:
        """Show a page by its title, or a question."""
        self._read_if_due()
        if argument.casefold() in {kind.title.casefold() for kind in self._kinds}:
            self.page(argument)
        elif argument in self.session.inspection.programme.questions:
            page = self.page(QuestionsPage.title)
            assert isinstance(page, QuestionsPage)
            page.arrive(argument)

    def place(self) -> str:
        """The page that is seen."""
        return self._kinds[self.tabs.currentIndex()].title

    # -- following ------------------------------------------------------------------------------------

    def _on_session_changed(self, written: Written) -> None:
        self._waiting |= written.registers
        self._on_session_other()

    def _ledger(self) -> Live:
        """Follows writes from now on; laid out from what is written already."""
        if self._live is None:
            self._live = Live(self.session.inspection, self._selection, self._against)
        return self._live

    def _on_idle(self) -> None:
        if self.session.is_open and self._counted is not None and not self._waiting:
            self._ledger()

    def _show(self, changed: Collection[QuestionId] | None) -> None:
        found, page = self.found, self._page()
        self.bar.show_state(found)
        page.show_state(found, changed if page is self._seen else None)
        self._seen = page  # the others are told all when they are next seen

    def _page(self) -> FindingsPage:
        """The page that is seen, made now if nobody has been there."""
        kind = self._kinds[self.tabs.currentIndex()]
        if kind.title not in self._pages:
            page = kind(self.session)
            page.go.connect(self.go)
            page.decision_wanted.connect(self._on_decision_wanted)
            page.question_wanted.connect(self.arrive)
            holder = self.tabs.currentWidget().layout()
            assert holder is not None
            holder.addWidget(page)
            page.show()  # at once: a layout shows what it is given a turn later
            self._pages[kind.title] = page
        return self._pages[kind.title]

    def _on_tab_changed(self) -> None:
        if self._counted is not None and self.isVisible():
            self._show(None)

    # -- choosing ---------------------------------------------------------------------------------------

    def _on_fact_chosen(self, fact: str) -> None:
        self.bar.show_values(self._values_of(fact) if fact else {})
        self._on_selected(self.bar.selection())

    def _values_of(self, fact: str) -> dict[str, str]:
        """The values that a fact may have, or has among the cases, in words."""
        inspection = self.session.inspection
        if known := labels(inspection, fact):
            return dict(known)
        rows = queries.cases(inspection, withdrawn=False)
        held = {row.office if fact == "office" else str(row.facts.get(fact, "")) for row in rows}
        return {value: value for value in sorted(held) if value}

    def _on_selected(self, selection: Selection) -> None:
        self._selection = selection
        self._count_again()

    def _count_again(self) -> None:
        self._live = self._counted = None
        self._waiting.clear()
        self.banner.show_state(None)
        try:
            self._show(None)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        if self._selection.where and self.found.standards:
            words = "Counts are of the chosen cases; ratings are always of the whole inspection."
            self.banner.show_state(Message(words, "info"))

    def _on_compare_chosen(self, name: str) -> None:
        self._against = self.found.references.get(name)
        self._count_again()

    def _on_compare_wanted(self) -> None:
        from ui.screens.findings_comparing import ComparatorsDialog  # rarely wanted

        dialog = ComparatorsDialog(self.session, self)
        dialog.chosen.connect(self._on_compare_chosen)
        dialog.open()

    # -- ratings ------------------------------------------------------------------------------------------

    def _on_decision_wanted(self, standard: str) -> None:
        found = self.found
        one = next((s for s in found.standards if s.standard.id == standard), None)
        rule = found.programme.rating
        if one is not None and rule is not None:
            record = partial(self._record, standard, one.judged)
            RatingDialog(one, tuple(reversed(rule.bands)), record, self).open()

    def _record(self, standard: str, judged: bool, band: str, reason: str) -> None:
        """Records a rating; what is refused is raised for the dialog to say."""
        session = self.session
        act = decisions.rate if judged else decisions.panel
        act(session.inspection, session.author, standard, band, reason)
        session.wrote("rating", standard)

    # -- giving out -----------------------------------------------------------------------------------------

    def _on_copy(self) -> None:
        copy(self._page().table())
        self.session.said.emit("The table is copied. Paste it into a document or a sheet.")

    def _on_report(self) -> None:
        from ui.screens.findings_report import ReportDialog  # slow to import: reportlab

        ReportDialog(self.session, self._against, self).open()

    # -- building -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        bar = self.bar
        bar.selected.connect(self._on_selected)
        bar.fact_chosen.connect(self._on_fact_chosen)
        bar.compare_chosen.connect(self._on_compare_chosen)
        bar.compare_wanted.connect(self._on_compare_wanted)
        bar.copy_wanted.connect(self._on_copy)
        bar.report_wanted.connect(self._on_report)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._idle.timeout.connect(self._on_idle)

    def _lay_out(self) -> None:
        for kind in self._kinds:
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, kind.title)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Findings")
        self.tabs.tabBar().setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)
