"""The sheet with a team's recovery key: to be printed once and locked away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import segno
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from fieldwork import wording
from fieldwork.documents import page, pieces, style, tagging
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.tagging import Element
from fieldwork.inspection.file import Inspection

_TITLE = "Recovery key"
_COLUMNS = 4
#: Light modules around a code, as the standard asks for.
_QUIET_ZONE = 4


class Code(Flowable):  # type: ignore[misc]  # reportlab has no stubs
    """A QR code of some text, `side` points wide; `told` says to who cannot see it what it holds."""

    def __init__(self, text: str, side: float, told: str) -> None:
        super().__init__()
        self._rows = [list(row) for row in segno.make_qr(text, error="m").matrix]
        self._side, self._told = side, told

    def wrap(self, *_: float) -> tuple[float, float]:
        return self._side, self._side

    def draw(self) -> None:
        size = self._side / (len(self._rows) + 2 * _QUIET_ZONE)
        x, y = self.canv.absolutePosition(0, 0)
        box = (round(x, 1), round(y, 1), round(x + self._side, 1), round(y + self._side, 1))
        with tagging.of(self.canv).content(Element("Figure", told=self._told, box=box)):
            self.canv.setFillColor(style.INK)
            for down, row in enumerate(self._rows):
                for across, dark in enumerate(row):
                    if dark:
                        left, top = (across + _QUIET_ZONE) * size, self._side - (down + _QUIET_ZONE) * size
                        # A hair wider than a module, so that no printer leaves white between two.
                        self.canv.rect(left, top - size, size + 0.05, size + 0.05, stroke=0, fill=1)


def recovery_sheet(inspection: Inspection, identity: str, words: Sequence[str], printed: date) -> bytes:
    """The sheet as a PDF: the key as a line, as words and as a QR code, and what to do with it."""
    about = inspection.info()
    context = DocumentContext(inspection=about, programme=inspection.programme, printed=printed)
    told = "The line above as a QR code."
    story: list[Any] = [
        style.para(about.title, style.OVERLINE),
        page.bookmarked(style.para(_TITLE, style.TITLE), _TITLE, 0),
        style.para(
            "This key opens the files of this inspection's team when a passphrase is lost, and every package "
            "that is sealed from now on. Whoever holds this sheet can do the same. It is kept nowhere else.",
            style.LEAD,
        ),
        _heading("What to do now"),
        style.para("1. Print this sheet, once. Delete the file that it was printed from."),
        style.para("2. Seal it in an envelope, sign the flap, and lock it away from the team's laptops."),
        style.para("3. Write down who can get at it. When the inspection has been deleted, destroy it."),
        _heading("The key"),
        style.para(identity, style.SUBHEADING),
        Spacer(0, 4 * mm),
        pieces.side_by_side(
            Code(identity, 52 * mm, told), _words(words), (60 * mm, style.PORTRAIT_WIDTH - 60 * mm)
        ),
        _heading("When a passphrase is lost"),
        style.para(
            "Copy the file and the file that lies beside it, whose name ends in .fieldwork-recovery, to a "
            "computer with Fieldwork. Type the line, or the words in their order, into a text file, and run:"
        ),
        style.para("fieldwork recover FILE --recovery-key-file THAT-FILE", style.SUBHEADING),
        style.para(
            "It asks for another passphrase, and the file opens with that from then on. Without Fieldwork, "
            "the program age opens packages with the same line: age --decrypt -i THAT-FILE PACKAGE."
        ),
        Spacer(0, 4 * mm),
        style.para(f"Made on {wording.day(printed)}.", style.SMALL),
    ]
    return page.build(story, _TITLE, context)


def _heading(text: str) -> Any:
    return page.bookmarked(style.para(text, style.HEADING), text, 1)


def _words(words: Sequence[str]) -> Any:
    """The words with their numbers, to be read down the columns of a page by whoever types them."""
    cells = [[style.para(f"{number}. {word}", style.CELL)] for number, word in enumerate(words, 1)]
    return pieces.grid(cells, style.PORTRAIT_WIDTH - 60 * mm, _COLUMNS)
