"""The program's own files are found in a checkout and in a bundle, and missed in words."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork import resources
from fieldwork.errors import Fault


@pytest.fixture(autouse=True)
def looked_for_afresh() -> Iterator[None]:
    """The folder is looked for once a run; each test here looks for itself."""
    resources.folder.cache_clear()
    yield
    resources.folder.cache_clear()


def test_in_a_checkout_they_stand_beside_the_package() -> None:
    adult = resources.resource("programmes", "adult.toml")
    assert adult == Path(__file__).resolve().parents[1] / "resources" / "programmes" / "adult.toml"
    assert adult.is_file()


def test_in_a_bundle_they_stand_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.resource("fonts") == tmp_path / "resources" / "fonts"


def test_installed_they_stand_with_the_systems_shared_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share" / "fieldwork" / "resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "lib" / "fieldwork" / "resources.py"))
    assert resources.resource() == tmp_path / "share" / "fieldwork" / "resources"


def test_a_missing_folder_is_a_fault_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "places", lambda: [tmp_path / "nowhere"])
    with pytest.raises(Fault) as caught:
        resources.resource("fonts")
    assert caught.value.advice == "Install Fieldwork again."
