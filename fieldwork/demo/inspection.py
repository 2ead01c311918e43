"""Making the demo inspection, and working it from the office's list to the merged team file."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fieldwork.demo.answers import read_case
from fieldwork.demo.people import write_list
from fieldwork.errors import Fault
from fieldwork.inspection import audit, backups, queries
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.records import CaseRow, PersonId, Role
from fieldwork.programme import library
from fieldwork.reading.service import NotComplete, Reader
from fieldwork.sample import allocate, team
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import take_in

#: No secret: everybody in the demo is invented.
PASSPHRASE = "demonstration"
FILE_NAME = f"Northmoor 2019 (demo){SUFFIX}"
_TITLE, _PROVIDER = "Northmoor 2019 (demo)", "Northmoor CRC"
_STARTS, _ENDS = date(2019, 9, 16), date(2019, 9, 27)
_TEAM = (
    ("Morwenna Tate", Role.LEAD),
    ("Anil Deshmukh", Role.INSPECTOR),
    ("Beth Garrow", Role.INSPECTOR),
    ("Colin Haverstock", Role.INSPECTOR),
    ("Dilys Ŵynne", Role.INSPECTOR),
    ("Edmund Fairclough", Role.INSPECTOR),
    ("Fatima Osei", Role.INSPECTOR),
    ("Gordon Pell", Role.LOCAL_ASSESSOR),
    ("Hester Quayle", Role.LOCAL_ASSESSOR),
)
_READER = "Beth Garrow"
_ROOMS = {
    "Ashbourne Quay": 3,
    "Brackenfell": 2,
    "Caldermouth": 3,
    "Dunmere": 2,
    "Eastholme": 2,
    "Fellgate": 2,
}
Say = Callable[[str], None]


def make_demo(folder: Path) -> Path:
    """The demo inspection in the middle of its first week, on one inspector's laptop.

    Made once: a file that is there already is left as somebody may have worked in it.
    """
    path = folder / FILE_NAME
    if path.exists():
        return path
    _folder(folder)
    with _set_up(folder, path) as inspection:
        _plan(inspection)
        _read_some(inspection, share_complete=0.35, share_begun=0.2)
        _leave_marks(inspection)
    return path


def work_through(folder: Path, say: Say = lambda _: None) -> list[Path]:
    """Works the demo inspection through in a folder; returns every file made.

    Office list, allocation, plan, all readings on an inspector's laptop, a sealed package, its
    merge into the lead's file with a conflict settled, receipts both ways, and the prints.
    """
    from fieldwork.documents.produce import print_to
    from fieldwork.exchange.receive import receive
    from fieldwork.exchange.send import send

    _folder(folder)
    lead, mine = folder / f"Northmoor 2019 lead{SUFFIX}", folder / f"Northmoor 2019 inspector{SUFFIX}"
    for old in (lead, mine):
        old.unlink(missing_ok=True)
    say("Taking in the office's list, allocating and planning…")
    with _set_up(folder, lead) as inspection:
        _plan(inspection)
        inspection.journal.mark_sent([c.id for c in inspection.journal.unsent()], "copied")
        backups.backup(inspection, mine)
    packages = folder / "packages"
    _folder(packages)
    with Inspection.open(mine, PASSPHRASE) as inspector, Inspection.open(lead, PASSPHRASE) as leads:
        queries.set_user(inspector, queries.person(inspector, _READER).id)
        say("Reading the cases…")
        _read_some(inspector, share_complete=0.97, share_begun=0.03)
        _leave_marks(inspector)
        say("Sending, receiving, settling what was changed apart…")
        _change_apart(leads)
        sent = send(inspector, queries.person(inspector, _READER).id, packages)
        assert sent.package is not None
        got = receive(leads, queries.person(leads, "Morwenna Tate").id, sent.package)
        for conflict in audit.conflicts(leads):
            audit.settle(
                leads, queries.person(leads, "Morwenna Tate").id, conflict.id, conflict.sides[-1].id
            )
        if got.receipt:
            receive(inspector, queries.person(inspector, _READER).id, got.receipt)
        say("Printing…")
        prints = folder / "prints"
        for document in ("case-summary", "interview-notes", "blank-form", "timetable", "sample", "pack"):
            print_to(leads, document, prints / document, printed=_ENDS)
    kinds = (".csv", ".pdf", ".fwpkg", SUFFIX)
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in kinds)


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(
            f"The folder {folder.name} could not be made ({error.strerror or error}).", "Choose another."
        ) from error


def _set_up(folder: Path, path: Path) -> Inspection:
    """A new file with the team, the list taken in, cases allocated and rooms known."""
    inspection = Inspection.create(
        path,
        PASSPHRASE,
        programme=library.load("adult"),
        title=_TITLE,
        provider=_PROVIDER,
        starts=_STARTS,
        ends=_ENDS,
    )
    people = [team.add(inspection, "", name, role) for name, role in _TEAM]
    lead = people[0].id
    office_list = folder / "office list.csv"
    write_list(office_list)
    take_in(inspection, lead, read_list(office_list, inspection.programme))
    allocate.share_out(inspection, lead)
    with inspection.edit(lead, "Set the offices' rooms") as edit:
        for name, rooms in _ROOMS.items():
            edit.set("office", queries.office_id(inspection, name), "rooms", rooms)
    reader = next(p for p in people if p.name == _READER)
    queries.set_user(inspection, reader.id)
    return inspection


def _plan(inspection: Inspection) -> None:
    from fieldwork.timetable.plan_file import keep_plan, problem_of  # the solver is slow to import
    from fieldwork.timetable.solver import solve

    lead = queries.person(inspection, "Morwenna Tate").id
    keep_plan(inspection, lead, solve(problem_of(inspection), seconds=3).interviews)


def _read_some(inspection: Inspection, *, share_complete: float, share_begun: float) -> None:
    """Reads cases on behalf of those who hold them: some to the end, some in part."""
    chance = random.Random(7)
    rows = queries.cases(inspection)
    order = chance.sample(rows, len(rows))
    complete = round(len(rows) * share_complete)
    begun = order[complete : complete + round(len(rows) * share_begun)]
    with inspection.store.transaction():
        for row in order[:complete]:
            _read(inspection, row, chance, 1.0)
            _complete(inspection, row)
        for row in begun:
            _read(inspection, row, chance, chance.uniform(0.2, 0.9))


def _read(inspection: Inspection, row: CaseRow, chance: random.Random, share: float) -> None:
    with inspection.edit(row.inspector or "", "Read a case") as edit:
        read_case(inspection, edit, row.ref, chance, share)


def _complete(inspection: Inspection, row: CaseRow) -> None:
    reader = Reader(inspection, row.inspector or PersonId(""))
    for warning in reader.open(row.ref).warnings:
        reader.reason(row.ref, warning.question, "The points that were missed weigh less than what was done.")
    try:
        reader.complete(row.ref)
    except NotComplete:
        return


def _leave_marks(inspection: Inspection) -> None:
    """An immediate concern and a practice example, in cases that are open."""
    reader = Reader(inspection, queries.person(inspection, _READER).id)
    open_rows = [r for r in queries.cases(inspection) if r.status.value == "reading"]
    if len(open_rows) > 1:
        reader.case_note(
            open_rows[0].ref,
            "concern",
            "Police log of last week shows a call-out to the former partner's address; the officer had not "
            "seen it. Told the officer and the team manager in person, same morning.",
        )
        reader.case_note(open_rows[1].ref, "example", "Early evening appointments kept somebody in work.")


def _change_apart(leads: Inspection) -> None:
    """One answer that the lead gives while the inspector gives another."""
    row = queries.cases(leads, withdrawn=False)[0]
    reader = Reader(leads, queries.person(leads, "Morwenna Tate").id)
    reader.answer(row.ref, leads.programme.form_questions(row.form)[2].id, "too_low")
