"""The words offices use, held as data: `resources/lists/headings.toml` and `values.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fieldwork.programme.model import Fact
from fieldwork.resources import resource
from fieldwork.sheets.cells import fold


@dataclass(frozen=True, slots=True)
class Compound:
    """A column that holds several facts; `reads` names the way its cells are taken apart."""

    id: str
    reads: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """Which facts and compounds a folded heading means, with how surely (0 is the surest)."""

    meanings: Mapping[str, tuple[tuple[str, int], ...]]
    compounds: Mapping[str, Compound]


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in cells, and what it means; see the comments of values.toml."""

    nothing: Mapping[str, frozenset[str]]
    shared: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Mapping[str, tuple[str, ...]]]
    separators: tuple[re.Pattern[str], ...]
    noise: frozenset[str]
    totals: tuple[str, ...]
    extracted: tuple[str, ...]
    not_after_extract: frozenset[str]
    youngest: int
    mappa_patterns: tuple[re.Pattern[str], ...]
    mappa_answers: Mapping[str, str]

    def choices(self, fact: Fact) -> dict[str, str]:
        """Every folded word for the fact's declared values, declared ids and labels first."""
        declared = {value.casefold(): value for value in fact.values}
        found = {fold(value): value for value in fact.values}
        for value, label in fact.values.items():
            found.setdefault(fold(label), value)
        for own, words in self.facts.get(fact.id, {}).items():
            if own.casefold() in declared:
                for word in words:
                    found.setdefault(word, declared[own.casefold()])
        for own, words in self.shared.items():
            if own in fact.values:
                for word in words:
                    found.setdefault(word, own)
        return found

    def empty(self, fact: str) -> frozenset[str]:
        """The texts, in lower case, that mean that the fact has no value."""
        return self.nothing["any"] | self.nothing.get(fact, frozenset()) | {""}


@cache
def headings() -> Headings:
    """The headings that are recognised. Raises Fault when the program's own files are missing."""
    data = _load("headings.toml")
    meanings: dict[str, list[tuple[str, int]]] = {}
    compounds: dict[str, Compound] = {}
    for fact, words in data["headings"].items():
        for rank, word in enumerate(words):
            meanings.setdefault(word, []).append((fact, rank))
    for row in data["compounds"]:
        compounds[row["id"]] = Compound(row["id"], row["reads"], tuple(row["facts"]))
        for rank, word in enumerate(row["headings"]):
            meanings.setdefault(word, []).append((row["id"], rank))
    return Headings({word: tuple(found) for word, found in meanings.items()}, compounds)


@cache
def words() -> Words:
    """The words that are recognised in cells. Raises Fault when the program's own files are missing."""
    data = _load("values.toml")
    mappa = data["mappa"]
    return Words(
        nothing={fact: frozenset(texts) for fact, texts in data["nothing"].items()},
        shared={value: tuple(texts) for value, texts in data["any"].items()},
        facts={
            fact: {value: tuple(texts) for value, texts in values.items()}
            for fact, values in data["facts"].items()
        },
        separators=tuple(re.compile(p, re.IGNORECASE) for p in data["requirements"]["separators"]),
        noise=frozenset(data["requirements"]["noise"]),
        totals=tuple(data["lines"]["totals"]),
        extracted=tuple(data["lines"]["extracted"]),
        not_after_extract=frozenset(data["dates"]["not_after_extract"]),
        youngest=data["dates"]["youngest"],
        mappa_patterns=tuple(re.compile(pattern) for pattern in mappa["patterns"]),
        mappa_answers=dict.fromkeys(mappa["no"], "no") | dict.fromkeys(mappa["yes"], "yes"),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("lists", name).read_text(encoding="utf-8"))
