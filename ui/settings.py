"""This person's settings on this computer: one table of what there is, kept in one INI file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal

from fieldwork.inspection import machine

Value = TypeVar("Value", bool, int, str, list[dict[str, str]])

#: How many inspections the start screen remembers.
KEPT_RECENT = 10


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One thing that can be set. Its type is its default's; `choices` are all there are, () for any."""

    key: str
    default: Value
    description: str
    choices: tuple[Value, ...] = ()


SCHEME = Setting(
    "scheme",
    "system",
    "Colours: as the system has them, light, dark or in high contrast.",
    ("system", "light", "dark", "contrast"),
)
TEXT_SIZE = Setting(
    "text_size", 100, "The size of text, in per cent of the system's.", (100, 110, 125, 150, 175, 200)
)
IDLE_MINUTES = Setting(
    "idle_minutes",
    10,
    "Minutes without a key or the mouse until the inspection is locked.",
    (2, 5, 10, 15, 30),
)
MY_CASES = Setting("my_cases", False, "Whether the list of cases begins with one's own cases only.")
LAST_FOLDER = Setting("last_folder", "", "The folder in which a file was last opened or made.")
SEND_FOLDER = Setting("send_folder", "", "The folder that packages were last sent to.")
PRINT_FOLDER = Setting("print_folder", "", "The folder that documents were last saved to.")
GEOMETRY = Setting("geometry", "", "Where the window was, in the form that Qt gives, as base64.")
RECENT: Setting[list[dict[str, str]]] = Setting(
    "recent", [], "The inspections opened last, latest first: the path and title of each."
)

TABLE: tuple[Setting[Any], ...] = (
    *(SCHEME, TEXT_SIZE, IDLE_MINUTES, MY_CASES, LAST_FOLDER, SEND_FOLDER, PRINT_FOLDER),
    *(GEOMETRY, RECENT),
)


@dataclass(frozen=True, slots=True)
class Recent:
    """An inspection opened before; its title is shown without opening it."""

    path: Path
    title: str

    @property
    def exists(self) -> bool:
        """False where the file was moved or deleted, or its drive is away."""
        return self.path.is_file()


class Settings(QObject):
    """Reads and writes the table's settings. `changed` carries the key.

    QSettings gives back text for everything that it read from an INI file, so each value is kept as
    JSON and must be of its default's type; one that is not counts as not set.
    """

    changed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        where = path or machine.home() / "settings.ini"
        self._store = QSettings(str(where), QSettings.Format.IniFormat, self)

    def get(self, setting: Setting[Value]) -> Value:
        """The value set, or the default."""
        raw = self._store.value(setting.key)
        try:
            value = json.loads(str(raw)) if raw is not None else setting.default
        except ValueError:
            return setting.default
        if type(value) is not type(setting.default) or (setting.choices and value not in setting.choices):
            return setting.default
        found: Value = value
        return found

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Keeps a value from now on."""
        if self.get(setting) == value:
            return
        self._store.setValue(setting.key, json.dumps(value, ensure_ascii=True))
        self.changed.emit(setting.key)

    # -- inspections opened before ------------------------------------------------------------------

    def recent(self) -> tuple[Recent, ...]:
        """The inspections opened before, latest first, whether or not their files are still there."""
        rows = (row for row in self.get(RECENT) if isinstance(row, dict) and row.get("path"))
        return tuple(Recent(Path(row["path"]), row.get("title", "")) for row in rows)

    def remember(self, path: Path, title: str) -> None:
        """Puts an inspection first among the recent ones."""
        others = [r for r in self.recent() if r.path != path.resolve()]
        self._keep([Recent(path.resolve(), title), *others])

    def forget(self, path: Path) -> None:
        """Takes an inspection off the list; its file stays."""
        self._keep([r for r in self.recent() if r.path != path])

    def title_of(self, path: Path) -> str:
        """The title under which a file was last opened, or else its name."""
        return next((r.title for r in self.recent() if r.path == path.resolve()), "") or path.stem

    def _keep(self, recent: list[Recent]) -> None:
        rows = [{"path": str(r.path), "title": r.title} for r in recent[:KEPT_RECENT]]
        self.set(RECENT, rows)
