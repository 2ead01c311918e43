"""Reading a long office list: 20,000 rows of 20 columns, as values, beside the workbook reader alone."""

import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from fieldwork.programme import library
from fieldwork.sample.read import read_list
from tests.benchmarks.table import Row

ROWS = 20_000
#: Each time is the best of so many, alternately, since the machine is shared.
ROUNDS = 5

_FAMILIES = ("WALKER", "O'NEILL", "LLŶR", "Khan", "Smith-Jones", "BROWN")
_FIRSTS = ("Dylan", "Aisha", "Siân", "Karl", "Mo", "Ella", "Jordan")
_HEADINGS = (
    *("Offender Ref (CRN) ", "Name", "DOB", "Sex", "Ethnic Origin", "Tool", "Provider", "LMC / LDU"),
    *("Offender Manager", "OM Grade", "Disposal", "Commencement", "Release", "Resettlement prison", "Reqs"),
    *("ROSH LEVEL", "OGRS band", "DA flag", "Main offence", "Comments"),
)


def _case(number: int, chance: random.Random) -> list[str | date]:
    pick = chance.choice
    start = date(2019, 1, 1) + timedelta(days=chance.randrange(120))
    born = date(1955, 1, 1) + timedelta(days=chance.randrange(16_000))
    return [
        f"X{number:06d}",
        f"{pick(_FAMILIES)}{number}, {pick(_FIRSTS)}".translate(_AS_LETTERS),
        pick((born, f"{born:%d/%m/%Y}")),
        pick(("M", "F", "male", "Female")),
        pick(("White British", "Asian Indian", "B1", "Not stated")),
        pick(("D2", "UPW", "TTG")),
        pick(("CRC", "NPS")),
        f"Office {chance.randrange(40)}",
        f"Officer {chance.randrange(600)}".translate(_AS_LETTERS),
        pick(("PO", "PSO")),
        pick(("CO", "SSO", "Lic", "PSS")),
        pick((start, f"{start:%d/%m/%Y}")),
        pick(("", start)),
        pick(("", "HMP Durham")),
        "; ".join(chance.sample(("RAR", "BBR", "TSP", "Unpaid work", "Curfew"), chance.randrange(4))),
        pick(("L", "Med.", "RHRH", "Low")),
        pick(("Low", "Medium", "High", "Very high")),
        pick(("Y", "N", "", "Yes")),
        pick(("Fraud", "Theft", "Drug offences", "Breach")),
        pick(("", "n/a", "see SPO before contact")),
    ]


_AS_LETTERS = str.maketrans("0123456789", "abcdefghij")


def _write(path: Path) -> None:
    chance = random.Random(2019)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Sample")
    sheet.write_row(0, 0, _HEADINGS)
    for number in range(1, ROWS + 1):
        for column, cell in enumerate(_case(number, chance)):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell)
            else:
                sheet.write_string(number, column, cell)
    book.close()


def measure() -> list[Row]:
    """The whole of `read_list` against the bare reader on the same file; the target is twice its time."""
    adult = library.load("adult")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        _write(path)
        ours = bare = float("inf")
        for _ in range(ROUNDS):
            bare = min(
                bare, _seconds(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
            )
            ours = min(ours, _seconds(lambda: read_list(path, adult)))
        found = read_list(path, adult)
    assert (len(found.rows), found.problems) == (ROWS, ())
    return [
        Row(f"office list, {ROWS:,} x {len(_HEADINGS)} XLSX", ours, "s", bare, "within 2x", ours <= 2 * bare)
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
