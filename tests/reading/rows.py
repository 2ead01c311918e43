"""What a case is asked, worked out from the compact rows alone: an independent judge of the routing.

Shares no code with `fieldwork.programme`: it knows the rows, which answer sets which fact, and two
facts that follow from the office's list.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

Case = Mapping[str, str | tuple[str, ...]]
Answers = Mapping[str, str]

with (Path(__file__).parents[1] / "programme" / "adult_rows.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = {row["ref"]: row for row in csv.DictReader(lines)}

#: The question that asks for each fact.
ASKED_AT = {
    "rosh_agreement": "0.1.1",
    "rosh_judged": "0.1.2",
    "officer_count": "0.1.6",
    "further_offending": "0.1.7",
    "substance_misuse": "0.1.8",
    "domestic_abuse": "0.1.9",
    "child_safeguarding": "0.1.10",
    "children_involved": "0.1.11",
    "victim_identified": "0.1.12",
    "missed_appointments": "0.1.13",
    "enforcement_needed": "0.1.14",
    "enforcement_or_recall": "0.1.15",
    "review_needed": "0.1.16",
    "key_individuals": "0.1.17",
    "home_visit_needed": "0.1.18",
    "other_agencies": "0.1.19",
    "practice_example": "0.1.20",
    "adjustment_needed": "0.1.22",
}
#: The parts of the question bank that each sample is read with.
PARTS = {"supervision": ("0", "2"), "unpaid_work": ("0", "4.1"), "through_the_gate": ("0", "4.2")}
_OPTIONS = {"yes_no": "yes/no", "yes_no_na": "yes/no/na", "text": ""}


def options(ref: str) -> list[str]:
    """The answers that a question takes; empty for free text."""
    words = ROWS[ref]["answers"]
    return [option for option in _OPTIONS.get(words, words).split("/") if option]


def asking(edition: str) -> list[str]:
    """Every question about cases that asks something in a round, with a choice of answers or in words."""
    return [
        r for r, row in ROWS.items() if row["answers"] and r[0] != "1" and edition in row["rounds"].split()
    ]


def expected(case: Case, answers: Answers, edition: str) -> set[str]:
    """The refs of the questions that are to be asked of the case, given what has been answered."""
    asked: set[str] = set()
    for _ in range(10):  # a fact may rest on an answer whose question rests on a fact, and so on
        counted = {ref: value for ref, value in answers.items() if ref in asked}
        now = {ref for ref in asking(edition) if _applies(ref, case, counted, edition)}
        if now == asked:
            return asked
        asked = now
    raise AssertionError("the rows contradict themselves")


def _applies(ref: str, case: Case, counted: Answers, edition: str) -> bool:
    """Whether the row and everything above it in the bank is asked."""
    kind = str(case.get("sample_kind", "supervision"))
    if not any(ref == part or ref.startswith(part + ".") for part in PARTS[kind]):
        return False
    above = [ref[:end] for end in range(1, len(ref) + 1) if end == len(ref) or ref[end] == "."]
    lines = [ROWS[one] for one in above]
    return all(
        edition in row["rounds"].split() and _holds(row["applies_when"], case, counted) for row in lines
    )


def _holds(condition: str, case: Case, counted: Answers) -> bool:
    for part in filter(None, condition.split(" and ")):
        fact, values = part.replace(" in ", " = ").split(" = ")
        if _fact(fact, case, counted) not in values.split(","):
            return False
    return True


def _fact(name: str, case: Case, counted: Answers) -> str | None:
    """The inspector's answer first, then the office's list, then what follows from it."""
    if name == "sample_kind":
        return str(case.get(name, "supervision"))
    answer = counted.get(ASKED_AT.get(name, ""))
    value = answer if answer is not None else case.get(name)
    if value is None and name == "rosh_judged":
        value = case.get("rosh")
    if value is None and name == "post_custody" and "sentence_type" in case:
        value = "yes" if case["sentence_type"] in ("licence", "post_sentence_supervision") else "no"
    if value is None and name == "upw_only" and "unpaid_work" in case.get("requirements", ()):
        value = "yes" if set(case["requirements"]) == {"unpaid_work"} else "no"
    return None if value is None else str(value)
