"""Immediate concerns: something in a case that needs acting on today, followed until it is closed."""

from dataclasses import dataclass, replace
from typing import Any

from fieldwork import wording
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written, new_id
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection


@dataclass(frozen=True, slots=True)
class Concern:
    """What was seen in a case, who was told and when, and what was done. `raised_at` and `closed_at`
    are clock stamps ("" while open); `told_at` is as written, such as "16 September 2019, 10:30am".
    """

    id: str
    ref: str
    seen: str
    told: str = ""
    told_at: str = ""
    done: str = ""
    raised_by: str = ""
    raised_at: str = ""
    closed_at: str = ""

    @property
    def is_open(self) -> bool:
        return not self.closed_at


#: What a concern says, by field: the label that it goes by.
WORDS = {
    "seen": "What was seen",
    "told": "Who was told",
    "told_at": "When",
    "done": "What was done",
}


def raise_concern(inspection: Inspection, author: str, concern: Concern) -> Concern:
    """Records a new concern about a case, complete or not. Refuses one that does not say what was seen."""
    queries.case(inspection, concern.ref)
    _refuse_wordless(concern)
    made = replace(concern, id=new_id())
    _write(inspection, author, made, "Raised an immediate concern")
    return find(inspection, made.id)


def change(inspection: Inspection, author: str, concern: Concern) -> Written:
    """Records what has been learnt or done since."""
    find(inspection, concern.id)
    _refuse_wordless(concern)
    return _write(inspection, author, concern, "Changed an immediate concern")


def write(inspection: Inspection, author: str, concern_id: str, field: str, text: str) -> Written:
    """Records one field, and settles what was being typed. What was seen is never emptied."""
    held = find(inspection, concern_id)
    words = text.strip() or (held.seen if field == "seen" else "")
    register = Register("concern", concern_id, field)
    return inspection.settle_draft(author, "Changed an immediate concern", register, words or None)


def draft(inspection: Inspection, author: str, concern_id: str, field: str, text: str) -> None:
    """Keeps words on the disk while they are typed; `write` settles them."""
    inspection.draft(author, "concern", concern_id, field, text)


def close(inspection: Inspection, author: str, concern_id: str) -> Written:
    """Closes a concern. Refuses while it does not say who was told and what was done."""
    held = find(inspection, concern_id)
    missing = [
        words for words, value in (("who was told", held.told), ("what was done", held.done)) if not value
    ]
    if missing:
        raise Refused(
            f"The concern about {held.ref} cannot be closed: it does not say {' or '.join(missing)}.",
            advice="Write it down first.",
        )
    with inspection.edit(author, "Closed an immediate concern") as edit:
        edit.set("concern", concern_id, "closed", True)
    return edit.written


def reopen(inspection: Inspection, author: str, concern_id: str) -> Written:
    """Opens a closed concern again."""
    find(inspection, concern_id)
    with inspection.edit(author, "Opened a concern again") as edit:
        edit.set("concern", concern_id, "closed", None)
    return edit.written


def find(inspection: Inspection, concern_id: str) -> Concern:
    """One concern. Raises `Refused` where there is none with this id."""
    found = next((c for c in concerns(inspection) if c.id == concern_id), None)
    if found is None:
        raise Refused(f"There is no concern {concern_id}.")
    return found


def concerns(inspection: Inspection, *, ref: str = "", only_open: bool = False) -> list[Concern]:
    """The concerns of a case or of all cases, the oldest first."""
    found = [_concern(inspection, key, row) for key, row in inspection.records("concern").items()]
    kept = (c for c in found if (not ref or c.ref == ref) and (c.is_open or not only_open))
    return sorted(kept, key=lambda c: (c.raised_at, c.id))


def _concern(inspection: Inspection, key: str, row: dict[str, Any]) -> Concern:
    raised = inspection.head("concern", key, "case")
    closed = inspection.head("concern", key, "closed")
    return Concern(
        id=key,
        ref=row.get("case", ""),
        raised_by=raised.author if raised else "",
        raised_at=raised.at if raised else "",
        closed_at=closed.at if closed and closed.value else "",
        **{name: str(row.get(name, "")) for name in WORDS},
    )


def _refuse_wordless(concern: Concern) -> None:
    if not concern.seen.strip():
        raise Refused("A concern says what was seen.", advice="Write what gave rise to it.")


def _write(inspection: Inspection, author: str, concern: Concern, label: str) -> Written:
    with inspection.edit(author, label) as edit:
        edit.set("concern", concern.id, "case", concern.ref)
        for name in WORDS:
            edit.set("concern", concern.id, name, getattr(concern, name).strip() or None)
    return edit.written


def raised_on(concern: Concern) -> str:
    """When it was raised, written `16 September 2019, 10:30am`, in the computer's own time."""
    at = moment(concern.raised_at).astimezone()
    return f"{wording.day(at.date())}, {wording.clock(at)}"
