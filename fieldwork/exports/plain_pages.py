"""The plain export's pages: an index and one page a case, readable in any browser and on paper."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from fieldwork.exports.plain_words import answers, field, person, text

if TYPE_CHECKING:
    from fieldwork.exports.plain import Everything, Thing

_STYLE = """
body { font: 16px/1.45 Arial, Helvetica, sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em }
table { border-collapse: collapse; width: 100%; margin: 0 0 2em }
th, td { border-bottom: 1px solid #999; padding: .35em .6em .35em 0; text-align: left; vertical-align: top }
th { white-space: nowrap } td { overflow-wrap: anywhere; white-space: pre-line }
.warn { border: 2px solid #111; padding: .6em 1em } .quiet { color: #444; font-size: .875em }
@media print { body { margin: 0; max-width: none; font-size: 10pt } tr { break-inside: avoid } }
"""
_LISTED = ("Reference", "Read by", "Complete", "Answers")
_OPEN = (
    "These pages are not encrypted and name people. Keep them where case records may be kept, and delete "
    "them when they are no longer needed."
)


def pages(found: "Everything") -> dict[str, str]:
    """Each page's file name and text."""
    made = {ref: f"case-{number:03d}.html" for number, ref in enumerate(found.refs, 1)}
    return {"index.html": _index(found, made)} | {made[ref]: _case(found, ref) for ref in found.refs}


def _index(found: "Everything", made: dict[str, str]) -> str:
    rows = [
        (
            f'<a href="{made[ref]}">{escape(ref)}</a>',
            escape(_holder(found, ref)),
            escape("yes" if _text(_thing(found, ref), "complete") else ""),
            str(len(found.answers.get(ref, {}))),
        )
        for ref in found.refs
    ]
    about = [(escape(k), escape(text(c.value))) for k, c in found.one("inspection", "inspection").items()]
    lost = ""
    if found.unreadable:
        lost = (
            f"<p class=warn>{found.unreadable} entries of the journal could not be read and are not here.</p>"
        )
    unworded = "" if found.programme else "<p class=warn>The questions' wording could not be read.</p>"
    tables = "".join(
        f'<li><a href="{name}.csv">{name}.csv</a>: {what}</li>'
        for name, what in (
            ("answers", "every answer and note"),
            ("cases", "the cases and other records with their facts"),
            ("everything", "all that holds now, of every kind: team, meetings, concerns, interviews"),
            ("journal", "every change that was ever made"),
        )
    )
    body = (
        f"{lost}{unworded}<h2>Cases and records</h2>{_table(_LISTED, rows)}"
        f"<h2>Tables</h2><ul>{tables}</ul><h2>The inspection</h2>{_table(('', ''), about)}"
    )
    return _page(found.title, body)


def _case(found: "Everything", ref: str) -> str:
    rows = [
        (
            escape(line.ref or line.question),
            escape(line.text),
            escape(line.answer) + (f"<br><b>Also answered:</b> {escape(line.others)}" if line.others else ""),
            escape(line.note) + (f'<br><span class="quiet">{escape(line.more)}</span>' if line.more else ""),
            f'<span class="quiet">{escape(line.author)}<br>{escape(line.at)}</span>',
        )
        for line in answers(found, ref)
    ]
    heads = ("", "Question", "Answer", "Note", "By")
    about = _table(("", ""), _facts(found, ref))
    body = (
        f'<p><a href="index.html">All cases</a></p><h2>About the case</h2>{about}'
        f"<h2>Answers</h2>{_table(heads, rows)}"
    )
    return _page(f"{ref} · {found.title}", body)


def _facts(found: "Everything", ref: str) -> list[tuple[str, str]]:
    """What is known of a case, worded; values that nobody has settled stand side by side."""
    facts = []
    for name, current in sorted(_thing(found, ref).items()):
        label, worded = field(found, name, current.value)
        for other in current.others:
            worded += f"\nor, by {person(found, other.author)}: {text(other.value)}"
        facts.append((escape(label), escape(worded)))
    return facts


def _thing(found: "Everything", ref: str) -> "Thing":
    return found.one("case", ref) or found.one("record", ref)


def _text(thing: "Thing", name: str) -> str:
    return text(thing[name].value) if name in thing else ""


def _holder(found: "Everything", ref: str) -> str:
    held = _text(_thing(found, ref), "inspector")
    return person(found, held) if held else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; without any heading the first column is one."""
    top = "".join(f"<th scope=col>{head}</th>" for head in heads) if any(heads) else ""
    lines = "".join(
        "<tr>"
        + "".join(f"<{_tag(n, top)}>{cell}</{_tag(n, top)[:2]}>" for n, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table>{f'<thead><tr>{top}</tr></thead>' if top else ''}<tbody>{lines}</tbody></table>"


def _tag(number: int, top: str) -> str:
    return "th scope=row" if number == 0 and not top else "td"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p class=warn>{_OPEN}</p>{body}</body></html>"
    )
