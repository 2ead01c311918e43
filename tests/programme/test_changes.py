"""Comparing two versions of a programme."""

import pytest

from fieldwork.errors import Refused
from fieldwork.programme.changes import ProgrammeChanges, compare
from fieldwork.programme.loader import load
from tests.programme.small import SMALL, changed


def found(old: str, new: str) -> ProgrammeChanges:
    return compare(load(SMALL), load(changed(old, new)))


def test_the_same_version_has_no_changes() -> None:
    assert compare(load(SMALL), load(SMALL)).questions == ()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('text = "Well enough?"', 'text = "Good enough?"', "reworded"),
        (
            'text = "Decisions recorded?"\nanswers = "yes_no"',
            'text = "Decisions recorded?"\nanswers = ["yes"]',
            "answers",
        ),
        ('applies = { missed = ["yes"] }', "", "routing"),
        ('compares = "2.1.1"', 'shown = "2.1.0"', "moved"),
        ('compares = "2.1.1"', 'guidance = { good = "Look." }', "guidance"),
    ],
)
def test_a_change_has_its_kind(old: str, new: str, kind: str) -> None:
    changes = found(old, new)
    assert [c.kinds for c in changes.questions] == [(kind,)]
    assert (changes.questions[0].id in changes.look_again) == (kind in ("reworded", "answers"))


def test_new_and_gone() -> None:
    added = (
        SMALL
        + '\n[[questions]]\nref = "2.1.1.c"\nlevel = "prompt"\nparent = "2.1.1"\n'
        + 'text = "New?"\nanswers = "yes_no"\n'
    )
    assert [c.id for c in compare(load(SMALL), load(added)).of("new")] == ["2.1.1.c"]
    assert [c.id for c in compare(load(added), load(SMALL)).of("gone")] == ["2.1.1.c"]


def test_another_programme_is_refused() -> None:
    with pytest.raises(Refused):
        compare(load(SMALL), load(changed('id = "small"', 'id = "other"')))
    with pytest.raises(Refused):
        compare(load(SMALL), load(SMALL, edition="one"))
