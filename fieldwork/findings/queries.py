"""What the readings of an inspection add up to, counted where they lie."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef
from fieldwork.inspection.tally import COMPLETE, OPEN
from fieldwork.programme.model import QuestionId

#: Ways to divide cases that are not facts of the programme.
INSPECTOR, OFFICE, FORM, AGE_GROUP = "inspector", "office", "form", "age_group"
UNDER_25, FROM_25 = "under_25", "25_and_over"

_COLUMNS = {INSPECTOR: "reading.inspector", OFFICE: "nullif(reading.office, '')", FORM: "reading.form"}
_AGE = (
    f"CASE WHEN json_extract(reading.facts, '$.age') < 25 THEN '{UNDER_25}' "
    f"WHEN json_extract(reading.facts, '$.age') >= 25 THEN '{FROM_25}' END"
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which readings count, and by what they are divided.

    `by` is a fact's id, or `inspector`, `office`, `form`, `age_group`; "" for all together. Each of
    `where` names such a thing and the values of which a case must have one. Only completed readings
    count, unless `unfinished` asks for every one that is not withdrawn.
    """

    by: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unfinished: bool = False


class Tally(NamedTuple):
    """How many readings of a form and group have this answer. `group` is None for those without a value."""

    form: str
    group: str | None
    question: QuestionId
    value: str
    answers: int


class Member(NamedTuple):
    """A chosen reading: its form, a group that it is in, and how many values in it were changed apart."""

    ref: CaseRef
    form: str
    group: str | None
    conflicts: int


class Group(NamedTuple):
    """How many readings of a form are in a group, and how many values in them were changed apart."""

    form: str
    group: str | None
    readings: int
    conflicts: int


def tallies(inspection: Inspection, selection: Selection, questions: Collection[QuestionId]) -> list[Tally]:
    """The answers to these questions; those to questions that do not apply are left out.

    Of all readings together, or by form, the tallies that the file keeps say it.
    """
    if selection.by in ("", FORM) and not selection.where:
        return _kept(inspection, selection, questions)
    return counted_anew(inspection, selection, questions)


def _kept(inspection: Inspection, selection: Selection, questions: Collection[QuestionId]) -> list[Tally]:
    """The same from the tallies."""
    states = (COMPLETE, OPEN) if selection.unfinished else (COMPLETE,)
    rows = inspection.store.rows(
        "SELECT form, question, value, sum(n) FROM tally WHERE state IN (SELECT value FROM json_each(?)) "
        "AND question IN (SELECT value FROM json_each(?)) GROUP BY form, question, value HAVING sum(n) > 0",
        (json.dumps(states), json.dumps(sorted(questions))),
    )
    divided = selection.by == FORM
    return [Tally(form, form if divided else "", q, json.loads(value), n) for form, q, value, n in rows]


def counted_anew(
    inspection: Inspection, selection: Selection, questions: Collection[QuestionId]
) -> list[Tally]:
    """The same by counting answers.

    Where most readings are in one group of one form, all answers are counted in one pass along their index,
    and only the other readings are looked up, to be taken off again: several times as quick.
    """
    main = _main_group(inspection, selection)
    if main is None:
        return _looked_up(inspection, selection, questions)
    rest = _rest(inspection, selection, questions, main)
    whole = dict(_of_all(inspection, questions))
    for _, tally in rest:
        whole[tally.question, tally.value] -= tally.answers
    found = [tally for counts, tally in rest if counts]
    return [*found, *(Tally(main.form, main.group, q, value, n) for (q, value), n in whole.items() if n)]


_COUNTED = (
    "answer.applies = 1 AND answer.value IS NOT NULL AND answer.question IN (SELECT value FROM json_each(?))"
)


