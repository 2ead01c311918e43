"""Packages that a program of one's own would make: any lines, under the keys that a laptop really has."""

from dataclasses import replace
from pathlib import Path

from fieldwork.exchange import ring
from fieldwork.exchange.format import Manifest, pack
from fieldwork.exchange.packing import Letter, manifest
from fieldwork.exchange.parcels import write_package
from fieldwork.exchange.seal import seal
from fieldwork.inspection import changes
from fieldwork.inspection.changes import Change, Register
from tests.exchange.team.laptops import Laptop

ANSWER = Register("answer", "A100003/2.1.1", "value")


def said(
    laptop: Laptop,
    register: Register,
    value: object,
    *,
    author: str = "",
    device: str = "",
    seq: int = 900,
    after: Change | None = None,
) -> Change:
    """A sound change that nobody's program would have let pass, the next of its chain or anywhere in it."""
    at, seq, prev = (
        "2019-09-20T10:00:00.000Z/0000",
        after.seq + 1 if after else seq,
        after.id if after else "",
    )
    whose, where = author or laptop.user, device or laptop.file.journal.device
    return changes.make(at, whose, where, seq, prev, register, value, ())


def sealed(laptop: Laptop, post: Path, *lines: Change, **fields: object) -> Path:
    """A package of these changes from a laptop to the lead, its manifest changed by `fields`."""
    signer = ring.signing_key(laptop.file, laptop.user)
    letter = Letter("return", tuple(ring.to_leads(laptop.file)))
    about: Manifest = replace(manifest(laptop.file, letter, laptop.user, signer.public, cases=0), **fields)
    return write_package(post, seal(pack(about, [c.as_dict() for c in lines]), letter.recipients, signer))
