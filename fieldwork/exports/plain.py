"""The emergency exit: every reading in plain words, from the journal alone, whatever else is broken.

Reads nothing but the changes, folds them here, and asks the programme in the journal for the wording of
questions; where even that cannot be read, questions stand under their ids. What it writes is not encrypted
and names people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldwork import whole_files
from fieldwork.exports import plain_pages, plain_tables
from fieldwork.inspection.changes import Change, Register, fold
from fieldwork.inspection.raw import RawJournal, read_journal
from fieldwork.programme import loader
from fieldwork.programme.model import Programme


@dataclass(frozen=True, slots=True)
class Version:
    """A value with who set it, when (journal clock), and by which change."""

    value: Any
    author: str
    at: str
    change: str


@dataclass(frozen=True, slots=True)
class Current:
    """A register's value as it is now; `others` were set apart from it and nobody has settled which holds."""

    register: Register
    version: Version
    others: tuple[Version, ...] = ()

    @property
    def value(self) -> Any:
        return self.version.value


#: The fields of one thing.
Thing = Mapping[str, Current]


@dataclass(frozen=True, slots=True)
class Everything:
    """What a journal comes to: things by kind and id, and how to word them.

    `answers` holds, by case or record and question, the answer's fields.
    """

    things: Mapping[str, Mapping[str, Thing]]
    answers: Mapping[str, Mapping[str, Thing]]
    changes: Sequence[Change]
    unreadable: int
    programme: Programme | None
    names: Mapping[str, str] = field(default_factory=dict)

    def one(self, entity: str, entity_id: str) -> Thing:
        return self.things.get(entity, {}).get(entity_id, {})

    @property
    def title(self) -> str:
        found = self.one("inspection", "inspection").get("title")
        return str(found.value) if found else "Inspection"

    @property
    def refs(self) -> list[str]:
        """Every case and record that has facts or answers."""
        known = (*self.things.get("case", ()), *self.things.get("record", ()), *self.answers)
        return sorted(set(known))


def export(path: Path, passphrase: str, folder: Path) -> list[Path]:
    """Writes everything that a file's journal holds into a folder: pages and tables that need no program.

    Raises `CannotOpen` where nothing can be read. The file is as it was.
    """
    found = gather(read_journal(path, passphrase))
    files = {**plain_pages.pages(found), **plain_tables.tables(found)}
    return [whole_files.write(folder, name, text.encode("utf-8")) for name, text in files.items()]


def gather(journal: RawJournal) -> Everything:
    """The fold of a journal, by kind of thing."""
    by_register: dict[Register, list[Change]] = {}
    for change in journal.changes:
        by_register.setdefault(change.register, []).append(change)
    things: dict[str, dict[str, dict[str, Current]]] = {}
    answers: dict[str, dict[str, dict[str, Current]]] = {}
    for register, changes in by_register.items():
        current = _current(register, changes)
        if current is None:
            continue
        if register.entity == "answer" and "/" in register.entity_id:
            ref, _, question = register.entity_id.rpartition("/")
            answers.setdefault(ref, {}).setdefault(question, {})[register.field] = current
        else:
            things.setdefault(register.entity, {}).setdefault(register.entity_id, {})[register.field] = (
                current
            )
    names = {key: str(one["name"].value) for key, one in things.get("person", {}).items() if "name" in one}
    return Everything(things, answers, journal.changes, journal.unreadable, _programme(things), names)


def _current(register: Register, changes: Sequence[Change]) -> Current | None:
    """The value of a register; None where it was emptied and nothing stands beside that."""
    head = fold(changes)
    if head is None:
        # Only damage leaves a register whose every change is replaced: the latest is the best there is.
        latest = max(changes, key=lambda c: (c.at, c.id))
        return Current(register, _version(latest))
    by_id = {change.id: change for change in changes}
    others = tuple(_version(by_id[rival]) for rival in head.rivals) if head.conflict else ()
    if head.value is None and not others:
        return None
    return Current(register, Version(head.value, head.author, head.at, head.change), others)


def _version(change: Change) -> Version:
    return Version(change.value, change.author, change.at, change.id)


def _programme(things: Mapping[str, Mapping[str, Thing]]) -> Programme | None:
    """The programme that the journal holds, where this version can still read it."""
    about = things.get("inspection", {}).get("inspection", {})
    name, edition = about.get("programme"), about.get("edition")
    source = things.get("programme", {}).get(str(name.value) if name else "", {}).get("source")
    if source is None or edition is None:
        return None
    try:
        return loader.load(str(source.value), "programme.toml", str(edition.value))
    except Exception:
        # Whatever a damaged or newer programme does to the loader, its ids are better than no export.
        return None
