"""Laptops of a team: each with a program folder and passphrase of its own; packages alone pass between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from fieldwork.exchange.dispatch import send_to
from fieldwork.exchange.joining import Joined, join
from fieldwork.exchange.receive import Received, receive
from fieldwork.exchange.send import send
from fieldwork.exchange.senders import USUAL, Rules
from fieldwork.exchange.shapes import Kind
from fieldwork.exchange.team.accepting import Accepted, accept, make_card_without_file
from fieldwork.inspection import clock, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import LEAD, PASSPHRASE


@dataclass
class Laptop:
    """One laptop; its file is open between `opened` and the end of the test."""

    name: str
    folder: Path
    patch: pytest.MonkeyPatch
    passphrase: str
    now: clock.WallClock = clock.wall_clock
    _file: Inspection | None = field(default=None, repr=False)

    @property
    def path(self) -> Path:
        return self.folder / "inspection.fieldwork"

    @property
    def file(self) -> Inspection:
        self.at_hand()
        assert self._file is not None
        return self._file

    @property
    def user(self) -> str:
        found = queries.user(self.file)
        assert found is not None
        return found.id

    def at_hand(self) -> None:
        """Whoever works next works on this laptop."""
        self.patch.setenv("FIELDWORK_HOME", str(self.folder / "home"))

    def open(self, passphrase: str = "") -> None:
        self.at_hand()
        self._file = Inspection.open(self.path, passphrase or self.passphrase, now=self.now)

    def close(self) -> None:
        if self._file is not None:
            self.at_hand()
            self._file.close()
            self._file = None

    def answer(self, ref: str, question: str, value: str) -> None:
        Reader(self.file, self.user).answer(ref, QuestionId(question), value)

    def send(self, post: Path, **options: bool) -> Path:
        sent = send(self.file, self.user, post, **options)
        assert sent.package is not None
        return sent.package

    def send_to(self, other: "Laptop", post: Path, *, kind: Kind | None = None, again: bool = False) -> Path:
        person = other.user
        sent = send_to(self.file, self.user, post, person, kind=kind, again=again)
        assert sent.package is not None
        return sent.package

    def receive(self, package: Path, rules: Rules = USUAL) -> Received:
        return receive(self.file, self.user, package, rules=rules)

    def values(self, ref: str) -> dict[str, object]:
        return {q: a.value for q, a in queries.answers(self.file, ref).items()}


class Team:
    """A lead's laptop with the inspection, and those that join it."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, closed_file: bytes) -> None:
        self._root, self._patch = root, patch
        self.post = root / "post"
        self.post.mkdir()
        self.laptops: list[Laptop] = []
        self.lead = self.laptop("lead", PASSPHRASE)
        self.lead.path.write_bytes(closed_file)
        self.lead.open()

    def laptop(self, name: str, passphrase: str = "", now: clock.WallClock = clock.wall_clock) -> Laptop:
        """A new laptop with nothing on it."""
        folder = self._root / name
        folder.mkdir()
        made = Laptop(name, folder, self._patch, passphrase or f"{name}'s own passphrase", now)
        self.laptops.append(made)
        return made

    def accept(self, laptop: Laptop, name: str, role: Role = Role.INSPECTOR, **given: Role) -> Accepted:
        """The lead takes the card of somebody who has no file."""
        laptop.at_hand()
        card = make_card_without_file(laptop.passphrase, name, role, laptop=laptop.name)
        return accept(self.lead.file, self.lead.user, card, words=card.words, **given)

    def joins(
        self, name: str, person: str, role: Role = Role.INSPECTOR, refs: tuple[str, ...] = ()
    ) -> Laptop:
        """A laptop with the file that the lead's first package made."""
        laptop = self.laptop(name)
        accepted = self.accept(laptop, person, role)
        if refs:
            self.give(accepted.person.id, *refs)
        self.first_package(laptop, accepted.person.id)
        return laptop

    def first_package(self, laptop: Laptop, person: str) -> Joined:
        sent = send_to(self.lead.file, self.lead.user, self.post, person)
        assert sent.package is not None
        laptop.at_hand()
        joined = join(sent.package, laptop.path, laptop.passphrase, now=laptop.now)
        laptop.open()
        assert joined.receipt is not None
        self.lead.receive(joined.receipt)
        return joined

    def give(self, person: str, *refs: str) -> None:
        with self.lead.file.edit(self.lead.user, "Allocated cases") as edit:
            for ref in refs:
                edit.set("case", ref, "inspector", person)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()


@contextmanager
def team(root: Path, patch: pytest.MonkeyPatch, closed_file: bytes) -> Iterator[Team]:
    made = Team(root, patch, closed_file)
    try:
        yield made
    finally:
        made.close()


__all__ = ["LEAD", "Laptop", "Team", "datetime", "team"]
