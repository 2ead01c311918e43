"""The sheet on how a sample was drawn: it says all that is needed to draw it again, and names nobody."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fieldwork.documents.produce import produce
from fieldwork.findings.bases import record_population
from fieldwork.inspection.file import Inspection
from fieldwork.sample import kept, replace
from fieldwork.sample.draw import Wish, draw
from fieldwork.sample.eligible import eligible
from fieldwork.sample.methods import Window, method
from fieldwork.sample.read import read_list
from fieldwork.sample.sizes import margin_reached, sample_size
from tests.documents.reading_back import pages, words
from tests.reading import files
from tests.sample.conftest import TODAY
from tests.sample.long_lists import row, write

ROWS = [row(n) for n in range(160)] + [row(160, family="****"), row(161, start="01/01/2018")]


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with files.make(tmp_path / "N.fieldwork") as made:
        yield made


def drawn(inspection: Inspection, folder: Path) -> kept.Kept:
    programme, days = inspection.programme, Window(date(2019, 2, 16), date(2019, 3, 31))
    how = method(programme)
    found = eligible(
        read_list(write(folder / "l.csv", ROWS), programme, today=TODAY),
        programme,
        how,
        days,
        five_strata=True,
    )
    wish = Wish(40, how.match, seed=90210)
    basis = kept.Basis(TODAY, days, len(ROWS), "0123456789abcdef" * 4)
    kept.keep(inspection, files.LEAD, how.form, found, wish, draw(found.candidates, wish), basis)
    one = kept.kept(inspection, how.form)
    assert one is not None
    return one


def sheet(inspection: Inspection) -> bytes:
    (one,) = produce(inspection, "sampling")
    assert one.name == "how-the-sample-was-drawn.pdf"
    return one.data


def test_it_says_how_the_sample_was_drawn(inspection: Inspection, tmp_path: Path) -> None:
    one = drawn(inspection, tmp_path)
    said = words(sheet(inspection))
    for part in (
        "40 cases of 160 that could be drawn, on 2 September 2019.",
        "16 February 2019 to 31 March 2019",
        "90210",
        "0123456789abcdef",
        "Restricted record 1",
        "Outside the eligible days 1",
        "At most of one officer 6",
        "People six to seven months into a community sentence or release.",
    ):
        assert part in said, part
    for stratum in one.strata:
        assert f"{stratum.population} {stratum.wanted} {stratum.sample} {stratum.reserves} 0" in said
    assert all(ref in said for ref in one.refs)
    assert all(ref in said for refs in one.reserves.values() for ref in refs)


def test_what_was_replaced_stands_there_with_the_reason_and_the_make_up_of_today(
    inspection: Inspection, tmp_path: Path
) -> None:
    one = drawn(inspection, tmp_path)
    ref = next(ref for ref in one.refs if one.reserves[one.of[ref]])
    by = replace.replace(inspection, files.LEAD, ref, "Moved to another area").by
    said = words(sheet(inspection))
    assert f"{ref} {by}" in said and "Moved to another area" in said
    assert f"Replaced by {by}" in said and "Today" in said


def test_it_names_nobody(inspection: Inspection, tmp_path: Path) -> None:
    drawn(inspection, tmp_path)
    said = words(sheet(inspection))
    assert not any(f"Family{n} " in said or f"Officer North A {n % 10}" in said for n in range(160))
    assert "Given" not in said


def test_a_sample_that_came_from_elsewhere_says_what_is_known_of_it(inspection: Inspection) -> None:
    record_population(inspection, files.LEAD, {"supervision": 30})
    (page,) = pages(sheet(inspection))
    assert "2 cases, not drawn with Fieldwork." in page.text
    assert "Could be drawn" in page.text and "16 February 2019 to 16 March 2019" in page.text
    assert "44.5 points at 80 per cent confidence" in page.text.replace("\n", " ")


def test_the_margin_that_so_many_cases_reach_is_the_one_they_were_drawn_for() -> None:
    for population in (60, 236, 620, 3000):
        size = sample_size(population)
        reached, one_less = margin_reached(size, population), margin_reached(size - 1, population)
        assert reached is not None and one_less is not None
        assert reached <= 5 < one_less
    assert margin_reached(30, 30) == 0
    assert margin_reached(0, 30) is None
