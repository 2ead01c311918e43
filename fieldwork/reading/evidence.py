"""Evidence that is not a case: meetings, observations, officers, the organisation as a whole.

A record is read like a case, by the same `Reader`; what differs is how it comes to be. There is one
record of the organisation, one of each officer, and any number of the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRef, PersonId
from fieldwork.programme.model import Form


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says of itself. Times are local; `people` are the inspectors who take part;
    `with_whom` are roles or bodies, such as "Three middle managers", never people on probation.
    """

    form: str
    title: str = ""
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    with_whom: str = ""
    people: tuple[PersonId, ...] = field(default_factory=tuple)


def add(inspection: Inspection, author: str, record: Record) -> CaseRef:
    """Makes a record of a meeting, an observation or a contact; returns its id.

    Raises `Refused` for a form of which there is one record only, and for times out of order.
    """
    form = _form(inspection, record.form)
    if form.subject != "record":
        raise Refused(
            f"{form.title} is not added: there is always one.", advice="Open the one that is there."
        )
    ref = CaseRef(new_id())
    _write(inspection, author, ref, record, f"Added: {form.title}")
    return ref


def change(inspection: Inspection, author: str, ref: str, record: Record) -> Written:
    """Changes what a record says of itself; its answers stay."""
    form = _form(inspection, queries.case(inspection, ref).form)
    return _write(inspection, author, ref, replace(record, form=form.id), f"Changed: {form.title}")


def remove(inspection: Inspection, author: str, ref: str) -> Written:
    """Takes a record out of the lists; its answers are kept in the history.

    Raises `Refused` for one that there is always one of.
    """
    form = _form(inspection, queries.case(inspection, ref).form)
    if form.subject != "record":
        raise Refused(f"{form.title} is not removed: there is always one.")
    with inspection.edit(author, f"Removed: {form.title}") as edit:
        edit.set("record", ref, "withdrawn", True)
    return edit.written


def prepare(inspection: Inspection, author: str) -> Written:
    """Makes the records that there is one of: of the organisation, and of each responsible officer.

    Does nothing for those that are there; the ids are the same on every laptop. Nobody undoes it.
    """
    there = set(inspection.records("record"))
    with inspection.edit(author, "Prepared the forms for other evidence", kind="set-up") as edit:
        for ref, values in _always_there(inspection):
            for field, value in values.items() if ref not in there else ():
                edit.set("record", ref, field, value)
    return edit.written


def _always_there(inspection: Inspection) -> Iterator[tuple[str, dict[str, str | None]]]:
    """The records that there is one of: id, and what they say of themselves."""
    officers = queries.officers(inspection)
    for form in inspection.programme.evidence_forms:
        if form.subject == "organisation":
            yield form.id, {"form": form.id, "title": form.title}
        elif form.subject == "officer":
            for officer in officers:
                about = {"officer": officer.id, "officer_name": officer.name, "place": officer.office or None}
                if officer.grade and "officer_grade" in inspection.programme.facts:
                    about["fact.officer_grade"] = officer.grade
                yield f"{form.id}.{officer.id}", {"form": form.id, "title": officer.name, **about}


def read(inspection: Inspection, ref: str) -> Record:
    """What a record says of itself."""
    held = inspection.record("record", ref)
    if not held:
        raise Refused(f"There is no record {ref} in this inspection.")
    return Record(
        form=held["form"],
        title=held.get("title", ""),
        day=date.fromisoformat(held["date"]) if "date" in held else None,
        starts=time.fromisoformat(held["starts"]) if "starts" in held else None,
        ends=time.fromisoformat(held["ends"]) if "ends" in held else None,
        place=held.get("place", ""),
        with_whom=held.get("with_whom", ""),
        people=tuple(PersonId(p) for p in held.get("people", ())),
    )


def name_of(inspection: Inspection, ref: str) -> str:
    """What a case or record is called in a list: `E255766`, `Meeting with sentencers: Judges`."""
    row = queries.case(inspection, ref)
    if row.subject == "case":
        return row.ref
    form = inspection.programme.forms[row.form].title
    return f"{form}: {row.title}" if row.title not in ("", form) else form


def _form(inspection: Inspection, name: str) -> Form:
    form = inspection.programme.forms.get(name)
    if form is None or form.subject == "case":
        known = ", ".join(f.id for f in inspection.programme.evidence_forms)
        raise Refused(
            f"There is no form {name} for evidence that is not a case.", advice=f"The forms are: {known}."
        )
    return form


def _write(inspection: Inspection, author: str, ref: str, record: Record, label: str) -> Written:
    if record.starts and record.ends and record.ends <= record.starts:
        raise Refused("It ends before it starts.", advice="Change one of the two times.")
    if (record.starts or record.ends) and record.day is None:
        raise Refused("It has a time but no day.", advice="Give the day as well.")
    values: dict[str, Any] = {
        "form": record.form,
        "title": " ".join(record.title.split()) or None,
        "date": record.day.isoformat() if record.day else None,
        "starts": record.starts.isoformat("minutes") if record.starts else None,
        "ends": record.ends.isoformat("minutes") if record.ends else None,
        "place": record.place.strip() or None,
        "with_whom": record.with_whom.strip() or None,
        "people": list(record.people) or None,
    }
    with inspection.edit(author, label) as edit:
        for name, value in values.items():
            edit.set("record", ref, name, value)
    return edit.written
