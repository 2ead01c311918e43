"""How often each answer was given, by form and by the state of its reading, kept at every write.

Triggers keep the `tally` table in step with `reading` and `answer`, whoever writes those, so that counting an
inspection costs the same with a hundred cases and with a hundred thousand. A row that is replaced fires the
trigger of its deletion, since recursive triggers are on (sqlite-utils sees to that).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldwork.inspection.store import Store

COMPLETE, OPEN, WITHDRAWN = "complete", "open", "withdrawn"
#: Answers longer than this, as JSON, are words written freely and are not tallied.
LONGEST = 80

_STATE = "CASE {0}.status WHEN 'complete' THEN 'complete' WHEN 'withdrawn' THEN 'withdrawn' ELSE 'open' END"
_COUNTED = f"{{0}}.applies = 1 AND {{0}}.value IS NOT NULL AND length({{0}}.value) <= {LONGEST}"
#: Every answer of the reading {0}, on or off the tally of the form and state that {0} says.
_ADD_ALL = (
    "INSERT INTO tally SELECT {0}.form, {1}, question, value, 1 FROM answer WHERE case_ref = {0}.ref AND {2} "
    "ON CONFLICT DO UPDATE SET n = n + 1;"
)
_TAKE_ALL = (
    "UPDATE tally SET n = n - 1 WHERE form = {0}.form AND state = {1} AND (question, value) IN "
    "(SELECT question, value FROM answer WHERE case_ref = {0}.ref AND {2});"
)
_ADD = (
    "INSERT INTO tally SELECT form, {1}, {0}.question, {0}.value, 1 FROM reading "
    "WHERE ref = {0}.case_ref AND {2} ON CONFLICT DO UPDATE SET n = n + 1;"
)
_TAKE = (
    "UPDATE tally SET n = n - 1 WHERE {2} AND question = {0}.question AND value = {0}.value "
    "AND (form, state) = (SELECT form, {1} FROM reading WHERE ref = {0}.case_ref);"
)


def _all(what: str, row: str) -> str:
    return what.format(row, _STATE.format(row), _COUNTED.format("answer"))


def _one(what: str, row: str) -> str:
    return what.format(row, _STATE.format("reading"), _COUNTED.format(row))


_MOVED = f"OLD.form <> NEW.form OR {_STATE.format('OLD')} <> {_STATE.format('NEW')}"
_PARTS = (
    "CREATE TABLE tally (form TEXT NOT NULL, state TEXT NOT NULL, question TEXT NOT NULL, "
    "value TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (form, state, question, value)) "
    "STRICT, WITHOUT ROWID",
    # How many readings there are, by form and state, without a look at the facts of each.
    "CREATE INDEX reading_state ON reading (form, status, conflicts)",
    "CREATE TRIGGER tally_answer_new AFTER INSERT ON answer BEGIN " + _one(_ADD, "NEW") + " END",
    "CREATE TRIGGER tally_answer_gone AFTER DELETE ON answer BEGIN " + _one(_TAKE, "OLD") + " END",
    "CREATE TRIGGER tally_answer_changed AFTER UPDATE OF value, applies ON answer "
    "WHEN OLD.value IS NOT NEW.value OR OLD.applies <> NEW.applies BEGIN "
    f"{_one(_TAKE, 'OLD')} {_one(_ADD, 'NEW')} END",
    "CREATE TRIGGER tally_reading_new AFTER INSERT ON reading BEGIN " + _all(_ADD_ALL, "NEW") + " END",
    "CREATE TRIGGER tally_reading_gone AFTER DELETE ON reading BEGIN " + _all(_TAKE_ALL, "OLD") + " END",
    f"CREATE TRIGGER tally_reading_changed AFTER UPDATE OF form, status ON reading WHEN {_MOVED} BEGIN "
    f"{_all(_TAKE_ALL, 'OLD')} {_all(_ADD_ALL, 'NEW')} END",
)
#: The same, counted from the answers themselves.
RECOUNT = (
    f"SELECT reading.form, {_STATE.format('reading')} AS state, answer.question, answer.value, count(*) "
    f"FROM answer JOIN reading ON reading.ref = answer.case_ref WHERE {_COUNTED.format('answer')} "
    "GROUP BY 1, 2, 3, 4"
)


def make(store: "Store") -> None:
    """Makes the table and its triggers, and fills it from what is there."""
    for part in _PARTS:
        store.execute(part)
    store.execute(f"INSERT INTO tally {RECOUNT}")


def faults(store: "Store") -> list[str]:
    """The questions of which the tally differs from a recount."""
    held = {tuple(row[:4]): row[4] for row in store.rows("SELECT form, state, question, value, n FROM tally")}
    counted = {tuple(row[:4]): row[4] for row in store.rows(RECOUNT)}
    differ = {key for key in {*held, *counted} if held.get(key, 0) != counted.get(key, 0)}
    return sorted({key[2] for key in differ})
