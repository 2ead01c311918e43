"""The inspection of adult offending work in Norfolk and Suffolk in 2014, as readings with its figures.

73 cases; what is printed of each question decides its answers, and questions without a figure are answered so
that the average of their outcome is the printed one.
"""

from collections.abc import Callable
from pathlib import Path

from fieldwork.programme import library
from tests.findings.constructing import Aim, Facts, Form, construct, settle_averages
from tests.findings.files import aims, published, spread, write

FIGURES = published("norfolk-suffolk-2014.csv")
OUTCOMES = {"1": 85, "2": 77, "3": 66, "4": 67, "5": 70}
CASES = 73


def make(path: Path) -> Path:
    """The cases, 53 officers, one record of the organisation and 21 questionnaires from victims."""
    programme = library.load("iaow")
    figures = aims(FIGURES)
    given = [_given(n) for n in range(CASES)]
    forms = [
        construct(programme, Form("case", given, _says_yes(given)), [*figures, *_not_printed()]),
        construct(programme, Form("leadership", [{}]), figures),
        construct(programme, Form("leadership_officer", [{}] * 53), figures),
        construct(programme, Form("victim_questionnaire", [{}] * 21), [*figures, *_victims()]),
    ]
    fixed = {aim.ref for aim in [*figures, *_not_printed()]}
    for outcome in ("5", "4", "3", "2", "1"):  # questions for victims count in outcome 4 too
        settle_averages(programme, forms, outcome, OUTCOMES[outcome], fixed)
    return write(path, programme, forms, "Norfolk and Suffolk 2014")


def _not_printed() -> list[Aim]:
    """Numbers that the report gives in words or by the way, or that its other numbers need."""
    return [
        Aim("3.1.1", "insufficient", count=15),
        Aim("4.1.2", "not_done", count=16, of=62),
        Aim("4.1.5", "too_high", count=1),
        Aim("3.2.7", percent=45, of=60),
        Aim("3.2.2", "completed", count=8),
    ]


def _victims() -> list[Aim]:
    counts = {"3": {"": 20}, "9": {"safer": 18, "no_difference": 3}, "11": {"completely": 15, "partly": 6}}
    return [
        Aim(f"victim_questionnaire.{number}", answer, count=n, of=21)
        for number, answers in counts.items()
        for answer, n in answers.items()
    ]


def _given(n: int) -> Facts:
    """The list's facts of case n. The first 37 have a report, the first 23 of them a typed one."""
    kinds = spread(CASES, (23, "typed"), (14, "oral"), (36, "none"))
    given: Facts = {
        "report_kind": kinds[n],
        "sentence_type": "licence" if n >= 61 else "community_order",
        "gender": "female" if n % 8 == 5 else "male",
        "officer_grade": "other" if n == 72 else "PO" if n % 5 < 3 else "PSO",
        "rosh": "low" if n >= 54 else "high" if n < 10 else "medium",
        "mappa_eligible": "yes" if n < 14 else "no",
        "visor_required": "yes" if n < 9 else "no",
        "approved_premises": "yes" if n < 10 else "no",
        "approved_premises_restrictive": "yes" if n < 5 else "no",
        "restrictive_requirement": "yes" if n < 19 else "no",
        "programme_planned": "yes" if n < 18 else "no",
        "child_protection_procedures": "yes" if n < 17 else "no",
        "statutory_victim_contact": "yes" if n >= 61 else "no",
        "transferred_out": "yes" if n < 4 else "no",
    }
    return given


def _says_yes(given: list[Facts]) -> dict[str, list[int]]:
    """Which cases the questions that set facts find so, by the printed sizes of the sub-samples."""

    def take(*wanted: tuple[int, Callable[[int], bool]]) -> list[int]:
        found: list[int] = []
        for many, fits in wanted:
            some = [n for n in range(CASES) if n not in found and fits(n)][:many]
            assert len(some) == many
            found += some
        return sorted(found)

    def grade(n: int) -> object:
        return given[n]["officer_grade"]

    def woman(n: int) -> bool:
        return given[n]["gender"] == "female"

    planned = 55  # those with an initial plan stand first: 18 of 73 have none
    sizes = {
        "0.1.1": 30, "0.1.2": 40, "0.1.3": 45, "0.1.8": 32, "0.1.9": 45, "0.1.10": 32,
        "0.2.1": 50, "0.2.2": 20, "0.2.3": 30, "0.2.4": 32, "0.2.5": 20, "0.2.6": 25, "0.2.7": 27,
        "0.2.8": 40, "0.2.9": 44, "0.3.1": 62, "0.3.2": 62, "0.3.3": 30, "0.3.4": 20, "0.3.5": 60,
        "0.3.6": 54, "0.3.7": 40,
    }  # fmt: skip
    return {ref: list(range(n)) for ref, n in sizes.items()} | {
        "0.1.4": take(
            (24, lambda n: grade(n) == "PO"), (17, lambda n: grade(n) == "PSO"), (1, lambda n: n == 72)
        ),
        "0.1.5": take(
            (10, lambda n: n < 37 and grade(n) == "PO"),
            (8, lambda n: n < 37 and grade(n) == "PSO"),
            (16, lambda n: n >= 37 and grade(n) == "PO"),
            (11, lambda n: n >= 37 and grade(n) == "PSO"),
        ),
        "0.1.6": take((6, lambda n: n < planned and woman(n)), (32, lambda n: n < planned and not woman(n))),
        "0.1.7": take((12, lambda n: grade(n) == "PO"), (8, lambda n: grade(n) == "PSO")),
    }
