"""Proving a file: its seals, the chains of its journal, and its projections against the journal."""

from collections.abc import Iterable
from itertools import groupby

from fieldwork.errors import Problem
from fieldwork.inspection import pattern, tally
from fieldwork.inspection.changes import Change, Register, fold
from fieldwork.inspection.file import Inspection


def check(inspection: Inspection) -> list[Problem]:
    """Everything wrong with a file, with its place; empty when it is whole."""
    problems = [Problem(inspection.path.name, fault) for fault in inspection.store.faults()]
    problems += pattern.missing(inspection.store)
    if problems:  # what follows would stumble over these
        return problems
    changes = list(inspection.journal.all())
    problems += _chains(changes)
    problems += _heads(inspection, changes)
    problems += _projections(inspection)
    return problems


def check_tables(inspection: Inspection) -> list[Problem]:
    """Where the tables that follow from the journal differ from it."""
    return _heads(inspection, list(inspection.journal.all())) + _projections(inspection)


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
        before: list[Change] = []
        for number, entries in groupby(chain, key=lambda c: c.seq):
            here = list(entries)
            place = f"device {device[:8]}, entry {number}"
            if not all(change.is_sound() for change in here):
                found.append(Problem(place, "the entry was altered after it was written"))
            if len(here) > 1:
                found.append(Problem(place, f"{len(here)} different entries have this number"))
            if number == 1 and any(change.prev for change in here):
                found.append(Problem(place, "the first entry names one before it"))
            known = {change.id for change in before if change.seq == number - 1}
            if known and not all(change.prev in known for change in here):
                found.append(Problem(place, "it does not follow the entry before it"))
            before = here
    return found


def _heads(inspection: Inspection, changes: list[Change]) -> list[Problem]:
    found = []
    held = dict(inspection.journal.all_heads())
    for register, group in _by_register(changes).items():
        if fold(group) != held.pop(register, None):
            found.append(
                Problem(" ".join(register), "the current value is not the one that the journal gives")
            )
    for register in held:
        found.append(Problem(" ".join(register), "the journal does not hold this value"))
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
    found += [
        Problem(f"question {q}", "its tally differs from its answers") for q in tally.faults(inspection.store)
    ]
    return found
