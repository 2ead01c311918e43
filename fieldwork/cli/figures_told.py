"""Findings as tables for the terminal; shares of few cases are written as counts."""

from fieldwork.cli.figures import band
from fieldwork.cli.speech import table
from fieldwork.findings.comparison import Comparison
from fieldwork.findings.counts import Count
from fieldwork.findings.ratings import StandardRating
from fieldwork.findings.results import Findings
from fieldwork.wording import count


def as_text(found: Findings) -> list[str]:
    """The same as tables; shares of few cases are written as counts."""
    shown = [one for one in found.counts.questions.values() if one.of]
    heads = ("Question", "Share", "Answers", "95%", "Before")
    rows = [_line(one, found.previous.get(one.question.id)) for one in shown]
    lines = [f"{_readings(found)}.", table(heads, rows)]
    for group in found.groups:
        small = [_line(one, None)[:4] for one in group.questions.values() if one.of]
        readings = count(sum(group.readings.values()), "reading")
        lines += ["", f"{group.label}: {readings}", f"  {found.caution(group)}", table(heads[:4], small)]
    if found.standards:
        columns = ("Standard", "Lowest", "Indicated", "Decided", "Rating", "The panel may")
        lines += ["", table(columns, [_standard_line(one) for one in found.standards])]
    lines += [one.note for one in found.standards if one.note]
    for one in found.standards:
        lines += [
            f"{q.shown} has no case that counts, so {one.standard.shown} rests on the others."
            for q in one.uncounted
            if one.lowest
        ]
    if found.overall:
        words = f"{found.overall.score} of {found.overall.out_of}"
        lines += ["", f"Overall: {words}, {band(found.overall.rating, label=True)}."]
        lines += [f"  Missing: {what}" for what in found.overall.missing]
    if found.averages:
        scores = (*found.averages.outcomes, *found.averages.criteria, *found.averages.stages)
        rows = [(one.ref, one.title, _percent(one.percent), str(one.parts)) for one in scores]
        lines += ["", table(("Score", "Of", "Above the line", "Parts"), rows)]
    if found.to_come and (found.standards or found.averages):
        lines += ["", "Provisional until all is read:", *(f"  {what}" for what in found.to_come)]
    return lines


def _readings(found: Findings) -> str:
    words = count(sum(found.counts.readings.values()), "reading")
    left = f", {found.unfinished} not complete" if found.unfinished else ""
    return f"{words} counted{left}"


def _line(one: Count, compared: Comparison | None) -> tuple[str, ...]:
    interval = one.interval(0.95)
    reach = f"{100 * interval.low:.0f} to {100 * interval.high:.0f}" if interval else ""
    counted = f"{one.yes} of {one.of}" if one.yes is not None else str(one.of)
    share = "" if one.yes is None else counted if one.small else _percent(one.percent)
    before = "" if compared is None else compared.words
    if compared and compared.previous is not None:
        before = f"{compared.previous}%: {before}"
    return one.question.shown, share, counted, reach, before


def _percent(whole: int | None) -> str:
    return "–" if whole is None else f"{whole}%"


def _standard_line(one: StandardRating) -> tuple[str | None, ...]:
    lowest = f"{one.lowest.question.shown}: {_percent(one.lowest.percent)}" if one.lowest else ""
    may = "; ".join(f"{d.band.label} ({d.why})" for d in one.discretion)
    words = [band(b, label=True) for b in (one.indicated, one.decided, one.rating)]
    return f"{one.standard.shown} {one.standard.text}", lowest, *words, may
