"""Readings built for these tests by the real routing, with evidence such as inspectors write."""

from collections.abc import Mapping
from dataclasses import replace

from fieldwork.inspection.records import Answer, CaseRef, Person, PersonId, Role, Status
from fieldwork.programme.model import Programme, QuestionId, Value
from fieldwork.programme.routing import route
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example
from fieldwork.reading.model import CaseReading, JudgementWarning, QuestionState

INSPECTOR = Person(PersonId("p1"), "Morag Ellis", Role.INSPECTOR)

GIVEN: dict[str, Value] = {
    "reference": "E255766",
    "family_name": "Walker",
    "first_names": "Dylan",
    "date_of_birth": "1980-10-12",
    "pnc": "2003/1234567X",
    "sample_kind": "supervision",
    "provider": "CRC",
    "office": "Newcastle",
    "ldu": "Newcastle and North Tyneside",
    "responsible_officer": "Farah Fox",
    "officer_grade": "PO",
    "sentence_type": "suspended_sentence_order",
    "start_date": "2019-02-23",
    "sentence_length_months": 18,
    "index_offence": "violence",
    "rosh": "medium",
    "lor": "high",
    "requirements": ("rar", "alcohol_treatment", "unpaid_work"),
    "rar_days": 25,
    "gender": "male",
    "ethnicity": "white",
    "disability": "no",
    "iom": "no",
}

CASE_FACTS: dict[str, Value] = {
    "0.1.1": "agree",
    "0.1.3": "yes",
    "0.1.4": "no",
    "0.1.5": "no",
    "0.1.6": "2",
    "0.1.7": "none",
    "0.1.8": "yes",
    "0.1.9": "yes",
    "0.1.10": "no_clear_record",
    "0.1.11": "yes",
    "0.1.12": "yes",
    "0.1.13": "yes",
    "0.1.14": "no",
    "0.1.15": "no",
    "0.1.16": "yes",
    "0.1.17": "yes",
    "0.1.18": "yes",
    "0.1.19": "yes",
    "0.1.20": "good",
    "0.1.21": "How alcohol treatment was brought forward after a relapse, with the family's help.",
    "0.1.22": "yes",
}

NOTES = {
    "2.1.1": "Met four times before the plan; his own words run through the assessment.",
    "2.1.3": "Call-outs to the address on 3 and 19 January are on the police log and not in the assessment.",
    "2.1.3.d": "No domestic abuse check was made until week eleven, although his former partner had reported "
    "two incidents to the police in January. The check, once made, changed the picture: three further "
    "call-outs were on record, and a child was present at one of them.",
    "2.2.3": "Contingency arrangements say only that the officer will “monitor”.",
    "2.3.2": "Alcohol treatment began in week six after a wait of three weeks for a place in Llanŵrda.",
    "2.4.3": "No review followed the new relationship that he told the officer of in May.",
}

_CYCLE = ("yes", "yes", "no", "yes", "yes", "yes", "no")


def reading(
    programme: Programme,
    form_id: str,
    given: Mapping[str, Value],
    answers: Mapping[str, Value],
    notes: Mapping[str, str] | None = None,
    asks: frozenset[str] = frozenset(),
    concern: str = "",
    example: str = "",
    **more: object,
) -> CaseReading:
    """A case with these answers (by ref); what applies and what is to do come from the routing.

    `concern` is what was seen in an open one, `example` one of good practice.
    """
    recorded = {programme.question(ref).id: value for ref, value in answers.items()}  # type: ignore[union-attr]
    routing = route(programme, form_id, given, recorded)
    states = [
        QuestionState(q, _answer(q.id, q.ref, recorded, notes or {}, asks))
        for q in programme.form_questions(form_id)
    ]
    plain = CaseReading(
        ref=CaseRef(str(given["reference"])),
        form=programme.forms[form_id],
        status=Status.COMPLETE if not routing.to_do else Status.READING,
        inspector=INSPECTOR,
        officer=str(given.get("responsible_officer", "")),
        office=str(given.get("office", "")),
        given=given,
        facts=routing.facts,
        questions=tuple(s for s in states if s.question.id in routing.applies),
        hidden=tuple(s for s in states if s.question.id in routing.hidden),
        to_do=routing.to_do,
        warnings=(),
        concerns=(Concern("c1", str(given["reference"]), concern),) if concern else (),
        examples=(Example("e1", str(given["reference"]), "2.3.1", "good", example),) if example else (),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def _answer(
    question: QuestionId,
    ref: str,
    recorded: Mapping[QuestionId, Value],
    notes: Mapping[str, str],
    asks: frozenset[str],
) -> Answer:
    note = notes.get(ref, "")
    return Answer(
        question,
        recorded.get(question),
        note=note,
        source="Case record" if note else "",
        ask=ref in asks,
    )


def full(
    programme: Programme, given: Mapping[str, Value] | None = None, left: int = 0, **more: object
) -> CaseReading:
    """A supervision case read right through (but for the last `left` questions), with notes."""
    held = {**GIVEN, **(given or {})}
    answers: dict[str, Value] = dict(CASE_FACTS)
    for at, question in enumerate(programme.form_questions("supervision")):
        if question.answers is not None and question.ref not in answers and question.answers.kind == "choice":
            answers[question.ref] = _CYCLE[at % len(_CYCLE)]
            if "na" in {o.value for o in question.answers.options} and at % 3 == 0:
                answers[question.ref] = "na"
    del answers["0.1.2"]
    for ref in list(answers)[len(answers) - left :]:
        del answers[ref]
    warning = JudgementWarning(
        QuestionId("2.1.3"),
        "Judged yes, although most of its prompts are answered no.",
        "The checks were late but complete.",
    )
    settings: dict[str, object] = {
        "warnings": (warning,),
        "example": "After a relapse in April the officer, the treatment worker and his sister met within "
        "a week and brought the treatment forward. He has kept every appointment since.",
    }
    return reading(
        programme, "supervision", held, answers, NOTES, frozenset({"2.1.3.d", "2.3.3.a", "2.4.3"}),
        **{**settings, **more},
    )  # fmt: skip
