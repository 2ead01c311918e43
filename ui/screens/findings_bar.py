"""Over the findings: which cases count, what they are compared with, copying and printing."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork.findings.divisions import divisions
from fieldwork.findings.queries import Selection
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Programme
from ui.theme.metrics import MEDIUM, SMALL, grown
from ui.widgets import Button, Elided, Heading

Condition = tuple[str, tuple[str, ...]]
NOTHING = ""


class FindingsBar(QWidget):
    """`selected` carries a `Selection`, `fact_chosen` what the values are wanted of, `compare_chosen` a
    comparator's name; each of these "" for none.
    """

    selected = Signal(object)
    fact_chosen = Signal(str)
    compare_chosen = Signal(str)
    compare_wanted = Signal()
    copy_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.standing = Elided("", "muted")
        self.unfinished = QCheckBox("Count &unfinished readings")
        self.fact = QComboBox()
        self.value = QComboBox()
        self.compare = QComboBox()
        self.manage = Button("Co&mparators…", "quiet")
        self.copy = Button("&Copy table", icon_name="copy")
        self.report = Button("Re&port…", "primary", "printer")
        self._fill_facts()
        self._lay_out()
        self._connect()

    def show_state(self, found: Findings) -> None:
        """Show what counts."""
        readings = sum(found.counts.readings.values())
        rest = f"  –  {'; '.join(found.to_come)}" if found.to_come else ", all complete"
        self.standing.setText(f"{readings} readings count{rest}")
        self.unfinished.setChecked(found.selection.unfinished)
        against = found.against.title if found.against else NOTHING
        names = [NOTHING, *sorted({*found.references, *([against] if against else [])})]
        if [self.compare.itemData(n) for n in range(self.compare.count())] != names:
            self.compare.clear()
            for name in names:
                self.compare.addItem(name or "Compare with nothing", name)
        self.compare.setCurrentIndex(names.index(against))

    def selection(self) -> Selection:
        """What is chosen to count."""
        fact, value = self.fact.currentData(), self.value.currentData()
        where = ((str(fact), (str(value),)),) if fact and value else ()
        return Selection(where=where, unfinished=self.unfinished.isChecked())

    def _fill_facts(self) -> None:
        self.fact.addItem("All cases", "")
        for name, label in divisions(self._programme).items():
            self.fact.addItem(label, name)
        self.value.hide()
        for box, words in (
            (self.fact, "Only cases by"),
            (self.value, "Only cases with"),
            (self.compare, "Compare with"),
        ):
            box.setAccessibleName(words)
            box.setMaximumWidth(grown(230))

    def _connect(self) -> None:
        self.fact.activated.connect(self._on_fact_chosen)
        self.value.activated.connect(self._on_selected)
        self.unfinished.clicked.connect(self._on_selected)
        self.compare.activated.connect(self._on_compare_chosen)
        self.manage.clicked.connect(self.compare_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.report.clicked.connect(self.report_wanted)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Offer these values of the chosen fact, the first of them chosen."""
        self.value.clear()
        for value, words in values.items():
            self.value.addItem(words, value)
        self.value.setVisible(self.value.count() > 0)

    def _on_fact_chosen(self) -> None:
        self.value.clear()
        self.value.hide()
        self.fact_chosen.emit(str(self.fact.currentData() or ""))

    def _on_selected(self) -> None:
        self.selected.emit(self.selection())

    def _on_compare_chosen(self) -> None:
        self.compare_chosen.emit(str(self.compare.currentData() or ""))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(MEDIUM)
        first.addWidget(Heading("Findings", 1))
        first.addWidget(self.standing, 1)
        first.addWidget(self.copy)
        first.addWidget(self.report)
        second = QHBoxLayout()
        second.setSpacing(SMALL)
        for widget in (self.fact, self.value, self.unfinished):
            second.addWidget(widget)
        second.addStretch(1)
        second.addWidget(self.compare)
        second.addWidget(self.manage)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(first)
        column.addLayout(second)
