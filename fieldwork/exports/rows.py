"""The rows of an XLSForm's sheets, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

#: The one language so far. Another one is another column with its name.
LANGUAGE = "English (en)"
_LONGEST_NAME = 40
_TRANSLATED = {"label", "hint", "guidance_hint"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the survey sheet; its fields are the columns."""

    type: str
    name: str = ""
    label: str = ""
    hint: str = ""
    guidance_hint: str = ""
    required: str = ""
    relevant: str = ""
    calculation: str = ""
    appearance: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the choices sheet."""

    list_name: str
    name: str
    label: str


def heads(kind: type[Row] | type[Choice]) -> list[str]:
    """The sheet's column heads; what people read says in which language."""
    names = [field.name for field in fields(kind)]
    return [f"{name}::{LANGUAGE}" if name in _TRANSLATED else name for name in names]


def cells(row: Row | Choice) -> list[str]:
    """A row's cells in the order of `heads`."""
    return [getattr(row, field.name) for field in fields(row)]


class ChoiceLists:
    """The choice lists of one form: questions with the same choices share one."""

    def __init__(self) -> None:
        self._lists: dict[tuple[tuple[str, str], ...], str] = {}

    def named(self, options: Mapping[str, str], otherwise: str, wanted: str = "") -> str:
        """The name of the list with these choices (name to label), which is made where it is new.

        A new list is called `wanted`, else after its choices where that makes a short name, else
        `otherwise`; with a number where that is taken.
        """
        key = tuple(options.items())
        if key not in self._lists:
            joined = "_".join(options)
            short = len(joined) <= _LONGEST_NAME and joined[:1].isalpha()
            base = wanted or (joined if short else otherwise)
            taken = set(self._lists.values())
            names = (base if number == 1 else f"{base}_{number}" for number in range(1, len(taken) + 2))
            self._lists[key] = next(name for name in names if name not in taken)
        return self._lists[key]

    def rows(self) -> Iterable[Choice]:
        """Every choice of every list."""
        for options, list_name in self._lists.items():
            yield from (Choice(list_name, name, label) for name, label in options)
