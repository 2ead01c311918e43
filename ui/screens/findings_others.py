"""Opening other inspections to set them beside this one: the work, off the event loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldwork.errors import FieldworkError
from fieldwork.findings import counts
from fieldwork.findings.averages import Averages, averages
from fieldwork.findings.comparison import Reference, pooled, with_inspection
from fieldwork.findings.league import Place, place
from fieldwork.inspection.file import Inspection
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Side:
    """One inspection beside others: its place, and its scores where its programme gives no ratings."""

    place: Place
    averages: Averages | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening some files: those that could be read, and why the others could not."""

    sides: tuple[Side, ...]
    failed: tuple[tuple[Path, FieldworkError], ...]


class Placing:
    """Reads other inspections, all with one passphrase; one that cannot be opened does not stop the rest."""

    def __init__(self, paths: Sequence[Path], passphrase: str) -> None:
        self._paths, self._passphrase = paths, passphrase

    def __call__(self, progress: Progress) -> Opened:
        sides, failed = [], []
        for number, path in enumerate(self._paths):
            progress.report(number, len(self._paths))
            try:
                with Inspection.open(path, self._passphrase, writing=False) as other:
                    sides.append(side_of(other))
            except FieldworkError as error:
                failed.append((path, error))
        return Opened(tuple(sides), tuple(failed))


def side_of(inspection: Inspection) -> Side:
    """An inspection as it stands beside others."""
    figures = counts.together(inspection)
    return Side(place(inspection), averages(inspection.programme, figures))


class Comparing:
    """Counts what other inspections found, all together, to be compared with."""

    def __init__(self, inspection: Inspection, paths: Sequence[Path], passphrase: str) -> None:
        self._inspection, self._paths, self._passphrase = inspection, paths, passphrase

    def __call__(self, progress: Progress) -> Reference:
        found = []
        with self._inspection.again() as own:
            for number, path in enumerate(self._paths):
                progress.report(number, len(self._paths))
                with Inspection.open(path, self._passphrase, writing=False) as other:
                    found.append(with_inspection(own.programme, other))
        return pooled(found, found[0].title)
