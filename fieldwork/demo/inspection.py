"""Making the demo inspection, and working it from the office's list to the merged team file."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fieldwork.demo.answers import read_case
from fieldwork.demo.people import write_list
from fieldwork.errors import Fault
from fieldwork.inspection import audit, backups, queries
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.records import CaseRow, PersonId, Role, Status
from fieldwork.programme import library
from fieldwork.programme.model import QuestionId
from fieldwork.reading import concerns, examples
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example
from fieldwork.reading.service import NotComplete, Reader
from fieldwork.sample import allocate, team
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import take_in

#: No secret: everybody in the demo is invented.
PASSPHRASE = "demonstration"
FILE_NAME = f"Northmoor 2019 (demo){SUFFIX}"
_TITLE, _PROVIDER = "Northmoor 2019 (demo)", "Northmoor CRC"
_STARTS, _ENDS = date(2019, 9, 16), date(2019, 9, 27)
_LEAD, _READER = "Morwenna Tate", "Beth Garrow"
_TEAM = (
    (_LEAD, Role.LEAD),
    ("Anil Deshmukh", Role.INSPECTOR),
    (_READER, Role.INSPECTOR),
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
Say = Callable[[str], None]


def make_demo(folder: Path) -> Path:
    """The demo inspection in the middle of its first week, on one inspector's laptop.

    Made once: a file that is there already is left as somebody may have worked in it. It appears
    under its name only when it is whole.
    """
    path = folder / FILE_NAME
    if path.exists():
        return path
    part = path.with_name(f"unfinished {FILE_NAME}")
    with _disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _remove(part)
        with _set_up(folder, part) as inspection:
            _plan(inspection)
            _read_some(inspection, share_complete=0.35, share_begun=0.2)
            _leave_marks(inspection)
        part.replace(path)
    return path


def work_through(folder: Path, say: Say = lambda _: None) -> list[Path]:
    """Works the demo inspection through in a folder; returns every file made.

    Office list, allocation, plan, all readings on an inspector's laptop, a sealed package, its
    merge into the lead's file with a conflict settled, receipts, what was settled sent back, and the
    prints of one inspector. An earlier run's files in the folder are made anew.
    """
    lead, mine = folder / f"Northmoor 2019 lead{SUFFIX}", folder / f"Northmoor 2019 inspector{SUFFIX}"
    packages, prints = folder / "packages", folder / "prints"
    with _disk(folder):
        if lead.exists():
            for old in (*packages.glob("*.fwpkg"), *prints.glob("*/*.pdf")):
                old.unlink()
        _remove(lead)
        _remove(mine)
        packages.mkdir(parents=True, exist_ok=True)
        say("Taking in the office's list, allocating and planning…")
        with _set_up(folder, lead) as inspection:
            _plan(inspection)
            inspection.journal.mark_sent([c.id for c in inspection.journal.unsent()], "copied")
            backups.backup(inspection, mine)
        with Inspection.open(mine, PASSPHRASE) as inspector, Inspection.open(lead, PASSPHRASE) as leads:
            queries.set_user(leads, queries.person(leads, _LEAD).id)
            say("Reading the cases…")
            _read_some(inspector, share_complete=0.97, share_begun=0.03)
            _leave_marks(inspector)
            say("Sending, receiving, settling what was changed apart…")
            _change_apart(inspector, leads)
            _exchange(inspector, leads, packages)
            say("Printing…")
            _print(leads, prints)
    kinds = (".csv", ".pdf", ".fwpkg", SUFFIX)
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in kinds)


def _exchange(inspector: Inspection, leads: Inspection, packages: Path) -> None:
    """The inspector sends, the lead receives and settles, and what was settled goes back."""
    from fieldwork.exchange.receive import receive_all  # the sealing is slow to import
    from fieldwork.exchange.send import send

    reader, lead = queries.person(inspector, _READER).id, queries.person(leads, _LEAD).id
    sent = send(inspector, reader, packages)
    got = receive_all(leads, lead, [sent.package] if sent.package else [])
    for conflict in audit.conflicts(leads):
        theirs = next(side for side in conflict.sides if side.author != lead)
        audit.settle(leads, lead, conflict.id, theirs.id)
    back = send(leads, lead, packages)
    news = [path for path in (*(one.receipt for one in got), back.package) if path]
    receive_all(inspector, reader, news)


def _print(inspection: Inspection, folder: Path) -> None:
    """Every document; those about cases for the cases of one inspector."""
    from fieldwork.documents.produce import DOCUMENTS, print_to  # slow to import: reportlab

    reader = queries.person(inspection, _READER).id
    own = [row.ref for row in queries.cases(inspection, withdrawn=False) if row.inspector == reader]
    for document in DOCUMENTS:
        refs = own if document in ("case-summary", "interview-notes", "pack") else ()
        print_to(inspection, document, folder / document, refs, printed=_ENDS)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Turns what the operating system refuses into a sentence about the folder."""
    try:
        yield
    except OSError as error:
        sentence = f"The demo could not be made in {folder.name} ({error.strerror or error})."
        raise Fault(sentence, "Choose a folder that you can write to, and close the demo's files.") from error


def _remove(path: Path) -> None:
    """Deletes an inspection file of an earlier run, with a log that a crash may have left."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


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

    lead = queries.person(inspection, _LEAD).id
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
    reader = queries.person(inspection, _READER).id
    open_rows = [r for r in queries.cases(inspection) if r.status.value == "reading"]
    if len(open_rows) > 1:
        seen = (
            "Police log of last week shows a call-out to the former partner's address; the officer had not "
            "seen it."
        )
        told = {"told": "The officer and the team manager, in person", "told_at": "17 September, 9:40am"}
        concerns.raise_concern(inspection, reader, Concern("", open_rows[0].ref, seen, **told))
        words = "Early evening appointments kept somebody in work."
        examples.add(inspection, reader, Example("", open_rows[1].ref, "2.3.1", "good", words))


def _change_apart(inspector: Inspection, leads: Inspection) -> None:
    """One answer that the lead gives otherwise than the inspector, apart from each other."""
    question = QuestionId("0.1.17")
    row = next(r for r in queries.cases(inspector) if r.form == "supervision" and r.status is Status.COMPLETE)
    given = queries.answers(inspector, row.ref)[question].value
    reader = Reader(leads, queries.person(leads, _LEAD).id)
    reader.answer(row.ref, question, "no" if given == "yes" else "yes")
