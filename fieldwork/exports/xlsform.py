"""A form as XLSForm (xlsform.org), for ODK, Enketo and others: one workbook a form.

`docs/xlsform.md` says how facts and routing are carried over, and what is lost.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from fieldwork import whole_files
from fieldwork.exports.names import plain
from fieldwork.exports.rows import LANGUAGE, Choice, Row, cells, heads
from fieldwork.exports.survey import Survey, words
from fieldwork.programme.model import Programme

#: Column widths in characters, for people who open the workbook.
_WIDTHS = {"type": 22, "name": 26, "list_name": 26, "relevant": 40, "calculation": 40}
_WIDE, _NARROW = 60, 14
#: Written into every workbook, so that the same form is the same file, byte for byte.
_MADE = datetime(2020, 1, 1)

Sheet = Sequence[Sequence[str]]


def write(programme: Programme, form_id: str, folder: Path) -> Path:
    """Writes `adult-second-round-supervision.xlsx` into the folder. Raises `Fault` where that fails."""
    name = f"{programme.id}-{programme.edition.id}-{form_id}.xlsx"
    return whole_files.write(folder, name, workbook(sheets(programme, form_id)))


def write_all(programme: Programme, folder: Path) -> list[Path]:
    """Every form of the programme, each in its own workbook."""
    return [write(programme, form_id, folder) for form_id in programme.forms]


def sheets(programme: Programme, form_id: str) -> dict[str, Sheet]:
    """The sheets survey, choices and settings of one form, each with its row of heads."""
    form = programme.forms[form_id]
    survey = Survey(programme, form)
    rows = [cells(row) for row in survey.rows()]
    choices = [cells(choice) for choice in survey.choices.rows()]
    title = words(f"{programme.title}: {form.title}")
    settings = {
        "form_title": title,
        "form_id": form_name(programme, form_id),
        "version": f"{programme.edition.id}-{_mark([title], *rows, *choices)}",
        "default_language": LANGUAGE,
        "instance_name": survey.instance_name,
        "style": "pages",
    }
    return {
        "survey": [heads(Row), *rows],
        "choices": [heads(Choice), *choices],
        "settings": [list(settings), list(settings.values())],
    }


def form_name(programme: Programme, form_id: str) -> str:
    """The form's id at a server, the same in every edition: `adult_supervision`."""
    return plain(f"{programme.id}_{form_id}")


def _mark(*rows: Sequence[str]) -> str:
    """Changes with whatever the form holds."""
    text = "\0".join("\1".join(row) for row in rows)
    return sha256(text.encode()).hexdigest()[:8]


def workbook(content: dict[str, Sheet]) -> bytes:
    """The sheets as XLSX, heads bold and in place while scrolling, every cell text."""
    data = BytesIO()
    book: Any = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": _MADE})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in content.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(rows[0]):
            width = _WIDE if "::" in head else _WIDTHS.get(head, _NARROW)
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(rows[1:], start=1):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text, wrapped)
    book.close()
    return data.getvalue()
