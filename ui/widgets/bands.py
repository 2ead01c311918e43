"""Rating bands as pictures: dots for the points, the name, and the scale that the bands are cut from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldwork.programme.model import Band
from ui.theme import Tone, colours
from ui.theme.metrics import RADIUS, SMALL, TIGHT, scaled

_TONES: tuple[Tone, ...] = ("danger", "warning", "good", "info")
_DOT = 3.2


@dataclass(frozen=True, slots=True)
class BandLook:
    """How one band is shown: its name, its place among `of` bands from 0, and what that means."""

    label: str
    place: int
    of: int

    @property
    def short(self) -> str:
        """`RI` for Requires improvement."""
        return "".join(word[0].upper() for word in self.label.split())

    @property
    def tone(self) -> Tone:
        """What its colour means; its dots say the same."""
        return _TONES[round(self.place * (len(_TONES) - 1) / max(1, self.of - 1))]


def look_of(band: Band | None, bands: Sequence[Band]) -> BandLook | None:
    """The look of a band among its bands, found by its id."""
    ids = [one.id for one in bands]
    if band is None or band.id not in ids:
        return None
    return BandLook(band.label, ids.index(band.id), len(ids))


def chip_width(look: BandLook, font: QFont, *, short: bool = False) -> float:
    """How wide a band's chip is in this font."""
    metrics = QFontMetricsF(font)
    if short:
        return metrics.horizontalAdvance(look.short) + 2 * TIGHT
    return metrics.horizontalAdvance(look.label) + _dots_width(look) + 2 * SMALL + TIGHT


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    look: BandLook,
    font: QFont,
    *,
    solid: bool = True,
    short: bool = False,
) -> None:
    """A band's chip at the left of `rect`: dots and name, or its initials. One that does not hold is only
    outlined.
    """
    c = colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height = min(rect.height(), QFontMetricsF(font).height() + 4)
    wide = min(rect.width(), chip_width(look, font, short=short))
    chip = QRectF(rect.left(), rect.center().y() - height / 2, wide, height)
    painter.setPen(
        QPen(QColor(c.ink(look.tone)), 1, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine)
    )
    painter.setBrush(QColor(c.soft(look.tone)) if solid else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.setFont(font)
    if short:
        painter.setPen(QColor(c.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, look.short)
        painter.restore()
        return
    _paint_dots(painter, QPointF(chip.left() + SMALL, chip.center().y()), look)
    painter.setPen(QColor(c.text))
    room = chip.adjusted(SMALL + _dots_width(look) + TIGHT, 0, -TIGHT, 0)
    words = QFontMetricsF(font).elidedText(look.label, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.restore()


def _dots_width(look: BandLook) -> float:
    return (look.of - 1) * (2 * _DOT + 2)


def _paint_dots(painter: QPainter, at: QPointF, look: BandLook) -> None:
    """As many dots as the highest band has steps above the lowest, filled up to this band's."""
    ink = QColor(colours().ink(look.tone))
    painter.setPen(QPen(ink, 1.2))
    for number in range(look.of - 1):
        painter.setBrush(ink if number < look.place else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(at.x() + _DOT + number * (2 * _DOT + 2), at.y()), _DOT - 0.6, _DOT - 0.6)


class BandChip(QWidget):
    """A band's chip by itself; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: BandLook | None = None
        self._solid = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_state(self, look: BandLook | None, *, solid: bool = True) -> None:
        """Show this band; one that is only proposed is outlined."""
        self._look, self._solid = look, solid
        self.setAccessibleName(look.label if look else "")
        self.setVisible(look is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        face = self._face()
        wide = chip_width(self._look, face) if self._look else 0
        return QSize(round(wide) + 1, round(QFontMetricsF(face).height()) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._look is not None:
            paint_chip(QPainter(self), QRectF(self.rect()), self._look, self._face(), solid=self._solid)

    def _face(self) -> QFont:
        return scaled(self.font(), 0.95, bold=True)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something stands on a scale: a name such as `2.1.1`, a number, and whether all hangs on it."""

    label: str
    at: float
    main: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Bands with where each starts, up to `end`; marks on them, and how near a boundary counts as near."""

    bands: tuple[Band, ...]
    end: float
    marks: tuple[Mark, ...] = ()
    near: float = 0

    def said(self) -> str:
        """The scale in words."""
        return ", ".join(f"{m.label} {m.at:g}{' (decides)' if m.main else ''}" for m in self.marks)


def paint_scale(painter: QPainter, rect: QRectF, scale: Scale, font: QFont) -> None:
    """The bands as a strip with their names where they fit, and the marks over it."""
    strip = QRectF(rect.left(), rect.bottom() - 13, rect.width(), 12)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_bands(painter, strip, scale, scaled(font, 0.78))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_marks(painter, rect, strip, scale, scaled(font, 0.85))
    painter.restore()


def _paint_bands(painter: QPainter, strip: QRectF, scale: Scale, font: QFont) -> None:
    c = colours()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for place, band in enumerate(scale.bands):
        end = scale.bands[place + 1].start if place + 1 < len(scale.bands) else scale.end
        left, right = _x(strip, scale, band.start), _x(strip, scale, end)
        look = BandLook(band.label, place, len(scale.bands))
        piece = QRectF(left, strip.top(), right - left, strip.height())
        painter.fillRect(piece, QColor(c.soft(look.tone)))
        painter.setPen(QColor(c.ink(look.tone)))
        painter.drawRect(piece.adjusted(0, 0, -1, -1))
        if metrics.horizontalAdvance(band.label) + 4 <= piece.width():
            painter.drawText(piece, Qt.AlignmentFlag.AlignCenter, band.label)
    for band in scale.bands[1:]:
        if scale.near:
            left, right = (_x(strip, scale, band.start + off) for off in (-scale.near, scale.near))
            ink = QColor(c.text)
            ink.setAlpha(70)
            painter.fillRect(
                QRectF(left, strip.bottom() - 3, right - left, 3), QBrush(ink, Qt.BrushStyle.Dense3Pattern)
            )


def _paint_marks(painter: QPainter, rect: QRectF, strip: QRectF, scale: Scale, font: QFont) -> None:
    """Each mark a triangle over its place; that on which all hangs is filled, larger and named first."""
    c, taken = colours(), [QRectF()]
    for mark in sorted(scale.marks, key=lambda m: (not m.main, m.at)):
        x, size = _x(strip, scale, mark.at), 5.5 if mark.main else 3.8
        top = strip.top() - size - 1
        shape = QPolygonF([QPointF(x - size, top), QPointF(x + size, top), QPointF(x, strip.top() + 2)])
        painter.setPen(QPen(QColor(c.text), 1))
        painter.setBrush(QColor(c.text) if mark.main else QColor(c.raised))
        painter.drawPolygon(shape)
        face = scaled(font, 1, bold=mark.main)
        words = f"{mark.label} {mark.at:g}".strip()
        wide = QFontMetricsF(face).horizontalAdvance(words)
        room = QRectF(
            min(max(x - wide / 2, rect.left()), rect.right() - wide), rect.top(), wide, top - rect.top()
        )
        if not any(room.adjusted(-3, 0, 3, 0).intersects(other) for other in taken):
            painter.setFont(face)
            painter.setPen(QColor(c.text if mark.main else c.text_muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
            taken.append(room)


def _x(strip: QRectF, scale: Scale, number: float) -> float:
    share = min(max(number / scale.end, 0.0), 1.0) if scale.end else 0.0
    return round(strip.left() + strip.width() * share)


class ScaleBar(QWidget):
    """A scale by itself, such as that of the points over all standards."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._scale = Scale((), 1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, scale: Scale) -> None:
        """Show this scale."""
        self._scale = scale
        self.setAccessibleDescription(scale.said())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, self.fontMetrics().height() + 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_scale(QPainter(self), QRectF(self.rect()), self._scale, self.font())
