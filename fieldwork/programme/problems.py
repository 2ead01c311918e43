"""Collecting what is wrong with a programme file, each with its line, before refusing it once."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from fieldwork.errors import Problem, Refused


class ProgrammeError(Refused):
    """A programme file that cannot be used; `problems` lists everything found, with places."""


class Report:
    """The problems of one programme file. Places read `adult.toml, line 210, question 2.1.1.a`."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._lines = self._find_lines(source)

    @staticmethod
    def _find_lines(source: str) -> dict[tuple[str, str], int]:
        """Where each table begins: by header for facts and answers, by its ref or id for rows."""
        found: dict[tuple[str, str], int] = {}
        kind = ""
        for number, line in enumerate(source.splitlines(), start=1):
            header = re.match(r"\s*\[+([A-Za-z_]+)(?:\.\"?([^\]\"]+)\"?)?\]+", line)
            if header:
                kind = header[1]
                if header[2]:
                    found.setdefault((kind, header[2]), number)
                continue
            named = re.match(r'\s*(?:ref|id)\s*=\s*"([^"]+)"', line)
            if named:
                found.setdefault((kind, named[1]), number)
        return found

    def place(self, table: str, key: str) -> str:
        """The place of one table of the file, in words."""
        line = self._lines.get((table, key))
        where = f"{self.name}, line {line}" if line else self.name
        kind = {"questions": "question", "facts": "fact", "answers": "answer set", "forms": "form"}
        return f"{where}, {kind.get(table, table)} {key}".rstrip()

    def add(self, place: str, problem: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(place, problem))

    def known(self, place: str, what: str, value: str, allowed: Collection[str]) -> bool:
        """Whether `value` is one of `allowed`; a problem is noted where it is not."""
        if value in allowed:
            return True
        some = ", ".join(sorted(allowed)[:12]) or "none is declared"
        self.add(place, f"{what} {value!r} is not known; expected one of: {some}")
        return False

    def keys(self, place: str, table: Mapping[str, Any], allowed: Collection[str]) -> None:
        """Note keys that mean nothing here, so that a slip of the pen is not passed over."""
        for key in table:
            if key not in allowed:
                self.add(place, f"the key {key!r} is not known here; expected {', '.join(sorted(allowed))}")

    def text(self, place: str, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        """A text value, noting a problem where it is missing (without a default) or not text."""
        value = table.get(key, default)
        if isinstance(value, str) and (value or default == ""):
            return value
        self.add(place, f"{key!r} is missing or is not text")
        return default or ""

    def texts(self, place: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.add(place, f"{key!r} is not a list of texts")
        return ()

    def tables(self, place: str, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """A list of tables, empty where the key is absent."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(v, dict) for v in value):
            return value
        self.add(place, f"{key!r} is not a list of tables")
        return []

    def raise_if_any(self) -> None:
        """Refuse the file when anything was found."""
        if self.problems:
            raise ProgrammeError(
                f"{self.name} cannot be used as a programme; the first problem is {self.problems[0]}",
                self.problems,
                "Mend the places listed and check the file again with: fieldwork programme check",
            )
