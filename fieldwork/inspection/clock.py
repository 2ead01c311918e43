"""A hybrid logical clock: the time of day where it can be trusted, order always."""

from collections.abc import Callable
from datetime import UTC, datetime

_LAST_COUNT = 0xFFFF


def wall_clock() -> datetime:
    """The laptop's own time, in UTC."""
    return datetime.now(UTC)


def tick(last: str, now: datetime) -> str:
    """The next stamp after `last` ("" for the first): `2019-09-16T09:30:00.000Z/0000`.

    Stamps sort as text. Where the laptop's clock stands still or runs behind what it has seen,
    the count behind the slash goes up instead, so that its own work stays in order.
    """
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
    if not last or stamp > last[:24]:
        return f"{stamp}/0000"
    count = int(last[25:], 16) + 1
    if count > _LAST_COUNT:
        return f"{_after(last[:24])}/0000"
    return f"{last[:24]}/{count:04x}"


def _after(stamp: str) -> str:
    """The stamp one millisecond later."""
    moment = datetime.fromisoformat(stamp).timestamp() + 0.001
    later = datetime.fromtimestamp(moment, UTC)
    return later.strftime("%Y-%m-%dT%H:%M:%S.") + f"{round(later.microsecond / 1000):03d}Z"


def moment(at: str) -> datetime:
    """The time of a stamp, in UTC."""
    return datetime.fromisoformat(at[:24])


WallClock = Callable[[], datetime]
