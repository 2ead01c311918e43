"""A chart on a page: its shapes drawn by reportlab."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from fieldwork.documents import style, tagging
from fieldwork.documents.charts.scene import Box, Dot, Fill, Line, Scene, Shape, Words
from fieldwork.documents.tagging import Element

#: How far apart the lines and dots of a pattern are, in points.
STEP = 3.6
_DOT, _STROKE = 0.75, 0.6


class Chart(Flowable):  # type: ignore[misc]  # reportlab has no stubs
    """A chart in the flow of a page; never divided."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene
        self.width, self.height = scene.width, scene.height
        self.spaceBefore = self.spaceAfter = 4

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        box = (round(x, 1), round(y, 1), round(x + self.width, 1), round(y + self.height, 1))
        with tagging.of(self.canv).content(Element("Figure", told=self.scene.told, box=box)):
            paint(self.canv, self.scene)


def paint(canvas: Any, scene: Scene) -> None:
    """Draws a chart with its lower left corner where the canvas stands."""
    style.register_fonts()
    canvas.saveState()
    canvas.translate(0, scene.height)
    for shape in scene.shapes:
        _shape(canvas, shape)
    canvas.restoreState()


def _shape(canvas: Any, shape: Shape) -> None:
    match shape:
        case Box():
            _box(canvas, shape)
        case Line():
            canvas.setStrokeColor(HexColor(shape.colour))
            canvas.setLineWidth(shape.width)
            canvas.setDash(*([list(shape.dash)] if shape.dash else []))
            canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)
            canvas.setDash()
        case Dot():
            canvas.setLineWidth(shape.line)
            canvas.setStrokeColor(HexColor(shape.edge or shape.fill))
            canvas.setFillColor(HexColor(shape.fill or "#ffffff"))
            canvas.circle(shape.x, -shape.y, shape.radius, stroke=1, fill=int(bool(shape.fill)))
        case Words():
            canvas.setFillColor(HexColor(shape.colour))
            canvas.setFont(style.BOLD if shape.bold else style.FONT, shape.size)
            draw = {
                "start": canvas.drawString,
                "middle": canvas.drawCentredString,
                "end": canvas.drawRightString,
            }
            draw[shape.anchor](shape.x, -shape.y, shape.text)


def _box(canvas: Any, box: Box) -> None:
    x, y = box.x, -box.y - box.height
    if box.fill is not None:
        canvas.setFillColor(HexColor(box.fill.ground))
        canvas.rect(x, y, box.width, box.height, stroke=0, fill=1)
        if box.fill.pattern != "solid":
            _pattern(canvas, box, box.fill)
    if box.edge:
        canvas.setStrokeColor(HexColor(box.edge))
        canvas.setLineWidth(box.line)
        canvas.rect(x, y, box.width, box.height, stroke=1, fill=0)


def _pattern(canvas: Any, box: Box, fill: Fill) -> None:
    """The pattern, cut off at the box; its lines go on from one box to the next."""
    x, y, width, height = box.x, -box.y - box.height, box.width, box.height
    canvas.saveState()
    edge = canvas.beginPath()
    edge.rect(x, y, width, height)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.setStrokeColor(HexColor(fill.ink))
    canvas.setFillColor(HexColor(fill.ink))
    canvas.setLineWidth(_STROKE)
    if fill.pattern == "dots":
        for column in range(int(x // STEP), int((x + width) // STEP) + 1):
            for row in range(int(y // STEP), int((y + height) // STEP) + 1):
                offset = STEP / 2 * (row % 2)
                canvas.circle(column * STEP + offset, row * STEP + STEP / 2, _DOT, stroke=0, fill=1)
    else:
        slopes = {"hatch": (1,), "back": (-1,), "cross": (1, -1)}[fill.pattern]
        for slope in slopes:
            _lines(canvas, x, y, width, height, slope)
    canvas.restoreState()


def _lines(canvas: Any, x: float, y: float, width: float, height: float, slope: int) -> None:
    """Slanting lines over a rectangle, rising to the right or falling."""
    step = STEP * 1.2
    if slope > 0:
        at = (x - y - height) // step * step
        while at < x + width - y:
            canvas.line(y + at, y, y + height + at, y + height)
            at += step
    else:
        at = (x + y) // step * step
        while at < x + width + y + height:
            canvas.line(at - y, y, at - y - height, y + height)
            at += step
