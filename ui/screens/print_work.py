"""The work of making documents off the event loop, through a connection of its own."""

from pathlib import Path

from fieldwork.documents import produce
from fieldwork.documents.produce import Document
from fieldwork.inspection.file import Inspection
from ui.jobs import Progress


class Making:
    """Makes documents for a preview. `made` keeps those that were finished before it was cancelled."""

    def __init__(self, inspection: Inspection, document: str, refs: tuple[str, ...]) -> None:
        self._inspection, self._document, self._refs = inspection, document, refs
        self.made: list[Document] = []

    def __call__(self, progress: Progress) -> tuple[Document, ...]:
        with self._inspection.again() as own:
            for one in produce.produce(own, self._document, self._refs, progress=progress.report):
                self.made.append(one)
        return tuple(self.made)


class Saving:
    """Makes documents and writes each into a folder; those written before it was cancelled stay."""

    def __init__(self, inspection: Inspection, document: str, refs: tuple[str, ...], folder: Path) -> None:
        self._inspection, self._document, self._refs, self._folder = inspection, document, refs, folder

    def __call__(self, progress: Progress) -> tuple[Path, ...]:
        with self._inspection.again() as own:
            paths = produce.print_to(own, self._document, self._folder, self._refs, progress=progress.report)
        return tuple(paths)
