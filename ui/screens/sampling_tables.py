"""The tables of a drawn sample: strata, make-up, what was left out, and the cases themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldwork.inspection.records import CaseRow, Status
from fieldwork.programme.model import Programme, Value
from fieldwork.sample.draw import StratumDrawn
from fieldwork.sample.eligible import REASONS, Candidate, Excluded
from fieldwork.sample.kept import Kept
from fieldwork.sample.makeup import Composition
from ui.theme import Tone
from ui.widgets import Column, DataTable, EmptyState
from ui.widgets.figures import Cell, Figures, Head, Line


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """One case of a sample or reserve: `place` as it is numbered, `state` what became of it."""

    place: int
    ref: str
    stratum: str
    office: str
    state: str = ""
    tone: Tone = "neutral"


def strata(
    found: Sequence[StratumDrawn], left: Mapping[str, int] | None = None, *, drawn: bool = True
) -> Figures:
    """What each stratum has, is to give and gave; `left` are the reserves that are not used yet."""
    heads = [Head("Could be drawn", width=14, align="right"), Head("Wanted", width=7, align="right")]
    if drawn:
        heads += [Head("Drawn", width=6, align="right"), Head("Reserves", width=8, align="right")]
        heads += [Head("In all", width=6, align="right")]
    if left is not None:
        heads.append(Head("Reserves left", width=14, align="right"))

    def cells(one: StratumDrawn) -> tuple[int, ...]:
        numbers = [one.population, one.wanted]
        numbers += [one.sample, one.reserves, one.in_all] if drawn else []
        return (*numbers, *([left.get(one.id, 0)] if left is not None else []))

    rows = [(one.id, one.label, cells(one)) for one in found]
    if len(rows) > 1:
        total = tuple(map(sum, zip(*(numbers for _, _, numbers in rows), strict=True)))
        rows.append(("=all", "All", total))
    lines = (
        Line(key, label, tuple(Cell(f"{n:,}", strong=key == "=all") for n in numbers), int(key != "=all"))
        for key, label, numbers in rows
    )
    return Figures("Strata", "Stratum", tuple(heads), tuple(lines))


def makeup(programme: Programme, composition: Sequence[Composition]) -> Figures:
    """Population and sample side by side, fact by fact."""
    heads = (
        Head("Could be drawn", width=15),
        Head("Drawn", width=13),
        Head("Apart", "points", width=7, align="right"),
        Head("", width=0),
    )
    lines: list[Line] = []
    for one in composition:
        fact = programme.facts.get(one.fact)
        if not any(line.key == f"={one.fact}" for line in lines):
            lines.append(Line(f"={one.fact}", fact.label if fact else one.fact, group=True))
        apart = round(100 * (one.sample_share - one.population_share), 1)
        cells = (
            Cell(f"{one.population:,} ({100 * one.population_share:.0f}%)"),
            Cell(f"{one.sample:,} ({100 * one.sample_share:.0f}%)"),
            Cell(f"{apart:+.1f}".replace("-", "−")),
            Cell(shares=(("population", one.population_share), ("sample", one.sample_share))),
        )
        words = fact.words(one.value) if fact and one.value else one.value or "Not recorded"
        lines.append(Line(f"{one.fact}={one.value}", words, cells, 1))
    return Figures("Make-up of the sample", "Made up of", heads, tuple(lines))


def excluded_table() -> DataTable[Excluded]:
    """Every row that cannot be drawn, with the reason."""
    columns = (
        Column[Excluded]("Row", lambda e: str(e.row), sort=lambda e: e.row, width=6, right=True),
        Column[Excluded]("Case", lambda e: e.ref or "–", width=11),
        Column[Excluded]("Left out as", lambda e: REASONS[e.kind], width=27),
        Column[Excluded]("Why", lambda e: e.reason, width=0, muted=True),
    )
    empty = EmptyState("check", "Every row can be drawn.")
    return DataTable("Left out", columns, lambda e: str(e.row), empty=empty)


def cases_table(name: str, nothing: str) -> DataTable[DrawnCase]:
    """Cases in the order of their numbers."""
    columns = (
        Column[DrawnCase]("No.", lambda c: f"{c.place:03}", sort=lambda c: c.place, width=6, right=True),
        Column[DrawnCase]("Case", lambda c: c.ref, width=11),
        Column[DrawnCase]("Stratum", lambda c: c.stratum, width=0),
        Column[DrawnCase]("Office", lambda c: c.office, width=22),
        Column[DrawnCase]("State", lambda c: c.state, mark=_mark, width=24),
    )
    return DataTable(name, columns, lambda c: c.ref, empty=EmptyState("sample", nothing))


def _mark(case: DrawnCase) -> tuple[str, Tone] | None:
    marks: dict[Tone, str] = {"warning": "warning", "info": "sync", "good": "check"}
    return (marks[case.tone], case.tone) if case.tone in marks else None


def drawn_cases(
    refs: Sequence[str], of: Mapping[str, str], labels: Mapping[str, str], by_ref: Mapping[str, Candidate]
) -> list[DrawnCase]:
    """Cases that have just been drawn."""
    return [
        DrawnCase(place, ref, labels.get(of[ref], ""), _office(by_ref[ref].facts))
        for place, ref in enumerate(refs, start=1)
    ]


def kept_cases(kept: Kept, rows: Mapping[str, CaseRow]) -> list[DrawnCase]:
    """The cases of a kept sample with what became of each; those that came in place of others last."""
    by = {one.ref: one for one in kept.replacements}
    came = {one.by: one for one in kept.replacements}
    found = []
    for place, ref in enumerate((*kept.refs, *sorted(set(came) - set(kept.refs))), start=1):
        row = rows.get(ref)
        state, tone = _state(row)
        if ref in by:
            state, tone = f"Replaced by {by[ref].by}", "info"
        elif ref in came and tone == "neutral":
            state = f"{state}, for {came[ref].ref}"
        office = row.office if row else ""
        found.append(DrawnCase(place, ref, kept.label(kept.of[ref]), office, state, tone))
    return found


def _state(row: CaseRow | None) -> tuple[str, Tone]:
    if row is None:
        return "No longer a case", "warning"
    if row.status is Status.WITHDRAWN:
        return "Withdrawn, open place", "warning"
    return row.status.label, "good" if row.status is Status.COMPLETE else "neutral"


def _office(facts: Mapping[str, Value]) -> str:
    return str(facts.get("office") or facts.get("ldu") or "")
