"""What people decide over the figures: the lead's judgements and the panel's decisions, within the rules."""

from collections.abc import Mapping
from typing import Any

from fieldwork.errors import Problem, Refused
from fieldwork.findings import counts, ratings
from fieldwork.findings.counts import Counts
from fieldwork.findings.queries import Selection
from fieldwork.findings.ratings import Decisions, Overall, StandardRating
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Band, Programme, Question, QuestionId, RatingRule
from fieldwork.wording import listed

RATING = "rating"


def standards(inspection: Inspection, figures: Counts) -> list[StandardRating]:
    """Every standard that the programme rates, in its order; none where it gives no ratings."""
    programme, rule = inspection.programme, inspection.programme.rating
    if rule is None:
        return []
    rated = [q for q in programme.questions.values() if q.id in {*rule.standards, *rule.judged}]
    recorded = inspection.records(RATING)
    return [_rating(programme, rule, q, figures, recorded.get(q.id, {})) for q in rated]


def overall(inspection: Inspection, found: list[StandardRating]) -> Overall | None:
    """The points and the overall rating; None where the programme gives no ratings."""
    rule = inspection.programme.rating
    return ratings.overall(rule, found) if rule else None


def rate(inspection: Inspection, author: str, name: str, band: str, reason: str) -> StandardRating:
    """Records the lead inspector's rating of a standard that is judged from all evidence.

    Raises `Refused` for a standard that is counted, an unknown rating and a missing reason.
    """
    rule, standard = _rule(inspection), _standard(inspection, name)
    if standard.id not in rule.judged:
        raise Refused(
            f"{standard.shown} {standard.text} is rated from its lowest key question, not by judgement.",
            advice="Where the rules allow, the panel may decide otherwise: panel FILE STANDARD RATING.",
        )
    wanted, why = _wanted(rule, band), _reason(reason)
    with inspection.edit(author, f"Rated {standard.shown}") as edit:
        edit.set(RATING, standard.id, "rated", wanted.id)
        edit.set(RATING, standard.id, "rate_reason", why)
    return _now(inspection, standard)


def panel(inspection: Inspection, author: str, name: str, band: str, reason: str) -> StandardRating:
    """Records the ratings panel's decision over an indicated rating.

    Raises `Refused`, saying why, where the rules do not let the panel leave the indicated rating so.
    """
    rule, standard = _rule(inspection), _standard(inspection, name)
    if standard.id in rule.judged:
        raise Refused(
            f"{standard.shown} {standard.text} is rated by the lead inspector's judgement.",
            advice="Record it with: rate FILE STANDARD RATING --reason R.",
        )
    wanted, why = _wanted(rule, band), _reason(reason)
    check(rule, _now(inspection, standard), wanted)
    with inspection.edit(author, f"The panel decided on {standard.shown}") as edit:
        edit.set(RATING, standard.id, "panel", wanted.id)
        edit.set(RATING, standard.id, "panel_reason", why)
    return _now(inspection, standard)


def check(rule: RatingRule, standing: StandardRating, wanted: Band) -> None:
    """Refuses a decision of the panel that the rules do not allow, naming every rule in its way."""
    name = f"{standing.standard.shown} {standing.standard.text}"
    if standing.indicated is None or standing.lowest is None:
        raise Refused(f"{name} has no indicated rating yet.", advice="Complete its readings first.")
    allowed = {d.band.id for d in standing.discretion}
    if wanted == standing.indicated or wanted.id in allowed:
        return
    problems = [Problem(name, f"{standing.lowest.percent} per cent indicates {standing.indicated.label}")]
    steps = abs(rule.bands.index(wanted) - rule.bands.index(standing.indicated))
    if steps > 1:
        problems.append(Problem(wanted.label, f"is {steps} bands away; the panel may move one band"))
    else:
        near = f"the lowest percentage is not within {rule.near_boundary:g} points of its boundary"
        problems.append(Problem(wanted.label, f"{near}, and no single case would lead to it"))
    reach = [band.label for band in rule.bands if band == standing.indicated or band.id in allowed]
    raise Refused(
        f"The panel cannot decide on {wanted.label} for {name}.",
        problems,
        f"Within the rules: {listed(reach, 'or')}.",
    )


def _now(inspection: Inspection, standard: Question) -> StandardRating:
    figures = counts.together(inspection, Selection())
    recorded = inspection.record(RATING, standard.id)
    return _rating(inspection.programme, _rule(inspection), standard, figures, recorded)


def _rating(
    programme: Programme,
    rule: RatingRule,
    standard: Question,
    figures: Counts,
    recorded: Mapping[str, Any],
) -> StandardRating:
    fields = ("panel", "panel_reason", "rated", "rate_reason")
    decisions = Decisions(*(str(recorded.get(field, "")) for field in fields))
    if standard.id in rule.judged:
        return ratings.judged(rule, standard, decisions, _proposed(figures, standard.id))
    return ratings.counted(programme, rule, standard, figures.questions, decisions)


def _proposed(figures: Counts, standard: QuestionId) -> str:
    """The rating that the reading of the organisation proposes, where it proposes one."""
    count = figures.questions.get(standard)
    given = [value for value, n in count.choices.items() if n] if count else []
    return given[0] if len(given) == 1 else ""


def _rule(inspection: Inspection) -> RatingRule:
    rule = inspection.programme.rating
    if rule is None:
        raise Refused(f"{inspection.programme.title} gives no ratings.")
    return rule


def _standard(inspection: Inspection, name: str) -> Question:
    rule, question = _rule(inspection), inspection.programme.question(name)
    known = (*rule.judged, *rule.standards)
    if question is None or question.id not in known:
        raise Refused(f"{name} is no standard that is rated.", advice=f"Those are: {', '.join(known)}.")
    return question


def _wanted(rule: RatingRule, name: str) -> Band:
    band = ratings.band_named(rule.bands, name)
    if band is None:
        known = ", ".join(band.id for band in rule.bands)
        raise Refused(f"There is no rating {name}.", advice=f"The ratings are: {known}.")
    return band


def _reason(words: str) -> str:
    if not words.strip():
        raise Refused("A rating needs its reason.", advice="Say in a sentence what it rests on.")
    return words.strip()
