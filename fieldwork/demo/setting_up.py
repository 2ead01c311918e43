"""Setting up a demo inspection: its team, list, allocation, rooms and plan. Nobody in it exists."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

from fieldwork.demo.people import write_list
from fieldwork.errors import Fault
from fieldwork.inspection import queries
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.records import Role
from fieldwork.programme import library
from fieldwork.sample import allocate, team
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import take_in

#: No secret: everybody in the demo is invented.
PASSPHRASE = "demonstration"
FILE_NAME = f"Northmoor 2019 (demo){SUFFIX}"
_TITLE, _PROVIDER = "Northmoor 2019 (demo)", "Northmoor CRC"
_STARTS, ENDS = date(2019, 9, 16), date(2019, 9, 27)
LEAD, READER = "Morwenna Tate", "Beth Garrow"
_TEAM = (
    (LEAD, Role.LEAD),
    ("Anil Deshmukh", Role.INSPECTOR),
    (READER, Role.INSPECTOR),
    ("Colin Haverstock", Role.INSPECTOR),
    ("Dilys Ŵynne", Role.INSPECTOR),
    ("Edmund Fairclough", Role.INSPECTOR),
    ("Fatima Osei", Role.INSPECTOR),
    ("Gordon Pell", Role.LOCAL_ASSESSOR),
    ("Hester Quayle", Role.LOCAL_ASSESSOR),
)
_ROOMS = {
    "Ashbourne Quay": 3,
    "Brackenfell": 2,
    "Caldermouth": 3,
    "Dunmere": 2,
    "Eastholme": 2,
    "Fellgate": 2,
}
Rows = Sequence[Mapping[str, str]]


def set_up(
    folder: Path, path: Path, programme: str = "adult", title: str = _TITLE, rows: Rows = ()
) -> Inspection:
    """A new file with the team, the list taken in, cases allocated and rooms known."""
    inspection = Inspection.create(
        path,
        PASSPHRASE,
        programme=library.load(programme),
        title=title,
        provider=_PROVIDER,
        starts=_STARTS,
        ends=ENDS,
    )
    people = [team.add(inspection, "", name, role) for name, role in _TEAM]
    lead = people[0].id
    office_list = folder / "office list.csv"
    write_list(office_list, rows)
    take_in(inspection, lead, read_list(office_list, inspection.programme))
    allocate.share_out(inspection, lead)
    with inspection.edit(lead, "Set the offices' rooms") as edit:
        for name, rooms in _ROOMS.items():
            edit.set("office", queries.office_id(inspection, name), "rooms", rooms)
    reader = next(p for p in people if p.name == READER)
    queries.set_user(inspection, reader.id)
    return inspection


def plan(inspection: Inspection) -> None:
    from fieldwork.timetable.debrief import set_debrief
    from fieldwork.timetable.plan_file import keep_plan, problem_of  # the solver is slow to import
    from fieldwork.timetable.solver import solve

    lead = queries.person(inspection, LEAD).id
    set_debrief(inspection, lead, time(17))
    keep_plan(inspection, lead, solve(problem_of(inspection), seconds=3).interviews)


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """Turns what the operating system refuses into a sentence about the folder."""
    try:
        yield
    except OSError as error:
        sentence = f"The demo could not be made in {folder.name} ({error.strerror or error})."
        raise Fault(sentence, "Choose a folder that you can write to, and close the demo's files.") from error


def remove(path: Path) -> None:
    """Deletes an inspection file of an earlier run, with a log that a crash may have left."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
