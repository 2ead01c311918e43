"""From percentages to bands, and from bands to ratings, by the programme's own rules. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fieldwork.findings.counts import Count, key_questions
from fieldwork.findings.proportions import percent
from fieldwork.programme.model import Band, Level, Programme, Question, QuestionId, RatingRule

WITHIN = "within"
ONE_CASE = "one case"
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Discretion:
    """Another band that the ratings panel may decide on, and why it may: `kind` of the rule and words."""

    band: Band
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided about a standard: band ids, "" where nothing, and their reasons."""

    panel: str = ""
    panel_reason: str = ""
    rated: str = ""
    rate_reason: str = ""


@dataclass(frozen=True, slots=True)
class StandardRating:
    """How a standard is rated. Counted ones have the band of their lowest key question, `lowest`;
    `tied` are others with the same whole per cent, `uncounted` those without a case that counts.

    `indicated` follows from the readings (or the lead's proposal), `decided` is the panel's or the
    lead's word, `rating` what holds. `discretion` is what the panel may do. Where the readings have moved
    on so that a decision no longer lies within the rules, it does not hold, and `note` says so.
    """

    standard: Question
    judged: bool
    lowest: Count | None = None
    indicated: Band | None = None
    decided: Band | None = None
    rating: Band | None = None
    reason: str = ""
    discretion: tuple[Discretion, ...] = ()
    note: str = ""
    tied: tuple[Question, ...] = ()
    uncounted: tuple[Question, ...] = ()

    @property
    def near_boundary(self) -> bool:
        """Whether the lowest percentage, or a single case, leaves the band in doubt."""
        return any(d.kind in (WITHIN, ONE_CASE) for d in self.discretion)


@dataclass(frozen=True, slots=True)
class Overall:
    """The points of all standards. `score` sums those rated so far; `rating` is None until all are."""

    score: int
    out_of: int
    rating: Band | None
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def band_of(bands: Sequence[Band], number: float) -> Band:
    """The highest band that starts at or under this percentage or total of points."""
    return [band for band in bands if band.start <= number][-1]


def band_named(bands: Sequence[Band], name: str) -> Band | None:
    """The band with this id or label, however it is written."""
    folded = name.strip().casefold().replace(" ", "_").replace("-", "_")
    return next((b for b in bands if folded in (b.id.casefold(), b.label.casefold().replace(" ", "_"))), None)


def counted(
    programme: Programme,
    rule: RatingRule,
    standard: Question,
    counts: Mapping[QuestionId, Count],
    decisions: Decisions,
) -> StandardRating:
    """A standard rated from its lowest key question, and what the panel made of it."""
    asked = key_questions(programme, standard)
    keys = [counts[q.id] for q in asked if q.id in counts and counts[q.id].of]
    uncounted = tuple(q for q in asked if q not in [key.question for key in keys])
    if not keys:
        return StandardRating(standard, judged=False, reason=decisions.panel_reason, uncounted=uncounted)
    lowest = min(keys, key=lambda key: (key.percent or 0, key.share or Fraction(0)))
    indicated = band_of(rule.bands, lowest.percent or 0)
    discretion = (
        *_within(rule, lowest.percent or 0, indicated),
        *_one_case(rule, keys, indicated),
        *_by_evidence(programme, rule, standard, indicated),
    )
    decided = _band(rule, decisions.panel)
    stands = decided is not None and decided.id in {indicated.id, *(d.band.id for d in discretion)}
    return StandardRating(
        standard,
        judged=False,
        lowest=lowest,
        indicated=indicated,
        decided=decided,
        rating=decided if stands else indicated,
        reason=decisions.panel_reason,
        discretion=discretion,
        note="" if stands or decided is None else _no_longer(standard, decided, indicated),
        tied=tuple(key.question for key in keys if key.percent == lowest.percent and key is not lowest),
        uncounted=uncounted,
    )


def judged(rule: RatingRule, standard: Question, decisions: Decisions, proposed: str = "") -> StandardRating:
    """A standard rated by the lead inspector's judgement; `proposed` is what the reading of it says."""
    rated = _band(rule, decisions.rated)
    return StandardRating(
        standard,
        judged=True,
        indicated=_band(rule, proposed),
        decided=rated,
        rating=rated,
        reason=decisions.rate_reason,
    )


