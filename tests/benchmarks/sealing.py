"""Sealing and opening 10 MB, and packing and unpacking a large inspection's changes."""

import os
import time
from collections.abc import Callable

import pyrage
from pyrage import x25519

from fieldwork.exchange.format import Manifest, pack, unpack
from fieldwork.exchange.keys import SigningKey, TeamKey, fingerprint
from fieldwork.exchange.seal import seal, unseal
from tests.benchmarks.table import Row

#: 97 cases of about 200 answers, each changed once or twice.
CHANGES = 30_000


def measure() -> list[Row]:
    """The best of three of each, beside age alone on the same bytes."""
    team, signer = TeamKey.make(), SigningKey.make()
    return [*_sealing(team, signer), *_packing(signer), _reading_out(signer)]


def _sealing(team: TeamKey, signer: SigningKey) -> list[Row]:
    payload = os.urandom(10_000_000)
    recipient = x25519.Recipient.from_str(team.recipient)
    identity = x25519.Identity.from_str(team.identity)
    package = seal(payload, [team.recipient], signer)
    sealing = _best(lambda: seal(payload, [team.recipient], signer))
    opening = _best(lambda: unseal(package, [team.identity], signer.public))
    age_seals = _best(lambda: pyrage.encrypt(payload, [recipient]))
    age_opens = _best(lambda: pyrage.decrypt(package, [identity]))
    return [
        Row("seal 10 MB", sealing, "s", age_seals, "under 1 s", sealing < 1),
        Row("open 10 MB", opening, "s", age_opens, "under 1 s", opening < 1),
    ]


def _packing(signer: SigningKey) -> list[Row]:
    manifest = Manifest(
        kind="hand-over",
        package="package",
        inspection="inspection",
        sender="person",
        device="laptop",
        signing_key=signer.public,
        made="2019-09-16T17:00:00.000000Z",
    )
    changes = [_change(number) for number in range(CHANGES)]
    payload = pack(manifest, changes)
    packing = _best(lambda: pack(manifest, changes))
    unpacking = _best(lambda: unpack(payload))
    what = f"{CHANGES:,} changes ({len(payload) / 1e6:.1f} MB packed)"
    return [
        Row(f"pack {what}", packing, "s", None, "under 3 s", packing < 3),
        Row(f"unpack {what}", unpacking, "s", None, "under 3 s", unpacking < 3),
    ]


def _reading_out(signer: SigningKey) -> Row:
    # Not the remembered answer: the words of a key not seen before.
    taken = _best(lambda: fingerprint.__wrapped__(signer.public)) * 1000
    return Row("the words of a signing key", taken, "ms", None, "under 100 ms", taken < 100)


def _change(number: int) -> dict[str, object]:
    return {
        "id": os.urandom(16).hex(),
        "at": f"2019-09-16T09:30:00.{number:06}Z",
        "author": "person",
        "device": "laptop",
        "seq": number,
        "prev": os.urandom(32).hex(),
        "entity": "answer",
        "entity_id": f"N{number // 200:03}/2.{number % 200}",
        "field": "value",
        "value": "yes",
        "replaces": [],
    }


def _best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of three runs."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)
