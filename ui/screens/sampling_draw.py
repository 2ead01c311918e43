"""Drawing a sample: a long list is chosen, what can be drawn is seen, and it is drawn before it is kept."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.sample.draw import Drawn
from fieldwork.sample.eligible import Eligible
from fieldwork.sample.kept import Basis, keep, kept
from fieldwork.sample.methods import Method
from fieldwork.sample.strata import asks_for_five
from fieldwork.wording import count
from ui.screens.list_columns import takable_facts
from ui.screens.list_drop import FILTER, dropped
from ui.screens.live import told
from ui.screens.sampling_columns import ColumnsDialog
from ui.screens.sampling_options import OptionsPanel
from ui.screens.sampling_result import DrawnTabs, standing
from ui.screens.sampling_work import Drawing, LongList, Options, Parting, Reading
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL, grown
from ui.widgets import CANCEL, Banner, Button, Choice, Elided, EmptyState, Label, Message, Muted, ask
from ui.widgets.figures import copy

_OPTIONS = 330
_SOON = 350


class DrawPanel(QWidget):
    """`kept` says that a sample was taken in. Nothing is written before that."""

    kept = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._method: Method | None = None
        self._list: LongList | None = None
        self._found: Eligible | None = None
        self._drawn: tuple[Drawn, Options] | None = None
        self._again = False
        self.banner = Banner()
        self.working = Working(session)
        self.file = Elided("", "muted")
        self.choose = Button("Choose another &list…", icon_name="folder")
        self.columns = Button("&Columns…", "quiet")
        self.options = OptionsPanel(session.inspection.programme)
        self.standing = Label("", "strong", wrap=True)
        self.result = DrawnTabs(session.inspection.programme)
        self.draw = Button("&Draw the sample", icon_name="sample")
        self.keep = Button("&Keep this sample", "primary", "check")
        self.copy_button = Button("Cop&y table", "quiet", "copy")
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def show_method(self, method: Method) -> None:
        """Start anew for this form; a list that was read stays."""
        self._method, self._drawn = method, None
        self.options.show_method(method, self.session.inspection.info().starts)
        self._show_drawn()
        if self._list is not None:
            self._part()

    def forget(self) -> None:
        """Let go of the list."""
        self._list = self._found = self._drawn = None
        self.file.setText("")
        self._pages.setCurrentIndex(0)

    def open_list(self, path: str, choices: Mapping[str, str] | None = None) -> None:
        """Read this long list; `choices` say what its columns hold."""
        self.banner.show_state(None)
        work = Reading(self.session.inspection, Path(path), choices)
        self.working.start(
            "Reading the list…", work, done=self._on_read, failed=self._on_failed, cancelled=self._on_left
        )

    def draw_now(self) -> None:
        """Draw with what is chosen."""
        if self._found is None or self._method is None:
            return
        options = self.options.options()
        wish = options.wish(self._method, len(self._found.candidates))
        self._asked = options
        work = Drawing(self.session.inspection, self._found, wish)
        self.working.start("Drawing…", work, done=self._on_drawn, failed=self._on_failed)

    def keep_now(self) -> None:
        """Take the drawn sample into the inspection."""
        if self._list is None or self._found is None or self._drawn is None or self._method is None:
            return
        assert self._list.rows is not None
        drawn, options = self._drawn
        session, method, found = self.session, self._method, self._found
        wish = options.wish(method, len(found.candidates))
        sizes = (options.confidence, options.margin) if options.size is None else (None, None)
        rows = self._list.rows.total_rows
        basis = Basis(date.today(), options.window, rows, self._list.sha256, *sizes)
        try:
            written = keep(
                session.inspection, session.author, method.form, found, wish, drawn, basis, again=self._again
            )
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        self._again = False
        self.forget()
        session.done(written)
        self.kept.emit()

    # -- reading and parting --------------------------------------------------------------------------

    def _on_read(self, long_list: LongList) -> None:
        self._list = long_list
        if long_list.rows is None:
            assert long_list.refused is not None
            said = told(long_list.refused)
            actions = (("columns", "Say which columns…"),)
            self.banner.show_state(Message(said.text, "danger", said.detail, actions))
            return
        rows = count(long_list.rows.total_rows, "row")
        self.file.setText(f"{long_list.path.name}  –  {rows}")
        self._pages.setCurrentIndex(1)
        self._part()

    def _part(self) -> None:
        """Say again who can be drawn; what was drawn before no longer holds."""
        if self._list is None or self._list.rows is None or self._method is None:
            return
        if self.working.busy:
            self._soon.start()
            return
        self._drawn = None
        work = Parting(self.session.inspection, self._list, self._method, self.options.options())
        self.working.start("Looking who can be drawn…", work, done=self._on_parted, failed=self._on_failed)

    def _on_parted(self, found: Eligible) -> None:
        self._found = found
        self.options.show_population(len(found.candidates))
        self._show_drawn()

    def _on_drawn(self, drawn: Drawn) -> None:
        self._drawn = (drawn, self._asked)
        self._show_drawn()
        message = Message(drawn.notes[0], "warning", "\n".join(drawn.notes[1:])) if drawn.notes else None
        self.banner.show_state(message)

    def _on_columns_wanted(self) -> None:
        if self._list is not None:
            facts = takable_facts(self.session.inspection.programme.facts)
            dialog = ColumnsDialog(self._list, facts, self)
            dialog.explained.connect(self._on_explained)
            dialog.open()

    def _on_explained(self, choices: dict[str, str]) -> None:
        if self._list is not None:
            self.open_list(str(self._list.path), choices)

    def _on_failed(self, error: BaseException) -> None:
        self.banner.show_state(told(error))

    def _on_left(self) -> None:
        if self._list is None:
            self.forget()

    # -- showing --------------------------------------------------------------------------------------

    def _show_drawn(self) -> None:
        """Show what can be drawn, or what was."""
        found, drawn = self._found, self._drawn[0] if self._drawn else None
        if found is None or self._method is None:
            return
        options = self.options.options()
        wanted = options.wanted(self._method, len(found.candidates))
        self.standing.setText(standing(found, wanted, options))
        self.result.show_state(found, wanted, five=asks_for_five(options.match), drawn=drawn)
        self.draw.setEnabled(bool(found.candidates))
        self.draw.setText("&Draw again" if drawn else "&Draw the sample")
        self.keep.setEnabled(drawn is not None)

    def _on_changed(self) -> None:
        """Other numbers: what was drawn no longer holds, who can be drawn stays."""
        self._drawn = None
        self._show_drawn()

    def _on_copy(self) -> None:
        copy(self.result.table())
        self.session.said.emit("The table is copied.")

    def _on_keep_clicked(self) -> None:
        """A second draw takes the place of the first only after asking."""
        assert self._method is not None
        if kept(self.session.inspection, self._method.form) is None:
            self.keep_now()
            return
        choices = (Choice(CANCEL, "Leave the first"), Choice("again", "Draw again", "danger"))
        words = (
            "Cases of the first draw that are not in this one are withdrawn. It is refused where one is read."
        )
        ask(self, "Replace the sample that is kept?", words, choices=choices, chosen=self._on_again)

    def _on_again(self, _choice: str) -> None:
        self._again = True
        self.keep_now()

    # -- files ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) and not self.working.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := dropped(event.mimeData()):
            event.acceptProposedAction()
            self.open_list(path)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, "Choose the long list", "", FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_list)
        dialog.open()

    # -- building -------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._none.action_chosen.connect(self._on_choose)
        self.choose.clicked.connect(self._on_choose)
        self.columns.clicked.connect(self._on_columns_wanted)
        self.banner.action_chosen.connect(self._on_columns_wanted)
        self.options.days_changed.connect(self._soon.start)
        self.options.changed.connect(self._on_changed)
        self._soon.timeout.connect(self._part)
        self.draw.clicked.connect(self.draw_now)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.copy_button.clicked.connect(self._on_copy)
        self.working.busy_changed.connect(self._on_busy_changed)

    def _on_busy_changed(self, busy: bool) -> None:
        for widget in (self.choose, self.draw):
            widget.setEnabled(not busy)
        self.keep.setEnabled(not busy and self._drawn is not None)

    def _lay_out(self) -> None:
        self._none = EmptyState(
            "sample",
            "Drop the provider's long list here, or choose it.",
            detail="Every case that may be eligible, as CSV or Excel. Nothing is taken in yet.",
            action="Choose a list…",
        )
        self.options.setFixedWidth(grown(_OPTIONS))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        row.addWidget(self.options)
        row.addLayout(self._result(), 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for widget in (self.banner, self.working):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)

    def _result(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(self.file, 1)
        top.addWidget(self.columns)
        top.addWidget(self.choose)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(Muted("Same list, days and seed: same sample.", small=True), 1)
        for button in (self.copy_button, self.draw, self.keep):
            foot.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addWidget(self.standing)
        column.addWidget(self.result, 1)
        column.addLayout(foot)
        return column
