"""What points to somebody is found however it is written, and what replaces it points to nobody."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.inspection.file import Inspection
from fieldwork.reading.names import Pointers, changed, pointing
from tests.reading.files import CASE, LEAD, add_case, make


def words(inspection: Inspection, text: str, ref: str = CASE) -> list[str]:
    return [found.text for found in pointing(inspection, ref, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dylan Walker moved.", ["Dylan Walker"]),
        ("DYLAN moved; Walker's sister helped.", ["DYLAN", "Walker"]),
        ("dylan moved", ["dylan"]),
        ("Dylan \n Walker moved", ["Dylan \n Walker"]),
        ("a dog walker", []),
        ("Farah Fox saw the FOX family; a fox was seen.", ["Farah Fox", "FOX"]),
        ("Tom Reed covered.", ["Tom Reed"]),
        ("Imran read it.", ["Imran"]),
        ("The Newcastle office", ["Newcastle"]),
        ("Newcastle and North Tyneside", ["Newcastle and North Tyneside"]),
        ("Case E255766 and N123456", ["E255766", "N123456"]),
        ("PNC 2003/1234567X and 99/12a", ["2003/1234567X", "99/12a"]),
        ("born 12 October 1980", ["12 October 1980"]),
        ("on 12th Oct", ["12th Oct"]),
        ("on 12/10/80 and 12.10.1980", ["12/10/80", "12.10.1980"]),
        ("Nothing here points to anybody.", []),
        ("", []),
    ],
)
def test_names_references_places_and_dates_are_found(
    inspection: Inspection, text: str, found: list[str]
) -> None:
    assert words(inspection, text) == found


def test_what_was_found_says_what_it_is_and_what_to_say_instead(inspection: Inspection) -> None:
    found = pointing(inspection, CASE, "Farah Fox saw Dylan at Newcastle.")
    assert [(f.what, f.instead) for f in found] == [
        ("Responsible officer", "the responsible officer"),
        ("First names", "Sam"),
        ("Office", "a local office"),
    ]
    assert changed("Farah Fox saw Dylan at Newcastle.", found) == (
        "the responsible officer saw Sam at a local office."
    )


def test_accents_apostrophes_and_hyphens_may_be_written_otherwise(inspection: Inspection) -> None:
    facts = {"reference": "X100001", "first_names": "Siân José", "family_name": "O'Neill-Ŵyn"}
    add_case(inspection, facts)
    for text in ("Sian", "José", "Jose", "O’Neill", "o'neill-wyn", "Jose\u0301", "Ŵyn"):
        assert words(inspection, f"It was {text}.", "X100001"), text


def test_prisons_and_offices_of_other_cases_point_to_places_too(inspection: Inspection) -> None:
    add_case(inspection, {"reference": "X100001", "resettlement_prison": "Durham", "office": "Hexham"})
    assert words(inspection, "From Durham to Hexham and Gateshead") == ["Durham", "Hexham", "Gateshead"]


def test_nobody_is_called_by_a_name_that_somebody_here_bears(inspection: Inspection) -> None:
    add_case(inspection, {"reference": "X100001", "first_names": "Sam", "family_name": "Taylor"})
    found = pointing(inspection, "X100001", "Sam Taylor; Sam; Taylor")
    assert [f.instead for f in found] == ["Alex", "Alex", "Morgan"]


def test_where_the_usual_words_would_name_somebody_nothing_is_said(inspection: Inspection) -> None:
    add_case(inspection, {"reference": "X100001", "family_name": "Inspector"})
    (found,) = pointing(inspection, "X100001", "Carys came")
    assert found.instead == "…"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        with make(tmp_path_factory.mktemp("names") / "made.fieldwork") as made:
            add_case(made, {"reference": "X100001", "first_names": "Local", "family_name": "Officer"})
            yield made


_PIECES = st.sampled_from(
    (
        *("Dylan", "WALKER", "walker", "Farah Fox", "fox", "Newcastle", "E255766", "2003/1234567X", "Carys"),
        *("12 October", "Local", "officer", "Officer", "Sam", "Taylor", "a", "kept", "’s", ",", " ", "\n"),
        *("ŷ", "w\u0302"),
    )
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=14), st.sampled_from(["", " "]), st.sampled_from([CASE, "X100001"]))
def test_a_changed_text_points_to_nobody_and_keeps_the_rest(
    held: Inspection, pieces: list[str], between: str, ref: str
) -> None:
    text = between.join(pieces)
    pointers = Pointers(held, ref)
    found = pointers.pointing(text)
    assert all(one.end > one.start for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    after = changed(text, found)
    assert pointers.pointing(after) == []
    if not found:
        assert after == changed(text, [])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_in_any_surroundings(held: Inspection, before: str, after: str) -> None:
    text = f"{before} Dylan {after}"
    assert any("Dylan" in one.text for one in Pointers(held, CASE).pointing(text))


def test_making_it_is_quick_enough_for_typing(inspection: Inspection) -> None:
    for number in range(200):
        with inspection.edit(LEAD, "Officers") as edit:
            edit.set("officer", f"o{number}", "name", f"Name{number} Family{number}")
    pointers = Pointers(inspection, CASE)
    assert pointers.pointing("word " * 400) == []
