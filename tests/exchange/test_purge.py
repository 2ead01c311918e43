"""Purging leaves nothing of an inspection on this computer but one line without names."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import keyring
import keyring.backend
import pytest
from PySide6.QtWidgets import QApplication

from fieldwork.errors import Refused
from fieldwork.exchange.outbox import Outbox, post
from fieldwork.exchange.places import credentials
from fieldwork.exchange.places.address import parse
from fieldwork.exchange.purge import RECORD, purge, purged
from fieldwork.exchange.send import send
from fieldwork.inspection import backups, machine, retention
from fieldwork.inspection.errors import DamagedFile, InUse, WrongPassphrase
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from fieldwork.inspection.store import open_existing
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.cli.conftest import done, run
from tests.conftest import LEAD, NOW, PASSPHRASE, READER, REFS
from ui.settings import Settings

PLACE = parse("webdavs://dav.example.org/post")
#: After the last day: fieldwork ended on 27 September 2019.
LATE = datetime(2020, 9, 28, 9, 0)


class Ring(keyring.backend.KeyringBackend):
    """An operating system's keyring, which tests have none of."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {"another inspection's": "stays"}

    def get_password(self, service: str, username: str) -> str | None:
        assert service
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        assert service
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        assert service
        del self.held[username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def post_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


@pytest.fixture
def used(
    tmp_path: Path, inspection_path: Path, post_folder: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A file in a folder of its own with all that working with it leaves: backups, an outbox, secrets."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = tmp_path / "mine"
    folder.mkdir()
    path = folder / inspection_path.name
    shutil.copy(inspection_path, path)
    with Inspection.open(path, PASSPHRASE) as inspection:
        Reader(inspection, READER).answer(REFS[0], QuestionId("2.1.1"), "yes")
        post(inspection, READER, parse(str(post_folder)))
        Outbox(inspection, PLACE).put(b"sealed", before_it_appears=lambda: None)
        credentials.keep(inspection, PLACE, credentials.Credentials("imran", "correct horse"))
        inspection.draft(READER, "answer", f"{REFS[1]}/2.1.1", "note", "half a sentence")
        backups.rolling(inspection, NOW)
    assert len(ring.held) > 1
    (backups.folder_of(path) / ".0123456789abcdef.part").write_bytes(b"cut off")
    return path


def everything_on(*folders: Path) -> list[str]:
    return sorted(str(p.relative_to(f)) for f in folders for p in f.rglob("*") if p.is_file())


def test_nothing_is_left_but_a_record_without_names(used: Path, home: Path, ring: Ring) -> None:
    notes = everything_on(home)
    assert any(name.startswith("inspections") for name in notes)
    done_with = purge(used, LATE, PASSPHRASE)
    assert everything_on(used.parent) == []
    assert list(used.parent.iterdir()) == []
    assert not [name for name in everything_on(home) if name.startswith(("inspections", "chains"))]
    assert ring.held == {"another inspection's": "stays"}
    line = (home / RECORD).read_text(encoding="utf-8")
    record = json.loads(line)
    assert record["inspection"]
    assert (record["programme"], record["cases"], record["role"]) == ("adult", 3, "lead")
    assert (record["copies"], record["at"]) == (1, LATE.isoformat())
    for name in ("Northumbria", "Carys", "Imran", "Walker", used.name, REFS[0]):
        assert name not in line
    assert purged() == [done_with.record]


def test_it_says_what_it_cannot_reach(used: Path, post_folder: Path, inspection_path: Path) -> None:
    said = "\n".join(purge(used, LATE, PASSPHRASE).unreachable)
    assert f"1 package went to {post_folder}" in said
    assert "Prints, exports" in said
    assert "key was destroyed" in said
    assert len(list(post_folder.iterdir())) == 1
    assert inspection_path.exists()


def test_packages_that_went_by_hand_are_counted(used: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Inspection.open(used, PASSPHRASE) as inspection:
        Reader(inspection, READER).answer(REFS[1], QuestionId("2.1.1"), "no")
        assert send(inspection, READER, stick).package is not None
    assert any("1 package went by a folder" in one for one in purge(used, LATE, PASSPHRASE).unreachable)


def test_packages_in_places_go_where_that_is_asked_for(used: Path, post_folder: Path) -> None:
    (post_folder / "aaaa-bbbb-cccc.fwpkg").write_bytes(b"somebody else's")
    assert purge(used, LATE, PASSPHRASE, places=True).fetched_back == 1
    assert [path.name for path in post_folder.iterdir()] == ["aaaa-bbbb-cccc.fwpkg"]


def test_what_a_disk_may_keep_cannot_be_opened(used: Path, tmp_path: Path) -> None:
    """A hard link stands for the blocks that outlive a deletion."""
    kept = tmp_path / "kept"
    kept.hardlink_to(used)
    key = Key.of_file(PASSPHRASE, used)
    purge(used, LATE, PASSPHRASE)
    assert kept.stat().st_size > 100_000
    with pytest.raises(WrongPassphrase):
        open_existing(kept, Key.of_file(PASSPHRASE, kept), writing=False)
    with pytest.raises((WrongPassphrase, DamagedFile)):
        open_existing(kept, key, writing=False)


def test_it_is_refused_early_while_open_and_with_a_wrong_passphrase(used: Path) -> None:
    before = [name for name in everything_on(used.parent) if not name.endswith(".lock")]
    with pytest.raises(Refused, match="to be kept until 27 September 2020"):
        purge(used, datetime(2020, 9, 27), PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        purge(used, LATE, "wrong")
    with Inspection.open(used, PASSPHRASE), pytest.raises(InUse):
        purge(used, LATE)
    assert [name for name in everything_on(used.parent) if not name.endswith(".lock")] == before
    assert purged() == []
    purge(used, datetime(2019, 10, 1), PASSPHRASE, early=True)
    assert not used.exists()


def test_without_the_passphrase_or_with_a_damaged_file_it_goes_all_the_same(used: Path, ring: Ring) -> None:
    data = bytearray(used.read_bytes())
    data[len(data) // 2] ^= 1
    used.write_bytes(data)
    result = purge(used, LATE, PASSPHRASE)
    assert (result.record.cases, result.record.programme) == (None, "adult")
    assert "keyring were not looked for" in "\n".join(result.unreachable)
    assert everything_on(used.parent) == []
    assert len(ring.held) > 1


def test_what_others_put_into_the_folder_of_backups_stays(used: Path) -> None:
    other = backups.folder_of(used) / "holiday.txt"
    other.write_text("not ours")
    result = purge(used, LATE, PASSPHRASE)
    assert other.exists()
    assert any(str(other.parent) in sentence for sentence in result.unreachable)


def test_the_windows_list_of_recent_inspections_loses_it(used: Path, qapp: QApplication) -> None:
    assert qapp
    settings = Settings()
    settings.remember(used, 'Northumbria 2019 "Ŵ" \\ C:\\x')
    settings.remember(used.with_name("Ÿ other.fieldwork"), 'Another "one"')
    settings._store.sync()
    purge(used, LATE, PASSPHRASE)
    assert used.name not in (machine.home() / "settings.ini").read_text(encoding="utf-8")
    (left,) = Settings().recent()
    assert (left.path.name, left.title) == ("Ÿ other.fieldwork", 'Another "one"')


# -- how long it is kept ------------------------------------------------------------------------


def test_the_last_day_is_a_year_after_fieldwork_unless_it_is_set(inspection: Inspection) -> None:
    assert retention.keep_until(inspection) == date(2020, 9, 27)
    retention.set_keep_until(inspection, LEAD, date(2026, 3, 31))
    assert retention.keep_until(inspection) == date(2026, 3, 31)
    with pytest.raises(Refused):
        retention.set_keep_until(inspection, LEAD, date(2019, 9, 26))
    retention.set_keep_until(inspection, LEAD, None)
    assert retention.keep_until(inspection) == date(2020, 9, 27)
    assert retention.months_after(date(2019, 8, 31), 6) == date(2020, 2, 29)
    assert retention.months_after(date(2019, 12, 1), 12) == date(2020, 12, 1)


def test_what_is_past_its_last_day_is_offered(used: Path, home: Path) -> None:
    assert retention.due(date(2020, 9, 27)) == []
    (found,) = retention.due(date(2020, 9, 28))
    assert (found.path, found.title) == (str(used), "Northumbria 2019")
    (home / "inspections" / "broken.json").write_text("{")
    assert len(retention.due(date(2020, 9, 28))) == 1
    used.rename(used.with_name("moved.fieldwork"))
    assert retention.due(date(2020, 9, 28)) == []


def test_the_commands_keep_and_purge(used: Path) -> None:
    assert done("keep", used) == {"keep_until": "2020-09-27", "due": True}
    assert done("keep", used, "--until", "2099-01-01") == {"keep_until": "2099-01-01", "due": False}
    assert done("purge", "--due") == []
    refused = run("purge", used, "--yes")
    assert (refused.status, used.exists()) == (1, True)
    assert "1 January 2099" in refused.err
    done("keep", used, "--usual")
    assert [line["title"] for line in done("purge", "--due")] == ["Northumbria 2019"]
    asked = run("purge", used)
    assert (asked.status, used.exists()) == (1, True)
    assert run("purge").status == run("purge", used, "--due").status == 2
    document = done("purge", used, "--yes")
    assert document["purged"]["cases"] == 3
    assert used.name in document["files"]
    assert not used.exists()
