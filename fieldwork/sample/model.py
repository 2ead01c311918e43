"""What an office list holds once it is read: rows, what is wrong with others, how columns were taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fieldwork.programme.conditions import Value

#: A restricted record, a start that is still to come, a case or person a second time, or anything else.
Kind = Literal["restricted", "future", "repeated", "other"]


@dataclass(frozen=True, slots=True)
class ListProblem:
    """One thing wrong with a list.

    `row` is the row as the sheet numbers it, from 1; `column` is its heading as in the file, "" for the
    whole row; `value` is the cell as the office wrote it; `problem` says what was expected.
    Only a faulty value itself is ever repeated: the other personal details of its row are not. `kind` tells
    those apart that matter to whoever draws a sample.
    """

    row: int
    column: str
    value: str
    problem: str
    kind: Kind = "other"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case of the list: the sheet row and the facts that have a value, `reference` included."""

    row: int
    facts: Mapping[str, Value]

    @property
    def reference(self) -> str:
        """The case reference, "" where none could be read."""
        return str(self.facts.get("reference", ""))


@dataclass(frozen=True, slots=True)
class OfficeList:
    """An office list in the programme's terms.

    `path` is the file's name without its folder; `sheet` is "" for a text file; `heading_row` counts from 1.
    `rows` are those without problems; `waiting` are the others with what could be read of them, which may
    lack the reference. `columns` says which heading filled each fact; `unused` are the other headings.
    """

    path: str
    sheet: str
    heading_row: int
    rows: tuple[ListRow, ...]
    problems: tuple[ListProblem, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    waiting: tuple[ListRow, ...] = field(default=())

    @property
    def faulty_rows(self) -> int:
        """How many rows wait for a problem to be settled."""
        return len(self.waiting)

    @property
    def total_rows(self) -> int:
        """How many rows of cases the list has, faulty ones included; blank, total and note lines are not."""
        return len(self.rows) + len(self.waiting)
