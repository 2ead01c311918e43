"""Every practice example of the inspection: good and poor, and which still point to somebody."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.reading import examples
from fieldwork.reading.evidence import name_of
from fieldwork.reading.examples import Example
from fieldwork.reading.names import Pointers
from ui.screens.example_dialog import ExampleDialog
from ui.session import Session
from ui.theme import Tone
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Button, Column, DataTable, EmptyState, Heading, Muted


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """An example in words; `points` counts the places in it that point to somebody."""

    example: Example
    case: str
    question: str
    points: int

    @property
    def kind(self) -> str:
        return self.example.kind.capitalize()

    @property
    def ready(self) -> str:
        if not self.points:
            return "Points to nobody"
        return f"{wording.count(self.points, 'place')} to change"


def lines(inspection: Inspection) -> list[ExampleLine]:
    """The examples, good ones first."""
    found, pointers = [], dict[str, Pointers]()
    for example in examples.examples(inspection):
        if example.ref not in pointers:
            pointers[example.ref] = Pointers(inspection, example.ref)
        question = inspection.programme.question(example.question)
        points = len(pointers[example.ref].pointing(example.text))
        found.append(
            ExampleLine(example, name_of(inspection, example.ref), question.shown if question else "", points)
        )
    return found


class ExamplesPanel(QWidget):
    """Enter or a double click opens an example with the names helper."""

    case_wanted = Signal(str)
    print_wanted = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.about = Muted("", wrap=False)
        self.table = _table()
        self.open_button = Button("&Open…", "plain", "edit")
        self.case_button = Button("Show the &case", "plain", "reading")
        self.print = Button("P&rint…", "plain", "printer")
        self._lay_out()
        self.table.opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._enable)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.case_button.clicked.connect(self._on_case_clicked)
        self.print.clicked.connect(self._on_print_clicked)

    def refresh(self) -> None:
        """Read the examples again."""
        found = lines(self.session.inspection)
        self.table.show_state(found)
        pointing = sum(bool(line.points) for line in found)
        self.about.setText(f"{pointing} still to change before they can be printed" if pointing else "")
        if found and not self.table.current():
            self.table.select([found[0].example.id])
        self.print.setEnabled(bool(found))
        self._enable()

    def _enable(self) -> None:
        one = len(self.table.selected()) == 1
        self.open_button.setEnabled(one)
        self.case_button.setEnabled(one)

    def _on_opened(self, key: str) -> None:
        ExampleDialog(self.session, examples.find(self.session.inspection, key), parent=self).open()

    def _on_open_clicked(self) -> None:
        self._on_opened(self.table.selected()[0])

    def _on_case_clicked(self) -> None:
        example = examples.find(self.session.inspection, self.table.selected()[0])
        self.case_wanted.emit(f"{example.ref}/{example.question}".rstrip("/"))

    def _on_print_clicked(self) -> None:
        self.print_wanted.emit("examples", ())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SMALL)
        bar.addWidget(Heading("Practice examples", 2))
        bar.addWidget(self.about, 1)
        for button in (self.open_button, self.case_button, self.print):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addLayout(bar)
        column.addWidget(self.table, 1)


def _table() -> DataTable[ExampleLine]:
    columns = (
        Column[ExampleLine]("Kind", lambda e: e.kind, mark=_kind_mark, width=8),
        Column[ExampleLine]("Case", lambda e: e.case, width=9),
        Column[ExampleLine]("About", lambda e: e.question or "Whole case", width=9),
        Column[ExampleLine]("What it shows", lambda e: " ".join(e.example.text.split()), width=0),
        Column[ExampleLine]("Names", lambda e: e.ready, sort=lambda e: -e.points, mark=_mark, width=17),
    )
    empty = EmptyState(
        "star",
        "There are no practice examples yet.",
        detail="While reading a case, E begins one about the question that one is at.",
    )
    return DataTable[ExampleLine]("Practice examples", columns, lambda e: e.example.id, empty=empty)


def _kind_mark(line: ExampleLine) -> tuple[str, Tone]:
    return ("check", "good") if line.example.kind == "good" else ("cross", "warning")


def _mark(line: ExampleLine) -> tuple[str, Tone]:
    return ("warning", "warning") if line.points else ("circle-check", "good")