def _main_group(inspection: Inspection, selection: Selection) -> Group | None:
    """The group that holds more than half of all readings, where each reading is in one group at most."""
    found = groups(inspection, selection)
    largest = max(found, key=lambda group: group.readings, default=None)
    row = inspection.store.row("SELECT count(*) FROM reading")
    if largest is None or row is None or 2 * largest.readings <= row[0]:
        return None
    if selection.by and selection.by not in (*_COLUMNS, AGE_GROUP):
        chosen, values = _chosen(selection)
        twice = inspection.store.row(
            f"WITH {chosen} SELECT count(*) > count(DISTINCT ref) FROM chosen", values
        )
        if twice and twice[0]:
            return None  # a fact with several values
    return largest


def _of_all(
    inspection: Inspection, questions: Collection[QuestionId]
) -> Iterator[tuple[tuple[QuestionId, str], int]]:
    """How often each answer was given in any reading, chosen or not."""
    for question, value, n in inspection.store.rows(
        "SELECT question, value, count(*) FROM answer INDEXED BY answer_question "
        f"WHERE {_COUNTED} GROUP BY question, value",
        (json.dumps(sorted(questions)),),
    ):
        yield (question, json.loads(value)), n


def _rest(
    inspection: Inspection, selection: Selection, questions: Collection[QuestionId], main: Group
) -> list[tuple[bool, Tally]]:
    """The answers of all readings outside the main group, and whether each is chosen at all."""
    chosen, values = _chosen(selection)
    rows = inspection.store.rows(
        f"WITH {chosen}, rest AS MATERIALIZED (SELECT reading.ref, chosen.form, chosen.part, "
        "chosen.ref IS NOT NULL AS counts FROM reading LEFT JOIN chosen ON chosen.ref = reading.ref "
        "WHERE NOT (chosen.ref IS NOT NULL AND chosen.form = ? AND chosen.part IS ?)) "
        "SELECT rest.counts, rest.form, rest.part, answer.question, answer.value, count(*) "
        f"FROM rest CROSS JOIN answer ON answer.case_ref = rest.ref WHERE {_COUNTED} GROUP BY 1, 2, 3, 4, 5",
        (*values, main.form, main.group, json.dumps(sorted(questions))),
    )
    return [
        (bool(c), Tally(form or "", part, q, json.loads(value), n)) for c, form, part, q, value, n in rows
    ]


def _looked_up(
    inspection: Inspection, selection: Selection, questions: Collection[QuestionId]
) -> list[Tally]:
    """The answers of the chosen readings, in one pass that looks each answer's reading up."""
    chosen, values = _chosen(selection)
    rows = inspection.store.rows(
        # CROSS JOIN keeps the order: along the index of answers, looking each case up among the chosen.
        f"WITH {chosen} SELECT chosen.form, chosen.part, answer.question, answer.value, count(*) "
        "FROM answer INDEXED BY answer_question CROSS JOIN chosen ON chosen.ref = answer.case_ref "
        f"WHERE {_COUNTED} GROUP BY answer.question, answer.value, chosen.form, chosen.part",
        (*values, json.dumps(sorted(questions))),
    )
    return [Tally(form, part, question, json.loads(value), n) for form, part, question, value, n in rows]


def groups(inspection: Inspection, selection: Selection) -> list[Group]:
    """How many readings are chosen, by form and group."""
    chosen, values = _chosen(selection)
    rows = inspection.store.rows(
        f"WITH {chosen} SELECT form, part, count(*), sum(conflicts) FROM chosen GROUP BY form, part", values
    )
    return [Group(*row) for row in rows]


def sample(inspection: Inspection, *, unfinished: bool = False) -> dict[str, int]:
    """How many readings of each form count in all: complete ones, or all that are not withdrawn."""
    return {
        form: every if unfinished else complete
        for form, (complete, every) in progress(inspection).items()
        if (every if unfinished else complete)
    }


def members(
    inspection: Inspection, selection: Selection, refs: Collection[str] | None = None
) -> list[Member]:
    """The chosen readings, of these refs or of all: once for each group that a reading is in."""
    chosen, values = _chosen(selection, refs)
    rows = inspection.store.rows(f"WITH {chosen} SELECT ref, form, part, conflicts FROM chosen", values)
    return [Member(*row) for row in rows]


