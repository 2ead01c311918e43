"""The synonyms in resources/lists say one thing each and are written as they are compared."""

import pytest

from fieldwork.programme import library
from fieldwork.sample.vocabulary import headings, words
from fieldwork.sheets.cells import fold


def test_headings_are_written_folded() -> None:
    known = headings()
    assert [word for word in known.meanings if word != fold(word)] == []


def test_words_are_written_folded() -> None:
    known = words()
    written = [word for values in known.facts.values() for words_ in values.values() for word in words_]
    written += [word for words_ in known.shared.values() for word in words_]
    written += [*known.totals, *known.extracted, *known.noise, *known.mappa_answers]
    assert [word for word in written if word != fold(word)] == []


def test_no_word_of_a_fact_means_two_values() -> None:
    for fact, values in words().facts.items():
        seen: dict[str, str] = {}
        for value, synonyms in values.items():
            for word in synonyms:
                assert seen.setdefault(word, value) == value, (fact, word)


def test_compounds_and_headings_name_different_things() -> None:
    known = headings()
    facts = {name for found in known.meanings.values() for name, _ in found}
    assert facts >= set(known.compounds)
    assert all(
        part not in known.compounds for compound in known.compounds.values() for part in compound.facts
    )


def test_every_value_in_the_data_is_one_that_a_programme_declares() -> None:
    declared: dict[str, set[str]] = {}
    for entry in library.programmes():
        for id, fact in library.load(entry.id).facts.items():
            declared.setdefault(id, set()).update(value.casefold() for value in fact.values)
    for fact, values in words().facts.items():
        if fact in declared:
            assert {value.casefold() for value in values} <= declared[fact], fact


@pytest.mark.parametrize("text", ["", "-", "n/a", "N/A", "#N/A", "—"])
def test_some_cells_say_nothing(text: str) -> None:
    assert text.lower() in words().empty("rosh")


@pytest.mark.parametrize("text", ["TBC", "?", "Na", "Null", "not known"])
def test_others_say_something_that_must_be_understood(text: str) -> None:
    assert text.lower() not in words().empty("family_name")
