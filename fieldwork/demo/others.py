"""Smaller demo inspections of the older programmes, worked from list to prints."""

import random
from collections.abc import Callable
from pathlib import Path

from fieldwork.demo.people import smaller_list
from fieldwork.demo.setting_up import ENDS, READER, plan, remove, set_up
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme.model import Level, Question, QuestionId, Value
from fieldwork.programme.routing import route
from fieldwork.reading.service import NotComplete, Reader

_CASES = 36
_SHOWN = {
    "quality-impact": "Northmoor 2016 Quality and Impact",
    "iaow": "Northmoor 2013 Adult Offending Work",
}
_WENT_WELL = (
    "Recorded in the week it was due, and followed up at the next appointment.",
    "The officer explained the thinking; the record bears it out.",
    "Done with the person, in words that they use themselves.",
)
_WENT_BADLY = (
    "Nothing in the record, and the officer could not say why.",
    "Begun and not finished: the second half of the form is blank.",
    "Copied forward from the report; what has changed since is not there.",
)
_IN_WORDS = "Manageable caseloads and a manager within reach; long waits for accommodation services."


def work_through(folder: Path, say: Callable[[str], None]) -> None:
    """Makes, reads and prints one inspection a programme, each in a folder of its own."""
    for programme, title in _SHOWN.items():
        say(f"Working through {title}…")
        own = folder / programme
        own.mkdir(parents=True, exist_ok=True)
        path = own / f"{title}{SUFFIX}"
        remove(path)
        with set_up(own, path, programme, title, smaller_list(_CASES)) as inspection:
            plan(inspection)
            _read_all(inspection)
            _print(inspection, own / "prints")


def _read_all(inspection: Inspection) -> None:
    """Reads every case to the end, but for a few that are still being read."""
    chance = random.Random(3)
    rows = queries.cases(inspection)
    with inspection.store.transaction():
        for number, row in enumerate(rows):
            with inspection.edit(row.inspector or "", "Read a case") as edit:
                _read(inspection, edit, row.ref, chance, share=0.5 if number % 9 == 8 else 1.0)
            try:
                Reader(inspection, row.inspector or "").complete(row.ref)
            except NotComplete:
                continue


def _read(inspection: Inspection, edit: Edit, ref: str, chance: random.Random, share: float) -> None:
    programme, form = inspection.programme, queries.case(inspection, ref).form
    given = queries.given(inspection, ref)
    quality = chance.uniform(0.45, 0.9)
    answers: dict[QuestionId, Value] = {}
    while to_do := route(programme, form, given, answers).to_do:
        for question in to_do:
            answers[question] = _answer(programme.questions[question], quality, chance)
    asked = route(programme, form, given, answers).asked
    for question in asked[: round(len(asked) * share)]:
        key, value = answer_id(ref, question), answers[question]
        edit.set("answer", key, "value", value)
        above = value in programme.questions[question].above_line
        if programme.questions[question].level is Level.PROMPT and chance.random() < 0.12:
            edit.set("answer", key, "note", chance.choice(_WENT_WELL if above else _WENT_BADLY))
            edit.set("answer", key, "source", chance.choice(("file", "interview")))


def _answer(question: Question, quality: float, chance: random.Random) -> Value:
    """Above the line as often as the case was handled well; "not applicable" now and then."""
    assert question.answers is not None
    if question.answers.kind == "text":
        return _IN_WORDS
    if question.answers.kind == "number":
        return chance.randint(1, 3)
    values = [option.value for option in question.answers.options]
    if "na" in values and chance.random() < 0.15:
        return "na"
    above = [value for value in values if value in question.above_line]
    below = [value for value in values if value not in (*above, "na")]
    return chance.choice(above if above and (chance.random() < quality or not below) else below)


def _print(inspection: Inspection, folder: Path) -> None:
    """The documents of one inspector's cases, and those about the whole."""
    from fieldwork.documents.produce import print_to  # slow to import: reportlab

    reader = queries.person(inspection, READER).id
    own = [row.ref for row in queries.cases(inspection, withdrawn=False) if row.inspector == reader]
    documents = ("case-summary", "interview-notes", "blank-form", "timetable", "sample", "findings", "pack")
    for document in documents:
        refs = own if document in ("case-summary", "interview-notes", "pack") else ()
        print_to(inspection, document, folder / document, refs, printed=ENDS)
