"""A timetable as plain values: the interviews planned, and who could not be placed and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["optimal", "feasible", "partial", "empty"]


@dataclass(frozen=True, slots=True)
class PlannedInterview:
    """One interview. Times are local and carry no zone; ids are opaque; `room` counts from 1 and is 0
    where the interview is held by telephone or video.

    A `locked` interview was settled by a person: planning works round it.
    """

    officer: str
    inspector: str
    office: str
    room: int
    starts: datetime
    ends: datetime
    cases: tuple[str, ...]
    locked: bool = False

    @property
    def minutes(self) -> int:
        return int((self.ends - self.starts).total_seconds()) // 60

    @property
    def remote(self) -> bool:
        """Held by telephone or video."""
        return self.room == 0

    @property
    def arranged(self) -> tuple[str, str, str, datetime]:
        """What people were told: who, by whom, where and from when. The room may still change."""
        return (self.officer, self.inspector, self.office, self.starts)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An officer without an interview; `why` is a plain sentence."""

    officer: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What planning came to. Interviews are in order of time, then of inspector.

    `status`: `optimal` (everyone placed and no cheaper plan exists), `feasible` (everyone placed),
    `partial` (some could not be), `empty` (no interview). `objective` counts each thing that costs
    (`costs.WEIGHTS` names and weighs them), `cost` is the weighted sum, and no plan can cost less
    than `bound` (`None` where that is not known). `moved` counts interviews that had to change. `cut`: the
    clock ended the search, so that the same input and seed may give another plan on another day.
    """

    interviews: tuple[PlannedInterview, ...]
    unplaced: tuple[Unplaced, ...]
    status: Status
    objective: Mapping[str, int]
    cost: int
    bound: float | None
    seconds: float
    cut: bool = False

    @property
    def moved(self) -> int:
        return self.objective.get("moved", 0)


def in_order(interviews: Sequence[PlannedInterview]) -> tuple[PlannedInterview, ...]:
    """By time, inspector and officer: the order of every list of interviews."""
    return tuple(sorted(interviews, key=lambda i: (i.starts, i.inspector, i.officer)))
