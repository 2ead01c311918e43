"""An office list of invented people, sized like a real inspection's. Nobody in it exists."""

import csv
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

SUPERVISION, UNPAID_WORK, THROUGH_THE_GATE = 97, 25, 11
OFFICERS = 62
OFFICES = ("Ashbourne Quay", "Brackenfell", "Caldermouth", "Dunmere", "Eastholme", "Fellgate")
HEADINGS = (
    *("CRN", "Surname", "Forename", "Date of birth", "Gender", "Ethnicity", "Sample", "Provider"),
    *("Office", "Responsible officer", "Grade", "Sentence type", "Start date", "Release date", "Prison"),
    *("Requirements", "RoSH", "Likelihood of reoffending", "Domestic abuse", "Child safeguarding"),
    "Index offence",
)

_FIRST = {
    "Male": (
        *("Aidan", "Bilal", "Callum", "Dafydd", "Euan", "Farid", "Gareth", "Huw", "Idris", "Jerome"),
        *("Kieran", "Liam", "Marcus", "Nathan", "Owain", "Piotr", "Rhys", "Samir", "Tomos", "Wayne"),
    ),
    "Female": ("Amina", "Bethan", "Ceri", "Donna", "Eleri", "Fiona", "Grace", "Hana", "Siân", "Tara"),
}
_LAST = (
    *("Ackroyd", "Begum", "Crowther", "Dŵrgant", "Eastwood", "Fothergill", "Garside", "Hussain"),
    *("Illingworth", "Jagger", "Kershaw", "Llŷr", "Micklethwaite", "Nowak", "Ogden", "Pritchard"),
    *("Quarmby", "Ramsden", "Sutcliffe", "Thackray", "Uttley", "Varley", "Whiteley", "Yeadon"),
)
_OFFICER_FIRST = (
    *("Alison", "Bharat", "Carys", "Dominic", "Esther", "Frances", "Gwilym", "Harriet", "Imogen", "Joel"),
    *("Karen", "Leon", "Miriam", "Neville", "Olwen", "Patrick", "Ruth", "Stephen", "Teresa", "Victor"),
)
_OFFICER_LAST = ("Ashdown", "Birkett", "Cottam", "Dyson", "Ellershaw", "Forshaw", "Greenhalgh")
_OFFENCES = (
    *("Violence against the person", "Theft", "Drug offences", "Public order", "Motoring", "Fraud"),
    *("Criminal damage and arson", "Burglary", "Robbery"),
)


def office_list(seed: int = 2019) -> list[dict[str, str]]:
    """The rows of the list; the same for the same seed."""
    chance = random.Random(seed)
    officers = _officers(chance)
    kinds = ["Domain two"] * SUPERVISION + ["UPW"] * UNPAID_WORK + ["TTG"] * THROUGH_THE_GATE
    crns = chance.sample(range(100_000, 999_999), len(kinds))
    # Every officer has one supervision case before any has two; nobody more than four.
    turns = officers + chance.sample(officers, SUPERVISION - OFFICERS)
    turns += [chance.choice(officers) for _ in range(UNPAID_WORK + THROUGH_THE_GATE)]
    return [
        _row(chance, f"{chance.choice('DEJNX')}{crn}", kind, officer)
        for crn, kind, officer in zip(crns, kinds, turns, strict=True)
    ]


def smaller_list(cases: int, seed: int = 2016) -> list[dict[str, str]]:
    """A list of supervision cases of both providers, for the older programmes."""
    chance = random.Random(seed)
    officers = _officers(chance)[: cases * 2 // 3]
    crns = chance.sample(range(100_000, 999_999), cases)
    rows = []
    for number, crn in enumerate(crns):
        officer = officers[number % len(officers)]
        row = _row(chance, f"{chance.choice('DEJNX')}{crn}", "Domain two", officer)
        rows.append(row | {"Provider": "NPS" if number % len(officers) % 3 == 2 else "CRC"})
    return rows


def write_list(path: Path, rows: Sequence[Mapping[str, str]] = ()) -> None:
    """The list as a CSV file, as an office would send it; the whole demo's unless rows are given."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows(rows or office_list())


def _officers(chance: random.Random) -> list[tuple[str, str, str]]:
    """Name, grade and office of each responsible officer."""
    names = [f"{first} {last}" for first in _OFFICER_FIRST for last in _OFFICER_LAST]
    chosen = chance.sample(names, OFFICERS)
    return [(name, chance.choice(("PO", "PSO")), OFFICES[n % len(OFFICES)]) for n, name in enumerate(chosen)]


def _row(chance: random.Random, crn: str, kind: str, officer: tuple[str, str, str]) -> dict[str, str]:
    gender = "Female" if chance.random() < 0.17 else "Male"
    sentence = _sentence(chance, kind)
    start = date(2019, 2, 11) + timedelta(chance.randrange(35))
    post_custody = sentence in ("Licence", "Post-sentence supervision")
    name, grade, office = officer
    return {
        "CRN": crn,
        "Surname": chance.choice(_LAST),
        "Forename": chance.choice(_FIRST[gender]),
        "Date of birth": (date(1960, 1, 1) + timedelta(chance.randrange(14_900))).isoformat(),
        "Gender": gender,
        "Ethnicity": chance.choices(("White British", "Black Caribbean", "Asian Pakistani"), (88, 6, 6))[0],
        "Sample": kind,
        "Provider": "NPS" if kind == "UPW" and chance.random() < 0.2 else "CRC",
        "Office": office,
        "Responsible officer": name,
        "Grade": grade,
        "Sentence type": sentence,
        "Start date": start.isoformat(),
        "Release date": start.isoformat() if post_custody else "",
        "Prison": chance.choice(("HMP Longmoor", "HMP Stonecross")) if post_custody else "",
        "Requirements": "" if post_custody else _requirements(chance, kind),
        "RoSH": chance.choices(("Low", "Medium", "High"), (22, 72, 6))[0],
        "Likelihood of reoffending": chance.choice(("Low", "Medium", "High", "Very high")),
        "Domestic abuse": chance.choices(("Yes", "No"), (41, 59))[0],
        "Child safeguarding": chance.choices(("Yes", "No"), (22, 78))[0],
        "Index offence": chance.choice(_OFFENCES),
    }


def _sentence(chance: random.Random, kind: str) -> str:
    if kind == "TTG":
        return chance.choices(("Licence", "Post-sentence supervision"), (8, 3))[0]
    if kind == "UPW":
        return chance.choice(("Community order", "Suspended sentence order"))
    return chance.choices(
        ("Community order", "Suspended sentence order", "Licence", "Post-sentence supervision"),
        (44, 26, 24, 6),
    )[0]


def _requirements(chance: random.Random, kind: str) -> str:
    others = chance.sample(("RAR", "BBR", "TSP", "Curfew", "Drug rehabilitation", "Alcohol treatment"), 2)
    if kind == "UPW":
        return "Unpaid work" if chance.random() < 0.6 else f"Unpaid work; {others[0]}"
    return "; ".join(others[: chance.choice((1, 2))])
