"""Bars, bands and tables of figures: what they show, a shape with every colour, and what is copied."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from fieldwork.programme import library
from tests.ui import waiting
from ui import theme
from ui.widgets.bands import BandLook, Mark, Scale, ScaleBar, look_of, paint_chip
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line, as_html, as_text, copy
from ui.widgets.stacked_bar import Kind, Part, StackedBar, paint_part, places

KINDS: tuple[Kind, ...] = ("yes", "no", "hindered", "na", "first", "second", "third", "fourth")
BANDS = library.load("adult").rating.bands  # type: ignore[union-attr]  # the adult standards are rated


@given(st.lists(st.integers(0, 300), max_size=6), st.integers(20, 900))
def test_parts_fill_the_bar_in_order_and_no_answer_that_was_given_is_lost(
    counts: list[int], width: int
) -> None:
    parts = [Part(str(n), "", count, "yes") for n, count in enumerate(counts)]
    found = places(QRectF(10, 0, width, 12), parts)
    total = sum(counts)
    for part, place in zip(parts, found, strict=True):
        assert (place.width() > 0) == bool(part.count)
        assert place.left() >= 10 and place.right() <= 10 + width + 0.01
        if total:
            assert abs(place.width() - width * part.count / total) <= 2.01
    if total:
        assert max(place.right() for place in found) == 10 + width


def painted(kind: Kind, scheme: theme.Scheme) -> QImage:
    theme.apply(QGuiApplication.instance(), scheme)  # type: ignore[arg-type]  # it is the QApplication
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_part(painter, QRectF(0, 0, 60, 20), kind)
    painter.end()
    return image


def _shape(image: QImage) -> tuple[bool, ...]:
    """Which inner pixels differ from the most common one: the pattern, whatever its colours."""
    inner = [image.pixel(x, y) for x in range(2, 58) for y in range(2, 18)]
    usual = max(set(inner), key=inner.count)
    return tuple(pixel != usual for pixel in inner)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answers_are_told_apart_without_their_colours(qtbot: QtBot, scheme: theme.Scheme) -> None:  # noqa: ARG001
    shapes = {kind: _shape(painted(kind, scheme)) for kind in ("yes", "no", "hindered", "na")}
    assert len(set(shapes.values())) == 4
    shapes = {kind: _shape(painted(kind, scheme)) for kind in ("first", "second", "third", "fourth")}
    assert len(set(shapes.values())) == 4


def test_a_part_of_a_bar_is_chosen_by_a_click(qtbot: QtBot) -> None:
    bar = StackedBar()
    bar.show_state([Part("yes", "Yes", 30, "yes"), Part("no", "No", 10, "no")])
    waiting.shown(qtbot, bar, 200, 40)
    assert bar.accessibleName() == "30 yes, 10 no"
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.rect().center())
    assert chosen.args == ["yes"]


def test_a_band_has_as_many_dots_as_points_and_a_name(qtbot: QtBot) -> None:  # noqa: ARG001
    looks = [look_of(band, BANDS) for band in BANDS]
    assert [(look.label, look.place, look.short) for look in looks if look] == [
        ("Inadequate", 0, "I"),
        ("Requires improvement", 1, "RI"),
        ("Good", 2, "G"),
        ("Outstanding", 3, "O"),
    ]
    assert [look.place for look in looks if look] == [band.points for band in BANDS]
    assert look_of(None, BANDS) is None
    images = []
    for look in looks:
        assert look is not None
        image = QImage(220, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_chip(painter, QRectF(0, 0, 220, 30), look, painter.font())
        painter.end()
        images.append(image)
    assert all(one != other for n, one in enumerate(images) for other in images[n + 1 :])


def test_any_number_of_bands_has_tones_from_the_worst_to_the_best() -> None:
    for of in (2, 3, 4, 5, 7):
        tones = [BandLook("", place, of).tone for place in range(of)]
        assert (tones[0], tones[-1]) == ("danger", "info")


def test_a_scale_says_where_everything_stands(qtbot: QtBot) -> None:
    bar = ScaleBar("Points")
    bar.show_state(Scale(BANDS, 100, (Mark("2.1.1", 74), Mark("2.1.3", 58, main=True)), 5))
    waiting.shown(qtbot, bar, 400, 60)
    assert bar.accessibleDescription() == "2.1.1 74, 2.1.3 58 (decides)"
    picture = bar.grab().toImage()
    assert len({picture.pixel(x, picture.height() - 8) for x in range(picture.width())}) > 4


TABLE = Figures(
    "Ratings & <more>",
    "Standard",
    (Head("Share", "of all"), Head("Answers")),
    (
        Line("=1", "1 A group", group=True),
        Line("2.1", "2.1 Is it <b>bold</b>?", (Cell("74%"), Cell(parts=(Part("y", "Yes", 3, "yes"),))), 1),
        Line("2.2", "2.2", (Cell("7 of 28", "−4"),), 1, detail="near a boundary"),
    ),
    ("A note.",),
)


class _Cells(HTMLParser):
    """The cells of a table by row, with their tags."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._open = f"{tag} {dict(attrs).get('scope', '')}".strip()
            self.rows[-1].append((self._open, ""))
        else:
            self._open = self._open if tag in ("b",) else ""

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            tag, text = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = ""


