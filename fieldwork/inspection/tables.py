"""Writing the projected tables: the rows of many cases together, and only those that differ."""

from fieldwork.inspection.projection import AnswerRow, Projected, ReadingRow
from fieldwork.inspection.store import Store


def _into(table: str, row: type[ReadingRow] | type[AnswerRow], key: tuple[str, ...]) -> str:
    """Puts a row in, or changes the one with its key; changed, not replaced, so that only what is another
    value moves the tally.
    """
    names = row._fields
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} VALUES ({places}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"


_READING = _into("reading", ReadingRow, ("ref",))
_ANSWER = _into("answer", AnswerRow, ("case_ref", "question"))
_NOTE = (
    "INSERT INTO note (case_ref, question, text) VALUES (?, ?, ?) "
    "ON CONFLICT (case_ref, question) DO UPDATE SET text = excluded.text WHERE text <> excluded.text"
)
#: Rows that are held before they are written; of a case at hand there are a few, of a merge very many.
_HELD = 20_000


class Writing:
    """The rows that are to change, gathered over many cases, inside a transaction of the caller's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readings: list[ReadingRow] = []
        self._answers: list[AnswerRow] = []
        self._notes: list[tuple[str, str, str]] = []
        self._gone: list[tuple[str, str]] = []

    def case(self, ref: str, wanted: Projected, stored: Projected) -> None:
        """Brings one case from what is `stored` to what is `wanted`."""
        if wanted.reading is None and stored.reading is not None:
            self._store.execute("DELETE FROM reading WHERE ref = ?", (ref,))
        elif wanted.reading is not None and wanted.reading != stored.reading:
            self._readings.append(wanted.reading)
        for question, row in wanted.answers.items():
            before = stored.answers.get(question)
            if row is not before and row != before:
                self._answers.append(row)
        if wanted.notes != stored.notes:
            new = ((ref, q, text) for q, text in wanted.notes.items() if stored.notes.get(q) != text)
            self._notes += new
            self._gone += ((ref, q) for q in stored.notes if q not in wanted.notes)
        if len(self._answers) + len(self._notes) > _HELD:
            self.finish()

    def finish(self) -> None:
        """Writes what is left."""
        for sql, rows in ((_READING, self._readings), (_ANSWER, self._answers)):
            if rows:
                self._store.many(sql, rows)
        if self._notes:
            self._write_notes()
        if self._gone:
            self._store.many("DELETE FROM note WHERE case_ref = ? AND question = ?", self._gone)
        for held in (self._readings, self._answers, self._notes, self._gone):
            held.clear()

    def _write_notes(self) -> None:
        """New notes are made searchable all in one statement, which costs a fifth of one a note; notes
        that change or go are seen to by triggers.
        """
        last = self._store.row("SELECT coalesce(max(id), 0) FROM note") or ()
        self._store.many(_NOTE, self._notes)
        search = "INSERT INTO note_fts (rowid, text) SELECT id, text FROM note WHERE id > ?"
        self._store.execute(search, last)
