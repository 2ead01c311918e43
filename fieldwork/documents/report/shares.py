"""How shares and changes are written in a report: whole per cent, small numbers as counts."""

from collections.abc import Mapping

from fieldwork.findings.comparison import Comparison
from fieldwork.findings.counts import NOT_APPLICABLE, Count
from fieldwork.programme.model import Question, QuestionId


def share(one: Count | None) -> str:
    """`74%`; `7 of 28` where the base is small; a dash where nothing counts."""
    if one is None or not one.of or one.yes is None:
        return "–"
    return counted(one) if one.small else f"{one.percent}%"


def counted(one: Count | None) -> str:
    """`72 of 97`; a dash where nothing counts."""
    if one is None or not one.of:
        return "–"
    return str(one.of) if one.yes is None else f"{one.yes} of {one.of}"


def in_full(one: Count | None) -> str:
    """`74% (72 of 97)`; the count alone where the base is small; a dash where nothing counts."""
    if one is None or not one.of or one.yes is None:
        return "–"
    return counted(one) if one.small else f"{one.percent}% ({counted(one)})"


def interval(one: Count) -> str:
    """`65 to 82`: the 95 per cent interval in whole per cent; a dash where there is none."""
    ends = one.interval(0.95) if one.of else None
    return f"{100 * ends.low:.0f} to {100 * ends.high:.0f}" if ends else "–"


def before(compared: Comparison | None) -> str:
    """`81%`, or a dash where nothing compares."""
    return "–" if compared is None or compared.previous is None else f"{compared.previous}%"


def apart(compared: Comparison | None) -> str:
    """Where this inspection stands beside others: `6 points above`, `significantly below, by 9 points`."""
    if compared is None or compared.points is None:
        return ""
    if compared.points == 0:
        return "the same"
    way = "above" if compared.points > 0 else "below"
    size = f"{abs(compared.points)} point{'' if abs(compared.points) == 1 else 's'}"
    return f"significantly {way}, by {size}" if compared.significant else f"{size} {way}"


def beside(compared: Comparison | None) -> str:
    """Others' figure and how far this inspection is from it, in one cell."""
    words = apart(compared)
    return f"{before(compared)}; {words}" if words else before(compared)


def answers(one: Count) -> str:
    """Every answer that was given, commonest as they are ordered: `Agree 85, Too high 5, Too low 7`."""
    labels = labels_of(one.question)
    parts = [f"{labels[value]} {n}" for value, n in one.choices.items() if n]
    return ", ".join(parts) or "–"


def labels_of(question: Question) -> Mapping[str, str]:
    """The words for the answers of a question."""
    options = question.answers.options if question.answers else ()
    return {option.value: option.label for option in options}


def weighed(one: Count) -> list[tuple[str, int]]:
    """The answers that count, those above the line first: label and how many."""
    question = one.question
    held = [(v, n) for v, n in one.choices.items() if v not in NOT_APPLICABLE]
    held.sort(key=lambda pair: pair[0] not in question.above_line)
    labels = labels_of(question)
    return [(labels[value], n) for value, n in held]


def manifold(one: Count) -> bool:
    """Whether a question takes more than two answers that count, so that a share alone does not tell it."""
    return sum(value not in NOT_APPLICABLE for value in one.choices) > 2


def name(question: Question) -> str:
    """`2.1 Assessment`."""
    return f"{question.shown} {question.text}".strip()


Compared = Mapping[QuestionId, Comparison]
