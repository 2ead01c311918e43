"""The database that inspections are published to: its tables, by numbered migrations, and filling them.

The migrations are only ever added to. `docs/publish.md` describes every table and column.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMA = "fieldwork"
#: Held while a database is migrated or filled, so that two offices at once take turns.
_LOCK = 0x46574B31

_FIRST = """
CREATE TABLE inspection (
    id text PRIMARY KEY, title text NOT NULL, provider text NOT NULL,
    starts date NOT NULL, ends date NOT NULL,
    year integer GENERATED ALWAYS AS (date_part('year', starts)::integer) STORED,
    programme text NOT NULL, edition text NOT NULL, finished boolean NOT NULL,
    cases integer NOT NULL, completed integer NOT NULL,
    score integer, out_of integer, rating text,
    digest text NOT NULL, published timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inspection_year ON inspection (year, programme);
CREATE TABLE question (
    inspection text NOT NULL REFERENCES inspection ON DELETE CASCADE, id text NOT NULL,
    position integer NOT NULL, ref text NOT NULL, shown text NOT NULL, level text NOT NULL,
    parent text, standard text, words text NOT NULL, compares text,
    PRIMARY KEY (inspection, id)
);
CREATE TABLE reading (
    inspection text NOT NULL REFERENCES inspection ON DELETE CASCADE, id text NOT NULL, form text NOT NULL,
    PRIMARY KEY (inspection, id)
);
CREATE TABLE fact (
    inspection text NOT NULL, reading text NOT NULL, fact text NOT NULL, value text NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (inspection, reading, fact, value),
    FOREIGN KEY (inspection, reading) REFERENCES reading ON DELETE CASCADE
);
CREATE INDEX fact_value ON fact (fact, value);
CREATE TABLE answer (
    inspection text NOT NULL, reading text NOT NULL, question text NOT NULL, value text NOT NULL,
    PRIMARY KEY (inspection, reading, question),
    FOREIGN KEY (inspection, reading) REFERENCES reading ON DELETE CASCADE,
    FOREIGN KEY (inspection, question) REFERENCES question ON DELETE CASCADE
);
CREATE INDEX answer_question ON answer (question, value);
CREATE TABLE finding (
    inspection text NOT NULL, question text NOT NULL, yes integer NOT NULL, of integer NOT NULL,
    percent integer, low numeric, high numeric, small boolean NOT NULL,
    PRIMARY KEY (inspection, question),
    FOREIGN KEY (inspection, question) REFERENCES question ON DELETE CASCADE
);
CREATE TABLE finding_answer (
    inspection text NOT NULL, question text NOT NULL, value text NOT NULL, label text NOT NULL,
    readings integer NOT NULL,
    PRIMARY KEY (inspection, question, value),
    FOREIGN KEY (inspection, question) REFERENCES question ON DELETE CASCADE
);
CREATE TABLE rating (
    inspection text NOT NULL, standard text NOT NULL, judged boolean NOT NULL,
    lowest text, lowest_percent integer,
    indicated text, decided text, rating text, points integer, near_boundary boolean NOT NULL,
    PRIMARY KEY (inspection, standard),
    FOREIGN KEY (inspection, standard) REFERENCES question ON DELETE CASCADE
);
CREATE VIEW finding_by_year AS
    SELECT i.year, i.programme, f.question, min(q.shown) AS shown, count(*) AS inspections,
           sum(f.yes) AS yes, sum(f.of) AS of,
           round(100.0 * sum(f.yes) / nullif(sum(f.of), 0))::integer AS percent
    FROM finding f JOIN inspection i ON i.id = f.inspection
    JOIN question q ON q.inspection = f.inspection AND q.id = f.question
    WHERE i.finished GROUP BY i.year, i.programme, f.question;
CREATE VIEW rating_by_year AS
    SELECT i.year, i.programme, r.standard, min(q.shown) AS shown, r.rating, count(*) AS inspections
    FROM rating r JOIN inspection i ON i.id = r.inspection
    JOIN question q ON q.inspection = r.inspection AND q.id = r.standard
    WHERE i.finished GROUP BY i.year, i.programme, r.standard, r.rating;
"""

#: Only ever added to; the table `migration` says which have run.
MIGRATIONS: tuple[str, ...] = (_FIRST,)

#: The columns that are filled, by table, in the order of the rows.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "inspection": (
        *("id", "title", "provider", "starts", "ends", "programme", "edition", "finished", "cases"),
        *("completed", "score", "out_of", "rating", "digest"),
    ),
    "question": (
        *("inspection", "id", "position", "ref", "shown", "level", "parent", "standard", "words"),
        "compares",
    ),
    "reading": ("inspection", "id", "form"),
    "fact": ("inspection", "reading", "fact", "value", "label"),
    "answer": ("inspection", "reading", "question", "value"),
    "finding": ("inspection", "question", "yes", "of", "percent", "low", "high", "small"),
    "finding_answer": ("inspection", "question", "value", "label", "readings"),
    "rating": (
        *("inspection", "standard", "judged", "lowest", "lowest_percent", "indicated", "decided"),
        *("rating", "points", "near_boundary"),
    ),
}


def take_turn(connection: "Connection[Any]") -> None:
    """Waits for others who migrate or fill this database, until the transaction ends; finds our schema."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    connection.execute(f"SET LOCAL search_path TO {SCHEMA}")


def version(connection: "Connection[Any]") -> int:
    """How many migrations the database has been through; makes the table that says so."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration "
        "(version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
    )
    row = connection.execute("SELECT coalesce(max(version), 0) FROM migration").fetchone()
    return int(row[0]) if row else 0


def migrate(connection: "Connection[Any]", done: int) -> None:
    """Runs the migrations that the database lacks, in the caller's transaction."""
    for number, migration in enumerate(MIGRATIONS[done:], start=done + 1):
        connection.execute(migration.encode())
        connection.execute("INSERT INTO migration (version) VALUES (%s)", (number,))


def digest_of(connection: "Connection[Any]", inspection: str) -> str | None:
    """What was published of an inspection before; None where nothing was."""
    row = connection.execute("SELECT digest FROM inspection WHERE id = %s", (inspection,)).fetchone()
    return str(row[0]) if row else None


def remove(connection: "Connection[Any]", inspection: str) -> bool:
    """Takes every row of an inspection out; whether there were any."""
    return connection.execute("DELETE FROM inspection WHERE id = %s", (inspection,)).rowcount > 0


def fill(connection: "Connection[Any]", table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Adds rows to one of our tables."""
    columns = COLUMNS[table]
    with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)
