"""How often each question was answered how: yes, of, per cent, and every answer that was given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce

from fieldwork.findings import divisions, queries
from fieldwork.findings.bases import Base, population, small_base
from fieldwork.findings.proportions import Interval, percent, rounded, wilson
from fieldwork.findings.queries import Selection
from fieldwork.findings.tallies import Cell, Tallies
from fieldwork.inspection.changes import dump
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.tally import LONGEST
from fieldwork.programme.model import Level, Programme, Question, QuestionId

#: Answers that say that the question does not apply after all: given, shown, and left out of the base.
NOT_APPLICABLE = ("na", "does_not_apply", "not_needed", "no_need")


@dataclass(frozen=True, slots=True)
class Count:
    """The answers to one question. `yes` are those above its line, None where it has no such line;
    `of` all that count. `choices` are every possible answer in order, those left out of `of` too.
    """

    question: Question
    yes: int | None
    of: int
    choices: Mapping[str, int]
    base: Base

    @property
    def share(self) -> Fraction | None:
        """The share above the line, exactly; None where there is nothing to take a share of."""
        return None if self.yes is None or not self.of else Fraction(self.yes, self.of)

    @property
    def percent(self) -> int | None:
        """The same in whole per cent, halves up."""
        return None if self.share is None else rounded(self.share)

    @property
    def shares(self) -> Mapping[str, int | None]:
        """Each answer that counts, in whole per cent of all that count."""
        return {v: percent(n, self.of) for v, n in self.choices.items() if v not in NOT_APPLICABLE}

    @property
    def small(self) -> bool:
        """Whether the base is too small to say much by a per cent."""
        return self.of < self.base.small_below

    def interval(self, confidence: float) -> Interval | None:
        """Wilson's interval, corrected for the population where that is known.

        Of a sub-sample or a group no more is known than the sample says: the same part of the whole.
        """
        if self.yes is None:
            return None
        return wilson(self.yes, self.of, confidence, self.base.part(self.of))


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one group of readings. `questions` takes all forms together, `forms` each apart;
    `readings` are how many count, by form, and `conflicts` how many values in them were changed apart.
    """

    value: str | None
    label: str
    readings: Mapping[str, int]
    conflicts: int
    questions: Mapping[QuestionId, Count]
    forms: Mapping[str, Mapping[QuestionId, Count]]


def count(inspection: Inspection, selection: Selection | None = None) -> list[Counts]:
    """The counts of every question with choices, one `Counts` a group, in the order of the groups' values.

    Raises `Refused` where the selection names what the programme does not have.
    """
    selection = selection or Selection()
    divisions.check(inspection.programme, selection)
    tallies = Tallies()
    asked = [q.id for q in counted_questions(inspection.programme)]
    count_by = queries.tallies if _all_tallied(inspection.programme) else queries.counted_anew
    for tally in count_by(inspection, selection, asked):
        tallies.add(tally.group, tally.form, tally.question, tally.value, tally.answers)
    for form, group, readings, disputed in queries.groups(inspection, selection):
        tallies.add_readings(group, form, readings, disputed)
    return Counter(inspection, selection).groups(tallies)


def together(inspection: Inspection, selection: Selection | None = None) -> Counts:
    """The counts of all chosen readings together, whatever the selection divides them by."""
    chosen = selection or Selection()
    return count(inspection, Selection("", chosen.where, chosen.unfinished))[0]


def counted_questions(programme: Programme) -> list[Question]:
    """The questions that take one of several answers, in order."""
    return [q for q in programme.questions.values() if q.answers and q.answers.kind == "choice"]


def has_line(question: Question) -> bool:
    """Whether some answers of the question are above the line and others below it."""
    options = question.answers.options if question.answers else ()
    return any(option.value in question.above_line for option in options)


def of_answers(question: Question, answers: Mapping[str, int], base: Base) -> Count:
    """The count of one question from how often each answer was given."""
    assert question.answers is not None
    choices = {o.value: answers.get(o.value, 0) for o in question.answers.options}
    counted = {value: n for value, n in choices.items() if value not in NOT_APPLICABLE}
    above = sum(n for value, n in counted.items() if value in question.above_line)
    return Count(question, above if has_line(question) else None, sum(counted.values()), choices, base)


