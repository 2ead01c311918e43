"""Keeping the projected tables in step with the journal, touching as little as can be."""

from collections.abc import Collection
from dataclasses import fields
from operator import attrgetter
from typing import Any

from fieldwork.inspection.changes import Head, Register
from fieldwork.inspection.journal import Journal
from fieldwork.inspection.projection import (
    AnswerRow,
    Corrected,
    Projected,
    ReadingRow,
    Routed,
    case_of,
    project,
    route_case,
    steers,
)
from fieldwork.inspection.store import Store
from fieldwork.programme.model import Programme

_READING = "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ANSWER = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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
        self.routed: Routed | None = None
        self.held: Projected | None = None
        self.corrected: Corrected = {}
        self.version = (-1, -1)


class Projections:
    """Keeps the tables in step with the journal, inside the transaction of the change."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal
        self._loaded: _Loaded | None = None

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
                self._write(self._load(programme, ref), self.stored(ref))
            else:
                self._refresh(programme, loaded, touched[ref])

    def rebuild(self, programme: Programme) -> None:
        """Makes every row anew from the heads."""
        self._loaded = None
        for table in ("reading", "answer", "note"):
            self._store.execute(f"DELETE FROM {table}")
        for ref in self.refs():
            self._write(self._load(programme, ref), Projected(None, {}, {}))

    def clear(self, refs: Collection[str]) -> None:
        """Empties the rows of these cases, which are then made anew."""
        self._loaded = None
        for table, column in (("reading", "ref"), ("answer", "case_ref"), ("note", "case_ref")):
            self._store.many(f"DELETE FROM {table} WHERE {column} = ?", [(ref,) for ref in refs])

    def refs(self) -> list[str]:
        """Every case that has any head."""
        rows = self._store.rows(
            "SELECT DISTINCT entity, entity_id FROM head WHERE entity IN ('case', 'record', 'answer')"
        )
        return sorted({r for row in rows if (r := case_of(Register(row[0], row[1], ""))) is not None})

    def projected(self, programme: Programme, ref: str) -> Projected:
        """The rows that a case's heads call for."""
        loaded = self._load(programme, ref)
        return project(ref, loaded.case, loaded.answers, loaded.routed, corrected=loaded.corrected)

    def stored(self, ref: str) -> Projected:
        """The rows that the tables hold for a case."""
        row = self._store.row("SELECT * FROM reading WHERE ref = ?", (ref,))
        answers = [AnswerRow(*a) for a in self._store.rows("SELECT * FROM answer WHERE case_ref = ?", (ref,))]
        notes = self._store.rows("SELECT question, text FROM note WHERE case_ref = ?", (ref,))
        return Projected(ReadingRow(*row) if row else None, {a.question: a for a in answers}, dict(notes))

    def _at_hand(self, ref: str) -> _Loaded | None:
        loaded = self._loaded
        if loaded is None or loaded.ref != ref or loaded.version != self._store.version():
            return None
        return loaded

    def _load(self, programme: Programme, ref: str) -> _Loaded:
        case = {r.field: head for r, head in self._journal.heads("case", ref, ref + "\0")}
        if not case:
            case = {r.field: head for r, head in self._journal.heads("record", ref, ref + "\0")}
        answers: dict[str, dict[str, Head]] = {}
        for register, head in self._journal.heads("answer", f"{ref}/", f"{ref}0"):
            if case_of(register) == ref:  # and not of a case whose reference goes on after a stroke
                answers.setdefault(_question(register), {})[register.field] = head
        loaded = _Loaded(ref, case, answers)
        loaded.routed = route_case(programme, case, answers)
        held = self._journal.head(Register("programme", programme.id, "corrected"))
        loaded.corrected = held.value if held is not None and isinstance(held.value, dict) else {}
        return loaded

    def _refresh(self, programme: Programme, loaded: _Loaded, registers: Collection[Register]) -> None:
        """Reads the touched heads of the case at hand again, and routes it anew where one steers."""
        questions = {_question(r) for r in registers if r.entity == "answer"}
        for register in registers:
            head = self._journal.head(register)
            if head is None:
                continue
            if register.entity == "answer":
                loaded.answers.setdefault(_question(register), {})[register.field] = head
            else:
                loaded.case[register.field] = head
        if any(steers(programme, register) for register in registers):
            loaded.routed = route_case(programme, loaded.case, loaded.answers)
        self._write(loaded, loaded.held or self.stored(loaded.ref), loaded.held, questions)

    def _write(
        self, loaded: _Loaded, stored: Projected, held: Projected | None = None, touched: Collection[str] = ()
    ) -> None:
        """Brings the rows of one case from what is `stored` to what its heads call for."""
        ref = loaded.ref
        wanted = project(ref, loaded.case, loaded.answers, loaded.routed, held, touched, loaded.corrected)
        if wanted.reading is None and stored.reading is not None:
            self._store.execute("DELETE FROM reading WHERE ref = ?", (ref,))
        elif wanted.reading is not None and wanted.reading != stored.reading:
            self._store.execute(_READING, _columns(wanted.reading))
        rows = [
            row
            for q, row in wanted.answers.items()
            if row is not (old := stored.answers.get(q)) and row != old
        ]
        if rows:
            self._store.many(_ANSWER, [_columns(row) for row in rows])
        if wanted.notes != stored.notes:
            self._write_notes(ref, wanted, stored)
        loaded.held, loaded.version = wanted, self._store.version()
        self._loaded = loaded

    def _write_notes(self, ref: str, wanted: Projected, stored: Projected) -> None:
        notes = [(ref, q, text) for q, text in wanted.notes.items() if stored.notes.get(q) != text]
        self._store.many(_NOTE, notes)
        gone = [(ref, q) for q in stored.notes if q not in wanted.notes]
        self._store.many("DELETE FROM note WHERE case_ref = ? AND question = ?", gone)


def _question(register: Register) -> str:
    return register.entity_id.rsplit("/", 1)[1]


_columns_of = {kind: attrgetter(*(f.name for f in fields(kind))) for kind in (ReadingRow, AnswerRow)}


def _columns(row: ReadingRow | AnswerRow) -> tuple[Any, ...]:
    """A row as a tuple, in the order of the table's columns."""
    values: tuple[Any, ...] = _columns_of[type(row)](row)
    return values
