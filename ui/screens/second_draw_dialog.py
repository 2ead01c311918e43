"""Draws completed cases to be read a second time: how many, by whom; what comes of it is shown at once."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSpinBox, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.records import PersonId
from fieldwork.reading import second_deal, second_draw
from fieldwork.reading.second_draw import Drawn
from fieldwork.wording import count
from ui.screens.form_field import FormField
from ui.screens.live import told
from ui.session import Session
from ui.widgets import CANCEL, Banner, Choice, Dialog, Label

_ABOUT = (
    "Cases are drawn from those that are complete, spread over first readers and forms as they are among "
    "all. Nobody reads a case that they read first."
)
_ROWS = 6


class DrawDialog(Dialog):
    """`done` is told what was written."""

    def __init__(self, session: Session, done: Callable[[Written], object], parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("draw", "&Draw and assign", "primary"))
        super().__init__("Draw second readings", _ABOUT, choices=choices, parent=parent)
        self.setMinimumWidth(560)
        self._session, self._done = session, done
        self._drawn: Drawn | None = None
        self._seed: int | None = None
        self.share, self.each = QSpinBox(), QSpinBox()
        self.people = QListWidget()
        self.says = Label("", "strong", wrap=True)
        self.banner = Banner()
        self._lay_out()
        self._preview()
        self.share.setFocus()
        self.share.selectAll()

    def holds(self, choice: str) -> bool:
        if choice != "draw" or self._drawn is None:
            return choice == "draw"
        inspection, author = self._session.inspection, self._session.author
        try:
            plan = second_deal.deal(inspection, self._drawn.refs, self.readers())
            written = second_deal.assign(inspection, author, plan, self._drawn)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return True
        self._done(written)
        return False

    def readers(self) -> list[PersonId]:
        """The people who are ticked."""
        rows = (self.people.item(n) for n in range(self.people.count()))
        return [
            PersonId(row.data(Qt.ItemDataRole.UserRole))
            for row in rows
            if row.checkState() is Qt.CheckState.Checked
        ]

    def _preview(self) -> None:
        """Say what would be drawn; the same draw is what the button records."""
        self.banner.show_state(None)
        self._drawn = None
        try:
            share, least = self.share.value() / 100, self.each.value()
            drawn = second_draw.draw(self._session.inspection, share, least=least, seed=self._seed)
        except FieldworkError as error:
            self.says.setText("")
            self.banner.show_state(told(error))
            self.buttons["draw"].setEnabled(False)
            return
        self._seed = drawn.seed
        self._drawn = drawn
        readers = len({s.reader for s in drawn.strata if s.drawn})
        words = f"{count(len(drawn.refs), 'case')} of {drawn.complete} complete"
        self.says.setText(f"This draws {words}, of {count(readers, 'reader')}. Seed {drawn.seed}.")
        self.buttons["draw"].setEnabled(bool(drawn.refs) and bool(self.readers()))

    def _lay_out(self) -> None:
        self.share.setRange(1, 100)
        self.share.setValue(10)
        self.share.setSuffix(" %")
        self.each.setRange(0, 20)
        self.each.setValue(1)
        self.people.setAccessibleName("Who reads a second time")
        usual: set[str] = set()
        with suppress(FieldworkError):
            usual = {str(p.id) for p in second_deal.usual(self._session.inspection)}
        for person in queries.team(self._session.inspection):
            if person.active:
                item = QListWidgetItem(f"{person.name}, {person.role.label.lower()}")
                item.setData(Qt.ItemDataRole.UserRole, str(person.id))
                ticked = str(person.id) in usual
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.people.addItem(item)
        line = self.people.sizeHintForRow(0) if self.people.count() else 0
        self.people.setFixedHeight(min(self.people.count(), _ROWS) * line + 2 * self.people.frameWidth() + 4)
        self.body.addWidget(FormField("&Share of the completed cases", self.share))
        self.body.addWidget(FormField("&At least of each first reader", self.each))
        self.body.addWidget(FormField("&Who reads a second time", self.people))
        self.body.addWidget(self.says)
        self.body.addWidget(self.banner)
        self.share.valueChanged.connect(self._preview)
        self.each.valueChanged.connect(self._preview)
        self.people.itemChanged.connect(self._preview)
