"""One box that finds cases, notes, screens and commands as one types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fieldwork.reading.search import search
from ui.places import ScreenSpec
from ui.session import Session
from ui.theme import colours
from ui.theme.icons import pixmap
from ui.theme.metrics import ICON, MEDIUM, SMALL, TIGHT, scaled
from ui.widgets import Label, SearchField, announce

_FOUND = Qt.ItemDataRole.UserRole
_MOST = 60
#: Fewer letters than this find places and commands only: every case holds an "a".
_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """Something to go to (`screen`, `argument`) or to do (`command`)."""

    title: str
    detail: str
    icon: str
    screen: str = ""
    argument: str = ""
    command: str = ""


def found(
    session: Session, screens: Sequence[ScreenSpec], commands: Mapping[str, QAction], words: str
) -> list[Found]:
    """Places and commands whose words hold all that was typed, then cases, then notes."""
    terms = words.casefold().split()
    places = [Found(s.title, "Go to", s.icon, screen=s.key) for s in screens]
    doings = [
        Found(a.text().replace("&", ""), a.shortcut().toString(a.shortcut().SequenceFormat.NativeText),
              "play", command=key)
        for key, a in commands.items()
        if a.isEnabled() and key != "find"
    ]  # fmt: skip
    near = [f for f in (*places, *doings) if all(term in f.title.casefold() for term in terms)]
    if len(words) < _LETTERS:
        return near
    hits = search(session.inspection, words, _MOST)
    cases = [
        Found(
            h.title,
            h.snippet,
            "note" if h.question or ":" in h.title else "file",
            "reading",
            _argument(h.ref, h.question),
        )
        for h in hits
    ]
    return [*near, *cases] if len(near) < 4 else [*cases, *near]


def _argument(ref: str, question: str) -> str:
    return f"{ref}/{question}" if question else ref


class SearchBox(QDialog):
    """Opens over the window; Up and Down move, Enter opens, Escape leaves."""

    go = Signal(str, str)
    command_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        screens: Sequence[ScreenSpec],
        commands: Mapping[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Find")
        self._session, self._screens, self._commands = session, screens, commands
        self.field = SearchField("Find a case, an officer, a word in a note, a place or a command", pause=120)
        self.list = QListWidget()
        self.list.setAccessibleName("What was found")
        self.list.setItemDelegate(_FoundDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = Label("", "muted")
        self._lay_out(parent)
        self.field.searched.connect(self.show_found)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._on_item_chosen)
        self.show_found("")

    def show_found(self, words: str) -> None:
        """Show what these words find, the first of it current."""
        self.list.clear()
        for one in found(self._session, self._screens, self._commands, words):
            item = QListWidgetItem(one.title)
            item.setData(_FOUND, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title}, {one.detail}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setText(f"Nothing holds “{words}”." if not self.list.count() else "")
        self.none.setVisible(not self.list.count())
        self._say_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that move in the list while one goes on typing."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)
            self._say_current()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_found(self.field.words())
            if self.list.currentItem() is not None:
                self._on_item_chosen(self.list.currentItem())
            return True
        return False

    def _say_current(self) -> None:
        if self.list.currentItem() is not None:
            announce(self.list, str(self.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)))

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        one: Found = item.data(_FOUND)
        self.accept()
        if one.command:
            self.command_chosen.emit(one.command)
        else:
            self.go.emit(one.screen, one.argument)

    def _lay_out(self, parent: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        for widget in (self.field, self.list, self.none):
            column.addWidget(widget)
        if parent is not None:
            width = min(720, parent.width() - 80)
            self.resize(width, min(460, parent.height() - 160))
            at = parent.mapToGlobal(parent.rect().topLeft())
            self.move(at.x() + (parent.width() - width) // 2, at.y() + 90)


class _FoundDelegate(QStyledItemDelegate):
    """An icon, the title, and beside or below it where it is or what it says."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 2 * QFontMetrics(option.font).height() + SMALL)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        c = colours()
        one: Found = index.data(_FOUND)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(c.accent_soft))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(c.accent))
        mark = pixmap(one.icon, c.text_muted, ICON, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(rect.left() + MEDIUM, rect.center().y() - ICON / 2), mark)
        words = rect.adjusted(MEDIUM * 2 + ICON, TIGHT, -MEDIUM, -TIGHT)
        painter.setFont(option.font)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(c.text))
        upper = Qt.AlignmentFlag.AlignVCenter if not one.detail else Qt.AlignmentFlag.AlignTop
        title = metrics.elidedText(one.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, upper, title)
        painter.setFont(scaled(option.font, 0.9))
        painter.setPen(QColor(c.text_muted))
        detail = painter.fontMetrics().elidedText(
            " ".join(one.detail.split()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, detail)
