"""An inspection to read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.inspection.file import Inspection
from tests.reading.files import make


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with make(tmp_path / "Northumbria 2019.fieldwork") as made:
        yield made
