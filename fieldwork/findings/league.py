"""Many inspections side by side: their ratings by standard, and their points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldwork.findings import counts, decisions
from fieldwork.findings.averages import Averages, averages
from fieldwork.findings.ratings import Overall, StandardRating
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Band


@dataclass(frozen=True, slots=True)
class Place:
    """One inspection among others. `overall` is None where its programme gives no ratings; `bands` are
    those of its programme, and `averages` the scores of one that gives scores instead.
    """

    title: str
    provider: str
    starts: date
    programme: str
    edition: str
    standards: tuple[StandardRating, ...]
    overall: Overall | None
    bands: tuple[Band, ...] = ()
    averages: Averages | None = None


def place(inspection: Inspection) -> Place:
    """How one inspection stands by its completed readings."""
    info, programme = inspection.info(), inspection.programme
    figures = counts.together(inspection)
    found = decisions.standards(inspection, figures)
    return Place(
        info.title,
        info.provider,
        info.starts,
        programme.id,
        programme.edition.id,
        tuple(found),
        decisions.overall(inspection, found),
        programme.rating.bands if programme.rating else (),
        averages(programme, figures),
    )


def league(places: Iterable[Place]) -> list[Place]:
    """The highest share of the points first; those not rated in full last; then the earliest first."""

    def order(one: Place) -> tuple[bool, float, date, str]:
        whole = one.overall
        rated = whole is not None and whole.complete and whole.out_of > 0
        share = whole.score / whole.out_of if whole and rated else 0.0
        return not rated, -share, one.starts, one.title

    return sorted(places, key=order)
