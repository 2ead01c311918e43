"""Office lists of every make: encodings, delimiters, layouts, columns and rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.programme.model import Fact, Programme
from fieldwork.sample.read import OfficeList, read_list
from tests.sample.conftest import FACTS, HEADINGS, SMALL, SOUND, TODAY, make_programme, write_xlsx

CsvFile = Callable[..., Path]


def read(path: Path, **options: object) -> OfficeList:
    return read_list(path, SMALL, today=TODAY, **options)  # type: ignore[arg-type]


def with_columns(**more: str) -> list[list[str]]:
    """A list of one sound case with these columns more."""
    return [[*HEADINGS, *more], [*SOUND, *more.values()]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_usual_delimiter_and_encoding(csv_file: CsvFile, delimiter: str, encoding: str) -> None:
    officer = "Siân O’Neill" if encoding == "cp1252" else "Siân Llŷr"
    rows = [HEADINGS, ["X123456", officer, "Licence", "23/02/2019", "Low"]]
    found = read(csv_file(rows, delimiter=delimiter, encoding=encoding))
    assert found.problems == ()
    assert found.rows[0].facts == {
        "reference": "X123456",
        "responsible_officer": officer,
        "sentence_type": "licence",
        "start_date": "2019-02-23",
        "rosh": "low",
    }


def test_quoted_line_breaks_and_delimiters_stay_in_their_cell(csv_file: CsvFile) -> None:
    text = 'CRN,"Sentence\r\ntype",RoSH,Start date,"Responsible officer","Office"\r\n'
    text += (
        'X123456,CO,Low,1/2/2019,"Lee, Ann","Old ""Bank""\r\nHouse"\r\nX123457,CO,Low,1/2/2019,Bo Ray,\r\n'
    )
    found = read(csv_file(text))
    assert found.problems == ()
    assert [row.row for row in found.rows] == [2, 3]
    assert found.rows[0].facts["responsible_officer"] == "Lee, Ann"
    assert found.rows[0].facts["office"] == 'Old "Bank" House'
    assert found.columns["sentence_type"] == "Sentence\r\ntype"


def test_many_commas_in_cells_do_not_hide_the_semicolons(csv_file: CsvFile) -> None:
    rows = [["CRN", "Responsible officer", "Sentence type", "Start date", "RoSH", "Requirements"]]
    rows += [["X123456", "Lee, Ann, Dr", "CO", "1/2/2019", "Low", "RAR, BBR, UPW"]] * 1
    assert read(csv_file(rows, delimiter=";")).rows[0].facts["responsible_officer"] == "Lee, Ann, Dr"


@pytest.mark.parametrize("closed_after", [1, 2, 5, 30, 99])
def test_a_quote_left_open_swallows_no_cases(csv_file: CsvFile, closed_after: int) -> None:
    cases = [[f"X{123400 + n}", "Ann Lee", "Licence", "23/02/2019", "Low", "Hexham"] for n in range(40)]
    cases[3][1] = '"Ann Lee'
    for case in cases[3 + closed_after :]:
        case[1] = '"Ann Lee"'
    found = read(csv_file([[*HEADINGS, "Office"], *cases]))
    assert (len(found.rows), found.problems) == (40, ())


def test_a_delimiter_too_many_is_a_fault_of_the_whole_row(csv_file: CsvFile) -> None:
    found = read(csv_file([HEADINGS, SOUND, ["X123457", "Lee", "Ann", "Licence", "23/02/2019", "Low"]]))
    assert found.problems[0].row == 3
    assert (found.problems[0].column, found.problems[0].value) == ("", "")
    assert "expected 5" in found.problems[0].problem
    assert [row.row for row in found.rows] == [2]


def test_short_rows_are_filled_and_trailing_delimiters_ignored(csv_file: CsvFile) -> None:
    found = read(
        csv_file(
            "CRN;RO;Disposal;Start;RoSH;Office\nX123456;A Lee;CO;1.2.19;L\nX123457;A Lee;CO;1.2.19;L;;;;\n"
        )
    )
    assert (len(found.rows), found.problems) == (2, ())


@pytest.mark.parametrize(
    "heading",
    [
        "CRN",
        "Offender Ref (CRN) ",
        "crn",
        "C.R.N".replace(".", ""),
        "Case reference",
        "Delius\nCRN",
        "\ufeffCRN:",
    ],
)
def test_headings_are_recognised_however_they_are_written(csv_file: CsvFile, heading: str) -> None:
    quoted = f'"{heading}"'
    found = read(csv_file([[quoted, *HEADINGS[1:]], SOUND]))
    assert found.columns["reference"].strip("\ufeff") == heading.strip("\ufeff")


def test_a_facts_own_label_is_a_heading(csv_file: CsvFile) -> None:
    rows = with_columns(**{"Unpaid work hours ordered": "120", "Sentence ended": "N"})
    found = read(csv_file(rows))
    assert found.rows[0].facts["upw_hours"] == 120
    assert found.unused == ()


def test_a_persons_choices_come_before_the_synonyms(csv_file: CsvFile) -> None:
    path = csv_file(with_columns(Office="Hexham", Patch="North", LDU="Tyne"))
    assert read(path).unused == ("Patch",)
    found = read(path, columns={"Patch": "office", "Office": "", "LDU": "team"})
    assert (found.columns["office"], found.columns["team"]) == ("Patch", "LDU")
    assert found.rows[0].facts["office"] == "North"
    assert found.unused == ("Office",)


def test_choosing_one_part_of_a_column_keeps_its_other_parts(csv_file: CsvFile) -> None:
    path = csv_file([[*HEADINGS, "Name"], [*SOUND, '"WALKER, Dylan"']])
    chosen = {heading: fact for fact, heading in read(path).columns.items()}
    facts = read(path, columns=chosen).rows[0].facts
    assert (facts["family_name"], facts["first_names"]) == ("Walker", "Dylan")


def test_a_choice_of_an_unknown_fact_is_refused(csv_file: CsvFile) -> None:
    with pytest.raises(Refused) as caught:
        read(csv_file([HEADINGS, SOUND]), columns={"CRN": "shoe_size", "RoSH": "disposal_group"})
    assert [problem.place for problem in caught.value.problems] == ["CRN", "RoSH"]


def test_two_columns_for_one_fact_are_reported_and_the_surest_is_used(csv_file: CsvFile) -> None:
    path = csv_file([["Case ID", *HEADINGS, "Sex", "Gender"], ["77", *SOUND, "M", "F"]])
    found = read(path)
    assert found.columns["reference"] == "CRN"
    assert found.rows[0].facts["gender"] == "female"
    assert {(p.row, p.column) for p in found.problems} == {(1, "Case ID"), (1, "Sex")}
    assert found.faulty_rows == 0
    assert read(path, columns={"Case ID": "", "Sex": ""}).problems == ()


def test_single_columns_go_before_a_compound_one(csv_file: CsvFile) -> None:
    found = read(csv_file(with_columns(Name="Dylan Walker", Surname="Walters", MAPPA="M2 L1")))
    assert (found.columns["family_name"], found.columns["first_names"]) == ("Surname", "Name")
    assert found.rows[0].facts["family_name"] == "Walters"


def test_the_local_centre_is_the_office_unless_another_column_is(csv_file: CsvFile) -> None:
    assert read(csv_file(with_columns(**{"LMC / LDU": "Hexham"}))).columns["office"] == "LMC / LDU"
    both = read(csv_file(with_columns(**{"LMC / LDU": "Tyne", "Office": "Hexham"})))
    assert (both.columns["office"], both.columns["ldu"]) == ("Office", "LMC / LDU")


def test_derived_and_undeclared_facts_are_not_taken(csv_file: CsvFile) -> None:
    found = read(csv_file(with_columns(**{"Community or post-release": "x", "IOM": "Y"})))
    assert found.unused == ("Community or post-release", "IOM")


def test_a_hint_that_means_something_else_leaves_the_column_to_the_person(csv_file: CsvFile) -> None:
    assert read(csv_file(with_columns(**{"Name (Team)": "x"}))).unused == ("Name (Team)",)


def test_lines_that_are_no_cases_are_left_out(csv_file: CsvFile) -> None:
    wide = [*HEADINGS, "Office", "Team"]
    rows = [
        ["North list"],
        wide,
        [*SOUND, "Hexham", ""],
        ["", " ", "", "", "", "", ""],
        ["Hexham office"],
        wide,
        ["X123457", *SOUND[1:], "Hexham", ""],
        ["", "Total", "", "2", "", "", ""],
        ["Number of cases: 2", "", "", "", "", "", ""],
        ["", "", "* seen by the SPO", "", "", "", ""],
        ["End of report"],
    ]
    found = read(csv_file(rows))
    assert [row.row for row in found.rows] == [3, 7]
    assert (found.problems, found.total_rows, found.heading_row) == ((), 2, 2)


def test_a_line_that_tries_to_be_a_case_is_never_left_out(csv_file: CsvFile) -> None:
    found = read(csv_file([HEADINGS, SOUND, ["X12345", "", "", "", ""], ["", "Ann Lee", "CO", "", ""]]))
    assert {problem.row for problem in found.problems} == {3, 4}
    assert found.faulty_rows == 2


def test_every_fault_of_a_row_is_named_with_its_column_and_value(csv_file: CsvFile) -> None:
    found = read(csv_file([HEADINGS, ["X123456", "", "Caution", "soon", "?"]]))
    assert [(p.row, p.column, p.value) for p in found.problems] == [
        (2, "Responsible officer", ""),
        (2, "Sentence type", "Caution"),
        (2, "Start date", "soon"),
        (2, "RoSH", "?"),
    ]
    assert found.waiting[0].facts == {"reference": "X123456"}


def test_faults_never_repeat_other_personal_details(csv_file: CsvFile) -> None:
    head = [*HEADINGS, "Surname", "Forename", "DoB", "PNC"]
    one = [*SOUND, "Walker", "Dylan", "12/10/1980", "2013/0644385Q"]
    two = ["X123457", "Bo Ray", "Caution", "x", "TBC", "Walker", "Dylan", "12/10/1980", ""]
    for problem in read(csv_file([head, one, two])).problems:
        assert not any(word in repr(problem) for word in ("Walker", "Dylan", "1980", "Bo Ray"))


def test_the_row_with_the_earliest_start_stays(csv_file: CsvFile) -> None:
    head = [*HEADINGS, "PNC"]
    late = ["X123456", "Ann Lee", "CO", "1/3/2019", "Low", "2013/0644385Q"]
    early = ["X123457", "Ann Lee", "CO", "1/2/2019", "Low", "13/0644385Q"]
    found = read(csv_file([head, late, early]))
    assert [(p.row, p.value) for p in found.problems] == [(2, "2013/0644385Q")]
    assert "row 3" in found.problems[0].problem


def test_a_start_is_checked_against_the_day_the_list_was_taken_out(csv_file: CsvFile) -> None:
    case = ["X123456", "Ann Lee", "CO", "31/08/2019", "Low"]
    assert read(csv_file([HEADINGS, case])).problems == ()
    dated = [["Report", "extracted 30/08/2019 07:12"], HEADINGS, case]
    assert "up to 30 August 2019" in read(csv_file(dated)).problems[0].problem
    assert (
        "up to 30 August 2019, today"
        in read_list(csv_file([HEADINGS, case]), SMALL, today=date(2019, 8, 30)).problems[0].problem
    )


def test_the_sheet_with_the_list_is_found(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "list.xlsx",
        {"Summary": [["Office", "Cases"], ["Hexham", 1]], "D2": [[], [], [None, *HEADINGS], [None, *SOUND]]},
    )
    found = read(path)
    assert (found.sheet, found.heading_row, found.problems) == ("D2", 3, ())
    assert found.rows[0].row == 4


def test_a_second_list_in_the_workbook_is_never_overlooked(tmp_path: Path) -> None:
    other = ["X123457", *SOUND[1:]]
    path = write_xlsx(tmp_path / "list.xlsx", {"CO": [HEADINGS, SOUND], "Licence": [HEADINGS, other]})
    assert [(p.value, p.column) for p in read(path).problems] == [("Licence", "")]
    named = read(path, sheet="Licence")
    assert (named.problems, named.rows[0].reference) == ((), "X123457")
    with pytest.raises(Refused, match="no visible sheet PSS: CO and Licence"):
        read(path, sheet="PSS")


def test_excel_cells_of_every_type(tmp_path: Path) -> None:
    head = [*HEADINGS, "Domestic abuse", "UPW hours", "Office"]
    case = ["X123456", "Ann Lee", 201, date(2019, 2, 23), "Low", True, 120.0, date(2019, 1, 2)]
    found = read(write_xlsx(tmp_path / "list.xlsx", {"S": [head, case]}))
    facts = found.rows[0].facts
    assert (facts["sentence_type"], facts["start_date"]) == ("community_order", "2019-02-23")
    assert (facts["domestic_abuse"], facts["upw_hours"], facts["office"]) == ("yes", 120, "02/01/2019")


def test_progress_is_told_and_may_stop_the_reading(csv_file: CsvFile) -> None:
    path = csv_file([HEADINGS, SOUND])
    told: list[tuple[int, int]] = []
    read(path, progress=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((0, 1), (1, 1))

    def stop(done: int, total: int) -> None:
        raise InterruptedError(done, total)

    with pytest.raises(InterruptedError):
        read(path, progress=stop)


def test_a_missing_required_column_is_refused_with_its_name(csv_file: CsvFile) -> None:
    with pytest.raises(Refused, match="no column for Responsible officer and Serious harm level") as caught:
        read(csv_file([["CRN", "Boss", "Disposal", "Start"], ["X123456", "Ann", "CO", "1/2/2019"]]))
    assert "Boss" in str(caught.value.problems[0])
    assert caught.value.advice


def test_a_required_fact_with_a_default_needs_no_column(csv_file: CsvFile) -> None:
    facts = [*FACTS, Fact("iom", "IOM", required=True, default="no")]
    assert read_list(csv_file([HEADINGS, SOUND]), make_programme(facts), today=TODAY).problems == ()


def test_a_programme_without_a_reference_fact_still_needs_one(
    csv_file: CsvFile, programme: Programme
) -> None:
    bare = make_programme([fact for fact in programme.facts.values() if fact.id != "reference"])
    assert read_list(csv_file([HEADINGS, SOUND]), bare, today=TODAY).rows[0].reference == "X123456"
