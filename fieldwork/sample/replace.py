"""Replacing a case that was withdrawn by a reserve of its stratum."""

from collections import Counter
from dataclasses import dataclass

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Status
from fieldwork.sample.kept import REPLACEMENT, Kept, bring_in, every, reserve_facts
from fieldwork.sample.sync import name_places_and_officers
from fieldwork.wording import count


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a replacement did: the case that left, the one that came, their stratum in words, and how many
    of its reserves are left.
    """

    ref: str
    by: str
    stratum: str
    left: int
    written: Written


def replace(inspection: Inspection, author: str, ref: str, reason: str) -> Replaced:
    """Withdraws a drawn case, where that has not happened, and brings in the next reserve of its stratum
    whose officer is below the limit; whoever was to read the one reads the other. One step.

    Raises `Refused` for a case that was not drawn, was replaced before or is complete, without a reason, and
    where no reserve is left; then nothing is changed.
    """
    draw = _draw_of(inspection, ref)
    row = queries.case(inspection, ref)
    if row.status is Status.COMPLETE:
        raise Refused(f"{ref} has been read and is complete.", advice="Reopen it first, if it must go.")
    if not reason.strip():
        raise Refused("A replacement needs its reason.", advice="Say in a few words why the case goes.")
    stratum = draw.of[ref]
    by = _next(inspection, draw, stratum, ref)
    given = reserve_facts(inspection, by)
    with inspection.edit(author, "Replaced a case from the reserves") as edit:
        edit.set("case", ref, "withdrawn", True)
        bring_in(edit, by, given)
        if row.inspector:
            edit.set("case", by, "inspector", row.inspector)
        name_places_and_officers(inspection, edit, [given])
        for field, value in (
            ("draw", draw.form),
            ("by", by),
            ("stratum", stratum),
            ("reason", reason.strip()),
        ):
            edit.set(REPLACEMENT, ref, field, value)
    left = len(draw.reserves[stratum]) - 1
    return Replaced(ref, by, draw.label(stratum), left, edit.written)


def open_places(inspection: Inspection, draw: Kept) -> list[CaseRow]:
    """The cases of a sample that are withdrawn and not replaced."""
    now = set(draw.now)
    return [r for r in queries.cases(inspection) if r.ref in now and r.status is Status.WITHDRAWN]


def _draw_of(inspection: Inspection, ref: str) -> Kept:
    queries.case(inspection, ref)  # refuses a case that is not there
    for draw in every(inspection):
        earlier = next((one for one in draw.replacements if one.ref == ref), None)
        if earlier is not None:
            raise Refused(f"{ref} has been replaced by {earlier.by} already.")
        if ref in draw.now:
            return draw
    raise Refused(
        f"{ref} was not drawn with this inspection, so that no reserves are kept for it.",
        advice="Only cases of a sample that was drawn and kept here are replaced from its reserves.",
    )


def _next(inspection: Inspection, draw: Kept, stratum: str, ref: str) -> str:
    """The reserve that comes in; raises `Refused` where there is none."""
    now = {*draw.now} - {ref}
    rows = [r for r in queries.cases(inspection, withdrawn=False) if r.ref in now]
    held = Counter(r.officer for r in rows if r.officer)
    waiting = draw.reserves.get(stratum, ())
    for one in waiting:
        officer = str(reserve_facts(inspection, one).get("responsible_officer", ""))
        if held[officer] < draw.wish.most_of_one_officer:
            return one
    why = f"No reserve is left of its stratum ({draw.label(stratum)})."
    if waiting:
        most = draw.wish.most_of_one_officer
        why = f"{count(len(waiting), 'reserve')} of its stratum would give an officer more than {most} cases."
    raise Refused(f"{ref} cannot be replaced.", advice=f"{why} The sample may be smaller; or draw it again.")
