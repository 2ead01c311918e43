"""Who has what: last words, cases by state, what was sent and acknowledged, by real packages."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldwork.exchange.receive import receive
from fieldwork.exchange.send import send
from fieldwork.exchange.standing import Holding, Standing, standing
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.inspection.sqlcipher import Key
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.cli.conftest import done
from tests.conftest import LEAD, PASSPHRASE, READER, REFS

Copies = Callable[[str], Inspection]


@pytest.fixture
def copies(inspection_path: Path, tmp_path: Path, closed_key: Key) -> Iterator[Copies]:
    """Copies of one file by name, each opened as a laptop of its own."""
    with ExitStack() as opened:

        def copy(name: str) -> Inspection:
            (tmp_path / name).mkdir()
            path = shutil.copy(inspection_path, tmp_path / name / "made.fieldwork")
            return opened.enter_context(Inspection.open_with(closed_key, Path(path)))

        yield copy


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


def answer(inspection: Inspection, value: str, ref: str = REFS[0]) -> None:
    Reader(inspection, READER).answer(ref, QuestionId("2.1.1"), value)


def holding(found: Standing, person: str | None) -> Holding:
    return next(one for one in found.holdings if (one.person.id if one.person else None) == person)


def sent(inspection: Inspection, post: Path) -> Path:
    package = send(inspection, READER, post).package
    assert package is not None
    return package


def test_the_lead_sees_cases_by_state_and_holder_and_the_readers_last_word(
    copies: Copies, post: Path
) -> None:
    reader, lead = copies("reader"), copies("lead")
    assert holding(standing(lead), READER).last_word is None
    answer(reader, "yes")
    before = datetime.now(UTC)
    receive(lead, LEAD, sent(reader, post))
    mine = holding(standing(lead), READER)
    assert (mine.cases[Status.READING], mine.cases[Status.SELECTED]) == (1, 2)
    assert mine.outstanding == REFS
    (laptop,) = mine.laptops
    assert laptop.device == reader.journal.device
    assert (laptop.ours, laptop.packages, laptop.missing) == (False, 1, 0)
    assert laptop.last_package is not None
    assert abs((laptop.last_package - before).total_seconds()) < 60
    assert abs((laptop.last_word - before).total_seconds()) < 60
    assert standing(lead).outstanding == 3


def test_cases_of_nobody_and_of_people_who_left_are_counted_once(inspection: Inspection) -> None:
    with inspection.edit(LEAD, "Took two cases back") as edit:
        edit.set("case", REFS[0], "inspector", None)
        edit.set("case", REFS[1], "inspector", "someone-unknown")
        edit.set("case", REFS[2], "withdrawn", True)
    found = standing(inspection)
    assert holding(found, None).outstanding == REFS[:2]
    assert holding(found, READER).outstanding == ()
    assert holding(found, READER).cases[Status.WITHDRAWN] == 1
    assert sum(sum(one.cases.values()) for one in found.holdings) == 3


def test_changes_that_are_on_their_way_are_known_to_be_missing(copies: Copies, post: Path) -> None:
    reader, lead = copies("reader"), copies("lead")
    answer(reader, "yes")
    first = sent(reader, post)
    answer(reader, "no")
    answer(reader, "yes")
    second = sent(reader, post)
    receive(lead, LEAD, second)
    behind = holding(standing(lead), READER).missing
    assert behind > 0
    receive(lead, LEAD, first)
    assert holding(standing(lead), READER).missing == 0


def test_an_inspector_sees_what_was_sent_and_who_acknowledged_it(copies: Copies, post: Path) -> None:
    reader, lead, other = copies("reader"), copies("lead"), copies("other")
    answer(reader, "yes")
    assert standing(reader).unsent > 0
    assert standing(reader).unsent_cases == REFS
    package = sent(reader, post)
    found = standing(reader)
    assert (found.unsent, [one.name for one in found.unacknowledged]) == (0, [package.name])
    for inspection, person in ((lead, LEAD), (other, READER)):
        got = receive(inspection, person, package)
        assert got.receipt is not None
        receive(reader, READER, got.receipt)
        receive(reader, READER, got.receipt)
    found = standing(reader)
    assert found.unacknowledged == ()
    assert {word.person for word in found.sent[0].acknowledged} == {"Carys Lead", "Imran Reader"}
    # Receipts are no packages to be acknowledged.
    assert standing(lead).sent == ()


def test_the_command_says_the_same(inspection_path: Path, post: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        answer(inspection, "yes")
        sent(inspection, post)
    document = done("who", inspection_path)
    (reader,) = (one for one in document["people"] if one["name"] == "Imran Reader")
    assert reader["cases"] == {"selected": 2, "reading": 1, "complete": 0, "withdrawn": 0}
    assert document["outstanding"] == 3
    assert document["sent"][0]["acknowledged"] == []
    assert any(laptop["ours"] for laptop in document["laptops"])
