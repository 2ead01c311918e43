"""Columns that hold several facts, taken apart: a person's name, a MAPPA category and level."""

from fieldwork.sample.errors import Restricted, Unreadable
from fieldwork.sample.vocabulary import Words
from fieldwork.sheets.cells import fold

_LONGEST_NAME = 100


def tidy_name(text: str) -> str:
    """A name as it is written in a sentence: `O'Neill` for `O'NEILL`; mixed case is left as it is.

    Raises Restricted for a name with `*`: the office may not show the record, and the Ministry of Justice's
    case sampler leaves such cases out.
    """
    if "*" in text:
        raise Restricted(
            "The record is restricted: expected a name without *, or the case left out of the list."
        )
    if len(text) > _LONGEST_NAME:
        raise Unreadable(f"Too long: expected a name of at most {_LONGEST_NAME} characters.")
    if text.isupper():
        return text.title()
    if not (text[:1].isalpha() or any(letter.isalpha() for letter in text)):
        raise Unreadable("Expected a name.")
    return text


def read_name(text: str) -> dict[str, str]:
    """`WALKER, Dylan` or `Dylan WALKER` into family name and first names. Raises Unreadable and Restricted.

    Without a comma the words in capitals are the family name, else the last word is.
    """
    family, comma, first = text.partition(",")
    if not comma:
        family, first = _split_name(text.split())
    parts: dict[str, str] = {}
    if family := family.strip():
        parts["family_name"] = tidy_name(family)
    if first := first.strip():
        parts["first_names"] = tidy_name(first)
    return parts


def _split_name(parts: list[str]) -> tuple[str, str]:
    capitals = [part for part in parts if part.isupper() and len(part) > 1]
    if not capitals or len(capitals) == len(parts):
        capitals = parts[-1:]
        return " ".join(capitals), " ".join(parts[:-1])
    return " ".join(capitals), " ".join(part for part in parts if part not in capitals)


def read_mappa(words: Words, text: str) -> dict[str, str]:
    """`Category 2 Level 1`, `M2 L1`, `Cat 3`, `N` into eligible, category and level. Raises Unreadable."""
    folded = fold(text)
    answer = words.mappa_answers.get(folded)
    if answer == "no":
        return {"mappa_eligible": "no", "mappa_category": "none", "mappa_level": "none"}
    if answer == "yes":
        return {"mappa_eligible": "yes"}
    for pattern in words.mappa_patterns:
        if match := pattern.fullmatch(folded):
            found = {f"mappa_{part}": value for part, value in match.groupdict().items() if value}
            return {"mappa_eligible": "yes", **found}
    raise Unreadable("Expected a category and level such as Category 2 Level 1, or No.")