def overall(rule: RatingRule, standards: Sequence[StandardRating]) -> Overall:
    """The sum of the points, unweighted, and its band."""
    most = max((band.points for band in rule.bands), default=0)
    score = sum(one.rating.points for one in standards if one.rating)
    missing = tuple(_lacks(one) for one in standards if one.rating is None)
    rating = None if missing or not rule.overall else band_of(rule.overall, score)
    return Overall(score, most * len(standards), rating, missing)


def _lacks(one: StandardRating) -> str:
    what = "the lead inspector's rating" if one.judged else "a completed reading that answers it"
    return f"{one.standard.shown} {one.standard.text}: {what}"


def _band(rule: RatingRule, name: str) -> Band | None:
    return next((band for band in rule.bands if band.id == name), None)


def _neighbours(rule: RatingRule, band: Band) -> tuple[Band | None, Band | None]:
    """The bands below and above."""
    place = rule.bands.index(band)
    below = rule.bands[place - 1] if place else None
    return below, rule.bands[place + 1] if place + 1 < len(rule.bands) else None


def _within(rule: RatingRule, figure: int, band: Band) -> list[Discretion]:
    """The bands beyond a boundary that the lowest percentage is within so many points of."""
    below, above = _neighbours(rule, band)
    found = []
    for other, boundary in ((below, band.start), (above, above.start if above else 0)):
        if other and abs(figure - boundary) <= rule.near_boundary:
            why = f"{figure} per cent is within {rule.near_boundary:g} points of {boundary:g}"
            found.append(Discretion(other, WITHIN, why))
    return found


def _one_case(rule: RatingRule, keys: Sequence[Count], band: Band) -> list[Discretion]:
    """The neighbouring bands that one case judged otherwise would have led to."""
    figures = [(key.yes or 0, key.of) for key in keys]
    reached: dict[str, str] = {}
    for place, (key, (yes, of)) in enumerate(zip(keys, figures, strict=True)):
        for changed in (yes - 1, yes + 1):
            if 0 <= changed <= of:
                others = figures[:place] + figures[place + 1 :]
                other = band_of(rule.bands, min(percent(y, n) or 0 for y, n in [*others, (changed, of)]))
                words = f"one case judged otherwise would make {key.question.shown} {percent(changed, of)}"
                reached.setdefault(other.id, f"{words} per cent")
    found = []
    for neighbour in _neighbours(rule, band):
        beyond = [reached[b.id] for b in _from(rule, band, neighbour) if b.id in reached] if neighbour else []
        if neighbour and beyond:
            found.append(Discretion(neighbour, ONE_CASE, beyond[0]))
    return found


def _from(rule: RatingRule, band: Band, other: Band) -> list[Band]:
    """The bands beyond `band` on the side of its neighbour `other`, the nearest first."""
    place = rule.bands.index(band)
    return list(rule.bands[place + 1 :] if other.start > band.start else rule.bands[:place][::-1])


def _by_evidence(programme: Programme, rule: RatingRule, standard: Question, band: Band) -> list[Discretion]:
    """The bands that other evidence may move to, where this edition has a question for such evidence."""
    steps = rule.moved_by_evidence.get(standard.id, 0)
    rows = [q for q in programme.children(standard.id) if q.level is Level.KEY_QUESTION]
    source = next((q for q in rows if q.answers and q.answers.kind == "text"), None)
    if not steps or source is None:
        return []
    place = rule.bands.index(band)
    reach = rule.bands[max(0, place - steps) : place + steps + 1]
    why = f"the evidence under {source.shown} may move it {'one band' if steps == 1 else f'{steps} bands'}"
    return [Discretion(other, EVIDENCE, why) for other in reach if other != band]


def _no_longer(standard: Question, decided: Band, indicated: Band) -> str:
    return (
        f"The panel decided on {decided.label} for {standard.shown}; the readings now indicate "
        f"{indicated.label}, from where the rules do not allow that. The panel needs to decide again."
    )
