"""A drawn sample as a JSON document and as text."""

from typing import Any

from fieldwork.cli.speech import table
from fieldwork.sample.draw import Drawn, Wish
from fieldwork.sample.eligible import REASONS, Eligible
from fieldwork.sample.kept import Kept
from fieldwork.sample.makeup import Composition
from fieldwork.wording import count, day

Document = dict[str, Any]


def as_document(drawn: Drawn, found: Eligible, wish: Wish) -> Document:
    """All about a draw."""
    return {
        "drawn": list(drawn.refs),
        "composition": [_share(one) for one in drawn.composition],
        "strata": _strata(drawn),
        "reserves": {name: list(refs) for name, refs in drawn.reserves.items()},
        "replaced": drawn.replaced,
        "eligible": len(found.candidates),
        "excluded": [
            {"row": e.row, "ref": e.ref, "reason": e.reason, "kind": e.kind} for e in found.excluded
        ],
        "size": wish.size,
        "seed": wish.seed,
        "notes": list(drawn.notes),
    }


def as_text(drawn: Drawn, found: Eligible, wish: Wish) -> list[str]:
    """The same in tables."""
    shown = f"{len(found.candidates):,} that can be, with the seed {wish.seed}"
    return [
        f"{count(len(drawn.refs), 'case')} drawn of {shown}.",
        *drawn.notes,
        *_tables(drawn),
        "",
        table(("Row left out", "Case", "Why"), [(e.row, e.ref, e.reason) for e in found.excluded]),
        "",
        f"Drawn: {', '.join(drawn.refs)}",
    ]


def kept_document(one: Kept) -> Document:
    """All about a sample that is kept."""
    window = one.basis.window
    return {
        "form": one.form,
        "drawn_on": one.basis.drawn_on.isoformat(),
        "size": one.wish.size,
        "seed": one.wish.seed,
        "match": list(one.wish.match),
        "window": {
            "fact": window.fact,
            "first": window.first.isoformat() if window.first else None,
            "last": window.last.isoformat() if window.last else None,
        },
        "rows": one.basis.rows,
        "sha256": one.basis.sha256,
        "eligible": one.eligible,
        "excluded": dict(one.excluded),
        "strata": _strata(one),
        "composition": [_share(line) for line in one.composition],
        "drawn": list(one.refs),
        "cases": list(one.now),
        "reserves": {name: list(refs) for name, refs in one.reserves.items()},
        "replaced": [{"case": r.ref, "by": r.by, "reason": r.reason} for r in one.replacements],
        "notes": list(one.notes),
    }


def kept_text(one: Kept, title: str) -> list[str]:
    """The same in tables."""
    left = sum(len(refs) for refs in one.reserves.values())
    reasons = ", ".join(f"{REASONS[kind].lower()} {n}" for kind, n in one.excluded.items()) or "nothing"
    return [
        f"{title}: {count(len(one.refs), 'case')} of {one.eligible:,}, drawn on "
        f"{day(one.basis.drawn_on)} with the seed {one.wish.seed}; {count(left, 'reserve')} left.",
        f"Left out of {count(one.basis.rows, 'row')}: {reasons}.",
        *one.notes,
        *_tables(one),
        *(f"{r.ref} was replaced by {r.by}: {r.reason}" for r in one.replacements),
    ]


def _strata(drawn: Drawn | Kept) -> list[Document]:
    return [
        {
            "id": s.id,
            "label": s.label,
            "population": s.population,
            "wanted": s.wanted,
            "sample": s.sample,
            "reserves": s.reserves,
        }
        for s in drawn.strata
    ]


def _tables(drawn: Drawn | Kept) -> list[str]:
    strata = [(s.label, s.population, s.wanted, s.sample, s.reserves) for s in drawn.strata]
    shares = [
        (
            c.fact,
            c.value or "no value",
            f"{c.population} ({c.population_share:.0%})",
            f"{c.sample} ({c.sample_share:.0%})",
        )
        for c in drawn.composition
    ]
    return [
        table(("Stratum", "Population", "Wanted", "Sample", "Reserves"), strata),
        "",
        table(("Fact", "Value", "Population", "Sample"), shares),
    ]


def _share(one: Composition) -> Document:
    return {"fact": one.fact, "value": one.value, "population": one.population, "sample": one.sample}
