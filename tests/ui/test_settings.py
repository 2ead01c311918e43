"""Settings come back with their types, in a new process as in this one, and nothing else is read."""

from pathlib import Path

import pytest

from ui import settings
from ui.settings import Setting, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_every_setting_is_in_the_table_and_described() -> None:
    declared = [value for value in vars(settings).values() if isinstance(value, Setting)]
    assert set(map(id, declared)) == set(map(id, settings.TABLE))
    assert len({s.key for s in settings.TABLE}) == len(settings.TABLE)
    for setting in settings.TABLE:
        assert setting.description.endswith(".")
        assert not setting.choices or setting.default in setting.choices


def test_values_keep_their_types(path: Path) -> None:
    kept = Settings(path)
    kept.set(settings.MY_CASES, True)
    kept.set(settings.IDLE_MINUTES, 15)
    kept.set(settings.SCHEME, "dark")
    kept._store.sync()
    again = Settings(path)
    assert again.get(settings.MY_CASES) is True
    assert again.get(settings.IDLE_MINUTES) == 15
    assert again.get(settings.SCHEME) == "dark"


@pytest.mark.parametrize("raw", ["perhaps", '"ten"', "7", "true", "[", ""])
def test_what_cannot_be_a_value_counts_as_not_set(path: Path, raw: str) -> None:
    kept = Settings(path)
    kept._store.setValue(settings.IDLE_MINUTES.key, raw)
    assert kept.get(settings.IDLE_MINUTES) == 10


def test_a_change_is_told_once(path: Path) -> None:
    kept = Settings(path)
    told: list[str] = []
    kept.changed.connect(told.append)
    kept.set(settings.IDLE_MINUTES, 5)
    kept.set(settings.IDLE_MINUTES, 5)
    assert told == ["idle_minutes"]


def test_recent_inspections_are_latest_first_and_few(path: Path, tmp_path: Path) -> None:
    kept = Settings(path)
    files = [tmp_path / f"{n}.fieldwork" for n in range(settings.KEPT_RECENT + 2)]
    for file in files:
        kept.remember(file, f"Inspection {file.stem}")
    kept.remember(files[5], "Ŵyre 2019")
    titles = [r.title for r in Settings(path).recent()]
    assert titles[:2] == ["Ŵyre 2019", "Inspection 11"]
    assert len(titles) == settings.KEPT_RECENT
    assert kept.title_of(files[5]) == "Ŵyre 2019"
    assert kept.title_of(tmp_path / "Unknown.fieldwork") == "Unknown"


def test_a_recent_file_that_is_gone_stays_listed_until_forgotten(path: Path, tmp_path: Path) -> None:
    kept = Settings(path)
    file = tmp_path / "Here.fieldwork"
    file.write_bytes(b"x")
    kept.remember(file, "Here")
    assert kept.recent()[0].exists
    file.unlink()
    assert not kept.recent()[0].exists
    kept.forget(file)
    assert kept.recent() == ()
