"""Completed cases of a small programme, and their second readings."""

from collections.abc import Mapping

from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId
from fieldwork.programme.model import QuestionId
from fieldwork.reading import second_deal
from fieldwork.reading.second import SecondReader
from fieldwork.reading.service import Reader

LEAD, ANN, BO, CAZ = (PersonId(name) for name in ("lead", "ann", "bo", "caz"))
TEAM = {LEAD: "lead", ANN: "inspector", BO: "inspector", CAZ: "quality_reader"}


def set_up(inspection: Inspection) -> None:
    """A team of four."""
    with inspection.edit(LEAD, "Set up the team") as edit:
        for person, role in TEAM.items():
            edit.set("person", person, "name", person.title())
            edit.set("person", person, "role", role)


def first_reading(
    inspection: Inspection, ref: str, reader: PersonId, answers: Mapping[str, str], kind: str = "reading"
) -> None:
    """A completed case of this reader. Question 1.a applies where 1 is yes, and 3 where 2 is no."""
    with inspection.edit(LEAD, "Took in") as edit:
        edit.set("case", ref, "fact.sample_kind", kind)
        edit.set("case", ref, "inspector", reader)
    reading = Reader(inspection, reader)
    for question, value in answers.items():
        reading.answer(ref, QuestionId(question), value)
    reading.complete(ref)


def second_reading(inspection: Inspection, ref: str, reader: PersonId, answers: Mapping[str, str]) -> str:
    """The same case read again by somebody else, and completed; its id."""
    second_deal.assign(inspection, LEAD, {ref: reader})
    reading = SecondReader(inspection, reader)
    (second,) = [s for s in reading.mine() if s.ref == ref]
    for question, value in answers.items():
        reading.answer(second.id, QuestionId(question), value)
    reading.complete(second.id)
    return second.id


YES = {"1": "yes", "1.a": "yes", "2": "yes", "4": "In words."}
NO = {"1": "no", "2": "no", "3": "no", "4": "In other words."}
