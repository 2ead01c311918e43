"""The work of drawing a sample, off the event loop: reading the long list, parting it, drawing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.sample import kept
from fieldwork.sample.balance import Minimum
from fieldwork.sample.draw import Drawn, Wish, check, draw
from fieldwork.sample.eligible import Eligible, eligible
from fieldwork.sample.glimpse import Glimpse, glimpse
from fieldwork.sample.methods import Method, Window
from fieldwork.sample.model import OfficeList
from fieldwork.sample.quotas import MOST_OF_ONE_OFFICER
from fieldwork.sample.read import read_list
from fieldwork.sample.sizes import CONFIDENCE, MARGIN
from fieldwork.sample.strata import asks_for_five
from fieldwork.sample.sync import remembered_columns
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a draw. `size` None takes the number that confidence and margin call for."""

    window: Window
    size: int | None = None
    confidence: float = CONFIDENCE
    margin: float = MARGIN
    match: tuple[str, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    spread: bool = False
    most_of_one_officer: int = MOST_OF_ONE_OFFICER
    buffer: int = 20
    seed: int = 0

    def wanted(self, method: Method, population: int) -> int:
        """How many cases to draw of so many, within what the method publishes."""
        return self.size or method.size(population, self.confidence, self.margin)

    def wish(self, method: Method, population: int) -> Wish:
        """The same as a wish."""
        return Wish(
            size=max(1, self.wanted(method, population)),
            match=self.match,
            minimums=self.minimums,
            spread=self.spread,
            seed=self.seed,
            buffer=Fraction(self.buffer, 100),
            most_of_one_officer=self.most_of_one_officer,
        )


@dataclass(frozen=True)
class LongList:
    """A long list as it was read with these choices of columns, and its check sum; `refused` says why it
    could not be, then there are no `rows`.
    """

    path: Path
    glimpse: Glimpse
    choices: Mapping[str, str]
    sha256: str
    rows: OfficeList | None = None
    refused: Refused | None = None


class Reading:
    """Reads a long list by this inspection's programme; `choices` None are those that were made before."""

    def __init__(self, inspection: Inspection, path: Path, choices: Mapping[str, str] | None = None) -> None:
        self._inspection, self._path, self._choices = inspection, path, choices

    def __call__(self, progress: Progress) -> LongList:
        with self._inspection.again() as own:
            programme = own.programme
            held = remembered_columns(own) if self._choices is None else self._choices
            choices = {h: f for h, f in held.items() if not f or f in programme.facts}
            seen = glimpse(self._path, programme, columns=choices)
            mark = hashlib.sha256(self._path.read_bytes()).hexdigest()
            try:
                rows = read_list(self._path, programme, columns=choices, progress=progress.report)
            except Refused as error:
                return LongList(self._path, seen, choices, mark, refused=error)
        return LongList(self._path, seen, choices, mark, rows)


class Parting:
    """Says which cases of a list can be drawn for a form."""

    def __init__(self, inspection: Inspection, long_list: LongList, method: Method, options: Options) -> None:
        self._inspection, self._list, self._method, self._options = inspection, long_list, method, options

    def __call__(self, _progress: Progress) -> Eligible:
        assert self._list.rows is not None  # only a list that could be read is parted
        with self._inspection.again() as own:
            return eligible(
                self._list.rows,
                own.programme,
                self._method,
                self._options.window,
                five_strata=asks_for_five(self._options.match),
                taken=kept.taken(own, self._method.form),
            )


class Drawing:
    """Draws; the same options and list give the same sample."""

    def __init__(self, inspection: Inspection, found: Eligible, wish: Wish) -> None:
        self._programme, self._found, self._wish = inspection.programme, found, wish

    def __call__(self, _progress: Progress) -> Drawn:
        check(self._programme, self._wish)
        return draw(self._found.candidates, self._wish)
