"""A report as HTML: to read in a browser, or to paste into a word processor with its tables and charts.

Headings are headings, tables have captions and heading cells for rows and columns, charts are pictures with
alternative text. Styles stand in the elements themselves, since word processors drop style sheets.
"""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from fieldwork.documents.charts.png import png
from fieldwork.documents.report.blocks import Block, Break, Figure, Heading, Quote, Report, Table, Words

_FONT = "font-family: Arial, Helvetica, sans-serif; color: #1a2025"
_CELL = "border: 1px solid #b4b9bf; padding: 3px 6px; vertical-align: top"
_LOOKS = {
    "headline": "font-size: 16pt; font-weight: bold",
    "lead": "font-size: 12pt",
    "body": "",
    "caution": "border: 1px solid #1a2025; background: #f1f2f4; padding: 6px 8px",
    "small": "font-size: 9pt; color: #535d66",
}


def render(report: Report, *, pictures: bool = True) -> str:
    """The whole document. Without `pictures` charts are told in words, which keeps it small."""
    body = "\n".join(part for block in report.blocks if (part := _block(block, pictures)))
    title = escape(report.title)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'</head>\n<body style="{_FONT}; font-size: 11pt; max-width: 52em; margin: 2em auto">\n'
        f"<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block, pictures: bool) -> str:
    match block:
        case Heading():
            level = block.level + 1
            return f"<h{level}>{escape(block.text)}</h{level}>"
        case Words():
            look = _LOOKS[block.weight]
            style = f' style="{look}"' if look else ""
            return f"<p{style}>{_text(block.text)}</p>"
        case Quote():
            about = f'<br><span style="{_LOOKS["small"]}">{escape(block.about)}</span>' if block.about else ""
            return f"<blockquote><p>{_text(block.text)}{about}</p></blockquote>"
        case Figure():
            return _figure(block) if pictures else f"<p><em>{escape(block.scene.told)}</em></p>"
        case Table():
            return _table(block)
        case Break():
            return ""


def _figure(block: Figure) -> str:
    data = b64encode(png(block.scene, 144)).decode()
    size = f'width="{block.scene.width * 4 / 3:.0f}" height="{block.scene.height * 4 / 3:.0f}"'
    picture = f'<img src="data:image/png;base64,{data}" alt="{escape(block.scene.told)}" {size}>'
    return f"<p>{picture}<br><strong>{escape(block.scene.title)}</strong></p>"


def _table(block: Table) -> str:
    heads = "".join(
        f'<th scope="col" style="{_CELL}; text-align: {"right" if at in block.numbers else "left"}">'
        f"{escape(head)}</th>"
        for at, head in enumerate(block.heads)
    )
    rows = "\n".join(_row(block, number, row) for number, row in enumerate(block.rows))
    caption = f'<caption style="text-align: left; font-weight: bold">{escape(block.caption)}</caption>'
    return (
        f'<table style="border-collapse: collapse; font-size: 10pt">{caption}\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def _row(block: Table, number: int, row: Sequence[str]) -> str:
    weight = "bold" if number in block.strong else "normal"
    cells = []
    for at, cell in enumerate(row):
        tag, scope = ("th", ' scope="row"') if at == 0 else ("td", "")
        side = "right" if at in block.numbers else "left"
        style = f"{_CELL}; text-align: {side}; font-weight: {weight}"
        cells.append(f'<{tag}{scope} style="{style}">{_text(cell)}</{tag}>')
    return f"<tr>{''.join(cells)}</tr>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
