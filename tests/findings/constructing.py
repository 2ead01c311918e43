"""Case-level answers that add up to given figures, exactly.

Facts decide which questions apply; each question's published figures say how many of those cases have which
answer. Where a figure fits no whole number of the cases that apply, some were not answered: the base becomes
the largest one that it fits, and the rest answer "not applicable", or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from fieldwork.findings.counts import NOT_APPLICABLE, has_line
from fieldwork.programme.model import Programme, Question, QuestionId, Value
from fieldwork.programme.routing import route, routing_questions

Facts = dict[str, Value]
Given = dict[QuestionId, Value]


@dataclass(frozen=True, slots=True)
class Aim:
    """A published figure: how many cases (or what per cent, or both) of `of` gave this answer.

    `answer` is "" for those above the line; `where` a fact and its value for a sub-group's figure.
    """

    ref: str
    answer: str = ""
    count: int | None = None
    percent: int | None = None
    of: int | None = None
    where: tuple[str, str] | None = None

    def number(self, base: int) -> int | None:
        """The cases of so large a base that give this answer, or None where no whole number does."""
        if self.count is not None:
            fits = self.percent is None or half_up(self.count, base) == self.percent
            return self.count if self.count <= base and fits else None
        assert self.percent is not None
        nearest = self.percent * base // 100
        return next(
            (n for n in (nearest, nearest + 1) if n <= base and half_up(n, base) == self.percent), None
        )


def half_up(part: int, of: int) -> int:
    """Whole per cent in the school's way, apart from the program's own."""
    return int(Fraction(100 * part, of) + Fraction(1, 2)) if of else -1


@dataclass
class Form:
    """The readings of one form to construct: the list's facts of each, and for questions that set facts
    the places of the readings that say yes.
    """

    id: str
    given: Sequence[Facts]
    says_yes: Mapping[str, Iterable[int]] = field(default_factory=dict)
    answers: list[Given] = field(default_factory=list)


def construct(programme: Programme, form: Form, aims: Iterable[Aim]) -> Form:
    """Answers every question of the form in the order in which they are settled."""
    by_question: dict[str, list[Aim]] = {}
    for aim in aims:
        by_question.setdefault(aim.ref, []).append(aim)
    form.answers = [{} for _ in form.given]
    members = {q.id: q for q in programme.form_questions(form.id) if q.asks}
    routed = [route(programme, form.id, facts, {}) for facts in form.given]
    for step in programme.order:
        question = members.get(QuestionId(step.id)) if step.kind == "question" else None
        if question is None:
            continue
        places = [place for place, routing in enumerate(routed) if question.id in routing.applies]
        if question.ref in form.says_yes:
            yes = set(form.says_yes[question.ref])
            for place in places:
                form.answers[place][question.id] = "yes" if place in yes else "no"
        else:
            facts = [routed[place].facts for place in places]
            for place, answer in zip(
                places, _deal(question, facts, by_question.get(question.ref, [])), strict=True
            ):
                if answer is not None:
                    form.answers[place][question.id] = answer
        if question.id in routing_questions(programme):
            routed = [
                route(programme, form.id, facts, answers)
                for facts, answers in zip(form.given, form.answers, strict=True)
            ]
    return form


def _deal(question: Question, facts: Sequence[Mapping[str, Value]], aims: list[Aim]) -> list[Value | None]:
    """An answer for each case, in order, so that every aim is met; None for no answer."""
    assert question.answers is not None
    if question.answers.kind != "choice":
        return ["Evidence in words."] * len(facts)
    whole = [aim for aim in aims if aim.where is None]
    groups = {aim.where for aim in aims if aim.where}
    dealt: list[Value | None] = [None] * len(facts)
    left = list(range(len(facts)))
    counts = _numbers(question, whole, len(facts)) if whole else None
    for group in sorted(groups):
        places = [p for p in left if facts[p].get(group[0]) == group[1]]
        share = _numbers(question, [aim for aim in aims if aim.where == group], len(places))
        _give(question, dealt, places, share)
        left = [p for p in left if p not in places]
        if counts:
            counts = {answer: n - share.get(answer, 0) for answer, n in counts.items()}
    if counts is None:
        counts = {usual(question): len(left)}
    assert min(counts.values(), default=0) >= 0, (question.id, counts)
    _give(question, dealt, left, counts)
    return dealt


def _give(
    question: Question, dealt: list[Value | None], places: Sequence[int], counts: Mapping[str, int]
) -> None:
    assert question.answers is not None
    order = sorted(counts, key=lambda answer: (answer not in question.above_line, answer == "not_done"))
    answers = [answer for answer in order for _ in range(counts[answer])]  # the good ones to the first cases
    assert len(answers) <= len(places), (question.id, len(places), counts)
    spare = [o.value for o in question.answers.options if o.value in NOT_APPLICABLE]
    answers += (spare or [""]) * (len(places) - len(answers)) if len(answers) < len(places) else []
    for place, answer in zip(places, answers, strict=False):
        dealt[place] = answer or None


def _numbers(question: Question, aims: Sequence[Aim], applicable: int) -> dict[str, int]:
    """How many give each answer: the stated base, or the largest up to what applies that fits all aims."""
    stated = next((aim.of for aim in aims if aim.of is not None), None)
    for base in range(min(applicable, stated or applicable), 0, -1):
        numbers = {aim.answer: aim.number(base) for aim in sorted(aims, key=lambda a: a.count is None)}
        found = {answer or usual(question): n for answer, n in numbers.items() if n is not None}
        rest = base - sum(found.values())
        if len(found) == len(numbers) and rest >= 0:
            other = usual(question, above="" not in numbers)
            if other in found:
                other = next(v for v in _others(question) if v not in found) if rest else other
            return {**found, other: found.get(other, 0) + rest}
    raise AssertionError(f"{question.id}: no base up to {applicable} fits {aims}")


def usual(question: Question, *, above: bool = True) -> str:
    """The first answer above the line, or the first below it; the first of all where there is no line."""
    assert question.answers is not None
    counted = [o.value for o in question.answers.options if o.value not in NOT_APPLICABLE]
    if not has_line(question):
        return counted[0]
    return next(v for v in counted if (v in question.above_line) == above)


def _others(question: Question) -> list[str]:
    assert question.answers is not None
    return [o.value for o in question.answers.options if o.value not in NOT_APPLICABLE]


def settle_averages(
    programme: Programme, forms: Sequence[Form], outcome: str, percent: int, fixed: set[str]
) -> None:
    """Deals the questions of an outcome that have no figure of their own so that its average is `percent`.

    `fixed` are the refs with figures; questions that route others stay as they are too. The dealt ones are
    added to it.
    """
    scored = [
        q
        for q in programme.questions.values()
        if q.scored and has_line(q) and not in_grid(q) and _in(programme, q, outcome)
    ]
    shares = {q.id: s for q in scored if (s := _share(forms, q)) is not None}
    free = [
        q
        for q in scored
        if q.id in shares and q.ref not in fixed and q.id not in routing_questions(programme)
    ]
    free.sort(key=lambda q: _size(forms, q))  # the finest steps last
    wanting = Fraction(percent, 100) * len(shares) - sum(
        s for q, s in shares.items() if q not in {f.id for f in free}
    )
    for number, question in enumerate(free):
        size = _size(forms, question)
        yes = min(size, max(0, round(wanting / (len(free) - number) * size)))
        _redeal(forms, question, yes)
        wanting -= Fraction(yes, size)
        fixed.add(question.ref)


def in_grid(question: Question) -> bool:
    """Whether it is asked of one factor in a grid of them; the published scores leave those out."""
    return ".f" in question.ref


def _in(programme: Programme, question: Question, outcome: str) -> bool:
    domain: Question | None = question
    while domain is not None and domain.parent is not None:
        domain = programme.questions[domain.parent]
    return (domain is not None and domain.id == outcome) or outcome in question.counts_in


def _given(forms: Sequence[Form], question: Question) -> list[Given]:
    """The readings whose answer to the question counts."""
    held = [answers for form in forms for answers in form.answers if question.id in answers]
    return [answers for answers in held if answers[question.id] not in NOT_APPLICABLE]


def _size(forms: Sequence[Form], question: Question) -> int:
    return len(_given(forms, question))


def _share(forms: Sequence[Form], question: Question) -> Fraction | None:
    held = _given(forms, question)
    yes = sum(answers[question.id] in question.above_line for answers in held)
    return Fraction(yes, len(held)) if held else None


def _redeal(forms: Sequence[Form], question: Question, yes: int) -> None:
    above, below = usual(question), usual(question, above=False)
    for place, answers in enumerate(_given(forms, question)):
        answers[question.id] = above if place < yes else below
