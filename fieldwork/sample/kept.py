"""A drawn sample kept in the inspection: what was asked, what came out, and the reserves with their facts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit, Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import FACT, value_of
from fieldwork.inspection.records import Status
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.programme.model import Value
from fieldwork.sample.balance import Minimum
from fieldwork.sample.draw import Drawn, StratumDrawn, Wish
from fieldwork.sample.eligible import REASONS, Eligible, Reason
from fieldwork.sample.makeup import Composition
from fieldwork.sample.methods import Window
from fieldwork.sample.sync import name_places_and_officers, stored

DRAW, RESERVE, REPLACEMENT = "draw", "reserve", "replacement"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draw rests on: the day it was made, the eligible days, the list's rows and SHA-256, and the
    confidence and margin that its size follows from, None where the size was chosen.
    """

    drawn_on: date
    window: Window
    rows: int
    sha256: str
    confidence: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A case that was withdrawn, the reserve that came in its place, and why."""

    ref: str
    by: str
    stratum: str
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The sample of one form as it was drawn. `refs` are the cases drawn then; `reserves` by stratum those
    that are left, in the order of their use; `of` says which stratum each case and reserve is in.
    """

    form: str
    wish: Wish
    basis: Basis
    eligible: int
    excluded: Mapping[Reason, int]
    strata: tuple[StratumDrawn, ...]
    composition: tuple[Composition, ...]
    refs: tuple[str, ...]
    reserves: Mapping[str, tuple[str, ...]]
    of: Mapping[str, str]
    notes: tuple[str, ...]
    replacements: tuple[Replacement, ...]

    @property
    def now(self) -> tuple[str, ...]:
        """The cases of the sample today: those drawn, each replaced one exchanged for its reserve."""
        gone = {one.ref for one in self.replacements}
        return tuple(sorted({*self.refs, *(one.by for one in self.replacements)} - gone))

    def label(self, stratum: str) -> str:
        """A stratum in words."""
        return next((one.label for one in self.strata if one.id == stratum), stratum)


def keep(
    inspection: Inspection,
    author: str,
    form: str,
    found: Eligible,
    wish: Wish,
    drawn: Drawn,
    basis: Basis,
    *,
    again: bool = False,
) -> Written:
    """Takes the drawn cases into the inspection, and keeps the reserves and how all were drawn, in one step.

    The number that could be drawn is recorded as the form's population, which intervals then allow for.
    A second draw for a form is refused unless `again`: then the cases and reserves of the first that were
    not drawn anew are withdrawn; it is refused in any case once one of those has been begun.
    """
    before = kept(inspection, form)
    if before is not None and not again:
        raise Refused(
            "A sample has been drawn for this form before, and is kept.",
            advice="Replace single cases from its reserves, or say that all of it is to be drawn again.",
        )
    leaving = [ref for ref in before.now if ref not in drawn.refs] if before else []
    _refuse_begun(inspection, leaving)
    by_ref = {case.ref: case.given for case in found.candidates}
    with inspection.edit(author, "Kept the drawn sample") as edit:
        for ref in leaving:
            edit.set("case", ref, "withdrawn", True)
        for ref in drawn.refs:
            bring_in(edit, ref, by_ref[ref])
        name_places_and_officers(inspection, edit, [by_ref[ref] for ref in drawn.refs])
        _keep_reserves(inspection, edit, form, drawn, by_ref)
        for field, value in _as_json(found, wish, drawn, basis).items():
            edit.set(DRAW, form, field, value)
        sizes = inspection.value("inspection", THE_INSPECTION, "population") or {}
        edit.set("inspection", THE_INSPECTION, "population", {**sizes, form: len(found.candidates)})
    return edit.written


def bring_in(edit: Edit, ref: str, given: Mapping[str, Value]) -> None:
    """Makes a case of the sample, with the facts that the list gave."""
    edit.set("case", ref, "withdrawn", None)
    for fact, value in given.items():
        edit.set("case", ref, FACT + fact, stored(value))


def _refuse_begun(inspection: Inspection, refs: Sequence[str]) -> None:
    begun = [
        Problem(row.ref, "its reading has begun")
        for row in queries.cases(inspection, withdrawn=False)
        if row.ref in refs and (row.answered or row.status is Status.COMPLETE)
    ]
    if begun:
        raise Refused(
            "The sample is not drawn again: cases that would leave it are being read.",
            begun,
            "Replace single cases from the reserves instead.",
        )


