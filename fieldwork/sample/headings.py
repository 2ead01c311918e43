"""The heading row of a list and which facts its columns fill."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fieldwork.errors import Problem, Refused
from fieldwork.programme.model import Fact, Programme
from fieldwork.sample.model import ListProblem
from fieldwork.sample.vocabulary import Compound, headings
from fieldwork.sheets.cells import Cell, cell_text, fold
from fieldwork.wording import listed

#: How far down the heading row may stand.
DEEPEST = 50
#: What the case reference counts among recognised headings: without it a row is hardly a heading row.
REFERENCE_WEIGHT = 10

#: A longer cell is a sentence, not a heading.
_LONGEST = 300
#: Ranks of a person's own choice, before every heading in the data, and of a fact's own label, after it.
_CHOSEN, _LABEL = -1, 1000

_HINT = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column in use: its place from 0, its heading as in the file, and the facts it fills, in order."""

    place: int
    heading: str
    facts: tuple[str, ...]
    compound: Compound | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a list's columns were taken; `problems` are columns that say the same as another one."""

    columns: tuple[Column, ...]
    unused: tuple[str, ...]
    problems: tuple[ListProblem, ...]

    def filled(self) -> dict[str, str]:
        """Fact and heading, in the sheet's order."""
        return {fact: column.heading for column in self.columns for fact in column.facts}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column and what its heading may mean: names of facts and compounds with rank, the first preferred."""

    place: int
    heading: str
    meanings: tuple[tuple[str, int], ...]


class HeadingReader:
    """Recognises headings for one programme, a person's own choices before the synonyms.

    `choices` maps a heading as in the file to a fact, or to "" to leave the column out. Raises Refused where
    a choice names a fact that no list can hold.
    """

    def __init__(self, programme: Programme, choices: Mapping[str, str]) -> None:
        self.facts = takable(programme)
        self._known = headings()
        self._labels = {fold(fact.label): fact.id for fact in reversed(self.facts.values())}
        self._choices = {fold(heading): fact for heading, fact in choices.items()}
        unknown = [
            Problem(heading, f"{fact} is no fact that a list of {programme.title} can hold")
            for heading, fact in choices.items()
            if fact and fact not in self.facts
        ]
        if unknown:
            raise Refused(
                "Columns were given to facts that a list cannot hold.",
                unknown,
                "Choose other facts for them.",
            )

    def recognised(self, row: Sequence[Cell]) -> int:
        """How many different things the row's cells name as headings, the case reference counting ten."""
        found = {name for cell in row if isinstance(cell, str) for name, _ in self._meanings(cell)[:1]}
        return len(found) + (REFERENCE_WEIGHT - 1) * ("reference" in found)

    def find(self, grid: Sequence[Sequence[Cell]]) -> tuple[int, int]:
        """The likeliest heading row's index and what `recognised` says of it; (0, 0) for an empty grid."""
        scores = [self.recognised(row) for row in grid[:DEEPEST]] or [0]
        best = max(range(len(scores)), key=scores.__getitem__)  # the first of equals
        return best, scores[best]

    def layout(self, row: Sequence[Cell], number: int) -> Layout:
        """Gives the columns of the heading row, the sheet's `number`th, to facts.

        Raises Refused without a required column.
        """
        found = self.arrange(row, number)
        self._need_required(found.filled(), found.unused)
        return found

    def arrange(self, row: Sequence[Cell], number: int) -> Layout:
        """The same, whether or not the required columns are there.

        Columns that can only mean one thing go before those that can mean several; a column that holds
        several facts fills those that no other column does.
        """
        candidates = list(self._candidates(row))
        taken: dict[str, str] = {}
        columns: list[Column] = []
        problems: list[ListProblem] = []
        for candidate in sorted(candidates, key=self._urgency):
            if column := self._take(candidate, taken):
                columns.append(column)
                taken.update(dict.fromkeys(column.facts, column.heading))
            elif clash := self._clash(candidate, taken, number):
                problems.append(clash)
        used = {column.place for column in columns}
        unused = tuple(c.heading for c in candidates if c.place not in used)
        return Layout(tuple(sorted(columns, key=lambda column: column.place)), unused, tuple(problems))

    def _candidates(self, row: Sequence[Cell]) -> Iterator[_Candidate]:
        for place, cell in enumerate(row):
            heading = cell if isinstance(cell, str) else cell_text(cell)
            if cell_text(heading):
                yield _Candidate(place, heading, self._meanings(heading))

    def _meanings(self, heading: str) -> tuple[tuple[str, int], ...]:
        if len(heading) > _LONGEST:
            return ()
        known = self._looked_up(fold(heading)) or self._without_hints(heading)
        chosen = self._choices.get(fold(heading))
        if chosen is None:
            return known
        # A choice that names one part of what the column holds keeps the other parts.
        whole = next((name for name, _ in known if chosen in self._parts(name)), chosen)
        return ((whole, _CHOSEN),) if chosen else ()

    def _without_hints(self, heading: str) -> tuple[tuple[str, int], ...]:
        """The meaning without the hints in brackets, or of a hint; none where the two differ."""
        outside = self._looked_up(fold(_HINT.sub(" ", heading)))
        inside = next(filter(None, (self._looked_up(fold(hint)) for hint in _HINT.findall(heading))), ())
        if outside and inside and outside[0][0] != inside[0][0]:
            return ()
        return outside or inside

    def _looked_up(self, folded: str) -> tuple[tuple[str, int], ...]:
        known = self._known.meanings.get(folded, ())
        here = tuple((name, rank) for name, rank in known if name in self.facts or self._parts(name))
        if not here and folded in self._labels:
            return ((self._labels[folded], _LABEL),)
        return here

    def _parts(self, name: str) -> tuple[str, ...]:
        """The facts of this programme that a compound holds; none for a single fact."""
        compound = self._known.compounds.get(name)
        return tuple(fact for fact in compound.facts if fact in self.facts) if compound else ()

    def _urgency(self, candidate: _Candidate) -> tuple[bool, bool, int, int]:
        names = [name for name, _ in candidate.meanings]
        rank = min((rank for _, rank in candidate.meanings), default=_LABEL)
        return any(map(self._parts, names)), len(names) > 1, rank, candidate.place

    def _take(self, candidate: _Candidate, taken: Mapping[str, str]) -> Column | None:
        for name, _ in candidate.meanings:
            compound = self._known.compounds.get(name)
            facts = tuple(fact for fact in self._parts(name) or (name,) if fact not in taken)
            if facts:
                return Column(candidate.place, candidate.heading, facts, compound)
        return None

    def _clash(self, candidate: _Candidate, taken: Mapping[str, str], number: int) -> ListProblem | None:
        """What is wrong with a column that another one made needless; nothing where it had other meanings."""
        if len(candidate.meanings) != 1 or self._parts(candidate.meanings[0][0]):
            return None
        fact = candidate.meanings[0][0]
        sentence = (
            f"Also read as {self.facts[fact].label}: expected one column for it. "
            f"{' '.join(taken[fact].split())} is used; leave this one out, or give it to something else."
        )
        return ListProblem(number, candidate.heading, "", sentence)

    def _need_required(self, taken: Mapping[str, str], unused: Sequence[str]) -> None:
        missing = [f for f in self.facts.values() if f.required and f.default is None and f.id not in taken]
        if missing:
            over = listed([" ".join(heading.split()) for heading in unused]) or "none"
            raise Refused(
                f"The list has no column for {listed([fact.label for fact in missing])}.",
                [Problem(fact.label, f"expected a column for it; not used: {over}") for fact in missing],
                "Say which column holds it, or ask the office for a list that has it.",
            )


def takable(programme: Programme) -> dict[str, Fact]:
    """The facts that a list may fill, by id: all but the derived ones. The reference is always required."""
    reference = programme.facts.get("reference") or Fact("reference", "Case reference")
    given = {id: fact for id, fact in programme.facts.items() if fact.source != "derived"}
    return {**given, "reference": replace(reference, required=True)}
