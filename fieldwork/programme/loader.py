"""Loading a programme file: TOML to a checked `Programme`, or every problem with its place."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fieldwork.errors import Fault, Problem
from fieldwork.programme import parse, rules
from fieldwork.programme.conditions import Condition
from fieldwork.programme.dependencies import routing_order
from fieldwork.programme.examine import problems_of
from fieldwork.programme.guide_forms import guide_questions
from fieldwork.programme.model import (
    AnswerSet,
    Edition,
    Fact,
    Level,
    Programme,
    Question,
    QuestionId,
)
from fieldwork.programme.problems import ProgrammeError, Report

FORMAT = 1
_TOP = (
    *("format", "id", "title", "default_edition", "editions", "answers", "facts"),
    *("forms", "judgement", "questions", "guides", "rating"),
)
_QUESTION_KEYS = (
    *("id", "ref", "shown", "level", "parent", "text", "answers", "applies", "sets", "editions"),
    *("compares", "wording", "layout", "scored", "above_line", "counts_in", "tags", "guidance"),
)
_ID = re.compile(r"[\w.\-]+")
_PARENT_LEVELS = {
    Level.DOMAIN: (),
    Level.STANDARD: (Level.DOMAIN,),
    Level.KEY_QUESTION: (Level.STANDARD,),
    Level.PROMPT: (Level.KEY_QUESTION, Level.STANDARD),
}


def load_file(path: Path, edition: str | None = None) -> Programme:
    """The programme in a file. Raises `ProgrammeError` with every problem, `Fault` if unreadable."""
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as error:
        sentence = f"The programme file {path.name} could not be read."
        raise Fault(sentence, "Check that it is there and that you may read it.") from error
    except UnicodeDecodeError as error:
        sentence = f"{path.name} is not a programme file: it is not UTF-8 text."
        raise ProgrammeError(sentence, [Problem(path.name, "not UTF-8 text")]) from error
    return load(source, path.name, edition)


def load(source: str, name: str = "programme", edition: str | None = None) -> Programme:
    """The programme in a TOML text, in one edition (its default one where None)."""
    try:
        top = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(
            f"{name} is not a programme file: it is not valid TOML ({error}).", [Problem(name, str(error))]
        ) from error
    report = Report(name, source)
    programme = _Loading(report, top, source).programme(edition)
    report.raise_if_any()
    return programme


def check(source: str, name: str = "programme") -> list[Problem]:
    """Every problem of a programme text, over all its editions; empty when it can be used.

    Beyond what loading refuses: conditions that never or always hold, questions that no form asks,
    facts that nothing settles, comparisons with nothing.
    """
    found: dict[Problem, None] = {}
    programmes: dict[str, Programme] = {}
    wanted: list[str | None] = [None]
    while wanted:
        try:
            programme = load(source, name, wanted.pop(0))
        except ProgrammeError as error:
            found.update(dict.fromkeys(error.problems))
            continue
        if not programmes:
            wanted = [e.id for e in programme.editions if e.id != programme.edition.id]
        programmes[programme.edition.id] = programme
    for programme in programmes.values():
        previous = programmes.get(programme.edition.previous or "")
        found.update(dict.fromkeys(problems_of(programme, previous, Report(name, source))))
    return list(found)


class _Loading:
    """One pass over one file; the parts are read in the order in which they need each other."""

    def __init__(self, report: Report, top: Mapping[str, Any], source: str) -> None:
        self.report = report
        self.top = top
        self.source = source
        self.sets: dict[str, AnswerSet] = {}
        self.facts: dict[str, Fact] = {}
        self.questions: dict[QuestionId, Question] = {}
        self.seen: set[str] = set()

    def programme(self, wanted: str | None) -> Programme:
        report, top = self.report, self.top
        report.keys(report.name, top, _TOP)
        if top.get("format") != FORMAT:
            report.add(report.name, f"'format' is {top.get('format')!r}; this version reads format {FORMAT}")
            report.raise_if_any()
        editions, edition = self._editions(wanted)
        for key, table in self._named("answers").items():
            self.sets[key] = parse.answer_set(report, report.place("answers", key), key, table)
        self._read_facts()
        for row in report.tables(report.name, top, "questions"):
            self._read_question(row, edition)
        rows = report.tables(report.name, top, "guides")
        guides = {g.id: g for g in (parse.guide(report, row, self.sets, self.facts) for row in rows)}
        for question in guide_questions(report, top, guides):
            self._add(report.place("guides", question.ref), question)
        self._check_setters()
        order = routing_order(report, self.facts, self.questions)
        return Programme(
            id=report.text(report.name, top, "id"),
            title=report.text(report.name, top, "title"),
            edition=edition,
            editions=editions,
            facts=self.facts,
            forms=rules.forms(report, top, self.facts, self.questions, guides),
            questions=self.questions,
            guides=guides,
            judgement=rules.judgement(report, top),
            rating=rules.rating(report, top, self.questions),
            order=order,
            source=self.source,
        )

    def _named(self, key: str) -> dict[str, Any]:
        value = self.top.get(key, {})
        if isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()):
            return value
        self.report.add(self.report.name, f"'{key}' is not a set of tables such as [{key}.name]")
        return {}

    def _editions(self, wanted: str | None) -> tuple[tuple[Edition, ...], Edition]:
        report = self.report
        rows = report.tables(report.name, self.top, "editions")
        found = tuple(
            Edition(
                report.text(report.name, r, "id"), report.text(report.name, r, "title"), r.get("previous")
            )
            for r in rows
        )
        names = {e.id: e for e in found}
        for edition in found:
            if edition.previous is not None:
                report.known(report.place("editions", edition.id), "the edition", edition.previous, names)
        name = wanted or report.text(report.name, self.top, "default_edition")
        if not report.known(report.name, "the edition", name, names):
            report.raise_if_any()
        return found, names[name]

    def _read_facts(self) -> None:
        tables = self._named("facts")
        for key, table in tables.items():
            self.facts[key] = parse.fact(self.report, self.report.place("facts", key), key, table)
        for key, table in tables.items():
            place = self.report.place("facts", key)
            fact = self.facts[key]
            for other in [fact.stands_in] if fact.stands_in else []:
                self.report.known(place, "the fact", other, self.facts)
            for other in fact.years_between or ():
                self.report.known(place, "the fact", other, self.facts)
            derivations = parse.derivations(self.report, place, fact, table, self.facts)
            self.facts[key] = replace(fact, derivations=derivations)

    def _read_question(self, row: Mapping[str, Any], edition: Edition) -> None:
        report = self.report
        ref = str(row.get("ref", ""))
        place = report.place("questions", ref)
        report.keys(place, row, _QUESTION_KEYS)
        key = QuestionId(str(row.get("id", ref)))
        if not self._is_new(place, ref, str(key)):
            return
        editions = report.texts(place, row, "editions")
        known = [e["id"] for e in self.top.get("editions", []) if "id" in e]
        for name in editions:
            report.known(place, "the edition", name, known)
        if editions and edition.id not in editions:
            return
        level = report.text(place, row, "level")
        if not report.known(place, "the level", level, [str(v) for v in Level]):
            return
        parent = self._parent(place, row, Level(level))
        applies = parse.condition(report, place, row.get("applies"), self.facts)
        self.questions[key] = Question(
            id=key,
            ref=ref,
            shown=report.text(place, row, "shown", ref),
            level=Level(level),
            parent=parent.id if parent else None,
            text=self._wording(place, row, edition),
            answers=parse.answers_of(report, place, row, self.sets),
            applies=applies,
            binding=self._binding(parent, applies),
            sets=row.get("sets"),
            guidance=parse.guidance(report, place, row.get("guidance")),
            editions=editions,
            compares=QuestionId(row["compares"]) if row.get("compares") else None,
            layout="grid" if row.get("layout") == "grid" else "list",
            scored=bool(row.get("scored", True)),
            above_line=report.texts(place, row, "above_line") or ("yes",),
            counts_in=report.texts(place, row, "counts_in"),
            tags={str(k): str(v) for k, v in row.get("tags", {}).items()},
        )

    def _is_new(self, place: str, ref: str, key: str) -> bool:
        """Whether a question's ref and id are its own; ids hold no slash, which parts them from cases."""
        if not ref or ref in self.seen or key in self.seen:
            sentence = "each question needs a 'ref' of its own; this one is missing or used twice"
            self.report.add(place, sentence)
            return False
        if not _ID.fullmatch(key):
            self.report.add(place, f"the id {key!r} holds more than letters, digits, dots, - and _")
        self.seen.update((ref, key))
        return True

    def _add(self, place: str, question: Question) -> None:
        if self._is_new(place, question.ref, str(question.id)):
            self.questions[question.id] = question

    def _parent(self, place: str, row: Mapping[str, Any], level: Level) -> Question | None:
        name = row.get("parent")
        parent = self.questions.get(QuestionId(str(name))) if name else None
        if level is Level.DOMAIN:
            if name:
                self.report.add(place, "a domain has no parent")
            return None
        allowed = _PARENT_LEVELS[level]
        if parent is None:
            self.report.add(place, f"the parent {name!r} does not come before it in this edition")
        elif parent.level not in allowed:
            words = " or ".join(a.words for a in allowed)
            self.report.add(place, f"a {level.words} stands under a {words}, not a {parent.level.words}")
        return parent

    @staticmethod
    def _binding(parent: Question | None, own: Condition | None) -> tuple[Condition, ...]:
        inherited = parent.binding if parent else ()
        return (*inherited, own) if own is not None else inherited

    def _wording(self, place: str, row: Mapping[str, Any], edition: Edition) -> str:
        other = row.get("wording", {})
        if isinstance(other, dict) and edition.id in other:
            return str(other[edition.id])
        return self.report.text(place, row, "text")

    def _check_setters(self) -> None:
        for question in self.questions.values():
            if question.sets is not None:
                place = self.report.place("questions", question.ref)
                if self.report.known(place, "the fact", question.sets, self.facts):
                    self._check_values(place, question, self.facts[question.sets])

    def _check_values(self, place: str, question: Question, fact: Fact) -> None:
        if question.answers is None:
            self.report.add(place, f"it sets {fact.id} but asks nothing")
            return
        for option in question.answers.options:
            if fact.values and option.value != "na":
                self.report.known(place, f"the answer that sets {fact.id},", option.value, fact.values)
