"""A second reading of programme files, for judging the first: which questions apply, found by going round.

Takes the TOML as it is written and nothing of the program. Facts and questions are settled over and over from
nothing until nothing moves, where the program works out an order beforehand.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from fieldwork.resources import resource

Table = Mapping[str, Any]


class Naive:
    """One programme in one edition, as its file is written."""

    def __init__(self, programme: str, edition: str) -> None:
        text = (resource("programmes") / f"{programme}.toml").read_text(encoding="utf-8")
        self.file: dict[str, Any] = tomllib.loads(text)
        rows = [q for q in self.file["questions"] if edition in q.get("editions", [edition])]
        self.questions = {q["ref"]: q for q in rows}

    def form_of(self, given: Table) -> dict[str, Any] | None:
        """The first case form that takes the case by its facts."""
        facts = self._facts(given, {}, {})
        for form in self.file["forms"]:
            if form.get("subject", "case") == "case" and self._holds(form.get("applies"), facts, {}):
                return dict(form)
        return None

    def applies(self, form: Table, given: Table, answers: Table) -> set[str]:
        """The refs of the form's questions that apply, headings included."""
        mine = {ref for ref in self.questions if self._under(ref, form["roots"])}
        setters = {self.questions[ref]["sets"]: ref for ref in mine if "sets" in self.questions[ref]}
        live: dict[str, Any] = {}
        while True:
            facts = self._facts(given, live, setters)
            found = {ref for ref in mine if all(self._own(up, facts, live) for up in self._line(ref))}
            after = {ref: answers[ref] for ref in found if ref in answers}
            if after == live:
                return found
            live = after

    def _line(self, ref: str) -> list[str]:
        """A row with all those above it."""
        found = [ref]
        while (parent := self.questions[found[-1]].get("parent")) is not None:
            found.append(parent)
        return found

    def _under(self, ref: str, roots: list[str]) -> bool:
        return any(up in roots for up in self._line(ref))

    def _own(self, ref: str, facts: Table, live: Table) -> bool:
        return self._holds(self.questions[ref].get("applies"), facts, live)

    def _facts(self, given: Table, live: Table, setters: Table) -> dict[str, Any]:
        """Every fact that has a value; gone round until none moves."""
        facts: dict[str, Any] = {}
        while True:
            after = dict(facts)
            for name, fact in self.file["facts"].items():
                value = self._fact(name, fact, given, live, setters, facts)
                after.pop(name, None)
                if value is not None:
                    after[name] = value
            if after == facts:
                return facts
            facts = after

    def _fact(self, name: str, fact: Table, given: Table, live: Table, setters: Table, facts: Table) -> Any:
        said = live.get(setters.get(name, ""))
        if said is not None and said != "na":
            return said
        if name in given:
            return given[name]
        if fact.get("stands_in") in facts:
            return facts[fact["stands_in"]]
        for way in fact.get("derive", []):
            if isinstance(way, dict) and self._holds(way["when"], facts, live):
                return way["value"]
        if "years_between" in fact and all(end in facts for end in fact["years_between"]):
            first, last = (date.fromisoformat(facts[end]) for end in fact["years_between"])
            return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
        return fact.get("default")

    def _holds(self, condition: Any, facts: Table, live: Table) -> bool:
        return condition is None or all(self._part(*part, facts, live) for part in condition.items())

    def _part(self, name: str, wanted: Any, facts: Table, live: Table) -> bool:
        if name in ("all", "any"):
            some = [self._holds(one, facts, live) for one in wanted]
            return all(some) if name == "all" else any(some)
        if name == "not":
            return not self._holds(wanted, facts, live)
        if name == "answer":
            return all(live.get(ref) in values for ref, values in wanted.items())
        value = facts.get(name)
        if value is None:
            return False
        held = list(value) if isinstance(value, list | tuple) else [str(value)]
        if isinstance(wanted, dict):
            return self._compared(wanted, held, value)
        return any(one in wanted for one in held)

    def _compared(self, wanted: Table, held: list[str], value: Any) -> bool:
        ((how, bound),) = wanted.items()
        if how == "only":
            return bool(held) and all(one in bound for one in held)
        number = float(value)
        return {
            "above": number > float(bound) if how == "above" else False,
            "below": number < float(bound) if how == "below" else False,
            "at_least": number >= float(bound) if how == "at_least" else False,
            "at_most": number <= float(bound) if how == "at_most" else False,
        }[how]
