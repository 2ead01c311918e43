"""Drawing completed cases to be read a second time.

A share of the completed cases is drawn, spread over first readers and forms as they are among all (largest
remainders), with at least so many of each reader. Within a stratum each case has a rank that hangs on the
seed and its reference alone: the same seed draws the same cases on every laptop, and drawing again after
more cases are complete adds to what was drawn before.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

from fieldwork.errors import Refused
from fieldwork.inspection import queries, seconds
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, PersonId, Status

_NOBODY = PersonId("")


@dataclass(frozen=True, slots=True)
class Stratum:
    """The completed cases of one first reader and form: how many there are, were drawn before, and now."""

    reader: PersonId
    form: str
    complete: int
    before: int
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw that is not recorded yet. `share` is of all completed cases, those drawn before included;
    `least` how many of each reader at least.
    """

    share: float
    least: int
    seed: int
    strata: tuple[Stratum, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """The cases drawn now."""
        return tuple(sorted(ref for stratum in self.strata for ref in stratum.drawn))

    @property
    def complete(self) -> int:
        return sum(stratum.complete for stratum in self.strata)


def draw(inspection: Inspection, share: float, *, least: int = 1, seed: int | None = None) -> Drawn:
    """Draws a `share` (over 0, to 1) of the completed cases; nothing is written before `assign`.

    Without a seed one is chosen and told. Raises `Refused` where no case is complete.
    """
    if not 0 < share <= 1:
        raise Refused("A share is over 0 and at most 100 per cent.", advice="Ten per cent is 0.1.")
    rows = [row for row in queries.cases(inspection) if row.status is Status.COMPLETE]
    if not rows:
        raise Refused("No case is complete yet.", advice="Draw once the first readings are complete.")
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    taken = {s.ref for s in seconds.second_readings(inspection) if not s.cancelled}
    cells: dict[tuple[PersonId, str], list[CaseRow]] = {}
    for row in rows:
        cells.setdefault((row.inspector or _NOBODY, row.form), []).append(row)
    quotas = _quotas({cell: len(held) for cell, held in cells.items()}, share)
    before = Counter({cell: sum(r.ref in taken for r in held) for cell, held in cells.items()})
    wanted = Counter({cell: max(0, quotas[cell] - before[cell]) for cell in cells})
    _at_least(wanted, before, {cell: len(held) for cell, held in cells.items()}, least)
    strata = []
    for (reader, form), held in sorted(cells.items()):
        free = sorted((r.ref for r in held if r.ref not in taken), key=lambda ref: _rank(seed, ref))
        drawn = tuple(sorted(free[: wanted[reader, form]]))
        strata.append(Stratum(reader, form, len(held), before[reader, form], drawn))
    return Drawn(share, least, seed, tuple(strata))


def _quotas(sizes: Mapping[tuple[PersonId, str], int], share: float) -> dict[tuple[PersonId, str], int]:
    """How many of each stratum: the share of all, rounded up, by largest remainders."""
    total = ceil(round(share * sum(sizes.values()), 9))
    exact = {cell: size * total / sum(sizes.values()) for cell, size in sizes.items()}
    quotas = {cell: floor(part) for cell, part in exact.items()}
    order = sorted(sizes, key=lambda cell: (quotas[cell] - exact[cell], -sizes[cell], cell))
    for cell in order[: total - sum(quotas.values())]:
        quotas[cell] += 1
    return quotas


def _at_least(
    wanted: Counter[tuple[PersonId, str]],
    before: Counter[tuple[PersonId, str]],
    sizes: Mapping[tuple[PersonId, str], int],
    least: int,
) -> None:
    """Adds to `wanted` where a reader would have fewer than `least`, in their largest strata first."""
    for reader in sorted({cell[0] for cell in sizes}):
        cells = sorted((cell for cell in sizes if cell[0] == reader), key=lambda cell: (-sizes[cell], cell))
        while sum(wanted[c] + before[c] for c in cells) < least:
            room = [cell for cell in cells if wanted[cell] + before[cell] < sizes[cell]]
            if not room:
                break
            wanted[room[0]] += 1


def _rank(seed: int, ref: str) -> str:
    """A case's place in the order of this seed, the same in every process and on every laptop."""
    return hashlib.sha256(f"{seed}/{ref}".encode()).hexdigest()
