"""Readings for the demo: plausible answers that hang together, with evidence in words."""

import random
from collections.abc import Mapping

from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.programme.model import Level, Programme, Question, QuestionId, Value
from fieldwork.programme.routing import route

Given = Mapping[str, Value]

#: Sentences of evidence by key question: what is written when it went well, and when it did not.
_EVIDENCE = {
    "2.1.1": (
        "Full discussion at induction on the bus journey, shift work and his reading; the officer moved "
        "appointments to early evening because of it.",
        "The assessment repeats the court report. Nothing on how she felt about the order, though "
        "she said in "
        "interview that she had not understood the requirements.",
    ),
    "2.1.2": (
        "Accommodation and alcohol named as the drivers and followed back through two earlier "
        "orders. Strengths: "
        "brother's support, nine months in work.",
        "Six factors ticked, none analysed. The debt that led to the offence is not mentioned after"
        " the first page.",
    ),
    "2.1.3": (
        "Police call-outs checked in week one; the risk to the former partner is described with "
        "triggers and dates.",
        "No check with children's services although he sees his two daughters at weekends.",
    ),
    "2.2.1": (
        "Plan signed after a second meeting; contact fortnightly, rising to weekly during the first"
        " six weeks.",
        "A standard plan with the name changed. Religious observance on Fridays is known and not "
        "planned for.",
    ),
    "2.2.2": (
        "Three objectives, drinking first, each with a service and a date.",
        "Objectives are the requirements of the order copied across; nothing on employment.",
    ),
    "2.2.3": (
        "Contingency names who acts and within how many hours if contact with the victim is attempted.",
        "The contingency plan says only 'recall or breach as appropriate'.",
    ),
    "2.3.1": (
        "Two missed appointments followed up the same day by telephone; a warning when it was due "
        "and no later.",
        "Seven weeks without a recorded contact between officers.",
    ),
    "2.3.2": (
        "Building Better Relationships began in week ten and the officer rehearsed its exercises "
        "between sessions.",
        "Referred to the employment adviser in April; the referral was lost and not chased.",
    ),
    "2.3.3": (
        "Home visit in March; the officer spoke to the women's safety worker every month.",
        "Domestic abuse call-out in June appears in the police log and nowhere in the case record.",
    ),
    "2.4.1": (
        "Review after the second absence asked what was in the way and changed the time of day.",
        "Review dates passed without a written review.",
    ),
    "2.4.2": (
        "New tenancy and a relapse both led to a changed plan within a fortnight.",
        "Reviewed once, by copying the first assessment.",
    ),
    "2.4.3": (
        "MARAC minutes led to a written review with the police offender manager.",
        "New partner with a child known since May; risk of harm not reviewed.",
    ),
    "4.1.1": (
        "Placed in the charity shop because of his back injury, after a telephone call to his doctor.",
        "Sent to grounds maintenance although asthma was recorded at induction.",
    ),
    "4.1.2": (
        "Supervisor had the risk summary before the first day and signed for it.",
        "No sign that the supervisor knew of the restraining order.",
    ),
    "4.1.4": (
        "Began within ten days; 64 of 80 hours done by the time of the inspection.",
        "Eleven weeks before the first attendance, no reason recorded.",
    ),
    "4.2.1": (
        "Plan made in the first week of the last twelve, with housing first.",
        "Resettlement plan dated the day before release.",
    ),
    "4.2.2": (
        "Identity papers, bank account and a bed in supported lodgings in place on the day.",
        "Released without accommodation; the referral was made too late to be heard.",
    ),
    "4.2.3": (
        "Handover by telephone with the community officer and the prison drug team together.",
        "The community officer learnt of the release from the person himself.",
    ),
}
_QUALITATIVE = "Certificates for food hygiene offered; two people went on to volunteer at the same project."
_LEVELS = ("low", "medium", "high", "very_high")
#: Answers that the office's list says already, and how often others are yes.
_FROM_THE_LIST = {"0.1.9": "domestic_abuse", "0.1.10": "child_safeguarding"}
_CHANCES = {"0.1.3": 0.88, "0.1.5": 0.76, "0.1.8": 0.78}
_EXAMPLES = {
    "good": "How a small change of appointment times kept somebody in work and on the order.",
    "poor": "What is missed when a new relationship is not reviewed.",
}


