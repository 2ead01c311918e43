"""What helps and what stands in the way, as the report lists it: enablers and barriers, by standard and
provider. Written by the lead from all evidence; no figure comes of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from fieldwork.errors import Refused
from fieldwork.inspection.changes import Written, new_id
from fieldwork.inspection.file import Inspection

REMARK = "remark"
Kind = Literal["enabler", "barrier"]
KINDS: tuple[Kind, ...] = ("enabler", "barrier")


@dataclass(frozen=True, slots=True)
class Remark:
    """One enabler or barrier. `about` is a domain, standard or question, "" for the whole; `provider` a
    value of the fact of that name, "" for all.
    """

    id: str
    kind: Kind
    text: str
    about: str = ""
    provider: str = ""


def remarks(inspection: Inspection) -> list[Remark]:
    """All of them: enablers first, in the order of the framework, then by provider and words."""
    programme = inspection.programme
    order = {question: place for place, question in enumerate(programme.questions)}
    found = [_remark(key, row) for key, row in inspection.records(REMARK).items() if row.get("text")]

    def place(one: Remark) -> tuple[int, int, str, str]:
        question = programme.question(one.about)
        return KINDS.index(one.kind), order[question.id] if question else -1, one.provider, one.text

    return sorted(found, key=place)


def add(inspection: Inspection, author: str, remark: Remark) -> Remark:
    """Records a new one. Raises `Refused` for one without words, and for what the programme lacks."""
    made = replace(remark, id=new_id())
    change(inspection, author, made, f"Added: {made.kind}")
    return made


def change(inspection: Inspection, author: str, remark: Remark, label: str = "") -> Written:
    """Records one as it is now."""
    _check(inspection, remark)
    with inspection.edit(author, label or f"Changed: {remark.kind}") as edit:
        edit.set(REMARK, remark.id, "kind", remark.kind)
        edit.set(REMARK, remark.id, "text", " ".join(remark.text.split()))
        edit.set(REMARK, remark.id, "about", remark.about or None)
        edit.set(REMARK, remark.id, "provider", remark.provider or None)
    return edit.written


def remove(inspection: Inspection, author: str, remark_id: str) -> Written:
    """Takes one out; the history keeps it. Raises `Refused` where there is none with this id."""
    if not any(one.id == remark_id for one in remarks(inspection)):
        raise Refused(f"There is no enabler or barrier {remark_id}.")
    with inspection.edit(author, "Removed an enabler or barrier") as edit:
        edit.set(REMARK, remark_id, "text", None)
    return edit.written


def _check(inspection: Inspection, remark: Remark) -> None:
    programme = inspection.programme
    if not remark.text.strip():
        raise Refused(f"The {remark.kind} has no words.", advice="Say in a sentence what it is.")
    if remark.kind not in KINDS:
        raise Refused(f"{remark.kind} is neither an enabler nor a barrier.")
    if remark.about and programme.question(remark.about) is None:
        raise Refused(f"The programme has no {remark.about}.", advice="Name a domain, standard or question.")
    fact = programme.facts.get("provider")
    if remark.provider and (fact is None or remark.provider not in fact.values):
        known = ", ".join(fact.values) if fact else "none"
        raise Refused(f"There is no provider {remark.provider}.", advice=f"The providers are: {known}.")


def _remark(key: str, row: Mapping[str, Any]) -> Remark:
    kind: Kind = "barrier" if row.get("kind") == "barrier" else "enabler"
    return Remark(key, kind, row["text"], row.get("about", ""), row.get("provider", ""))
