"""Who we are at a place: in the keyring where there is one, else sealed in the file."""

from pathlib import Path

import keyring
import keyring.backend
import pytest

from fieldwork.exchange.places import credentials
from fieldwork.exchange.places.address import parse
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.inspection.file import Inspection

ADDRESS = parse("webdavs://dav.example.org/post")
WHO = Credentials("imran", "correct horse", "")


class Ring(keyring.backend.KeyringBackend):
    """An operating system's keyring, which tests have none of."""

    priority = 1

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self._locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self._locked:
            raise keyring.errors.KeyringLocked
        self.held[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[(service, username)]


def everything_in(inspection: Inspection) -> str:
    return str(inspection.store.rows("SELECT * FROM setting")) + str(list(inspection.journal.all()))


def test_the_keyring_holds_them_where_there_is_one(inspection: Inspection) -> None:
    ring = Ring()
    keyring.set_keyring(ring)
    assert credentials.keep(inspection, ADDRESS, WHO) == "keyring"
    assert credentials.known(inspection, ADDRESS) == WHO
    assert WHO.password not in everything_in(inspection)
    assert [name for _, name in ring.held] == credentials.accounts(inspection)
    credentials.forget(inspection, ADDRESS)
    assert ring.held == {}
    assert credentials.known(inspection, ADDRESS) == Credentials()


@pytest.mark.parametrize("locked", [False, True])
def test_without_one_they_are_sealed_in_the_file_for_this_computer(
    inspection: Inspection, locked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if locked:
        keyring.set_keyring(Ring(locked=True))
    assert credentials.keep(inspection, ADDRESS, WHO) == "file"
    assert credentials.known(inspection, ADDRESS) == WHO
    assert WHO.password not in everything_in(inspection)
    # The copy that a colleague gets opens nothing.
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "another computer"))
    assert credentials.known(inspection, ADDRESS) == Credentials()


def test_a_user_in_the_address_counts_until_more_is_known(inspection: Inspection) -> None:
    assert credentials.known(inspection, parse("sftp://imran@h/p")) == Credentials("imran")
    assert "correct" not in repr(WHO)
