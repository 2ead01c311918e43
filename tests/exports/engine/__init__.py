"""Engines for XForms that are not ours, each a module with `ready()` and `run(forms)`.

`web_forms`: ODK Web Forms' engine, by Node. `java_rosa`: the engine of ODK Collect and ODK Validate, by
Java. Both are asked the same: what applies, and what the facts are, once these values are entered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class NoEngine(Exception):
    """The engine cannot be had on this machine; the message says why."""


class Filled(NamedTuple):
    """An XForm and what to enter for each case: texts by the names of the form's rows."""

    xml: str
    cases: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine makes of a case: the rows that are relevant, and the values that rows have."""

    relevant: list[str]
    values: dict[str, str]
