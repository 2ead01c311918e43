"""Words still being typed: on the disk at once, recovered after a crash, never in the way of newer ones."""

from pathlib import Path

from fieldwork.inspection import audit, checking
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import undo
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import PASSPHRASE, READER

REF, Q = "A100002", QuestionId("2.1.1")


def cut_off(path: Path, *typed: tuple[str, str]) -> None:
    """Types into fields of one question and stops without settling: the drafts alone reach the disk."""
    with Inspection.open(path, PASSPHRASE) as inspection:
        for field, words in typed:
            Reader(inspection, READER).draft(REF, Q, field, words)
        assert len(inspection.store.rows("SELECT * FROM draft")) == len({field for field, _ in typed})


def note(inspection: Inspection) -> object:
    return inspection.value("answer", f"{REF}/{Q}", "note")


def notes_written(inspection: Inspection) -> list[object]:
    lines = audit.history(inspection, "answer", f"{REF}/{Q}")
    return [line.change.value for line in reversed(lines) if line.change.field == "note"]


def test_drafts_are_recovered_once_as_their_authors_words(inspection_path: Path) -> None:
    cut_off(inspection_path, ("note", "half a"), ("note", "half a sentence"), ("reason", "becau"))
    for _ in range(2):
        with Inspection.open(inspection_path, PASSPHRASE) as again:
            assert note(again) == "half a sentence"
            assert again.value("answer", f"{REF}/{Q}", "reason") == "becau"
            assert notes_written(again) == ["half a sentence"]
            assert audit.history(again, limit=1)[0].change.author == READER
            assert checking.check(again) == []


def test_a_settled_draft_is_not_recovered(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        reader = Reader(inspection, READER)
        reader.draft(REF, Q, "note", "half")
        reader.note(REF, Q, "half and whole")
    with Inspection.open(inspection_path, PASSPHRASE) as again:
        assert notes_written(again) == ["half and whole"]


def test_emptied_words_are_recovered_as_no_words(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        Reader(inspection, READER).note(REF, Q, "written")
        Reader(inspection, READER).draft(REF, Q, "note", "  ")
    with Inspection.open(inspection_path, PASSPHRASE) as again:
        assert note(again) is None
        assert notes_written(again) == ["written", None]


def test_newer_words_are_not_replaced_by_an_older_draft(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        Reader(inspection, READER).draft(REF, Q, "note", "typed first")
        with inspection.edit(READER, "Took in a table of answers") as edit:
            edit.set("answer", f"{REF}/{Q}", "note", "newer")
    with Inspection.open(inspection_path, PASSPHRASE) as again:
        assert notes_written(again) == ["newer"]


def test_an_undone_note_does_not_come_back_from_its_draft(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        reader = Reader(inspection, READER)
        reader.note(REF, Q, "first")
        reader.note(REF, Q, "second")
        reader.draft(REF, Q, "note", "second, going on")
        undo(inspection, READER)
    with Inspection.open(inspection_path, PASSPHRASE) as again:
        assert note(again) == "first"


def test_a_draft_of_one_field_leaves_the_others(inspection_path: Path) -> None:
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        Reader(inspection, READER).draft(REF, Q, "note", "typed")
        Reader(inspection, READER).answer(REF, Q, "yes")
        Reader(inspection, READER).draft("A100003", Q, "note", "elsewhere")
    with Inspection.open(inspection_path, PASSPHRASE) as again:
        assert note(again) == "typed"
        assert again.value("answer", f"{REF}/{Q}", "value") == "yes"
        assert again.value("answer", f"A100003/{Q}", "note") == "elsewhere"


def test_looking_recovers_nothing(inspection_path: Path) -> None:
    cut_off(inspection_path, ("note", "half"))
    with Inspection.open(inspection_path, PASSPHRASE, writing=False) as looking:
        assert note(looking) is None
        assert looking.store.rows("SELECT value FROM draft") == [("half",)]


def test_another_connection_sees_a_draft_at_once(inspection: Inspection) -> None:
    Reader(inspection, READER).draft(REF, Q, "note", "durable")
    with inspection.again() as other:
        assert other.store.rows("SELECT value FROM draft") == [("durable",)]
