"""What offices write in cells, and what it is taken for."""

from datetime import date, datetime, time

import pytest

from fieldwork.programme.model import Fact
from fieldwork.sample.compounds import read_mappa, read_name
from fieldwork.sample.errors import Restricted, Unreadable
from fieldwork.sample.identifiers import read_crn, read_pnc
from fieldwork.sample.normalise import Calendar, fact_reader
from fieldwork.sample.vocabulary import words
from fieldwork.sheets.cells import Cell
from fieldwork.sheets.dates import read_date
from tests.sample.conftest import SMALL, TODAY


def read(fact: str | Fact, cell: Cell) -> object:
    wanted = SMALL.facts[fact] if isinstance(fact, str) else fact
    return fact_reader(wanted, words(), Calendar(TODAY, stated=True))(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2019, 2, 23), "2019-02-23"),
        (datetime(2019, 2, 23, 7, 12), "2019-02-23"),
        ("23/02/2019", "2019-02-23"),
        (" 23/2/19 ", "2019-02-23"),
        ("5.3.19", "2019-03-05"),
        ("5-3-2019", "2019-03-05"),
        ("2019-02-23", "2019-02-23"),
        ("2019-02-23T00:00:00", "2019-02-23"),
        ("23/02/2019 00:00", "2019-02-23"),
        ("5 March 2019", "2019-03-05"),
        ("5th Mar 2019", "2019-03-05"),
        ("05-Mar-19", "2019-03-05"),
        ("Tue 5 March 2019", "2019-03-05"),
        ("43519", "2019-02-23"),
        (43519.0, "2019-02-23"),
    ],
)
def test_dates_are_read_however_they_are_written(cell: Cell, expected: str) -> None:
    assert read("start_date", cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        *("31/02/2019", "03/13/2019", "2019", "TBC", "?", "00/00/0000", "5 Smarch 2019", "23/02/219", "12"),
        *(True, time(3, 4), "1" * 400, "٢٣/٠٢/٢٠١٩", float("nan"), float("inf"), 1e300, -5.0),
    ],
)
def test_what_is_no_day_is_a_fault_that_shows_one(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="a date such as 23/02/2019"):
        read("start_date", cell)


def test_short_years_of_birth_lie_in_the_past() -> None:
    assert read("date_of_birth", "26/06/99") == "1999-06-26"
    assert read("date_of_birth", "26/06/15") == "1915-06-26"
    assert read_date("01/02/19", latest_short_year=2029) == date(2019, 2, 1)


def test_a_start_in_the_future_is_a_fault_but_a_release_is_not() -> None:
    with pytest.raises(Unreadable, match="up to 2 September 2019, the day the list was taken out"):
        read("start_date", "03/09/2019")
    assert read("start_date", "02/09/2019") == "2019-09-02"
    assert read("release_date", "03/09/2019") == "2019-09-03"


@pytest.mark.parametrize(
    ("fact", "cells", "expected"),
    [
        ("rosh", ["Low", "LOW", "L", "low ", "RLRH"], "low"),
        ("rosh", ["Med.", "MEDIUM", "M", "RMRH", "Medium"], "medium"),
        ("rosh", ["RVHR", "RVRH", "Very high", "VH", "very_high"], "very_high"),
        ("lor", ["H", "High"], "high"),
        ("sentence_type", ["CO", "Community order", "ORA Community Order", "SA2020 Community Order", 201.0],
         "community_order"),
        ("sentence_type", ["CJA - Youth Rehabilitation Order", "YRO"], "community_order"),
        ("sentence_type", ["SSO", "ORA Suspended Sentence Order", "341"], "suspended_sentence_order"),
        ("sentence_type", ["Lic", "Licence", "Adult Licence"], "licence"),
        ("sentence_type", ["PSS", "Post sentence supervision", "ORA Supervision Default Order"],
         "post_sentence_supervision"),
        ("sample_kind", ["D2", "Domain two", "domain 2"], "supervision"),
        ("sample_kind", ["UPW", "Unpaid work"], "unpaid_work"),
        ("sample_kind", ["TTG", "Through the Gate"], "through_the_gate"),
        ("gender", ["M", "male", "Male"], "male"),
        ("ethnicity", ["White British", "W1", "W3", "Gypsy or Irish Traveller", "White Other"], "white"),
        ("ethnicity", ["Asian Indian", "A1", "Any other ethnic group", "Chinese", "Asian / Asian British"],
         "black_and_minority_ethnic"),
        ("ethnicity", ["Not stated", "NS", "Prefer not to say"], "not_recorded"),
        ("officer_grade", ["PSO", "PSQ", "Probation Services Officer"], "PSO"),
        ("officer_grade", ["PO", "PSM", "NPSM"], "PO"),
        ("officer_grade", ["SPO", "PQiP", "PSP"], "other"),
        ("domestic_abuse", ["Y", "Yes", "YES", "true", True, 1, "Perpetrator"], "yes"),
        ("domestic_abuse", ["N", "no", False, 0.0], "no"),
        ("domestic_abuse", ["unclear", "No clear record"], "no_clear_record"),
        ("child_safeguarding", ["CP", "CIN", "CP plan"], "yes"),
        ("index_offence", ["Violence against the person", "VAP", "ABH"], "violence"),
        ("index_offence", ["Criminal damage and arson", "Criminal damage & arson"], "criminal_damage"),
        ("index_offence", ["Breach", "Possession of weapons"], "other"),
        ("provider", ["crc", "Community Rehabilitation Company"], "CRC"),
        ("mappa_category", ["M2", "Cat 2", 2.0], "2"),
        ("requirements", ["RAR; BBR", "BBR/RAR", "TSP, rar", "RAR + Building Better Relationships",
                          "rar\nBBR", "RAR 20 days; TSP", "BBR and RAR"], ("rar", "programme")),
        ("requirements", ["UPW 100hrs", "Unpaid work (100 hours)", "W"], ("unpaid_work",)),
        ("requirements", ["Alcohol abstinence and monitoring", "ATR"], ("alcohol_treatment",)),
        ("requirements", ["", "None", "-", ";", "N/A"], None),
        ("upw_hours", ["100", 100.0, "100 hrs", "100 hours."], 100),
        ("upw_hours", ["7.5"], 7.5),
        ("ended_date", ["N", "no", "", "n/a"], None),
        ("ended_date", ["18/06/2019"], "2019-06-18"),
        ("office", ["  North \u00a0 Tyneside\u200b "], "North Tyneside"),
        ("responsible_officer", ["Sia\u0302n  Llŷr"], "Siân Llŷr"),
    ],
)  # fmt: skip
def test_values_are_recognised(fact: str, cells: list[Cell], expected: object) -> None:
    assert {read(fact, cell) for cell in cells} == {expected}


