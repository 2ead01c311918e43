"""What is never printed: names of people on probation, and the facts that point to them.

Personal facts themselves are left out by whoever prints facts. Free text (notes, examples, concerns)
may still hold a name that the office list gave; there each name is replaced by its initial.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from fieldwork import wording
from fieldwork.programme.model import Programme
from fieldwork.reading.model import CaseReading
from fieldwork.reading.ordinary import ORDINARY

Discreet = Callable[[str], str]


def discreet(case: CaseReading, programme: Programme, officer_shown: bool = False) -> Discreet:
    """A function that takes the case's names and other personal facts out of a text.

    Names count as whole words, in capitals, with a capital, and in small letters too, save that "will"
    stays where someone is called Will. The officer's name goes too unless `officer_shown`.
    """
    hidden = dict(_replacements(case, programme))
    officer = _composed(case.officer)
    if officer and not officer_shown:
        hidden[officer] = wording.initials(officer)
    if officer_shown:
        hidden.pop(officer, None)
    if not hidden:
        return _composed
    longest_first = sorted(hidden, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first))
    return lambda text: pattern.sub(lambda found: hidden[found.group()], _composed(text))


def initials(case: CaseReading) -> str:
    """`DW`, from the names on the office list; nothing where the list gave none."""
    names = (str(case.given.get(fact) or "") for fact in ("first_names", "family_name"))
    return wording.initials(" ".join(names).strip())


def _replacements(case: CaseReading, programme: Programme) -> Iterable[tuple[str, str]]:
    for fact in programme.facts.values():
        value = case.given.get(fact.id)
        if not fact.personal or not isinstance(value, str) or not value.strip():
            continue
        text = " ".join(_composed(value).split())
        if text == " ".join(_composed(case.officer).split()):
            continue
        if fact.type == "date":
            yield from ((form, f"[{fact.label.lower()}]") for form in _date_forms(text))
        elif any(char.isdigit() for char in text):
            yield text, f"[{fact.label.lower()}]"
        else:
            for name in {text, *re.split(r"[\s,]+", text)}:
                if len(name) > 1:
                    yield from ((form, wording.initials(name)) for form in _written(name))


def _written(name: str) -> Iterable[str]:
    """The ways in which a name may be typed."""
    yield from (name, name.upper(), name.title())
    if len(name) > 3 and name.lower() not in ORDINARY:
        yield name.lower()


def _date_forms(text: str) -> Iterable[str]:
    yield text
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return
    yield from (wording.day(when), when.strftime("%d/%m/%Y"), f"{when.day}/{when.month}/{when.year}")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
