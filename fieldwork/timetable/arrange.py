"""Clock times and rooms for the interviews of one office in one half-day: small exact models."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from fieldwork.timetable import costs
from fieldwork.timetable.board import Board, Taken, at_minute
from fieldwork.timetable.options import Option
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.problem import minute

FINE = 1000
"""One unit of the objective over this is a tie-break: rooms that an inspector or a plan keeps."""


def arrange(
    board: Board, crowd: Sequence[Option], keep: Mapping[str, PlannedInterview], seed: int
) -> list[PlannedInterview] | None:
    """Place a `crowd` of one office and half-day round what is on the board; `None` if it cannot be.

    Interviews by telephone or video may be among them, where an inspector holds both.
    Moves as few of `keep` as possible, then has inspectors wait as little as possible, then keeps each
    in one room. The board is left as it was.
    """
    if not crowd:
        return []
    easy = _one_room_each(board, crowd) if not any(o.officer in keep for o in crowd) else None
    return easy or _Arrangement(board, crowd, keep).solve(seed)


def too_crowded(board: Board, crowd: Sequence[Option], seed: int) -> list[Option]:
    """The heart of a crowd that cannot be arranged: leave out anyone and the rest can be."""
    heart = list(crowd)
    for option in crowd:
        fewer = [o for o in heart if o != option]
        if fewer and arrange(board, fewer, {}, seed) is None:
            heart = fewer
    return heart


def _one_room_each(board: Board, crowd: Sequence[Option]) -> list[PlannedInterview] | None:
    """Nobody waits where each inspector has a room to themselves from the start."""
    rules, day = board.problem.rules, crowd[0].half_day[0]
    inspectors = sorted({o.inspector for o in crowd})
    rooms = range(1, board.problem.rooms(crowd[0].office, crowd[0].half_day) + 1)
    used = any(board.room_taken(crowd[0].office, room, day) for room in rooms)
    remote = any(option.remote for option in crowd)
    if remote or used or len(inspectors) > len(rooms):
        return None
    if any(board.inspector_taken(i, day) for i in inspectors):
        return None
    if any(board.problem.officer[o.officer].busy_on(day) for o in crowd):
        return None
    placed = []
    for room, inspector in enumerate(inspectors, start=1):
        held = [o for o in crowd if o.inspector == inspector]
        first, last = board.window(held[0])
        start = ends = first
        for option in held:
            placed.append(_interview(board, option, start, room))
            ends = start + option.minutes
            start = first + -(-(ends + rules.gap - first) // rules.grid) * rules.grid
        if ends > last:
            return None
    return placed


def _interview(board: Board, option: Option, start: int, room: int) -> PlannedInterview:
    day = option.half_day[0]
    starts, ends = at_minute(day, start), at_minute(day, start + option.minutes)
    cases = board.problem.officer[option.officer].cases
    return PlannedInterview(option.officer, option.inspector, option.office, room, starts, ends, cases)


def _merged(taken: Taken, gap: int) -> list[tuple[int, int]]:
    """Times taken, each with the gap after it, overlaps joined: clashes among fixed ones are not ours."""
    merged: list[tuple[int, int]] = []
    for begun, ended in sorted(taken):
        if merged and begun < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended + gap))
        else:
            merged.append((begun, ended + gap))
    return merged


class _Arrangement:
    """The model: a start for each interview in grid steps, and an interval in each room it may use."""

    def __init__(self, board: Board, crowd: Sequence[Option], keep: Mapping[str, PlannedInterview]) -> None:
        self.board, self.crowd, self.keep = board, crowd, keep
        self.rules = board.problem.rules
        self.weights = costs.weights(board.problem)
        self.day = crowd[0].half_day[0]
        self.office = next((o.office for o in crowd if not o.remote), "")
        self.window = {o: board.window(o) for o in crowd}
        self.first = min(first for first, _ in self.window.values())
        self.last = max(last for _, last in self.window.values())
        self.rooms = range(1, board.problem.rooms(self.office, crowd[0].half_day) + 1)
        self.model = cp_model.CpModel()
        self.cost: list[cp_model.LinearExprT] = []
        self.step = {o: self._steps(o) for o in crowd}
        self.start = {option: self.first + self.rules.grid * var for option, var in self.step.items()}
        self.seated = [o for o in crowd if not o.remote]
        self.uses = {(o, room): self.model.new_bool_var("") for o in self.seated for room in self.rooms}
        self._inspectors_once()
        self._rooms_once()
        self._officers_there()
        self._keep_times()
        self.model.minimize(sum(self.cost))

    def _steps(self, option: Option) -> cp_model.IntVar:
        """How many grid steps after the first moment of all the interview begins."""
        (first, last), grid = self.window[option], self.rules.grid
        return self.model.new_int_var(
            -(-(first - self.first) // grid), (last - self.first - option.minutes) // grid, ""
        )

    def solve(self, seed: int) -> list[PlannedInterview] | None:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = 1.0
        status = solver.solve(self.model)
        if status == cp_model.UNKNOWN:  # a yes or no is needed, for the cuts and the bound to hold
            self.model.clear_objective()  # type: ignore[no-untyped-call]
            solver.parameters.max_deterministic_time = float("inf")
            status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        room = {o: next(r for r in self.rooms if solver.value(self.uses[o, r])) for o in self.seated}
        room |= {o: 0 for o in self.crowd if o.remote}
        return [_interview(self.board, o, solver.value(self.start[o]), room[o]) for o in self.crowd]

    def _inspectors_once(self) -> None:
        """One thing at a time with the gap between, leaving as early as possible."""
        by_inspector: dict[str, list[Option]] = defaultdict(list)
        for option in self.crowd:
            by_inspector[option.inspector].append(option)
        for inspector, held in by_inspector.items():
            gap = self.rules.gap
            stays = [self.model.new_fixed_size_interval_var(self.start[o], o.minutes + gap, "") for o in held]
            taken = _merged(self.board.inspector_taken(inspector, self.day), gap)
            stays += [self.model.new_fixed_size_interval_var(a, b - a, "") for a, b in taken]
            self.model.add_no_overlap(stays)
            leaves = self.model.new_int_var(self.first, self.last, "")
            for option in held:
                self.model.add(leaves >= self.start[option] + option.minutes)
            self.cost.append(FINE * max(self.weights["waiting"], 1) * leaves)
            self._stay_in_room([option for option in held if not option.remote])

    def _stay_in_room(self, held: Sequence[Option]) -> None:
        for room in self.rooms if held else ():
            used = self.model.new_bool_var("")
            self.model.add_max_equality(used, [self.uses[o, room] for o in held])
            self.cost.append((10 + room) * used)

    def _rooms_once(self) -> None:
        for option in self.seated:
            self.model.add_exactly_one(self.uses[option, room] for room in self.rooms)
        for room in self.rooms:
            stays = [
                self.model.new_optional_fixed_size_interval_var(
                    self.start[o], o.minutes, self.uses[o, room], ""
                )
                for o in self.seated
            ]
            taken = _merged(self.board.room_taken(self.office, room, self.day), 0)
            stays += [self.model.new_fixed_size_interval_var(a, b - a, "") for a, b in taken]
            self.model.add_no_overlap(stays)

    def _officers_there(self) -> None:
        """Round the times when officers are elsewhere."""
        for option in self.crowd:
            busy = self.board.problem.officer[option.officer].busy_on(self.day)
            if busy:
                stays = [self.model.new_fixed_size_interval_var(a, b - a, "") for a, b in _merged(busy, 0)]
                stays.append(self.model.new_fixed_size_interval_var(self.start[option], option.minutes, ""))
                self.model.add_no_overlap(stays)

    def _keep_times(self) -> None:
        """An interview that was planned stays at its time, and if it can in its room."""
        for option in self.crowd:
            old = self.keep.get(option.officer)
            if old is None or (old.inspector, old.office) != (option.inspector, option.office):
                continue
            steps, rest = divmod(minute(old.starts) - self.first, self.rules.grid)
            if rest or old.starts.date() != self.day:
                continue
            moved = self.model.new_bool_var("")
            self.model.add(self.step[option] == steps).only_enforce_if(~moved)
            self.cost.append(FINE * self.weights["moved"] * self.rules.grid * moved)
            if not option.remote and old.room in self.rooms:
                self.cost.append(50 * ~self.uses[option, old.room])
