"""How many cases a sample needs (method.md: 80 per cent confidence, a margin of error of 5 points)."""

from math import ceil, sqrt
from statistics import NormalDist

from fieldwork.errors import Refused

CONFIDENCE, MARGIN = 0.8, 5.0
#: The share that needs the most cases to estimate.
_EVEN = 0.5
#: Below this a number is a whole one but for its last binary digits.
_DUST = 1e-9


def sample_size(population: int, confidence: float = CONFIDENCE, margin: float = MARGIN) -> int:
    """The cases to draw from `population` so that a share is known to `margin` points either way.

    The usual formula with half as the expected share and the finite population correction, up to the next
    whole case: 236 need 98, 620 need 131 (codes.md, Size). Never more than there are. Raises `Refused`.
    """
    if population < 0:
        raise Refused("A population has 0 cases or more.")
    if not 0 < confidence < 1:
        raise Refused("The confidence is a share between 0 and 1.", advice="80 per cent is written 0.8.")
    if not 0 < margin <= 100:
        raise Refused("The margin of error is in points, above 0 and up to 100.", advice="Usually it is 5.")
    if population == 0:
        return 0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    unlimited = z * z * _EVEN * (1 - _EVEN) / (margin / 100) ** 2
    needed = population * unlimited / (population + unlimited - 1)
    return min(population, max(1, ceil(needed - _DUST)))


def margin_reached(size: int, population: int | None = None, confidence: float = CONFIDENCE) -> float | None:
    """Within how many points so many cases tell an even share; None for no cases.

    Of a known population the finite population correction is made; of all cases the margin is 0.
    """
    if size < 1:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    left = 1.0 if population is None else max(0, population - size) / max(1, population - 1)
    return 100 * z * sqrt(_EVEN * (1 - _EVEN) / size * left)
