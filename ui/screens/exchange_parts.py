"""The cards of the exchange page, and what may be dropped on it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from fieldwork.exchange.parcels import SUFFIX
from ui.theme.metrics import SMALL
from ui.widgets import Button, Card, FlowLayout


def stacked(page: QWidget, *widgets: QWidget) -> QVBoxLayout:
    """A column on `page` that begins with these."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, SMALL, 0, 0)
    column.setSpacing(SMALL)
    for widget in widgets:
        column.addWidget(widget)
    return column


def card(title: str, words: Sequence[QWidget], buttons: tuple[Button, ...]) -> Card:
    """Words above, what can be done below, on as many lines as it takes."""
    made = Card(title)
    for widget in words:
        made.body.addWidget(widget)
    row = FlowLayout()
    for button in buttons:
        row.addWidget(button)
    made.body.addStretch(1)
    made.body.addLayout(row)
    return made


def dropped(data: QMimeData) -> list[str]:
    """The packages among the files that are being dropped."""
    paths = [url.toLocalFile() for url in data.urls()] if data.hasUrls() else []
    return [path for path in paths if path.lower().endswith(SUFFIX)]


def choose_folder(parent: QWidget, title: str, start: str, chosen: Callable[[str], object]) -> None:
    """Asks for a folder; `chosen`, a bound method, gets it."""
    dialog = QFileDialog(parent, title, start)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def choose_packages(parent: QWidget, chosen: Callable[[list[str]], object]) -> None:
    """Asks for packages; `chosen`, a bound method, gets their paths."""
    dialog = QFileDialog(parent, "Choose packages", "", f"Packages (*{SUFFIX})")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chosen)
    dialog.open()
