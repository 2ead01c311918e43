"""The look: colours that can be read, icons that exist, a scheme that can be changed."""

import gc
import xml.etree.ElementTree as ElementTree
from dataclasses import fields

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QLabel

from ui import theme
from ui.theme import icons, metrics
from ui.theme.palette import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Palette, contrast, shape_pairs, text_pairs

ALL = pytest.mark.parametrize(
    "palette",
    [LIGHT, DARK, HIGH_LIGHT, HIGH_DARK],
    ids=["light", "dark", "high contrast light", "high contrast dark"],
)


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@ALL
def test_words_stand_out_from_every_background(palette: Palette) -> None:
    faint = {what: round(contrast(ink, ground), 2) for what, ink, ground in text_pairs(palette)}
    assert {what: ratio for what, ratio in faint.items() if ratio < (7 if palette.high else 4.5)} == {}


@ALL
def test_focus_rings_and_edges_stand_out_from_every_background(palette: Palette) -> None:
    faint = {what: round(contrast(ink, ground), 2) for what, ink, ground in shape_pairs(palette)}
    assert {what: ratio for what, ratio in faint.items() if ratio < 3} == {}


@ALL
def test_every_colour_is_written_alike(palette: Palette) -> None:
    written = [getattr(palette, f.name) for f in fields(palette) if f.name not in ("dark", "high")]
    assert all(len(colour) == 7 and colour[0] == "#" for colour in written)


@ALL
def test_marks_of_controls_have_the_palettes_colours(palette: Palette) -> None:
    suffix = ("dark" if palette.dark else "light") + ("-high" if palette.high else "")
    for name, ink in (("down", palette.text_muted), ("tick", palette.on_accent), ("dot", palette.on_accent)):
        drawn = (icons.FOLDER / "controls" / f"{name}-{suffix}.svg").read_text("utf-8")
        assert ink in drawn


def test_the_scheme_can_be_changed_and_changed_back(qapp: QApplication) -> None:
    worn = theme.apply(qapp, "dark")
    assert theme.colours() is DARK
    assert qapp.palette().window().color().name() == DARK.surface
    assert DARK.accent in qapp.styleSheet()
    assert theme.apply(qapp, "light") is worn
    assert theme.colours() is LIGHT


def test_high_contrast_follows_light_and_dark(qapp: QApplication) -> None:
    worn = theme.apply(qapp, "contrast")
    assert theme.colours() in (HIGH_LIGHT, HIGH_DARK)
    assert theme.colours().border_strong in qapp.styleSheet()
    worn.wear("light")
    assert theme.colours() is LIGHT


def test_text_grows_with_the_setting_and_back(qapp: QApplication) -> None:
    worn = theme.apply(qapp, "light")
    before = qapp.font().pointSizeF()
    worn.enlarge(200)
    try:
        assert qapp.font().pointSizeF() == pytest.approx(2 * before, abs=0.1)
        assert f"{qapp.font().pointSizeF() * 1.5:g}"[:3] in qapp.styleSheet()
    finally:
        worn.enlarge(100)
    assert qapp.font().pointSizeF() == before


def test_a_label_changes_with_the_scheme(qapp: QApplication) -> None:
    label = QLabel("words")
    label.show()
    theme.apply(qapp, "dark")
    assert label.palette().windowText().color().name() == DARK.text
    label.close()


def test_text_follows_the_systems_size() -> None:
    assert metrics.type_scale(QFont("DejaVu Sans", 9)).body == 10
    assert metrics.type_scale(QFont("DejaVu Sans", 16)).body >= 16
    scale = metrics.type_scale(QFont("DejaVu Sans", 12))
    assert scale.small < scale.body == scale.heading(3) < scale.heading(2) < scale.heading(1)


def test_welsh_letters_have_shapes(qapp: QApplication) -> None:
    metrics_of = QFontMetrics(qapp.font())
    assert all(metrics_of.inFontUcs4(ord(letter)) for letter in "ŵŷŴŶâêîôûï")


def near(one: str, other: str) -> bool:
    """The same but for rounding, where strokes cross."""
    return all(abs(a - b) <= 2 for a, b in zip(QColor(one).getRgb(), QColor(other).getRgb(), strict=True))


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_a_drawing_that_can_be_tinted(name: str) -> None:
    root = ElementTree.parse(icons.FOLDER / f"{name}.svg").getroot()
    assert root.attrib["viewBox"] == "0 0 24 24"
    shown = theme.icon(name, "accent").pixmap(QSize(32, 32)).toImage()
    seen = {
        shown.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if shown.pixelColor(x, y).alpha() == 255
    }
    assert all(near(colour, LIGHT.accent) for colour in seen)
    assert seen


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(KeyError, match="unicorn"):
        theme.icon("unicorn")


def test_an_icon_follows_the_scheme_and_the_screens_pixels(qapp: QApplication) -> None:
    made = theme.icon("check", "text")
    gc.collect()
    theme.apply(qapp, "dark")
    fine = made.pixmap(QSize(16, 16), 2.0, QIcon.Mode.Normal)
    assert (fine.width(), fine.devicePixelRatio()) == (32, 2.0)
    image = fine.toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert all(near(colour, DARK.text) for colour in seen)
    assert seen


def test_icons_survive_being_copied(qapp: QApplication) -> None:
    label = QLabel()
    for name in icons.names()[:10]:
        copy = QIcon(theme.icon(name))
        copy.addPixmap(icons.pixmap("check", "#112233", 16))
        gc.collect()
        label.setPixmap(copy.pixmap(16, 16))
    assert not label.pixmap().isNull()
    assert qapp.styleHints().colorScheme() in (Qt.ColorScheme.Light, Qt.ColorScheme.Unknown)
