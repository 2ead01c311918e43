"""How much each thing counts that makes one plan better than another."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldwork.timetable.costs import WEIGHTS
from fieldwork.timetable.costs import weights as all_weights
from fieldwork.timetable.plan_settings import change_settings
from fieldwork.timetable.problem import Problem
from ui.screens.goal_words import goal
from ui.screens.set_up_page import SetUpPage
from ui.screens.typed_field import TypedField, whole
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Button, Label, Muted

_MOST = 10_000


class GoalsPage(SetUpPage):
    """A line a goal: what is wanted, what is counted, how much each of it weighs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.fields: dict[str, TypedField] = {}
        self.usual = Button("As &usual again", "quiet", "undo")
        self._lay_out()
        self.usual.clicked.connect(self._on_usual_clicked)

    def refresh(self, problem: Problem) -> None:
        held = all_weights(problem)
        for name, field in self.fields.items():
            field.show_value(held[name])
        self.usual.setEnabled(held != dict(WEIGHTS))

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setProperty("surface", "plain")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, SMALL, SMALL, 0)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(0)
        half = -(-len(WEIGHTS) // 2)
        for number, (name, usual) in enumerate(WEIGHTS.items()):
            row, side = number % half, 4 * (number // half)
            words = goal(name)
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(Label(words.title, "strong"))
            said.addWidget(Muted(words.counted, small=True, wrap=False))
            said.addStretch(1)
            field = TypedField("", whole(0, _MOST), wide=9)
            field.line.setAccessibleName(f"Weight of: {words.title}")
            field.line.setProperty("goal", name)
            field.given.connect(self._on_given)
            self.fields[name] = field
            grid.addLayout(said, row, side)
            grid.addWidget(field, row, side + 1, Qt.AlignmentFlag.AlignTop)
            beside = Muted(f"usually {usual:,}", small=True, wrap=False)
            beside.setFixedHeight(field.line.sizeHint().height())
            grid.addWidget(beside, row, side + 2, Qt.AlignmentFlag.AlignTop)
        for free in (3, 7):
            grid.setColumnStretch(free, 1)
        grid.setRowStretch(half, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.addWidget(self.usual)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(
            Muted(
                "Every plan keeps the rules: nobody is in two places, nobody who is away is seen. Among "
                "those, the plan is sought whose counts, each times its weight, come to least. A weight "
                "of 0 leaves a goal out."
            )
        )
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _on_given(self, value: Any) -> None:
        field = self.sender()
        name = next(name for name, one in self.fields.items() if one is field)
        session, weight = self.session, WEIGHTS[name] if value is None else int(value)
        self.save(lambda: change_settings(session.inspection, session.author, {"weights": {name: weight}}))

    def _on_usual_clicked(self) -> None:
        session = self.session
        self.save(lambda: change_settings(session.inspection, session.author, {"weights": None}))
