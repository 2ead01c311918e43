"""Tables of an office list: what is wrong with it, and what taking it in changes."""

import csv
import io
from collections.abc import Callable

from fieldwork.sample.model import ListProblem
from ui.screens.list_words import MASK, NO_VALUE
from ui.screens.list_work import ChangeRow
from ui.theme import Tone
from ui.widgets import Column, DataTable, EmptyState

_KINDS: dict[str, tuple[str, str, Tone]] = {
    "added": ("Added", "plus", "good"),
    "changed": ("Changed", "edit", "info"),
    "withdrawn": ("Withdrawn", "minus", "warning"),
    "returned": ("Back on the list", "undo", "info"),
    "held": ("Held back", "clock", "warning"),
}

Masked = Callable[[], bool]


def problem_key(problem: ListProblem) -> str:
    """Tells one problem from the others of its list."""
    return f"{problem.row}/{problem.column}/{problem.problem}"


def changes_table(masked: Masked) -> DataTable[ChangeRow]:
    """What the list changes; before and after of personal facts are masked while `masked()`."""

    def hidden(row: ChangeRow, words: str) -> str:
        return MASK if row.personal and words != NO_VALUE and masked() else words

    columns = (
        Column[ChangeRow]("Case", lambda r: r.ref, width=12),
        Column[ChangeRow](
            "What happens", lambda r: _KINDS[r.kind][0], mark=lambda r: _KINDS[r.kind][1:], width=18
        ),
        Column[ChangeRow]("Fact", lambda r: r.fact, width=24),
        Column[ChangeRow]("Before", lambda r: hidden(r, r.before), width=24, muted=True),
        Column[ChangeRow]("After", lambda r: hidden(r, r.after), width=0),
        Column[ChangeRow](
            "Reading",
            lambda r: "Look again" if r.flagged else "",
            mark=lambda r: ("flag", "warning") if r.flagged else None,
            tip=lambda r: "Other questions apply now to a case that is being read." if r.flagged else "",
            width=13,
        ),
    )
    empty = EmptyState("check", "Nothing changes.", detail="The inspection holds all of this list already.")
    return DataTable("What changes", columns, lambda r: r.id, empty=empty)


def problems_table(masked: Callable[[ListProblem], bool]) -> DataTable[ListProblem]:
    """What is wrong, row by row."""
    columns = (
        Column[ListProblem]("Row", lambda p: str(p.row), sort=lambda p: p.row, width=6, right=True),
        Column[ListProblem]("Column", lambda p: " ".join(p.column.split()), width=24),
        Column[ListProblem]("Value", lambda p: value_of(p, masked), width=24),
        Column[ListProblem]("What was expected", lambda p: p.problem, width=0),
    )
    empty = EmptyState("check", "Every row can be read.")
    return DataTable("Problems", columns, problem_key, empty=empty)


def value_of(problem: ListProblem, masked: Callable[[ListProblem], bool]) -> str:
    """The faulty value, masked where it is a person's own detail and they are not shown."""
    return MASK if problem.value and masked(problem) else problem.value


def problems_text(problems: list[ListProblem], masked: Callable[[ListProblem], bool], delimiter: str) -> str:
    """The problems as a table in text, headings first, as they are shown."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    table.writerow(("Row", "Column", "Value", "What was expected"))
    for one in problems:
        value = value_of(one, masked)
        # Spreadsheets take a cell that begins with one of these for a formula.
        safe = f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
        table.writerow((one.row, " ".join(one.column.split()), safe, one.problem))
    return out.getvalue()
