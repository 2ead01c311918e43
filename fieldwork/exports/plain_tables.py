"""The plain export's tables: answers, cases, everything there is now, and the journal, as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from fieldwork.exports.plain_words import answers, field, person, text, when

if TYPE_CHECKING:
    from fieldwork.exports.plain import Everything

_ANSWERS = ("case", "question", "number", "words", "answer", "note", "more", "author", "at", "other versions")
_CURRENT = ("kind", "id", "field", "value", "author", "at", "other versions")
#: What a spreadsheet takes in one cell; the text of a programme is longer.
_CELL = 32_000
_JOURNAL = ("at", "author", "device", "number", "kind", "id", "field", "value", "change", "replaces")


def tables(found: "Everything") -> dict[str, str]:
    """Each table's file name and text. They begin with a mark by which spreadsheets know UTF-8.

    A value too long for a spreadsheet's cell stands in a file of its own, which the cell names.
    """
    long = {_apart(c.id): said for c in found.changes if len(said := text(c.value)) > _CELL}
    return long | {
        "answers.csv": _csv(_ANSWERS, _answer_rows(found)),
        "cases.csv": _cases(found),
        "everything.csv": _csv(_CURRENT, _current_rows(found)),
        "journal.csv": _csv(_JOURNAL, _journal_rows(found)),
    }


def _answer_rows(found: "Everything") -> Iterable[Sequence[str]]:
    for ref in found.refs:
        for line in answers(found, ref):
            worded = (line.question, line.ref, line.text, line.answer, line.note)
            yield (ref, *worded, line.more, line.author, line.at, line.others)


def _cases(found: "Everything") -> str:
    """One line a case or record, one column a field."""
    rows = {ref: found.one("case", ref) or found.one("record", ref) for ref in found.refs}
    fields = sorted({name for thing in rows.values() for name in thing})
    values = ((ref, *(_field(found, thing, name) for name in fields)) for ref, thing in rows.items())
    return _csv(("case", *fields), values)


def _field(found: "Everything", thing: Any, name: str) -> str:
    return field(found, name, thing[name].value)[1] if name in thing else ""


def _current_rows(found: "Everything") -> Iterable[Sequence[str]]:
    kinds = [*found.things.items()]
    kinds.append(
        ("answer", {f"{ref}/{q}": thing for ref, of in found.answers.items() for q, thing in of.items()})
    )
    for kind, things in kinds:
        for key, thing in things.items():
            for name, current in thing.items():
                others = "; ".join(f"{text(o.value)} ({person(found, o.author)})" for o in current.others)
                said = current.version
                worded = _cell(said.value, said.change)
                yield (kind, key, name, worded, person(found, said.author), when(said.at), others)


def _journal_rows(found: "Everything") -> Iterable[Sequence[str]]:
    for c in found.changes:
        place = (c.entity, c.entity_id, c.field)
        yield (c.at, c.author, c.device, str(c.seq), *place, _cell(c.value, c.id), c.id, " ".join(c.replaces))


def _cell(value: Any, change: str) -> str:
    said = text(value)
    return said if len(said) <= _CELL else f"(in {_apart(change)})"


def _apart(change: str) -> str:
    return f"long-{change[:12]}.txt"


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()
