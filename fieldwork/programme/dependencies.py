"""In which order facts and questions are settled, and the loops that would have none."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from fieldwork.programme.conditions import AnswerIs, Condition, parts_of
from fieldwork.programme.model import Fact, Question, QuestionId, Step
from fieldwork.programme.problems import Report


def routing_order(
    report: Report, facts: Mapping[str, Fact], questions: Mapping[QuestionId, Question]
) -> tuple[Step, ...]:
    """Facts and questions, each after what it needs; a loop is noted as a problem and gives ()."""
    graph: dict[Step, set[Step]] = {}
    setters: dict[str, set[Step]] = {}
    for question in questions.values():
        if question.sets:
            setters.setdefault(question.sets, set()).add(Step("question", str(question.id)))
    for fact in facts.values():
        graph[Step("fact", fact.id)] = _fact_needs(fact, setters, questions)
    for question in questions.values():
        graph[Step("question", str(question.id))] = {
            need for condition in question.binding for need in _condition_needs(condition, questions)
        }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        cycle: list[Step] = error.args[1]
        chain = " needs ".join(f"{step.kind} {step.id}" for step in reversed(cycle))
        first = next((step for step in cycle if step.kind == "question"), cycle[0])
        place = report.place("questions" if first.kind == "question" else "facts", first.id)
        report.add(place, f"a loop: {chain}")
        return ()


def _fact_needs(
    fact: Fact, setters: Mapping[str, set[Step]], questions: Mapping[QuestionId, Question]
) -> set[Step]:
    needs = {need for d in fact.derivations for need in _condition_needs(d.when, questions)}
    needs |= {Step("fact", other) for other in fact.years_between or ()}
    if fact.stands_in:
        needs.add(Step("fact", fact.stands_in))
    return needs | setters.get(fact.id, set())


def _condition_needs(condition: Condition, questions: Mapping[QuestionId, Question]) -> set[Step]:
    """What a condition looks at. Answers to questions of other editions are never given."""
    return {
        Step("question", part.question) if isinstance(part, AnswerIs) else Step("fact", part.fact)
        for part in parts_of(condition)
        if not isinstance(part, AnswerIs) or part.question in questions
    }
