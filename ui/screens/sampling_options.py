"""What is asked of a draw: eligible days, number, what is matched, minimums, limits, reserves and seed."""

import secrets
from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fieldwork.programme.model import Programme
from fieldwork.sample.balance import Minimum
from fieldwork.sample.methods import Method, Window
from fieldwork.sample.quotas import MOST_OF_ONE_OFFICER
from fieldwork.sample.strata import asks_for_five
from ui.screens.sampling_work import Options
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, DateEntry, Label, Muted

_MATCHED = ("choice",)
_PLACES = ("office", "ldu", "cluster", "team")
_SEEDS = 2**31 - 1


class OptionsPanel(QScrollArea):
    """`days_changed` calls for parting the list anew, `changed` for nothing but other numbers."""

    days_changed = Signal()
    changed = Signal()

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self._method: Method | None = None
        self.first, self.last = DateEntry("From"), DateEntry("Up to")
        self.usual = QCheckBox("&Usual number")
        self.cases = _spin(1, 100_000, "Cases to draw")
        self.confidence = _spin(50, 99, "Confidence, per cent")
        self.margin = QDoubleSpinBox()
        self.match = QListWidget()
        self.minimums: list[tuple[QComboBox, QSpinBox]] = []
        self.spread = QCheckBox("As many &officers as can be")
        self.limit = _spin(1, 999, "At most of one officer")
        self.buffer = _spin(0, 100, "Reserves, per cent")
        self.seed = _spin(0, _SEEDS, "Seed")
        self.again = Button("&New seed", "quiet")
        self._said, self._ours, self._five = (
            Muted("", small=True),
            Muted("", small=True),
            Label("", "small", wrap=True),
        )
        self._day = Muted("", small=True)
        self._population = 0
        self._build()
        self._connect()

    def show_method(self, method: Method, starts: date) -> None:
        """Start from how this form's sample is drawn, with days counted from the first day of fieldwork."""
        self._method = method
        window = method.days(starts)
        for entry, day in ((self.first, window.first), (self.last, window.last)):
            entry.show_state(day.isoformat() if day else "")
        label = self._programme.facts.get(window.fact)
        self._day.setText(label.label if label else window.fact)
        self._said.setText(f"As published: {method.said}" if method.said else "No rule was published.")
        self._ours.setText(f"Left open: {method.ours}" if method.ours else "")
        self._ours.setVisible(bool(method.ours))
        self.usual.setChecked(True)
        self.confidence.setValue(round(100 * method.confidence))
        self.margin.setValue(method.margin)
        self._tick(method.match)
        self._fill_minimums(method)
        self.spread.setChecked(method.spread)
        self.limit.setValue(MOST_OF_ONE_OFFICER)
        self.buffer.setValue(20)
        self.seed.setValue(secrets.randbelow(1_000_000))
        self.show_population(self._population)

    def show_population(self, population: int) -> None:
        """How many can be drawn; the usual number follows."""
        self._population = population
        if self._method is not None and self.usual.isChecked():
            wanted = self._method.size(population, self.confidence.value() / 100, self.margin.value())
            self.cases.blockSignals(True)
            self.cases.setValue(max(1, wanted))
            self.cases.blockSignals(False)
        self.cases.setEnabled(not self.usual.isChecked())
        for field in (self.confidence, self.margin):
            field.setEnabled(self.usual.isChecked())
        five = asks_for_five(self.matched())
        words = "By the five published strata." if five else "Without strata; the shares are matched."
        self._five.setText(words)

    def options(self) -> Options:
        """What is chosen."""
        fact = str(self._method.window.get("fact", "start_date")) if self._method else "start_date"
        days = [self.first.read(self.first.text()), self.last.read(self.last.text())]
        first, last = (date.fromisoformat(day) if day else None for day in days)
        return Options(
            window=Window(first, last, fact),
            size=None if self.usual.isChecked() else self.cases.value(),
            confidence=self.confidence.value() / 100,
            margin=self.margin.value(),
            match=self.matched(),
            minimums=tuple(self._minimums()),
            spread=self.spread.isChecked(),
            most_of_one_officer=self.limit.value(),
            buffer=self.buffer.value(),
            seed=self.seed.value(),
        )

    def _minimums(self) -> Iterator[Minimum]:
        for box, least in self.minimums:
            fact, equals, value = str(box.currentData() or "").partition("=")
            if equals and least.value():
                yield Minimum(fact, value, least.value())

    def matched(self) -> tuple[str, ...]:
        """The facts whose shares the sample is to have."""
        items = (self.match.item(row) for row in range(self.match.count()))
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)

    # -- filling --------------------------------------------------------------------------------------

    def _tick(self, match: tuple[str, ...]) -> None:
        """The method's facts first and ticked, then the others that can be matched."""
        facts = self._programme.facts
        rest = [f.id for f in facts.values() if not f.personal and (f.type in _MATCHED or f.id in _PLACES)]
        rest = [name for name in rest if name not in match and facts[name].source != "inspector"]
        self.match.blockSignals(True)
        self.match.clear()
        for name in (*match, *rest):
            item = QListWidgetItem(facts[name].label)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setCheckState(Qt.CheckState.Checked if name in match else Qt.CheckState.Unchecked)
            self.match.addItem(item)
        self.match.blockSignals(False)

    def _fill_minimums(self, method: Method) -> None:
        """Two rows of minimums; those that were published without a number wait for one."""
        for number, (box, least) in enumerate(self.minimums):
            box.clear()
            box.addItem("No minimum", "")
            for fact in self._programme.facts.values():
                if fact.type == "choice" and not fact.personal and fact.source == "list":
                    for value, words in fact.values.items():
                        box.addItem(f"{fact.label}: {words}", f"{fact.id}={value}")
            wanted = "=".join(method.minimums[number]) if number < len(method.minimums) else ""
            box.setCurrentIndex(max(0, box.findData(wanted)))
            least.setValue(0)

    def _on_seed_wanted(self) -> None:
        self.seed.setValue(secrets.randbelow(1_000_000))

    def _on_changed(self) -> None:
        self.show_population(self._population)
        self.changed.emit()

    def _on_match_changed(self) -> None:
        self._on_changed()
        self.days_changed.emit()  # the five strata leave out what belongs to none

    def _connect(self) -> None:
        for entry in (self.first, self.last):
            entry.given.connect(self.days_changed)
        self.usual.toggled.connect(self._on_changed)
        for field in (self.cases, self.confidence, self.limit, self.buffer, self.seed):
            field.valueChanged.connect(self._on_changed)
        self.margin.valueChanged.connect(self._on_changed)
        self.match.itemChanged.connect(self._on_match_changed)
        self.spread.toggled.connect(self._on_changed)
        for box, least in self.minimums:
            box.activated.connect(self._on_changed)
            least.valueChanged.connect(self._on_changed)
        self.again.clicked.connect(self._on_seed_wanted)

    # -- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SMALL, 0)
        column.setSpacing(SMALL)
        days = _group("Eligible days", self._days_form())
        for widget in (self._said, self._ours, days, self._number(), self._matching(), self._rest()):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What is asked of the draw")

    def _days_form(self) -> QFormLayout:
        form = _form()
        form.addRow(self._day)
        form.addRow("Fro&m", self.first)
        form.addRow("&Up to", self.last)
        return form

    def _number(self) -> QGroupBox:
        self.margin.setRange(0.5, 50)
        self.margin.setSingleStep(0.5)
        self.margin.setDecimals(1)
        for part in (self.margin, self.margin.lineEdit()):
            part.setAccessibleName("Margin of error, points")
        self.margin.setFixedWidth(self.cases.width())
        form = _form()
        form.addRow(self.usual)
        form.addRow("Confidence, per cent", self.confidence)
        form.addRow("Margin, points", self.margin)
        form.addRow("C&ases to draw", self.cases)
        return _group("How many", form)

    def _matching(self) -> QGroupBox:
        self.match.setAccessibleName("Facts to match")
        self.match.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.match.setFixedHeight(6 * (self.fontMetrics().height() + 6))
        form = _form()
        form.addRow(self.match)
        form.addRow(self._five)
        for number in range(2):
            box, least = QComboBox(), _spin(0, 9999, f"Minimum {number + 1}: cases")
            box.setAccessibleName(f"Minimum {number + 1}: of what")
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row = QHBoxLayout()
            row.setSpacing(SMALL)
            row.addWidget(box, 1)
            row.addWidget(least)
            self.minimums.append((box, least))
            form.addRow(row)
        return _group("Matched, and at least", form)

    def _rest(self) -> QGroupBox:
        form = _form()
        form.addRow(self.spread)
        form.addRow("At most of one officer", self.limit)
        form.addRow("Reserves, per cent", self.buffer)
        form.addRow("&Seed", self.seed)
        form.addRow("", self.again)
        return _group("Officers, reserves, seed", form)


def _group(title: str, inside: QFormLayout) -> QGroupBox:
    box = QGroupBox(title)
    box.setLayout(inside)
    return box


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, SMALL, 0, 0)
    form.setHorizontalSpacing(MEDIUM)
    form.setVerticalSpacing(SMALL)
    return form


def _spin(least: int, most: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setAccessibleName(name)
    box.lineEdit().setAccessibleName(name)
    box.setFixedWidth(box.fontMetrics().horizontalAdvance("0" * 11))
    return box
