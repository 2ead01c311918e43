"""Planning on the timetable's screen: the search with its progress, the look at what it found, keeping it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldwork.inspection.changes import Written
from ui.screens.live import told
from ui.screens.planning import SECONDS, How, Keeping, Planning, Proposal, summary
from ui.screens.timetable_preview import KEEP, PreviewDialog
from ui.screens.working import Working
from ui.session import Session
from ui.widgets import Message


class Planner(QObject):
    """`said` carries a message for the screen, or None to take it away; `unplaced` comes after a plan
    was kept that leaves somebody out.
    """

    said = Signal(object)
    unplaced = Signal()

    def __init__(
        self,
        session: Session,
        working: Working,
        parent: QWidget,
        *,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(parent)
        self._session, self._working, self._screen = session, working, parent
        self._clock = clock
        self._proposal: Proposal | None = None
        self._seconds = SECONDS

    def take(self, seconds: float) -> None:
        """How long searches may take from now on."""
        self._seconds = seconds

    def start(self, how: How, seconds: float | None = None) -> None:
        """Search off the event loop; stopping it proposes the best plan so far."""
        session = self._session
        search = Planning(session.inspection, how, seconds=seconds or self._seconds, now=self._clock())
        self.said.emit(None)
        self._working.start(
            "Planning the interviews…",
            search,
            done=self._on_found,
            failed=self._on_failed,
            stop=search.stop,
        )

    def _on_found(self, proposal: Proposal) -> None:
        """Where nothing was planned the plan is kept at once; else what it changes is shown first."""
        self._proposal = proposal
        if proposal.before and proposal.plan.interviews:
            dialog = PreviewDialog(proposal, self._screen)
            dialog.chosen.connect(self._on_chosen)
            dialog.rejected.connect(self._on_left)
            dialog.open()
        elif proposal.plan.interviews:
            self._keep()
        else:
            self.said.emit(summary(proposal.plan))

    def _on_chosen(self, choice: str) -> None:
        if choice == KEEP:
            self._keep()

    def _on_left(self) -> None:
        self._proposal = None
        self.said.emit(Message("The plan was left as it is.", "info"))

    def _keep(self) -> None:
        if self._proposal is None:
            return
        session = self._session
        work = Keeping(session.inspection, session.author, self._proposal)
        self._working.start(
            "Keeping the plan…", work, done=self._on_kept, failed=self._on_failed, cancellable=False
        )

    def _on_kept(self, written: Written) -> None:
        proposal, self._proposal = self._proposal, None
        self._session.done(written)
        if proposal is not None:
            self.said.emit(summary(proposal.plan))
            if proposal.plan.unplaced:
                self.unplaced.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.said.emit(told(error))
