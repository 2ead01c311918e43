"""Exported data: the same in every format, missing for the reason that it is, and naming nobody unasked."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from fieldwork.cli.main import fieldwork
from fieldwork.exports import spss, tidy
from fieldwork.exports.columns import CODES, Missing, Table
from fieldwork.exports.pseudonyms import pseudonym
from fieldwork.exports.readings import Wanted
from fieldwork.findings import counts
from fieldwork.findings.counts import has_line
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme.model import QuestionId
from tests.documents.reported import NAMES, make
from tests.findings.files import LEAD, PASSPHRASE, run

FORMATS = "csv,xlsx,sav,json"
NOTE = "Mrs Quillfeather rang twice."


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A read adult inspection with a note, a case without one answer, and one that is not complete."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        path = make(folder, "adult")
        with Inspection.open(path, PASSPHRASE) as inspection, inspection.edit(LEAD, "Marks") as edit:
            edit.set("answer", answer_id("A000001", "2.1.1"), "note", NOTE)
            edit.set("answer", answer_id("A000002", "2.1.1.a"), "value", None)
            edit.set("answer", answer_id("A000003", "2.2.3.c"), "value", "na")
            edit.set("case", "A000004", "complete", None)
            edit.set("case", "A000005", "inspector", LEAD)
    return path


@pytest.fixture(scope="module")
def folder(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written")
    said = run("export", file, "--format", FORMATS, "--out", out)
    assert {Path(path).name for path in said["files"]} == {path.name for path in out.iterdir()}
    return out


@pytest.fixture(scope="module")
def made(file: Path) -> list[Table]:
    with Inspection.open(file, PASSPHRASE, writing=False) as inspection:
        return tidy.tables(inspection, Wanted())


def rows_of(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def named(tables: list[Table], name: str) -> Table:
    return next(table for table in tables if table.name == name)


# -- the same in every format ---------------------------------------------------------------------


def written(cell: object) -> str:
    return "" if cell is None else str(cell)


def test_csv_holds_every_table_cell_by_cell(made: list[Table], folder: Path) -> None:
    for table in made:
        found = rows_of((folder / f"{table.name}.csv").read_bytes())
        names = [column.name for column in table.columns]
        assert [list(row) for row in found[:1]] == [names]
        assert [[row[n].removeprefix("'") for n in names] for row in found] == [
            [written(cell) for cell in row] for row in table.rows
        ]


def test_json_holds_the_same_and_describes_every_column(made: list[Table], folder: Path) -> None:
    document = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    described = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))
    assert document["programme"] == {"id": "adult", "edition": "second-round"}
    for table in made:
        names = [column.name for column in table.columns]
        assert document["tables"][table.name] == [dict(zip(names, row, strict=True)) for row in table.rows]
        assert [column["name"] for column in described[table.name]["columns"]] == names


def test_the_workbook_holds_the_same_with_its_dictionary(made: list[Table], folder: Path) -> None:
    book = CalamineWorkbook.from_path(folder / "data.xlsx")
    assert book.sheet_names[0] == "dictionary"
    for table in made:
        heads, *rows = book.get_sheet_by_name(table.name[:31]).to_python()
        assert heads == [column.name for column in table.columns]
        assert len(rows) == len(table.rows)
        for found, row in zip(rows, table.rows, strict=True):
            assert [written(c) for c in row] == [
                str(int(c)) if isinstance(c, float) and c == int(c) and not isinstance(e, float) else str(c)
                for c, e in zip(found, row, strict=True)
            ]


def test_the_dictionary_has_every_column_once_in_names_that_spss_takes(
    made: list[Table], folder: Path
) -> None:
    described = rows_of((folder / "dictionary.csv").read_bytes())
    assert [(row["table"], row["column"]) for row in described] == [
        (table.name, column.name) for table in made for column in table.columns
    ]
    for table in made:
        names = [column.name.lower() for column in table.columns]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name) for name in names)
    row = next(row for row in described if row["column"] == "q_2_2_3_c")
    assert row["values"] == "yes = Yes; no = No; na = Not applicable" and "(-9 in SPSS)" in row["missing"]


# -- SPSS, read back --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cases(folder: Path) -> tuple[Any, Any]:
    return pyreadstat.read_sav(str(folder / "cases.sav"), user_missing=True)  # type: ignore[no-any-return]


def test_spss_has_labels_for_variables_and_values(made: list[Table], cases: tuple[Any, Any]) -> None:
    _, meta = cases
    table = named(made, "cases")
    for column in table.columns:
        assert meta.column_names_to_labels[column.name] == column.label[: len(column.label)]
    labels = meta.variable_value_labels["q_2_2_3_c"]
    assert labels == {
        1: "Yes", 2: "No", 3: "Not applicable", -9: "Not asked", -8: "Unanswered", -7: "Not applicable",
    }  # fmt: skip
    assert meta.variable_value_labels["fact_gender"][2] == "Female"


def test_spss_keeps_the_reasons_for_missing_values_apart(cases: tuple[Any, Any]) -> None:
    frame, meta = cases
    held = frame.set_index("case")
    assert held.loc["A000002", "q_2_1_1_a"] == CODES[Missing.UNANSWERED]
    assert held.loc["A000003", "q_2_2_3_c"] == CODES[Missing.NOT_APPLICABLE]
    assert held.loc["A000000", "q_2_2_3"] == CODES[Missing.NOT_ASKED]  # deemed low
    declared = {bound["lo"] for bound in meta.missing_ranges["q_2_2_3_c"]}
    assert declared == {-9, -8, -7}
    assert "A000004" not in held.index


def test_spss_values_are_those_of_the_tables(made: list[Table], folder: Path) -> None:
    for table in made:
        frame, _ = pyreadstat.read_sav(str(folder / f"{table.name}.sav"), user_missing=True)
        assert list(frame.columns) == [column.name for column in table.columns]
        for at, column in enumerate(table.columns):
            cells = [row[at] for row in table.rows]
            if column.kind in ("choice", "whole", "number"):
                expected = [spss.code_of(column, cell) for cell in cells]
                found = [None if value != value else value for value in frame[column.name]]
                assert found == expected, (table.name, column.name)
            elif column.kind == "text":
                assert list(frame[column.name]) == [written(cell) for cell in cells], column.name


def test_without_its_missing_values_spss_counts_what_the_findings_count(file: Path, folder: Path) -> None:
    frame, meta = pyreadstat.read_sav(str(folder / "cases.sav"))  # missing values become none
    with Inspection.open(file, PASSPHRASE, writing=False) as inspection:
        found = counts.together(inspection)
    checked = 0
    for question, one in found.questions.items():
        column = f"q_{question.replace('.', '_')}"
        if column in frame and has_line(one.question) and not question.startswith("responsible"):
            labels = meta.variable_value_labels[column]
            values = Counter(labels[value] for value in frame[column].dropna())
            above = {o.label for o in one.question.answers.options if o.value in one.question.above_line}  # type: ignore[union-attr]
            assert (sum(values[label] for label in above), sum(values.values())) == (one.yes, one.of)
            checked += 1
    assert checked > 80


# -- what is not told ---------------------------------------------------------------------------------


def test_nobody_is_named_unless_that_is_asked_for(folder: Path) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".xlsx":
            book = CalamineWorkbook.from_path(path)
            sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
            data = str(sheets).encode()
        for words in (*NAMES.values(), "Hephzibah", "Carys", NOTE):
            assert words.encode() not in data, (path.name, words)
    headings = (folder / "cases.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "family_name" not in headings and "q_4_1_3" not in headings


def test_names_and_notes_come_when_asked_for_after_a_warning(file: Path, tmp_path: Path) -> None:
    command = ["export", str(file), "--format", "csv,sav", "--with-personal", "--out", str(tmp_path / "out")]
    secret = {"FIELDWORK_PASSPHRASE": PASSPHRASE}
    refused = CliRunner().invoke(fieldwork, command, env=secret)
    assert refused.exit_code == 1 and "name people" in refused.stderr and not (tmp_path / "out").exists()
    assert CliRunner().invoke(fieldwork, [*command, "--yes"], env=secret).exit_code == 0
    case = rows_of((tmp_path / "out" / "cases.csv").read_bytes())[0]
    assert case["fact_family_name"] == NAMES["family_name"]
    answers = rows_of((tmp_path / "out" / "answers.csv").read_bytes())
    assert [row["note"] for row in answers if row["note"]] == [NOTE]
    assert {row["reader"] for row in answers} == {"", "Carys Lead"}
    frame, _ = pyreadstat.read_sav(str(tmp_path / "out" / "cases.sav"))
    assert frame["fact_family_name"][0] == NAMES["family_name"]


def test_pseudonyms_stand_for_references_in_every_table(file: Path, tmp_path: Path) -> None:
    run("export", file, "--format", "csv", "--pseudonyms", "--out", tmp_path)
    with Inspection.open(file, PASSPHRASE, writing=False) as inspection:
        expected = pseudonym(inspection, "A000001")
    assert expected in (tmp_path / "cases.csv").read_text(encoding="utf-8-sig")
    for path in tmp_path.iterdir():
        assert not re.search(r"\bA0000\d\d\b", path.read_text(encoding="utf-8-sig")), path.name


def test_unfinished_readings_come_when_asked_for(file: Path, tmp_path: Path) -> None:
    run("export", file, "--format", "csv", "--unfinished", "--out", tmp_path)
    status = {row["case"]: row["status"] for row in rows_of((tmp_path / "cases.csv").read_bytes())}
    assert status["A000004"] == "reading" and status["A000001"] == "complete"


def test_what_a_spreadsheet_would_reckon_is_told_apart(file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path / "copy.fieldwork"))
    with Inspection.open(copy, PASSPHRASE) as inspection, inspection.edit(LEAD, "A note") as edit:
        edit.set("answer", answer_id("A000001", "2.1.1"), "note", '=HYPERLINK("x")')
    run("export", copy, "--format", "csv,xlsx", "--with-personal", "--yes", "--out", tmp_path / "out")
    (row,) = [r for r in rows_of((tmp_path / "out" / "answers.csv").read_bytes()) if r["note"]]
    assert row["note"].startswith("'=")
    book = CalamineWorkbook.from_path(tmp_path / "out" / "data.xlsx")
    heads, *rows = book.get_sheet_by_name("answers").to_python()
    assert '=HYPERLINK("x")' in [r[heads.index("note")] for r in rows]


def test_answers_say_why_there_is_none(made: list[Table]) -> None:
    table = named(made, "answers")
    names = [column.name for column in table.columns]
    states = {
        (row[names.index("case")], row[names.index("question")]): row[names.index("state")]
        for row in table.rows
    }
    assert states["A000002", "2.1.1.a"] == "unanswered"
    assert states["A000003", "2.2.3.c"] == "not_applicable"
    assert states["A000000", "2.2.3"] == "not_asked"
    assert states["A000001", "2.1.1"] == "answered"
    assert QuestionId("4.1.3") not in {row[names.index("question")] for row in table.rows}
