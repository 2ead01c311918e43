"""What each person of the team gets: which streams are theirs, and which changes they still lack."""

from fieldwork.exchange.team import queries as known
from fieldwork.exchange.team.extents import ANSWER, CASE, EVERY, TEAM, Have, Scope, holds, holds_all
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Change, Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of
from fieldwork.inspection.records import Role
from fieldwork.inspection.seconds import second_readings

#: Things about one case besides its facts and answers, and what of theirs is kept from a second reader.
_KNOWN_OF, _READ_IN = ("concern", "example", "second"), ("comment",)
#: Things that hang on another thing: the entity, and what the beginning of their id or a field names.
_PARTS = {"second_answer": "second", "second_outcome": "second"}


class Streams:
    """Which stream each change of an inspection belongs to, as its cases are known now."""

    def __init__(self, inspection: Inspection) -> None:
        self._cases = set(queries.all_given(inspection)) | set(inspection.records("case"))
        self._about: dict[tuple[str, str], str] = {}
        for entity in (*_KNOWN_OF, *_READ_IN):
            for key, row in inspection.records(entity).items():
                if row.get("case"):
                    self._about[entity, key] = str(row["case"])
        for key, row in inspection.records("comment_reply").items():
            ref = self._about.get(("comment", str(row.get("comment", ""))))
            if ref:
                self._about["comment_reply", key] = ref

    def of(self, register: Register) -> str:
        """The stream of one register."""
        ref = case_of(register)
        if ref is not None:
            if ref not in self._cases:
                return TEAM  # evidence that is not a case
            return (CASE if register.entity == "case" else ANSWER) + ref
        whole, key = _PARTS.get(register.entity, register.entity), register.entity_id
        ref = self._about.get((whole, key.partition("/")[0] if whole != register.entity else key))
        if ref is None:
            return TEAM
        return (CASE if register.entity in _KNOWN_OF else ANSWER) + ref


def scope_of(inspection: Inspection, person: str, role: Role) -> Scope:
    """The streams that a person gets: a lead everything, the office all that it knows of the cases itself,
    a quality reader every reading but those that they are to read blind, everybody else their own cases.
    """
    if role is Role.LEAD:
        return None
    again = second_readings(inspection, reader=person)
    blind = {s.ref for s in again if s.is_open}
    every = {str(row.ref): row for row in queries.cases(inspection)}
    if role is Role.OFFICE:
        return frozenset({CASE + EVERY})
    if role is Role.QUALITY_READER:
        return frozenset({CASE + EVERY, *(ANSWER + ref for ref in every if ref not in blind)})
    own = {ref for ref, row in every.items() if row.inspector == person}
    seen = {s.ref for s in again if s.completed} - blind
    return frozenset({*(CASE + ref for ref in own | blind | seen), *(ANSWER + ref for ref in own | seen)})


def lacking(inspection: Inspection, have: Have, scope: Scope) -> list[Change]:
    """The changes of these streams that somebody lacks, by device and number."""
    streams = Streams(inspection)
    known_streams = holds_all(have.scope, scope)
    wanted = []
    for key, device, seq, register in known.entries(inspection, have.upto if known_streams else {}):
        stream = streams.of(register)
        if holds(scope, stream) and have.lacks(device, seq, stream):
            wanted.append(key)
    found = inspection.journal.with_ids(wanted)
    return sorted(found.values(), key=lambda c: (c.device, c.seq, c.id))
