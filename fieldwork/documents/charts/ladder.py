"""Ratings as places on a ladder of bands: now, and before where that compares; and over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldwork.documents.charts import palette
from fieldwork.documents.charts.scene import Box, Dot, Fill, Line, Scene, Sheet, width_of, wrapped
from fieldwork.programme.model import Band

_ROW, _SIZE = 19.0, 7.8


@dataclass(frozen=True, slots=True)
class Rung:
    """One standard: its rating, the one before, None where there is none."""

    label: str
    rating: Band | None
    previous: Band | None = None


def ladder(title: str, told: str, rungs: Sequence[Rung], bands: Sequence[Band], width: float) -> Scene:
    """A row for each standard, a column for each band: a filled box where it stands, a ring where it was."""
    sheet = Sheet(width)
    left = round(width * 0.36)
    column = (width - left) / len(bands)
    for place, band in enumerate(bands):
        sheet.words(left + column * (place + 0.5), 10, band.label, 6.8, bold=True, anchor="middle")
    y = 15.0
    for rung in rungs:
        sheet.add(Line(0, y, width, y, palette.LINE, 0.4))
        (label,) = wrapped(rung.label, _SIZE, left - 6, most=1)
        sheet.words(0, y + 12.5, label, _SIZE)
        for place, band in enumerate(bands):
            x = left + column * place
            if band == rung.rating:
                fill = palette.band(place, len(bands))
                sheet.add(Box(x + 3, y + 3, column - 6, _ROW - 6, fill, fill.edge, 0.9))
                aside = 5 if band == rung.previous else 0  # room for the ring
                _name(sheet, _short(band), fill, x + column / 2 - aside, y + 12.2)
            if band == rung.previous:
                middle = x + (column - 10 if band == rung.rating else column / 2)
                sheet.add(Dot(middle, y + _ROW / 2, 3.6, palette.PAPER, palette.INK, 1.2))
        if rung.rating is None:
            sheet.words(left + 4, y + 12.5, "Not rated yet", 7, colour=palette.QUIET)
        y += _ROW
    sheet.add(Line(0, y, width, y, palette.LINE, 0.4))
    if any(rung.previous for rung in rungs):
        sheet.add(Dot(4, y + 9, 3.4, palette.PAPER, palette.INK, 1.2))
        sheet.words(11, y + 11.4, "Rating before, where it compares", 6.5)
        y += 14
    return sheet.finished(y + 2, title, told)


def _name(sheet: Sheet, words: str, fill: Fill, middle: float, y: float) -> None:
    """Words in the middle of a box: on a plate of their own where the box has a pattern."""
    if fill.pattern == "solid":
        sheet.words(middle, y, words, 7.4, bold=True, anchor="middle", colour=palette.PAPER)
        return
    wide = width_of(words, 7.4, bold=True) + 6
    sheet.add(Box(middle - wide / 2, y - 7.6, wide, 10, Fill(palette.PAPER)))
    sheet.words(middle, y, words, 7.4, bold=True, anchor="middle")


def _short(band: Band) -> str:
    """The word in the box: the label where it is short, else its initials."""
    return band.label if len(band.label) <= 11 else initials(band)


def initials(band: Band) -> str:
    """`RI` for Requires improvement."""
    return "".join(word[0] for word in band.label.split()).upper()


@dataclass(frozen=True, slots=True)
class Column:
    """One inspection on the map: its heading in lines, its points, and its ratings by label of the row."""

    heading: tuple[str, ...]
    foot: str
    ratings: dict[str, Band | None]


def bands_map(
    title: str, told: str, rows: Sequence[str], columns: Sequence[Column], bands: Sequence[Band], width: float
) -> Scene:
    """Standards down the side, inspections across in order of time, each rating by letter and pattern."""
    sheet = Sheet(width)
    left = round(width * 0.3)
    wide = min(92.0, (width - left) / max(1, len(columns)))
    heads = [
        [line for part in one.heading for line in wrapped(part, 6.6, wide - 6, most=2)] for one in columns
    ]
    depth = max((len(lines) for lines in heads), default=0)
    for place, lines in enumerate(heads):
        middle = left + wide * (place + 0.5)
        sheet.lines(middle, 8 + (depth - len(lines)) * 8, lines, 6.6, 8, anchor="middle", bold=True)
    y = depth * 8 + 6.0
    for row in rows:
        (label,) = wrapped(row, _SIZE, left - 6, most=1)
        sheet.words(0, y + 13, label, _SIZE)
        for place, one in enumerate(columns):
            _cell(sheet, one.ratings.get(row), bands, left + wide * place, y, wide)
        y += 22
    for place, one in enumerate(columns):
        sheet.words(left + wide * (place + 0.5), y + 10, one.foot, 7, bold=True, anchor="middle")
    y = _legend(sheet, bands, y + 22)
    return sheet.finished(y + 4, title, told)


def _cell(sheet: Sheet, rating: Band | None, bands: Sequence[Band], x: float, y: float, wide: float) -> None:
    if rating is None:
        sheet.add(Box(x + 2, y + 2, wide - 4, 18, None, palette.LINE))
        sheet.words(x + wide / 2, y + 13.4, "–", 8, anchor="middle", colour=palette.QUIET)
        return
    fill = palette.band([band.id for band in bands].index(rating.id), len(bands))
    sheet.add(Box(x + 2, y + 2, wide - 4, 18, fill, fill.edge, 0.9))
    _name(sheet, initials(rating), fill, x + wide / 2, y + 13.6)


def _legend(sheet: Sheet, bands: Sequence[Band], y: float) -> float:
    x = 0.5
    for place, band in enumerate(bands):
        fill = palette.band(place, len(bands))
        sheet.add(Box(x, y - 7, 11, 9, fill, fill.edge))
        sheet.words(x + 14, y, f"{initials(band)}: {band.label}", 6.6)
        x += 30 + len(band.label) * 4.2 + 12
    return y
