"""Finding what points to a person in a text, and changing it: for examples that are published."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Value

#: Case facts that point to a person or a place, and how a changed text may speak of them instead.
_STAND_INS = {
    "family_name": "Taylor",
    "first_names": "Sam",
    "reference": "the case",
    "pnc": "a police record",
    "responsible_officer": "the responsible officer",
    "office": "a local office",
    "ldu": "a local unit",
    "team": "a team",
    "resettlement_prison": "a local prison",
    "date_of_birth": "a date of birth",
    "start_date": "a date",
    "release_date": "a date",
}
_CRN = re.compile(r"\b[A-Za-z]\d{6}\b")
_PNC = re.compile(r"\b\d{2}(?:\d{2})?/\d{1,7}[A-Za-z]\b")
#: Words that begin sentences or are names and words alike are found only as written in the list.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in a text that points to somebody: where it stands, what it is, what to say instead."""

    start: int
    end: int
    text: str
    what: str
    instead: str


def pointing(inspection: Inspection, ref: str, text: str) -> list[Found]:
    """Everything in the text that points to the person of a case, to its officer or to a place.

    Finds the list's names (whole or in part, in any case of letters), references, dates as they
    may be written, the names of all responsible officers, offices and the team, and anything that
    looks like a CRN or PNC. It cannot know a name that the file does not hold: a person reads the text too.
    """
    composed = unicodedata.normalize("NFC", text)
    found: list[Found] = []
    for words, what, instead in _known(inspection, ref):
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE if len(words) > _SHORT else 0)
        found += [Found(m.start(), m.end(), m[0], what, instead) for m in pattern.finditer(composed)]
    for pattern, what in ((_CRN, "Case reference"), (_PNC, "Police reference")):
        instead = "the case" if what == "Case reference" else "a police record"
        found += [Found(m.start(), m.end(), m[0], what, instead) for m in pattern.finditer(composed)]
    return _apart(found)


def changed(text: str, found: list[Found]) -> str:
    """The text with each finding replaced by what to say instead."""
    parts, at = [], 0
    composed = unicodedata.normalize("NFC", text)
    for one in found:
        parts += [composed[at : one.start], one.instead]
        at = one.end
    return "".join((*parts, composed[at:]))


def _apart(found: list[Found]) -> list[Found]:
    """In order, the longest of those that overlap."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _known(inspection: Inspection, ref: str) -> Iterator[tuple[str, str, str]]:
    """Words that point to somebody: (words, what they are, what to say instead)."""
    given = queries.given(inspection, ref)
    yield from _of_case(inspection, given)
    for officer in queries.officers(inspection):
        yield from _name_parts(officer.name, "Responsible officer", "the responsible officer")
    for office in queries.offices(inspection):
        yield office.name, "Office", "a local office"
    for person in queries.team(inspection):
        yield person.name, "Inspector", "the inspector"


def _of_case(inspection: Inspection, given: Mapping[str, Value]) -> Iterator[tuple[str, str, str]]:
    first, family = str(given.get("first_names", "")), str(given.get("family_name", ""))
    if first and family:
        yield f"{first} {family}", "Name", _STAND_INS["first_names"]
    for fact, instead in _STAND_INS.items():
        value = given.get(fact)
        if not isinstance(value, str) or not value:
            continue
        declared = inspection.programme.facts.get(fact)
        label = declared.label if declared else fact
        if fact in ("family_name", "first_names", "responsible_officer"):
            yield from _name_parts(value, label, instead)
        elif fact.endswith("_date") or fact == "date_of_birth":
            yield from ((words, label, instead) for words in _dates(value))
        else:
            yield value, label, instead


def _name_parts(name: str, what: str, instead: str) -> Iterator[tuple[str, str, str]]:
    """A name whole, and each part of it that is longer than an initial."""
    composed = unicodedata.normalize("NFC", name)
    yield composed, what, instead
    for part in re.split(r"[\s\-–]+", composed):
        if len(part) > 1 and part != composed:
            yield part, what, instead


def _dates(value: str) -> Iterator[str]:
    """The ways in which a date may be written."""
    yield value
    try:
        when = date.fromisoformat(value)
    except ValueError:
        return
    long = wording.day(when)
    yield from (long, long.rsplit(" ", 1)[0], f"{when:%d/%m/%Y}", f"{when:%d/%m/%y}")
    yield f"{when.day}/{when.month}/{when.year}"
