"""Laptops of a team: each with a program folder and passphrase of its own; packages alone pass between."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from fieldwork.exchange.dispatch import send_to
from fieldwork.exchange.joining import Joined, join
from fieldwork.exchange.receive import Received, receive
from fieldwork.exchange.send import Sent, send
from fieldwork.exchange.senders import USUAL, Rules
from fieldwork.exchange.shapes import Kind
from fieldwork.exchange.team.accepting import Accepted, accept, make_card_without_file
from fieldwork.inspection import clock, handles, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.inspection.sqlcipher import Key
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import LEAD, PASSPHRASE


@dataclass
class Laptop:
    """One laptop; its file is opened when it is first looked at, and closed by the end of the test."""

    name: str
    folder: Path
    patch: pytest.MonkeyPatch
    passphrase: str
    now: clock.WallClock = clock.wall_clock
    _file: Inspection | None = field(default=None, repr=False)
    _key: Key | None = field(default=None, repr=False)

    @property
    def path(self) -> Path:
        return self.folder / "inspection.fieldwork"

    @property
    def file(self) -> Inspection:
        self.at_hand()
        if self._file is None:
            self.open()
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

    def open(self) -> None:
        """Opens the file; its key is derived once, unless it has another salt."""
        self.at_hand()
        if self._key is None or handles.first_bytes(self.path, 16) != self._key.salt:
            self._key = Key.of_file(self.passphrase, self.path)
        self._file = Inspection.open_with(self._key, self.path, now=self.now)

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

    def sends(self, other: "Laptop", post: Path, *, kind: Kind | None = None, again: bool = False) -> Sent:
        person = other.user
        return send_to(self.file, self.user, post, person, kind=kind, again=again)

    def send_to(self, other: "Laptop", post: Path, *, kind: Kind | None = None, again: bool = False) -> Path:
        sent = self.sends(other, post, kind=kind, again=again)
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

    def patched(self, patch: pytest.MonkeyPatch) -> None:
        """Another test's patch for the laptops' program folders."""
        self._patch = patch
        for laptop in self.laptops:
            laptop.patch = patch

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

    def swap(self, *others: Laptop) -> None:
        """Everybody sends to the lead, and gets what they lack."""
        for laptop in others:
            sent = send(laptop.file, laptop.user, self.post)
            if sent.package is not None:
                self.lead.receive(sent.package)
        for laptop in others:
            news = self.lead.sends(laptop, self.post)
            if news.package is not None:
                receipt = laptop.receive(news.package).receipt
                assert receipt is not None
                self.lead.receive(receipt)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()


class Prepared:
    """A team of three that has been set up once: every test begins with a fresh copy, in the same place."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, closed_file: bytes) -> None:
        self._root, self._kept = root / "team", root / "kept"
        self._root.mkdir()
        self.team = Team(self._root, patch, closed_file)
        self.asha = self.team.joins("asha", "Asha Reader", refs=("A100001",))
        self.bryn = self.team.joins("bryn", "Bryn Assessor", Role.LOCAL_ASSESSOR, refs=("A100002",))
        self.team.swap(self.asha, self.bryn)
        self.team.close()
        self._passphrases = [(laptop, laptop.passphrase) for laptop in self.team.laptops]
        shutil.copytree(self._root, self._kept)

    def fresh(self, patch: pytest.MonkeyPatch) -> "Trio":
        """The team as it was set up."""
        shutil.rmtree(self._root)
        shutil.copytree(self._kept, self._root)
        self.team.laptops = [self.team.lead, self.asha, self.bryn]
        self.team.patched(patch)
        for laptop, passphrase in self._passphrases:
            laptop.passphrase = passphrase
        return Trio(self.team, self.team.lead, self.asha, self.bryn)


class Trio(NamedTuple):
    """A lead, an inspector who reads A100001, and a local assessor who reads A100002; A100003 is Imran's."""

    team: Team
    lead: Laptop
    asha: Laptop
    bryn: Laptop


@contextmanager
def team(root: Path, patch: pytest.MonkeyPatch, closed_file: bytes) -> Iterator[Team]:
    made = Team(root, patch, closed_file)
    try:
        yield made
    finally:
        made.close()


__all__ = ["LEAD", "Laptop", "Prepared", "Team", "Trio", "team"]
