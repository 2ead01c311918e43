"""Recording under the questions of a form: answers, notes, reasons, sources. One method is one thing a
person does.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from fieldwork.inspection.changes import Register, Written
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId, Value
from fieldwork.reading.correction import ASKED, marks


class Answering(ABC):
    """What a first and a second reading have in common. `ref` names what is read: a case or a record by
    its reference, a second reading by its id.
    """

    def __init__(self, inspection: Inspection, author: str = "") -> None:
        self.inspection = inspection
        self.author = author

    @abstractmethod
    def _register(self, ref: str, question: str, field: str) -> Register:
        """Where a field of an answer is kept."""

    @abstractmethod
    def _refuse_closed(self, ref: str) -> None:
        """Raises `Refused` where nothing may be recorded in it now."""

    def answer(self, ref: str, question: QuestionId, value: Value | None) -> Written:
        """Records an answer, or takes it back with None. It is on the disk when this returns."""
        return self._set(ref, question, "value", value, "Answered")

    def note(self, ref: str, question: QuestionId, text: str) -> Written:
        """Records the evidence under a question, and settles what was being typed."""
        return self._settle(ref, question, "note", text, "Wrote a note")

    def reason(self, ref: str, question: QuestionId, text: str) -> Written:
        """Records why a judgement and its prompts pull apart."""
        return self._settle(ref, question, "reason", text, "Gave a reason")

    def source(self, ref: str, question: QuestionId, source: str) -> Written:
        """Records what was read for it: a key of the reading's `sources`, or "" for not said."""
        return self._set(ref, question, "source", source or None, "Named the source")

    def ask(self, ref: str, question: QuestionId, ask: bool) -> Written:
        """Marks a question to be asked at the interview, or takes the mark off."""
        return self._set(ref, question, "ask", True if ask else None, "Marked to ask at interview")

    def draft(self, ref: str, question: QuestionId, field: str, text: str) -> None:
        """Keeps words on the disk while they are typed: a question's `note`, `reason` or text
        `value`. `note` and the others settle it.
        """
        self._refuse_closed(ref)
        self.inspection.draft(self.author, *self._register(ref, question, field), text)

    def answer_in_words(self, ref: str, question: QuestionId, text: str) -> Written:
        """Records a free-text answer and settles its draft."""
        return self._set(ref, question, "value", text if text.strip() else None, "Answered")

    def _set(self, ref: str, question: QuestionId, field: str, value: Any, label: str) -> Written:
        self._refuse_closed(ref)
        stored = list(value) if isinstance(value, tuple) else value
        with self.inspection.edit(self.author, label) as edit:
            edit.set(*self._register(ref, question, field), stored)
            if field == "value":
                for register, mark in self._beside(ref, question).items():
                    edit.set(*register, mark)
        return edit.written

    def _beside(self, ref: str, question: str) -> Mapping[Register, str]:
        """What is recorded with an answer to a question that was corrected; nothing for any other."""
        mark = marks(self.inspection).get(question)
        return {self._register(ref, question, ASKED): mark} if mark else {}

    def _settle(self, ref: str, question: str, field: str, text: str, label: str) -> Written:
        self._refuse_closed(ref)
        words = text if text.strip() else None
        return self.inspection.settle_draft(self.author, label, self._register(ref, question, field), words)
