"""A hybrid logical clock: the time of day where it can be trusted, order always."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_LAST_COUNT = 0xFFFF
_LAST_YEAR = 9000  # leaves room to count on from any stamp that is taken in
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/[0-9a-f]{4}")


def wall_clock() -> datetime:
    """The laptop's own time, in UTC."""
    return datetime.now(UTC)


def tick(last: str, now: datetime) -> str:
    """The next stamp after `last` ("" for the first): `2019-09-16T09:30:00.000Z/0000`.

    Stamps sort as text. Where the laptop's clock stands still or runs behind what it has seen,
    the count behind the slash goes up instead, so that its own work stays in order.
    """
    stamp = _written(now.astimezone(UTC))
    if not last or stamp > last[:24]:
        return f"{stamp}/0000"
    count = int(last[25:], 16) + 1
    if count > _LAST_COUNT:
        return f"{_after(last[:24])}/0000"
    return f"{last[:24]}/{count:04x}"


def _after(stamp: str) -> str:
    """The stamp one millisecond later."""
    return _written(datetime.fromisoformat(stamp) + timedelta(milliseconds=1))


def _written(utc: datetime) -> str:
    return utc.isoformat(timespec="milliseconds")[:23] + "Z"


def is_stamp(text: str) -> bool:
    """Whether a stamp from elsewhere can be counted on from."""
    try:
        return bool(_STAMP.fullmatch(text)) and moment(text).year < _LAST_YEAR
    except ValueError:
        return False


def moment(at: str) -> datetime:
    """The time of a stamp, in UTC."""
    return datetime.fromisoformat(at[:24])


WallClock = Callable[[], datetime]
