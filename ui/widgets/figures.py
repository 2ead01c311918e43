"""What a table of figures is made of, and the same as rich text and as plain text to paste elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ui.theme import Tone
from ui.widgets.bands import BandLook, Scale
from ui.widgets.stacked_bar import Part, said

#: Whose share a thin bar shows: the population's outlined, the sample's filled, the complete ones' hatched.
Whose = Literal["population", "sample", "complete"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `text` is what it says, `note` a few quieter words after it; `parts` a bar beside it,
    `band` a rating in its place, `scale` bands with marks, `shares` thin bars for shares of 1; `mark` an
    icon and its tone.
    `opens` says that there are cases behind it to show, `short` that a band stands as its initials.
    """

    text: str = ""
    note: str = ""
    parts: tuple[Part, ...] = ()
    band: BandLook | None = None
    scale: Scale | None = None
    shares: tuple[tuple[Whose, float], ...] = ()
    mark: tuple[str, Tone] | None = None
    tip: str = ""
    opens: bool = False
    strong: bool = False
    short: bool = False

    @property
    def words(self) -> str:
        """Everything that it says."""
        found = [self.band.label if self.band else "", self.text, self.note]
        return " ".join(part for part in found if part) or said(self.parts) or self._scale_words

    @property
    def _scale_words(self) -> str:
        return self.scale.said() if self.scale else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `heading` stands first, with quieter words and perhaps a mark below it in tall tables;
    `cells` under the columns. A `group` heads the lines below it.
    """

    key: str
    heading: str
    cells: tuple[Cell, ...] = ()
    level: int = 0
    group: bool = False
    tip: str = ""
    detail: str = ""
    mark: tuple[str, Tone] | None = None

    @property
    def words(self) -> str:
        """The heading with what stands below it."""
        return f"{self.heading} ({self.detail})" if self.detail else self.heading


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, a quieter second line, perhaps a caution, its width in characters, 0 for an even
    part of the room that is left.
    """

    title: str
    detail: str = ""
    mark: tuple[str, Tone] | None = None
    tip: str = ""
    width: int = 14
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Figures:
    """A whole table: what it is, what heads its lines, its columns and lines, and words to stand under it."""

    title: str
    corner: str = ""
    heads: tuple[Head, ...] = ()
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def rows(self) -> list[list[str]]:
        """The table as words: headings first; the second line of a heading follows its title."""
        top = [self.corner, *(" – ".join(part for part in (h.title, h.detail) if part) for h in self.heads)]
        return [top, *([line.words, *_words(line, len(self.heads))] for line in self.lines)]


def _words(line: Line, columns: int) -> list[str]:
    found = [cell.words for cell in line.cells]
    return [*found, *[""] * (columns - len(found))]


def as_text(figures: Figures) -> str:
    """The table with tabs between its columns, as spreadsheets take it in."""
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in figures.rows()]
    return "\n".join([figures.title, *lines, *figures.notes])


def as_html(figures: Figures) -> str:
    """The table as HTML that word processors paste as a table with a heading row."""
    heads, *rows = figures.rows()
    edge = "border:1px solid #8c9299;padding:3px 6px;vertical-align:top"
    top = "".join(f'<th scope="col" style="{edge};text-align:left">{escape(cell)}</th>' for cell in heads)
    body = "".join(_html_row(line, row, edge) for line, row in zip(figures.lines, rows, strict=True))
    notes = "".join(f"<p>{escape(note)}</p>" for note in figures.notes)
    return (
        f"<html><body><p><b>{escape(figures.title)}</b></p>"
        f'<table style="border-collapse:collapse"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
        f"{notes}</body></html>"
    )


def _html_row(line: Line, row: Sequence[str], edge: str) -> str:
    if line.group:
        span = f'colspan="{len(row)}"'
        return f'<tr><th {span} scope="rowgroup" style="{edge};text-align:left">{escape(row[0])}</th></tr>'
    indent = f";padding-left:{6 + 12 * line.level}px"
    first = f'<th scope="row" style="{edge};text-align:left;font-weight:normal{indent}">{escape(row[0])}</th>'
    return f"<tr>{first}" + "".join(f'<td style="{edge}">{escape(cell)}</td>' for cell in row[1:]) + "</tr>"


def copy(figures: Figures) -> None:
    """Puts the table on the clipboard, as rich text and as plain text."""
    data = QMimeData()
    data.setHtml(as_html(figures))
    data.setText(as_text(figures))
    QGuiApplication.clipboard().setMimeData(data)
