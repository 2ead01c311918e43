"""Answers as a table, in and out: what is taken, what is refused, and nothing lost on the way."""

import csv
from pathlib import Path

import pytest

from fieldwork.errors import Fault, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from fieldwork.reading.table import COLUMNS, LONGEST_NOTE, Imported, export, read_table, take_in
from tests.reading.files import CASE, OTHER

LINE = "case,question,answer,note\n"


def taken(inspection: Inspection, folder: Path, text: str, encoding: str = "utf-8") -> Imported:
    path = folder / "answers.csv"
    path.write_bytes(text.encode(encoding))
    return take_in(inspection, "reader-1", read_table(path))


def changes(inspection: Inspection) -> int:
    return sum(1 for _ in inspection.journal.all())


def test_answers_are_taken_by_value_or_label_and_a_second_time_change_nothing(
    inspection: Inspection, tmp_path: Path
) -> None:
    text = LINE + f"{CASE},0.1.1,agree,\n{CASE},2.1.1,YES,Seen in the file\n{CASE},0.1.6,3_or_more,\n"
    assert taken(inspection, tmp_path, text).written == 3
    again = taken(inspection, tmp_path, text)
    assert (again.written, again.unchanged) == (0, 3)
    answers = queries.answers(inspection, CASE)
    assert answers[QuestionId("2.1.1")].value == "yes"
    assert answers[QuestionId("2.1.1")].note == "Seen in the file"


def test_notes_keep_commas_quotes_lines_and_letters_of_every_script(
    inspection: Inspection, tmp_path: Path
) -> None:
    note = 'He said "no", twice,\nin Llanŵrda – then left 🙂.'
    rows = [{"case": CASE, "question": "2.1.1", "answer": "no", "note": note}]
    take_in(inspection, "", rows)
    path = tmp_path / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *export(inspection)])
    assert read_table(path)[0] | {"": ""} == {**rows[0], "": ""}
    assert take_in(inspection, "", read_table(path)).unchanged == 1


def test_an_empty_answer_or_an_absent_note_leaves_what_is_there(
    inspection: Inspection, tmp_path: Path
) -> None:
    taken(inspection, tmp_path, LINE + f"{CASE},2.1.1,yes,First words\n")
    taken(inspection, tmp_path, LINE + f"{CASE},2.1.1,,Second words\n")
    taken(inspection, tmp_path, f"Question, CASE ,answer\n2.1.1,{CASE},no\n")
    answer = queries.answers(inspection, CASE)[QuestionId("2.1.1")]
    assert (answer.value, answer.note) == ("no", "Second words")


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(
    inspection: Inspection, tmp_path: Path
) -> None:
    text = LINE + f'\n,,,\n{CASE},2.1.1,yes,"two\nlines"\n{CASE},2.1.1.a,perhaps,\n'
    assert [p.row for p in taken(inspection, tmp_path, text).problems] == [5]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Z999999,2.1.1,yes,", "no case 'Z999999'"),
        (f"{CASE},9.9.9,yes,", "no question '9.9.9'"),
        (f"{CASE},2.1.1.d,yes,", "Second round"),
        (f"{CASE},2.1.1,perhaps,", "expected one of: yes, no"),
        (f"{CASE},2.1,yes,", "a heading"),
        (f"{CASE},2.1.1,yes,He came, but left", "more cells than there are headings"),
        (f"{CASE},2.1.1,yes,{'x' * (LONGEST_NOTE + 1)}", "100,000 characters"),
        (f"{CASE},2.1.1,yes,\n{CASE},2.1.1,no,", "row 2 gives another answer to 2.1.1"),
        (f"{CASE},2.1.1,yes,One\n{CASE},2.1.1,yes,Two", "row 2 gives another note"),
        (CASE, "no question ''"),
    ],
)
def test_a_faulty_row_is_named_and_nothing_at_all_is_written(
    inspection: Inspection, tmp_path: Path, row: str, words: str
) -> None:
    before = changes(inspection)
    done = taken(inspection, tmp_path, LINE + f"{row}\n{CASE},2.2.1,yes,\n")
    assert [words in problem.problem for problem in done.problems] == [True]
    assert done.written == 0
    assert changes(inspection) == before


def test_rows_that_repeat_the_same_answer_are_no_contradiction(
    inspection: Inspection, tmp_path: Path
) -> None:
    done = taken(inspection, tmp_path, LINE + f"{CASE},2.1.1,yes,Seen\n{CASE},2.1.1,Yes,\n")
    assert done.problems == []


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        ("ref,answer\n", "utf-8", "no column case or question"),
        ("", "utf-8", "no column case, question or answer"),
        (LINE + f"{CASE},2.1.1,yes,caf\xe9\n", "latin-1", "not text in UTF-8"),
        (LINE, "utf-16", "not text in UTF-8"),
        (LINE + f'{CASE},2.1.1,yes,"never closed\n{CASE},2.1.2,no,\n', "utf-8", "not a sound CSV file"),
    ],
)
def test_a_file_that_is_no_table_of_answers_is_refused_in_words(
    inspection: Inspection, tmp_path: Path, text: str, encoding: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as caught:
        taken(inspection, tmp_path, text, encoding)
    assert caught.value.advice
    assert "answers.csv" in str(caught.value)


def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"missing\.csv could not be read"):
        read_table(tmp_path / "missing.csv")
    with pytest.raises(Fault, match="could not be read"):
        read_table(tmp_path)


def test_answers_of_a_withdrawn_or_complete_case_stand_as_they_are(
    inspection: Inspection, tmp_path: Path
) -> None:
    taken(inspection, tmp_path, LINE + f"{CASE},2.1.1,yes,\n{OTHER},2.1.1,yes,\n")
    with inspection.edit("", "Closed two cases") as edit:
        edit.set("case", CASE, "withdrawn", True)
        edit.set("case", OTHER, "complete", True)
    done = taken(inspection, tmp_path, LINE + f"{CASE},2.1.1,no,\n{OTHER},2.1.1,no,\n{OTHER},2.1.1,yes,\n")
    assert [p.row for p in done.problems] == [2, 3, 4]
    assert "was withdrawn" in done.problems[0].problem
    assert "reopen it" in done.problems[1].problem
    assert taken(inspection, tmp_path, LINE + f"{OTHER},2.1.1,yes,\n").unchanged == 1


def test_answers_to_what_does_not_apply_are_kept_hidden_and_uncounted(
    inspection: Inspection, tmp_path: Path
) -> None:
    text = LINE + f"{CASE},0.1.16,no,\n{CASE},2.4.3,no,No review came.\n{CASE},4.1.1,yes,\n"
    assert taken(inspection, tmp_path, text).hidden == 2
    reader = Reader(inspection, "reader-1")
    assert {s.question.ref for s in reader.open(CASE).hidden} == {"2.4.3", "4.1.1"}
    assert reader.open(CASE).answered == 1
    reader.answer(CASE, QuestionId("0.1.16"), "yes")
    back = {s.question.ref: s.answer for s in reader.open(CASE).questions}
    assert (back["2.4.3"].value, back["2.4.3"].note) == ("no", "No review came.")
