"""The data of an inspection for other tools: CSV, XLSX, SPSS and JSON, each with its dictionary."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from fieldwork import whole_files
from fieldwork.exports import tidy
from fieldwork.exports.columns import Cell, Table
from fieldwork.exports.dictionary import dictionary
from fieldwork.exports.readings import Wanted
from fieldwork.inspection.file import Inspection

_WIDEST = 60
Tables = Sequence[Table]


def write(inspection: Inspection, formats: Sequence[str], folder: Path, wanted: Wanted) -> list[Path]:
    """Writes the tables in each of these formats into a folder; each file appears whole."""
    tables = tidy.tables(inspection, wanted)
    return [path for name in formats for path in _WRITERS[name](inspection, tables, folder)]


def _csv(_: Inspection, tables: Tables, folder: Path) -> list[Path]:
    """One file a table, UTF-8 with a mark by which spreadsheets know it, and the dictionary."""
    return [_sheet_of_text(table, folder) for table in (*tables, dictionary(tables))]


def _sheet_of_text(table: Table, folder: Path) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return whole_files.write(folder, f"{table.name}.csv", text.getvalue().encode("utf-8-sig"))


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula, told apart by an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _xlsx(inspection: Inspection, tables: Tables, folder: Path) -> list[Path]:
    """One workbook: a sheet a table, the dictionary first."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": inspection.info().title, "author": "Fieldwork"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table in (dictionary(tables), *tables):
            _sheet(book, table, head)
    return [whole_files.write(folder, "data.xlsx", target.getvalue())]


def _sheet(book: Any, table: Table, head: Any) -> None:
    sheet = book.add_worksheet(table.name[:31])
    for at, column in enumerate(table.columns):
        longest = max((len(str(row[at])) for row in table.rows if row[at] is not None), default=0)
        sheet.set_column(at, at, min(_WIDEST, max(len(column.name), longest) + 2))
        sheet.write_string(0, at, column.name, head)
    for number, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, at, str(cell))
            elif cell is not None:
                sheet.write_number(number, at, cell)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.freeze_panes(1, 1)


def _json(inspection: Inspection, tables: Tables, folder: Path) -> list[Path]:
    """One document with every table, and the dictionary in one of its own."""
    info, programme = inspection.info(), inspection.programme
    document = {
        "inspection": {"id": info.id, "title": info.title, "provider": info.provider},
        "programme": {"id": programme.id, "edition": programme.edition.id},
        "tables": {table.name: _rows(table) for table in tables},
    }
    described = {
        table.name: {
            "title": table.title,
            "columns": [
                {
                    "name": column.name,
                    "label": column.label,
                    "kind": column.kind,
                    "values": dict(column.values),
                    "may_be_missing": column.misses,
                    "about": column.about or None,
                }
                for column in table.columns
            ],
        }
        for table in tables
    }
    return [_dumped(folder, "data.json", document), _dumped(folder, "dictionary.json", described)]


def _rows(table: Table) -> list[dict[str, Cell]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def _dumped(folder: Path, name: str, document: object) -> Path:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return whole_files.write(folder, name, text.encode())


def _sav(_: Inspection, tables: Tables, folder: Path) -> list[Path]:
    """One file a table, and the dictionary as CSV."""
    from fieldwork.exports import spss  # slow to import: pandas

    files = [spss.write(folder, table, table.name) for table in tables]
    return [*files, _sheet_of_text(dictionary(tables), folder)]


_WRITERS: dict[str, Callable[[Inspection, Tables, Path], list[Path]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "sav": _sav,
    "json": _json,
}
FORMATS = tuple(_WRITERS)
