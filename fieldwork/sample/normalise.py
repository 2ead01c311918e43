"""Cells into values: one reader for each column, called once for each different cell of the column."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from fieldwork.programme.conditions import Value
from fieldwork.programme.model import Fact
from fieldwork.sample.compounds import read_mappa, read_name, tidy_name
from fieldwork.sample.errors import InFuture, Unreadable
from fieldwork.sample.identifiers import read_crn, read_pnc
from fieldwork.sample.vocabulary import Compound, Words
from fieldwork.sheets.cells import Cell, cell_text, fold
from fieldwork.sheets.dates import read_date
from fieldwork.wording import day, listed

#: A fact's value from a cell, None for no value. Raises Unreadable.
Reader = Callable[[Cell], Value | None]
#: The same for a column that holds several facts: their values in the column's order.
PartsReader = Callable[[Cell], tuple[Value | None, ...]]
_One = Callable[[str], Value | None]

#: More than any name, place or prison needs; a longer cell is a slip, such as a quote left open.
LONGEST_TEXT = 200

#: What stands for a line break between the values of one cell.
_NEXT = " ; "

_NUMBER = re.compile(r"(\d{1,6}(?:\.\d{1,4})?) ?[a-z.]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day that a list was taken out, and whether the list says so itself (else it is today)."""

    extracted: date
    stated: bool


def fact_reader(fact: Fact, words: Words, calendar: Calendar) -> Reader:
    """Reads one fact's column by the programme's type and values for it."""
    if fact.type == "date":
        return _date_reader(fact, words, calendar)
    one = _text_to_value(fact, words)
    empty = words.empty(fact.id)
    several = fact.type == "list"
    is_reference = fact.id == "reference"

    def read(cell: Cell) -> Value | None:
        if is_reference and isinstance(cell, str) and (reference := read_crn(cell)):
            return reference  # most are sound, and all are different, so this is worth a short cut
        if several and isinstance(cell, str):
            cell = cell.replace("\n", _NEXT)
        text = cell_text(cell)
        if text.lower() not in empty:
            return one(text)
        _need_none(fact)
        return None

    return read


def compound_reader(compound: Compound, facts: dict[str, Fact], words: Words) -> PartsReader:
    """Reads a column that holds several facts; `facts` are those of its parts that it fills, by id."""
    ways: dict[str, Callable[[str], dict[str, str]]] = {
        "name": read_name,
        "mappa": partial(read_mappa, words),
    }
    take_apart = ways[compound.reads]
    empty = words.empty(compound.id)
    checked = [fact for fact in facts.values() if fact.required or fact.type == "choice"]

    def read(cell: Cell) -> tuple[Value | None, ...]:
        text = cell_text(cell)
        parts = take_apart(text) if text.lower() not in empty else {}
        for fact in checked:
            value = parts.get(fact.id)
            if value is None:
                _need_none(fact)
            elif fact.type == "choice" and value not in fact.values:
                raise Unreadable(f"Expected {_expected(fact)}.")
        return tuple(map(parts.get, facts))

    return read


def _need_none(fact: Fact) -> None:
    """Raises Unreadable where a cell without a value will not do."""
    if fact.required:
        raise Unreadable(f"No value: expected {_expected(fact)}.")


def _text_to_value(fact: Fact, words: Words) -> _One:
    if fact.id == "reference":
        return _identifier(read_crn, "a CRN of one letter and six digits, such as X123456")
    if fact.id == "pnc":
        return _identifier(read_pnc, "a PNC number such as 2013/0644385Q (the letter checks the digits)")
    if fact.id in ("family_name", "first_names"):
        return tidy_name
    match fact.type:
        case "choice":
            return _choice(fact, words)
        case "list":
            return _several(fact, words)
        case "number":
            return _number
        case _:
            return _text


def _identifier(read: Callable[[str], str | None], expected: str) -> _One:
    def one(text: str) -> str:
        found = read(text)
        if found is None:
            raise Unreadable(f"Expected {expected}.")
        return found

    return one


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"Too long: expected at most {LONGEST_TEXT} characters.")
    return text


def _number(text: str) -> int | float:
    match = _NUMBER.fullmatch(text)
    if not match:
        raise Unreadable("Expected a number such as 12.")
    number = float(match[1])
    return int(number) if number.is_integer() else number


def _choice(fact: Fact, words: Words) -> _One:
    meanings = words.choices(fact)

    def one(text: str) -> str:
        found = meanings.get(fold(text))
        if found is None:
            raise Unreadable(f"Expected {_expected(fact)}.")
        return found

    return one


def _several(fact: Fact, words: Words) -> _One:
    """Several values in one cell, into the programme's order, so that the office's order makes no change.

    A part that means something as a whole is not split further: `alcohol abstinence and monitoring`.
    """
    meanings = words.choices(fact)
    empty = words.empty(fact.id)
    order = {value: place for place, value in enumerate(fact.values)}

    def meaning(part: str) -> str | None:
        folded = fold(part)
        kind = " ".join(w for w in folded.split() if w not in words.noise and not w[0].isdigit())
        return meanings.get(folded) or meanings.get(kind)

    def values(text: str, separators: tuple[re.Pattern[str], ...]) -> Iterator[str]:
        if text.lower() in empty:
            return
        if found := meaning(text):
            yield found
        elif not separators:
            raise Unreadable(f"Expected {_expected(fact)}.")
        else:
            for part in separators[0].split(text):
                yield from values(part.strip(), separators[1:])

    def one(text: str) -> tuple[str, ...] | None:
        return tuple(sorted(set(values(text, words.separators)), key=order.__getitem__)) or None

    return one


def _date_reader(fact: Fact, words: Words, calendar: Calendar) -> Reader:
    born = fact.id == "date_of_birth"
    latest_short_year = calendar.extracted.year + (-words.youngest if born else words.youngest)
    latest = calendar.extracted if fact.id in words.not_after_extract else None
    since = "the day the list was taken out" if calendar.stated else "today"
    empty = words.empty(fact.id)

    def read(cell: Cell) -> Value | None:
        found = read_date(cell, latest_short_year=latest_short_year)
        if found is None and cell_text(cell).lower() in empty:
            _need_none(fact)
            return None
        if found is None:
            raise Unreadable(f"Not a day in the calendar: expected {_expected(fact)}.")
        if latest and found > latest:
            raise InFuture(f"In the future: expected a date up to {day(latest)}, {since}.")
        return found.isoformat()

    return read


def _expected(fact: Fact) -> str:
    """What a cell for the fact may hold, for the end of a sentence."""
    if fact.id == "reference":
        return "a CRN of one letter and six digits, such as X123456"
    match fact.type:
        case "choice":
            return listed(list(fact.values.values()), "or")
        case "list":
            return f"any of {listed(list(fact.values.values()))}, with ; between them"
        case "date":
            return "a date such as 23/02/2019"
        case "number":
            return "a number such as 12"
        case _:
            return f"the {fact.label[:1].lower()}{fact.label[1:]}"
