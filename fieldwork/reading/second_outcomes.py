"""Two readings side by side: where they differ, what is agreed on, and the case changed accordingly."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries, seconds
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Answer, Status
from fieldwork.inspection.seconds import Outcome, Pair, SecondReading
from fieldwork.programme.model import Question, QuestionId, Value
from fieldwork.reading.blind import refuse_blind
from fieldwork.reading.correction import asked_as
from fieldwork.wording import count, listed

#: The same; another answer; asked in one of the readings only; both in words, for people to compare.
Kind = Literal["same", "differs", "first_only", "second_only", "words"]
Stands = Literal["first", "second", "other"]
_TO_SETTLE = frozenset({"differs", "first_only", "second_only"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One question in both readings; an answer is None where it was not asked. The notes and the reason
    beside the first answer are those that stand now; `outcome` is what was agreed on.
    """

    question: Question
    first: Value | None
    again: Value | None
    first_note: str
    again_note: str
    kind: Kind
    outcome: Outcome | None

    @property
    def differs(self) -> bool:
        """Whether there is something to agree on."""
        return self.kind in _TO_SETTLE

    @property
    def open(self) -> bool:
        """Whether it is still to be agreed on, or was agreed on in two ways."""
        return self.differs and (self.outcome is None or self.outcome.conflict)


@dataclass(frozen=True, slots=True)
class Standing:
    """A second reading in a list: how much of it is answered, and once it is complete how many questions
    differ and are still to be agreed on (None before, and where the first reading is not here).
    """

    second: SecondReading
    form: str
    answered: int
    applicable: int
    differing: int | None = None
    to_agree: int | None = None


def compared(inspection: Inspection, name: str, viewer: str = "") -> list[Compared]:
    """Both readings of a case, question by question. `name` is a second reading's id or a case.

    Raises `Refused` while the second is not complete, where `viewer` reads the case a second time
    themselves, and where the first reading has not all reached this laptop.
    """
    second = seconds.find(inspection, name, viewer)
    refuse_blind(inspection, viewer, (second.ref,))
    if not second.completed:
        raise Refused(
            f"The second reading of {second.ref} is not complete.",
            advice="Both readings are shown side by side once it is.",
        )
    pairs = seconds.pairs(inspection, second)
    if pairs is None:
        raise Refused(
            f"The first reading of {second.ref} has not all reached this laptop.",
            advice="Receive the packages of its reader first.",
        )
    return list(_compared(inspection, second, pairs))


def _compared(inspection: Inspection, second: SecondReading, pairs: list[Pair]) -> Iterator[Compared]:
    first = queries.answers(inspection, second.ref)
    again = seconds.answers(inspection, second.id)
    settled = seconds.outcomes(inspection, second.id)
    for pair in pairs:
        question = inspection.programme.questions[pair.question]
        nothing = Answer(pair.question)
        yield Compared(
            question=question,
            first=pair.first,
            again=pair.again,
            first_note=first.get(pair.question, nothing).note,
            again_note=again.get(pair.question, nothing).note,
            kind=_kind(question, pair),
            outcome=settled.get(pair.question),
        )


def _kind(question: Question, pair: Pair) -> Kind:
    if pair.again is None and pair.first is None:
        return "same"
    if pair.again is None:
        return "first_only"
    if pair.first is None:
        return "second_only"
    if question.answers is not None and question.answers.kind == "text":
        return "words"
    return "same" if pair.first == pair.again else "differs"


def standings(inspection: Inspection, *, reader: str = "", viewer: str = "") -> list[Standing]:
    """Every second reading (of a `reader`) and how far it is; to a blind `viewer` no differences."""
    blind = seconds.unseen(inspection, viewer) if viewer else frozenset()
    found = []
    for second in seconds.second_readings(inspection, reader=reader):
        given = seconds.answers(inspection, second.id).items()
        values = {question: answer.value for question, answer in given if answer.value is not None}
        form = seconds.form(inspection, second.ref)
        asked = seconds.routed(inspection, second.ref, values).asked if form else ()
        answered = sum(question in values for question in asked)
        differing = to_agree = None
        if second.completed and second.ref not in blind and (pairs := seconds.pairs(inspection, second)):
            rows = list(_compared(inspection, second, pairs))
            differing, to_agree = sum(r.differs for r in rows), sum(r.open for r in rows)
        found.append(Standing(second, form, answered, len(asked), differing, to_agree))
    return found


