"""Tagged PDF: the structure by which screen readers find headings, tables, figures and their order.

reportlab writes no structure tree, but lets operators be put round what is drawn and objects into the
catalogue. The order of reading is the order of drawing (PDF 32000-1, 14.7 and 14.8).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

#: What stands outside the structure: rules, grounds, and what each page repeats.
_ARTIFACT, _PAGE_ARTIFACT = "/Artifact BMC", "/Artifact <</Type /Pagination>> BDC"


@dataclass
class Element:
    """One element of the structure: its kind, what is in it, and what is said of it.

    `kids` are elements, or pieces of content: a page's place and the piece's number on it.
    """

    tag: str
    told: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)


class Structure:
    """The structure of one document, grown while its pages are drawn on a canvas."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = Element("Document")
        self._path = [self._document]
        self._pages: list[list[Element]] = []
        self._drawing = False

    @contextmanager
    def inside(self, element: Element, *, again: bool = False) -> Iterator[None]:
        """What is drawn meanwhile is in this element; `again` goes on with one that was begun before."""
        if not again:
            self._path[-1].kids.append(element)
        self._path.append(element)
        try:
            yield
        finally:
            self._path.pop()

    @contextmanager
    def content(self, element: Element | None) -> Iterator[None]:
        """What is drawn meanwhile is one piece of content, of this element or of the one that is open."""
        if self._drawing:  # a piece within a piece belongs to it
            yield
            return
        owner = element or self._path[-1]
        if element is not None and not any(kid is element for kid in self._path[-1].kids):
            self._path[-1].kids.append(element)
        page = self._canvas.getPageNumber() - 1
        while len(self._pages) <= page:
            self._pages.append([])
        number = len(self._pages[page])
        self._pages[page].append(owner)
        owner.kids.append((page, number))
        with self._marked(f"/{owner.tag} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def artifact(self, *, of_page: bool = False) -> Iterator[None]:
        """What is drawn meanwhile is left out of the structure."""
        if self._drawing:
            yield
            return
        with self._marked(_PAGE_ARTIFACT if of_page else _ARTIFACT):
            yield

    @contextmanager
    def _marked(self, operator: str) -> Iterator[None]:
        self._drawing = True
        self._canvas._code.append(operator)
        try:
            yield
        finally:
            self._canvas._code.append("EMC")
            self._drawing = False

    @property
    def in_cell(self) -> bool:
        """Whether a table's cell is open, whose text needs no element of its own."""
        return self._path[-1].tag in ("TD", "TH")

    def finish(self) -> None:
        """Writes the structure into the document; after the last page."""
        document = self._canvas._doc
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_ref = document.Reference(root)
        owners: dict[int, Any] = {}
        pages = [document.Reference(page) for page in document.Pages.pages]
        root["K"] = self._write(self._document, root_ref, pages, owners)
        nums: list[Any] = []
        for number, pieces in enumerate(self._pages):
            nums += [number, PDFArray([owners[id(owner)] for owner in pieces])]
            page = document.Pages.pages[number]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, PDFName("S")
        root["ParentTree"] = PDFDictionary({"Nums": PDFArray(nums)})
        root["ParentTreeNextKey"] = len(self._pages)
        document.Catalog.StructTreeRoot = root_ref
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _write(self, element: Element, parent: Any, pages: list[Any], owners: dict[int, Any]) -> Any:
        """An element and all below it as objects; returns the reference to it."""
        found = PDFDictionary({"S": PDFName(element.tag), "P": parent})
        reference = owners[id(element)] = self._canvas._doc.Reference(found)
        own = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        if own is not None:
            found["Pg"] = pages[own]
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._write(kid, reference, pages, owners))
            elif kid[0] == own:
                kids.append(kid[1])
            else:
                mark = {"Type": PDFName("MCR"), "Pg": pages[kid[0]], "MCID": kid[1]}
                kids.append(PDFDictionary(mark))
        found["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        if element.told:
            found["Alt"] = PDFString(element.told)
        if element.scope:
            found["A"] = PDFArray([PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})])
        if element.box:
            placed = {
                "O": PDFName("Layout"),
                "BBox": PDFArray(list(element.box)),
                "Placement": PDFName("Block"),
            }
            found["A"] = PDFDictionary(placed)
        return reference


class Untagged(Structure):
    """Stands in where a canvas keeps no structure, such as that of a chart drawn alone."""

    @contextmanager
    def inside(self, element: Element, *, again: bool = False) -> Iterator[None]:  # noqa: ARG002
        yield

    @contextmanager
    def content(self, element: Element | None) -> Iterator[None]:  # noqa: ARG002
        yield

    @contextmanager
    def artifact(self, *, of_page: bool = False) -> Iterator[None]:  # noqa: ARG002
        yield


def of(canvas: Any) -> Structure:
    """The structure of the document that is drawn on this canvas."""
    found = getattr(canvas, "structure", None)
    return found if found is not None else Untagged(canvas)