class Counter:
    """Makes counts of tallies: holds what answers do not change, such as labels and populations.

    `sample` is how many readings of each form there are in all; with another number it is made anew.
    """

    def __init__(self, inspection: Inspection, selection: Selection) -> None:
        self._programme = inspection.programme
        self._labels = divisions.labels(inspection, selection.by)
        self._divided = bool(selection.by)
        self._populations = population(inspection)
        self._small = small_base(inspection)
        self.sample = queries.sample(inspection, unfinished=selection.unfinished)

    def groups(
        self,
        tallies: Tallies,
        before: Mapping[str | None, Counts] | None = None,
        changed: Mapping[str | None, Collection[Cell]] | None = None,
    ) -> list[Counts]:
        """Every group in order; without a division the one group of all, with readings or without.

        Of the groups `before`, those that hold nothing `changed` stay as they are.
        """
        found = tallies.groups if self._divided else [""]
        held, touched = before or {}, changed or {}
        return [
            held[group]
            if group in held and group not in touched
            else self._group(tallies, group, held.get(group), touched.get(group, ()))
            for group in divisions.in_order(found, self._labels)
        ]

    def _group(
        self, tallies: Tallies, group: str | None, before: Counts | None, changed: Collection[Cell]
    ) -> Counts:
        """One group's counts; of those `before`, only the `changed` ones are made anew.

        `changed` holds every question of a form of which another number of readings counts now.
        """
        programme, readings = self._programme, tallies.readings(group)
        forms = {form: dict(rows) for form, rows in before.forms.items()} if before else {}
        for form, name in changed if before else cells(programme):
            answers = tallies.answers(group, (form, name))
            base = self._base(form, readings)
            forms.setdefault(form, {})[name] = of_answers(programme.questions[name], answers, base)
        questions = dict(before.questions) if before else {}
        for name in {name for _, name in changed} if before else _counted_ids(programme):
            questions[name] = reduce(_sum, [forms[form][name] for form in _asking(programme)[name]])
        return Counts(group, self._label(group), readings, tallies.conflicts(group), questions, forms)

    def _base(self, form: str, readings: Mapping[str, int]) -> Base:
        """A form of which nothing was read says nothing of its population either."""
        drawn_from = self._populations.get(form) if form in readings else None
        return Base(readings.get(form, 0), drawn_from, self._small, self.sample.get(form, 0))

    def _label(self, group: str | None) -> str:
        if not self._divided:
            return "All"
        return self._labels.get(group or "", group or "No value")


@lru_cache(maxsize=16)
def _all_tallied(programme: Programme) -> bool:
    """Whether every possible answer is short enough for the tallies that the file keeps."""
    options = (o for q in counted_questions(programme) if q.answers for o in q.answers.options)
    return all(len(dump(option.value)) <= LONGEST for option in options)


@lru_cache(maxsize=16)
def _asking(programme: Programme) -> Mapping[QuestionId, tuple[str, ...]]:
    """The forms that ask each counted question."""
    found: dict[QuestionId, tuple[str, ...]] = {}
    for form in programme.forms:
        for question in programme.form_questions(form):
            if question.answers and question.answers.kind == "choice":
                found[question.id] = (*found.get(question.id, ()), form)
    return found


@lru_cache(maxsize=16)
def cells(programme: Programme) -> tuple[Cell, ...]:
    """Every form with each of its counted questions, in order."""
    asked = ((form, q) for form in programme.forms for q in programme.form_questions(form))
    return tuple((form, q.id) for form, q in asked if q.answers and q.answers.kind == "choice")


@lru_cache(maxsize=16)
def _counted_ids(programme: Programme) -> tuple[QuestionId, ...]:
    """The counted questions that some form asks, in the programme's order."""
    asking = _asking(programme)
    return tuple(q.id for q in counted_questions(programme) if q.id in asking)


def _sum(one: Count, other: Count) -> Count:
    """Two forms' counts of a question that both ask; a form that was not read says nothing of its own."""
    if not other.base.readings:
        return one
    if not one.base.readings:
        return other
    choices = {value: n + other.choices[value] for value, n in one.choices.items()}
    return of_answers(one.question, choices, one.base + other.base)


def key_questions(programme: Programme, standard: Question) -> list[Question]:
    """The key questions of a standard that are counted: those answered above or below a line."""
    rows = programme.children(standard.id)
    return [q for q in rows if q.level is Level.KEY_QUESTION and q.scored and has_line(q)]
