"""What every test may use: a program folder of its own, and a real encrypted inspection."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId, Role
from fieldwork.inspection.sqlcipher import Key
from fieldwork.programme import library

PASSPHRASE = "a hut on the moor"
LEAD, READER = PersonId("lead-1"), PersonId("reader-1")
NOW = datetime(2019, 9, 16, 14, 5)
REFS = ("A100001", "A100002", "A100003")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder, new for every test, so that no test sees this computer's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FIELDWORK_HOME", str(folder))
    # Nor its keyring: what tests keep goes into their files.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return folder


@pytest.fixture(scope="session")
def closed_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a closed inspection file with a team of two and three cases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("first-home")))
        path = tmp_path_factory.mktemp("first") / "made.fieldwork"
        with Inspection.create(
            path,
            PASSPHRASE,
            programme=library.load("adult"),
            title="Northumbria 2019",
            provider="Northumbria",
            starts=date(2019, 9, 16),
            ends=date(2019, 9, 27),
        ) as made:
            _fill(made)
        return path.read_bytes()


def _fill(inspection: Inspection) -> None:
    people = ((LEAD, "Carys Lead", Role.LEAD), (READER, "Imran Reader", Role.INSPECTOR))
    with inspection.edit(LEAD, "Set up the team") as edit:
        for person, name, role in people:
            edit.set("person", person, "name", name)
            edit.set("person", person, "role", role.value)
    queries.set_user(inspection, LEAD)
    with inspection.edit(LEAD, "Took in an office list") as edit:
        for number, ref in enumerate(REFS):
            facts = {
                "reference": ref,
                "family_name": "Walker",
                "first_names": "Dylan",
                "sample_kind": "supervision",
                "office": ("Newcastle", "Gateshead", "Morpeth")[number],
                "responsible_officer": "Farah Fox",
                "sentence_type": "community_order",
                "start_date": "2019-02-23",
                "rosh": ("low", "medium", "high")[number],
                "gender": "male",
            }
            for fact, value in facts.items():
                edit.set("case", ref, f"fact.{fact}", value)
            edit.set("case", ref, "inspector", READER)


@pytest.fixture
def inspection_path(tmp_path: Path, closed_file: bytes) -> Path:
    """A closed inspection file in a folder of its own."""
    path = tmp_path / "Northumbria 2019.fieldwork"
    path.write_bytes(closed_file)
    return path


@pytest.fixture(scope="session")
def closed_key(tmp_path_factory: pytest.TempPathFactory, closed_file: bytes) -> Key:
    """The key of that file and of every copy of it, derived once: that takes a good part of a second."""
    path = tmp_path_factory.mktemp("key") / "made.fieldwork"
    path.write_bytes(closed_file)
    return Key.of_file(PASSPHRASE, path)


@pytest.fixture
def inspection(inspection_path: Path, closed_key: Key) -> Iterator[Inspection]:
    """That file, open for writing."""
    with Inspection.open_with(closed_key, inspection_path) as opened:
        yield opened
