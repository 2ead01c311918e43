"""The command that counts how far first and second readings agree."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from fieldwork.cli.files import Access, names, on_file
from fieldwork.cli.speech import Speech, speaks, table
from fieldwork.findings import agreement as counting
from fieldwork.findings.agreement import Line
from fieldwork.wording import count

_HEADS = ("", "", "Same", "Agreement", "Kappa", "Not counted", "To agree on")


@click.command("agreement")
@speaks
@on_file
def agreement(speech: Speech, file: Access) -> None:
    """Count how far first and second readings agree: by question, standard and reader."""
    with file.reading() as inspection:
        found = counting.agreement(inspection)
        team = names(inspection)
    questions = found.programme.questions
    parts: dict[str, list[dict[str, Any]]] = {
        "questions": _lines(found.questions, lambda q: (questions[q].ref, questions[q].text)),
        "standards": _lines(found.standards, lambda q: (questions[q].ref, questions[q].text)),
        "readers": _lines(found.readers, lambda p: ("", team.get(p, p))),
        "seconds": _lines(found.seconds, lambda p: ("", team.get(p, p))),
    }
    document = {
        "cases": found.cases,
        "elsewhere": found.elsewhere,
        "corrected": found.corrected,
        "whole": _line(found.whole),
        **parts,
        "method": found.method,
    }
    words = [f"{count(found.cases, 'case')} read twice. {_sentence(_line(found.whole))}"]
    for name, rows in parts.items():
        title = {"readers": "First readers", "seconds": "Second readers"}.get(name, name.capitalize())
        words += ["", title, table(_HEADS, [_cells(row) for row in rows])]
    if found.elsewhere:
        words.append(f"Not counted, because the first reading is not all here: {found.elsewhere}.")
    if found.corrected:
        words.append(f"Not counted, because the question was corrected in between: {found.corrected}.")
    speech.result(document, *words, "", found.method)


def _lines(held: Mapping[Any, Line], named: Callable[[Any], tuple[str, str]]) -> list[dict[str, Any]]:
    rows = []
    for key, line in held.items():
        ref, title = named(key)
        rows.append({"id": key, "ref": ref, "title": title, **_line(line)})
    return rows


def _line(line: Line) -> dict[str, Any]:
    share, kappa = line.agreed.interval(), line.agreed.kappa_interval
    return {
        "same": line.agreed.same,
        "of": line.agreed.of,
        "percent": line.agreed.percent,
        "low": share.low if share else None,
        "high": share.high if share else None,
        "kappa": line.agreed.kappa,
        "kappa_low": kappa.low if kappa else None,
        "kappa_high": kappa.high if kappa else None,
        "undefined": line.agreed.undefined,
        "small": line.small,
        "asked_once": line.asked_once,
        "stood": {
            "first": line.stood.first,
            "second": line.stood.second,
            "other": line.stood.other,
            "open": line.stood.open,
        },
    }


def _sentence(line: dict[str, Any]) -> str:
    few = " So few pairs say little." if line["small"] and line["of"] else ""
    return f"The same answer in {line['same']} of {line['of']}; kappa {_kappa(line)}.{few}"


def _cells(row: dict[str, Any]) -> tuple[Any, ...]:
    shown = "" if row["small"] or row["percent"] is None else f"{row['percent']}%"
    same = f"{row['same']} of {row['of']}"
    return (row["ref"], row["title"], same, shown, _kappa(row), row["asked_once"], row["stood"]["open"])


def _kappa(row: dict[str, Any]) -> str:
    return f"not defined ({row['undefined']})" if row["kappa"] is None else f"{row['kappa']:.2f}"
