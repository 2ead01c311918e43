"""Running totals of answers by group, form and question, to which readings are added and taken off again."""

from collections import defaultdict
from collections.abc import Mapping

from fieldwork.programme.model import QuestionId

#: What counts of one group rest on: a form and one of its questions.
Cell = tuple[str, QuestionId]


class Tallies:
    """How often each answer was given, and how many readings there are, by group and form.

    A group whose readings were all taken off is gone. `None` is the group of readings without a value.
    """

    def __init__(self) -> None:
        self._answers: dict[str | None, dict[Cell, dict[str, int]]] = {}
        self._readings: dict[str | None, dict[str, int]] = {}
        self._conflicts: defaultdict[str | None, int] = defaultdict(int)

    @property
    def groups(self) -> list[str | None]:
        """The groups that have readings."""
        return list(self._readings)

    def add(self, group: str | None, form: str, question: QuestionId, value: str, times: int = 1) -> None:
        """Adds an answer given so many times; takes it off where the number is negative."""
        held = self._answers.setdefault(group, {}).setdefault((form, question), {})
        held[value] = held.get(value, 0) + times

    def add_readings(self, group: str | None, form: str, readings: int, conflicts: int) -> None:
        """Adds so many readings with so many values changed apart; takes them off where negative."""
        forms = self._readings.setdefault(group, {})
        forms[form] = forms.get(form, 0) + readings
        self._conflicts[group] += conflicts
        if not forms[form]:
            del forms[form]
        if not forms:
            del self._readings[group]

    def answers(self, group: str | None, cell: Cell) -> Mapping[str, int]:
        """How often each answer was given to a question in readings of a form."""
        return self._answers.get(group, {}).get(cell, {})

    def readings(self, group: str | None) -> dict[str, int]:
        """How many readings of each form there are."""
        return dict(self._readings.get(group, {}))

    def conflicts(self, group: str | None) -> int:
        """How many values in the group's readings were changed apart."""
        return self._conflicts[group]
