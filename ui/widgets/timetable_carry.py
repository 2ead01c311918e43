"""What is being moved in a timetable: picked up, held over one place after another, put down."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import SMALL, TIGHT, grown
from ui.widgets.panels import Icon
from ui.widgets.text import Label
from ui.widgets.timetable_places import Spot

Kind = Literal["move", "swap", "length"]

#: How much of a frame may go into judging places that nobody points at yet (seconds).
_SLICE = 0.004


@dataclass(frozen=True, slots=True)
class Verdict:
    """What putting it at a place would mean: `where` in words, and the rules broken, a sentence each.

    `starts` is the minute of the day at which it would begin, and `minutes` how long it would be.
    """

    where: str
    broken: tuple[str, ...] = ()
    starts: int = 0
    minutes: int = 0
    time: str = ""

    @property
    def fits(self) -> bool:
        return not self.broken

    def said(self) -> str:
        """The whole of it as one line, for screen readers."""
        if self.fits:
            return f"{self.where}: fits"
        return f"{self.where}: does not fit. {' '.join(self.broken)}"


Judge = Callable[[Spot], Verdict | None]
"""None where there is nothing to judge, as the interview itself when it is to be swapped."""


class Carry:
    """One thing in hand. `spot` is where it is held; verdicts are asked for once each.

    `grip` is where a mouse took hold of it, from its top left corner; None where keys move it.
    """

    def __init__(
        self, entry: str, title: str, judge: Judge, kind: Kind = "move", grip: QPoint | None = None
    ) -> None:
        self.entry, self.title, self.kind, self.grip = entry, title, kind, grip
        self.spot: Spot | None = None
        self.pointer = QPoint()
        self._judge = judge
        self._known: dict[Spot, Verdict | None] = {}

    @property
    def by_mouse(self) -> bool:
        return self.grip is not None

    def verdict(self, spot: Spot) -> Verdict | None:
        """What it would mean there."""
        if spot not in self._known:
            self._known[spot] = self._judge(spot)
        return self._known[spot]

    def known(self, spot: Spot) -> Verdict | None:
        """The same, as far as it has been judged."""
        return self._known.get(spot)

    def here(self) -> Verdict | None:
        """What it would mean where it is held now."""
        return self.verdict(self.spot) if self.spot is not None else None

    def judge_some(self, spots: Iterable[Spot]) -> bool:
        """Judge some places more, for a part of a frame; false once all of these are known."""
        until = time.perf_counter() + _SLICE
        for spot in spots:
            if spot not in self._known:
                self.verdict(spot)
                if time.perf_counter() > until:
                    return True
        return False

    def forget(self) -> None:
        """Places mean something else now: another week is shown."""
        self._known.clear()
        self.spot = None


class CarryHint(QFrame):
    """Words beside what is being moved: where it would be, and which rules that would break."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = Icon("check")
        self._where = Label("", "strong", wrap=True)
        self._why = Label("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._where)
        words.addWidget(self._why)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SMALL, TIGHT, SMALL, TIGHT)
        self._row.setSpacing(SMALL)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self.hide()

    def words(self) -> str:
        """What it says."""
        return f"{self._where.text()} {self._why.text()}".strip()

    def show_state(self, verdict: Verdict | None, beside: QRect) -> None:
        """Show the words under, or else over, what lies in this part of the parent."""
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        more = len(verdict.broken) - 2
        why = [*verdict.broken[:2], *([f"… and {more} more"] if more > 0 else [])]
        self._icon.set("check" if verdict.fits else "danger", "good" if verdict.fits else "danger")
        self._where.setText(verdict.where)
        self._why.setText("\n".join(why) or "Fits.")
        self.setFixedWidth(max(min(grown(300), self._room.width() - 4), 1))
        self.setFixedHeight(max(self._row.heightForWidth(self.width()), self.sizeHint().height()))
        self._place(beside)
        self.raise_()

    def _place(self, beside: QRect) -> None:
        room = self._room.rect()
        x = min(max(beside.left(), 2), max(room.width() - self.width() - 2, 2))
        y = beside.bottom() + SMALL
        if y + self.height() > room.height():
            y = max(beside.top() - self.height() - SMALL, 2)
        self.move(x, y)
