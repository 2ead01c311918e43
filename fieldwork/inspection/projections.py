"""Keeping the projected tables in step with the journal, touching as little as can be."""

from collections.abc import Collection

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
from fieldwork.inspection.tables import Writing
from fieldwork.programme.model import Programme


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
        writing = Writing(self._store)
        for ref in sorted(touched):
            loaded = self._at_hand(ref)
            if loaded is None:
                self._write(writing, self._load(programme, ref), self.stored(ref))
            else:
                self._refresh(writing, programme, loaded, touched[ref])
        writing.finish()

    def update_all(self, programme: Programme) -> None:
        """Brings the rows of every case up to date, with another programme say."""
        writing = Writing(self._store)
        for ref in self.refs():
            self._write(writing, self._load(programme, ref), self.stored(ref))
        writing.finish()

    def rebuild(self, programme: Programme) -> None:
        """Makes every row anew from the heads."""
        self._loaded = None
        for table in ("tally", "reading", "answer", "note"):
            self._store.execute(f"DELETE FROM {table}")
        writing = Writing(self._store)
        for ref in self.refs():
            self._write(writing, self._load(programme, ref), Projected(None, {}, {}))
        writing.finish()

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
        case = {field: head for _, field, head in self._journal.fields("case", ref, ref + "\0")}
        if not case:
            case = {field: head for _, field, head in self._journal.fields("record", ref, ref + "\0")}
        answers: dict[str, dict[str, Head]] = {}
        first = f"{ref}/"
        for key, field, head in self._journal.fields("answer", first, f"{ref}0"):
            question = key[len(first) :]
            if "/" not in question:  # and not of a case whose reference goes on after a stroke
                answers.setdefault(question, {})[field] = head
        loaded = _Loaded(ref, case, answers)
        loaded.routed = route_case(programme, case, answers)
        held = self._journal.head(Register("programme", programme.id, "corrected"))
        loaded.corrected = held.value if held is not None and isinstance(held.value, dict) else {}
        return loaded

    def _refresh(
        self, writing: Writing, programme: Programme, loaded: _Loaded, registers: Collection[Register]
    ) -> None:
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
        self._write(writing, loaded, loaded.held or self.stored(loaded.ref), loaded.held, questions)

    def _write(
        self,
        writing: Writing,
        loaded: _Loaded,
        stored: Projected,
        held: Projected | None = None,
        touched: Collection[str] = (),
    ) -> None:
        """Brings the rows of one case from what is `stored` to what its heads call for."""
        ref = loaded.ref
        wanted = project(ref, loaded.case, loaded.answers, loaded.routed, held, touched, loaded.corrected)
        writing.case(ref, wanted, stored)
        loaded.held, loaded.version = wanted, self._store.version()
        self._loaded = loaded


def _question(register: Register) -> str:
    return register.entity_id.rsplit("/", 1)[1]
