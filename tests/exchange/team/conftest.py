"""Teams of laptops for the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.team.laptops import Prepared, Team, Trio, team


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys lie in the files, not in this computer's keyring."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed_file: bytes) -> Iterator[Team]:
    """The lead's laptop alone, and whoever joins."""
    with team(tmp_path, monkeypatch, closed_file) as made:
        yield made


@pytest.fixture(scope="package")
def prepared(tmp_path_factory: pytest.TempPathFactory, closed_file: bytes) -> Iterator[Prepared]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield Prepared(tmp_path_factory.mktemp("prepared"), patch, closed_file)


@pytest.fixture
def trio(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trio]:
    """A team of three that has joined by card."""
    made = prepared.fresh(monkeypatch)
    yield made
    made.team.close()
