"""Where a person writes at length: it grows with its words and says when they are due on the disk."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.widgets.autosave import SaveClock

#: The style sheet's border and padding above and below the text.
_FRAME = 12


class NoteEditor(QPlainTextEdit):
    """Plain text of any length, between `min_lines` and `max_lines` high; Tab moves on.

    `edited` follows typing after a pause; `save_due` comes 800 ms after the last key, at the latest
    2 s after the first unsaved one, when the focus leaves, and from `flush()`.
    """

    edited = Signal(str)
    save_due = Signal(str)
    entered = Signal()

    def __init__(
        self,
        name: str,
        *,
        hint: str = "",
        min_lines: int = 2,
        max_lines: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = (min_lines, max_lines)
        self._saved = ""
        self._clock = SaveClock(self)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._clock.due.connect(self._on_clock_due)
        self._fit()

    def show_state(self, text: str) -> None:
        """Show the stored text. What has been typed and is not yet stored is never overwritten."""
        if self._clock.waiting or text == self.toPlainText():
            return
        self._saved = text
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._fit()

    def text(self) -> str:
        """What stands in it now."""
        return self.toPlainText()

    def flush(self) -> None:
        """Have what is typed and not yet stored saved now: before closing, switching or printing."""
        self._clock.flush()

    def sizeHint(self) -> QSize:
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll on where there is nothing to scroll in here."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _on_text_changed(self) -> None:
        if self.toPlainText() == self._saved:
            self._clock.forget()
        else:
            self._clock.touch()

    def _on_clock_due(self) -> None:
        self._saved = self.toPlainText()
        self.edited.emit(self._saved)
        self.save_due.emit(self._saved)

    def _height(self) -> int:
        least, most = self._lines
        lines = round(self.document().documentLayout().documentSize().height())
        shown = max(least, min(most, lines))
        return shown * QFontMetrics(self.font()).lineSpacing() + _FRAME + 2

    def _fit(self) -> None:
        wanted = self._height()
        lines = round(self.document().documentLayout().documentSize().height())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > self._lines[1] else policy.ScrollBarAlwaysOff
        )
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
            self.updateGeometry()
