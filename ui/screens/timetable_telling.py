"""Telling people of their interviews: what they know, what has changed since, and who has been told now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.changes import Written
from fieldwork.timetable import telling
from fieldwork.timetable.moves import Move
from fieldwork.timetable.problem import Problem
from ui.screens.live import write
from ui.screens.timetable_preview import MoveRow, MovesView, move_row
from ui.screens.timetable_view import PlanState
from ui.session import Session
from ui.theme.metrics import SMALL, grown
from ui.widgets import CANCEL, Button, Choice, Column, Dialog, EmptyState

_COLUMNS = (
    Column[MoveRow]("Officer", lambda r: r.name, width=20),
    Column[MoveRow]("They know", lambda r: r.before, tip=lambda r: r.before, width=34, muted=True),
    Column[MoveRow]("It is now", lambda r: r.after, tip=lambda r: r.after, width=34),
    Column[MoveRow]("Why", lambda r: r.why, tip=lambda r: r.why, width=0, muted=True),
)
_NOBODY = "Nobody has been told of the plan yet. Give out letters or prints, then mark everybody as told."
_FRESH = "What has changed since people were told. Give out slips, then mark them as told."


def news(session: Session, problem: Problem) -> tuple[Move, ...] | None:
    """What has changed since people were told; None where nobody was told of anything."""
    if not telling.told(session.inspection):
        return None
    return telling.news(session.inspection, problem)


class TellingDialog(Dialog):
    """`print_wanted` carries the document to print: letters, or slips of what has changed."""

    print_wanted = Signal(str)

    def __init__(self, session: Session, state: PlanState, parent: QWidget) -> None:
        super().__init__("Tell people", "", choices=(Choice(CANCEL, "Close"),), parent=parent)
        self._session, self._state = session, state
        empty = EmptyState("check", "Everybody knows the plan as it is.")
        self.moves = MovesView("What people have not been told", _COLUMNS, empty)
        self.table = self.moves.table
        self.letters = Button("&Letters to officers…", icon_name="printer")
        self.slips = Button("Slips of the &changes…", icon_name="printer")
        self.told_some = Button("Mark the &chosen as told")
        self.told_all = Button("Mark &all as told", "primary", "check")
        self._lay_out()
        self._connect()
        self.show_news()

    def show_news(self) -> None:
        """Read again what people know."""
        found = news(self._session, self._state.problem)
        moves = found if found is not None else self._everybody()
        self.words.setText(_FRESH if found is not None else _NOBODY)
        self.words.setVisible(True)
        self.moves.show_state([move_row(self._state.problem, move) for move in moves])
        self.slips.setEnabled(bool(found))
        self.told_all.setEnabled(bool(moves))
        count = wording.count(len(moves), "interview")
        self.told_all.setText(f"Mark &all {count} as told" if len(moves) > 1 else "Mark &all as told")
        self._on_selection_changed()

    def _everybody(self) -> tuple[Move, ...]:
        return tuple(Move(i.officer, None, i, "") for i in self._state.interviews)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        for button in (self.letters, self.slips):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.told_some, self.told_all):
            row.addWidget(button)
        self.body.addWidget(self.moves, 1)
        self.body.addLayout(row)
        self.resize(grown(1080), grown(560))

    def _connect(self) -> None:
        self.letters.clicked.connect(self._on_letters_clicked)
        self.slips.clicked.connect(self._on_slips_clicked)
        self.told_some.clicked.connect(self._on_chosen_clicked)
        self.told_all.clicked.connect(self._on_all_clicked)
        self.table.selection_changed.connect(self._on_selection_changed)

    def _on_selection_changed(self) -> None:
        self.told_some.setEnabled(bool(self.table.selected()))

    def _on_letters_clicked(self) -> None:
        self.print_wanted.emit("officer-letters")

    def _on_slips_clicked(self) -> None:
        self.print_wanted.emit("change-slips")

    def _on_chosen_clicked(self) -> None:
        self._mark(self.table.selected())

    def _on_all_clicked(self) -> None:
        self._mark(())

    def _mark(self, officers: tuple[str, ...]) -> None:
        session = self._session

        def tell() -> Written:
            return telling.notify(session.inspection, session.author, officers).written

        if write(session, tell):
            self.show_news()
