"""Finished inspections in a real PostgreSQL: whole, once, replaced when they change, and naming nobody."""

import hashlib
import hmac
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fieldwork.errors import Fault, Refused
from fieldwork.exports.publish import publishing, queries
from fieldwork.exports.publish.publishing import prepare, publish, what_is_unfinished, withdraw
from fieldwork.findings import decisions
from fieldwork.findings.results import findings
from fieldwork.inspection import queries as held
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from tests.cli.conftest import done, run
from tests.conftest import PASSPHRASE
from tests.exports.publish import server
from tests.findings import northumbria
from tests.findings.files import LEAD

PAGE = (Path(__file__).parents[3] / "docs" / "publish.md").read_text(encoding="utf-8")
Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server.running() as url:
        yield url


@pytest.fixture
def url(postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test's own."""
    name = re.sub(r"\W", "_", request.node.name).lower()[:50]
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield postgres.rpartition("/")[0] + f"/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def ask(url: str) -> Ask:
    def rows(query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(url) as connection:
            connection.execute("SET search_path TO fieldwork")
            return connection.execute(query.encode(), values).fetchall()

    return rows


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Key]:
    """Two finished inspections, as bytes: one with the readings of the other, and an id of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        path = northumbria.make(tmp_path_factory.mktemp("made") / "northumbria.fieldwork")
        key = Key.of_file(PASSPHRASE, path)
        with Inspection.open_with(key, path) as inspection:
            _finish(inspection)
        first = path.read_bytes()
        with Inspection.open_with(key, path) as inspection:
            with inspection.store.transaction():
                inspection.store.set_setting("inspection", "another-inspection")
            with inspection.edit(LEAD, "Named it") as edit:
                edit.set("inspection", "inspection", "title", "Southmoor 2019")
        return {"northumbria": first, "southmoor": path.read_bytes()}, key


def _finish(inspection: Inspection) -> None:
    """What only people decide: the judged standards; and something that must not be published."""
    for standard in findings(inspection).standards:
        if standard.judged:
            decisions.rate(inspection, LEAD, standard.standard.ref, "good", "Meetings and documents")
    ref = held.cases(inspection)[0].ref
    with inspection.edit(LEAD, "Wrote what names people") as edit:
        question = next(str(a.question) for a in held.answers(inspection, ref).values())
        edit.set("answer", f"{ref}/{question}", "note", "Mr Zebedee was seen at 12 Station Road.")
        for fact, value in {
            "family_name": "Zebedee",
            "first_names": "Quentin",
            "responsible_officer": "Ophelia Quill",
            "office": "Wallsend-by-the-Sea",
            "date_of_birth": "1987-06-05",
        }.items():
            edit.set("case", ref, f"fact.{fact}", value)


@pytest.fixture
def files(made: tuple[dict[str, bytes], Key], tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, data in made[0].items():
        found[name] = tmp_path / f"{name}.fieldwork"
        found[name].write_bytes(data)
    return found


@pytest.fixture
def open_file(
    files: dict[str, Path], made: tuple[dict[str, bytes], Key]
) -> Iterator[Callable[[str], Inspection]]:
    opened: list[Inspection] = []

    def open_one(name: str) -> Inspection:
        opened.append(Inspection.open_with(made[1], files[name]))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


Open = Callable[[str], Inspection]


def test_the_database_says_what_the_inspection_found(open_file: Open, url: str, ask: Ask) -> None:
    inspection = open_file("northumbria")
    (one,) = publish([prepare(inspection)], url)
    assert (one.outcome, one.rows > 1000) == ("new", True)
    found = findings(inspection)
    counted = {
        str(q): (c.yes, c.of, c.percent) for q, c in found.counts.questions.items() if c.yes is not None
    }
    assert {row[0]: row[1:] for row in ask("SELECT question, yes, of, percent FROM finding")} == counted
    rated = {str(s.standard.id): s.rating.id if s.rating else None for s in found.standards}
    assert dict(ask("SELECT standard, rating FROM rating")) == rated
    assert found.overall is not None
    assert ask("SELECT year, score, out_of, finished, cases = completed FROM inspection") == [
        (2019, found.overall.score, found.overall.out_of, True, True)
    ]
    # The same figures come out of the answers of single readings, counted by the database itself.
    counts = dict(
        ask("SELECT question, count(*) FILTER (WHERE value = 'yes')::integer FROM answer GROUP BY question")
    )
    chosen = [
        q for q, c in found.counts.questions.items()
        if c.yes is not None and c.question.above_line == ("yes",) and str(q) in counts
    ]  # fmt: skip
    assert len(chosen) > 50
    assert {q: counts[str(q)] for q in chosen} == {q: found.counts.questions[q].yes for q in chosen}


def test_publishing_again_writes_nothing_and_a_change_replaces_the_whole(
    open_file: Open, url: str, ask: Ask
) -> None:
    inspection = open_file("northumbria")
    publish([prepare(inspection)], url)
    state = "SELECT xmin::text, published::text, digest FROM inspection"
    rows = "SELECT min(xmin::text::bigint), max(xmin::text::bigint), count(*) FROM answer"
    before = ask(state) + ask(rows)
    assert publish([prepare(inspection)], url)[0].outcome == "unchanged"
    assert ask(state) + ask(rows) == before
    ref = held.cases(inspection)[0].ref
    with inspection.edit(LEAD, "Withdrew a case") as edit:
        edit.set("case", ref, "withdrawn", True)
    assert publish([prepare(inspection, unfinished=True)], url)[0].outcome == "changed"
    after = ask(state) + ask(rows)
    assert after[0][2] != before[0][2]
    assert after[1][2] < before[1][2]
    assert ask("SELECT count(*) FROM inspection") == [(1,)]
    assert ask("SELECT count(*) FROM reading") == [(len(held.cases(inspection, withdrawn=False)),)]


def test_all_inspections_of_a_year_stand_together(open_file: Open, url: str, ask: Ask) -> None:
    for name in ("northumbria", "southmoor"):
        publish([prepare(open_file(name))], url)
    assert ask("SELECT count(*), count(DISTINCT title) FROM inspection") == [(2, 2)]
    (row,) = ask(
        "SELECT yes, of, percent, inspections FROM finding_by_year WHERE shown = %s AND programme = 'adult'",
        "2.1.1",
    )
    assert row[3] == 2
    assert row[2] == round(100 * row[0] / row[1] + 1e-9)
    assert (
        ask("SELECT sum(inspections) FROM rating_by_year")[0][0] == ask("SELECT count(*) FROM rating")[0][0]
    )


def test_nobody_is_named_and_no_reference_can_be_found_by_trying(open_file: Open, url: str, ask: Ask) -> None:
    inspection = open_file("northumbria")
    publish([prepare(inspection)], url)
    everything = "\n".join(str(row) for table in queries.COLUMNS for row in ask(f"SELECT * FROM {table}"))
    for word in ("Zebedee", "Quentin", "Ophelia", "Quill", "Wallsend", "Station Road", "1987", "Carys", LEAD):
        # A word of its own: the digits of a year may stand within a pseudonym.
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", everything)
    assert {row.ref for row in held.cases(inspection)}.isdisjoint(re.findall(r"\w+", everything))
    published = {row[0] for row in ask("SELECT id FROM reading")}
    refs = [row.ref for row in held.cases(inspection)]
    for ref in refs:  # with all that the database tells
        for key in ("", inspection.id, inspection.info().title):
            assert (
                hmac.new(key.encode(), f"publish {ref}".encode(), hashlib.sha256).hexdigest()[:16]
                not in published
            )
    kinds = {key: fact.type for key, fact in inspection.programme.facts.items()}
    assert {kinds[row[0]] for row in ask("SELECT DISTINCT fact FROM fact")} <= {"choice", "list"}


def test_the_words_for_cases_are_the_same_from_every_copy(
    open_file: Open, files: dict[str, Path], made: tuple[dict[str, bytes], Key], tmp_path: Path
) -> None:
    one = prepare(open_file("northumbria"))
    copy = tmp_path / "copy.fieldwork"
    copy.write_bytes(files["northumbria"].read_bytes())
    with Inspection.open_with(made[1], copy) as other:
        assert prepare(other).digest == one.digest


def test_what_is_not_finished_is_refused_unless_it_is_wanted(open_file: Open, url: str, ask: Ask) -> None:
    inspection = open_file("northumbria")
    ref = held.cases(inspection)[0].ref
    with inspection.edit(LEAD, "Opened a case again") as edit:
        edit.set("case", ref, "complete", None)
    with pytest.raises(Refused) as refused:
        prepare(inspection)
    assert "1 case not complete" in [p.problem for p in refused.value.problems]
    publish([prepare(inspection, unfinished=True)], url)
    assert ask("SELECT finished, cases - completed FROM inspection") == [(False, 1)]
    assert ask("SELECT count(*) FROM finding_by_year") == [(0,)]


def test_changes_that_have_not_arrived_keep_an_inspection_from_being_finished(open_file: Open) -> None:
    inspection = open_file("northumbria")
    assert what_is_unfinished(inspection) == []
    changes = inspection.journal.unsent()
    device = changes[-1].device
    with inspection.store.transaction():  # as if the package with one change in the middle were on its way
        inspection.store.execute(
            "DELETE FROM change WHERE rowid = (SELECT min(rowid) + 3 FROM change WHERE device = ?)", (device,)
        )
    assert [p.place for p in what_is_unfinished(inspection)] == ["packages"]


def test_two_offices_at_once_take_turns(open_file: Open, url: str, ask: Ask) -> None:
    prepared = [prepare(open_file(name)) for name in ("northumbria", "southmoor")]
    outcomes: list[str] = []
    failed: list[BaseException] = []

    def office() -> None:
        try:
            outcomes.extend(one.outcome for one in publish(prepared, url))
        except BaseException as error:
            failed.append(error)

    offices = [threading.Thread(target=office) for _ in range(3)]
    for one in offices:
        one.start()
    for one in offices:
        one.join()
    assert failed == []
    assert sorted(outcomes) == ["new"] * 2 + ["unchanged"] * 4
    assert ask("SELECT count(*) FROM inspection") == [(2,)]


def test_all_or_none_are_published(open_file: Open, url: str, ask: Ask) -> None:
    good = prepare(open_file("southmoor"))
    bad = prepare(open_file("northumbria"))
    row = bad.tables["reading"][0]
    broken = type(bad)(bad.id, bad.title, {**bad.tables, "reading": (row, row)})
    with pytest.raises(Fault, match="refused"):
        publish([good, broken], url)
    publish([], url)
    assert ask("SELECT count(*) FROM inspection") == [(0,)]


def test_a_newer_database_is_left_alone(open_file: Open, url: str, ask: Ask) -> None:
    publish([], url)
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO fieldwork.migration (version) VALUES (99)")
    with pytest.raises(Refused, match="newer version"):
        publish([prepare(open_file("southmoor"))], url)
    assert ask("SELECT count(*) FROM inspection") == [(0,)]


def test_an_inspection_can_be_taken_out_again(open_file: Open, url: str, ask: Ask) -> None:
    inspection = open_file("southmoor")
    publish([prepare(inspection)], url)
    assert withdraw(inspection.id, url)
    assert not withdraw(inspection.id, url)
    assert [ask(f"SELECT count(*) FROM {table}") for table in queries.COLUMNS] == [[(0,)]] * len(
        queries.COLUMNS
    )


def test_every_table_and_column_is_described(url: str, ask: Ask) -> None:
    publish([], url)
    there = ask(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'fieldwork'"
    )
    assert there
    parts = {part.partition("`")[0]: part for part in PAGE.split("\n### `")[1:]}
    assert set(parts) == {table for table, _ in there}
    assert [(t, c) for t, c in there if f"`{c}`" not in parts[t]] == []
    assert len(queries.MIGRATIONS) == ask("SELECT max(version) FROM migration")[0][0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://office:secret@127.0.0.1/x", "no address"),
        ("postgresql://127.0.0.1/x?password=secret", "no address"),
        ("mysql://127.0.0.1/x", "no address"),
        ("postgresql://office@127.0.0.1:1/x", "cannot be reached"),
    ],
)
def test_an_address_that_will_not_do_is_refused_without_its_secret(address: str, said: str) -> None:
    with pytest.raises((Refused, Fault), match=said) as refused:
        publish([], address)
    assert "secret" not in f"{refused.value} {refused.value.advice}"


def test_another_computer_is_reached_over_an_encrypted_line_only() -> None:
    assert publishing._secured("postgresql://db.example.org/x") == {"sslmode": "require"}
    assert publishing._secured("postgresql://db.example.org/x?sslmode=verify-full") == {}
    assert publishing._secured("postgresql://localhost/x") == {}


def test_the_command_publishes_and_withdraws(files: dict[str, Path], url: str) -> None:
    paths = list(files.values())
    first = done("publish", *paths, "--to", url)["published"]
    assert [one["outcome"] for one in first] == ["new", "new"]
    assert [one["outcome"] for one in done("publish", paths[1], "--to", url)["published"]] == ["unchanged"]
    gone = first[0]["inspection"]
    assert done("publish", "--withdraw", gone, "--to", url)["withdrawn"] == [gone]
    assert run("publish", "--to", url).status == 2
    with Inspection.open(paths[0], PASSPHRASE) as inspection, inspection.edit(LEAD, "Reopened") as edit:
        edit.set("case", held.cases(inspection)[0].ref, "complete", None)
    refused = run("publish", paths[0], "--to", url, "--json")
    assert (refused.status, len(refused.json["problems"])) == (1, 1)
    assert "not complete" in refused.json["problems"][0]["problem"]
