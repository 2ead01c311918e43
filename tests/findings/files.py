"""Constructed readings as real encrypted files, and what the command line says of them."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from fieldwork.cli.main import fieldwork
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Edit
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import PersonId, Role
from fieldwork.programme.model import Programme
from tests.findings.constructing import Aim, Form

PASSPHRASE = "a hut on the moor"
LEAD = PersonId("lead-1")
HERE = Path(__file__).parent


def write(path: Path, programme: Programme, forms: Iterable[Form], title: str = "Northumbria 2020") -> Path:
    """A closed inspection file that holds these readings, every one complete."""
    with Inspection.create(
        path,
        PASSPHRASE,
        programme=programme,
        title=title,
        provider=title.partition(" ")[0],
        starts=date(2019, 9, 16),
        ends=date(2019, 9, 27),
    ) as made:
        with made.edit(LEAD, "Set up the team") as edit:
            edit.set("person", LEAD, "name", "Carys Lead")
            edit.set("person", LEAD, "role", Role.LEAD.value)
        queries.set_user(made, LEAD)
        with made.edit(LEAD, "Constructed readings") as edit:
            for number, form in enumerate(forms):
                _set(edit, programme, number, form)
    return path


def _set(edit: Edit, programme: Programme, number: int, form: Form) -> None:
    subject = programme.forms[form.id].subject
    for place, (facts, answers) in enumerate(zip(form.given, form.answers, strict=True)):
        ref = f"{chr(65 + number)}{place:06}"
        if subject == "case":
            for fact, value in {"reference": ref, **facts}.items():
                edit.set("case", ref, f"fact.{fact}", list(value) if isinstance(value, tuple) else value)
        else:
            edit.set("record", ref, "form", form.id)
        edit.set("case" if subject == "case" else "record", ref, "complete", True)
        for question, answer in answers.items():
            edit.set("answer", answer_id(ref, question), "value", answer)


def run(*arguments: str | Path, status: int = 0) -> Any:
    """The JSON document of a command of the program."""
    done = CliRunner().invoke(
        fieldwork, [*map(str, arguments), "--json"], env={"FIELDWORK_PASSPHRASE": PASSPHRASE}
    )
    assert done.exit_code == status, done.output
    return json.loads(done.stdout)


def published(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables of published figures beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def aims(rows: Iterable[dict[str, str]]) -> list[Aim]:
    """Published rows as aims; a per cent and a count of one figure become one aim."""
    found: dict[tuple[str, ...], Aim] = {}
    for row in rows:
        fact, _, value = row.get("where", "").partition("=")
        key = (row["ref"], row["answer"], fact, value)
        before = found.get(key, Aim(row["ref"], row["answer"]))
        found[key] = Aim(
            row["ref"],
            row["answer"],
            _number(row.get("count")) if row.get("count") else before.count,
            _number(row.get("percent")) if row.get("percent") else before.percent,
            _number(row.get("of")) if row.get("of") else before.of,
            (fact, value) if fact else None,
        )
    return list(found.values())


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def by_ref(document: Any, part: str = "questions") -> dict[str, Any]:
    """The rows of a part of the findings by their ref."""
    return {row["ref"]: row for row in document[part]}


def spread(size: int, *parts: tuple[int, Any]) -> Sequence[Any]:
    """A value for each of `size` places: so many of the first, then so many of the next."""
    values = [value for many, value in parts for _ in range(many)]
    assert len(values) == size
    return values
