"""Findings, and inspections side by side, as JSON documents."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from fieldwork.findings.averages import Average, Averages
from fieldwork.findings.comparison import Comparison
from fieldwork.findings.counts import Count, Counts
from fieldwork.findings.grids import Grid
from fieldwork.findings.league import Place
from fieldwork.findings.proportions import Interval
from fieldwork.findings.ratings import Overall, StandardRating
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Band, QuestionId

Document = dict[str, Any]


def band(one: Band | None, *, label: bool = False) -> str | None:
    """A band's id, or its label for people; None (or a dash) where there is none."""
    if label:
        return one.label if one else "–"
    return one.id if one else None


def as_document(found: Findings) -> Document:
    """All findings for `--json`. Intervals are in per cent, to a tenth."""
    comparisons = found.previous
    return {
        "programme": found.programme.id,
        "edition": found.programme.edition.id,
        "readings": {
            form: {"counted": found.counts.readings.get(form, 0), "complete": complete, "all": every}
            for form, (complete, every) in found.progress.items()
        },
        "unfinished": found.unfinished,
        "conflicts": found.counts.conflicts,
        "small_base": found.small_base,
        "against": found.against.title if found.against else None,
        "questions": [
            _question(count, comparisons.get(id))
            | {"complete": found.complete(id)}
            | _apart(found, id)
            | _others(found, id)
            for id, count in found.counts.questions.items()
        ],
        "by": found.selection.by or None,
        "groups": [_group(found, group) for group in found.groups],
        "grids": [_grid(grid) for grid in found.grids],
        "standards": [_standard(found, one) for one in found.standards],
        "overall": _overall(found.overall),
        "to_come": list(found.to_come),
        "averages": _averages(found.averages),
    }


def _question(one: Count, compared: Comparison | None = None) -> Document:
    usual, sample = one.interval(0.95), one.interval(0.8)
    return {
        "id": one.question.id,
        "ref": one.question.ref,
        "yes": one.yes,
        "of": one.of,
        "percent": one.percent,
        "low": _end(usual, "low"),
        "high": _end(usual, "high"),
        "low_80": _end(sample, "low"),
        "high_80": _end(sample, "high"),
        "small": one.small,
        "answers": dict(one.choices),
        "shares": dict(one.shares),
        "previous": compared.previous if compared else None,
        "significant": compared.significant if compared else None,
        "comparison": compared.words if compared else None,
    }


def _end(interval: Interval | None, name: str) -> float | None:
    return round(100 * float(getattr(interval, name)), 1) if interval else None


def _apart(found: Findings, question: QuestionId) -> Document:
    """The same question by form, where several forms ask it."""
    rows = [(form, found.counts.forms[form].get(question)) for form in found.counts.forms]
    asking = [(form, one) for form, one in rows if one]
    if len(asking) < 2:
        return {}
    apart = [{"form": form, "yes": o.yes, "of": o.of, "percent": o.percent} for form, o in asking]
    return {"forms": apart}


def _others(found: Findings, question: QuestionId) -> Document:
    held = {
        name: {"percent": rows[question].previous, "significant": rows[question].significant}
        for name, rows in found.others.items()
        if question in rows and rows[question].previous is not None
    }
    return {"comparators": held} if held else {}


def _group(found: Findings, group: Counts) -> Document:
    return {
        "value": group.value,
        "label": group.label,
        "readings": dict(group.readings),
        "too_small": found.too_small(group),
        "caution": found.caution(group),
        "questions": [_question(one) for one in group.questions.values()],
    }


def _grid(grid: Grid) -> Document:
    rows = []
    for row in grid.rows:
        parts = {"found": row.found, "enough": row.enough, "progress": row.progress}
        cells = {
            name: {"ref": one.question.ref, "yes": one.yes, "of": one.of, "percent": one.percent}
            for name, one in parts.items()
            if one
        }
        rows.append({"ref": row.question.ref, "text": row.question.text, **cells})
    return {"ref": grid.standard.ref, "rows": rows}


def _standard(found: Findings, one: StandardRating) -> Document:
    before = found.against.ratings.get(one.standard.id) if found.against else None
    return {
        "ref": one.standard.ref,
        "title": one.standard.text,
        "judged": one.judged,
        "lowest": one.lowest.question.ref if one.lowest else None,
        "tied": [question.ref for question in one.tied],
        "uncounted": [question.ref for question in one.uncounted],
        "percent": one.lowest.percent if one.lowest else None,
        "band": band(one.indicated) if one.lowest else None,
        "indicated": band(one.indicated),
        "decided": band(one.decided),
        "rating": band(one.rating),
        "near_boundary": one.near_boundary,
        "discretion": [{"to": d.band.id, "rule": d.kind, "why": d.why} for d in one.discretion],
        "reason": one.reason,
        "note": one.note,
        "previous": band(before),
    }


def _overall(overall: Overall | None) -> Document | None:
    if overall is None:
        return None
    return {
        "score": overall.score,
        "out_of": overall.out_of,
        "rating": band(overall.rating),
        "complete": overall.complete,
        "missing": list(overall.missing),
    }


def _averages(averages: Averages | None) -> Document | None:
    if averages is None:
        return None
    kinds = {"outcomes": averages.outcomes, "criteria": averages.criteria, "stages": averages.stages}
    return {kind: [_average(one) for one in rows] for kind, rows in kinds.items()}


def _outcomes(averages: Averages) -> Document:
    return {one.ref: one.percent for one in averages.outcomes}


def _average(one: Average) -> Document:
    exact = round(float(100 * (one.share or Fraction(0))), 2) if one.share is not None else None
    return {"ref": one.ref, "title": one.title, "percent": one.percent, "exact": exact, "parts": one.parts}


def league_rows(places: Iterable[Place]) -> tuple[list[Document], Sequence[str], list[tuple[str, ...]]]:
    """Inspections side by side: the document, the headings of a table, and its rows."""
    document, rows = [], []
    placed = list(places)
    refs = list(dict.fromkeys(one.standard.ref for place in placed for one in place.standards))
    for place in placed:
        held = {one.standard.ref: one.rating for one in place.standards}
        document.append(
            {
                "title": place.title,
                "provider": place.provider,
                "starts": place.starts.isoformat(),
                "programme": place.programme,
                "edition": place.edition,
                "standards": {ref: band(rating) for ref, rating in held.items()},
                "overall": _overall(place.overall),
            }
            | ({"outcomes": _outcomes(place.averages)} if place.averages else {})
        )
        points = f"{place.overall.score} of {place.overall.out_of}" if place.overall else "–"
        labels = (band(held.get(ref), label=True) or "–" for ref in refs)
        whole = band(place.overall.rating if place.overall else None, label=True) or "–"
        rows.append((place.title, points, whole, *labels))
    return document, ("Inspection", "Points", "Overall", *refs), rows
