"""How values of case facts are written for people."""

from datetime import date

from fieldwork import wording
from fieldwork.programme.model import Fact, Value

MASK = "••••"
NO_VALUE = "No value"


def fact_words(fact: Fact | None, value: Value | None) -> str:
    """A fact's value as people read it; "" for none."""
    if value is None:
        return ""
    if fact is None:
        return ", ".join(value) if isinstance(value, tuple) else str(value)
    if fact.type == "date":
        try:
            return wording.day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return fact.words(value)
