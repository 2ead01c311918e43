"""Practice examples: good or poor practice in a case, told without pointing to anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Register, Written, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.reading.names import Found, pointing
from fieldwork.wording import count

Kind = Literal["good", "poor"]


@dataclass(frozen=True, slots=True)
class Example:
    """An example from a case, about one of its questions ("" for the case as a whole)."""

    id: str
    ref: str
    question: str
    kind: Kind
    text: str
    author: str = ""
    at: str = ""


class StillPoints(Refused):
    """Examples that still hold names, places or references; `found` says where, by the example's id."""

    def __init__(self, examples: Sequence[Example], found: Mapping[str, Sequence[Found]]) -> None:
        pointing = [example for example in examples if found.get(example.id)]
        problems = [
            Problem(f"{example.ref}, character {one.start + 1}", f"{one.text!r} ({one.what.lower()})")
            for example in pointing
            for one in found[example.id]
        ]
        points = "point" if len(pointing) > 1 else "points"
        super().__init__(
            f"{count(len(pointing), 'example')} still {points} to somebody, so nothing is printed.",
            problems,
            "Change the words listed; the names helper offers others.",
        )
        self.found = found


def add(inspection: Inspection, author: str, example: Example) -> Example:
    """Records an example. Refuses one without words, and questions that the programme does not have."""
    made = replace(example, id=new_id())
    change(inspection, author, made, "Added a practice example")
    return find(inspection, made.id)


def change(
    inspection: Inspection, author: str, example: Example, label: str = "Changed a practice example"
) -> Written:
    """Records an example as it is now."""
    queries.case(inspection, example.ref)
    if not example.text.strip():
        raise Refused("An example needs words.", advice="Say what it shows.")
    if example.question and inspection.programme.question(example.question) is None:
        raise Refused(f"There is no question {example.question}.")
    with inspection.edit(author, label) as edit:
        edit.set("example", example.id, "case", example.ref)
        edit.set("example", example.id, "question", example.question or None)
        edit.set("example", example.id, "kind", example.kind)
        edit.set("example", example.id, "text", example.text.strip())
    return edit.written


def draft(inspection: Inspection, author: str, example_id: str, text: str) -> None:
    """Keeps words on the disk while they are typed; `keep` and `change` settle them."""
    inspection.draft(author, "example", example_id, "text", text)


def keep(inspection: Inspection, author: str, example_id: str, text: str) -> Written:
    """Records the words of an example, and settles what was being typed. They are never emptied."""
    words = text.strip() or find(inspection, example_id).text
    register = Register("example", example_id, "text")
    return inspection.settle_draft(author, "Changed a practice example", register, words)


def remove(inspection: Inspection, author: str, example_id: str) -> Written:
    """Takes an example out; the history keeps it."""
    find(inspection, example_id)
    with inspection.edit(author, "Removed a practice example") as edit:
        edit.set("example", example_id, "text", None)
    return edit.written


def find(inspection: Inspection, example_id: str) -> Example:
    """One example. Raises `Refused` where there is none with this id."""
    found = next((e for e in examples(inspection) if e.id == example_id), None)
    if found is None:
        raise Refused(f"There is no example {example_id}.")
    return found


def examples(inspection: Inspection, ref: str = "") -> list[Example]:
    """The examples of a case or of all cases, good ones first."""
    found = [
        _example(inspection, key, row)
        for key, row in inspection.records("example").items()
        if row.get("text")
    ]
    return sorted((e for e in found if not ref or e.ref == ref), key=lambda e: (e.kind, e.question, e.at))


def _example(inspection: Inspection, key: str, row: dict[str, Any]) -> Example:
    head = inspection.head("example", key, "text")
    return Example(
        id=key,
        ref=row.get("case", ""),
        question=row.get("question", ""),
        kind="poor" if row.get("kind") == "poor" else "good",
        text=row["text"],
        author=head.author if head else "",
        at=head.at if head else "",
    )


def still_pointing(inspection: Inspection, example: Example) -> list[Found]:
    """What in an example points to somebody."""
    return pointing(inspection, example.ref, example.text)


def fit_to_print(inspection: Inspection, chosen: Sequence[Example]) -> None:
    """Raises `StillPoints` where one of them still holds names, places or references."""
    found = {example.id: still_pointing(inspection, example) for example in chosen}
    if any(found.values()):
        raise StillPoints(chosen, found)
