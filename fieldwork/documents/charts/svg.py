"""A chart as SVG: text stays text, patterns are patterns, title and description are part of the file."""

from html import escape

from fieldwork.documents.charts.scene import Box, Dot, Fill, Line, Scene, Shape, Words

_FAMILY = "'DejaVu Sans', Verdana, 'Segoe UI', Arial, sans-serif"
_STEP = 4.3


def svg(scene: Scene) -> bytes:
    """The chart as an SVG document in UTF-8; it needs no other file."""
    fills = list(
        dict.fromkeys(
            s.fill for s in scene.shapes if isinstance(s, Box) and s.fill and s.fill.pattern != "solid"
        )
    )
    names = {fill: f"pattern-{number}" for number, fill in enumerate(fills, 1)}
    size = f"{_n(scene.width)} {_n(scene.height)}"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(scene.width)}pt" '
        f'height="{_n(scene.height)}pt" role="img" aria-labelledby="title told" lang="en-GB" '
        f'font-family="{_FAMILY}">',
        f'<title id="title">{escape(scene.title)}</title>',
        f'<desc id="told">{escape(scene.told)}</desc>',
        "<defs>",
        *(_pattern(fill, name) for fill, name in names.items()),
        "</defs>",
        f'<rect width="{_n(scene.width)}" height="{_n(scene.height)}" fill="#ffffff"/>',
        *(_shape(shape, names) for shape in scene.shapes),
        "</svg>",
        "",
    ]
    return "\n".join(parts).encode()


def _pattern(fill: Fill, name: str) -> str:
    """A tile of the pattern; its strokes run past the tile, so that tiles meet."""
    s = _STEP
    up = (
        f"M{-s / 4} {s / 4} L{s / 4} {-s / 4} M0 {s} L{s} 0 M{s * 3 / 4} {s * 5 / 4} L{s * 5 / 4} {s * 3 / 4}"
    )
    down = (
        f"M{-s / 4} {s * 3 / 4} L{s / 4} {s * 5 / 4} M0 0 L{s} {s} M{s * 3 / 4} {-s / 4} L{s * 5 / 4} {s / 4}"
    )
    paths = {"hatch": up, "back": down, "cross": f"{up} {down}"}
    if fill.pattern == "dots":
        drawn = f'<circle cx="{s / 2}" cy="{s / 2}" r="0.8" fill="{fill.ink}"/>'
    else:
        drawn = f'<path d="{paths[fill.pattern]}" stroke="{fill.ink}" stroke-width="0.7"/>'
    ground = f'<rect width="{s}" height="{s}" fill="{fill.ground}"/>'
    size = f'width="{s}" height="{s}" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{name}" {size}>{ground}{drawn}</pattern>'


def _shape(shape: Shape, names: dict[Fill, str]) -> str:
    match shape:
        case Box():
            fill = "none"
            if shape.fill:
                fill = f"url(#{names[shape.fill]})" if shape.fill in names else shape.fill.ground
            edge = f' stroke="{shape.edge}" stroke-width="{_n(shape.line)}"' if shape.edge else ""
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}"'
            return (
                f'<rect {place} width="{_n(shape.width)}" height="{_n(shape.height)}" fill="{fill}"{edge}/>'
            )
        case Line():
            dash = f' stroke-dasharray="{" ".join(map(_n, shape.dash))}"' if shape.dash else ""
            ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
            return f'<line {ends} stroke="{shape.colour}" stroke-width="{_n(shape.width)}"{dash}/>'
        case Dot():
            middle = f'cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"'
            edge = f'stroke="{shape.edge or shape.fill}" stroke-width="{_n(shape.line)}"'
            return f'<circle {middle} fill="{shape.fill or "none"}" {edge}/>'
        case Words():
            weight = ' font-weight="bold"' if shape.bold else ""
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" text-anchor="{shape.anchor}"'
            look = f'font-size="{_n(shape.size)}" fill="{shape.colour}"{weight}'
            return f"<text {place} {look}>{escape(shape.text, quote=False)}</text>"


def _n(number: float) -> str:
    """A number without idle digits."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
