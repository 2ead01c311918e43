"""The tally of answers stays what a recount would find, whatever is written, replaced or removed."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.inspection import checking, schema, tally
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.store import Store
from tests.conftest import LEAD, REFS

_STATUSES = ("complete", "reading", "selected", "withdrawn")
_VALUES = ('"yes"', '"no"', None, '"' + "words " * 20 + '"')


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = Store.blank()
    for migration in schema.MIGRATIONS:
        migration(made)
    yield made
    made.close()


def write(store: Store, chance: random.Random) -> None:
    """One random write, of the kinds that the program makes and of others."""
    ref, kind = f"c{chance.randrange(5)}", chance.random()
    into = chance.choice(("INSERT OR REPLACE INTO", "INSERT OR IGNORE INTO"))
    if kind < 0.25:
        row = (ref, chance.choice(("f", "g")), chance.choice(_STATUSES))
        sql = (
            f"{into} reading VALUES (?, ?, ?, NULL, '', '', 0, 0, '{{}}', '{{}}', '', 0, 0, 0, 0, 'case', '')"
        )
        store.execute(sql, row)
    elif kind < 0.75:
        answer = (ref, f"q{chance.randrange(4)}", chance.choice(_VALUES), chance.randrange(2))
        store.execute(f"{into} answer VALUES (?, ?, ?, '', '', 0, '', ?, '', '', 0, 0)", answer)
    elif kind < 0.8:
        store.execute("DELETE FROM reading WHERE ref = ?", (ref,))
    elif kind < 0.85:
        store.execute("DELETE FROM answer WHERE case_ref = ?", (ref,))
    elif kind < 0.9:
        store.execute("UPDATE answer SET value = ? WHERE case_ref = ?", (chance.choice(_VALUES), ref))
    elif kind < 0.95:
        store.execute("UPDATE reading SET status = ? WHERE ref = ?", (chance.choice(_STATUSES), ref))
    else:
        store.execute(f"DELETE FROM {chance.choice(('reading', 'answer'))}")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1 << 30))
def test_every_write_keeps_the_tally(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        write(store, chance)
        assert tally.faults(store) == []


def test_words_written_freely_are_not_tallied(store: Store) -> None:
    assert store.row("SELECT max(length(value)) FROM tally WHERE n > 0") in [(None,), (4,), (5,)]


def test_an_older_file_is_tallied_when_it_is_migrated(store: Store) -> None:
    old = Store.blank()
    for migration in schema.MIGRATIONS:
        if migration.__name__ == "_tallies":
            store_rows(store, old)
        migration(old)
    assert tally.faults(old) == [] and old.row("SELECT sum(n) FROM tally") == store.row(
        "SELECT sum(n) FROM tally"
    )
    old.close()


def store_rows(store: Store, old: Store) -> None:
    chance = random.Random(3)
    for _ in range(60):
        write(store, chance)
    for table in ("reading", "answer"):
        for row in store.rows(f"SELECT * FROM {table}"):
            old.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_a_tally_that_differs_is_told_and_made_anew(inspection: Inspection) -> None:
    with inspection.edit(LEAD, "Answered") as edit:
        edit.set("answer", f"{REFS[0]}/2.1.1", "value", "yes")
    assert checking.check_tables(inspection) == []
    with inspection.store.transaction():
        inspection.store.execute("UPDATE tally SET n = n + 1 WHERE question = '2.1.1'")
    (problem,) = checking.check_tables(inspection)
    assert problem.place == "question 2.1.1"
    checking.rebuild(inspection)
    assert checking.check_tables(inspection) == []
