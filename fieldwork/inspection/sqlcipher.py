"""Where sqlite-utils meets SQLCipher: the one place that knows how both behave.

sqlite-utils imports `pysqlite3` or the standard `sqlite3` and catches that module's exceptions,
which SQLCipher's are not. Standing `sqlcipher3` in for `pysqlite3` before sqlite-utils is imported
makes `insert(alter=True)`, `drop(ignore=True)` and `query("insert … returning")` work on an
encrypted connection; `tests/inspection/test_sqlcipher.py` holds that. So sqlite-utils is imported here
and nowhere else, and whatever has brought it in before makes this module fail at once.
"""

import hashlib
import secrets
import sys
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

# sqlite-utils loads numpy and pandas, where the solver has brought them along, to know their column
# types: half a second of every start, for nothing. With None in their place they seem not to be there.
_UNWANTED = ("numpy", "pandas")
_held = {name: sys.modules[name] for name in _UNWANTED if name in sys.modules}
sys.modules.update(dict.fromkeys(_UNWANTED, cast(ModuleType, None)))

import sqlite_utils.db  # noqa: E402  # after the stand-ins above
from sqlite_utils import Database as Database  # noqa: E402

for _name in _UNWANTED:
    del sys.modules[_name]
sys.modules.update(_held)

from fieldwork.inspection import handles  # noqa: E402

#: SQLCipher 4's own key derivation, so that its shell opens our files with the passphrase alone.
_KDF_ROUNDS = 256_000
_SALT_BYTES = 16
_BUSY_SECONDS = 10.0
#: What a connection keeps of a file in memory, in KiB.
CACHE = 32_000

DatabaseError = sqlcipher3.dbapi2.DatabaseError
OperationalError = sqlcipher3.dbapi2.OperationalError
if vars(sqlite_utils.db)["OperationalError"] is not OperationalError:
    raise ImportError("sqlite_utils was imported before fieldwork.inspection.sqlcipher stood sqlcipher3 in")

Connection = Any  # sqlcipher3 ships no types


class Key:
    """The raw key of one file: derived once, it opens further connections at once.

    Holds 32 bytes of key and the file's 16 bytes of salt; never shown by `repr`.
    """

    __slots__ = ("_key", "salt")

    def __init__(self, passphrase: str, salt: bytes) -> None:
        self.salt = salt
        words = unicodedata.normalize("NFC", passphrase)  # an é is one letter on every keyboard
        self._key = hashlib.pbkdf2_hmac("sha512", words.encode(), salt, _KDF_ROUNDS, 32)

    @classmethod
    def of_secret(cls, secret: bytes, salt: bytes) -> "Key":
        """The key itself, where the passphrase is lost."""
        key = cls.__new__(cls)
        key.salt, key._key = salt, secret
        return key

    @property
    def secret(self) -> bytes:
        """The 32 bytes that open the file; to be written nowhere but sealed."""
        return self._key

    @classmethod
    def fresh(cls, passphrase: str) -> "Key":
        """A key for a new file, with a new salt."""
        return cls(passphrase, secrets.token_bytes(_SALT_BYTES))

    @classmethod
    def of_file(cls, passphrase: str, path: Path) -> "Key":
        """The key of an existing file, whose first bytes are its salt."""
        return cls(passphrase, handles.first_bytes(path, _SALT_BYTES))

    def matches(self, passphrase: str) -> bool:
        """Whether this passphrase gives this key (for unlocking after idleness)."""
        return secrets.compare_digest(Key(passphrase, self.salt)._key, self._key)

    def pragma(self, what: str = "key") -> str:
        """The statement that hands the key to SQLCipher, or (`rekey`) has it take this one instead."""
        return f"PRAGMA {what} = \"x'{self._key.hex()}{self.salt.hex()}'\""


def connect(path: Path, key: Key, *, writing: bool) -> Database:
    """An encrypted connection wrapped by sqlite-utils, in the thread that calls.

    Transactions are begun by hand (`isolation_level=None`); commits reach the disk before they
    return. Raises SQLCipher's `DatabaseError` when the key is wrong or the file is damaged.
    """
    try:
        connection = _connected(path, key, "mode=rw")
    except OperationalError:
        if writing:
            raise
        connection = _connected(path, key, _untouched(path))
    connection.execute(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    return Database(connection, strict=True, execute_plugins=False)


def in_memory() -> Database:
    """An empty database without a file, for tables that hold nothing."""
    return Database(sqlcipher3.connect(":memory:", isolation_level=None), strict=True, execute_plugins=False)


def _connected(path: Path, key: Key, mode: str) -> Connection:
    """A connection whose key has been proved by reading the first page."""
    connection = sqlcipher3.connect(
        f"{_uri(path)}?{mode}", uri=True, isolation_level=None, timeout=_BUSY_SECONDS
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(key.pragma())
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _untouched(path: Path) -> str:
    """How to look at a file in a place that cannot be written to, such as a read-only share.

    A write-ahead log beside it is somebody's who has it open, with the index that goes with it;
    without one nothing can change, and SQLite need not (and could not) make an index.
    """
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"


def _uri(path: Path) -> str:
    """SQLite's URI of a file; a network folder's name (`//server/share`) belongs to the path."""
    name = path.absolute().as_posix()
    return "file://" + quote(name if name.startswith("/") else f"/{name}", safe="/:")


def rekey(path: Path, key: Key, other: Key) -> None:
    """Encrypts a file that nobody else has open with another key, page by page, whole or not at all."""
    connection = _connected(path, key, "mode=rw")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(other.pragma("rekey"))
    finally:
        connection.close()


def keep_a_log(connection: Connection) -> None:
    """Has writes go to a write-ahead log first, so that readers and writers do not wait for each other."""
    connection.execute("PRAGMA journal_mode = WAL")