def read_case(
    inspection: Inspection, edit: Edit, ref: str, chance: random.Random, share: float = 1.0
) -> None:
    """Answers a share of what applies to one case, in order, as a reader would come to it.

    Sets into `edit`; nothing is written here. Judgements mostly follow their prompts.
    """
    programme = inspection.programme
    given = {
        k.removeprefix("fact."): tuple(v) if isinstance(v, list) else v
        for k, v in inspection.record("case", ref).items()
        if k.startswith("fact.")
    }
    form = queries.case(inspection, ref).form
    quality = chance.uniform(0.35, 0.95)
    answers: dict[QuestionId, Value] = {}
    while to_do := route(programme, form, given, answers).to_do:
        # Prompts before the judgements that they inform, as a reader weighs them.
        for question in sorted(to_do, key=lambda q: programme.questions[q].level is Level.KEY_QUESTION):
            answers[question] = _answer(
                programme, programme.questions[question], given, answers, quality, chance
            )
    asked = route(programme, form, given, answers).asked
    for question in asked[: max(1, round(len(asked) * share))]:
        key = answer_id(ref, question)
        edit.set("answer", key, "value", answers[question])
        _note(edit, key, programme.questions[question], answers[question], chance)


def _answer(
    programme: Programme,
    question: Question,
    given: Given,
    answers: Mapping[QuestionId, Value],
    quality: float,
    chance: random.Random,
) -> Value:
    assert question.answers is not None
    if question.answers.kind == "text":
        return _EXAMPLES.get(str(answers.get(QuestionId("0.1.20"))), _QUALITATIVE)
    values = [option.value for option in question.answers.options]
    if question.id in _CHANCES:
        return _yes_no(chance, _CHANCES[question.id])
    if question.id.startswith("0."):
        return _about_the_case(question.id, values, given, answers, chance)
    if "na" in values and chance.random() < 0.12:
        return "na"
    if question.level is not Level.KEY_QUESTION:
        return _yes_no(chance, quality)
    informed = [answers.get(child.id) for child in programme.children(question.id)]
    yes, no = informed.count("yes"), informed.count("no")
    share = yes / (yes + no) if yes + no else quality
    return _yes_no(chance, 0.95 if share >= 0.7 else 0.6 if share >= 0.5 else 0.08)


def _about_the_case(
    question: str,
    values: list[str],
    given: Given,
    answers: Mapping[QuestionId, Value],
    chance: random.Random,
) -> Value:
    """Answers about the case itself, which hang together with the list and with each other."""
    if question == "0.1.1":
        return _view_of_the_level(str(given.get("rosh", "medium")), chance)
    if question == "0.1.2":
        at = _LEVELS.index(str(given.get("rosh", "medium")))
        return _LEVELS[at - 1] if answers.get(QuestionId("0.1.1")) == "too_high" else _LEVELS[at + 1]
    if question == "0.1.6":
        one = answers.get(QuestionId("0.1.5")) == "yes"
        return "1" if one else chance.choices(("2", "3_or_more"), (7, 3))[0]
    if question in _FROM_THE_LIST and chance.random() < 0.9:
        return given.get(_FROM_THE_LIST[question], "no")
    if question == "0.1.11" and answers.get(QuestionId("0.1.10")) == "yes":
        return "yes"
    if question == "0.1.15":
        called_for = answers.get(QuestionId("0.1.14")) == "yes"
        return _yes_no(chance, 0.8) if called_for else "no"
    if question in ("0.1.7", "0.1.20"):
        return chance.choices(values, [70, *([30 / (len(values) - 1)] * (len(values) - 1))])[0]
    return _yes_no(chance, 0.45)


def _view_of_the_level(recorded: str, chance: random.Random) -> Value:
    """Nothing is lower than low or higher than very high."""
    view = chance.choices(("agree", "too_high", "too_low"), (88, 5, 7))[0]
    impossible = {"low": "too_high", "very_high": "too_low"}.get(recorded)
    return "agree" if view == impossible else view


def _yes_no(chance: random.Random, share: float) -> Value:
    return "yes" if chance.random() < share else "no"


def _note(edit: Edit, key: str, question: Question, value: Value, chance: random.Random) -> None:
    words = _EVIDENCE.get(question.id)
    if question.level is Level.KEY_QUESTION and words and value in ("yes", "no"):
        edit.set("answer", key, "note", words[0] if value == "yes" else words[1])
        edit.set("answer", key, "source", "file" if chance.random() < 0.8 else "interview")
    elif question.level is Level.PROMPT and value == "no" and chance.random() < 0.06:
        edit.set("answer", key, "ask", True)
        edit.set("answer", key, "note", "Ask what was done that the record does not show.")