def agree(
    inspection: Inspection,
    author: str,
    name: str,
    question: QuestionId,
    stands: Stands,
    reason: str,
    value: Value | None = None,
) -> Written:
    """Records what was agreed on one question: that the `first` or the `second` answer stands, or what
    `other` value does. Agreeing otherwise later replaces it; the history keeps both.
    """
    rows = {row.question.id: row for row in compared(inspection, name, author)}
    row = rows.get(question)
    if row is None:
        raise Refused(f"Question {question} was asked in neither reading.")
    if not reason.strip():
        raise Refused("What is agreed on needs a reason.", advice="Say in a sentence why it stands.")
    if stands == "other":
        _refuse_odd(row.question, value)
    else:
        value = row.first if stands == "first" else row.again
    second = seconds.find(inspection, name, author)
    stored = list(value) if isinstance(value, tuple) else value
    said = {"stands": stands, "value": stored, "reason": reason.strip()}
    with inspection.edit(author, f"Agreed on {row.question.shown} of {second.ref}") as edit:
        edit.set(seconds.OUTCOME, answer_id(second.id, question), "outcome", said)
    return edit.written


def _refuse_odd(question: Question, value: Value | None) -> None:
    """Raises `Refused` for what is no answer to the question."""
    options = question.answers.options if question.answers else ()
    if value is None or (options and value not in [option.value for option in options]):
        known = listed([option.value for option in options], "or") or "what was agreed on"
        raise Refused(f"{question.shown} needs the answer that was agreed on.", advice=f"Give {known}.")


def to_change(inspection: Inspection, name: str, viewer: str = "") -> list[Compared]:
    """The questions whose agreed answer is not the one that the case has now."""
    rows = compared(inspection, name, viewer)
    now = queries.answers(inspection, seconds.find(inspection, name, viewer).ref)
    return [
        row
        for row in rows
        if row.outcome is not None
        and row.outcome.value is not None
        and row.outcome.value != now.get(row.question.id, Answer(row.question.id)).value
    ]


def change_case(inspection: Inspection, author: str, name: str) -> Written:
    """Gives the case the answers that were agreed on, opening it again where it is complete; in one step.

    The history says why: the reason for opening it names each question, both answers and what was agreed.
    Raises `Refused` where nothing is to be changed, or a question was agreed on in two ways.
    """
    rows = to_change(inspection, name, author)
    second = seconds.find(inspection, name, author)
    if not rows:
        raise Refused(
            f"Nothing in {second.ref} is to be changed.", advice="Agree on what differs first, where it does."
        )
    twice = [row for row in rows if row.outcome and row.outcome.conflict]
    if twice:
        problems = [Problem(row.question.shown, "was agreed on in two ways, apart") for row in twice]
        raise Refused(f"{second.ref} was not changed.", problems, "Settle these conflicts first.")
    status = queries.status(inspection, second.ref)
    if status is Status.WITHDRAWN:
        raise Refused(
            f"{second.ref} was withdrawn from the sample.", advice="Its answers are kept as they are."
        )
    with inspection.edit(author, f"Changed {count(len(rows), 'answer')} after a second reading") as edit:
        if status is Status.COMPLETE:
            edit.set("case", second.ref, "complete", None)
        edit.set("case", second.ref, "reopened", _why(rows))
        for row in rows:
            value = row.outcome.value if row.outcome else None
            stored = list(value) if isinstance(value, tuple) else value
            edit.set("answer", answer_id(second.ref, row.question.id), "value", stored)
            for register, mark in asked_as(inspection, second.ref, row.question.id).items():
                edit.set(*register, mark)
    return edit.written


def _why(rows: list[Compared]) -> str:
    """The reason that stays in the case's history."""
    parts = []
    for row in rows:
        if row.outcome is not None and row.question.answers is not None:
            words = row.question.answers.label
            before = words(row.first) if row.first is not None else "not asked"
            agreed = words(row.outcome.value) if row.outcome.value is not None else "not asked"
            parts.append(f"{row.question.shown} {agreed}, read first as {before} ({row.outcome.reason})")
    return f"After a second reading: {'; '.join(parts)}."
