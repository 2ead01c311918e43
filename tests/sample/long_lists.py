"""Long lists in the layout of the published sampler: a line first, the headings in the second row."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

HEADINGS = (
    "Family name",
    "First name(s)",
    "DoB",
    "Gender",
    "Case/sentence type\n[Licence] [Community Order] [Suspended Sentence Order]",
    "CRN",
    "PNC",
    "Risk of Serious Harm [RoSH]  Classification",
    "Date of sentence or release on licence",
    "Order or licence terminated\n[Date/N]",
    "Cluster\n(as recorded on nDelius)",
    "LDU\n(as recorded on nDelius)",
    "Team\n(as recorded on nDelius)",
    "Responsible officer",
    "Manager",
    "Office",
)
_SENTENCES = ("ORA Community Order", "Adult Licence", "ORA Suspended Sentence Order", "CJA - Community Order")
_LEVELS = ("RMRH", "RLRH", "RHRH", "RMRH")


def row(number: int, **other: str) -> dict[str, str]:
    """One invented case; every fourth is a woman's, and each of three units has ten officers."""
    unit = ("North A", "North B", "South A")[number % 3]
    usual = {
        "family": f"Family{number}",
        "first": "Given",
        "born": f"{1 + number % 28:02}/0{1 + number % 9}/{1960 + number % 40}",
        "gender": "F" if number % 4 == 0 else "M",
        "sentence": _SENTENCES[number % len(_SENTENCES)],
        "crn": f"X{100000 + number}",
        "pnc": "",
        "rosh": _LEVELS[(number // 3) % len(_LEVELS)],
        "start": f"{date(2019, 2, 20) + timedelta(number % 25):%d/%m/%Y}",
        "ended": "N",
        "cluster": unit.split()[0],
        "ldu": unit,
        "team": f"{unit} team",
        "officer": f"Officer {unit} {number % 10}",
        "manager": f"Manager {unit}",
        "office": f"{unit} office",
    }
    return usual | other


def write(path: Path, rows: Iterable[dict[str, str]], *more: str) -> Path:
    """The list as a CSV file, with a title line above the headings; `more` are further headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Domain two long list", *[""] * (len(HEADINGS) - 1)])
        out.writerow((*HEADINGS, *more))
        out.writerows(list(one.values()) for one in rows)
    return path
