"""Small inspections of each programme, read to the end, for the report; and a PDF's structure read back."""

from collections.abc import Iterator
from ctypes import create_string_buffer
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from fieldwork.programme import library
from tests.findings.constructing import Aim, Facts, Form, construct
from tests.findings.files import write

KINDS = ("adult", "iaow", "quality-impact")
NAMES = {"family_name": "Quillfeather", "first_names": "Osric"}


def make(folder: Path, kind: str) -> Path:
    """An inspection file of this programme, with 40 cases or so."""
    return {"adult": _adult, "iaow": _iaow, "quality-impact": _quality}[kind](folder / f"{kind}.fieldwork")


def _adult(path: Path) -> Path:
    programme = library.load("adult")
    given = [_case(n, sample_kind="supervision", rosh="low" if n % 5 == 0 else "high") for n in range(36)]
    settings = {f"0.1.{n}": range(36) for n in (11, 12, 13, 14, 15, 16, 17, 18, 19, 22)}
    aims = [Aim("2.1.3", count=17), Aim("2.2.3", count=20), Aim("2.1.1.b", count=9)]
    forms = [
        construct(programme, Form("supervision", given, settings), aims),
        construct(
            programme, Form("unpaid_work", [_case(n, sample_kind="unpaid_work") for n in range(5)]), []
        ),
        construct(
            programme,
            Form("through_the_gate", [_case(n, sample_kind="through_the_gate") for n in range(4)]),
            [],
        ),
        construct(
            programme,
            Form("responsible_officer", [{}] * 6),
            [Aim("responsible_officer_adult.4", count=4)],
        ),
    ]
    return write(path, programme, forms, "Northmoor 2019")


def _iaow(path: Path) -> Path:
    programme = library.load("iaow")
    given = [_case(n, report_kind=("typed", "oral", "none")[n % 3]) for n in range(33)]
    forms = [
        construct(
            programme, Form("case", given), [Aim("2.1.6", "not_done", count=9), Aim("2.1.1", count=20)]
        ),
        construct(programme, Form("leadership_officer", [{}] * 5), []),
    ]
    return write(path, programme, forms, "Northmoor 2014")


def _quality(path: Path) -> Path:
    programme = library.load("quality-impact")
    given = [_case(n, provider="CRC" if n < 34 else "NPS", rar_days=n % 3) for n in range(44)]
    aims = [
        Aim("2.4.1", count=20),
        Aim("2.4.1", "hindered_by_lack_of_engagement", count=6),
        Aim("2.7.2.a", count=25),
        Aim("2.7.2.b", count=12),
    ]
    return write(path, programme, [construct(programme, Form("case", given), aims)], "Northmoor 2016")


def _case(n: int, **more: object) -> Facts:
    usual = {
        **NAMES,
        "rosh": "medium",
        "sentence_type": "licence" if n % 3 == 0 else "community_order",
        "gender": "female" if n % 6 == 0 else "male",
        "officer_grade": "PO" if n % 2 else "PSO",
        "responsible_officer": "Hephzibah Underwater",
    }
    return {**usual, **more}  # type: ignore[dict-item]


@dataclass(frozen=True)
class Node:
    """One element of a PDF's structure as PDFium sees it."""

    kind: str
    told: str
    scope: str
    kids: tuple["Node", ...]

    def walk(self) -> Iterator["Node"]:
        """The element and all below it, in order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def structure(data: bytes) -> list[list[Node]]:
    """The structure of a PDF, page by page; empty for a page without any."""
    document = pdfium.PdfDocument(data)
    try:
        return [_of_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _of_page(page: pdfium.PdfPage) -> list[Node]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        return [_node(raw.FPDF_StructTree_GetChildAtIndex(tree, at)) for at in range(count)]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _node(element: object) -> Node:
    kids = [
        raw.FPDF_StructElement_GetChildAtIndex(element, at)
        for at in range(raw.FPDF_StructElement_CountChildren(element))
    ]
    return Node(
        _text(raw.FPDF_StructElement_GetType, element),
        _text(raw.FPDF_StructElement_GetAltText, element),
        _attribute(element, b"Scope"),
        tuple(_node(kid) for kid in kids if kid),
    )


def _text(ask: object, *about: object) -> str:
    size = ask(*about, None, 0)  # type: ignore[operator]
    if not size:
        return ""
    buffer = create_string_buffer(size)
    ask(*about, buffer, size)  # type: ignore[operator]
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _attribute(element: object, name: bytes) -> str:
    return _text(raw.FPDF_StructElement_GetStringAttribute, element, name)
