"""Random work on laptops, for properties that hold whatever people do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.undo import redo, undo
from tests.inspection.laptops import QUESTIONS, REFS, Clock

_YES_NO = st.sampled_from(["yes", "no", None])
_WORDS = st.sampled_from(["some words", "other words of evidence", "one", "", None])


def _in_case(field: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Register, Any]]:
    return st.tuples(st.builds(Register, st.just("case"), st.sampled_from(REFS), st.just(field)), values)


def _in_answer(field: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Register, Any]]:
    keys = st.builds("{}/{}".format, st.sampled_from(REFS), st.sampled_from(QUESTIONS))
    return st.tuples(st.builds(Register, st.just("answer"), keys, st.just(field)), values)


#: One register and a value for it; among them everything that routes, and the edition itself.
SETTINGS = st.one_of(
    _in_answer("value", _YES_NO),
    _in_answer("value", st.sampled_from(["yes", "no"])),
    _in_answer("note", _WORDS),
    _in_answer("reason", _WORDS),
    _in_answer("ask", st.sampled_from([True, None])),
    _in_case("fact.sample_kind", st.sampled_from(["reading", "reading", "short", "nothing known", None])),
    _in_case("fact.missed", _YES_NO),
    _in_case("fact.office", st.sampled_from(["Leeds", "York"])),
    _in_case("withdrawn", st.sampled_from([True, None])),
    _in_case("complete", st.sampled_from([True, None])),
    _in_case("inspector", st.sampled_from(["p", "q", None])),
    _in_answer("asked", st.sampled_from(["now", "before", None])),
    st.tuples(
        st.builds(Register, st.just("programme"), st.just("small"), st.just("corrected")),
        st.sampled_from([{"1.1.1": "now"}, {"1.1.1": "later", "1.1.2": "now"}, None]),
    ),
    st.tuples(st.just(Register("inspection", "inspection", "edition")), st.sampled_from(["first", "second"])),
    st.tuples(st.just(Register("person", "p", "name")), st.sampled_from(["Ann", "Bo"])),
)
#: What a person does on one laptop: a word, and what it needs.
ALONE = st.one_of(
    st.tuples(st.just("edit"), st.lists(SETTINGS, min_size=1, max_size=4)),
    st.tuples(st.just("edit"), st.lists(SETTINGS, min_size=1, max_size=1)),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
    st.tuples(st.just("draft"), _in_answer("note", st.sampled_from(["typed", "typed on", " "]))),
    st.tuples(st.just("settle"), _in_answer("note", _WORDS)),
    st.tuples(st.just("fail"), st.lists(SETTINGS, min_size=1, max_size=3)),
    st.tuples(st.just("clock"), st.integers(-4000, 4000)),
    st.tuples(st.just("aside"), st.lists(SETTINGS, min_size=1, max_size=2)),
)


class Dropped(Exception):
    """Something fails in the midst of a write."""


@dataclass
class Desk:
    """One laptop with its clock."""

    inspection: Inspection
    clock: Clock

    def do(self, what: str, needs: Any) -> None:
        """Does one thing of `ALONE`."""
        getattr(self, f"_{what}")(needs)

    def _edit(self, settings: list[tuple[Register, Any]], on: Inspection | None = None) -> None:
        with (on or self.inspection).edit("p", "Wrote") as edit:
            for register, value in settings:
                edit.set(*register, value)

    def _undo(self, _: None) -> None:
        undo(self.inspection, "p")

    def _redo(self, _: None) -> None:
        redo(self.inspection, "p")

    def _draft(self, setting: tuple[Register, Any]) -> None:
        register, text = setting
        self.inspection.draft("p", *register, text)

    def _settle(self, setting: tuple[Register, Any]) -> None:
        register, value = setting
        self.inspection.settle_draft("p", "Wrote a note", register, value)

    def _fail(self, settings: list[tuple[Register, Any]]) -> None:
        """The write itself is done, and then taken back with what stands around it."""
        try:
            with self.inspection.store.transaction():
                self._edit(settings)
                raise Dropped
        except Dropped:
            pass

    def _clock(self, days: int) -> None:
        self.clock.set_back(timedelta(days=days))

    def _aside(self, settings: list[tuple[Register, Any]]) -> None:
        """The window's worker writes through a connection of its own."""
        with self.inspection.again() as own:
            self._edit(settings, own)
