"""Tables as SPSS files: labels for variables and values, and the reasons for missing values kept apart."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pyreadstat

from fieldwork import whole_files
from fieldwork.exports.columns import CODES, Cell, Column, Missing, Table

#: The longest label that SPSS shows of a variable, in bytes.
_LABEL = 250


def write(folder: Path, table: Table, name: str) -> Path:
    """Writes one table as `name`.sav into a folder."""
    columns = {column.name: _series(table, at, column) for at, column in enumerate(table.columns)}
    labels: dict[str, str | None] = {column.name: _cut(column.label) for column in table.columns}
    values = {column.name: labelled for column in table.columns if (labelled := _labels(column))}
    missing: Any = {column.name: sorted(CODES.values()) for column in table.columns if _coded(column)}
    measures = {column.name: _measure(column) for column in table.columns}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=folder) as place:
        path = Path(place) / "table.sav"
        pyreadstat.write_sav(
            pandas.DataFrame(columns),
            str(path),
            file_label=_cut(table.title)[:60],
            column_labels=labels,
            variable_value_labels=values,
            missing_ranges=missing,
            variable_measure=measures,
            row_compress=True,
        )
        return whole_files.write(folder, f"{name}.sav", path.read_bytes())


def code_of(column: Column, cell: Cell) -> float | None:
    """The number that stands for a cell of a coded column; None for an empty one."""
    if isinstance(cell, Missing):
        return CODES[cell]
    if cell is None:
        return None
    if column.kind == "choice":
        known = list(column.values)
        text = str(cell)
        return float(text) if _numeric(column) else known.index(text) + 1 if text in known else None
    return float(cell)


def _numeric(column: Column) -> bool:
    """Whether its values are 1 and 0 already."""
    return set(column.values) == {"0", "1"}


def _coded(column: Column) -> bool:
    return column.misses and column.kind in ("choice", "whole", "number")


def _series(table: Table, at: int, column: Column) -> Any:
    cells: Sequence[Cell] = [row[at] for row in table.rows]
    if column.kind in ("choice", "whole", "number"):
        return pandas.Series([code_of(column, cell) for cell in cells], dtype="float64")
    if column.kind == "date":
        return pandas.Series([_date(cell) for cell in cells], dtype="object")
    return pandas.Series(["" if c is None else str(c) for c in cells], dtype="object")


def _date(cell: Cell) -> date | None:
    try:
        return date.fromisoformat(str(cell))
    except ValueError:
        return None


def _labels(column: Column) -> dict[float, str]:
    found: dict[float, str] = {}
    if column.kind == "choice":
        for value, label in column.values.items():
            code = code_of(column, value)
            assert code is not None
            found[code] = label[:120]
    if _coded(column):
        found |= {float(code): reason.label for reason, code in CODES.items()}
    return found


def _measure(column: Column) -> str:
    return {"choice": "nominal", "text": "nominal"}.get(column.kind, "scale")


def _cut(label: str) -> str:
    """A label within SPSS's length, cut between letters."""
    return label.encode()[:_LABEL].decode(errors="ignore")