def test_a_table_is_copied_with_headings_and_nothing_is_taken_for_markup() -> None:
    parser = _Cells()
    parser.feed(as_html(TABLE))
    assert parser.rows == [
        [("th col", "Standard"), ("th col", "Share – of all"), ("th col", "Answers")],
        [("th rowgroup", "1 A group")],
        [("th row", "2.1 Is it <b>bold</b>?"), ("td", "74%"), ("td", "3 yes")],
        [("th row", "2.2 (near a boundary)"), ("td", "7 of 28 −4"), ("td", "")],
    ]
    assert as_text(TABLE).splitlines() == [
        "Ratings & <more>",
        "Standard\tShare – of all\tAnswers",
        "1 A group\t\t",
        "2.1 Is it <b>bold</b>?\t74%\t3 yes",
        "2.2 (near a boundary)\t7 of 28 −4\t",
        "A note.",
    ]


def test_the_clipboard_holds_both(qtbot: QtBot) -> None:  # noqa: ARG001
    copy(TABLE)
    data = QGuiApplication.clipboard().mimeData()
    assert data.html() == as_html(TABLE) and data.text() == as_text(TABLE)


def test_other_figures_of_the_same_shape_change_in_place(qtbot: QtBot) -> None:
    table = FigureTable("Figures")
    table.show_state(TABLE)
    waiting.shown(qtbot, table, 600, 200)
    table.go_to("2.2", 0)
    told, reset = [], []
    table.figures.dataChanged.connect(lambda top, _bottom: told.append(table.figures.line(top.row()).key))
    table.figures.modelReset.connect(lambda: reset.append(True))
    lines = (*TABLE.lines[:2], Line("2.2", "2.2", (Cell("8 of 28"),), 1))
    table.show_state(Figures(TABLE.title, TABLE.corner, TABLE.heads, lines))
    assert (told, reset) == (["2.2"], [])
    assert table.current() == ("2.2", 0)
    table.show_state(Figures(TABLE.title, TABLE.corner, TABLE.heads, lines[1:]))
    assert reset and table.current() == ("2.2", 0)


def test_cells_are_walked_and_opened_by_keyboard(qtbot: QtBot) -> None:
    table = FigureTable("Figures")
    table.show_state(TABLE)
    waiting.shown(qtbot, table, 600, 200)
    table.go_to("2.1")
    qtbot.keyClick(table, Qt.Key.Key_Right)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["2.1", 0]
    assert waiting.unnamed(table) == []
