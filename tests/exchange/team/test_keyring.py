"""Keys in the operating system's keyring, where one answers; in the encrypted file otherwise."""

import threading
import time
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from fieldwork.exchange.team import own, vault
from fieldwork.inspection import machine
from fieldwork.inspection.file import Inspection


class Working(KeyringBackend):
    """A keyring that keeps what it is given."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


class Silent(Working):
    """One that never answers, as the service of a session without a screen may not."""

    def __init__(self) -> None:
        super().__init__()
        self.end = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.end.wait(30)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.end.wait(30)
        super().set_password(service, username, password)


class Forgetful(Working):
    """One that says it kept a secret and did not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password


class Failing(Working):
    """One that is locked."""

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password
        raise RuntimeError("locked")


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_keyring_keeps_the_keys_and_the_file_does_not(inspection: Inspection) -> None:
    working = Working()
    keyring.set_keyring(working)
    keys = own.make(inspection)
    assert own.in_keyring(inspection)
    assert keys.signing.private not in inspection.store.setting("own keys")
    assert [service for service, _ in working.held] == [vault.SERVICE]
    assert own.held(inspection) == own.make(inspection) == keys
    working.held.clear()
    assert own.held(inspection) is None


@pytest.mark.parametrize("kind", [Forgetful, Failing])
def test_a_keyring_that_keeps_nothing_leaves_the_keys_to_the_file(
    inspection: Inspection, kind: type[Working]
) -> None:
    keyring.set_keyring(kind())
    keys = own.make(inspection)
    assert not own.in_keyring(inspection)
    assert own.held(inspection) == keys


def test_a_keyring_that_never_answers_is_not_waited_for(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Silent()
    keyring.set_keyring(silent)
    monkeypatch.setattr(vault, "PATIENCE", 0.1)
    began = time.monotonic()
    keys = own.make(inspection)
    assert time.monotonic() - began < 5
    assert own.held(inspection) == keys and not own.in_keyring(inspection)
    silent.end.set()


def test_without_any_keyring_nothing_is_asked_for(inspection: Inspection) -> None:
    keys = own.make(inspection)
    assert not own.in_keyring(inspection)
    assert vault.get("nothing") is None
    vault.forget("nothing")
    assert own.held(inspection) == keys


def test_keys_in_a_file_on_another_computer_are_used_only_once_that_is_said(
    inspection: Inspection,
) -> None:
    keys = own.make(inspection)
    (machine.home() / "machine").write_text("another computer", encoding="ascii")
    assert own.held(inspection) is None
    assert own.move_here(inspection) == keys == own.held(inspection)
