"""A report as plain text: headings underlined, the cells of tables parted by tabs, charts told in words."""

from fieldwork.documents.report.blocks import Block, Break, Figure, Heading, Quote, Report, Table, Words


def render(report: Report) -> str:
    """The text; a word processor makes a table of lines with tabs."""
    parts = [_underlined(report.title, "="), *(part for block in report.blocks if (part := _block(block)))]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _underlined(block.text, "=" if block.level == 1 else "-")
        case Words():
            return block.text
        case Quote():
            return f"{block.text}\n({block.about})" if block.about else block.text
        case Figure():
            return f"[{block.scene.told}]"
        case Table():
            rows = [block.heads, *block.rows]
            return "\n".join([block.caption, *("\t".join(map(_one_line, row)) for row in rows)])
        case Break():
            return ""


def _underlined(text: str, mark: str) -> str:
    return f"{text}\n{mark * len(text)}"


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
