"""Icons by name, drawn as SVG and tinted as they are painted, so that they follow the colour scheme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from fieldwork.resources import resource
from ui.theme import state

FOLDER = resource("icons")


def icon(name: str, colour: str = "text_muted") -> QIcon:
    """The icon of this name; `colour` is a field of `Palette`. Raises KeyError for an unknown name."""
    _drawing(name)
    return QIcon(_Tinted(name, colour))


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as pixels: `colour` is `#rrggbb`, `size` in device-independent pixels."""
    side = round(size * ratio)
    key = f"fieldwork/{name}/{colour}/{side}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    draw(painter, QRectF(0, 0, side, side), name, colour)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def draw(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Paint the icon into `rect` in the colour `#rrggbb`."""
    svg = _drawing(name).replace(b"#000", colour.encode())
    QSvgRenderer(QByteArray(svg)).render(painter, rect)


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@cache
def _drawing(name: str) -> bytes:
    try:
        return (FOLDER / f"{name}.svg").read_bytes()
    except FileNotFoundError as error:
        raise KeyError(f"no icon is called {name}") from error


class _Tinted(QIconEngine):
    """Paints one icon in the colours that hold at that moment."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        draw(painter, QRectF(rect), self._name, self._tint(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:  # noqa: ARG002
        """A size wider than high leaves air after the icon, before a button's words."""
        side = min(size.width(), size.height())
        drawn = pixmap(self._name, self._tint(mode), side)
        if size.width() <= side:
            return drawn
        padded = QPixmap(size.width(), side)
        padded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(padded)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
        return padded

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._colour)

    def _tint(self, mode: QIcon.Mode) -> str:
        colours = state.colours()
        if mode == QIcon.Mode.Disabled:
            return colours.border_strong
        if mode == QIcon.Mode.Selected:
            return colours.text
        return str(getattr(colours, self._colour))
