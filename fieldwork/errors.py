"""What can go wrong, as classes with fields; each reads as one sentence and says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong and where: a file's line, a row and column, a question."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else self.problem


class FieldworkError(Exception):
    """Something a person can act on. Nothing already stored has changed.

    `str(error)` is one sentence about what happened; `advice` says what to do next.
    """

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.advice = advice


class Refused(FieldworkError):
    """A request that breaks a rule, with every problem listed."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = (), advice: str = "") -> None:
        super().__init__(sentence, advice)
        self.problems = tuple(problems)


class Fault(FieldworkError):
    """The surroundings failed: a full disk, a folder that cannot be written, a vanished drive."""
