"""Proving a file: its seals, the chains of its journal, and its projections against the journal."""

from collections.abc import Iterable
from itertools import groupby

from fieldwork.errors import Problem
from fieldwork.inspection.changes import Change, Register, fold
from fieldwork.inspection.file import Inspection


def check(inspection: Inspection) -> list[Problem]:
    """Everything wrong with a file, with its place; empty when it is whole."""
    problems = [Problem(inspection.path.name, fault) for fault in inspection.store.faults()]
    changes = list(inspection.journal.all())
    problems += _chains(changes)
    problems += _heads(inspection, changes)
    problems += _projections(inspection)
    return problems


def rebuild(inspection: Inspection) -> None:
    """Makes heads and projections anew from the journal."""
    with inspection.store.transaction():
        inspection.store.execute("DELETE FROM head")
        inspection.journal.refold(_by_register(inspection.journal.all()))
        inspection.projections.rebuild(inspection.programme)


def _by_register(changes: Iterable[Change]) -> dict[Register, list[Change]]:
    found: dict[Register, list[Change]] = {}
    for change in changes:
        found.setdefault(change.register, []).append(change)
    return found


def _chains(changes: list[Change]) -> list[Problem]:
    """Entries that do not match their id, and entries whose predecessor is not the one they name.

    An entry that has not arrived yet leaves a gap, which is no fault; a changed entry is one.
    """
    found = []
    for device, chain in groupby(changes, key=lambda c: c.device):
        last: Change | None = None
        for change in chain:
            place = f"device {device[:8]}, entry {change.seq}"
            if not change.is_sound():
                found.append(Problem(place, "the entry was altered after it was written"))
            if last is not None and change.seq == last.seq:
                found.append(Problem(place, "two different entries have this number"))
            elif last is not None and change.seq == last.seq + 1 and change.prev != last.id:
                found.append(Problem(place, "it does not follow the entry before it"))
            elif change.seq == 1 and change.prev:
                found.append(Problem(place, "the first entry names one before it"))
            last = change
    return found


def _heads(inspection: Inspection, changes: list[Change]) -> list[Problem]:
    found = []
    for register, group in _by_register(changes).items():
        if fold(group) != inspection.journal.head(register):
            place = " ".join(register)
            found.append(Problem(place, "the current value is not the one that the journal gives"))
    count = inspection.store.row("SELECT count(*) FROM head")
    if count and count[0] != len({c.register for c in changes}):
        found.append(Problem("current values", "there are values that the journal does not hold"))
    return found


def _projections(inspection: Inspection) -> list[Problem]:
    found = []
    refs = set(inspection.projections.refs())
    for ref in sorted(refs):
        wanted = inspection.projections.projected(inspection.programme, ref)
        if wanted != inspection.projections.stored(ref):
            found.append(Problem(f"case {ref}", "its tables differ from what the journal gives"))
    for table, column in (("reading", "ref"), ("answer", "case_ref"), ("note", "case_ref")):
        rows = inspection.store.rows(f"SELECT DISTINCT {column} FROM {table}")
        found += [
            Problem(f"case {r[0]}", f"it is in {table} but not in the journal")
            for r in rows
            if r[0] not in refs
        ]
    return found
