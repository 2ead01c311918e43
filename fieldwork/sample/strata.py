"""Strata and proportional shares, as the Ministry of Justice's published case sampler has them."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import cycle
from math import floor
from typing import TypeVar

from fieldwork.programme.conditions import Value

K = TypeVar("K")

#: The five strata; women, who are fewer, are one.
FIVE = {
    "male_community_non_low": "Men, community sentence, not low risk of serious harm",
    "male_community_low": "Men, community sentence, low risk of serious harm",
    "male_post_custody_non_low": "Men, post-custody, not low risk of serious harm",
    "male_post_custody_low": "Men, post-custody, low risk of serious harm",
    "female": "Women",
}
EVERYONE = {"all": "All cases"}
_DISPOSAL = {"disposal_group", "post_custody", "sentence_type"}
_COMMUNITY = ("community_order", "suspended_sentence_order")


def asks_for_five(match: Collection[str]) -> bool:
    """Whether matching these facts is what the five strata are for: gender, disposal and serious harm."""
    return {"gender", "rosh"} <= set(match) and bool(_DISPOSAL & set(match))


def stratum(facts: Mapping[str, Value]) -> str | None:
    """Which of the five strata a case is in; None where its gender, disposal or level puts it in none."""
    gender, level, sentence = facts.get("gender"), facts.get("rosh"), facts.get("sentence_type")
    if gender == "female":
        return "female"
    if gender != "male" or level is None or sentence is None:
        return None
    disposal = "community" if sentence in _COMMUNITY else "post_custody"
    return f"male_{disposal}_{'low' if level == 'low' else 'non_low'}"


def why_in_none(facts: Mapping[str, Value]) -> str:
    """Why a case is in none of the five strata; "" where it is in one."""
    if stratum(facts) is not None:
        return ""
    if facts.get("gender") not in ("male", "female"):
        return "Its gender is neither male nor female, so that it is in no stratum."
    lacks = "serious harm level" if facts.get("rosh") is None else "sentence type"
    return f"It has no {lacks}, so that it is in no stratum."


def shares(wanted: int, sizes: Mapping[K, int], buffer: Fraction = Fraction(0)) -> dict[K, int]:
    """So many cases shared out over groups in proportion to their sizes, no group beyond its size.

    Each share is rounded, halves up, then the buffer, rounded, is put on top. Where the sum misses what
    is wanted (with its buffer), cases are added one by one to the smallest shares first, or taken from the
    largest first, as often round as need be.
    """
    total = sum(sizes.values())
    if not total:
        return dict.fromkeys(sizes, 0)
    found = {}
    for key, size in sizes.items():
        share = min(size, _half_up(Fraction(wanted * size, total)))
        found[key] = min(size, share + _half_up(share * buffer))
    aim = min(total, wanted + _half_up(wanted * buffer))
    _correct(found, sizes, aim)
    return found


def _correct(found: dict[K, int], sizes: Mapping[K, int], aim: int) -> None:
    """Brings the sum of the shares to the aim, which the groups can hold."""
    short = sum(found.values()) < aim
    step = 1 if short else -1
    rounds: Iterator[K] = cycle(sorted(found, key=found.__getitem__, reverse=not short))
    while sum(found.values()) != aim:
        key = next(rounds)
        if 0 <= found[key] + step <= sizes[key]:
            found[key] += step


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))
