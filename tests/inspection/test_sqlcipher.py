"""sqlite-utils on an encrypted connection behaves as it does on a plain one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils

from fieldwork.errors import Refused
from fieldwork.inspection import sqlcipher, store
from fieldwork.inspection.errors import CannotWrite
from fieldwork.inspection.store import Store


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    made = store.create(tmp_path / "made.fieldwork", "words")
    yield made
    made.close()


def rows_elsewhere(opened: Store, table: str) -> int:
    """How many rows another connection sees: only what was committed."""
    other = opened.again()
    try:
        (count,) = other.row(f"SELECT count(*) FROM {table}") or (0,)
        return int(count)
    finally:
        other.close()


def test_sqlite_utils_uses_sqlcipher() -> None:
    assert sqlite_utils.db.OperationalError is sqlcipher.OperationalError


def test_a_column_is_added_on_the_way(opened: Store) -> None:
    opened.db["thing"].insert({"id": 1, "name": "one"}, pk="id")
    opened.db["thing"].insert({"id": 2, "colour": "red"}, pk="id", alter=True)
    assert not opened.db.conn.in_transaction
    assert {column.name for column in opened.db["thing"].columns} == {"id", "name", "colour"}
    assert rows_elsewhere(opened, "thing") == 2


def test_dropping_what_is_not_there_is_passed_over(opened: Store) -> None:
    opened.db["nothing"].drop(ignore=True)
    assert not opened.db.conn.in_transaction
    opened.db["thing"].insert({"id": 1})
    assert rows_elsewhere(opened, "thing") == 1


def test_an_insert_may_return_rows_and_leaves_no_savepoint(opened: Store) -> None:
    opened.db["thing"].insert({"id": 1})
    found = list(opened.db.query("insert into thing (id) values (2), (3) returning id"))
    assert [row["id"] for row in found] == [2, 3]
    assert not opened.db.conn.in_transaction
    opened.db["thing"].insert({"id": 4})
    assert rows_elsewhere(opened, "thing") == 4


def test_a_refused_statement_leaves_no_savepoint(opened: Store) -> None:
    opened.db["thing"].insert({"id": 1}, pk="id")
    with pytest.raises(sqlcipher.DatabaseError):
        list(opened.db.query("insert into thing (id) values (1) returning id"))
    assert not opened.db.conn.in_transaction
    opened.db["thing"].insert({"id": 2})
    assert rows_elsewhere(opened, "thing") == 2


def test_foreign_keys_bind(opened: Store) -> None:
    opened.db["one"].insert({"id": 1}, pk="id")
    opened.db["many"].create({"id": int, "one": int}, pk="id", foreign_keys=[("one", "one", "id")])
    with pytest.raises(CannotWrite), opened.transaction():
        opened.execute("INSERT INTO many VALUES (1, 99)")
    assert rows_elsewhere(opened, "many") == 0


def test_transactions_nest(opened: Store) -> None:
    with opened.transaction():
        opened.set_setting("outer", "1")
        with pytest.raises(ZeroDivisionError), opened.transaction():
            opened.set_setting("inner", "1")
            raise ZeroDivisionError
        with opened.transaction():
            opened.set_setting("second", "1")
    assert not opened.db.conn.in_transaction
    assert [opened.setting(key) for key in ("outer", "inner", "second")] == ["1", "", "1"]


def test_an_outer_failure_takes_the_inner_back(opened: Store) -> None:
    before = opened.version()
    with pytest.raises(ZeroDivisionError), opened.transaction():
        with opened.transaction():
            opened.set_setting("inner", "1")
        raise ZeroDivisionError
    assert opened.setting("inner") == ""
    assert opened.version() != before


def test_what_another_connection_writes_changes_the_version(opened: Store) -> None:
    before = opened.version()
    other = opened.again()
    with other.transaction():
        other.set_setting("there", "1")
    other.close()
    assert opened.version() != before


def test_a_connection_for_looking_cannot_write(opened: Store) -> None:
    looking = Store(opened.path, opened.key, writing=False)
    with pytest.raises(Refused, match="opened for looking only"), looking.transaction():
        looking.set_setting("x", "1")
    with pytest.raises(CannotWrite):
        looking.set_setting("x", "1")
    looking.close()


def test_sqlciphers_shell_needs_only_the_passphrase(opened: Store) -> None:
    opened.set_setting("kept", "yes")
    path = opened.path
    opened.close()
    connection = sqlcipher.sqlcipher3.connect(str(path))
    connection.execute("PRAGMA key = 'words'")
    assert connection.execute("SELECT value FROM setting WHERE key = 'kept'").fetchone() == ("yes",)
    connection.close()


def test_the_key_is_never_shown(opened: Store) -> None:
    assert opened.key.pragma().split("'")[1][:64] not in repr(opened.key) + repr(vars(opened))


@pytest.mark.parametrize("name", ["a # b ? c%20d.fieldwork", 'Ŵy\'r "ŷ" – 2019.fieldwork'])
def test_odd_names_are_only_names(tmp_path: Path, name: str) -> None:
    made = store.create(tmp_path / name, "words")
    made.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_network_folder_is_part_of_the_path() -> None:
    """On Windows `//server/share` must not be taken for the authority of a URI."""

    class Shared:
        def absolute(self) -> "Shared":
            return self

        def as_posix(self) -> str:
            return "//server/share/Wales 2019.fieldwork"

    assert sqlcipher._uri(Shared()) == "file:////server/share/Wales%202019.fieldwork"  # type: ignore[arg-type]
