"""Tables of an inspection file, as numbered migrations that are only ever added to.

`change` is the journal and the truth. `head` is its fold: the current value of every register
(entity, id, field). `reading`, `answer` and `note` are projections of the heads for screens and
counts, and `tally` counts the answers; all can be rebuilt. `setting`, `step`, `draft`, `package` and
`calendar_event` (what calendar files held) belong to this copy alone, and so do `outgoing` (sealed packages
on their way), `arrived` (what places held), `acknowledgement`, `aside` (changes of others that do not
count) and `peer` (what other laptops hold).
A `step` is what one intention of a person did: the entries `first` to `last` of its device's chain;
of an undo or redo, `target` is the step that it reversed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldwork.inspection import tally
from fieldwork.inspection.errors import NewerFile, NotAnInspection

if TYPE_CHECKING:
    from fieldwork.inspection.store import Store

APPLICATION_ID = 0x46574B31  # "FWK1"

_FIRST = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE change (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL,
    device TEXT NOT NULL, seq INTEGER NOT NULL, prev TEXT NOT NULL,
    entity TEXT NOT NULL, entity_id TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, replaces TEXT NOT NULL, received TEXT, sent TEXT
) STRICT;
CREATE INDEX change_register ON change (entity, entity_id, field);
CREATE INDEX change_chain ON change (device, seq);
CREATE INDEX change_at ON change (at);
CREATE INDEX change_unsent ON change (seq) WHERE received IS NULL AND sent IS NULL;

CREATE TABLE head (
    entity TEXT NOT NULL, entity_id TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, change TEXT NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL,
    rivals TEXT NOT NULL DEFAULT '[]', conflict INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entity, entity_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX head_conflict ON head (entity, entity_id) WHERE conflict = 1;

CREATE TABLE reading (
    ref TEXT PRIMARY KEY, form TEXT NOT NULL, status TEXT NOT NULL,
    inspector TEXT, officer TEXT NOT NULL, office TEXT NOT NULL,
    answered INTEGER NOT NULL, applicable INTEGER NOT NULL,
    given TEXT NOT NULL, facts TEXT NOT NULL, initials TEXT NOT NULL,
    asks INTEGER NOT NULL, conflicts INTEGER NOT NULL,
    flagged INTEGER NOT NULL, corrected INTEGER NOT NULL,
    subject TEXT NOT NULL, title TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    case_ref TEXT NOT NULL, question TEXT NOT NULL, value TEXT, note TEXT NOT NULL,
    source TEXT NOT NULL, ask INTEGER NOT NULL, reason TEXT NOT NULL,
    applies INTEGER NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL, conflict INTEGER NOT NULL,
    look_again INTEGER NOT NULL,
    PRIMARY KEY (case_ref, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_question ON answer (question, value) WHERE applies = 1;

CREATE TABLE note (
    id INTEGER PRIMARY KEY, case_ref TEXT NOT NULL, question TEXT NOT NULL, text TEXT NOT NULL,
    UNIQUE (case_ref, question)
) STRICT;

CREATE TABLE step (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    author TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL,
    target INTEGER, undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE draft (
    entity TEXT NOT NULL, entity_id TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (entity, entity_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE package (
    id TEXT PRIMARY KEY, direction TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    at TEXT NOT NULL, person TEXT NOT NULL, device TEXT NOT NULL, sha256 TEXT NOT NULL,
    changes INTEGER NOT NULL, cases INTEGER NOT NULL, new_changes INTEGER NOT NULL DEFAULT 0,
    acknowledged TEXT
) STRICT;
"""


