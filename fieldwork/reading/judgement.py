"""Where a summary judgement and its prompts pull apart. The judgement stays the inspector's own."""

from collections.abc import Mapping

from fieldwork.inspection.records import Answer
from fieldwork.programme.model import Level, Programme, Question, QuestionId
from fieldwork.reading.model import JudgementWarning
from fieldwork.wording import count


def warnings(
    programme: Programme, applies: frozenset[QuestionId], answers: Mapping[QuestionId, Answer]
) -> tuple[JudgementWarning, ...]:
    """One warning for each key question whose yes or no its own prompts speak against.

    The shares are the programme's; a warning asks for a reason and never changes an answer.
    """
    found = []
    for question in programme.questions.values():
        if question.level is Level.KEY_QUESTION and question.id in applies:
            answer = answers.get(question.id)
            text = _pulls_apart(programme, question, applies, answers) if answer else ""
            if text and answer:
                found.append(JudgementWarning(question.id, text, answer.reason))
    return tuple(found)


def _pulls_apart(
    programme: Programme,
    question: Question,
    applies: frozenset[QuestionId],
    answers: Mapping[QuestionId, Answer],
) -> str:
    """The warning in words, or nothing."""
    prompts = [c.id for c in programme.children(question.id) if c.id in applies and c.id in answers]
    given = [answers[p].value for p in prompts if answers[p].value in ("yes", "no")]
    judgement = answers[question.id].value
    if not given or judgement not in ("yes", "no"):
        return ""
    no, yes = given.count("no"), given.count("yes")
    if judgement == "yes" and no / len(given) > programme.judgement.no_share_for_yes:
        return f"Judged yes, but {no} of {count(len(given), 'prompt')} say no."
    if judgement == "no" and yes / len(given) >= programme.judgement.yes_share_for_no:
        words = "its one prompt says" if len(given) == 1 else f"all {len(given)} prompts say"
        return f"Judged no, but {words} yes."
    return ""
