"""A sample that is kept: how it was drawn, what became of its cases, and replacing one from the reserves."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.errors import FieldworkError
from fieldwork.inspection import queries
from fieldwork.inspection.records import Status
from fieldwork.sample.eligible import REASONS
from fieldwork.sample.kept import Kept
from fieldwork.sample.replace import open_places, replace
from ui.screens import sampling_tables as tables
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import CANCEL, Banner, Button, Choice, Dialog, Label, Message, Muted
from ui.widgets.figure_table import FigureTable


class KeptPanel(QWidget):
    """`again_wanted` asks to draw anew, `print_wanted` for the sheet, `case_wanted` carries a case."""

    again_wanted = Signal()
    print_wanted = Signal()
    case_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._kept: Kept | None = None
        self.banner = Banner()
        self.standing = Label("", "strong", wrap=True)
        self.about = Muted("", small=True)
        self.cases = tables.cases_table("Cases of the sample", "No case was drawn.")
        self.reserves = tables.cases_table("Reserves that are left", "No reserve is left.")
        self.strata, self.makeup = FigureTable("Strata"), FigureTable("Make-up of the sample")
        self.tabs = QTabWidget()
        self.replace = Button("&Replace the case…", "primary", "sync")
        self.show_case = Button("&Open the case", icon_name="reading")
        self.print = Button("&Print how it was drawn…", icon_name="printer")
        self.again = Button("&Draw again…", "quiet")
        self._lay_out()
        self._connect()

    def show_state(self, kept: Kept) -> None:
        """Show this sample as it stands."""
        self._kept = kept
        inspection = self.session.inspection
        rows = {str(row.ref): row for row in queries.cases(inspection)}
        gone = open_places(inspection, kept)
        left = {name: len(refs) for name, refs in kept.reserves.items()}
        self.standing.setText(_standing(kept, len(gone)))
        self.about.setText(_about(kept))
        self.cases.show_state(tables.kept_cases(kept, rows))
        self.reserves.show_state(self._reserves(kept))
        self.strata.show_state(tables.strata(kept.strata, left))
        self.makeup.show_state(tables.makeup(inspection.programme, kept.composition))
        self.tabs.setTabText(0, f"Cases ({len(kept.now)})")
        self.tabs.setTabText(1, f"Reserves ({sum(left.values())})")
        if gone and not self.cases.current():
            self.cases.select([str(gone[0].ref)])
        self._enable()

    def _reserves(self, kept: Kept) -> list[tables.DrawnCase]:
        found = [(name, ref) for name, refs in kept.reserves.items() for ref in refs]
        return [
            tables.DrawnCase(n, ref, kept.label(name), "") for n, (name, ref) in enumerate(found, start=1)
        ]

    def _enable(self) -> None:
        ref = self.cases.current()
        here = self._kept is not None and ref in self._kept.now
        row = queries.case(self.session.inspection, ref) if here else None
        self.replace.setEnabled(row is not None and row.status is not Status.COMPLETE)
        self.show_case.setEnabled(row is not None)

    def _on_replace_clicked(self) -> None:
        if self._kept is not None and self.cases.current():
            ref = self.cases.current()
            ReplaceDialog(self._kept, ref, partial(self._replace, ref), self).open()

    def _replace(self, ref: str, reason: str) -> None:
        """Replaces a case; what is refused is raised for the dialog to say."""
        session = self.session
        done = replace(session.inspection, session.author, ref, reason)
        words = f"{done.ref} is replaced by {done.by}."
        left = f"{wording.count(done.left, 'reserve')} left: {done.stratum}."
        session.done(done.written)
        self.banner.show_state(Message(words, "good", left, (("undo", "Undo"),)))
        self.cases.select([done.by])

    def _on_action_chosen(self, _action: str) -> None:
        self.banner.show_state(None)
        self.session.undo()

    def _on_show_clicked(self) -> None:
        self.case_wanted.emit(self.cases.current())

    def _connect(self) -> None:
        self.cases.current_changed.connect(self._enable)
        self.cases.opened.connect(self.case_wanted)
        self.replace.clicked.connect(self._on_replace_clicked)
        self.show_case.clicked.connect(self._on_show_clicked)
        self.print.clicked.connect(self.print_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.banner.action_chosen.connect(self._on_action_chosen)

    def _lay_out(self) -> None:
        for title, widget in (
            ("Cases", self.cases),
            ("Reserves", self.reserves),
            ("Strata", self.strata),
            ("Make-up", self.makeup),
        ):
            self.tabs.addTab(widget, title)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Kept sample")
        self.tabs.tabBar().setDrawBase(False)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self.again)
        foot.addStretch(1)
        for button in (self.print, self.show_case, self.replace):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for line in (self.banner, self.standing, self.about):
            column.addWidget(line)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.cases)


def _standing(kept: Kept, gone: int) -> str:
    drawn = wording.count(len(kept.refs), "case")
    words = [f"{drawn} of {kept.eligible:,} that could be drawn, on {wording.day(kept.basis.drawn_on)}."]
    if kept.replacements:
        words.append(f"{len(kept.replacements)} replaced since.")
    if gone:
        words.append(
            f"{wording.count(gone, 'withdrawn case is', 'withdrawn cases are')} still to be replaced."
        )
    return " ".join(words)


def _about(kept: Kept) -> str:
    """What the draw can be repeated with, and what was left out."""
    out = ", ".join(f"{REASONS[kind].lower()} {n}" for kind, n in kept.excluded.items()) or "nothing"
    rows = wording.count(kept.basis.rows, "row")
    return f"Seed {kept.wish.seed}. Left out of {rows}: {out}. {' '.join(kept.notes)}".strip()


class ReplaceDialog(Dialog):
    """Asks why a case goes, and says what would come; what is refused is said in place."""

    def __init__(self, kept: Kept, ref: str, act: "partial[None]", parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Keep the case"), Choice("replace", "Replace", "primary"))
        stratum = kept.of[ref]
        left = len(kept.reserves.get(stratum, ()))
        words = (
            f"Its stratum has {wording.count(left, 'reserve')} left: {kept.label(stratum)}. The next whose "
            f"officer has fewer than {kept.wish.most_of_one_officer} cases comes in, for the same inspector. "
            f"{ref} is withdrawn; what was written in it is kept."
        )
        super().__init__(f"Replace {ref}?", words, choices=choices, parent=parent)
        self._act = act
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 2 * SMALL)
        self._problem = Label("", "danger", wrap=True)
        self._problem.hide()
        label = Label("&Why it goes")
        label.setBuddy(self.reason)
        for widget in (label, self.reason, self._problem):
            self.body.addWidget(widget)
        self.reason.setFocus()

    @property
    def problem(self) -> str:
        """What is said to be wrong now."""
        return self._problem.text()

    def holds(self, choice: str) -> bool:
        """Replaces the case; the dialog stays open where that is refused."""
        if choice != "replace":
            return False
        try:
            self._act(self.reason.toPlainText())
        except FieldworkError as error:
            self._problem.setText(f"{error} {error.advice}".strip())
            self._problem.show()
            return True
        return False
