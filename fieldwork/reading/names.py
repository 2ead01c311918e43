"""Finding what points to a person in a text, and changing it: for examples that are published."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Fact
from fieldwork.reading.ordinary import ORDINARY

#: How a changed text may speak instead, by fact; for names the first that nobody here bears.
_NAMES = {
    "family_name": ("Taylor", "Morgan", "Ellis", "Jordan"),
    "first_names": ("Sam", "Alex", "Robin", "Chris"),
}
_STAND_INS = {
    "reference": "the case",
    "pnc": "a police record",
    "responsible_officer": "the responsible officer",
    "office": "a local office",
    "ldu": "a local unit",
    "team": "a team",
    "resettlement_prison": "a local prison",
}
#: Facts that name a place, in every case of the inspection.
_PLACES = ("office", "ldu", "team", "resettlement_prison")
_ANY_CRN = re.compile(r"(?<!\w)[A-Za-z]\d{6}(?!\w)")
_ANY_PNC = re.compile(r"(?<!\w)\d{2}(?:\d{2})?/\d{1,7}[A-Za-z](?!\w)")
#: Names up to this length, and names that are words as well, are found only with a capital.
_SHORT = 3
#: Where nothing else can be said without naming somebody again.
_NOTHING = "…"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in a text that points to somebody: where it stands in the composed text, what it is,
    what to say instead.
    """

    start: int
    end: int
    text: str
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class _Known:
    """Words that point to somebody, what they are, what to say instead."""

    words: str
    what: str
    instead: str


class Pointers:
    """What points to the person of one case, to its officer or to a place; made once, asked often.

    Knows the list's names (whole and in part), references, dates as they may be written, all officers,
    offices, prisons and the team, and anything that looks like a CRN or PNC. Accents, the kind of
    apostrophe and the breadth of spaces make no difference. It cannot know a name that the file does
    not hold: a person reads the text too.
    """

    def __init__(self, inspection: Inspection, ref: str) -> None:
        known = list(_known(inspection, ref))
        self._meant: dict[str, _Known] = {}
        for one in known:
            self._meant.setdefault(_key(one.words), one)
        loose = [k for k in self._meant if len(k) > _SHORT and k not in ORDINARY]
        strict = [k for k in self._meant if k not in loose]
        self._loose = _pattern(loose, re.IGNORECASE)
        self._strict = _pattern([f for k in strict for f in (k.title(), k.upper())])

    def pointing(self, text: str) -> list[Found]:
        """Everything in the text that points to somebody, in order, without overlaps."""
        composed = composed_text(text)
        flat = _flat(composed)
        found = []
        for pattern in (self._loose, self._strict):
            for match in pattern.finditer(flat):
                known = self._meant[_key(match[0])]
                words = composed[match.start() : match.end()]
                found.append(Found(*match.span(), words, known.what, self._instead(known.instead)))
        for pattern, what, fact in (
            (_ANY_CRN, "Case reference", "reference"),
            (_ANY_PNC, "Police reference", "pnc"),
        ):
            found += [
                Found(*m.span(), m[0], what, self._instead(_STAND_INS[fact])) for m in pattern.finditer(flat)
            ]
        return _apart(found)

    def _instead(self, words: str) -> str:
        """The words to say instead, where they do not name somebody themselves."""
        flat = _flat(words)
        return _NOTHING if self._loose.search(flat) or self._strict.search(flat) else words


def pointing(inspection: Inspection, ref: str, text: str) -> list[Found]:
    """Everything in a text about this case that points to somebody; see `Pointers`."""
    return Pointers(inspection, ref).pointing(text)


def naming(inspection: Inspection, text: str) -> list[Found]:
    """Every name of a person in a text that is about no single case: family names with a capital, or both
    names together, of anybody on the list; officers and the team; CRNs and PNCs.
    """
    known = [("Responsible officer", officer.name) for officer in queries.officers(inspection)]
    known += [("Inspector", person.name) for person in queries.team(inspection)]
    for given in queries.all_given(inspection).values():
        first, family = (str(given.get(fact, "")).strip() for fact in ("first_names", "family_name"))
        known += [("Name", f"{first} {family}".strip())]
        known += [("Name", family)] if _key(family) not in ORDINARY else []
    meant = {_key(name): what for what, name in known if len(name) > 1}
    flat, composed = _flat(composed_text(text)), composed_text(text)
    names = _pattern(meant, re.IGNORECASE).finditer(flat)
    found = [(match, meant[_key(match[0])]) for match in names if match[0][0].isupper()]
    found += [(match, "Case reference") for match in _ANY_CRN.finditer(flat)]
    found += [(match, "Police reference") for match in _ANY_PNC.finditer(flat)]
    return _apart([Found(*m.span(), composed[m.start() : m.end()], what, _NOTHING) for m, what in found])


