"""The window's inside while an inspection is open: the rail on the left and one screen beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.records import Status
from ui.concern_bar import ConcernBar
from ui.places import ScreenSpec, Whereabouts
from ui.screens.concerns import ConcernsDialog
from ui.session import Session
from ui.widgets import Banner, Message, NavItem, NavRail, NavState

_SOON = 250
#: What the bar of open concerns is about.
_CONCERNING = frozenset({"concern", "record"})


class Workspace(QWidget):
    """Screens are made when first gone to and go with the workspace, words and all, when it is locked."""

    went = Signal(str)
    print_wanted = Signal(str, object)

    def __init__(
        self, session: Session, screens: Sequence[ScreenSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._specs = {spec.key: spec for spec in screens}
        self._made: dict[str, QWidget] = {}
        self._current = ""
        self._left = 0
        self.rail = NavRail()
        self.concerns = ConcernBar()
        self.banner = Banner()
        self.stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._lay_out()
        self.rail.chosen.connect(self.go)
        self._soon.timeout.connect(self.refresh_rail)
        self.concerns.wanted.connect(self._on_concerns_wanted)
        session.changed.connect(self._on_changed)
        session.user_changed.connect(self._on_user_changed)
        self._count_left()
        self.concerns.refresh(session.inspection)

    def go(self, screen: str, argument: str = "") -> None:
        """Show a screen, and there what the argument names."""
        if screen not in self._specs:
            return
        widget = self.visit(screen)
        self._current = screen
        self.stack.setCurrentWidget(widget)
        if argument and hasattr(widget, "arrive"):
            widget.arrive(argument)
        widget.setFocus()
        self.refresh_rail()
        self.went.emit(screen)

    def visit(self, key: str) -> QWidget:
        """The screen with this key, made now if nobody has been there."""
        if key not in self._made:
            widget = self._specs[key].make(self._session, self.stack)
            if hasattr(widget, "go"):
                widget.go.connect(self.go)
            if hasattr(widget, "print_wanted"):
                widget.print_wanted.connect(self._on_print_wanted)
            self.stack.addWidget(widget)
            self._made[key] = widget
        return self._made[key]

    def whereabouts(self) -> Whereabouts:
        """Where one is now, to be led back here."""
        widget = self._made.get(self._current)
        argument = widget.place() if widget is not None and hasattr(widget, "place") else ""
        return Whereabouts(self._current, str(argument or ""))

    def say(self, message: Message | None) -> None:
        """Show a message over every screen."""
        self.banner.show_state(message)

    def refresh_rail(self) -> None:
        """Show the places to go, with what waits in them."""
        if not self._session.is_open:
            return
        counts = self._counts()
        items = (NavItem(s.key, s.title, s.icon, *counts.get(s.key, ("", ""))) for s in self._specs.values())
        self.rail.show_state(NavState(tuple(items), self._current))

    def _counts(self) -> dict[str, tuple[str, str]]:
        """By screen: how much waits there, and what it is."""
        conflicts = len(self._session.inspection.journal.conflicts())
        return {
            "cases": (str(self._left) if self._left else "", "cases to finish"),
            "exchange": (str(conflicts) if conflicts else "", "conflicts to settle"),
        }

    def _count_left(self) -> None:
        """One's own cases to finish, or everybody's where one has none."""
        rows = queries.cases(self._session.inspection, withdrawn=False)
        mine = [r for r in rows if r.inspector == self._session.author]
        self._left = sum(r.status is not Status.COMPLETE for r in mine or rows)

    def _on_print_wanted(self, document: str, refs: object) -> None:
        self.print_wanted.emit(document, (refs,) if isinstance(refs, str) else refs)

    def _on_changed(self, written: Written) -> None:
        if "case" in written.entities:
            self._count_left()
        if _CONCERNING & written.entities:
            self.concerns.refresh(self._session.inspection)
        self._soon.start()

    def _on_concerns_wanted(self) -> None:
        dialog = ConcernsDialog(self._session, self)
        dialog.case_wanted.connect(self._on_case_wanted)
        dialog.open()

    def _on_case_wanted(self, ref: str) -> None:
        self.go("reading", ref)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit()

    def _on_user_changed(self) -> None:
        self._count_left()
        self._soon.start()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.concerns)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
