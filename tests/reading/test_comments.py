"""Comments to a reader, question by question, with replies, until they are resolved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.reading import comments, second_deal
from tests.inspection.laptops import Laptops
from tests.reading.read_twice import ANN, BO, CAZ, LEAD, YES, first_reading, set_up


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    made.close()


@pytest.fixture
def inspection(laptops: Laptops) -> Inspection:
    made = laptops.new()
    set_up(made)
    first_reading(made, "A1", ANN, YES)
    first_reading(made, "B1", BO, YES)
    return made


def test_a_comment_is_answered_and_resolved(inspection: Inspection) -> None:
    made = comments.add(inspection, LEAD, "A1", " What does this rest on? ", "2")
    assert (made.text, made.question, made.author, made.is_open) == (
        "What does this rest on?",
        "2",
        LEAD,
        True,
    )
    comments.reply(inspection, ANN, made.id, "The contact log of May.")
    comments.resolve(inspection, LEAD, made.id, "Note amended.")
    (held,) = comments.comments(inspection)
    assert [(r.author, r.text) for r in held.replies] == [(ANN, "The contact log of May.")]
    assert (held.resolved_by, held.resolution, held.is_open) == (LEAD, "Note amended.", False)
    assert comments.comments(inspection, only_open=True) == []
    with pytest.raises(Refused, match="resolved already"):
        comments.resolve(inspection, LEAD, made.id)
    assert comments.reply(inspection, ANN, made.id, "And June?").is_open
    comments.resolve(inspection, LEAD, made.id)
    comments.reopen(inspection, LEAD, made.id)
    assert comments.find(inspection, made.id).is_open


def test_comments_stand_in_the_order_of_the_form_and_each_reader_finds_theirs(inspection: Inspection) -> None:
    for ref, question in (("B1", "2"), ("A1", "2"), ("A1", ""), ("A1", "1")):
        comments.add(inspection, LEAD, ref, f"{ref} {question}", question)
    held = comments.comments(inspection)
    assert [(c.ref, c.question) for c in held] == [("A1", ""), ("A1", "1"), ("A1", "2"), ("B1", "2")]
    assert {c.ref for c in comments.comments(inspection, reader=BO)} == {"B1"}
    assert len(comments.comments(inspection, ref="A1")) == 3


def test_comments_without_words_or_about_nothing_are_refused(inspection: Inspection) -> None:
    made = comments.add(inspection, LEAD, "A1", "Why?")
    for refused in (
        lambda: comments.add(inspection, LEAD, "A1", "  "),
        lambda: comments.add(inspection, LEAD, "A1", "Why?", "99"),
        lambda: comments.add(inspection, LEAD, "nowhere", "Why?"),
        lambda: comments.reply(inspection, ANN, made.id, ""),
        lambda: comments.reply(inspection, ANN, "nothing", "Because."),
    ):
        with pytest.raises(Refused):
            refused()
    assert len(comments.comments(inspection)) == 1 and len(inspection.records(comments.REPLY)) == 0


def test_a_second_reader_sees_no_comments_on_what_they_read_blind(inspection: Inspection) -> None:
    comments.add(inspection, LEAD, "A1", "You say yes; the log says no.", "2")
    second_deal.assign(inspection, LEAD, {"A1": CAZ})
    assert comments.comments(inspection, viewer=CAZ) == []
    assert len(comments.comments(inspection, viewer=ANN)) == 1


def test_replies_made_apart_are_all_there(laptops: Laptops, inspection: Inspection) -> None:
    made = comments.add(inspection, LEAD, "A1", "Why?")
    other = laptops.new()
    other.merge(list(inspection.journal.all()), "package")
    comments.reply(inspection, LEAD, made.id, "I mean May.")
    comments.reply(other, ANN, made.id, "Because of the log.")
    inspection.merge(list(other.journal.all()), "package")
    assert {r.text for r in comments.find(inspection, made.id).replies} == {
        "I mean May.",
        "Because of the log.",
    }
