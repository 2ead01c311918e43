"""What the columns of exported tables are: names that every tool takes, labels, values, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Kind = Literal["text", "choice", "whole", "number", "date"]
Cell = str | int | float | None


class Missing(StrEnum):
    """Why a cell holds no value: three reasons that must not be taken for one another."""

    NOT_ASKED = "not_asked"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


#: The numbers that stand for them where values are numbers (SPSS), declared as missing there.
CODES = {Missing.NOT_ASKED: -9, Missing.UNANSWERED: -8, Missing.NOT_APPLICABLE: -7}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` are what its cells may hold, with their labels in order (of a `choice`);
    `misses` says that a cell may be `Missing`; `about` is the question or fact that it comes from.
    """

    name: str
    label: str
    kind: Kind = "text"
    values: Mapping[str, str] = field(default_factory=dict)
    misses: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: each row holds a cell for each column; a cell of None is empty."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def yes_no(name: str, label: str, about: str = "") -> Column:
    """A column of 1 and 0."""
    return Column(name, label, "choice", {"1": "Yes", "0": "No"}, about=about)
