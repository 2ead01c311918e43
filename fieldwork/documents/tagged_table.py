"""A table's place in the structure: rows, heading cells of columns and rows, and no rules or grounds."""

from contextlib import ExitStack
from typing import Any

from fieldwork.documents import tagging
from fieldwork.documents.tagging import Element


class TableTags:
    """Told by reportlab what it draws of one table, on however many pages.

    `heads` are the rows of headings at the top; on later pages, where they are repeated, they are no part
    of the structure. The first column heads the rows.
    """

    def __init__(self, heads: int) -> None:
        self.heads = heads
        self._table = Element("Table")
        self._begun = False
        self._open = ExitStack()
        self._row: ExitStack | None = None
        self._cell: ExitStack | None = None

    def __call__(self, table: Any, event: str, *told: Any) -> None:
        structure = tagging.of(table.canv)
        match event:
            case "startTable":
                self._open.enter_context(structure.inside(self._table, again=self._begun))
                self._repeated = self.heads if self._begun else 0
                self._begun = True
            case "endTable":
                self._open.close()
            case "startBG" | "startLines":
                self._cell = self._enter(structure.artifact())
            case "startRow":
                self._row = self._enter(
                    structure.artifact(of_page=True)
                    if told[0] < self._repeated
                    else structure.inside(Element("TR"))
                )
            case "startCell":
                if told[0] >= self._repeated:
                    self._cell = self._enter(structure.inside(self._cell_of(*told[:2])))
            case "endBG" | "endLines" | "endCell":
                if self._cell is not None:
                    self._cell.close()
                self._cell = None
            case "endRow":
                if self._row is not None:
                    self._row.close()

    def _cell_of(self, row: int, column: int) -> Element:
        if row < self.heads:
            return Element("TH", scope="Column")
        return Element("TH", scope="Row") if column == 0 else Element("TD")

    @staticmethod
    def _enter(context: Any) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(context)
        return stack


class LayoutTags:
    """For tables that only set things side by side: what is in them is read in order, rules are left out."""

    def __init__(self) -> None:
        self._drawn: ExitStack | None = None

    def __call__(self, table: Any, event: str, *_: Any) -> None:
        if event in ("startBG", "startLines"):
            self._drawn = ExitStack()
            self._drawn.enter_context(tagging.of(table.canv).artifact())
        elif event in ("endBG", "endLines") and self._drawn is not None:
            self._drawn.close()
