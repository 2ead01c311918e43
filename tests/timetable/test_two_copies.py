"""The timetable changed apart on two laptops: a package both ways, and every clash shown on both."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.exchange.receive import receive_all
from fieldwork.exchange.send import send
from fieldwork.inspection import audit, checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.timetable.apart import changed_apart
from fieldwork.timetable.by_hand import put, take_out
from fieldwork.timetable.check import check
from fieldwork.timetable.marks import STATES, mark
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import planned, problem_of, set_absences, set_locked
from tests.cli.conftest import run
from tests.conftest import LEAD, PASSPHRASE, READER
from tests.timetable.test_today import MONDAY, OFFICERS, TUESDAY, at, planned_file, who

__all__ = ["planned_file"]

OFFICE = "office-1"


@dataclass
class Two:
    """The lead's laptop, and the office's."""

    lead: Inspection
    office: Inspection
    post: Path

    def exchange(self) -> None:
        """Each sends what the other lacks, and takes in what it gets."""
        sent = [
            (self.office, OFFICE, send(self.lead, LEAD, self.post).package),
            (self.lead, LEAD, send(self.office, OFFICE, self.post).package),
        ]
        for to, author, package in sent:
            if package:
                receive_all(to, author, [package])

    def problems(self) -> list[list[str]]:
        """The kinds of problem that each file's check lists."""
        found = []
        for inspection in (self.lead, self.office):
            said = run("timetable", "check", inspection.path, "--json", passphrase=PASSPHRASE)
            found.append([p["kind"] for p in said.json["problems"]])
            assert said.status == int(bool(found[-1]))
        return found


@pytest.fixture
def two(planned_file: Inspection, tmp_path: Path) -> Iterator[Two]:
    with planned_file.edit(LEAD, "Added the office") as edit:
        edit.set("person", OFFICE, "name", "Olwen Desk")
        edit.set("person", OFFICE, "role", "office")
    planned_file.close()
    with ExitStack() as opened:
        copies = []
        for name in ("lead", "office"):
            (tmp_path / name).mkdir()
            path = shutil.copy(planned_file.path, tmp_path / name / "made.fieldwork")
            copies.append(opened.enter_context(Inspection.open(Path(path), PASSPHRASE)))
        (tmp_path / "post").mkdir()
        yield Two(copies[0], copies[1], tmp_path / "post")


def move(inspection: Inspection, author: str, name: str, to: datetime, **more: object) -> None:
    (i,) = (i for i in planned(inspection) if i.officer == who(inspection, name))
    put(inspection, author, [replace(i, starts=to, ends=to + timedelta(minutes=75), **more)])  # type: ignore[arg-type]


def test_two_moved_apart_into_one_anothers_way_are_a_clash_on_both_laptops(two: Two) -> None:
    move(two.lead, LEAD, "Farah Fox", at(TUESDAY, 11, 15))
    move(two.office, OFFICE, "Tom Reed", at(TUESDAY, 11, 15))
    assert two.problems() == [[], []]
    two.exchange()
    assert two.problems() == [["inspector_twice", "room_twice"]] * 2
    assert planned(two.lead) == planned(two.office)
    assert audit.conflicts(two.lead) == []
    move(two.lead, LEAD, "Farah Fox", at(TUESDAY, 14))
    two.exchange()
    assert two.problems() == [[], []]


def test_one_moved_apart_to_two_times_is_shown_until_it_is_settled(two: Two) -> None:
    move(two.lead, LEAD, "Una Price", at(TUESDAY, 14))
    move(two.office, OFFICE, "Una Price", at(date(2019, 9, 18), 9, 30))
    two.exchange()
    assert two.problems() == [["changed_apart"]] * 2
    assert (
        changed_apart(two.lead)
        == changed_apart(two.office)
        == ("The interview with Una Price was changed apart (time) by Carys Lead and Olwen Desk.",)
    )
    for conflict in audit.conflicts(two.lead):
        audit.settle(two.lead, LEAD, conflict.id, next(s.id for s in conflict.sides if s.author == OFFICE))
    two.exchange()
    assert two.problems() == [[], []]
    assert {i.starts.date() for i in planned(two.office)} == {MONDAY, date(2019, 9, 18)}


