"""What a report is made of, whatever it is written as: headings, words, tables, figures, quotations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from fieldwork.documents.charts.scene import Scene

#: How words weigh: what matters most, an opening line, plain, a caution in a box, small print.
Weight = Literal["headline", "lead", "body", "caution", "small"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is a chapter, 2 a standard or annex part, 3 what stands inside those."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of plain words."""

    text: str
    weight: Weight = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings; the first column heads the rows.

    `shares` are the widths of the columns beside each other; `numbers` the columns with figures, set to
    the right; `strong` the rows that stand out.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; `name` is what its file is called where it stands alone."""

    name: str
    scene: Scene


@dataclass(frozen=True, slots=True)
class Quote:
    """An example told in words of its own, and what it is about."""

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """What follows starts a new page, where there are pages."""


Block = Heading | Words | Table | Figure | Quote | Break


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report. `left_out` says what was kept back because it points to somebody."""

    title: str
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = field(default=())

    @property
    def figures(self) -> list[Figure]:
        """The charts in order."""
        return [block for block in self.blocks if isinstance(block, Figure)]


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    numbers: Sequence[int] = (),
    strong: Sequence[int] = (),
) -> list[Block]:
    """A table as blocks; nothing where there are no rows. Every row has a cell for each heading."""
    if not rows:
        return []
    if {len(row) for row in rows} | {len(shares)} != {len(heads)}:
        raise ValueError(f"{caption}: rows, widths and headings differ in number")
    body = tuple(tuple(row) for row in rows)
    return [Table(caption, tuple(heads), body, tuple(shares), frozenset(numbers), frozenset(strong))]
