"""Killed at any moment, a process loses nothing that it had said was saved."""

import random
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fieldwork.inspection import checking
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.lock import WriterLock
from fieldwork.inspection.sqlcipher import Key
from tests.conftest import PASSPHRASE
from tests.inspection.processes import child, hear, start, tell

ROUNDS = 30
REF = "A100002"


@pytest.fixture
def next_worker(inspection_path: Path) -> Iterator["Workers"]:
    workers = Workers(inspection_path)
    yield workers
    workers.end()


class Workers:
    """Processes that are ready to work on the file; the next one starts up while one works."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting = [self._new(), self._new()]

    def _new(self) -> "subprocess.Popen[str]":
        return start("work", self._path, PASSPHRASE)

    def __call__(self) -> "subprocess.Popen[str]":
        """One that has opened the file and works."""
        worker = self._waiting.pop(0)
        assert hear(worker) == "ready"
        self._waiting.append(self._new())
        tell(worker)
        assert hear(worker) == "open"
        return worker

    def end(self) -> None:
        for worker in self._waiting:
            worker.kill()
            worker.communicate()


def killed_at_some_moment(worker: "subprocess.Popen[str]", chance: random.Random) -> list[list[str]]:
    """What the worker had said by the moment when it was killed, a line in words each."""
    time.sleep(chance.uniform(0, 0.2))
    worker.kill()
    said = worker.stdout.read() if worker.stdout else ""  # with what the first lines brought along
    worker.communicate()
    whole, _, _cut_short = said.rpartition("\n")
    return [line.split() for line in whole.split("\n") if line]


def lost(inspection: Inspection, said: Sequence[Sequence[str]], since: int) -> list[str]:
    """What was said to be saved in this round and is not there."""
    answers: defaultdict[str, list[str]] = defaultdict(list)
    notes: dict[str, int] = {}
    for what, question, value in said:
        if what == "answer":
            answers[question].append(value)
        else:
            notes[question] = int(value)
    written: defaultdict[str, list[object]] = defaultdict(list)
    for change in inspection.journal.where("rowid > ? ORDER BY rowid", (since,)):
        if change.field == "value":
            written[change.entity_id.split("/")[1]].append(change.value)
    found = [f"{q}: {a}" for q, a in answers.items() if written[q][: len(a)] != a]
    found += [f"{q}: more than one after {a}" for q, a in answers.items() if len(written[q]) > len(a) + 1]
    for question, least in notes.items():
        held = str(inspection.value("answer", f"{REF}/{question}", "note")).split()
        if len(held) != 2 or int(held[1]) < least:
            found.append(f"{question}: note {least}, but there is {held}")
    return found


@pytest.mark.slow
def test_nothing_that_was_saved_is_lost(inspection_path: Path, next_worker: Workers) -> None:
    chance = random.Random(20190916)
    key = Key.of_file(PASSPHRASE, inspection_path)
    total = since = 0
    for number in range(ROUNDS):
        said = killed_at_some_moment(next_worker(), chance)
        total += len(said)
        with Inspection.open_with(key, inspection_path) as again:
            assert lost(again, said, since) == [], f"round {number}"
            assert not again.store.rows("SELECT * FROM draft")
            if number % 8 == 7:
                assert checking.check(again) == []
            since = again.journal.size()
    assert total > ROUNDS * 10


def test_the_lock_of_a_killed_process_is_free(inspection_path: Path) -> None:
    with child("hold", inspection_path, PASSPHRASE) as holder:
        assert hear(holder) == "open"
        holder.kill()
        holder.communicate()
        lock = WriterLock(inspection_path)
        lock.take()
        lock.release()
    Inspection.open(inspection_path, PASSPHRASE).close()


@pytest.mark.slow
def test_a_kill_while_a_file_is_made_leaves_none_that_opens_by_halves(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(6):
        path = tmp_path / f"new {number}.fieldwork"
        with child("make", path, PASSPHRASE) as maker:
            assert hear(maker) == "ready"
            tell(maker)
            time.sleep(0.12 + chance.uniform(0, 0.12))
        if path.exists() and path.stat().st_size:
            try:
                opened = Inspection.open(path, PASSPHRASE)
            except Exception as error:
                assert type(error).__name__ in ("NotAnInspection", "WrongPassphrase", "DamagedFile")
                continue
            with opened:
                assert opened.info().title == "Wales 2019"
                assert checking.check(opened) == []