def test_an_absence_from_one_laptop_meets_a_move_from_the_other(two: Two) -> None:
    move(two.lead, LEAD, "Farah Fox", at(TUESDAY, 11, 15))
    set_absences(two.office, OFFICE, "officer", who(two.office, "Farah Fox"), [(TUESDAY, "am")])
    two.exchange()
    assert two.problems() == [["officer_absent"]] * 2


def test_an_inspectors_mark_travels_and_holds_against_a_move(two: Two) -> None:
    """The inspector has no say in the plan, but in what became of an interview."""
    mark(two.office, READER, who(two.office, "Farah Fox"), "held", note="In room 2")
    move(two.lead, LEAD, "Farah Fox", at(TUESDAY, 14))
    two.exchange()
    assert two.problems() == [[], []]
    assert at(MONDAY, 9, 30) in {i.starts for i in planned(two.lead)}
    assert planned(two.lead) == planned(two.office)


# -- whatever two people do ------------------------------------------------------------------------

_DAYS = tuple(date(2019, 9, day) for day in (16, 17, 18))
_DEEDS = st.tuples(
    st.sampled_from(["move", "resize", "take out", "lock", "free", "away", *STATES, "unmark"]),
    st.sampled_from(OFFICERS),
    st.sampled_from(_DAYS),
    st.sampled_from([time(9, 30), time(11), time(14)]),
    st.sampled_from([LEAD, READER]),
)


def _do(inspection: Inspection, author: str, deed: tuple[str, str, date, time, str]) -> None:
    """One thing that somebody does by hand; what is refused is left."""
    what, name, day, when, other = deed
    key = who(inspection, name)
    now = next((i for i in planned(inspection) if i.officer == key), None)
    starts = datetime.combine(day, when)
    if what == "away":
        set_absences(inspection, author, "officer", key, [(day, "am")])
    elif now is None:
        put(
            inspection,
            author,
            [PlannedInterview(key, other, "Newcastle", 1, starts, starts + timedelta(hours=2), ())],
        )
    elif what in STATES:
        mark(inspection, author, key, what, minutes=20, to=starts)  # type: ignore[arg-type]
    elif what == "unmark":
        mark(inspection, author, key, None)
    elif now.locked or what in ("lock", "free"):
        if not any(i.state for i in queries.interviews(inspection) if i.officer == key):
            set_locked(inspection, author, key, what == "lock")
    elif what == "take out":
        take_out(inspection, author, key)
    elif what == "resize":
        put(inspection, author, [replace(now, ends=now.ends + timedelta(minutes=30))])
    else:
        put(
            inspection,
            author,
            [replace(now, starts=starts, ends=starts + timedelta(minutes=75), inspector=other)],
        )


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, closed_file: bytes) -> bytes:
    """The bytes of the planned file."""
    folder = tmp_path_factory.mktemp("start")
    path = folder / "made.fieldwork"
    path.write_bytes(closed_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("start-home")))
        with Inspection.open(path, PASSPHRASE) as inspection:
            planned_file.__wrapped__(inspection)  # type: ignore[attr-defined]
        return path.read_bytes()


@settings(max_examples=6, deadline=None)
@given(ours=st.lists(_DEEDS, max_size=5), theirs=st.lists(_DEEDS, max_size=5))
def test_whatever_two_do_apart_both_end_with_the_same_plan_and_the_same_clashes(
    start: bytes,
    tmp_path_factory: pytest.TempPathFactory,
    ours: list[tuple],
    theirs: list[tuple],  # type: ignore[type-arg]
) -> None:
    folder = tmp_path_factory.mktemp("apart")
    files = [folder / "one.fieldwork", folder / "other.fieldwork"]
    for path in files:
        path.write_bytes(start)
    with Inspection.open(files[0], PASSPHRASE) as one, Inspection.open(files[1], PASSPHRASE) as other:
        for inspection, author, deeds in ((one, LEAD, ours), (other, OFFICE, theirs)):
            for deed in deeds:
                _do(inspection, author, deed)
        for to, of in ((one, other), (other, one)):
            to.merge(of.journal.where("1 = 1", ()), "package")
        assert planned(one) == planned(other)
        assert check(problem_of(one), planned(one)) == check(problem_of(other), planned(other))
        assert changed_apart(one) == changed_apart(other)
        assert checking.check(one) == []
