"""A small adult programme and office lists to read with it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fieldwork.programme.model import Edition, Fact, JudgementRule, Programme

SAMPLES = Path(__file__).parents[1] / "samples"
YES_NO = {"yes": "Yes", "no": "No"}
LEVELS = {"low": "Low", "medium": "Medium", "high": "High", "very_high": "Very high"}

#: `choice(id, label, values)` and the like: the facts that the three samples have columns for, and MAPPA.
FACTS = (
    Fact("reference", "Case reference", required=True),
    Fact("family_name", "Family name", personal=True),
    Fact("first_names", "First names", personal=True),
    Fact("date_of_birth", "Date of birth", "date", personal=True),
    Fact("pnc", "Police national computer number", personal=True),
    Fact(
        "sample_kind",
        "Sample",
        "choice",
        values={
            "supervision": "Case supervision",
            "unpaid_work": "Unpaid work",
            "through_the_gate": "Through the Gate",
        },
        default="supervision",
    ),
    Fact("provider", "Provider", "choice", values={"CRC": "CRC", "NPS": "NPS", "Trust": "Trust"}),
    Fact("office", "Office"),
    Fact("ldu", "Local delivery unit"),
    Fact("team", "Team"),
    Fact("responsible_officer", "Responsible officer", required=True, personal=True),
    Fact("officer_grade", "Officer grade", "choice", values={"PO": "PO", "PSO": "PSO", "other": "Other"}),
    Fact(
        "sentence_type",
        "Sentence type",
        "choice",
        values={
            "community_order": "Community order",
            "suspended_sentence_order": "Suspended sentence order",
            "licence": "Licence",
            "post_sentence_supervision": "Post-sentence supervision",
        },
        required=True,
    ),
    Fact("disposal_group", "Community or post-release", "choice", "derived", {"community": "Community"}),
    Fact("start_date", "Start of sentence or release", "date", required=True),
    Fact("ended_date", "Sentence ended", "date"),
    Fact("release_date", "Release date", "date"),
    Fact("resettlement_prison", "Resettlement prison"),
    Fact(
        "requirements",
        "Requirements",
        "list",
        values={
            "rar": "Rehabilitation activity",
            "programme": "Accredited programme",
            "unpaid_work": "Unpaid work",
            "drug_treatment": "Drug rehabilitation",
            "alcohol_treatment": "Alcohol treatment",
            "curfew": "Curfew",
        },
    ),
    Fact("upw_hours", "Unpaid work hours ordered", "number"),
    Fact(
        "gender",
        "Gender",
        "choice",
        values={"male": "Male", "female": "Female", "other": "Other", "not_recorded": "Not recorded"},
    ),
    Fact(
        "ethnicity",
        "Ethnicity",
        "choice",
        values={
            "white": "White",
            "black_and_minority_ethnic": "Black and minority ethnic",
            "not_recorded": "Not recorded",
        },
    ),
    Fact("rosh", "Serious harm level on record", "choice", values=LEVELS, required=True),
    Fact("lor", "Likelihood of reoffending", "choice", values=LEVELS),
    Fact("mappa_category", "MAPPA category", "choice", values={"1": "1", "2": "2", "3": "3", "none": "None"}),
    Fact("mappa_level", "MAPPA level", "choice", values={"1": "1", "2": "2", "3": "3", "none": "None"}),
    Fact(
        "domestic_abuse",
        "Domestic abuse issues",
        "choice",
        "inspector",
        {**YES_NO, "no_clear_record": "No clear record"},
    ),
    Fact("child_safeguarding", "Child safeguarding issues", "choice", "inspector", YES_NO),
    Fact(
        "index_offence",
        "Index offence",
        "choice",
        values={
            id: id.replace("_", " ").capitalize()
            for id in (
                *("violence", "sexual", "robbery", "burglary", "theft", "fraud"),
                *("drugs", "criminal_damage", "motoring", "public_order", "other"),
            )
        },
    ),
)


def make_programme(facts: Sequence[Fact]) -> Programme:
    """A programme that asks nothing and has these facts."""
    edition = Edition("first", "First")
    return Programme(
        id="small",
        title="Small programme",
        edition=edition,
        editions=(edition,),
        facts={fact.id: fact for fact in facts},
        forms={},
        questions={},
        guides={},
        judgement=JudgementRule(),
        rating=None,
        order=(),
        source="tests",
    )


SMALL = make_programme(FACTS)
#: The required columns, and one sound row for them.
HEADINGS = ["CRN", "Responsible officer", "Sentence type", "Start date", "RoSH"]
SOUND = ["X123456", "Ann Lee", "Licence", "23/02/2019", "Low"]
TODAY = date(2019, 9, 2)


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these sheets of rows; None leaves a cell out."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date | datetime):
                    sheet.write_datetime(r, c, cell)
                elif isinstance(cell, str):
                    sheet.write_string(r, c, cell)
                elif cell is not None:
                    sheet.write(r, c, cell)
    book.close()
    return path


@pytest.fixture
def programme() -> Programme:
    return SMALL


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes text, or rows of texts without quoting, as a file to read."""

    def write(
        text: str | list[list[str]], *, encoding: str = "utf-8", delimiter: str = ",", name: str = "list.csv"
    ) -> Path:
        if not isinstance(text, str):
            text = "".join(delimiter.join(row) + "\r\n" for row in text)
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
