"""How far it is between places: as somebody measured it, or estimated from where they lie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

EARTH_KM = 6371.0
#: Roads are longer than the line through the air, and a working day's driving is so fast.
ROUNDABOUT, KM_AN_HOUR = 1.3, 60.0


@dataclass(frozen=True, slots=True)
class Leg:
    """The way between two places, the same in both directions."""

    km: float
    minutes: float


@dataclass(frozen=True)
class Travel:
    """Places and the ways between them. `legs` are measured, keyed by both places in either order;
    where one is missing it is estimated from `points`, and is nothing where those are missing too.
    """

    points: Mapping[str, Point] = field(default_factory=dict)
    legs: Mapping[tuple[str, str], Leg] = field(default_factory=dict)

    def leg(self, a: str, b: str) -> Leg:
        """The way from one place to another; a place nobody knows (or `""`) is at no distance."""
        if a == b:
            return Leg(0, 0)
        known = self.legs.get((a, b)) or self.legs.get((b, a))
        if known:
            return known
        if a in self.points and b in self.points:
            km = ROUNDABOUT * _through_the_air(self.points[a], self.points[b])
            return Leg(km, 60 * km / KM_AN_HOUR)
        return Leg(0, 0)

    def minutes(self, a: str, b: str) -> int:
        """Whole minutes, rounded up."""
        return -int(-self.leg(a, b).minutes // 1)

    def journey(self, places: Iterable[str]) -> float:
        """Kilometres through the places in turn; places without a name are passed over."""
        return sum(self.leg(a, b).km for a, b in pairwise(p for p in places if p))


def tens(km: float) -> int:
    """Kilometres in tens, rounded: what a day's journey counts as in the objective."""
    return int(km / 10 + 0.5)


def day_journey(travel: Travel, base: str, offices: Sequence[str]) -> int:
    """Tens of kilometres from the base through the offices and back; only between them without a base."""
    return tens(travel.journey((base, *offices, base)))


def _through_the_air(a: Point, b: Point) -> float:
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(p[0]), radians(p[1])) for p in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
