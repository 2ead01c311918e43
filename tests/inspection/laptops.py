"""Laptops that share one inspection with a small programme, each with its file and its clock.

Files are copies of one, so that its key is derived only once.
"""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldwork.inspection.changes import Change
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from fieldwork.programme import loader

PASSPHRASE = "quartz and heather"
SMALL = """
format = 1
id = "small"
title = "Small standards"
default_edition = "first"
[[editions]]
id = "first"
title = "First round"
[[editions]]
id = "second"
title = "Second round"
previous = "first"
[answers.yes_no]
options = [{ value = "yes", label = "Yes" }, { value = "no", label = "No" }]
[answers.words]
kind = "text"
[facts.sample_kind]
label = "Kind of sample"
type = "choice"
values = { reading = "Reading", short = "Short" }
[facts.missed]
label = "Appointments missed"
type = "choice"
source = "inspector"
values = { yes = "Yes", no = "No" }
[facts.grave]
label = "Grave"
type = "choice"
source = "derived"
values = { yes = "Yes" }
derive = [{ value = "yes", when = { answer = { "2" = ["no"] } } }]
[[forms]]
id = "reading"
title = "Reading"
applies = { sample_kind = ["reading"] }
roots = ["h.s"]
[[forms]]
id = "short"
title = "Short reading"
applies = { sample_kind = ["short"] }
roots = ["1", "5"]
[[questions]]
ref = "h"
level = "domain"
text = "Work with the person"
[[questions]]
ref = "h.s"
level = "standard"
parent = "h"
text = "Contact"
[[questions]]
ref = "1"
level = "key_question"
parent = "h.s"
text = "Were appointments missed?"
answers = "yes_no"
sets = "missed"
[[questions]]
ref = "1.a"
level = "prompt"
parent = "1"
text = "Were absences followed up?"
answers = "yes_no"
applies = { missed = ["yes"] }
[[questions]]
ref = "2"
level = "key_question"
parent = "h.s"
text = "Was there enough contact?"
answers = "yes_no"
[[questions]]
ref = "3"
level = "key_question"
parent = "h.s"
text = "Were others told?"
answers = "yes_no"
applies = { grave = ["yes"] }
[[questions]]
ref = "4"
level = "key_question"
parent = "h.s"
text = "What else matters?"
answers = "words"
editions = ["first"]
[[questions]]
ref = "h.t"
level = "standard"
parent = "h"
text = "Length"
[[questions]]
ref = "5"
level = "key_question"
parent = "h.t"
text = "Was it kept short?"
answers = "yes_no"
"""
QUESTIONS = ("1", "1.a", "2", "3", "4", "5")
REFS = ("N1", "N2")


class Clock:
    """A laptop's clock, a little later at each look; it can be set wrong."""

    def __init__(self, start: datetime = datetime(2019, 9, 16, 9, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=7)
        return self.now

    def set_back(self, by: timedelta) -> None:
        """Sets the clock back, or forward by a negative time."""
        self.now -= by


@cache
def _first() -> tuple[bytes, Key]:
    """A new inspection's bytes and its key."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "first.fieldwork"
        with Inspection.create(
            path,
            PASSPHRASE,
            programme=loader.load(SMALL),
            title="Small",
            provider="North",
            starts=date(2019, 9, 16),
            ends=date(2019, 9, 27),
            now=Clock(datetime(2019, 9, 1, tzinfo=UTC)),
        ) as made:
            key = made.store.key
        return path.read_bytes(), key


class Laptops:
    """Makes laptops in one folder; closes what is open at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[Inspection] = []
        self._numbers = itertools.count(1)

    def new(self, clock: Clock | None = None) -> Inspection:
        """One more laptop with a copy of the inspection as it was set up."""
        return self.of(_first()[0], clock)

    def of(self, file: bytes, clock: Clock | None = None) -> Inspection:
        """One more laptop with a copy of this file of the same inspection."""
        path = self._folder / f"laptop {next(self._numbers)}.fieldwork"
        path.write_bytes(file)
        opened = Inspection.open_with(_first()[1], path, now=clock or Clock())
        self._open.append(opened)
        return opened

    def reopened(self, inspection: Inspection, clock: Clock | None = None) -> Inspection:
        """The same file closed and opened again."""
        inspection.close()
        opened = Inspection.open_with(_first()[1], inspection.path, now=clock or Clock())
        self._open.append(opened)
        return opened

    def close(self) -> None:
        for inspection in self._open:
            inspection.close()


def own_changes(inspection: Inspection) -> list[Change]:
    """What was changed on this laptop."""
    return [c for c in inspection.journal.all() if c.device == inspection.journal.device]


def state(inspection: Inspection) -> tuple[object, ...]:
    """Everything that a merge settles: current values, and the tables that follow from them."""
    heads = sorted(inspection.journal.all_heads())
    tables = [
        inspection.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in ("reading", "answer")
    ]
    notes = inspection.store.rows("SELECT case_ref, question, text FROM note ORDER BY 1, 2")
    ids = [c.id for c in inspection.journal.all()]
    return heads, *tables, notes, ids


def values_of(inspection: Inspection) -> Iterator[tuple[str, object]]:
    """Current values by register, in words."""
    for register, head in sorted(inspection.journal.all_heads()):
        yield " ".join(register), head.value
