"""The adult programme, a small one, and a context to print with."""

from datetime import date

import pytest

from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import InspectionInfo, Person, PersonId, Role
from fieldwork.programme import library, loader
from fieldwork.programme.model import Programme
from tests.documents.readings import INSPECTOR

SMALL = """
format = 1
id = "small"
title = "Small standards"
default_edition = "first"
[[editions]]
id = "first"
title = "First round"
[answers.yes_no]
options = [{ value = "yes", label = "Yes" }, { value = "no", label = "No" }]
[answers.words]
kind = "text"
[facts.reference]
label = "Case reference"
[facts.family_name]
label = "Family name"
personal = true
[facts.first_names]
label = "First names"
personal = true
[facts.date_of_birth]
label = "Date of birth"
type = "date"
personal = true
[facts.missed]
label = "Appointments missed"
type = "choice"
source = "inspector"
values = { yes = "Yes", no = "No" }
[[forms]]
id = "reading"
title = "Reading"
roots = ["1"]
interview = true
guide = "officer"
[[questions]]
ref = "1"
level = "domain"
text = "Work with the person"
[[questions]]
ref = "1.1"
level = "standard"
parent = "1"
text = "Contact"
[[questions]]
ref = "1.1.1"
level = "key_question"
parent = "1.1"
text = "Was there enough contact?"
answers = "yes_no"
[[questions]]
ref = "1.1.1.a"
level = "prompt"
parent = "1.1.1"
text = "Were appointments missed?"
answers = "yes_no"
sets = "missed"
[[questions]]
ref = "1.1.1.b"
level = "prompt"
parent = "1.1.1"
text = "Absences were followed up."
answers = "yes_no"
applies = { missed = ["yes"] }
[[questions]]
ref = "1.1.1.c"
level = "prompt"
parent = "1.1.1"
text = "What else matters?"
answers = "words"
[[guides]]
id = "officer"
title = "Officer"
case_topics = ["The case"]
items = [
    { topic = "Workload", text = "Can you manage your present workload?", answers = "yes_no" },
    { topic = "The case", text = "Tell me about this person.", answers = "words" },
]
"""


@pytest.fixture(scope="session")
def adult() -> Programme:
    return library.load("adult")


@pytest.fixture(scope="session")
def small() -> Programme:
    return loader.load(SMALL)


@pytest.fixture(scope="session")
def context(adult: Programme) -> DocumentContext:
    return context_for(adult)


@pytest.fixture(scope="session")
def small_context(small: Programme) -> DocumentContext:
    return context_for(small)


def context_for(programme: Programme) -> DocumentContext:
    days = tuple(date(2019, 9, day) for day in (16, 17, 18, 19, 20, 23, 24, 25, 26, 27))
    info = InspectionInfo("i1", "Gogledd Cymru ŵ a ŷ 2019", "Northern provider", days[0], days[-1], days)
    second = Person(PersonId("p2"), "Siân Ŵyn", Role.INSPECTOR)
    return DocumentContext(
        info, programme, date(2026, 11, 22), people={INSPECTOR.id: INSPECTOR, second.id: second}
    )
