"""Where one begins: an inspection opened before, another file, a new one, or the demo."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.settings import Recent
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import HUGE, ICON_LARGE, LARGE, MEDIUM, SMALL, TIGHT, WIDE, scaled
from ui.widgets import Banner, Button, EmptyState, Heading, Message, Muted

_RECENT = Qt.ItemDataRole.UserRole
_DEMO_WORDS = "An invented inspection with a team, a sample and readings: nothing in it is real."


class StartScreen(QWidget):
    """`open_wanted` carries the path of a recent file; the others are what the buttons say."""

    new_wanted = Signal()
    browse_wanted = Signal()
    demo_wanted = Signal()
    open_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner()
        self.new = Button("&New inspection…", "primary", "plus")
        self.browse = Button("&Open a file…", icon_name="folder")
        self.demo = Button("Open the &demo inspection", icon_name="play")
        self.recent = RecentList()
        self._none = EmptyState(
            "folder",
            "No inspection has been opened on this computer yet.",
            detail="Open the file that your lead inspector sent you, or set up a new inspection.",
        )
        self._lay_out()
        self._connect()
        self.show_state(())

    def show_state(self, recent: Sequence[Recent]) -> None:
        """Show the inspections opened before."""
        self.recent.show_state(recent)
        self.recent.setVisible(bool(recent))
        self._none.setVisible(not recent)

    def say(self, message: Message | None) -> None:
        """Show a message above everything."""
        self.banner.show_state(message)

    def focus_first(self) -> None:
        """Put the keyboard where most people go on from."""
        (self.recent if self.recent.count() else self.new).setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(HUGE * 2)
        row.addStretch(1)
        row.addLayout(self._actions(), 4)
        row.addLayout(self._files(), 7)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.addWidget(self.banner)
        column.addStretch(2)
        column.addLayout(row, 12)
        column.addStretch(1)

    def _actions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SMALL)
        column.addWidget(Heading("Fieldwork", 1))
        column.addWidget(Muted("Read cases, plan interviews and hand over, with or without a network."))
        column.addSpacing(LARGE)
        column.addWidget(self.new)
        column.addWidget(self.browse)
        column.addSpacing(MEDIUM)
        column.addWidget(self.demo)
        column.addWidget(Muted(_DEMO_WORDS, small=True))
        column.addStretch(1)
        column.addWidget(
            Muted(
                "An inspection is one encrypted file. Deleting the file and its folder of backups "
                "is how an inspection is purged.",
                small=True,
            )
        )
        return column

    def _files(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SMALL)
        column.addWidget(Heading("Recent inspections", 2))
        column.addWidget(self.recent)
        column.addWidget(self._none, 1)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        self.new.clicked.connect(self.new_wanted)
        self.browse.clicked.connect(self.browse_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        self.recent.opened.connect(self.open_wanted)
        self.recent.forgotten.connect(self.forget_wanted)


class RecentList(QListWidget):
    """Inspections opened before. Enter or a click opens one, Delete takes it off the list."""

    opened = Signal(object)
    forgotten = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Recent inspections")
        self.setItemDelegate(_RecentDelegate(self))
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        forget = QAction("Take off this list", self)
        forget.triggered.connect(self._on_forget_triggered)
        self.addAction(forget)
        self.itemClicked.connect(self._on_item_opened)

    def show_state(self, recent: Sequence[Recent]) -> None:
        """Show these, the first one current; files that are gone say so."""
        self.clear()
        for one in recent:
            item = QListWidgetItem(one.title or one.path.stem)
            item.setData(_RECENT, (one, one.exists))
            gone = "" if one.exists else ", missing"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {one.path.name}{gone}")
            item.setToolTip(str(one.path))
            self.addItem(item)
        if recent:
            self.setCurrentRow(0)
            self.setFixedHeight(self.sizeHintForRow(0) * self.count() + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._on_item_opened(self.currentItem())
        elif event.key() == Qt.Key.Key_Delete and self.currentItem():
            self._on_forget_triggered()
        else:
            super().keyPressEvent(event)

    def _on_item_opened(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_RECENT)[0].path)

    def _on_forget_triggered(self) -> None:
        if self.currentItem():
            self.forgotten.emit(self.currentItem().data(_RECENT)[0].path)


class _RecentDelegate(QStyledItemDelegate):
    """Two lines: the title, then the file and its folder; a warning where the file is gone."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = QFontMetrics(option.font).height() + QFontMetrics(scaled(option.font, 0.9)).height()
        return QSize(200, lines + 2 * MEDIUM)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = colours()
        recent, exists = index.data(_RECENT)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(c.accent_soft if chosen else c.hover if hovered else c.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(c.border))
        name, ink = ("file", c.accent) if exists else ("warning", c.warning)
        mark = pixmap(name, ink, ICON_LARGE, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(rect.left() + MEDIUM, rect.center().y() - ICON_LARGE / 2), mark)
        words = rect.adjusted(MEDIUM * 2 + ICON_LARGE, MEDIUM - TIGHT, -MEDIUM, -MEDIUM + TIGHT)
        painter.setFont(scaled(option.font, 1, bold=True))
        painter.setPen(QColor(c.text if exists else c.text_muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, _elided(painter, index.data(), words))
        painter.setFont(scaled(option.font, 0.9))
        painter.setPen(QColor(c.text_muted if exists else c.warning))
        where = f"{recent.path.name} in {_short(recent.path.parent)}"
        line = where if exists else f"Missing: {where}"
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, _elided(painter, line, words))


def _elided(painter: QPainter, text: str, room: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())


def _short(folder: Path) -> str:
    """A folder as people know it: from their home on where it is in there."""
    try:
        return f"~/{folder.relative_to(Path.home()).as_posix()}".rstrip("/.")
    except ValueError:
        return str(folder)
