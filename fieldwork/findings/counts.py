"""How often each question was answered how: yes, of, per cent, and every answer that was given."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from fieldwork.errors import Problem, Refused
from fieldwork.findings import queries
from fieldwork.findings.proportions import Interval, rounded, wilson
from fieldwork.findings.queries import Selection, Tally
from fieldwork.inspection import queries as held
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.programme.model import Level, Programme, Question, QuestionId

#: Answers that say that the question does not apply after all: given, shown, and left out of the base.
NOT_APPLICABLE = ("na", "does_not_apply", "not_needed", "no_need")
#: Below this base a share is shown as a count, "7 of 28" (method.md, Reporting conventions).
SMALL_BASE = 30


@dataclass(frozen=True, slots=True)
class Base:
    """What a question was counted over: readings counted, and how many cases they were drawn from."""

    readings: int = 0
    population: int | None = None

    def __add__(self, other: "Base") -> "Base":
        known = self.population is not None and other.population is not None
        both = (self.population or 0) + (other.population or 0)
        return Base(self.readings + other.readings, both if known else None)


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
    def small(self) -> bool:
        """Whether the base is too small to say much by a per cent."""
        return self.of < SMALL_BASE

    def interval(self, confidence: float) -> Interval | None:
        """Wilson's interval, corrected for the population where that is known.

        Of a sub-sample's population no more is known than the sample says: the same part of the whole.
        """
        if self.yes is None:
            return None
        population = None
        if self.base.population is not None and self.base.readings:
            part = round(self.base.population * self.of / self.base.readings)
            population = max(self.of, part)
        return wilson(self.yes, self.of, confidence, population)


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
    programme = inspection.programme
    check(programme, selection)
    asked = counted_questions(programme)
    by_group: dict[str | None, list[Tally]] = {}
    for tally in queries.tallies(inspection, selection, [q.id for q in asked]):
        by_group.setdefault(tally.group, []).append(tally)
    found: dict[str | None, dict[str, int]] = {} if selection.by else {"": {}}
    conflicts: dict[str | None, int] = {}
    for form, group, readings, disputed in queries.groups(inspection, selection):
        found.setdefault(group, {})[form] = readings
        conflicts[group] = conflicts.get(group, 0) + disputed
    populations = population(inspection)
    labels = _labels(inspection, selection.by)
    return [
        _counts(
            programme,
            group,
            labels.get(group or "", group or "No value") if selection.by else "All",
            {form: Base(n, populations.get(form)) for form, n in found[group].items()},
            conflicts.get(group, 0),
            by_group.get(group, ()),
        )
        for group in _in_order(found, labels)
    ]


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


def _counts(
    programme: Programme,
    value: str | None,
    label: str,
    bases: Mapping[str, Base],
    conflicts: int,
    tallies: Iterable[Tally],
) -> Counts:
    answers: dict[tuple[str, QuestionId], dict[str, int]] = {}
    for tally in tallies:
        answers.setdefault((tally.form, tally.question), {})[tally.value] = tally.answers
    forms: dict[str, dict[QuestionId, Count]] = {}
    questions: dict[QuestionId, Count] = {}
    for form in programme.forms:
        base = bases.get(form, Base())
        for question in programme.form_questions(form):
            if question.answers and question.answers.kind == "choice":
                one = of_answers(question, answers.get((form, question.id), {}), base)
                forms.setdefault(form, {})[question.id] = one
                before = questions.get(question.id)
                questions[question.id] = _sum(before, one) if before else one
    readings = {form: base.readings for form, base in bases.items()}
    ordered = {q.id: questions[q.id] for q in counted_questions(programme) if q.id in questions}
    return Counts(value, label, readings, conflicts, ordered, forms)


def _sum(one: Count, other: Count) -> Count:
    """Two forms' counts of a question that both ask; a form that was not read says nothing of its own."""
    if not other.base.readings:
        return one
    if not one.base.readings:
        return other
    choices = {value: n + other.choices[value] for value, n in one.choices.items()}
    return of_answers(one.question, choices, one.base + other.base)


def check(programme: Programme, selection: Selection) -> None:
    """Refuses a selection by what the programme does not know, or by what points to a person."""
    others = (queries.INSPECTOR, queries.OFFICE, queries.FORM, queries.AGE_GROUP)
    known = [f.id for f in programme.facts.values() if not f.personal and f.id != "reference"]
    names = [name for name in (selection.by, *(name for name, _ in selection.where)) if name]
    wrong = [name for name in names if name not in known and name not in others]
    if wrong:
        raise Refused(
            f"Findings are not divided by {', '.join(wrong)}.",
            [Problem(name, "it is no fact of the programme, or it points to a person") for name in wrong],
            f"Choose from: {', '.join(sorted({*known, *others}))}.",
        )
    for name, wanted in selection.where:
        fact = programme.facts.get(name)
        if fact and fact.values and (unknown := [v for v in wanted if v not in fact.values]):
            raise Refused(
                f"{fact.label} is never {', '.join(unknown)}.",
                advice=f"Its values are: {', '.join(fact.values)}.",
            )


def population(inspection: Inspection) -> dict[str, int]:
    """How many cases the sample of each form was drawn from, where that is recorded."""
    recorded = inspection.value("inspection", THE_INSPECTION, "population")
    return {str(form): int(n) for form, n in (recorded or {}).items()}


def record_population(inspection: Inspection, author: str, sizes: Mapping[str, int]) -> dict[str, int]:
    """Records how many cases the samples of these forms were drawn from; returns all that is recorded.

    Raises `Refused` for a form of which no sample is drawn, and for a number below 1.
    """
    known = [form.id for form in inspection.programme.case_forms]
    problems = [Problem(form, "no sample is drawn for such a form") for form in sizes if form not in known]
    problems += [Problem(form, f"{n} is no number of cases") for form, n in sizes.items() if n < 1]
    if problems:
        advice = f"The forms are: {', '.join(known)}."
        raise Refused("The population was not recorded.", problems, advice)
    recorded = {**population(inspection), **sizes}
    with inspection.edit(author, "Recorded the size of the population") as edit:
        edit.set("inspection", THE_INSPECTION, "population", recorded)
    return recorded


def key_questions(programme: Programme, standard: Question) -> list[Question]:
    """The key questions of a standard that are counted: those answered above or below a line."""
    rows = programme.children(standard.id)
    return [q for q in rows if q.level is Level.KEY_QUESTION and q.scored and has_line(q)]


def _labels(inspection: Inspection, by: str) -> Mapping[str, str]:
    """The words for the groups' values, in the order in which they are shown."""
    programme = inspection.programme
    if by == queries.INSPECTOR:
        return {person.id: person.name for person in held.team(inspection)}
    if by == queries.FORM:
        return {form.id: form.title for form in programme.forms.values()}
    if by == queries.AGE_GROUP:
        return {queries.UNDER_25: "Under 25", queries.FROM_25: "25 and over"}
    fact = programme.facts.get(by)
    return fact.values if fact else {}


def _in_order(groups: Collection[str | None], labels: Mapping[str, str]) -> list[str | None]:
    """Groups in the order of their labels, others by themselves, those without a value last."""
    places = {value: place for place, value in enumerate(labels)}
    return sorted(groups, key=lambda g: (g is None, places.get(g or "", len(places)), g or ""))
