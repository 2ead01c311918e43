"""A team of laptops for the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.team.laptops import Team, team


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed_file: bytes) -> Iterator[Team]:
    """The lead's laptop, and whoever joins."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with team(tmp_path, monkeypatch, closed_file) as made:
        yield made
