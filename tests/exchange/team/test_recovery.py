"""The recovery key: on paper only, and opening files, backups and packages when a passphrase is lost."""

import json
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from fieldwork.documents.recovery_sheet import recovery_sheet
from fieldwork.errors import Refused
from fieldwork.exchange.refusals import BadKey
from fieldwork.exchange.team import own, recovery
from fieldwork.exchange.team.recovery_words import RecoveryKey
from fieldwork.inspection import backups, checking
from fieldwork.inspection.backups import sidecar_of
from fieldwork.inspection.errors import WrongPassphrase
from fieldwork.inspection.file import Inspection
from tests.exchange.team.laptops import LEAD, Trio

NOW = datetime(2019, 9, 20, 9)


@pytest.fixture
def key(trio: Trio) -> RecoveryKey:
    """A key that the whole team has heard of."""
    made = RecoveryKey.make()
    recovery.take_up(trio.lead.file, LEAD, made)
    trio.team.swap(trio.asha, trio.bryn)
    return made


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([" ", "\n", ", "]), st.booleans())
def test_the_key_is_read_from_its_line_and_from_its_words(between: str, numbered: bool) -> None:
    made = RecoveryKey.make()
    assert str(x25519.Identity.from_str(made.identity)) == made.identity
    words = [f"{n}. {word.title()}" if numbered else word for n, word in enumerate(made.words, 1)]
    assert RecoveryKey.read(between.join(words)).identity == made.identity
    assert RecoveryKey.read(f"# typed\n  {made.identity.lower()} \n").identity == made.identity


def test_a_slip_in_the_words_is_noticed() -> None:
    made = RecoveryKey.make()
    other = "zebra" if made.words[4] != "zebra" else "yacht"
    for wrong in ([*made.words[:4], other, *made.words[5:]], made.words[1:], ["qwerty", *made.words[1:]]):
        with pytest.raises(BadKey):
            RecoveryKey.read(" ".join(wrong))
    assert made.identity not in repr(made)


def test_a_lost_passphrase_is_replaced_and_everything_is_there(trio: Trio, key: RecoveryKey) -> None:
    asha = trio.asha
    asha.answer("A100001", "2.1.1", "yes")
    asha.close()
    asha.at_hand()
    done = recovery.recover(asha.path, RecoveryKey.read(" ".join(key.words)), "new words", NOW)
    assert not done.keys_back
    with pytest.raises(WrongPassphrase):
        Inspection.open(asha.path, asha.passphrase)
    asha.passphrase = "new words"
    asha.open()
    assert asha.values("A100001") == {"2.1.1": "yes"}
    assert trio.lead.receive(asha.send(trio.team.post)).aside == ()
    assert checking.check(asha.file) == []
    asha.close()
    asha.at_hand()
    recovery.recover(asha.path, key, "newer words", NOW)
    (older, *_) = backups.copies(asha.path)
    recovery.recover(older, key, "for the backup", NOW)
    Inspection.open(older, "for the backup", writing=False).close()


def test_another_key_and_a_missing_sidecar_are_refused_and_change_nothing(
    trio: Trio, key: RecoveryKey
) -> None:
    asha = trio.asha
    asha.close()
    before = asha.path.read_bytes()
    with pytest.raises(Refused, match="not the recovery key"):
        recovery.recover(asha.path, RecoveryKey.make(), "new", NOW)
    sidecar_of(asha.path).unlink()
    with pytest.raises(Refused, match="nothing lies"):
        recovery.recover(asha.path, key, "new", NOW)
    assert asha.path.read_bytes() == before


def test_a_backup_elsewhere_takes_along_what_opens_it(trio: Trio, key: RecoveryKey, tmp_path: Path) -> None:
    copy = backups.backup(trio.asha.file, tmp_path / "safe" / "copy.fieldwork")
    recovery.recover(copy.path, key, "new words", NOW)
    with Inspection.open(copy.path, "new words") as opened:
        assert opened.id == trio.lead.file.id


def test_keys_in_a_keyring_come_back_with_the_file(trio: Trio, key: RecoveryKey) -> None:
    asha = trio.asha
    keys = own.held(asha.file)
    assert keys is not None
    with asha.file.store.transaction():  # as a file says it whose keys the keyring holds
        noted = json.loads(asha.file.store.setting("own keys")) | {"keys": ""}
        asha.file.store.set_setting("own keys", json.dumps(noted))
    assert own.held(asha.file) is None
    asha.close()
    asha.at_hand()
    assert recovery.recover(asha.path, key, "new words", NOW).keys_back
    asha.passphrase = "new words"
    asha.open()
    assert own.held(asha.file) == keys


def test_a_key_taken_up_later_replaces_the_one_before(trio: Trio, key: RecoveryKey) -> None:
    lead = trio.lead
    later = RecoveryKey.make()
    recovery.take_up(lead.file, LEAD, later)
    lead.close()
    lead.at_hand()
    with pytest.raises(Refused, match="not the recovery key"):
        recovery.recover(lead.path, key, "new", NOW)
    recovery.recover(lead.path, later, "new", NOW)


def test_only_a_lead_takes_one_up(trio: Trio) -> None:
    with pytest.raises(Refused, match="may not change the team"):
        recovery.take_up(trio.asha.file, trio.asha.user, RecoveryKey.make())


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_the_age_program_opens_packages_and_sidecars_with_the_sheets_line(
    trio: Trio, key: RecoveryKey, tmp_path: Path
) -> None:
    trio.asha.answer("A100001", "2.1.1", "yes")
    package = trio.asha.send(trio.team.post)
    (tmp_path / "typed.txt").write_text(key.identity + "\n")
    opened = with_age(tmp_path, package)
    assert opened.startswith(b"fieldwork-package 1\n")
    text = sidecar_of(trio.asha.path).read_text()
    block = tmp_path / "block.age"
    block.write_text(text[text.index("-----BEGIN") :])
    said = json.loads(with_age(tmp_path, block))
    assert bytes.fromhex(said["key"]) == trio.asha.file.store.key.secret


def with_age(folder: Path, path: Path) -> bytes:
    command = ["age", "--decrypt", "-i", str(folder / "typed.txt"), str(path)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_the_sheet_says_the_key_and_its_words(trio: Trio) -> None:
    made = RecoveryKey.make()
    data = recovery_sheet(trio.lead.file, made.identity, made.words, date(2019, 9, 16))
    pdf = pypdfium2.PdfDocument(BytesIO(data))
    assert len(pdf) == 1
    text = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    assert made.identity in text.replace(" ", "") or made.identity in text
    assert all(f"{n}. {word}" in text for n, word in enumerate(made.words, 1))
