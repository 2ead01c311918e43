"""The grid that screen and page draw."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.timetable.grid import By, Columns, grid
from fieldwork.timetable.problem import Problem
from tests.timetable.small import MONDAY, NAMES, TUESDAY, interview, problems

WORDS = NAMES | {"ncl": "Newcastle", "gat": "Gateshead"}
INTERVIEWS = [
    interview("clark", "11:00"),
    interview("fox", "9:30"),
    interview("reed", "13:30", by="ben", office="gat", room=2, day=TUESDAY),
]


def test_rows_are_inspectors_and_columns_half_days() -> None:
    laid = grid(INTERVIEWS, [MONDAY, TUESDAY], WORDS)
    assert [(c.title, c.part) for c in laid.columns] == [
        ("Mon 16 Sep", "Morning"),
        ("Mon 16 Sep", "Afternoon"),
        ("Tue 17 Sep", "Morning"),
        ("Tue 17 Sep", "Afternoon"),
    ]
    assert [row.title for row in laid.rows] == ["Ben Okafor", "Sarah Jones"]
    morning = laid.rows[1].cells[0]
    assert [entry.time for entry in morning] == ["9:30am to 10:45am", "11:00am to 12:15pm"]
    assert morning[0].lines == ("Farah Fox", "Newcastle, room 1", "1 case")
    assert laid.rows[1].cells[1:] == ((), (), ())


def test_by_office_and_by_officer_say_what_the_row_does_not() -> None:
    offices = grid(INTERVIEWS, [MONDAY, TUESDAY], WORDS, by="office")
    assert offices.rows[0].title == "Gateshead"
    assert offices.rows[0].cells[3][0].lines == ("Tom Reed", "with Ben Okafor", "room 2, 1 case")
    officers = grid(INTERVIEWS, [MONDAY, TUESDAY], WORDS, by="officer")
    assert officers.rows[1].cells[0][0].lines == ("with Sarah Jones", "Newcastle, room 1", "1 case")


def test_whole_days_join_morning_and_afternoon() -> None:
    laid = grid([interview("fox", "13:30"), interview("clark", "9:30")], [MONDAY], WORDS, columns="days")
    assert [(c.title, c.half) for c in laid.columns] == [("Mon 16 Sep", None)]
    assert [entry.lines[0] for entry in laid.rows[0].cells[0]] == ["Aisha Clark", "Farah Fox"]


def test_empty_rows_are_shown_when_asked_for() -> None:
    laid = grid([], [MONDAY], WORDS, rows=["sarah"])
    assert [(row.title, row.cells) for row in laid.rows] == [("Sarah Jones", ((), ()))]


def test_an_interview_on_another_day_gets_a_column() -> None:
    laid = grid([interview("fox", "9:30", day=TUESDAY)], [MONDAY], WORDS)
    assert [c.day for c in laid.columns] == [MONDAY, MONDAY, TUESDAY, TUESDAY]


@settings(max_examples=30, deadline=None)
@given(
    problems(), st.sampled_from(["inspector", "office", "officer"]), st.sampled_from(["days", "half_days"])
)
def test_every_interview_is_in_exactly_one_cell(problem: Problem, by: By, columns: Columns) -> None:
    laid = grid(problem.locked, problem.days, {}, by=by, columns=columns)
    drawn = [entry.interview for row in laid.rows for cell in row.cells for entry in cell]
    assert sorted(drawn, key=repr) == sorted(problem.locked, key=repr)
    assert all(len(row.cells) == len(laid.columns) for row in laid.rows)
