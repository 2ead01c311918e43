"""The survey of one form: facts to copy from the list, what is worked out from them, the questions."""

from collections.abc import Iterable, Iterator, Sequence

from fieldwork.exports.carried import Carried, CarriedFact, own_conditions
from fieldwork.exports.names import Names, plain
from fieldwork.exports.rows import ChoiceLists, Row
from fieldwork.exports.xpath import Expressions, reference
from fieldwork.programme.conditions import AllOf, Condition, FactIs
from fieldwork.programme.model import AnswerSet, Form, Programme, Question

_TYPES = {"text": "text", "number": "decimal", "date": "date"}
ABOUT = "about"


class Survey:
    """Builds the rows of one form, and with them its choice lists."""

    def __init__(self, programme: Programme, form: Form) -> None:
        self.programme = programme
        self.form = form
        self.names = Names(programme)
        self.carried = Carried(programme, form)
        self.xpath = Expressions(self.names, self.carried)
        self.choices = ChoiceLists()
        # Lists that have a name in the programme keep it, whoever is the first to use them.
        for question in programme.form_questions(form.id):
            if question.answers is not None and question.answers.id:
                self._kind(question, question.answers)

    def rows(self) -> list[Row]:
        """Every row, in order."""
        roots = [self.programme.questions[root] for root in self.form.roots]
        return [
            *self._about(),
            *self._facts(),
            *self._calculations(),
            *(row for root in roots for row in self._tree(root, in_grid=False)),
        ]

    @property
    def instance_name(self) -> str:
        """What tells one filled-in form from another: the case's reference, or what it is about."""
        fact = self.carried.facts.get("reference")
        if fact is not None and self.form.subject == "case":
            return reference(self.names.fact("reference"))
        return reference(ABOUT) if self._about() else ""

    def _about(self) -> list[Row]:
        """A form that is filled in many times, not for a case, asks what it is about."""
        if self.form.subject not in ("officer", "record"):
            return []
        hint = "A reference of your own, such as the day and the place; no names."
        return [Row("text", ABOUT, "What is this about?", hint=hint, required="yes")]

    def _facts(self) -> list[Row]:
        found = self.carried.facts
        asked = [found[name] for name in self.programme.facts if name in found and found[name].asked]
        if not asked:
            return []
        head = Row("begin_group", "case_facts", "Case facts", appearance="field-list")
        return [head, *map(self._asked, asked), Row("end_group")]

    def _asked(self, carried: CarriedFact) -> Row:
        fact = carried.fact
        options = {self.names.choice(v): label for v, label in self.carried.values(fact.id).items()}
        if fact.type in ("choice", "list"):
            kind = "select_one" if fact.type == "choice" else "select_multiple"
            kind = f"{kind} {self.choices.named(options, self.names.fact(fact.id))}"
        else:
            kind = "integer" if fact.years_between else _TYPES[fact.type]
        return Row(
            kind,
            self.names.listed(fact.id) if carried.calculated else self.names.fact(fact.id),
            words(fact.label),
            hint="Every one that holds." if fact.type == "list" else "",
            required="yes" if fact.required else "",
            default=self._own_value(carried),
        )

    def _own_value(self, carried: CarriedFact) -> str:
        """The value that every case of this form has, such as the sample that it is read for."""
        values = _single_values(self.form.applies).get(carried.fact.id, "")
        return self.names.choice(values) if values in carried.fact.values else values

    def _calculations(self) -> Iterator[Row]:
        for carried in self.carried.facts.values():
            if carried.calculated or not carried.asked:
                name = self.names.fact(carried.fact.id)
                yield Row("calculate", name, calculation=self.xpath.value(carried))

    def _tree(self, question: Question, in_grid: bool) -> list[Row]:
        """A row of the framework with all that stands under it; a heading with nothing to ask gives none."""
        conditions = own_conditions(self.programme, question, self.carried.questions)
        relevant = self.xpath.all_of(conditions)
        children = self.programme.children(question.id)
        if not children:
            return [self._question(question, relevant)] if question.asks else []
        grid = in_grid or question.layout == "grid"
        below = [row for child in children for row in self._tree(child, grid)]
        if not below and not question.asks:
            return []
        inside = [self._question(question, "")] if question.asks else self._note(question)
        inside += below
        head = Row(
            "begin_group",
            self.names.group(question.id),
            self._group_label(question),
            relevant=relevant,
            appearance=_appearance(inside, grid),
        )
        return [head, *inside, Row("end_group")]

    def _question(self, question: Question, relevant: str) -> Row:
        answers = question.answers
        assert answers is not None  # headings do not come here
        said = question.guidance
        not_applicable = _labelled("Not applicable", said.not_applicable)
        can_be = any(option.value == "na" for option in answers.options)
        guidance = (_labelled("Good", said.good), _labelled("No", said.no), "" if can_be else not_applicable)
        return Row(
            self._kind(question, answers),
            self.names.question(question.id),
            words(f"{question.shown} {question.text}"),
            hint=words(not_applicable) if can_be else "",
            guidance_hint=words(_paragraphs(guidance)),
            required="yes",
            relevant=relevant,
            appearance="multiline" if answers.kind == "text" else "",
        )

    def _kind(self, question: Question, answers: AnswerSet) -> str:
        if answers.kind != "choice":
            return _TYPES[answers.kind]
        options = {self.names.choice(o.value): o.label for o in answers.options}
        return (
            f"select_one {self.choices.named(options, self.names.question(question.id), plain(answers.id))}"
        )

    def _note(self, heading: Question) -> list[Row]:
        """What is said of a heading; a group itself takes no hint."""
        said = heading.guidance
        text = _paragraphs((said.good, said.no, said.not_applicable))
        return [Row("note", self.names.note(heading.id), words(text))] if text else []

    def _group_label(self, question: Question) -> str:
        """A heading's text; where the row itself asks, its text stands at the question."""
        if question.asks:
            level = question.level.words
            return words(f"{level[:1].upper()}{level[1:]} {question.shown}")
        return words(f"{question.shown} {question.text}")


def _single_values(condition: Condition | None) -> dict[str, str]:
    """The facts that a condition leaves one value only."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return {p.fact: p.values[0] for p in parts if isinstance(p, FactIs) and len(p.values) == 1}


def _appearance(inside: Sequence[Row], grid: bool) -> str:
    """One screen for a group without groups in it; a table where a grid's questions share their choices."""
    if any(row.type == "begin_group" for row in inside):
        return ""
    kinds = {row.type for row in inside}
    if grid and len(inside) > 1 and len(kinds) == 1 and kinds.pop().startswith("select_one "):
        return "table-list"
    return "field-list"


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def words(text: str) -> str:
    """A text for people, trimmed; `${` would be taken for the name of a row."""
    return text.replace("${", "$ {").strip()
