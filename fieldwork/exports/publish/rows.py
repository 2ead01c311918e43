"""What is published of an inspection: figures, ratings, and answers case by case, with nothing that names.

Left out are notes, free text, dates and numbers of a case, offices and officers, who read what, and every
fact that is marked as personal. A case's reference becomes a word that only holders of the file could work
out again.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fieldwork.exports.pseudonyms import pseudonym
from fieldwork.findings.counts import Count
from fieldwork.findings.results import Findings, findings
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Status
from fieldwork.programme.model import Band, Fact, Programme, Question, Value

#: Readings in this state are published; the others are counted only.
_READ = (Status.COMPLETE,)
_CONFIDENCE = 0.95
#: Counted up when rows are made otherwise, so that what is published is made anew.
_VERSION = 1
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """An inspection as rows by table, in the order in which tables are filled. Every row but that of
    `inspection` itself begins with the inspection's id.
    """

    id: str
    title: str
    tables: Mapping[str, tuple[Row, ...]]

    @property
    def digest(self) -> str:
        """Changes with any row, and with nothing else."""
        text = json.dumps(
            {name: sorted(map(repr, rows)) for name, rows in self.tables.items()}, sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def count(self) -> int:
        return sum(map(len, self.tables.values()))


def publication(inspection: Inspection, *, finished: bool) -> Publication:
    """The rows of an inspection as it stands; `finished` says what they say of themselves."""
    found = findings(inspection)
    cases = queries.cases(inspection, withdrawn=False)
    read = {row.ref: pseudonym(inspection, row.ref) for row in cases if row.status in _READ}
    tables: dict[str, tuple[Row, ...]] = {
        "inspection": (_inspection(inspection, found, cases, finished),),
        "question": tuple(_questions(inspection.id, inspection.programme)),
        "reading": tuple((inspection.id, read[row.ref], row.form) for row in cases if row.ref in read),
        "fact": tuple(_facts(inspection, cases, read)),
        "answer": tuple(_answers(inspection, read)),
        "finding": tuple(_findings(inspection.id, found)),
        "finding_answer": tuple(_finding_answers(inspection.id, found)),
        "rating": tuple(_ratings(inspection.id, found)),
    }
    return Publication(inspection.id, inspection.info().title, tables)


def _inspection(inspection: Inspection, found: Findings, cases: list[CaseRow], finished: bool) -> Row:
    info, programme, overall = inspection.info(), inspection.programme, found.overall
    completed = sum(row.status in _READ for row in cases)
    points = (overall.score, overall.out_of, _band(overall.rating)) if overall else (None, None, None)
    named = (inspection.id, info.title, info.provider, info.starts, info.ends)
    return (*named, programme.id, programme.edition.id, finished, len(cases), completed, *points)


def _questions(inspection: str, programme: Programme) -> Iterator[Row]:
    for number, (key, question) in enumerate(programme.questions.items()):
        standard = _standard(programme, question)
        worded = (question.shown, question.level.value, question.parent, standard, question.text)
        yield (inspection, str(key), number, question.ref, *worded, question.compares)


def _standard(programme: Programme, question: Question) -> str | None:
    """The standard that a question belongs to."""
    while question.level.value != "standard":
        if question.parent is None:
            return None
        question = programme.questions[question.parent]
    return str(question.id)


def _facts(inspection: Inspection, cases: list[CaseRow], read: Mapping[Any, str]) -> Iterator[Row]:
    open_ones = {key: fact for key, fact in inspection.programme.facts.items() if _is_open(fact)}
    for row in cases:
        if row.ref not in read:
            continue
        for key, value in sorted(row.facts.items()):
            if key in open_ones:
                for one in _each(value):
                    if one in open_ones[key].values:
                        yield (inspection.id, read[row.ref], key, one, open_ones[key].values[one])


def _is_open(fact: Fact) -> bool:
    """Whether a fact's values come from a short list and point to nobody."""
    return not fact.personal and fact.type in ("choice", "list") and bool(fact.values)


def _each(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _answers(inspection: Inspection, read: Mapping[Any, str]) -> Iterator[Row]:
    """Answers to questions that apply, where they are one of the question's own; no words."""
    known = inspection.programme.questions
    for ref, applies, answer in queries.every_answer(inspection):
        question = known.get(answer.question)
        if not applies or ref not in read or question is None or question.answers is None:
            continue
        options = {option.value for option in question.answers.options}
        if answer.value in options:
            yield (inspection.id, read[ref], str(answer.question), str(answer.value))


def _findings(inspection: str, found: Findings) -> Iterator[Row]:
    for key, one in found.counts.questions.items():
        if one.yes is not None:
            ends = one.interval(_CONFIDENCE)
            low, high = (round(float(ends.low), 4), round(float(ends.high), 4)) if ends else (None, None)
            yield (inspection, str(key), one.yes, one.of, one.percent, low, high, one.small)


def _finding_answers(inspection: str, found: Findings) -> Iterator[Row]:
    for key, one in found.counts.questions.items():
        for value, number in one.choices.items():
            yield (inspection, str(key), value, _label(one, value), number)


def _label(one: Count, value: str) -> str:
    answers = one.question.answers
    return answers.label(value) if answers else value


def _ratings(inspection: str, found: Findings) -> Iterator[Row]:
    for one in found.standards:
        lowest = one.lowest
        shares = (str(lowest.question.id), lowest.percent) if lowest else (None, None)
        bands = (_band(one.indicated), _band(one.decided), _band(one.rating))
        points = one.rating.points if one.rating else None
        yield (inspection, str(one.standard.id), one.judged, *shares, *bands, points, one.near_boundary)


def _band(band: Band | None) -> str | None:
    return band.id if band else None
