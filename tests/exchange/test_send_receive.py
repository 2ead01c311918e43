"""Work travelling between copies of one inspection: whole, once, in any order, and never half."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from fieldwork.errors import Fault, Refused
from fieldwork.exchange import queries as exchanged
from fieldwork.exchange.receive import receive, receive_all
from fieldwork.exchange.refusals import Damaged, NotAPackage, NotForUs, WrongSigner
from fieldwork.exchange.send import send
from fieldwork.inspection import audit, checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import undo
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import LEAD, PASSPHRASE, READER

CASE = "A100002"
Copies = Callable[[str], Inspection]


@pytest.fixture
def copies(inspection_path: Path, tmp_path: Path) -> Iterator[Copies]:
    """Copies of one file by name, each opened as the laptop of its own."""
    with ExitStack() as opened:

        def copy(name: str) -> Inspection:
            (tmp_path / name).mkdir()
            path = shutil.copy(inspection_path, tmp_path / name / "made.fieldwork")
            return opened.enter_context(Inspection.open(Path(path), PASSPHRASE))

        yield copy


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """The folder that packages are put into."""
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


def answer(inspection: Inspection, author: str, question: str, value: str, ref: str = CASE) -> None:
    Reader(inspection, author).answer(ref, QuestionId(question), value)


def state(inspection: Inspection) -> dict[str, object]:
    return {name: inspection.records(name) for name in ("answer", "case", "person", "device")}


def package(inspection: Inspection, author: str, post: Path) -> Path:
    sent = send(inspection, author, post)
    assert sent.package is not None
    return sent.package


def test_what_was_read_arrives_once_and_its_receipt_comes_back(copies: Copies, post: Path) -> None:
    reader, lead = copies("reader"), copies("lead")
    answer(reader, READER, "2.1.1", "yes")
    sent = send(reader, READER, post)
    assert sent.package is not None
    assert (sent.cases, sent.changes) == (3, reader.journal.count_unsent() + sent.changes)
    got = receive(lead, LEAD, sent.package)
    assert (got.sender, got.kind, got.conflicts, got.first) == ("Imran Reader", "return", 0, True)
    assert queries.answers(lead, CASE)[QuestionId("2.1.1")].value == "yes"
    assert got.receipt is not None
    receive(reader, READER, got.receipt)
    (row,) = exchanged.packages(reader)
    assert (row.direction, row.acknowledged is not None) == ("out", True)
    assert send(reader, READER, post).package is None


def test_a_package_taken_in_twice_changes_nothing_the_second_time(copies: Copies, post: Path) -> None:
    reader, lead = copies("reader"), copies("lead")
    answer(reader, READER, "2.1.1", "yes")
    path = package(reader, READER, post)
    first = receive(lead, LEAD, path)
    before = state(lead)
    again = receive(lead, LEAD, path)
    assert (again.new_changes, again.conflicts, again.first) == (0, 0, False)
    assert state(lead) == before
    (row,) = (r for r in exchanged.packages(lead) if r.direction == "in")
    assert row.new_changes == first.new_changes


def test_packages_late_and_out_of_order_end_in_the_same_state(copies: Copies, post: Path) -> None:
    reader, one, other = copies("reader"), copies("one"), copies("other")
    paths = []
    for value in ("no", "yes", "no"):
        answer(reader, READER, "2.1.1", value)
        answer(reader, READER, "2.1.1.a", value)
        paths.append(package(reader, READER, post))
    receive_all(one, LEAD, paths, post)
    for path in (paths[2], paths[0], paths[2], paths[1]):
        receive(other, LEAD, path, post)
    assert one.records("answer") == other.records("answer") == reader.records("answer")
    assert checking.check(one) == checking.check(other) == []


def test_answers_changed_apart_are_a_conflict_until_somebody_settles_it(copies: Copies, post: Path) -> None:
    reader, lead = copies("reader"), copies("lead")
    answer(reader, READER, "2.1.1", "yes")
    answer(reader, READER, "2.1.2", "no")
    answer(lead, LEAD, "2.1.1", "no")
    answer(lead, LEAD, "2.1.2", "no")
    assert receive(lead, LEAD, package(reader, READER, post)).conflicts == 1
    (conflict,) = audit.conflicts(lead)
    assert {side.value for side in conflict.sides} == {"yes", "no"}
    kept = next(side for side in conflict.sides if side.value == "yes")
    audit.settle(lead, LEAD, conflict.id, kept.id)
    assert audit.conflicts(lead) == []
    receive(reader, READER, package(lead, LEAD, post))
    assert audit.conflicts(reader) == []
    assert reader.records("answer") == lead.records("answer")


def test_a_case_held_back_waits_for_the_next_package(copies: Copies, post: Path) -> None:
    reader, lead = copies("reader"), copies("lead")
    package(reader, READER, post)
    answer(reader, READER, "2.1.1", "yes", "A100001")
    answer(reader, READER, "2.1.1", "yes", "A100003")
    sent = send(reader, READER, post, only_cases=["A100001"])
    assert sent.package is not None
    assert (sent.cases, sent.changes) == (1, 1)
    receive(lead, LEAD, sent.package)
    assert queries.answers(lead, "A100003") == {}
    receive(lead, LEAD, package(reader, READER, post))
    assert queries.answers(lead, "A100003")[QuestionId("2.1.1")].value == "yes"


def test_sending_an_unknown_case_is_refused(copies: Copies, post: Path) -> None:
    with pytest.raises(Refused, match=r"Nothing was sent") as caught:
        send(copies("reader"), READER, post, only_cases=["Z9"])
    assert [p.place for p in caught.value.problems] == ["Z9"]
    assert list(post.iterdir()) == []


@pytest.mark.parametrize("place", ["missing", "file"])
def test_a_place_that_takes_no_package_leaves_the_file_as_it_was(
    copies: Copies, post: Path, place: str
) -> None:
    reader = copies("reader")
    answer(reader, READER, "2.1.1", "yes")
    (post / "file").write_bytes(b"")
    before = list(reader.journal.all()), reader.journal.count_unsent()
    with pytest.raises(Fault, match="is not there"):
        send(reader, READER, post / place)
    assert (list(reader.journal.all()), reader.journal.count_unsent()) == before
    assert send(reader, READER, post).package is not None


def test_sending_leaves_the_last_step_of_a_person_to_undo(copies: Copies, post: Path) -> None:
    reader = copies("reader")
    answer(reader, READER, "2.1.1", "yes")
    package(reader, READER, post)
    undone = undo(reader, READER)
    assert undone is not None
    assert undone.label == "Answered"
    assert reader.records("device")


def broken(path: Path, how: str) -> Path:
    data = bytearray(path.read_bytes())
    if how == "cut":
        del data[len(data) // 2 :]
    elif how == "edited":
        data[-40] ^= 1
    elif how == "longer":
        data += b"\0"
    else:
        data = bytearray(b"PK\x03\x04 something else")
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("how", "refusal"), [("cut", Damaged), ("edited", Damaged), ("longer", Damaged), ("other", NotAPackage)]
)
def test_a_broken_package_is_refused_and_changes_nothing(
    copies: Copies, post: Path, how: str, refusal: type[Refused]
) -> None:
    reader, lead = copies("reader"), copies("lead")
    path = broken(package(reader, READER, post), how)
    before = list(lead.journal.all())
    with pytest.raises(refusal) as caught:
        receive(lead, LEAD, path)
    assert caught.value.advice
    assert list(lead.journal.all()) == before
    assert list(post.iterdir()) == [path]


def test_a_package_of_another_inspection_is_refused(
    post: Path, tmp_path: Path, inspection: Inspection
) -> None:
    path = package(inspection, READER, post)
    with (
        Inspection.create(
            tmp_path / "other.fieldwork",
            PASSPHRASE,
            programme=inspection.programme,
            title="Another",
            provider="P",
            starts=inspection.info().starts,
            ends=inspection.info().ends,
        ) as other,
        pytest.raises(NotForUs),
    ):
        receive(other, LEAD, path)


def test_one_bad_package_among_good_ones_keeps_all_of_them_out(copies: Copies, post: Path) -> None:
    reader, second, lead = copies("reader"), copies("second"), copies("lead")
    answer(reader, READER, "2.1.1", "yes")
    good, bad = package(reader, READER, post), broken(package(second, READER, post), "cut")
    before = list(lead.journal.all())
    with pytest.raises(Refused, match="1 of 3 packages") as caught:
        receive_all(lead, LEAD, [good, bad, good])
    assert [p.place for p in caught.value.problems] == [bad.name]
    assert list(lead.journal.all()) == before
    assert set(post.iterdir()) == {good, bad}
    assert [got.new_changes > 0 for got in receive_all(lead, LEAD, [good, good], post)] == [True, False]


def test_a_laptop_that_signs_with_another_key_than_before_is_refused(copies: Copies, post: Path) -> None:
    reader, lead = copies("reader"), copies("lead")
    answer(reader, READER, "2.1.1", "yes")
    receive(lead, LEAD, package(reader, READER, post))
    with reader.store.transaction():
        reader.store.set_setting("signing key", "{}")
    answer(reader, READER, "2.1.1", "no")
    forged = package(reader, READER, post)
    with pytest.raises(WrongSigner):
        receive(lead, LEAD, forged)
    assert queries.answers(lead, CASE)[QuestionId("2.1.1")].value == "yes"


def test_a_package_of_ours_that_comes_back_stays_noted_as_sent(copies: Copies, post: Path) -> None:
    reader = copies("reader")
    path = package(reader, READER, post)
    got = receive(reader, READER, path)
    assert (got.new_changes, got.receipt, got.due) == (0, None, False)
    assert [row.direction for row in exchanged.packages(reader)] == ["out"]


def test_a_receipt_that_cannot_be_written_does_not_undo_what_was_merged(
    copies: Copies, post: Path, tmp_path: Path
) -> None:
    reader, lead = copies("reader"), copies("lead")
    answer(reader, READER, "2.1.1", "yes")
    got = receive(lead, LEAD, package(reader, READER, post), tmp_path / "no such folder")
    assert (got.receipt, got.due) == (None, True)
    assert queries.answers(lead, CASE)[QuestionId("2.1.1")].value == "yes"


def test_a_copied_file_is_a_laptop_of_its_own_and_both_copies_can_be_worked_in(
    copies: Copies, post: Path
) -> None:
    one, other = copies("one"), copies("other")
    assert one.journal.device != other.journal.device
    answer(one, READER, "2.1.1", "yes")
    answer(other, LEAD, "2.1.2", "no")
    receive(one, READER, package(other, LEAD, post))
    receive(other, LEAD, package(one, READER, post))
    assert one.records("answer") == other.records("answer")
    assert checking.check(one) == checking.check(other) == []
