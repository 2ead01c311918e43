"""One process writes, others may look, and nobody is told of damage that is none."""

import threading
from pathlib import Path

import pytest

from fieldwork.inspection import checking, handles
from fieldwork.inspection.errors import InUse
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from tests.conftest import LEAD, PASSPHRASE
from tests.inspection.processes import child, hear, outcome, tell


def write(inspection: Inspection, words: str) -> None:
    with inspection.edit(LEAD, "Wrote") as edit:
        edit.set("answer", "A100001/2.1.1", "note", words)


def test_one_writer_at_a_time(inspection_path: Path) -> None:
    with child("hold", inspection_path, PASSPHRASE) as holder:
        assert hear(holder) == "open"
        said = outcome("attempt", inspection_path, PASSPHRASE)
        assert said.startswith("InUse Northumbria 2019.fieldwork is already open: Carys Lead has it open on ")
        tell(holder)
        holder.wait(timeout=20)
    assert outcome("attempt", inspection_path, PASSPHRASE) == "open Northumbria 2019"


def test_others_may_look_meanwhile(inspection: Inspection) -> None:
    with child("look", inspection.path, PASSPHRASE) as looker:
        assert hear(looker) == "ready"
        seen = []
        for number in range(3):
            write(inspection, f"note {number}")
            tell(looker)
            seen.append(hear(looker))
        assert seen == [f"0 {inspection.journal.size() - n}" for n in (2, 1, 0)]
    write(inspection, "still writing")
    assert checking.check(inspection) == []


@pytest.mark.slow
def test_a_busy_file_never_looks_damaged(inspection_path: Path) -> None:
    """The seals are checked past SQLite's locks, while the writer folds its log into the file."""
    key = Key.of_file(PASSPHRASE, inspection_path)
    with child("write_much", inspection_path, PASSPHRASE) as writer:
        assert hear(writer) == "open"
        sizes = []
        for _ in range(40):
            with Inspection.open_with(key, inspection_path, writing=False) as looking:
                sizes.append(looking.journal.size())
        assert writer.poll() is None
    assert sizes == sorted(sizes) and sizes[-1] > sizes[0]


def test_a_worker_has_a_connection_of_its_own(inspection: Inspection) -> None:
    found: list[object] = []

    def work() -> None:
        with inspection.again() as own:
            write(own, "from the worker")
            found.append(own.journal.device)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [inspection.journal.device]
    write(inspection, "and from the window")
    assert checking.check(inspection) == []
    with pytest.raises(InUse):  # the worker's closing left the file with its owner
        Inspection.open(inspection.path, PASSPHRASE)


def test_two_connections_take_turns_on_one_chain(inspection: Inspection) -> None:
    with inspection.again() as other:
        for number in range(10):
            write(inspection, f"here {number}")
            write(other, f"there {number}")
        assert inspection.value("answer", "A100001/2.1.1", "note") == "there 9"
    assert checking.check(inspection) == []


def test_handles_of_open_files_are_kept_until_the_last_connection_ends(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"salted")
    assert handles.first_bytes(path, 4) == b"salt"
    assert not handles._kept
    one, two = handles.opened(path), handles.opened(path)
    assert handles.first_bytes(path, 4) == b"salt"
    handles.closed(one)
    assert len(handles._kept[two]) == 1
    handles.closed(two)
    assert not handles._kept and not handles._connections
