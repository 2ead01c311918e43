"""Charts: bars as long as their shares, the same shapes in every format, meanings by pattern and word."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fieldwork.documents.charts import palette
from fieldwork.documents.charts.bars import Bar, Key, Part, Row, chart
from fieldwork.documents.charts.ladder import Column, Rung, bands_map, ladder
from fieldwork.documents.charts.png import png
from fieldwork.documents.charts.scene import Box, Scene, Words, width_of
from fieldwork.documents.charts.svg import svg
from fieldwork.programme import library
from ui.theme.palette import LIGHT

RULE = library.load("adult").rating
assert RULE is not None
BANDS = RULE.bands
SVG = "{http://www.w3.org/2000/svg}"


def share_chart(yes: int, of: int, label: str = "2.1.1 Taken together") -> Scene:
    parts = (Part(yes / of, palette.ABOVE, f"{yes}"), Part(1 - yes / of, palette.BELOW, f"{of - yes}"))
    rows = [Row(label, (Bar(parts, f"{yes} of {of}", (0.2, 0.8)),), "Lowest")]
    key = Key(((palette.ABOVE, "Yes"), (palette.BELOW, "No")), "95% confidence interval")
    return chart("Key questions", "Told in words.", rows, 499, key, BANDS)


def scenes() -> list[Scene]:
    rungs = [
        Rung("1.1 Leadership", BANDS[2], BANDS[1]),
        Rung("4.2 <Gate> & more", None),
        Rung("2.1", BANDS[3]),
    ]
    columns = [
        Column(("Northmoor", "2019"), "3 of 9", {"1.1 Leadership": BANDS[0]}),
        Column(("Northmoor & Vale", "2020"), "5 of 9", {"1.1 Leadership": BANDS[3], "2.1": None}),
    ]
    return [
        share_chart(7, 11),
        ladder("Ratings", "Ratings in words.", rungs, BANDS, 499),
        bands_map("Over time", "Bands in words.", ["1.1 Leadership", "2.1"], columns, BANDS, 499),
    ]


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_bar_is_as_long_as_its_share(figure: tuple[int, int]) -> None:
    yes, of = figure
    scene = share_chart(yes, of)
    bars = [s for s in scene.shapes if isinstance(s, Box) and s.height == 13]
    room = sum(bar.width for bar in bars)
    above = sum(bar.width for bar in bars if bar.fill == palette.ABOVE)
    assert above / room == pytest.approx(yes / of, abs=1e-9)
    assert all(s.x >= 0 and s.x + s.width <= scene.width + 1e-9 for s in scene.shapes if isinstance(s, Box))


@given(st.text(min_size=1, max_size=200))
def test_no_label_runs_out_of_its_column_or_breaks_the_file(label: str) -> None:
    scene = share_chart(5, 9, label)
    ElementTree.fromstring(svg(scene))
    for words in (s for s in scene.shapes if isinstance(s, Words) and s.x == 0 and s.anchor == "start"):
        assert width_of(words.text, words.size, words.bold) <= 499 * 0.29 or len(words.text.split()) == 1


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.title)
def test_an_svg_tells_its_title_and_holds_every_word(scene: Scene) -> None:
    root = ElementTree.fromstring(svg(scene))
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (scene.title, scene.told)
    drawn = [element.text for element in root.iter(f"{SVG}text")]
    assert drawn == [s.text for s in scene.shapes if isinstance(s, Words)]
    fills = {e.get("fill") for e in root.iter(f"{SVG}rect")} - {None, "none"}
    known = {f"url(#{e.get('id')})" for e in root.iter(f"{SVG}pattern")}
    assert all(fill in known or (fill or "").startswith("#") for fill in fills)


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.title)
def test_a_png_is_the_same_picture_with_its_words(scene: Scene) -> None:
    picture = Image.open(BytesIO(png(scene, 72)))
    assert picture.size == (pytest.approx(scene.width, abs=1), pytest.approx(scene.height, abs=1))
    assert picture.info["Description"] == scene.told and picture.info["Title"] == scene.title
    assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20


def test_meanings_differ_by_pattern_and_not_by_colour_alone() -> None:
    for fills in (palette.SIDES, palette.BANDS, (palette.ABOVE, palette.BELOW, *palette.OTHERS[:3])):
        assert len({fill.pattern for fill in fills}) == len(fills)


def test_the_colours_are_those_of_the_window() -> None:
    assert (LIGHT.text, LIGHT.text_muted, LIGHT.border) == (palette.INK, palette.QUIET, palette.LINE)
    assert (LIGHT.accent, LIGHT.accent_soft) == (palette.ACCENT, palette.ACCENT_SOFT)
    assert (LIGHT.yes, LIGHT.yes_soft) == (palette.YES, palette.YES_SOFT)
    assert (LIGHT.no, LIGHT.no_soft) == (palette.NO, palette.NO_SOFT)
    assert (LIGHT.na, LIGHT.na_soft) == (palette.NEITHER, palette.NEITHER_SOFT)
    assert (LIGHT.warning, LIGHT.warning_soft) == (palette.WARNING, palette.WARNING_SOFT)
    assert (LIGHT.danger, LIGHT.danger_soft) == (palette.DANGER, palette.DANGER_SOFT)
