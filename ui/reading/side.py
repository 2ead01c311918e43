"""Beside the questions: guidance on the current one, the facts of the case, notes about the whole of it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from fieldwork.programme.model import Programme
from fieldwork.reading.model import CaseReading
from ui.reading.case_notes import CaseNote, CaseNotes, NoteBlock
from ui.reading.comments import CommentsView
from ui.reading.conflict import ConflictBlock, ConflictState
from ui.reading.facts import FactsView, fact_lines
from ui.reading.guidance import GuidanceState, GuidanceView
from ui.theme import icon
from ui.theme.metrics import SMALL, TIGHT, scaled
from ui.widgets import Button, Panel, rule


class Section(QWidget):
    """A heading that opens and closes what is under it."""

    def __init__(self, title: str, content: QWidget, *, share: int, beside: QWidget | None = None) -> None:
        super().__init__()
        self._title, self.content, self.share = title, content, share
        self.head = Button(title, "quiet")
        self.head.setFont(scaled(self.head.font(), 1, bold=True))
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.clicked.connect(self._show)
        row = QHBoxLayout()
        row.setContentsMargins(TIGHT, TIGHT, SMALL, 0)
        row.addWidget(self.head)
        row.addStretch(1)
        if beside is not None:
            row.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(content, 1)
        self._show()

    def open(self, opened: bool = True) -> None:
        """Show or hide what is under the heading."""
        self.head.setChecked(opened)
        self._show()

    def retitle(self, title: str) -> None:
        """Another heading."""
        self._title = title
        self.head.setText(title)
        self._show()

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def _show(self) -> None:
        opened = self.head.isChecked()
        self.head.setIcon(icon("chevron-down" if opened else "chevron-right"))
        self.head.setAccessibleName(f"{self._title}, {'open' if opened else 'closed'}")
        self.content.setVisible(opened)
        tall = QSizePolicy.Policy.Expanding if opened and self.share else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)


class SidePanel(Panel):
    """Sections that share the height."""

    kept = Signal(str, str)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._programme: Programme | None = None
        self._reading: CaseReading | None = None
        self.guidance, self.facts, self.notes = GuidanceView(), FactsView(), CaseNotes()
        self.names = Button("Show name", "link")
        self.names.setCheckable(True)
        self.names.toggled.connect(self._on_names_toggled)
        self.guidance_section = Section("Guidance", _scrolling(self.guidance, "Guidance, in full"), share=4)
        self.facts_section = Section(
            "Case facts", _scrolling(self.facts, "Case facts, in full"), share=5, beside=self.names
        )
        self._conflicts: tuple[ConflictState, ...] = ()
        self._blocks = QVBoxLayout()
        inside = QWidget()
        self._notes_column = QVBoxLayout(inside)
        self._notes_column.setContentsMargins(0, 0, 0, 0)
        self._notes_column.addLayout(self._blocks)
        self._notes_column.addWidget(self.notes)
        self.notes_section = Section("Case notes", _scrolling(inside, "Case notes, in full"), share=7)
        self.notes_section.open(False)
        self.comments = CommentsView()
        self.comments_section = Section("Comments", _scrolling(self.comments, "Comments, in full"), share=6)
        self.comments_section.open(False)
        self._at: QWidget = self.notes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, TIGHT)
        column.setSpacing(0)
        for section in (
            self.guidance_section,
            self.facts_section,
            self.notes_section,
            self.comments_section,
        ):
            if section is not self.guidance_section:
                column.addWidget(rule())
            column.addWidget(section, section.share)
        column.addStretch(0)
        self.notes.escaped.connect(self.escaped)
        self.notes.begin_wanted.connect(self.begin)

    def show_case(self, programme: Programme, reading: CaseReading, *, other: bool) -> None:
        """Show the facts of a case; with `other` it is another case, and its name is hidden again."""
        self._programme, self._reading = programme, reading
        if other and self.names.isChecked():
            self.names.setChecked(False)
        self.facts.show_state(fact_lines(programme, reading, names=self.names.isChecked()))
        self.facts_section.setVisible(not reading.is_record)

    def show_guidance(self, state: GuidanceState | None) -> None:
        """Show the guidance of the current question."""
        self.guidance_section.retitle(f"Guidance on {state.shown}" if state else "Guidance")
        self.guidance.show_state(state)

    def show_conflicts(self, conflicts: tuple[ConflictState, ...]) -> None:
        """Show what was changed apart about the case itself, and open its place."""
        if conflicts == self._conflicts:
            return
        self._conflicts = conflicts
        while (item := self._blocks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for state in conflicts:
            block = ConflictBlock(state)
            block.kept.connect(self.kept)
            self._blocks.addWidget(block)
        if conflicts:
            self.notes_section.open()

    def first_stop(self) -> QWidget:
        """Where Tab comes to first."""
        return self.guidance_section.head

    def show_notes(self, notes: tuple[CaseNote, ...], typed: dict[tuple[str, str, str], str]) -> None:
        """Show the concerns and examples, and in the heading how many there are."""
        self.notes.show_state(notes, typed)
        self.notes_section.retitle(f"Case notes ({len(notes)})" if notes else "Case notes")

    def write(self, kind: str) -> None:
        """Put the keyboard into the first concern or example, or into a new one."""
        self._put_keyboard(next(iter(self.notes.blocks(kind)), None) or self.notes.begin(kind))

    def begin(self, kind: str) -> None:
        """Put the keyboard into a new concern or example."""
        self._put_keyboard(self.notes.begin(kind))

    def _put_keyboard(self, block: NoteBlock) -> None:
        self.notes_section.open()
        editor = next(iter(block.editors.values()))
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._at = editor
        QTimer.singleShot(0, self._reveal)

    def _reveal(self) -> None:
        """Once the new block has its place, scroll to it."""
        area = self.notes_section.content
        if isinstance(area, QScrollArea) and isValid(self._at):
            area.ensureWidgetVisible(self._at, 0, 60)

    def _on_names_toggled(self, shown: bool) -> None:
        self.names.setText("Hide name" if shown else "Show name")
        if self._programme is not None and self._reading is not None:
            self.facts.show_state(fact_lines(self._programme, self._reading, names=shown))


def _scrolling(content: QWidget, name: str) -> QScrollArea:
    """The content in a place that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setAccessibleName(name)
    content.setProperty("surface", "plain")
    area.setWidget(content)
    return area
