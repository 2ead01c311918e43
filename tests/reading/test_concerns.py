"""Immediate concerns: raised from any case, followed until they are closed, and never lost."""

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.reading import concerns
from fieldwork.reading.concerns import Concern
from fieldwork.reading.service import Reader
from tests.reading.files import CASE, LEAD, OTHER, PASSPHRASE

SEEN = "Police log of last week shows a call-out; a child lives there."


def raised(inspection: Inspection, ref: str = CASE) -> Concern:
    return concerns.raise_concern(inspection, LEAD, Concern("", ref, SEEN))


def test_a_concern_is_open_until_it_says_who_was_told_and_what_was_done(inspection: Inspection) -> None:
    one = raised(inspection)
    assert one.is_open
    assert (one.raised_by, one.seen) == (LEAD, SEEN)
    with pytest.raises(Refused, match="who was told or what was done"):
        concerns.close(inspection, LEAD, one.id)
    concerns.write(inspection, LEAD, one.id, "told", "The team manager")
    concerns.write(inspection, LEAD, one.id, "told_at", "16 September, 10:30am")
    with pytest.raises(Refused, match="what was done"):
        concerns.close(inspection, LEAD, one.id)
    concerns.write(inspection, LEAD, one.id, "done", "Referred to children's services.")
    concerns.close(inspection, LEAD, one.id)
    assert concerns.concerns(inspection, only_open=True) == []
    concerns.reopen(inspection, LEAD, one.id)
    assert [c.id for c in concerns.concerns(inspection, only_open=True)] == [one.id]


def test_a_concern_needs_words_and_a_case(inspection: Inspection) -> None:
    with pytest.raises(Refused, match="what was seen"):
        concerns.raise_concern(inspection, LEAD, Concern("", CASE, "  "))
    with pytest.raises(Refused, match="no case"):
        concerns.raise_concern(inspection, LEAD, Concern("", "X999999", SEEN))


def test_what_was_seen_is_never_emptied(inspection: Inspection) -> None:
    one = raised(inspection)
    concerns.write(inspection, LEAD, one.id, "seen", "  ")
    assert concerns.find(inspection, one.id).seen == SEEN


def test_the_case_shows_its_concerns_and_the_list_marks_it(inspection: Inspection) -> None:
    one = raised(inspection)
    raised(inspection, OTHER)
    assert [c.id for c in Reader(inspection).open(CASE).open_concerns] == [one.id]
    assert all(row.concern for row in queries.cases(inspection))
    concerns.write(inspection, LEAD, one.id, "told", "The manager")
    concerns.write(inspection, LEAD, one.id, "done", "Visited at once.")
    concerns.close(inspection, LEAD, one.id)
    assert [row.ref for row in queries.cases(inspection) if row.concern] == [OTHER]
    assert len(Reader(inspection).open(CASE).concerns) == 1


def test_words_being_typed_survive_a_crash(inspection: Inspection) -> None:
    one = raised(inspection)
    concerns.draft(inspection, LEAD, one.id, "told", "The team mana")
    path = inspection.path
    inspection.close()
    with Inspection.open(path, PASSPHRASE) as again:
        assert concerns.find(again, one.id).told == "The team mana"


def test_a_complete_case_takes_a_concern_too(inspection: Inspection) -> None:
    with inspection.edit(LEAD, "Completed") as edit:
        edit.set("case", CASE, "complete", True)
    assert raised(inspection).is_open
