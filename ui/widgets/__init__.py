"""The building blocks of the window: dumb views, a state in and named signals out."""

from ui.widgets.announce import announce
from ui.widgets.answers import AnswerBar, AnswerState, answer_keys
from ui.widgets.badges import Badge, NotSaved, Saved, SavedMark, Saving
from ui.widgets.buttons import Button, IconButton
from ui.widgets.entries import DateEntry, Entry, NumberEntry, read_date, read_number
from ui.widgets.facts import FactGrid, FactLine
from ui.widgets.flow import FlowLayout
from ui.widgets.nav import NavItem, NavRail, NavState
from ui.widgets.notes import NoteEditor
from ui.widgets.panels import Banner, Card, EmptyState, Icon, Message, Panel, rule
from ui.widgets.progress import ProgressBarThin, ProgressDots
from ui.widgets.search import SearchField
from ui.widgets.table import DataTable
from ui.widgets.table_model import Column, TableModel
from ui.widgets.text import Elided, Heading, KeyHint, Label, Muted, tooltip

__all__ = [
    "AnswerBar",
    "AnswerState",
    "Badge",
    "Banner",
    "Button",
    "Card",
    "Column",
    "DataTable",
    "DateEntry",
    "Elided",
    "EmptyState",
    "Entry",
    "FactGrid",
    "FactLine",
    "FlowLayout",
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
    "Panel",
    "ProgressBarThin",
    "ProgressDots",
    "Saved",
    "SavedMark",
    "Saving",
    "SearchField",
    "TableModel",
    "announce",
    "answer_keys",
    "read_date",
    "read_number",
    "rule",
    "tooltip",
]
