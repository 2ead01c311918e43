"""What is different between two versions of a programme: for a correction during fieldwork."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldwork.errors import Refused
from fieldwork.programme.model import Programme, Question, QuestionId


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question that is not as it was. Of `before` and `after` one is None where it is new or gone."""

    id: QuestionId
    before: Question | None
    after: Question | None
    kinds: tuple[str, ...]

    @property
    def question(self) -> Question:
        """The question as it is now, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class ProgrammeChanges:
    """Every question that differs, in the order of the newer version; gone ones last.

    Kinds: `new`, `gone`, `reworded`, `moved` (another place or number), `answers` (other options),
    `routing` (asked of other cases), `guidance`.
    """

    questions: tuple[QuestionChange, ...]

    def of(self, kind: str) -> tuple[QuestionChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.questions if kind in change.kinds)

    @property
    def look_again(self) -> frozenset[QuestionId]:
        """Questions whose given answers should be looked at again: what was asked is not the same."""
        return frozenset(c.id for c in self.questions if {"reworded", "answers"} & set(c.kinds))


def compare(before: Programme, after: Programme) -> ProgrammeChanges:
    """Compares two versions by question id. Refuses two different programmes or rounds."""
    if (before.id, before.edition.id) != (after.id, after.edition.id):
        raise Refused(
            f"{after.title}, {after.edition.title}, is not the programme that this inspection is read with.",
            advice=f"Choose a newer version of {before.title}, {before.edition.title}.",
        )
    found = [
        QuestionChange(q.id, before.questions.get(q.id), q, _kinds(before.questions.get(q.id), q))
        for q in after.questions.values()
    ]
    found += [
        QuestionChange(q.id, q, None, ("gone",))
        for q in before.questions.values()
        if q.id not in after.questions
    ]
    return ProgrammeChanges(tuple(change for change in found if change.kinds))


def _kinds(before: Question | None, after: Question) -> tuple[str, ...]:
    if before is None:
        return ("new",)
    same: Mapping[str, bool] = {
        "reworded": before.text == after.text,
        "moved": (before.parent, before.level, before.shown) == (after.parent, after.level, after.shown),
        "answers": _options(before) == _options(after),
        "routing": (before.binding, before.sets) == (after.binding, after.sets),
        "guidance": before.guidance == after.guidance,
    }
    return tuple(kind for kind, unchanged in same.items() if not unchanged)


def _options(question: Question) -> object:
    answers = question.answers
    return None if answers is None else (answers.kind, tuple(o.value for o in answers.options))
