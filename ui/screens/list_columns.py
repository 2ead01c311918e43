"""How the columns of an office list are read: each heading, what it is taken for, values under it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from fieldwork import wording
from fieldwork.programme.model import Fact
from fieldwork.sample.glimpse import SeenColumn
from fieldwork.sheets.cells import fold
from ui.screens.list_words import MASK
from ui.theme.metrics import LARGE, MEDIUM, SMALL, TIGHT
from ui.widgets import Badge, Elided, Label

#: The choice that leaves a column to be recognised by itself; others are a fact's id, or "" for not used.
_BY_ITSELF = "\0"


class _Choice(QComboBox):
    """The wheel scrolls the page; it changes nothing while passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsPanel(QScrollArea):
    """`chosen` carries every choice that differs from what is recognised: heading to fact, "" for none."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Mapping[str, Fact] = {}
        self._columns: tuple[SeenColumn, ...] = ()
        self.choices: dict[str, QComboBox] = {}
        self._examples: list[tuple[Elided, SeenColumn]] = []
        self._badges: dict[str, Badge] = {}
        self._masked = True
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Columns of the list")

    def show_state(
        self, columns: Sequence[SeenColumn], facts: Mapping[str, Fact], choices: Mapping[str, str]
    ) -> None:
        """Show these columns; `facts` are those that a list can fill."""
        if [c.heading for c in columns] != [c.heading for c in self._columns] or self._facts != facts:
            self._facts, self._columns = facts, tuple(columns)
            self._build()
        self._columns = tuple(columns)
        made = {fold(heading): fact for heading, fact in choices.items()}
        for column in columns:
            choice = made.get(fold(column.heading), _BY_ITSELF)
            box = self.choices[column.heading]
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(choice)))
            box.blockSignals(False)
            self._mark(column, by_hand=choice != _BY_ITSELF)
        self._examples = [(label, column) for (label, _), column in zip(self._examples, columns, strict=True)]
        self.hide_personal(self._masked)

    def hide_personal(self, masked: bool) -> None:
        """Hide or show values that are people's own details."""
        self._masked = masked
        for label, column in self._examples:
            hidden = masked and self._is_personal(column) and bool(column.examples)
            label.setText(MASK if hidden else "  ·  ".join(column.examples) or "–")

    def _is_personal(self, column: SeenColumn) -> bool:
        return any(self._facts[fact].personal for fact in column.facts if fact in self._facts)

    def _mark(self, column: SeenColumn, *, by_hand: bool) -> None:
        badge = self._badges[column.heading]
        if by_hand:
            badge.set("Chosen", "info", "person")
        elif column.facts:
            badge.set("Recognised", "good")
        else:
            badge.set("Not used", "neutral", "dash")

    def _build(self) -> None:
        holder = QWidget()
        holder.setProperty("surface", "plain")
        grid = QGridLayout(holder)
        grid.setContentsMargins(TIGHT, SMALL, LARGE, SMALL)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(TIGHT)
        for place, (words, stretch) in enumerate(
            (("Heading in the list", 4), ("Read as", 0), ("", 0), ("Values in the list", 6))
        ):
            grid.addWidget(Label(words, "small"), 0, place)
            grid.setColumnStretch(place, stretch)
        self.choices, self._examples, self._badges = {}, [], {}
        for row, column in enumerate(self._columns, start=1):
            grid.addWidget(Elided(column.heading, "strong"), row, 0)
            box = self._choice(column)
            self.choices[column.heading] = box
            grid.addWidget(box, row, 1)
            badge = self._badges[column.heading] = Badge()
            grid.addWidget(badge, row, 2)
            label = Elided("", "muted")
            self._examples.append((label, column))
            grid.addWidget(label, row, 3)
        grid.setRowStretch(len(self._columns) + 1, 1)
        self.setWidget(holder)

    def _choice(self, column: SeenColumn) -> QComboBox:
        box = _Choice()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setAccessibleName(f"Read {column.heading} as")
        known = wording.listed([self._facts[fact].label for fact in column.known if fact in self._facts])
        box.addItem(known or "Nothing recognised", _BY_ITSELF)
        box.insertSeparator(1)
        box.addItem("Do not use this column", "")
        for fact in self._facts.values():
            box.addItem(fact.label, fact.id)
        box.setMinimumWidth(box.fontMetrics().horizontalAdvance("n") * 36)
        box.setMaximumWidth(box.minimumWidth())
        box.setProperty("heading", column.heading)
        box.activated.connect(self._on_choice_activated)
        return box

    def _on_choice_activated(self) -> None:
        changed = str(self.sender().property("heading"))
        choices = {
            heading: str(box.currentData())
            for heading, box in self.choices.items()
            if box.currentData() != _BY_ITSELF
        }
        self._leave_to(changed, choices)
        self.chosen.emit(choices)

    def _leave_to(self, changed: str, choices: dict[str, str]) -> None:
        """A fact given to one column is no longer taken from another that was recognised for it alone."""
        fact = choices.get(changed)
        for column in self._columns:
            if fact and column.heading != changed and column.facts == (fact,):
                choices[column.heading] = ""


def takable_facts(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts that people can give a column to: all that are not derived."""
    return {name: fact for name, fact in facts.items() if fact.source != "derived"}