@pytest.mark.parametrize(
    ("fact", "cell", "expected"),
    [
        ("rosh", "TBC", "Low, Medium, High or Very high"),
        ("rosh", "?", "Low, Medium, High or Very high"),
        ("rosh", "", "Low, Medium, High or Very high"),
        ("sentence_type", "Caution", "Community order, Suspended sentence order, Licence or Post-sentence"),
        ("gender", "N", "Male, Female, Other or Not recorded"),
        ("reference", "X12345", "one letter and six digits"),
        ("reference", "", "one letter and six digits"),
        ("responsible_officer", " ", "the responsible officer"),
        ("requirements", "RAR; TBC", "any of Rehabilitation activity, Accredited programme"),
        ("upw_hours", "lots", "a number such as 12"),
        ("pnc", "2013/0644385A", "a PNC number such as"),
        ("pnc", "not known", "a PNC number such as"),
        ("office", "x" * 201, "at most 200 characters"),
    ],
)
def test_a_fault_says_what_was_expected(fact: str, cell: Cell, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(fact, cell)
    assert expected in str(caught.value)
    assert "xpected" in str(caught.value)


def test_a_number_stands_before_a_programmes_own_label() -> None:
    held = Fact(
        "officer_count", "Officers", "choice", values={"1": "One", "2": "Two", "3_or_more": "Three or more"}
    )
    assert [read(held, cell) for cell in (1.0, "two", "5", "3 or more")] == [
        "1",
        "2",
        "3_or_more",
        "3_or_more",
    ]


def test_identifiers_follow_their_published_forms() -> None:
    assert read_crn(" x123456 ") == "X123456"
    assert [read_crn(text) for text in ("X12345", "XX12345", "X1234567", "", "Ẍ123456", "X12345٦")] == [
        None
    ] * 6
    assert read_pnc("2013/644385q") == "2013/0644385Q"
    assert read_pnc("13/0644385Q") == "13/0644385Q"
    assert [read_pnc(text) for text in ("2013/0644385R", "2013-0644385Q", "")] == [None] * 3


@pytest.mark.parametrize(
    ("text", "family", "first"),
    [
        ("WALKER, Dylan", "Walker", "Dylan"),
        ("O'NEILL, Sara Jane", "O'Neill", "Sara Jane"),
        ("LLŶR, Megan", "Llŷr", "Megan"),
        ("SMITH-JONES,Ann", "Smith-Jones", "Ann"),
        ("Dylan WALKER", "Walker", "Dylan"),
        ("Dylan Walker", "Walker", "Dylan"),
        ("van der Berg, Jo", "van der Berg", "Jo"),
        ("WALKER", "Walker", None),
    ],
)
def test_names_are_taken_apart(text: str, family: str, first: str | None) -> None:
    found = read_name(text)
    assert (found["family_name"], found.get("first_names")) == (family, first)


def test_masked_names_are_restricted_records() -> None:
    with pytest.raises(Restricted, match="restricted"):
        read_name("****, ****")
    with pytest.raises(Restricted):
        read("family_name", "****")


@pytest.mark.parametrize(
    ("text", "category", "level"),
    [
        *(
            (text, "2", "1")
            for text in ("Category 2 Level 1", "M2 L1", "Cat 2/Level 1", "M2 M1", "2/1", "M2L1")
        ),
        ("Level 1, Category 2", "2", "1"),
        ("Cat 3", "3", None),
        ("Level 2", None, "2"),
        ("N", "none", "none"),
        ("yes", None, None),
    ],
)
def test_mappa_is_taken_apart(text: str, category: str | None, level: str | None) -> None:
    found = read_mappa(words(), text)
    assert (found.get("mappa_category"), found.get("mappa_level")) == (category, level)


def test_mappa_that_means_nothing_is_a_fault() -> None:
    with pytest.raises(Unreadable, match="Category 2 Level 1"):
        read_mappa(words(), "pending")
