"""Dates as offices write them, into ISO text."""

import re
from datetime import date, datetime, time, timedelta

from fieldwork.sheets.cells import Cell, cell_text

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {
    name: number for number, month in enumerate(_MONTHS, start=1) for name in (month, month[:3])
} | {"sept": 9}

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?Z?)?"
_SLASHED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + _TIME, re.ASCII | re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, re.ASCII | re.IGNORECASE)
_WORDED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/.]*([a-z]+)\.?,?[ \-/.]*(\d{4}|\d{2})" + _TIME,
    re.ASCII | re.IGNORECASE,
)
# Four digits would be a year.
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)

#: More than any way of writing a date with its time needs.
_LONGEST = 50

#: Excel counts days from here (its 1900 system, right for every day after February 1900).
_EXCEL_START = date(1899, 12, 30)
#: The years that a case can speak of; also the plausible range for Excel's day numbers.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def read_date(cell: Cell, *, latest_short_year: int) -> date | None:
    """The day a cell means, None where it is not a date.

    Takes Excel dates and day numbers, `23/02/2019`, `23.2.19`, `5 March 2019`, `05-Mar-19` and ISO; the
    day stands before the month, as offices write it. A two-digit year is the latest one that ends so and is
    not after `latest_short_year`. Days that do not exist, and years outside 1900 to 2100, are not dates.
    """
    if isinstance(cell, datetime):
        found: date | None = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, str) and (match := _SLASHED.fullmatch(cell)):
        found = _from_parts(
            match[1], match[2], match[3], latest_short_year
        )  # the usual form needs no tidying
    elif isinstance(cell, bool | time | timedelta):
        found = None
    else:
        found = _from_text(cell_text(cell), latest_short_year)
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _from_text(text: str, latest_short_year: int) -> date | None:
    if len(text) > _LONGEST:
        return None
    if match := _SLASHED.fullmatch(text):
        day, month, year = match.group(1, 2, 3)
    elif match := _ISO.fullmatch(text):
        year, month, day = match.group(1, 2, 3)
    elif match := _WORDED.fullmatch(text):
        day, month, year = match.group(1), str(_MONTH_NUMBERS.get(match[2].lower(), 0)), match[3]
    elif match := _SERIAL.fullmatch(text):
        return _EXCEL_START + timedelta(days=int(match[1]))
    else:
        return None
    return _from_parts(day, month, year, latest_short_year)


def _from_parts(day: str, month: str, year: str, latest_short_year: int) -> date | None:
    try:
        return date(_full_year(year, latest_short_year), int(month), int(day))
    except ValueError:
        return None


def _full_year(year: str, latest: int) -> int:
    if len(year) > 2:
        return int(year)
    return latest - (latest - int(year)) % 100
