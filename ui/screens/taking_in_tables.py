"""Tables for planning, out of CSV and XLSX files: looked at first, every fault named, then taken in whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldwork import wording
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.reading_tables import Fault, Tables, read_tables
from fieldwork.timetable.table_columns import BY_ID
from fieldwork.timetable.taking_in import Taken, faults_of, take_in
from ui import jobs
from ui.screens.live import told
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import grown
from ui.widgets import CANCEL, Banner, Choice, Column, DataTable, Dialog, EmptyState, Message

FILTER = "Tables (*.csv *.xlsx *.xlsm);;Every file (*)"

_COLUMNS = (
    Column[Fault]("Where", lambda f: _where(f), width=24),
    Column[Fault]("Column", lambda f: f.column, width=14),
    Column[Fault]("What stands there", lambda f: f.value, tip=lambda f: f.value, width=22),
    Column[Fault]("What was expected", lambda f: f.expected, tip=lambda f: f.expected, width=0),
)


def _where(fault: Fault) -> str:
    words = (fault.file, fault.sheet, f"row {fault.row}")
    return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Looked:
    """What files hold, and everything wrong with it."""

    tables: Tables
    faults: tuple[Fault, ...]


class TablesDialog(Dialog):
    """Says what was found, lists what is wrong, and takes everything in where nothing is. `taken` says so."""

    taken = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("take", "&Take in", "primary"))
        super().__init__("Tables for planning", choices=choices, parent=parent)
        self._session = session
        self._looked: Looked | None = None
        self.banner = Banner()
        self.working = Working(session)
        self.table: DataTable[Fault] = DataTable(
            "What cannot be used",
            _COLUMNS,
            lambda f: f"{f.file}/{f.sheet}/{f.row}/{f.column}/{f.expected}",
            empty=EmptyState("check", "Everything in these tables can be used."),
            parent=self,
        )
        self.table.setMinimumHeight(grown(240))
        for widget in (self.banner, self.working):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.buttons["take"].setEnabled(False)
        self.resize(grown(900), grown(480))

    def look_at(self, files: Sequence[str]) -> None:
        """Read these files, off the event loop."""
        self.open()
        work = _Looking(self._session.inspection, [Path(name) for name in files])
        self.working.start("Reading the tables…", work, done=self._on_looked, failed=self._on_failed)

    def holds(self, choice: str) -> bool:
        """The dialog stays until everything is taken in."""
        if choice == "take" and self._looked is not None:
            session = self._session
            work = _Taking(session.inspection, session.author, self._looked.tables)
            self.buttons["take"].setEnabled(False)
            self.working.start(
                "Taking in the tables…", work, done=self._on_taken, failed=self._on_failed, cancellable=False
            )
        return True

    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        self.words.setText("\n".join(table_words(looked.tables)))
        self.words.setVisible(True)
        self.table.show_state(looked.faults)
        self.buttons["take"].setEnabled(not looked.faults)
        if looked.faults:
            wrong = wording.count(len(looked.faults), "cell")
            words = f"{wrong} cannot be used: nothing is taken in until the tables are corrected."
            self.banner.show_state(Message(words, "warning", closable=False))
        else:
            self.buttons["take"].setFocus()

    def _on_taken(self, done: Taken) -> None:
        self._session.done(done.written)
        parts = [f"{n} {BY_ID[kind].title}" for kind, n in done.rows.items()]
        fresh = f" New offices: {wording.listed(list(done.new_offices))}." if done.new_offices else ""
        self.taken.emit(f"Taken in: {wording.listed(parts)}.{fresh}")
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))


def table_words(tables: Tables) -> list[str]:
    """What was found, a line a table; headings that mean nothing are named."""
    lines = []
    for one in tables.tables:
        where = f"{one.source.file}, {one.source.sheet}" if one.source.sheet else one.source.file
        rows = wording.count(len(one.rows) + len({f.row for f in one.faults}), "row")
        unused = f"; not used: {', '.join(one.unused)}" if one.unused else ""
        lines.append(f"{where}: {rows} of {BY_ID[one.kind].title}{unused}")
    lines += [f"{source.sheet or source.file}: no table" for source in tables.passed_over]
    return lines


class _Looking:
    """The work of reading tables, with what is wrong in them."""

    def __init__(self, inspection: Inspection, paths: Sequence[Path]) -> None:
        self._inspection, self._paths = inspection, paths

    def __call__(self, _progress: jobs.Progress) -> Looked:
        tables = read_tables(*self._paths)
        with self._inspection.again() as own:
            return Looked(tables, tuple(faults_of(own, tables)))


class _Taking:
    """The work of taking them in."""

    def __init__(self, inspection: Inspection, author: str, tables: Tables) -> None:
        self._inspection, self._author, self._tables = inspection, author, tables

    def __call__(self, _progress: jobs.Progress) -> Taken:
        with self._inspection.again() as own:
            return take_in(own, self._author, self._tables)