def changed(text: str, found: Iterable[Found]) -> str:
    """The text with each finding replaced by what to say instead."""
    parts, at = [], 0
    composed = composed_text(text)
    for one in found:
        parts += [composed[at : one.start], one.instead]
        at = one.end
    return "".join((*parts, composed[at:]))


def composed_text(text: str) -> str:
    """The text as findings count its characters: accents within their letters."""
    return unicodedata.normalize("NFC", text)


def _apart(found: list[Found]) -> list[Found]:
    """In order, the longest of those that overlap."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _flat(composed: str) -> str:
    """The same text, as long as it was, with plain letters, apostrophes, hyphens and spaces."""
    return "".join(map(_plain, composed))


def _plain(char: str) -> str:
    if char in "’‘ʼ`´":
        return "'"
    if char in "‐‑–":
        return "-"
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isalpha() else char


def _key(words: str) -> str:
    """Words as they are looked up."""
    return " ".join(_flat(composed_text(words)).split()).casefold()


def _pattern(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Finds any of these as whole words, the longest first; nothing at all where there are none."""
    found = sorted(set(words), key=lambda w: (-len(w), w))
    shapes = (r"\s+".join(map(re.escape, w.split())) for w in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)" if found else r"(?!)", flags)


def _known(inspection: Inspection, ref: str) -> Iterator[_Known]:
    """What the file knows to point to somebody, the case's own first."""
    given = queries.given(inspection, ref)
    officers = queries.officers(inspection)
    everyone = {_key(word) for name in _names(inspection, ref) for word in name.split()}
    names = {f: next((n for n in some if n.casefold() not in everyone), "") for f, some in _NAMES.items()}
    first, family = (str(given.get(fact, "")) for fact in ("first_names", "family_name"))
    if first and family:
        yield _Known(f"{first} {family}", "Name", names["first_names"] or _NOTHING)
    for fact in inspection.programme.facts.values():
        value = given.get(fact.id)
        if isinstance(value, str) and value.strip():
            yield from _of_fact(fact, value, names.get(fact.id) or _STAND_INS.get(fact.id, ""))
    for officer in officers:
        yield from _name_parts(officer.name, "Responsible officer", _STAND_INS["responsible_officer"])
    for person in queries.team(inspection):
        yield from _name_parts(person.name, "Inspector", "the inspector")
    yield from _places(inspection)


def _names(inspection: Inspection, ref: str) -> Iterator[str]:
    """Every name that a stand-in must not be."""
    given = queries.given(inspection, ref)
    yield from (str(given.get(fact, "")) for fact in (*_NAMES, "responsible_officer"))
    yield from (officer.name for officer in queries.officers(inspection))
    yield from (person.name for person in queries.team(inspection))


def _of_fact(fact: Fact, value: str, instead: str) -> Iterator[_Known]:
    if fact.type == "date":
        if fact.personal or fact.id.endswith("_date"):
            words = instead or ("a date of birth" if "birth" in fact.id else "a date")
            yield from (_Known(form, fact.label, words) for form in _dates(value))
    elif fact.id in _NAMES or fact.id == "responsible_officer":
        yield from _name_parts(value, fact.label, instead or _NOTHING)
    elif instead or fact.personal:
        yield _Known(value, fact.label, instead or _NOTHING)


def _places(inspection: Inspection) -> Iterator[_Known]:
    """Every office, unit, team and prison of the inspection."""
    for office in queries.offices(inspection):
        yield _Known(office.name, "Office", _STAND_INS["office"])
    labels = {f.id: f.label for f in inspection.programme.facts.values()}
    seen = {
        (f, str(given[f])) for given in queries.all_given(inspection).values() for f in _PLACES if f in given
    }
    for fact, value in sorted(seen):
        yield _Known(value, labels.get(fact, "Place"), _STAND_INS[fact])


def _name_parts(name: str, what: str, instead: str) -> Iterator[_Known]:
    """A name whole, and each part of it that is longer than an initial."""
    yield _Known(name, what, instead)
    for part in re.split(r"[\s\-–]+", name):
        if len(part.strip(".")) > 1 and part != name:
            yield _Known(part, what, instead)


def _dates(value: str) -> Iterator[str]:
    """The ways in which a date may be written."""
    yield value
    try:
        when = date.fromisoformat(value)
    except ValueError:
        return
    month = wording.day(when).split()[1]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(when.day % 10 if when.day not in (11, 12, 13) else 0, "th")
    for day in (str(when.day), f"{when.day}{suffix}", f"{when.day:02d}"):
        for name in (month, month[:3]):
            yield from (f"{day} {name} {when.year}", f"{day} {name}", f"{name} {day}")
    for mark in ("/", ".", "-"):
        yield from (f"{when:%d{mark}%m{mark}%Y}", f"{when:%d{mark}%m{mark}%y}")
        yield f"{when.day}{mark}{when.month}{mark}{when.year}"
