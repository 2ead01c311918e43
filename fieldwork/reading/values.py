"""Answers as people write them, made into stored values."""

from datetime import date

from fieldwork.programme.model import Question, Value


class NotAnAnswer(ValueError):
    """The text is no answer to the question; the message says what was expected."""


def parse(question: Question, text: str) -> Value | None:
    """The stored value of an answer given as a value or its label, in any case; None for no text.

    Dates are ISO (`2019-09-16`); numbers plain. Raises `NotAnAnswer`.
    """
    answers = question.answers
    words = text.strip()
    if answers is None:
        raise NotAnAnswer("this is a heading and takes no answer")
    if not words:
        return None
    if answers.kind == "text":
        return text.strip("\n")
    if answers.kind == "number":
        return _number(words)
    if answers.kind == "date":
        return _date(words)
    folded = words.casefold()
    for option in answers.options:
        if folded in (option.value.casefold(), option.label.casefold()):
            return option.value
    expected = ", ".join(option.value for option in answers.options)
    raise NotAnAnswer(f"expected one of: {expected}")


def _number(words: str) -> Value:
    try:
        number = float(words)
    except ValueError as error:
        raise NotAnAnswer("expected a number such as 12") from error
    if number != number or number in (float("inf"), float("-inf")):
        raise NotAnAnswer("expected a number such as 12")
    return int(number) if number.is_integer() else number


def _date(words: str) -> Value:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise NotAnAnswer("expected a date such as 2019-09-16") from error
