"""What a second reader is not shown yet: the first reading of a case that they are reading again."""

from collections.abc import Callable, Collection

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import seconds
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import case_of
from fieldwork.wording import count


def blind_refs(inspection: Inspection, person: str) -> frozenset[str]:
    """The cases whose first reading this person is not to see: theirs of it is not complete."""
    return seconds.unseen(inspection, person) if person else frozenset()


def refuse_blind(inspection: Inspection, person: str, refs: Collection[str]) -> None:
    """Raises `Refused` where one of these cases is being read a second time by this person."""
    hidden = sorted(blind_refs(inspection, person).intersection(refs))
    if hidden:
        raise Refused(
            f"You are reading {count(len(hidden), 'case')} of these without seeing the first reading.",
            [Problem(ref, "its first reading is shown once your own is complete") for ref in hidden],
            "Go on among the second readings.",
        )


def hidden_from(inspection: Inspection, person: str) -> Callable[[Register], bool]:
    """Says of a register whether this person is not to see it yet, for lists of changes: all of a first
    reading that they read blind, and what others answer in second readings that are not complete.
    """
    first = blind_refs(inspection, person)
    open_ones = {s.id for s in seconds.second_readings(inspection) if s.is_open and s.reader != person}

    def hidden(register: Register) -> bool:
        if register.entity == seconds.ANSWER:
            return register.entity_id.rpartition("/")[0] in open_ones
        return register.entity == "answer" and case_of(register) in first

    return hidden
