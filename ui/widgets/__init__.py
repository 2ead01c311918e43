"""The building blocks of the window: dumb views, a state in and named signals out.

A block's module is imported when it is first asked for: the start screen needs a few of them only.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# At once, or else the module of the same name would stand here as soon as any block has loaded it.
from ui.widgets.announce import announce

if TYPE_CHECKING:
    from ui.widgets.answers import AnswerBar, AnswerState, answer_keys
    from ui.widgets.badges import Badge, NotSaved, Saved, SavedMark, Saving
    from ui.widgets.buttons import Button, IconButton
    from ui.widgets.dialogs import CANCEL, Choice, Dialog, ask
    from ui.widgets.entries import DateEntry, Entry, NumberEntry, read_date, read_number
    from ui.widgets.facts import FactGrid, FactLine
    from ui.widgets.flow import FlowLayout
    from ui.widgets.nav import NavItem, NavRail, NavState
    from ui.widgets.notes import NoteEditor
    from ui.widgets.outline import OutlineItem, OutlineList
    from ui.widgets.panels import Banner, Card, EmptyState, Icon, Message, Panel, rule
    from ui.widgets.passphrase import PassphraseDialog, PassphraseField, ask_passphrase
    from ui.widgets.progress import ProgressBarThin, ProgressDots
    from ui.widgets.progress_dialog import ProgressDialog, show_progress
    from ui.widgets.search import SearchField
    from ui.widgets.table import DataTable
    from ui.widgets.table_model import Column, TableModel
    from ui.widgets.text import Elided, Heading, KeyHint, Label, Muted, tooltip
    from ui.widgets.timetable import TimetableGrid
    from ui.widgets.timetable_carry import Verdict
    from ui.widgets.timetable_model import GridAxis, GridColumn, GridEntry, GridRow, GridView, Shade
    from ui.widgets.timetable_places import Spot

#: Which module each block is in.
_WHERE = {
    name: module
    for module, names in {
        "answers": "AnswerBar AnswerState answer_keys",
        "badges": "Badge NotSaved Saved SavedMark Saving",
        "buttons": "Button IconButton",
        "dialogs": "CANCEL Choice Dialog ask",
        "entries": "DateEntry Entry NumberEntry read_date read_number",
        "facts": "FactGrid FactLine",
        "flow": "FlowLayout",
        "nav": "NavItem NavRail NavState",
        "notes": "NoteEditor",
        "outline": "OutlineItem OutlineList",
        "panels": "Banner Card EmptyState Icon Message Panel rule",
        "passphrase": "PassphraseDialog PassphraseField ask_passphrase",
        "progress": "ProgressBarThin ProgressDots",
        "progress_dialog": "ProgressDialog show_progress",
        "search": "SearchField",
        "table": "DataTable",
        "table_model": "Column TableModel",
        "text": "Elided Heading KeyHint Label Muted tooltip",
        "timetable": "TimetableGrid",
        "timetable_carry": "Verdict",
        "timetable_model": "GridAxis GridColumn GridEntry GridRow GridView Shade",
        "timetable_places": "Spot",
    }.items()
    for name in names.split()
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"ui.widgets has no {name}")
    found = getattr(import_module(f"ui.widgets.{_WHERE[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "CANCEL",
    "AnswerBar",
    "AnswerState",
    "Badge",
    "Banner",
    "Button",
    "Card",
    "Choice",
    "Column",
    "DataTable",
    "DateEntry",
    "Dialog",
    "Elided",
    "EmptyState",
    "Entry",
    "FactGrid",
    "FactLine",
    "FlowLayout",
    "GridAxis",
    "GridColumn",
    "GridEntry",
    "GridRow",
    "GridView",
    "Heading",
    "Icon",
    "IconButton",
    "KeyHint",
    "Label",
    "Message",
    "Muted",
    "NavItem",
    "NavRail",
    "NavState",
    "NotSaved",
    "NoteEditor",
    "NumberEntry",
    "OutlineItem",
    "OutlineList",
    "Panel",
    "PassphraseDialog",
    "PassphraseField",
    "ProgressBarThin",
    "ProgressDialog",
    "ProgressDots",
    "Saved",
    "SavedMark",
    "Saving",
    "SearchField",
    "Shade",
    "Spot",
    "TableModel",
    "TimetableGrid",
    "Verdict",
    "announce",
    "answer_keys",
    "ask",
    "ask_passphrase",
    "read_date",
    "read_number",
    "rule",
    "show_progress",
    "tooltip",
]
