"""Files that are no list are refused in a sentence that says what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from fieldwork.errors import Fault, Refused
from fieldwork.sample.read import read_list
from fieldwork.sheets import workbook
from fieldwork.sheets.workbook import cells_laid_out
from tests.sample.conftest import HEADINGS, SMALL, SOUND, TODAY, write_xlsx

CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (b"\xff\xfe\x00\x00", "empty"),
        (b"%PDF-1.7 \n%\xe2", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (CONTAINER + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (CONTAINER + "Workbook".encode("utf-16-le"), "before 2007"),
        (b"<html><table><tr><td>CRN</td></tr></table>", "web page"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "damaged"),
        (archive(**{"word/document.xml": b"<w/>"}), "a Word document"),
        (archive(**{"xl/workbook.bin": b"x"}), "a binary Excel workbook"),
        (archive(**{"content.xml": b"<x/>"}), "an OpenDocument file"),
        (archive(**{"notes.txt": b"CRN"}), "damaged"),
        (bytes(range(256)) * 4, "no readable text"),
        (b"\x00\x01\x02\x03" * 300, "no readable text"),
        (b"\x81\x8d\x8f,\x90", "no readable text"),
        (b"Dear all,\nthe list follows.\n", "headings"),
        (b"CRN,RO,Disposal,Start,RoSH\n", "no cases"),
        (b'CRN,RO,"' + b"x" * 200_000, "never ends"),
    ],
)
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.xls"])
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, sentence: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match=sentence) as caught:
        read_list(path, SMALL, today=TODAY)
    assert caught.value.advice
    assert str(tmp_path) not in str(caught.value) + caught.value.advice


def test_a_missing_file_or_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path / "file.csv" / "x.csv"):
        (tmp_path / "file.csv").write_bytes(b"x")
        with pytest.raises(Refused, match=f"no file {path.name}"):
            read_list(path, SMALL)
    with pytest.raises((Refused, Fault), match=tmp_path.name):
        read_list(tmp_path, SMALL)


def test_a_workbook_that_unpacks_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(archive(**{"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b" " * 1_000_000}))
    monkeypatch.setattr(workbook, "MOST_BYTES", 900_000)
    with pytest.raises(Refused, match="too large"):
        read_list(path, SMALL)


def test_a_member_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path) -> None:
    content = write_xlsx(tmp_path / "list.xlsx", {"S": [HEADINGS, SOUND]}).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        size = made.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    path = tmp_path / "lying.xlsx"
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(Refused, match="damaged"):
        read_list(path, SMALL)


def test_a_stray_cell_far_from_the_list_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    far = [[*HEADINGS], [*SOUND]]
    path = write_xlsx(tmp_path / "list.xlsx", {"S": far})
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        members = {name: made.read(name) for name in made.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", stray)
    path.write_bytes(archive(**members))
    with pytest.raises(Refused, match="far away from the list"):
        read_list(path, SMALL)
    formatted = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", formatted)
    path.write_bytes(archive(**members))
    assert len(read_list(path, SMALL, today=TODAY).rows) == 1


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        (b'<sheetData><row r="9"><c r="T9"><v>1</v></c></row></sheetData>', 0),
        (b'<sheetData><row r="2"><c r="ABC2"><v>1</v></c></row></sheetData>', 731 * 2),
        (b'<sheetData><row r="500000"><c r="B500000"><v>1</v></c></row></sheetData>', 1_000_000),
        (b"<x:sheetData><x:row r='500000'><x:c t='s' r='b500000'><x:v>1</x:v></x:c></x:row>", 1_000_000),
        (b'<sheetData><row r = "500000"><c><v>1</v></c><c><v>1</v></c></row></sheetData>', 1_000_000),
        (b'<sheetData><row r="500000"><c r="B500000" s="1"></c><c r="C500000" s="1"/></row>', 0),
    ],
)
def test_what_a_sheet_would_cost_is_told_from_its_places(sheet: bytes, cells: int) -> None:
    opening = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    assert cells_laid_out(opening + sheet) == cells
