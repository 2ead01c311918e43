"""Keeping the projected tables in step with the journal, touching as little as can be."""

from collections.abc import Collection
from dataclasses import fields
from operator import attrgetter
from typing import Any

from fieldwork.inspection.changes import Head, Register
from fieldwork.inspection.journal import Journal
from fieldwork.inspection.projection import AnswerRow, Projected, ReadingRow, Rows, case_of, project
from fieldwork.inspection.store import Store
from fieldwork.programme.model import Programme

_READING = "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ANSWER = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NOTE = (
    "INSERT INTO note (case_ref, question, text) VALUES (?, ?, ?) "
    "ON CONFLICT (case_ref, question) DO UPDATE SET text = excluded.text WHERE text <> excluded.text"
)


class _Loaded:
    """The heads and rows of the case that is being worked on, kept between writes."""

    def __init__(self, ref: str, case: dict[str, Head], answers: dict[str, dict[str, Head]]) -> None:
        self.ref = ref
        self.case = case
        self.answers = answers
        self.held: Projected | None = None
        self.version = -1


class Projections:
    """Keeps the tables in step with the journal, inside the transaction of the change."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal
        self._loaded: _Loaded | None = None

    def forget(self) -> None:
        """Drops what is kept between writes, after a write that was not done."""
        self._loaded = None

    def update(self, programme: Programme, registers: Collection[Register]) -> None:
        """Brings the rows of every touched case up to date."""
        touched: dict[str, list[Register]] = {}
        for register in registers:
            ref = case_of(register)
            if ref is not None:
                touched.setdefault(ref, []).append(register)
        for ref in sorted(touched):
            loaded = self._at_hand(ref)
            if loaded is None:
                loaded = self._load(ref)
                known: Rows = {}
            else:
                known = self._refresh(loaded, touched[ref])
            self._write(programme, loaded, known)

    def rebuild(self, programme: Programme) -> None:
        """Makes every row anew from the heads."""
        self.forget()
        for table in ("reading", "answer", "note"):
            self._store.execute(f"DELETE FROM {table}")
        for ref in self.refs():
            self._write(programme, self._load(ref), {})

    def refs(self) -> list[str]:
        """Every case that has any head."""
        rows = self._store.rows(
            "SELECT DISTINCT entity, entity_id FROM head WHERE entity IN ('case', 'record', 'answer')"
        )
        return sorted({r for row in rows if (r := case_of(Register(row[0], row[1], ""))) is not None})

    def projected(self, programme: Programme, ref: str) -> Projected:
        """The rows that a case's heads call for."""
        loaded = self._load(ref)
        return project(programme, ref, loaded.case, loaded.answers)

    def stored(self, ref: str) -> Projected:
        """The rows that the tables hold for a case."""
        row = self._store.row("SELECT * FROM reading WHERE ref = ?", (ref,))
        answers = [AnswerRow(*a) for a in self._store.rows("SELECT * FROM answer WHERE case_ref = ?", (ref,))]
        notes = self._store.rows("SELECT question, text FROM note WHERE case_ref = ?", (ref,))
        return Projected(ReadingRow(*row) if row else None, {a.question: a for a in answers}, dict(notes))

    def _at_hand(self, ref: str) -> _Loaded | None:
        loaded = self._loaded
        if loaded is None or loaded.ref != ref or loaded.version != self._version():
            return None
        return loaded

    def _version(self) -> int:
        """Changes when another connection has written to the file."""
        row = self._store.row("PRAGMA data_version")
        return int(row[0]) if row else 0

    def _load(self, ref: str) -> _Loaded:
        case = {r.field: head for r, head in self._journal.heads("case", ref, ref + "\0")}
        if not case:
            case = {r.field: head for r, head in self._journal.heads("record", ref, ref + "\0")}
        answers: dict[str, dict[str, Head]] = {}
        for register, head in self._journal.heads("answer", f"{ref}/", f"{ref}0"):
            answers.setdefault(_question(register), {})[register.field] = head
        return _Loaded(ref, case, answers)

    def _refresh(self, loaded: _Loaded, registers: Collection[Register]) -> Rows:
        """Reads the touched heads again; returns the rows that nothing touched."""
        known = dict(loaded.held.answers) if loaded.held else {}
        for register in registers:
            head = self._journal.head(register)
            if head is None:
                continue
            if register.entity in ("case", "record"):
                loaded.case[register.field] = head
            else:
                loaded.answers.setdefault(_question(register), {})[register.field] = head
                known.pop(_question(register), None)
        return known

    def _write(self, programme: Programme, loaded: _Loaded, known: Rows) -> None:
        ref = loaded.ref
        wanted = project(programme, ref, loaded.case, loaded.answers, known)
        held = loaded.held or self.stored(ref)
        if wanted.reading is None and held.reading is not None:
            self._store.execute("DELETE FROM reading WHERE ref = ?", (ref,))
        elif wanted.reading is not None and wanted.reading != held.reading:
            self._store.execute(_READING, _columns(wanted.reading))
        rows = [
            row for q, row in wanted.answers.items() if row is not (old := held.answers.get(q)) and row != old
        ]
        if rows:
            self._store.many(_ANSWER, [_columns(row) for row in rows])
        notes = [(ref, q, text) for q, text in wanted.notes.items() if held.notes.get(q) != text]
        if notes:
            self._store.many(_NOTE, notes)
        gone = [(ref, q) for q in held.notes if q not in wanted.notes]
        if gone:
            self._store.many("DELETE FROM note WHERE case_ref = ? AND question = ?", gone)
        loaded.held, loaded.version = wanted, self._version()
        self._loaded = loaded


def _question(register: Register) -> str:
    return register.entity_id.rsplit("/", 1)[1]


_columns_of = {kind: attrgetter(*(f.name for f in fields(kind))) for kind in (ReadingRow, AnswerRow)}


def _columns(row: ReadingRow | AnswerRow) -> tuple[Any, ...]:
    """A row as a tuple, in the order of the table's columns."""
    values: tuple[Any, ...] = _columns_of[type(row)](row)
    return values
