"""Agreement of first and second readings: by question, standard and reader, from what was read apart."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from fieldwork.findings.bases import small_base
from fieldwork.findings.kappa import METHOD, Agreed, agreed
from fieldwork.inspection import seconds
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import PersonId
from fieldwork.inspection.seconds import Pair
from fieldwork.programme.model import Level, Programme, QuestionId

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Stood:
    """What became of the pairs that differ: whose answer stands, and how many are still open."""

    first: int = 0
    second: int = 0
    other: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the agreement: its figures, what became of the differences, and what is not counted
    because the question was asked in one of the readings only.
    """

    agreed: Agreed
    stood: Stood
    asked_once: int
    small_below: int

    @property
    def small(self) -> bool:
        """Whether there are too few pairs to say much by a per cent or by kappa."""
        return self.agreed.of < self.small_below


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over completed second readings, `cases` of them. `readers` are first readers, `seconds`
    second readers. `elsewhere` counts second readings whose first has not all reached this laptop;
    `corrected` pairs that are left out, because the question was corrected between the readings.
    """

    programme: Programme
    cases: int
    whole: Line
    questions: Mapping[QuestionId, Line]
    standards: Mapping[QuestionId, Line]
    readers: Mapping[PersonId, Line]
    seconds: Mapping[PersonId, Line]
    elsewhere: int
    corrected: int
    method: str = METHOD


@dataclass(frozen=True, slots=True)
class _Read:
    """One pair that counts, with whose answer stands ("" where they agree, "open" where nobody said)."""

    pair: Pair
    standard: QuestionId | None
    stands: str

    @property
    def both(self) -> bool:
        return self.pair.first is not None and self.pair.again is not None


def agreement(inspection: Inspection) -> Agreement:
    """Counts the choice questions of every completed second reading that was not cancelled.

    Answers in words, numbers and dates are compared by people, not counted. What was changed after the
    second reading makes no difference: the first reading counts as it was when the case was drawn.
    """
    done = [s for s in seconds.second_readings(inspection) if s.completed and not s.cancelled]
    held = [(second, seconds.pairs(inspection, second)) for second in done]
    read: list[_Read] = []
    corrected = 0
    for second, pairs in held:
        stands = {q: o.stands for q, o in seconds.outcomes(inspection, second.id).items() if not o.conflict}
        for pair in pairs or ():
            if _counts(inspection.programme, pair):
                corrected += not pair.asked_alike
                if pair.asked_alike:
                    read.append(_read(inspection.programme, pair, stands))
    small = small_base(inspection)
    return Agreement(
        programme=inspection.programme,
        cases=sum(pairs is not None for _, pairs in held),
        whole=_line(read, small),
        questions=_by(read, small, lambda one: one.pair.question),
        standards=_by(read, small, lambda one: one.standard),
        readers=_by(read, small, lambda one: one.pair.first_reader),
        seconds=_by(read, small, lambda one: one.pair.second_reader),
        elsewhere=sum(pairs is None for _, pairs in held),
        corrected=corrected,
    )


def _counts(programme: Programme, pair: Pair) -> bool:
    """Whether a pair is of a question with options, answered in at least one of the readings."""
    answers = programme.questions[pair.question].answers
    given = pair.first is not None or pair.again is not None
    return given and answers is not None and answers.kind == "choice"


def _read(programme: Programme, pair: Pair, stands: Mapping[QuestionId, str]) -> _Read:
    standard = programme.ancestor(programme.questions[pair.question], Level.STANDARD)
    settled = "" if pair.first == pair.again else stands.get(pair.question, "open")
    return _Read(pair, standard.id if standard else None, settled)


def _by(read: Iterable[_Read], small: int, key: Callable[[_Read], Key | None]) -> dict[Key, Line]:
    """One line a group, in the order in which they come; what belongs to none is left out."""
    groups: dict[Key, list[_Read]] = {}
    for one in read:
        name = key(one)
        if name is not None:
            groups.setdefault(name, []).append(one)
    return {name: _line(group, small) for name, group in groups.items()}


def _line(read: Iterable[_Read], small: int) -> Line:
    every = list(read)
    stood = [one.stands for one in every]
    return Line(
        agreed=agreed((one.pair.first, one.pair.again) for one in every if one.both),
        stood=Stood(*(stood.count(what) for what in ("first", "second", "other", "open"))),
        asked_once=sum(not one.both for one in every),
        small_below=small,
    )
