"""A programme file beside the compact table of the rows that it has to hold, and what both must agree on."""

import csv
import random
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from fieldwork.programme.library import load
from fieldwork.programme.model import Answers, Fact, Facts, Programme, Question, QuestionId, Value
from fieldwork.programme.routing import route
from fieldwork.resources import resource

Row = dict[str, Any]
_SETS = {"yes_no": ["yes", "no"], "yes_no_na": ["yes", "no", "na"], "text": [], "number": [], "": []}
_PART = re.compile(r"(\w+) (=|in|>) (\S+)")


class Bank:
    """One programme file and its table `<rows>_rows.csv`, both as read; the file also as loaded."""

    def __init__(self, programme_id: str, rows: str) -> None:
        self.id = programme_id
        self.source = (resource("programmes") / f"{programme_id}.toml").read_text(encoding="utf-8")
        self.file: Row = tomllib.loads(self.source)
        self.questions: dict[str, Row] = {q["ref"]: q for q in self.file["questions"]}
        self.asking = [ref for ref, q in self.questions.items() if "answers" in q]
        with (Path(__file__).parent / f"{rows}_rows.csv").open(encoding="utf-8", newline="") as lines:
            self.expected = {row["ref"]: row for row in csv.DictReader(lines)}

    @property
    def programme(self) -> Programme:
        return load(self.id)

    def options(self, question: Row) -> list[str]:
        """The option values of a row, from its named set or its inline list; empty for free entry."""
        answers = question.get("answers", [])
        rows = self.file["answers"][answers].get("options", []) if isinstance(answers, str) else answers
        return [row if isinstance(row, str) else row["value"] for row in rows]

    def kind(self, question: Row) -> str:
        answers = question.get("answers", [])
        return self.file["answers"][answers].get("kind", "choice") if isinstance(answers, str) else "choice"

    def differences(self, ref: str, tag: str) -> dict[str, tuple[Any, Any]]:
        """What the file says otherwise than the table: field, as it is and as it has to be."""
        question, row = self.questions[ref], self.expected[ref]
        free = row["answers"] if row["answers"] in ("text", "number") else "choice"
        pairs = {
            "level": (question["level"], row["level"]),
            "asks": ("answers" in question, bool(row["answers"])),
            "kind": (self.kind(question), free),
            "options": (self.options(question), expected_options(row["answers"])),
            "applies": (question.get("applies", {}), expected_condition(row["applies_when"])),
            "sets": (question.get("sets", ""), row["sets"]),
            "scored": (question.get("scored", True), row["scored"] != "no"),
            "above_line": ("/".join(question.get("above_line", [])), row["above_line"]),
            "counts_in": ("/".join(question.get("counts_in", [])), row["counts_in"]),
            tag: (question.get("tags", {}).get(tag, ""), row[tag]),
        }
        return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}

    def setters(self) -> dict[str, Row]:
        """The question or guide item that settles each fact."""
        items = [item for guide in self.file["guides"] for item in guide["items"]]
        return {row["sets"]: row for row in (*self.file["questions"], *items) if "sets" in row}

    def facts(self, source: str) -> set[str]:
        return {name for name, fact in self.file["facts"].items() if fact.get("source", "list") == source}

    def unlike_their_setter(self) -> list[str]:
        """Facts with other values than the answers of the question that settles them."""
        facts = self.file["facts"]
        return [
            n for n, row in self.setters().items() if list(facts[n].get("values", [])) != self.options(row)
        ]

    def lines_not_among_the_answers(self) -> list[str]:
        """Scored rows of which no answer, or every answer, or one that cannot be given, is above the line."""
        scored = [(r, q) for r in self.asking if (q := self.questions[r]).get("scored", True)]
        return [ref for ref, q in scored if not set(q.get("above_line", ["yes"])) < set(self.options(q))]

    def guidance_faults(self, ref: str) -> list[str]:
        """Parts of a row's guidance that are missing, of an unreadable length, or not whole sentences."""
        question = self.questions[ref]
        guidance = question.get("guidance", {})
        limits = {"good": 80, "no": 60}
        if "applies" in question or "na" in self.options(question):
            limits["not_applicable"] = 20
        faults = [part for part, least in limits.items() if not least <= len(guidance.get(part, "")) <= 400]
        return faults + [part for part, text in guidance.items() if text.strip() != text or text[-1] != "."]

    def repeated_guidance(self) -> list[str]:
        parts = [self.questions[ref]["guidance"][part] for ref in self.asking for part in ("good", "no")]
        return [text for text, times in Counter(parts).items() if times > 1]

    def asked(self, form: str, given: Facts, answers: dict[str, str] | None = None) -> set[str]:
        """What a form asks of a case with these facts and answers."""
        recorded = {QuestionId(ref): value for ref, value in (answers or {}).items()}
        return set(route(self.programme, form, given, recorded).asked)

    def reached(self, form: str, cases: int = 400) -> set[str]:
        """Every row that some case is asked, over cases with facts and answers drawn by chance.

        Only facts that no question settles are given, as an office list would.
        """
        draw = random.Random(2016)
        programme = self.programme
        subject = programme.forms[form].subject
        found: set[str] = set()
        for _ in range(cases):
            given = _any_facts(programme, draw) if subject == "case" else {}
            found |= set(route(programme, form, given, _any_answers(programme, form, draw)).asked)
        return found


def _any_facts(programme: Programme, draw: random.Random) -> Facts:
    listed = [fact for fact in programme.facts.values() if fact.source == "list"]
    return {fact.id: value for fact in listed if (value := _any_value(fact, draw)) is not None}


def _any_value(fact: Fact, draw: random.Random) -> Value | None:
    if fact.type == "choice":
        return draw.choice(list(fact.values))
    if fact.type == "list":
        return tuple(draw.sample(list(fact.values), 3))
    return draw.randrange(4) if fact.type == "number" else None


def _any_answers(programme: Programme, form: str, draw: random.Random) -> Answers:
    return {q.id: _any_answer(q, draw) for q in programme.form_questions(form) if q.asks}


def _any_answer(question: Question, draw: random.Random) -> Value:
    assert question.answers is not None
    if question.answers.kind == "choice":
        return draw.choice(question.answers.options).value
    return draw.randrange(4) if question.answers.kind == "number" else "Something was seen."


def expected_options(words: str) -> list[str]:
    return _SETS[words] if words in _SETS else words.split("/")


def expected_condition(words: str) -> Row:
    """`a = yes and b in x,y or c > 1` as the table that the programme file holds."""
    ways = [_all_of(way) for way in words.split(" or ")] if words else [{}]
    return ways[0] if len(ways) == 1 else {"any": ways}


def _all_of(words: str) -> Row:
    found: Row = {}
    for part in words.split(" and "):
        match = _PART.fullmatch(part)
        assert match, part
        fact, comparison, values = match.groups()
        found[fact] = {"above": int(values)} if comparison == ">" else values.split(",")
    return found
