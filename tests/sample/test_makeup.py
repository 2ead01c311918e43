"""The make-up of a sample, by fact and value."""

import pytest

from fieldwork.sample.makeup import Composition, Share, against, makeup

CASES = [
    {"gender": "male", "requirements": ("rar", "programme")},
    {"gender": "male", "requirements": ("rar",), "age": 30},
    {"gender": "female", "requirements": ()},
    {},
]


def test_values_are_counted_with_their_share_the_commonest_first() -> None:
    assert makeup(CASES, ["gender", "age"]) == (
        Share("gender", "male", 2, 0.5),
        Share("gender", "female", 1, 0.25),
        Share("gender", "", 1, 0.25),
        Share("age", "30", 1, 0.25),
        Share("age", "", 3, 0.75),
    )


def test_each_value_of_a_list_counts() -> None:
    assert [(line.value, line.count) for line in makeup(CASES, ["requirements"])] == [
        ("rar", 2),
        ("programme", 1),
        ("", 2),
    ]


def test_no_cases_have_no_make_up() -> None:
    assert makeup([], ["gender"]) == ()


def test_a_sample_stands_beside_its_population() -> None:
    found = against(CASES, [CASES[2], {"gender": "other"}], ["gender"])
    assert found == (
        Composition("gender", "male", 2, 0, 0.5, 0.0),
        Composition("gender", "female", 1, 1, 0.25, 0.5),
        Composition("gender", "other", 0, 1, 0.0, 0.5),
        Composition("gender", "", 1, 0, 0.25, 0.0),
    )
    assert sum(line.sample_share for line in found) == pytest.approx(1)
