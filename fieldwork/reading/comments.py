"""Comments to the reader of a case, about one of its questions or the whole, with replies until resolved."""

from dataclasses import dataclass
from typing import Any

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.reading.blind import blind_refs

COMMENT, REPLY = "comment", "comment_reply"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment; `at` is a clock stamp."""

    id: str
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What was said about a case's question ("" for the case as a whole), and what became of it.

    `at` and `resolved_at` are clock stamps, `resolved_at` "" while it is open; `resolution` may be empty.
    """

    id: str
    ref: str
    question: str
    text: str
    author: str
    at: str
    replies: tuple[Reply, ...] = ()
    resolved_by: str = ""
    resolved_at: str = ""
    resolution: str = ""

    @property
    def is_open(self) -> bool:
        return not self.resolved_at


def add(inspection: Inspection, author: str, ref: str, text: str, question: str = "") -> Comment:
    """Comments on a case or record, complete or not. Refuses one without words, and unknown questions."""
    queries.case(inspection, ref)
    asked = inspection.programme.question(question) if question else None
    if question and asked is None:
        raise Refused(f"There is no question {question}.")
    key = new_id()
    with inspection.edit(author, "Commented on a reading") as edit:
        edit.set(COMMENT, key, "case", ref)
        edit.set(COMMENT, key, "question", asked.id if asked else None)
        edit.set(COMMENT, key, "text", _words(text))
    return find(inspection, key)


def reply(inspection: Inspection, author: str, comment: str, text: str) -> Comment:
    """Answers a comment; also one that is resolved, which opens it again."""
    held = find(inspection, comment)
    with inspection.edit(author, "Replied to a comment") as edit:
        key = new_id()
        edit.set(REPLY, key, "comment", held.id)
        edit.set(REPLY, key, "text", _words(text))
        edit.set(COMMENT, held.id, "resolved", None)
    return find(inspection, comment)


def resolve(inspection: Inspection, author: str, comment: str, resolution: str = "") -> Written:
    """Says that nothing more is to be done about a comment, and what was."""
    held = find(inspection, comment)
    if not held.is_open:
        raise Refused("The comment is resolved already.")
    with inspection.edit(author, "Resolved a comment") as edit:
        edit.set(COMMENT, held.id, "resolved", {"how": resolution.strip()})
    return edit.written


def reopen(inspection: Inspection, author: str, comment: str) -> Written:
    """Opens a resolved comment again."""
    held = find(inspection, comment)
    with inspection.edit(author, "Opened a comment again") as edit:
        edit.set(COMMENT, held.id, "resolved", None)
    return edit.written


def find(inspection: Inspection, comment: str) -> Comment:
    """One comment. Raises `Refused` where there is none with this id."""
    found = next((c for c in comments(inspection) if c.id == comment), None)
    if found is None:
        raise Refused(f"There is no comment {comment}.")
    return found


def comments(
    inspection: Inspection, *, ref: str = "", reader: str = "", only_open: bool = False, viewer: str = ""
) -> list[Comment]:
    """The comments on a case, on the cases of a `reader`, or all; by case, in the order of its form.

    Those on a first reading that the `viewer` is not to see yet are left out.
    """
    hidden = blind_refs(inspection, viewer)
    order = {str(question): number for number, question in enumerate(inspection.programme.questions)}
    theirs = {row.ref for row in queries.cases(inspection) if row.inspector == reader} if reader else set()
    answered: dict[str, list[Reply]] = {}
    for key, row in inspection.records(REPLY).items():
        if {"comment", "text"} <= row.keys():
            head = inspection.head(REPLY, key, "text")
            author, at = (head.author, head.at) if head else ("", "")
            answered.setdefault(row["comment"], []).append(Reply(key, author, at, str(row["text"])))
    found = [
        _comment(inspection, key, row, answered.get(key, []))
        for key, row in inspection.records(COMMENT).items()
        if {"case", "text"} <= row.keys()
    ]
    about = (c for c in found if ref in ("", c.ref) and (not reader or c.ref in theirs))
    kept = [c for c in about if c.ref not in hidden and (c.is_open or not only_open)]
    return sorted(kept, key=lambda c: (c.ref, order.get(c.question, -1), c.at, c.id))


def _comment(inspection: Inspection, key: str, row: dict[str, Any], replies: list[Reply]) -> Comment:
    said, done = inspection.head(COMMENT, key, "text"), inspection.head(COMMENT, key, "resolved")
    resolved = done if done and isinstance(done.value, dict) else None
    return Comment(
        id=key,
        ref=str(row["case"]),
        question=str(row.get("question", "")),
        text=str(row["text"]),
        author=said.author if said else "",
        at=said.at if said else "",
        replies=tuple(sorted(replies, key=lambda r: (r.at, r.id))),
        resolved_by=resolved.author if resolved else "",
        resolved_at=resolved.at if resolved else "",
        resolution=str(resolved.value.get("how", "")) if resolved else "",
    )


def _words(text: str) -> str:
    if not text.strip():
        raise Refused("A comment needs words.", advice="Say what it is about.")
    return text.strip()