def answered(
    inspection: Inspection, questions: Collection[QuestionId], refs: Collection[str] | None = None
) -> Iterator[tuple[CaseRef, QuestionId, str]]:
    """The answers to these questions, of these readings or of all: reading, question, value."""
    only, values = "", [json.dumps(sorted(questions))]
    if refs is not None:
        only, values = "AND answer.case_ref IN (SELECT value FROM json_each(?))", [*values, _among(refs)]
    rows = f"SELECT answer.case_ref, answer.question, answer.value FROM answer WHERE {_COUNTED} {only}"
    for ref, question, value in inspection.store.rows(rows, values):
        yield ref, question, json.loads(value)


def progress(inspection: Inspection) -> dict[str, tuple[int, int]]:
    """How many readings of each form are complete, of how many that are not withdrawn."""
    rows = inspection.store.rows(
        "SELECT form, sum(status = 'complete'), count(*) FROM reading "
        "WHERE status <> 'withdrawn' GROUP BY form"
    )
    return {form: (complete, every) for form, complete, every in rows}


def behind(
    inspection: Inspection, selection: Selection, question: QuestionId, answers: Collection[str] = ()
) -> list[CaseRef]:
    """The cases and records behind a number: those with one of these answers, or with any, in order."""
    chosen, values = _chosen(selection)
    rows = inspection.store.rows(
        f"WITH {chosen} SELECT DISTINCT chosen.ref FROM answer JOIN chosen ON chosen.ref = answer.case_ref "
        "WHERE answer.applies = 1 AND answer.value IS NOT NULL AND answer.question = ? "
        "AND (? = '[]' OR json_extract(answer.value, '$') IN (SELECT value FROM json_each(?))) "
        "ORDER BY chosen.ref",
        (*values, question, *[json.dumps(sorted(answers))] * 2),
    )
    return [CaseRef(row[0]) for row in rows]


def _chosen(selection: Selection, refs: Collection[str] | None = None) -> tuple[str, tuple[str, ...]]:
    """The chosen readings as a table expression `chosen (ref, form, conflicts, part)`, and its values;
    `refs` are the only ones to choose from.
    """
    values: list[str] = []
    part, join = _divided(selection.by, values)
    holds = "reading.status <> 'withdrawn'" if selection.unfinished else "reading.status = 'complete'"
    for name, wanted in selection.where:
        holds += f" AND {_has_one_of(name, wanted, values)}"
    if refs is not None:
        holds += " AND reading.ref IN (SELECT value FROM json_each(?))"
        values.append(_among(refs))
    return (
        f"chosen AS MATERIALIZED (SELECT reading.ref, reading.form, reading.conflicts, {part} AS part "
        f"FROM reading {join} WHERE {holds})",
        tuple(values),
    )


def _divided(by: str, values: list[str]) -> tuple[str, str]:
    """What a reading is divided by, as a column, and the join that it needs; a list's every value counts."""
    if not by or by in _COLUMNS:
        return _COLUMNS.get(by, "''"), ""
    if by == AGE_GROUP:
        return _AGE, ""
    values.append(_place(by))
    return "CAST(held.value AS TEXT)", "LEFT JOIN json_each(reading.facts, ?) AS held"


def _has_one_of(name: str, wanted: tuple[str, ...], values: list[str]) -> str:
    """The condition that a reading has one of these values."""
    among = "IN (SELECT value FROM json_each(?))"
    if name in _COLUMNS or name == AGE_GROUP:
        values.append(json.dumps(wanted))
        return f"{_COLUMNS.get(name, _AGE)} {among}"
    values += [_place(name), json.dumps(wanted)]
    return (
        f"EXISTS (SELECT 1 FROM json_each(reading.facts, ?) AS fact WHERE CAST(fact.value AS TEXT) {among})"
    )


def _among(refs: Collection[str]) -> str:
    return json.dumps(sorted(refs))


def _place(fact: str) -> str:
    """Where a fact stands in the column of facts; ids are plain words, checked by the caller."""
    return f'$."{fact}"'
