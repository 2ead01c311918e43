"""A grid's factors and columns, worked out from the questions themselves."""

from fieldwork.programme import library
from fieldwork.programme.grid import grid_of
from fieldwork.programme.model import QuestionId


def test_columns_ask_without_naming_the_factor() -> None:
    programme = library.load("iaow")
    grid = grid_of(programme, programme.questions[QuestionId("3.3")])
    assert grid is not None
    assert grid.columns == (
        "Is this factor linked to their offending",
        "Enough intervention or service was delivered",
        "Progress so far is enough",
    )
    assert len(grid.rows) == 10
    assert grid.column(QuestionId("3.3.f04.c")) == 2
    assert grid.column(QuestionId("3.3.1")) is None


def test_a_factor_without_a_question_leaves_its_cell_empty() -> None:
    programme = library.load("quality-impact")
    grid = grid_of(programme, programme.questions[QuestionId("2.7")])
    assert grid is not None
    cells = {head.text: [cell is not None for cell in cells] for head, cells in grid.rows}
    assert cells["Thinking and behaviour"] == [True, True, True]
    assert cells["Accommodation"] == [True, True, False]


def test_a_plain_standard_is_no_grid() -> None:
    programme = library.load("adult")
    assert all(grid_of(programme, question) is None for question in programme.questions.values())