def _keep_reserves(
    inspection: Inspection, edit: Edit, form: str, drawn: Drawn, facts: Mapping[str, Mapping[str, Value]]
) -> None:
    """Writes the reserves of a draw; those of an earlier one of this form go, facts and all."""
    for ref, row in inspection.records(RESERVE).items():
        if row.get("draw") == form:
            for field in row:
                edit.set(RESERVE, ref, field, None)
    for ref, row in inspection.records(REPLACEMENT).items():
        if row.get("draw") == form:
            for field in row:
                edit.set(REPLACEMENT, ref, field, None)
    for stratum, refs in drawn.reserves.items():
        for place, ref in enumerate(refs, start=1):
            edit.set(RESERVE, ref, "draw", form)
            edit.set(RESERVE, ref, "stratum", stratum)
            edit.set(RESERVE, ref, "place", place)
            for fact, value in facts[ref].items():
                edit.set(RESERVE, ref, FACT + fact, stored(value))


def _as_json(found: Eligible, wish: Wish, drawn: Drawn, basis: Basis) -> dict[str, Any]:
    window = basis.window
    return {
        "size": wish.size,
        "match": list(wish.match),
        "minimums": [asdict(one) for one in wish.minimums],
        "spread": wish.spread,
        "seed": wish.seed,
        "buffer": str(wish.buffer),
        "per_officer": wish.most_of_one_officer,
        "drawn_on": basis.drawn_on.isoformat(),
        "window": {
            "fact": window.fact,
            "first": window.first.isoformat() if window.first else None,
            "last": window.last.isoformat() if window.last else None,
        },
        "rows": basis.rows,
        "sha256": basis.sha256,
        "confidence": basis.confidence,
        "margin": basis.margin,
        "eligible": len(found.candidates),
        "excluded": found.reasons(),
        "strata": [asdict(one) for one in drawn.strata],
        "composition": [asdict(one) for one in drawn.composition],
        "drawn": {ref: drawn.of[ref] for ref in drawn.refs},
        "notes": list(drawn.notes),
    }


def kept(inspection: Inspection, form: str) -> Kept | None:
    """The sample drawn for this form, or None where none was kept."""
    row = inspection.record(DRAW, form)
    return _kept(inspection, form, row) if row else None


def every(inspection: Inspection) -> list[Kept]:
    """Every kept sample, in the order of the programme's forms."""
    found = (kept(inspection, form.id) for form in inspection.programme.case_forms)
    return [one for one in found if one is not None]


def _kept(inspection: Inspection, form: str, row: Mapping[str, Any]) -> Kept:
    reserves = {r: v for r, v in inspection.records(RESERVE).items() if v.get("draw") == form}
    replaced = {r: v for r, v in inspection.records(REPLACEMENT).items() if v.get("draw") == form}
    used = {one["by"] for one in replaced.values()}
    waiting: dict[str, list[str]] = {stratum["id"]: [] for stratum in row["strata"]}
    for ref, held in sorted(reserves.items(), key=lambda item: item[1]["place"]):
        if ref not in used:
            waiting.setdefault(held["stratum"], []).append(ref)
    return Kept(
        form=form,
        wish=_wish(row),
        basis=_basis(row),
        eligible=row["eligible"],
        excluded={kind: row["excluded"][kind] for kind in REASONS if kind in row["excluded"]},
        strata=tuple(StratumDrawn(**one) for one in row["strata"]),
        composition=tuple(Composition(**one) for one in row["composition"]),
        refs=tuple(sorted(row["drawn"])),
        reserves={stratum: tuple(refs) for stratum, refs in waiting.items()},
        of={**row["drawn"], **{ref: held["stratum"] for ref, held in reserves.items()}},
        notes=tuple(row.get("notes", ())),
        replacements=tuple(
            Replacement(ref, one["by"], one["stratum"], one.get("reason", ""))
            for ref, one in replaced.items()
        ),
    )


def taken(inspection: Inspection, form: str) -> dict[str, str]:
    """The cases that another form's sample holds, with that form's title."""
    forms = inspection.programme.forms
    rows = queries.cases(inspection, withdrawn=False)
    return {row.ref: forms[row.form].title for row in rows if row.form != form}


def _wish(row: Mapping[str, Any]) -> Wish:
    return Wish(
        size=row["size"],
        match=tuple(row["match"]),
        minimums=tuple(Minimum(**one) for one in row["minimums"]),
        spread=row["spread"],
        seed=row["seed"],
        buffer=Fraction(row["buffer"]),
        most_of_one_officer=row["per_officer"],
    )


def _basis(row: Mapping[str, Any]) -> Basis:
    window = row["window"]
    first, last = (date.fromisoformat(window[end]) if window[end] else None for end in ("first", "last"))
    return Basis(
        date.fromisoformat(row["drawn_on"]),
        Window(first, last, window["fact"]),
        row["rows"],
        row["sha256"],
        row.get("confidence"),
        row.get("margin"),
    )


def reserve_facts(inspection: Inspection, ref: str) -> dict[str, Value]:
    """The facts that the list gave of a reserve."""
    held = inspection.record(RESERVE, ref)
    found = {name.removeprefix(FACT): value_of(raw) for name, raw in held.items() if name.startswith(FACT)}
    return {fact: value for fact, value in found.items() if value is not None}
