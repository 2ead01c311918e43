"""Many inspections side by side: their ratings by standard, and their points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldwork.findings import counts, decisions
from fieldwork.findings.ratings import Overall, StandardRating
from fieldwork.inspection.file import Inspection


@dataclass(frozen=True, slots=True)
class Place:
    """One inspection among others. `overall` is None where its programme gives no ratings."""

    title: str
    provider: str
    starts: date
    programme: str
    edition: str
    standards: tuple[StandardRating, ...]
    overall: Overall | None


def place(inspection: Inspection) -> Place:
    """How one inspection stands by its completed readings."""
    info, programme = inspection.info(), inspection.programme
    found = decisions.standards(inspection, counts.together(inspection))
    return Place(
        info.title,
        info.provider,
        info.starts,
        programme.id,
        programme.edition.id,
        tuple(found),
        decisions.overall(inspection, found),
    )


def league(places: Iterable[Place]) -> list[Place]:
    """The highest share of the points first; those not rated in full last; then the earliest first."""

    def order(one: Place) -> tuple[bool, float, date, str]:
        whole = one.overall
        rated = whole is not None and whole.complete and whole.out_of > 0
        share = whole.score / whole.out_of if whole and rated else 0.0
        return not rated, -share, one.starts, one.title

    return sorted(places, key=order)
