"""Standards that are set out as a grid: a factor a row, the same few questions a column."""

import re
from dataclasses import dataclass

from fieldwork.programme.model import Level, Programme, Question, QuestionId


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` say what each column asks; `rows` are a factor and its question of each column, None
    where it has none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Question, tuple[Question | None, ...]], ...]

    def column(self, question: QuestionId) -> int | None:
        """The number of the column that a question stands in, or None for one outside the grid."""
        for _, cells in self.rows:
            for number, cell in enumerate(cells):
                if cell is not None and cell.id == question:
                    return number
        return None


def grid_of(programme: Programme, standard: Question) -> Grid | None:
    """The grid of a standard, or None where it is a plain list.

    Its factors are the headings under it; what else it asks stands outside the grid.
    """
    if standard.layout != "grid":
        return None
    heads = [q for q in programme.children(standard.id) if q.level is Level.KEY_QUESTION and not q.asks]
    asked = [(head, {_without(q.text, head.text): q for q in programme.children(head.id)}) for head in heads]
    columns = tuple(dict.fromkeys(words for _, cells in asked for words in cells))
    return Grid(columns, tuple((head, tuple(cells.get(c) for c in columns)) for head, cells in asked))


def _without(text: str, factor: str) -> str:
    """A question without the factor that it is about: `Enough was done` of `Enough was done about debt.`"""
    about = rf"\s*(?::|,|\b(?:about|on|of|for|with|to)\b)?\s*\b{re.escape(factor)}\b"
    words = re.sub(about, "", text, flags=re.IGNORECASE)
    return " ".join(words.split()).rstrip(" .?:")
