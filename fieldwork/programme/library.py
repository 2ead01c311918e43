"""The programmes that come with Fieldwork."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fieldwork.errors import Refused
from fieldwork.programme.loader import load_file
from fieldwork.programme.model import Programme
from fieldwork.resources import resource


@dataclass(frozen=True, slots=True)
class Shelved:
    """One programme on the shelf: its id, title and editions (id, title), the default one first."""

    id: str
    title: str
    editions: tuple[tuple[str, str], ...]
    path: Path


@cache
def programmes() -> tuple[Shelved, ...]:
    """Every programme file in `resources/programmes`, by id."""
    found = []
    for path in sorted(resource("programmes").glob("*.toml")):
        top = tomllib.loads(path.read_text(encoding="utf-8"))
        default = top["default_edition"]
        editions = sorted(((e["id"], e["title"]) for e in top["editions"]), key=lambda e: e[0] != default)
        found.append(Shelved(top["id"], top["title"], tuple(editions), path))
    return tuple(found)


@cache
def load(programme_id: str, edition: str | None = None) -> Programme:
    """The programme with this id, in its default edition or another. Raises `Refused` for one unknown."""
    for shelved in programmes():
        if shelved.id == programme_id:
            known = ", ".join(e for e, _ in shelved.editions)
            if edition is not None and edition not in dict(shelved.editions):
                sentence = f"The programme {programme_id} has no edition {edition!r}."
                raise Refused(sentence, advice=f"Its editions are: {known}.")
            return load_file(shelved.path, edition)
    known = ", ".join(p.id for p in programmes())
    raise Refused(f"There is no programme {programme_id!r}.", advice=f"The programmes are: {known}.")