def _first(store: "Store") -> None:
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            store.execute(statement)
    store.db.table("note").enable_fts(
        ["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2"
    )


_PLACES = """
CREATE TABLE outgoing (
    name TEXT PRIMARY KEY, place TEXT NOT NULL, data BLOB, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '', gone TEXT
) STRICT;
CREATE INDEX outgoing_waiting ON outgoing (place) WHERE gone IS NULL;

CREATE TABLE arrived (
    place TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, at TEXT NOT NULL,
    state TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (place, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE acknowledgement (
    package TEXT NOT NULL, receiver TEXT NOT NULL, received TEXT NOT NULL, new_changes INTEGER NOT NULL,
    PRIMARY KEY (package, receiver)
) STRICT, WITHOUT ROWID;

ALTER TABLE package ADD COLUMN noted TEXT;
"""


def _places(store: "Store") -> None:
    """What waits to be sent and what places held; who acknowledged which package, and when one was noted."""
    for statement in _PLACES.split(";\n"):
        if statement.strip():
            store.execute(statement)


_TEAMS = """
CREATE TABLE aside (
    id TEXT NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL,
    device TEXT NOT NULL, seq INTEGER NOT NULL, prev TEXT NOT NULL,
    entity TEXT NOT NULL, entity_id TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT NOT NULL, replaces TEXT NOT NULL, received TEXT, sent TEXT,
    why TEXT NOT NULL, package TEXT NOT NULL,
    PRIMARY KEY (id, package)
) STRICT, WITHOUT ROWID;
CREATE INDEX aside_chain ON aside (device, seq);

CREATE TABLE peer (
    device TEXT PRIMARY KEY, key TEXT NOT NULL, person TEXT NOT NULL,
    at TEXT NOT NULL, have TEXT NOT NULL
) STRICT;

ALTER TABLE package ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE package ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE package ADD COLUMN recipients TEXT NOT NULL DEFAULT '[]';
"""


def _teams(store: "Store") -> None:
    """Changes kept aside, what other laptops hold, and by what key and for whom packages went."""
    for statement in _TEAMS.split(";\n"):
        if statement.strip():
            store.execute(statement)


def _words(store: "Store") -> None:
    """New notes are made searchable by what writes them, many at once; see `tables`."""
    store.execute("DROP TRIGGER IF EXISTS note_ai")


def _calendars(store: "Store") -> None:
    """What calendar files from this copy held, so that the next ones can change it and take it out."""
    store.execute(
        "CREATE TABLE calendar_event (calendar TEXT NOT NULL, uid TEXT NOT NULL, event TEXT NOT NULL, "
        "PRIMARY KEY (calendar, uid)) STRICT, WITHOUT ROWID"
    )


def _tallies(store: "Store") -> None:
    """How often each answer was given, by form and state of the reading: a projection that triggers keep."""
    tally.make(store)


def _landing(store: "Store") -> None:
    """Changes on their way into the journal, in pieces; see `landing`."""
    store.execute(
        "CREATE TABLE landing (package TEXT NOT NULL, part INTEGER NOT NULL, changes BLOB NOT NULL, "
        "PRIMARY KEY (package, part)) STRICT"
    )


#: Only ever added to; a file's `user_version` is how many have run.
MIGRATIONS: tuple[Callable[["Store"], None], ...] = (
    _first,
    _places,
    _teams,
    _words,
    _calendars,
    _tallies,
    _landing,
)


def finish(store: "Store") -> None:
    """Makes a new file ours, in the transaction that fills it: one cut short before is nobody's."""
    store.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def migrate(store: "Store") -> None:
    """Runs the migrations that the file lacks, each whole or not at all."""
    done = version(store)
    if done == len(MIGRATIONS) or not store.writing:
        return
    for number, migration in enumerate(MIGRATIONS[done:], start=done + 1):
        with store.transaction():
            migration(store)
            store.execute(f"PRAGMA user_version = {number}")


def check_ours(store: "Store") -> None:
    """Refuses files of other programs and of newer versions of this one."""
    row = store.row("PRAGMA application_id")
    if row is None or int(row[0]) != APPLICATION_ID:
        raise NotAnInspection(
            f"{store.path.name} is not an inspection file, or was cut short while it was made.",
            advice="Choose another file whose name ends in .fieldwork.",
        )
    if version(store) > len(MIGRATIONS):
        raise NewerFile(
            f"{store.path.name} was last saved by a newer version of Fieldwork than this one.",
            advice="Open it with the newer version, or ask for Fieldwork to be updated on this laptop.",
        )


def stamp(store: "Store") -> None:
    """Says that every migration has run, inside a transaction of the caller's."""
    store.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def version(store: "Store") -> int:
    """How many migrations the file has been through."""
    row = store.row("PRAGMA user_version")
    return int(row[0]) if row else 0
