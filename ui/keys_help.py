"""The list of keys that F1 shows over the window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.menus import COMMANDS
from ui.theme.metrics import LARGE, SMALL, WIDE
from ui.widgets import Choice, Dialog, Heading, KeyHint, Label

_WIDTH = 880


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together: (keys, what they do), keys joined by a space are alternatives."""

    title: str
    keys: tuple[tuple[str, str], ...]


READING = KeyGroup(
    "Reading a case",
    (
        ("Y N A", "Yes, no, not applicable"),
        ("↑ ↓", "Previous and next question"),
        ("PgUp PgDn", "Previous and next standard"),
        ("F8 Ctrl+Enter", "Next question to answer"),
        ("Enter", "Write the evidence"),
        ("Esc", "Back to the question"),
        ("Q", "Ask at the interview"),
        ("S", "What was read: file, interview, other"),
        ("/ Ctrl+G", "Find a question"),
        ("Ctrl+→", "Next case"),
        ("Ctrl+Shift+Enter", "Complete the reading"),
    ),
)
LISTS = KeyGroup(
    "Lists and tables",
    (
        ("Enter", "Open"),
        ("↓ ↑", "Move"),
        ("Shift+↓ Ctrl+A", "Select several, or all"),
        ("Shift+F10", "What can be done with the selected"),
        ("Esc", "Empty the search"),
    ),
)
TIMETABLE = KeyGroup(
    "Interviews",
    (
        ("M", "Move: arrows, then Enter; Esc leaves it"),
        ("F", "While moving: the next place that fits"),
        ("S L", "Swap with another, change its length"),
        ("K Del", "Lock or unlock, take out of the plan"),
        ("Alt+PgUp Alt+PgDn", "Days before and after"),
    ),
)


def groups(screens: Sequence[str], reading: KeyGroup | None = None) -> tuple[KeyGroup, ...]:
    """All keys: those of the window from its commands, those of the rail from the screens' titles."""
    window = tuple((" ".join(c.keys), c.plain.rstrip("…")) for c in COMMANDS if c.keys)
    places = tuple((f"Ctrl+{number}", title) for number, title in enumerate(screens, start=1))
    return (reading or READING, LISTS, TIMETABLE, KeyGroup("Places", places), KeyGroup("Everywhere", window))


class KeysHelp(Dialog):
    """Groups of keys in two columns. Escape or F1 closes it."""

    def __init__(self, shown: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__("Keys", choices=(Choice("close", "Close", "primary"),), parent=parent)
        columns = QHBoxLayout()
        columns.setSpacing(WIDE * 2)
        halves = (QVBoxLayout(), QVBoxLayout())
        for number, group in enumerate(shown):
            halves[number * 2 // len(shown)].addWidget(_group(group))
        for half in halves:
            half.addStretch(1)
            columns.addLayout(half)
        self.body.addLayout(columns)
        self.setMinimumWidth(_WIDTH)


def _group(group: KeyGroup) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, LARGE)
    grid.setHorizontalSpacing(LARGE)
    grid.setVerticalSpacing(SMALL - 2)
    grid.addWidget(Heading(group.title, 3), 0, 0, 1, 2)
    for row, (keys, words) in enumerate(group.keys, start=1):
        caps = QHBoxLayout()
        caps.setSpacing(SMALL // 2)
        for key in keys.split(" "):
            caps.addWidget(KeyHint(key))
        caps.addStretch(1)
        grid.addLayout(caps, row, 0)
        grid.addWidget(Label(words), row, 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 150)
    return holder
