"""Practice examples: kept with their case and question, fit to print only when they point to nobody."""

import pytest

from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.reading import examples
from fieldwork.reading.examples import Example, StillPoints
from fieldwork.reading.names import changed
from fieldwork.reading.search import search
from fieldwork.reading.service import Reader
from tests.reading.files import CASE, LEAD, OTHER

TEXT = "Dylan kept every appointment after Farah Fox moved them to the evening."


def good(inspection: Inspection, text: str = TEXT, ref: str = CASE, question: str = "2.3.1") -> Example:
    return examples.add(inspection, LEAD, Example("", ref, question, "good", text))


def test_an_example_is_kept_with_its_case_its_question_and_who_wrote_it(inspection: Inspection) -> None:
    made = good(inspection)
    assert (made.ref, made.question, made.kind, made.text, made.author) == (CASE, "2.3.1", "good", TEXT, LEAD)
    assert Reader(inspection).open(CASE).examples == (made,)
    assert Reader(inspection).open(OTHER).examples == ()


def test_good_examples_come_first(inspection: Inspection) -> None:
    poor = examples.add(inspection, LEAD, Example("", CASE, "", "poor", "Nobody rang."))
    better = good(inspection)
    assert [e.id for e in examples.examples(inspection)] == [better.id, poor.id]


def test_an_example_needs_words_a_case_and_a_question_of_the_programme(inspection: Inspection) -> None:
    for example, why in (
        (Example("", CASE, "", "good", "  "), "needs words"),
        (Example("", "X999999", "", "good", "Words"), "no case"),
        (Example("", CASE, "9.9", "good", "Words"), "no question"),
    ):
        with pytest.raises(Refused, match=why):
            examples.add(inspection, LEAD, example)
    assert examples.examples(inspection) == []


def test_a_removed_example_is_gone_from_the_lists(inspection: Inspection) -> None:
    made = good(inspection)
    examples.remove(inspection, LEAD, made.id)
    assert examples.examples(inspection) == []
    with pytest.raises(Refused, match="no example"):
        examples.find(inspection, made.id)


def test_what_still_points_to_somebody_is_refused_with_every_place(inspection: Inspection) -> None:
    made = good(inspection)
    with pytest.raises(StillPoints, match="1 example still points to somebody") as caught:
        examples.fit_to_print(inspection, [made])
    assert [str(problem) for problem in caught.value.problems] == [
        f"{CASE}, character 1: 'Dylan' (first names)",
        f"{CASE}, character 36: 'Farah Fox' (responsible officer)",
    ]


def test_with_its_names_changed_it_is_fit_to_print(inspection: Inspection) -> None:
    made = good(inspection)
    better = good(inspection, changed(TEXT, examples.still_pointing(inspection, made)))
    assert (
        better.text == "Sam kept every appointment after the responsible officer moved them to the evening."
    )
    examples.fit_to_print(inspection, [better])


def test_examples_are_found_by_their_words(inspection: Inspection) -> None:
    good(inspection)
    (hit,) = [hit for hit in search(inspection, "evening appointment") if "example" in hit.title]
    assert (hit.ref, hit.question) == (CASE, "2.3.1")
