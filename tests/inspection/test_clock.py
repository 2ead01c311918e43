"""Stamps order a device's own work, whatever its clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.inspection.clock import is_stamp, moment, tick

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2500, 1, 1), timezones=st.just(UTC))


@given(st.lists(MOMENTS, min_size=2, max_size=30))
def test_stamps_only_ever_go_up(clocks: list[datetime]) -> None:
    stamps = [""]
    for now in clocks:
        stamps.append(tick(stamps[-1], now))
    assert stamps == sorted(set(stamps))
    assert all(is_stamp(stamp) for stamp in stamps[1:])


@given(MOMENTS)
def test_a_right_clock_is_believed(now: datetime) -> None:
    stamp = tick("", now)
    assert timedelta() <= now - moment(stamp) < timedelta(milliseconds=1)


@given(MOMENTS, st.integers(1, 3))
def test_a_full_count_goes_over_to_the_next_millisecond(now: datetime, more: int) -> None:
    stamp = f"{tick('', now)[:24]}/ffff"
    for _ in range(more):
        later = tick(stamp, datetime(1969, 1, 1, tzinfo=UTC))
        assert later > stamp and is_stamp(later)
        assert moment(later) - moment(stamp) <= timedelta(milliseconds=1)
        stamp = later


def test_a_stamp_reads_as_described() -> None:
    assert tick("", datetime(2019, 9, 16, 9, 30, tzinfo=UTC)) == "2019-09-16T09:30:00.000Z/0000"
    assert tick("2019-09-16T09:30:00.000Z/0009", datetime(2001, 1, 1, tzinfo=UTC)).endswith("/000a")


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2019-09-16", "2019-13-16T09:30:00.000Z/0000", "9999-12-31T23:59:59.999Z/ffff",
     "2019-09-16T09:30:00.000Z/00g0", "2019-09-16T09:30:00.000Z/0000\n"],
)  # fmt: skip
def test_stamps_that_could_not_be_counted_on_from_are_told_apart(text: str) -> None:
    assert not is_stamp(text)
