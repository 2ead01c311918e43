"""Northumbria's adult inspection of 2020, and the one before it, as readings with the printed figures."""

from pathlib import Path

from fieldwork.programme import library
from tests.findings.constructing import Aim, Form, construct
from tests.findings.files import aims, published, spread, write

FIGURES = published("northumbria-2020.csv")
RATINGS = published("northumbria-2020-ratings.csv")

#: The printed figure is for the domain two sample, though other forms ask the same.
DOMAIN_TWO_ONLY = ("0.1.5", "0.1.8", "0.1.9", "0.1.10")


def printed() -> list[Aim]:
    """The figures of the inspection itself; one prompt has only an earlier one."""
    return aims(row for row in FIGURES if row["percent"])


def make(path: Path) -> Path:
    """97 supervision, 25 unpaid work and 11 resettlement cases, and 62 interviews with officers."""
    programme = library.load("adult")
    figures = printed()
    others = [aim for aim in figures if aim.ref not in DOMAIN_TWO_ONLY]
    forms = [
        construct(programme, _supervision(), figures),
        construct(programme, _unpaid_work(), others),
        construct(programme, _through_the_gate(), others),
        construct(programme, Form("responsible_officer", [{}] * 62), others),
    ]
    return write(path, programme, forms)


def _supervision() -> Form:
    """68 community and 29 post-release cases; the inspectors deem 85 of them not low risk."""
    levels = spread(97, (50, "medium"), (35, "high"), (12, "low"))
    disposals = spread(97, (40, "community_order"), (28, "suspended_sentence_order"), (29, "licence"))
    given = [
        {
            "sample_kind": "supervision",
            "rosh": levels[n],
            "sentence_type": disposals[n],
            "gender": "female" if n % 7 == 3 else "male",
            "officer_grade": "PO" if n % 2 else "PSO",
            "age": 19 + n % 40,
            "requirements": ("rar", "programme") if n % 3 else ("rar",),
        }
        for n in range(97)
    ]
    sizes = {"0.1.3": 85, "0.1.11": 40, "0.1.12": 30, "0.1.14": 30, "0.1.15": 25, "0.1.16": 60}
    sizes |= {"0.1.17": 30, "0.1.18": 40, "0.1.19": 60, "0.1.22": 41}
    return Form("supervision", given, {ref: range(n) for ref, n in sizes.items()})


def _unpaid_work() -> Form:
    given = [
        {
            "sample_kind": "unpaid_work",
            "rosh": "medium",
            "sentence_type": "community_order",
            "requirements": ("unpaid_work",) if n < 9 else ("unpaid_work", "rar"),
        }
        for n in range(25)
    ]
    return Form("unpaid_work", given, {"0.1.13": range(15), "0.1.14": range(19)})


def _through_the_gate() -> Form:
    case = {"sample_kind": "through_the_gate", "rosh": "medium", "sentence_type": "licence"}
    return Form("through_the_gate", [dict(case) for _ in range(11)])


def make_previous(path: Path) -> Path:
    """The first round: 100 supervision and 20 of each other case, to which the printed earlier figures apply.

    How many cases there were is not printed with them; of 100, or 20, each is a whole number.
    """
    programme = library.load("adult", "first-round")
    now = library.load("adult")
    before = []
    for row in FIGURES:
        question = now.question(row["ref"])
        if row["previous"].isdigit() and question and question.compares:
            before.append(Aim(question.compares, percent=int(row["previous"])))
    before += [Aim(ref, percent=70) for ref in ("4.1.1r1", "4.1.2r1", "4.1.3r1", "4.1.4")]
    settings = [f"0.1.{n}" for n in (*range(11, 20), 22)]
    forms = []
    for form, kind, size in (
        ("supervision", "supervision", 100),
        ("unpaid_work", "unpaid_work", 20),
        ("through_the_gate", "through_the_gate", 20),
    ):
        case = {"sample_kind": kind, "rosh": "medium", "sentence_type": "licence"}
        readings = Form(form, [dict(case) for _ in range(size)], {ref: range(size) for ref in settings})
        forms.append(construct(programme, readings, before))
    return write(path, programme, forms, "Northumbria 2019")
