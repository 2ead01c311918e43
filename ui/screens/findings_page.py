"""What the pages of the findings have in common: they are shown findings, and are copied as a table."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldwork.findings.results import Findings
from fieldwork.inspection.changes import Register
from fieldwork.inspection.roles import may
from fieldwork.programme.model import QuestionId
from ui.session import Session
from ui.widgets.figures import Figures

_RATING = Register("rating", "", "rated")


class FindingsPage(QWidget):
    """`show_state` is called while the page is seen. `go` asks for another screen, `question_wanted` for a
    question on its own page, `decision_wanted` for a rating.
    """

    go = Signal(str, str)
    decision_wanted = Signal(str)
    question_wanted = Signal(str)

    #: What stands on the page's tab.
    title = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Show these findings; of those shown before only `_changed` has other figures (None for all)."""

    def follow(self, registers: Collection[Register]) -> None:
        """Told of every write, seen or not, before `show_state`."""

    def table(self) -> Figures:
        """What is seen now, to be copied."""
        return Figures(self.title)

    @property
    def may_decide(self) -> bool:
        """Whether whoever uses this copy may record ratings."""
        user = self.session.user
        return user is None or may(user.role, _RATING)
