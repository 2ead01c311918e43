"""What this inspection can be compared with: tables of figures and other inspections, kept in its file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldwork.errors import Fault, FieldworkError, Refused
from fieldwork.findings import comparators
from fieldwork.findings.comparison import Reference
from fieldwork.inspection.file import SUFFIX
from fieldwork.wording import count
from ui.screens.findings_others import Comparing
from ui.screens.form_field import FormField
from ui.screens.live import told
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import (
    CANCEL,
    Banner,
    Button,
    Choice,
    Column,
    DataTable,
    Dialog,
    EmptyState,
    Heading,
    Message,
    Muted,
    PassphraseDialog,
)

_COLUMNS = "ref and percent, or ref, yes and of; and rating for standards"


class ComparatorsDialog(QDialog):
    """Opened, never waited for. `chosen` carries the name of what is to be compared with now."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._paths: list[Path] = []
        self._asking: PassphraseDialog | None = None
        self.setWindowTitle("Comparators")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(680, 460)
        self.banner = Banner()
        self.working = Working(session)
        empty = EmptyState(
            "findings",
            "Nothing to compare with yet.",
            detail="Add the file of the previous inspection, or a table of published figures.",
        )
        columns = (
            Column[Reference]("Name", lambda r: r.title, width=0),
            Column[Reference]("Figures", lambda r: str(len(r.figures)), width=10, right=True),
            Column[Reference]("Ratings", lambda r: str(len(r.ratings) or "–"), width=10, right=True),
            Column[Reference]("With counts", _with_counts, width=14, right=True),
        )
        self.table = DataTable("Comparators", columns, lambda r: r.title, empty=empty)
        self.add_table = Button("From a &table (CSV)…", icon_name="file")
        self.add_files = Button("From other &inspections…", icon_name="folder")
        self.use = Button("&Compare with it", "primary")
        self.remove = Button("&Take out", icon_name="trash")
        self.leave = Button("Close", "quiet")
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the comparators again."""
        held = list(comparators.comparators(self.session.inspection).values())
        self.table.show_state(held)
        if held and not self.table.current():
            self.table.select([held[0].title])
        self._enable()

    # -- adding -------------------------------------------------------------------------------------

    def take_table(self, path: str) -> None:
        """Ask under which name to keep a table of figures."""
        NameDialog(path, self.keep_table, self).open()

    def keep_table(self, path: str, name: str) -> None:
        """Keep a table of figures under this name."""
        session = self.session
        try:
            kept = comparators.take_in(session.inspection, session.author, name, _text_of(Path(path)))
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        self._kept(kept)

    def take_files(self, paths: list[str]) -> None:
        """Ask for the passphrase of these inspections, then count them."""
        self._paths = [Path(path) for path in paths]
        what = "this inspection" if len(paths) == 1 else f"these {len(paths)} inspections"
        self._asking = PassphraseDialog(
            "Open to compare", f"The passphrase of {what}. Nothing in them is changed.", parent=self
        )
        self._asking.given.connect(self.compare_with)
        self._asking.rejected.connect(self._on_asking_left)
        self._asking.open()

    def compare_with(self, passphrase: str) -> None:
        """Count the chosen inspections, and keep what they found."""
        work = Comparing(self.session.inspection, self._paths, passphrase)
        self.working.start(
            "Counting the other inspections…", work, done=self._on_counted, failed=self._on_failed
        )

    def _on_counted(self, reference: Reference) -> None:
        self._close_asking()
        session, several = self.session, len(self._paths) > 1
        name = f"{count(len(self._paths), 'inspection')} together" if several else reference.title
        try:
            kept = comparators.keep(session.inspection, session.author, name.replace("/", "-"), reference)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        self._kept(kept)

    def _on_failed(self, error: BaseException) -> None:
        if self._asking is not None and isinstance(error, FieldworkError):
            self._asking.fail(f"{error} {error.advice}".strip())
        else:
            self.banner.show_state(told(error))

    def _kept(self, reference: Reference) -> None:
        words = f"{reference.title}: {count(len(reference.figures), 'figure')} kept to compare with."
        self.session.wrote("comparator", reference.title)
        self.refresh()
        self.table.select([reference.title])
        self.banner.show_state(Message(words, "good"))

    def _on_asking_left(self) -> None:
        self._asking = None

    def _close_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.accept()

    # -- choosing -----------------------------------------------------------------------------------

    def _on_use(self) -> None:
        self.chosen.emit(self.table.current())
        self.accept()

    def _on_remove(self) -> None:
        session, name = self.session, self.table.current()
        try:
            comparators.remove(session.inspection, session.author, name)
        except FieldworkError as error:
            self.banner.show_state(told(error))
            return
        session.wrote("comparator", name)
        self.refresh()

    def _on_table_wanted(self) -> None:
        dialog = QFileDialog(self, f"A table with the columns {_COLUMNS}", "", "CSV (*.csv);;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_table)
        dialog.open()

    def _on_files_wanted(self) -> None:
        dialog = QFileDialog(self, "Choose inspections", "", f"Inspections (*{SUFFIX})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take_files)
        dialog.open()

    def _enable(self) -> None:
        for button in (self.use, self.remove):
            button.setEnabled(bool(self.table.current()))

    # -- building -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.add_table.clicked.connect(self._on_table_wanted)
        self.add_files.clicked.connect(self._on_files_wanted)
        self.use.clicked.connect(self._on_use)
        self.remove.clicked.connect(self._on_remove)
        self.leave.clicked.connect(self.reject)
        self.table.opened.connect(self._on_use)
        self.table.current_changed.connect(self._enable)

    def _lay_out(self) -> None:
        add = QHBoxLayout()
        add.setSpacing(SMALL)
        for button in (self.add_files, self.add_table):
            add.addWidget(button)
        add.addStretch(1)
        add.addWidget(self.remove)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(Heading("Comparators", 2))
        column.addWidget(Muted(f"A table has the columns {_COLUMNS}. Only counts can be tested for change."))
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addWidget(self.table, 1)
        column.addLayout(add)
        column.addLayout(foot)


class NameDialog(Dialog):
    """Asks whose figures a table holds; `keep` takes the path and the name."""

    def __init__(self, path: str, keep: Callable[[str, str], None], parent: QWidget) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("keep", "Keep", "primary"))
        super().__init__("Whose figures are these?", Path(path).name, choices=choices, parent=parent)
        self._path, self._keep = path, keep
        self.name = QLineEdit(Path(path).stem)
        hint = "Say of which year as well, such as: All CRCs 2019."
        self.body.addWidget(FormField("&Name", self.name, hint=hint))
        self.chosen.connect(self._on_chosen)
        self.name.selectAll()
        self.name.setFocus()

    def _on_chosen(self) -> None:
        self._keep(self._path, self.name.text())


def _with_counts(reference: Reference) -> str:
    return str(sum(figure.of is not None for figure in reference.figures.values()) or "–")


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not UTF-8 text.", advice="Save it as CSV in UTF-8.") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise Fault(f"{path.name} could not be read ({why}).", "Check the file and the folder.") from error
