"""Making the demo inspection, and working it from the office's list to the merged team file."""

import random
from collections.abc import Callable
from pathlib import Path

from fieldwork.demo import disruption, others
from fieldwork.demo.answers import read_case
from fieldwork.demo.setting_up import (
    ENDS,
    FILE_NAME,
    LEAD,
    PASSPHRASE,
    READER,
    disk,
    plan,
    remove,
    set_up,
)
from fieldwork.inspection import audit, backups, queries
from fieldwork.inspection.file import SUFFIX, Inspection
from fieldwork.inspection.records import CaseRow, PersonId, Status
from fieldwork.programme.model import QuestionId
from fieldwork.reading import concerns, examples
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example
from fieldwork.reading.service import NotComplete, Reader

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
    with disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        remove(part)
        with set_up(folder, part) as inspection:
            plan(inspection)
            _read_some(inspection, share_complete=0.35, share_begun=0.2)
            _leave_marks(inspection)
        part.replace(path)
    return path


def work_through(folder: Path, say: Say = lambda _: None) -> list[Path]:
    """Works the demo inspections through in a folder, one a programme; returns every file made.

    Office list, allocation, plan, a day that goes wrong and the plan's repair, all readings on an
    inspector's laptop, a sealed package, its merge into the lead's file with a conflict settled, receipts,
    what was settled sent back, and the prints of one inspector; then a smaller inspection of each older
    programme. An earlier run's files in the folder are made anew.
    """
    lead, mine = folder / f"Northmoor 2019 lead{SUFFIX}", folder / f"Northmoor 2019 inspector{SUFFIX}"
    packages, prints = folder / "packages", folder / "prints"
    with disk(folder):
        if lead.exists():
            for old in (*packages.glob("*.fwpkg"), *prints.glob("*/*.pdf"), *folder.glob("calendars/*.ics")):
                old.unlink()
        remove(lead)
        remove(mine)
        packages.mkdir(parents=True, exist_ok=True)
        say("Taking in the office's list, allocating and planning…")
        with set_up(folder, lead) as inspection:
            plan(inspection)
            inspection.journal.mark_sent([c.id for c in inspection.journal.unsent()], "copied")
            backups.backup(inspection, mine)
        with Inspection.open(mine, PASSPHRASE) as inspector, Inspection.open(lead, PASSPHRASE) as leads:
            queries.set_user(leads, queries.person(leads, LEAD).id)
            say("Telling people, and repairing the plan on a day that goes wrong…")
            disruption.work_through(leads, folder)
            say("Reading the cases…")
            _read_some(inspector, share_complete=0.97, share_begun=0.03)
            _leave_marks(inspector)
            say("Sending, receiving, settling what was changed apart…")
            _change_apart(inspector, leads)
            _exchange(inspector, leads, packages)
            say("Printing…")
            _print(leads, prints)
        others.work_through(folder, say)
    kinds = (".csv", ".ics", ".pdf", ".xlsx", ".fwpkg", SUFFIX)
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in kinds)


def _exchange(inspector: Inspection, leads: Inspection, packages: Path) -> None:
    """The inspector sends, the lead receives and settles, and what was settled goes back."""
    from fieldwork.exchange.receive import receive_all  # the sealing is slow to import
    from fieldwork.exchange.send import send

    reader, lead = queries.person(inspector, READER).id, queries.person(leads, LEAD).id
    sent = send(inspector, reader, packages)
    got = receive_all(leads, lead, [sent.package] if sent.package else [])
    for conflict in audit.conflicts(leads):
        theirs = next(side for side in conflict.sides if side.author != lead)
        audit.settle(leads, lead, conflict.id, theirs.id)
    back = send(leads, lead, packages)
    news = [path for path in (*(one.receipt for one in got), back.package) if path]
    receive_all(inspector, reader, news)


def _print(inspection: Inspection, folder: Path) -> None:
    """Every document but those handed out before; those about cases for the cases of one inspector."""
    from fieldwork.documents.produce import DOCUMENTS, print_to  # slow to import: reportlab

    reader = queries.person(inspection, READER).id
    own = [row.ref for row in queries.cases(inspection, withdrawn=False) if row.inspector == reader]
    for document in (name for name in DOCUMENTS if name not in ("officer-letters", "change-slips")):
        refs = own if document in ("case-summary", "interview-notes", "pack") else ()
        print_to(inspection, document, folder / document, refs, printed=ENDS)


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
    reader = queries.person(inspection, READER).id
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
    reader = Reader(leads, queries.person(leads, LEAD).id)
    reader.answer(row.ref, question, "no" if given == "yes" else "yes")
