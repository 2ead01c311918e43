"""One measured thing as a row, and rows as an aligned table."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("what", "measured", "bare minimum", "ratio", "target", "met?")


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing.

    `measured` and `bare` are in `unit` ("s", "ms", "MB", "per s"); `bare` is the least that the same work
    could cost on this machine (the library call alone), None where there is no such thing.
    `target` is in words ("under 0.5 s"); `met` is None where there is no target to hold.
    """

    what: str
    measured: float
    unit: str
    bare: float | None
    target: str
    met: bool | None


def three_digits(number: float) -> str:
    """The number to three significant digits, never in powers of ten: 0.0123, 4.57, 1,400."""
    if number == 0 or abs(number) >= 100:
        return f"{number:,.0f}"
    size = 0
    while abs(number) * 10**size < 1:
        size += 1
    decimals = size + 2 if size else (2 if abs(number) < 10 else 1)
    return f"{number:.{decimals}f}"


def cells(row: Row) -> tuple[str, ...]:
    """The row's texts under `HEADINGS`."""
    return (
        row.what,
        f"{three_digits(row.measured)} {row.unit}",
        "" if row.bare is None else f"{three_digits(row.bare)} {row.unit}",
        f"{row.measured / row.bare:.1f}" if row.bare else "",
        row.target,
        {True: "yes", False: "NO", None: ""}[row.met],
    )


def lay_out(rows: Sequence[Row]) -> str:
    """All rows as one table, headings first; numbers stand to the right."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    texts = [
        "  ".join(
            text.rjust(width) if column in (1, 2, 3) else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    texts.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(texts)
