"""What a second reader is not shown yet: the first reading of a case that they are reading again."""

from collections.abc import Collection

from fieldwork.errors import Problem, Refused
from fieldwork.inspection import seconds
from fieldwork.inspection.file import Inspection
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
