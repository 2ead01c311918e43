"""How dates, times, counts and shares are written."""

import locale
from datetime import date, datetime, time

import pytest

from fieldwork import wording


def test_days_are_written_in_full_and_short() -> None:
    assert wording.day(date(2026, 11, 22)) == "22 November 2026"
    assert wording.day(date(2019, 9, 6)) == "6 September 2019"
    assert wording.short_day(date(2019, 9, 16)) == "Mon 16 Sep"
    assert wording.short_day(date(2024, 2, 4)) == "Sun 4 Feb"


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (time(9, 30), "9:30am"),
        (time(0, 5), "12:05am"),
        (time(12, 0), "12:00pm"),
        (time(16, 59, 59), "4:59pm"),
        (datetime(2019, 9, 16, 13, 15), "1:15pm"),
    ],
)
def test_times_are_on_the_twelve_hour_clock(when: time | datetime, written: str) -> None:
    assert wording.clock(when) == written


def test_a_span_names_both_ends() -> None:
    assert wording.span(time(9, 30), time(10, 45)) == "9:30am to 10:45am"


def test_counts_agree_with_their_noun() -> None:
    assert wording.count(1, "case") == "1 case"
    assert wording.count(0, "case") == "0 cases"
    assert wording.count(1204, "case") == "1,204 cases"
    assert wording.count(2, "inquiry", "inquiries") == "2 inquiries"


@pytest.mark.parametrize(
    ("yes", "of", "written"),
    [(71, 96, "74%"), (1, 200, "1%"), (1, 8, "13%"), (0, 5, "0%"), (5, 5, "100%"), (0, 0, "–")],
)
def test_shares_are_whole_with_halves_up(yes: int, of: int, written: str) -> None:
    assert wording.percent(yes, of) == written


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Sarah Ann Jones", "SAJ"), ("eleri ŵyn-price", "EŴP"), ("  J. O'Brien ", "JO"), ("", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert wording.initials(name) == letters


def test_lists_end_with_and() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b"]) == "a and b"
    assert wording.listed(("a", "b", "c"), "or") == "a, b or c"


def test_words_do_not_follow_the_locale() -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert wording.day(date(2019, 3, 1)) == "1 March 2019"
            assert wording.short_day(date(2019, 3, 1)) == "Fri 1 Mar"
    finally:
        locale.setlocale(locale.LC_TIME, before)


def test_a_room_and_none() -> None:
    assert wording.room(2) == "room 2"
    assert wording.room(0) == "by telephone or video"
