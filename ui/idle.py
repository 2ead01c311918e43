"""Notices that nobody is at the keyboard or the mouse."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

#: The warning comes this many seconds before.
WARNING = 30
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`warned` carries the seconds left, once a second; `back` says that someone is there after all;
    `idle` comes when the time is over. Times are in seconds; the watch is off until `start`.

    It listens to the application's own windows only, where few events pass: a filter on the
    application would run for every paint of every widget.
    """

    warned = Signal(int)
    back = Signal()
    idle = Signal()

    def __init__(self, parent: QObject | None = None, *, tick: int = 1000) -> None:
        super().__init__(parent)
        self._limit = 0
        self._spent = 0
        self._tick = QTimer(self, interval=tick)
        self._tick.timeout.connect(self._on_tick_timeout)
        self._heard: list[QWindow] = []
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus_window_changed)

    def start(self, seconds: int) -> None:
        """Watch from now on; after so many seconds without a sign of life it is `idle`."""
        self._limit, self._spent = seconds, 0
        self._on_focus_window_changed(QGuiApplication.focusWindow())
        self._tick.start()

    def stop(self) -> None:
        """Watch no more."""
        self._tick.stop()
        self._spent = 0

    def listen(self, window: QWindow) -> None:
        """Take what happens in this window for signs of life."""
        if window not in self._heard:
            self._heard.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(self._on_window_destroyed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._alive()
        return False

    def _alive(self) -> None:
        warned = self._limit - self._spent <= WARNING and self._tick.isActive()
        self._spent = 0
        if warned:
            self.back.emit()

    def _on_tick_timeout(self) -> None:
        self._spent += 1
        left = self._limit - self._spent
        if left <= 0:
            self._spent = 0
            self.idle.emit()
        elif left <= WARNING:
            self.warned.emit(left)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            self.listen(window)

    def _on_window_destroyed(self, window: QObject) -> None:
        self._heard = [heard for heard in self._heard if heard is not window]
