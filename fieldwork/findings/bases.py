"""What figures rest on: the population that a sample was drawn from, and how few cases are a small number."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldwork.errors import Problem, Refused
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION

#: Below this base a share is shown as a count, "7 of 28" (method.md, Reporting conventions), unless the
#: inspection says otherwise.
SMALL_BASE = 30
_POPULATION, _SMALL = "population", "small_base"


@dataclass(frozen=True, slots=True)
class Base:
    """What a question was counted over: readings counted, how many cases the whole sample was drawn from
    (None where that is not known), below how many cases a share is written as a count, and how many readings
    the whole sample has (None where those are the readings themselves).
    """

    readings: int = 0
    population: int | None = None
    small_below: int = SMALL_BASE
    sample: int | None = None

    def __add__(self, other: "Base") -> "Base":
        known = self.population is not None and other.population is not None
        both = (self.population or 0) + (other.population or 0)
        readings, sample = self.readings + other.readings, self.drawn + other.drawn
        return Base(readings, both if known else None, self.small_below, sample)

    @property
    def drawn(self) -> int:
        """How many readings the whole sample has."""
        return self.readings if self.sample is None else self.sample

    def part(self, cases: int) -> int | None:
        """Of how many cases of the population so many of the sample tell: the same part of it, and no fewer
        than those that were read.
        """
        if self.population is None or not self.drawn:
            return None
        return max(cases, round(self.population * cases / self.drawn))


def population(inspection: Inspection) -> dict[str, int]:
    """How many cases the sample of each form was drawn from, where that is recorded."""
    recorded = inspection.value("inspection", THE_INSPECTION, _POPULATION)
    return {str(form): int(n) for form, n in (recorded or {}).items()}


def record_population(inspection: Inspection, author: str, sizes: Mapping[str, int]) -> dict[str, int]:
    """Records how many cases the samples of these forms were drawn from; returns all that is recorded.

    Raises `Refused` for a form of which no sample is drawn, and for a number below 1.
    """
    known = [form.id for form in inspection.programme.case_forms]
    problems = [Problem(form, "no sample is drawn for such a form") for form in sizes if form not in known]
    problems += [Problem(form, f"{n} is no number of cases") for form, n in sizes.items() if n < 1]
    if problems:
        advice = f"The forms are: {', '.join(known)}."
        raise Refused("The population was not recorded.", problems, advice)
    recorded = {**population(inspection), **sizes}
    with inspection.edit(author, "Recorded the size of the population") as edit:
        edit.set("inspection", THE_INSPECTION, _POPULATION, recorded)
    return recorded


def small_base(inspection: Inspection) -> int:
    """Below how many cases this inspection writes a share as a count."""
    recorded = inspection.value("inspection", THE_INSPECTION, _SMALL)
    return SMALL_BASE if recorded is None else int(recorded)


def record_small_base(inspection: Inspection, author: str, cases: int) -> int:
    """Records below how many cases a share is written as a count; 0 writes every share per cent.

    Raises `Refused` for a number below 0.
    """
    if cases < 0:
        raise Refused(f"{cases} is no number of cases.", advice=f"Usual is {SMALL_BASE}; 0 for never.")
    with inspection.edit(author, "Changed below which base shares are counts") as edit:
        edit.set("inspection", THE_INSPECTION, _SMALL, cases)
    return cases
