"""The printed examples: good and poor by standard, and nothing that points to anybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.documents.produce import print_to, produce
from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.reading import examples
from fieldwork.reading.examples import Example, Kind, StillPoints
from tests.documents import reading_back
from tests.reading.files import CASE, LEAD, OTHER, make


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with make(tmp_path / "Northumbria 2019.fieldwork") as made:
        yield made


def add(inspection: Inspection, kind: Kind, question: str, text: str, ref: str = CASE) -> Example:
    return examples.add(inspection, LEAD, Example("", ref, question, kind, text))


def test_good_comes_before_poor_each_by_standard_in_the_framework_s_order(inspection: Inspection) -> None:
    add(inspection, "poor", "2.4.1", "No review for a year.")
    add(inspection, "good", "2.3.1", "Evening appointments kept Sam in work.")
    add(inspection, "good", "2.1.3.d", "Checks were made within a day.", OTHER)
    add(inspection, "good", "", "Work was shared well throughout.")
    (one,) = produce(inspection, "examples")
    assert one.name == "practice-examples.pdf"
    marks = [(level, title) for level, title, _ in reading_back.bookmarks(one.data)]
    assert [title for level, title in marks if level == 0] == ["Good practice", "Poor practice"]
    text = reading_back.words(one.data)
    order = ["Checks were made", "Evening appointments", "shared well", "No review for a year"]
    assert sorted(order, key=text.index) == order
    assert "The case as a whole" in text
    assert "3 of good practice, 1 of poor practice." in text


def test_cases_go_unnamed(inspection: Inspection) -> None:
    add(inspection, "good", "2.3.1", "Evening appointments kept Sam in work.")
    (one,) = produce(inspection, "examples")
    assert CASE not in reading_back.words(one.data) + str(reading_back.metadata(one.data))


def test_nothing_is_printed_while_one_example_points_to_somebody(
    inspection: Inspection, tmp_path: Path
) -> None:
    add(inspection, "good", "2.3.1", "Evening appointments kept Sam in work.")
    add(inspection, "poor", "2.4.1", "Mr Walker waited at Newcastle.")
    with pytest.raises(StillPoints) as caught:
        print_to(inspection, "examples", tmp_path / "out")
    assert len(caught.value.problems) == 2
    assert not (tmp_path / "out").exists()


def test_those_of_chosen_cases_may_be_printed_alone(inspection: Inspection) -> None:
    add(inspection, "good", "2.3.1", "Evening appointments kept Sam in work.")
    add(inspection, "poor", "2.4.1", "Mr Reed waited at Gateshead.", OTHER)
    (one,) = produce(inspection, "examples", [CASE])
    assert "Evening appointments" in reading_back.words(one.data)
    assert "waited" not in reading_back.words(one.data)


def test_without_examples_it_says_so(inspection: Inspection) -> None:
    with pytest.raises(Refused, match="no practice examples"):
        list(produce(inspection, "examples"))
