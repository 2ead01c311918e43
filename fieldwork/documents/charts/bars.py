"""Horizontal bars from 0 to 100 per cent: shares, answers in parts, sides that are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldwork.documents.charts import palette
from fieldwork.documents.charts.scene import Box, Fill, Line, Scene, Sheet, width_of, wrapped
from fieldwork.programme.model import Band

_BAR, _GAP, _ROW_GAP = 13.0, 3.0, 9.0
#: Columns of labels and of words after the bars, as shares of the width; bands need room for their names.
_LABEL, _LABEL_WITH_BANDS, _RIGHT = 0.38, 0.29, 0.15
_SIZE, _SMALL = 7.4, 6.3


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: its share of the whole, 0 to 1, its look, and words in it where they fit."""

    share: float
    fill: Fill
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its parts from the left, words after it (in its place where it has no parts), and the ends
    of an interval, 0 to 1.
    """

    parts: tuple[Part, ...]
    right: str = ""
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What one or more bars are about. `mark` is a word under the label, such as "Lowest"."""

    label: str
    bars: tuple[Bar, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What the fills mean, in the order of the bars; `interval` says what the whiskers are, "" for none."""

    fills: tuple[tuple[Fill, str], ...] = ()
    interval: str = ""


def chart(
    title: str, told: str, rows: Sequence[Row], width: float, key: Key = Key(), bands: Sequence[Band] = ()
) -> Scene:
    """The bars under each other; with `bands` their boundaries are drawn through them and named."""
    drawing = _Drawing(width, bands)
    y = drawing.key(key)
    y = drawing.zones(y)
    top = y
    for row in rows:
        y = drawing.row(row, y)
    drawing.axis(top, y)
    return drawing.sheet.finished(y + 13, title, told)


class _Drawing:
    """One chart while it is drawn: where its columns stand."""

    def __init__(self, width: float, bands: Sequence[Band]) -> None:
        self.sheet = Sheet(width)
        self.bands = bands
        self.left = round(width * (_LABEL_WITH_BANDS if bands else _LABEL))
        self.room = width - self.left - round(width * _RIGHT)

    def at(self, share: float) -> float:
        return self.left + self.room * share

    def key(self, key: Key) -> float:
        """The legend from the left margin; returns where to go on."""
        x, y = 0.5, 9.0
        for fill, words in key.fills:
            wide = 13 + width_of(words, _SMALL) + 12
            if x > 1 and x + wide > self.sheet.width:
                x, y = 0.5, y + 11
            self.sheet.add(Box(x, y - 7, 10, 8, fill, fill.edge))
            self.sheet.words(x + 13, y, words, _SMALL)
            x += wide
        if key.interval:
            if x > 1 and x + 32 + width_of(key.interval, _SMALL) > self.sheet.width:
                x, y = 0.5, y + 11
            self._whisker(x, x + 18, y - 3)
            self.sheet.words(x + 22, y, key.interval, _SMALL)
        return y + 8 if key.fills or key.interval else 2.0

    def zones(self, y: float) -> float:
        """The names of the bands over the stretches that they take."""
        if not self.bands:
            return y
        ends = [band.start for band in self.bands[1:]] + [100]
        names = []
        for band, end in zip(self.bands, ends, strict=True):
            names.append(wrapped(band.label, 5.8, self.room * (end - band.start) / 100, bold=True, most=2))
        depth = max(len(lines) for lines in names)
        for band, end, lines in zip(self.bands, ends, names, strict=True):
            middle = self.at((band.start + end) / 200)
            first = y + 6 + (depth - len(lines)) * 6.6
            self.sheet.lines(middle, first, lines, 5.8, 6.6, bold=True, anchor="middle", colour=palette.QUIET)
        return y + 4 + depth * 6.6

    def row(self, row: Row, y: float) -> float:
        """One row under the one before; returns where the next one starts."""
        lines = wrapped(row.label, _SIZE, self.left - 8, bold=bool(row.mark), most=4)
        words = len(lines) * 9.2 + (9.2 if row.mark else 0)
        deep = sum(_BAR + (6 if bar.interval else _GAP) for bar in row.bars)
        height = max(words + 2, deep) + _ROW_GAP
        self.sheet.add(Line(0, y, self.sheet.width, y, palette.LINE, 0.4))
        self.sheet.lines(0, y + 11, lines, _SIZE, 9.2, bold=bool(row.mark))
        if row.mark:
            self.sheet.words(0, y + 11 + len(lines) * 9.2, f"▶ {row.mark}", _SMALL, bold=True)
        at = y + 5
        for bar in row.bars:
            at = self._bar(bar, at)
        return y + height

    def _bar(self, bar: Bar, y: float) -> float:
        x = float(self.left)
        for part in bar.parts:
            wide = self.room * part.share
            if wide > 0:
                self.sheet.add(Box(x, y, wide, _BAR, part.fill, part.fill.edge))
                self._inside(part, x, wide, y)
            x += wide
        after = x + 4 if not bar.parts else self.left + self.room + 6
        colour = palette.INK if bar.parts else palette.QUIET
        self.sheet.words(after, y + 9.4, bar.right, _SIZE, colour=colour)
        if bar.interval:
            self._whisker(self.at(bar.interval[0]), self.at(bar.interval[1]), y + _BAR + 3)
        return y + _BAR + (6 if bar.interval else _GAP)

    def _inside(self, part: Part, x: float, wide: float, y: float) -> None:
        """The words of a part, on a plate of their own where the ground has a pattern."""
        size = width_of(part.words, _SIZE, bold=True)
        if not part.words or size + 5 > wide:
            return
        plain = part.fill.pattern == "solid"
        if not plain:
            plate = Fill(palette.PAPER)
            self.sheet.add(Box(x + wide / 2 - size / 2 - 2, y + 1.6, size + 4, _BAR - 3.2, plate))
        colour = palette.PAPER if plain and part.fill.ground != palette.PAPER else palette.INK
        self.sheet.words(x + wide / 2, y + 9.4, part.words, _SIZE, bold=True, anchor="middle", colour=colour)

    def _whisker(self, low: float, high: float, y: float) -> None:
        self.sheet.add(
            Line(low, y, high, y, palette.INK, 0.9),
            Line(low, y - 2, low, y + 2, palette.INK, 0.9),
            Line(high, y - 2, high, y + 2, palette.INK, 0.9),
        )

    def axis(self, top: float, bottom: float) -> None:
        """The scale at the foot, and the boundaries of bands through all rows."""
        ticks = [band.start for band in self.bands[1:]] if self.bands else [25, 50, 75]
        for tick in (0, *ticks, 100):
            x = self.at(tick / 100)
            inner = 0 < tick < 100
            dash = (2.0, 1.6) if inner else ()
            colour = palette.INK if inner and self.bands else palette.QUIET
            self.sheet.add(Line(x, top, x, bottom, colour, 0.7 if self.bands and inner else 0.4, dash))
            self.sheet.words(x, bottom + 8, f"{tick:g}%", _SMALL, anchor="middle", colour=palette.QUIET)
        self.sheet.add(Line(self.left, bottom, self.left + self.room, bottom, palette.QUIET, 0.5))
