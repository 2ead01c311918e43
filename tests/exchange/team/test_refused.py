"""What a team by card refuses: one sentence each, and the file is as it was."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fieldwork.exchange import ring
from fieldwork.exchange.format import FORMAT, pack
from fieldwork.exchange.packing import Letter, manifest
from fieldwork.exchange.parcels import write_package
from fieldwork.exchange.refusals import (
    Damaged,
    NewerFormat,
    NotForUs,
    OtherFounder,
    OtherInspection,
    PackageRefused,
    Replayed,
    RetiredKey,
    TooLarge,
    UnknownSender,
    WrongSigner,
)
from fieldwork.exchange.seal import PACKAGE_LIMIT, seal
from fieldwork.exchange.team.deciding import retire
from fieldwork.exchange.team.own import OwnKeys
from tests.exchange.team.forging import ANSWER, said, sealed
from tests.exchange.team.laptops import LEAD, Trio

Making = Callable[[Trio, Path], Path]


def good(trio: Trio, post: Path) -> Path:
    return sealed(trio.asha, post, said(trio.asha, ANSWER, "yes"))


def altered(change: Callable[[bytes], bytes]) -> Making:
    def make(trio: Trio, post: Path) -> Path:
        path = good(trio, post)
        path.write_bytes(change(path.read_bytes()))
        return path

    return make


def with_manifest(**fields: object) -> Making:
    return lambda trio, post: sealed(trio.asha, post, said(trio.asha, ANSWER, "yes"), **fields)


def by_a_stranger(trio: Trio, post: Path) -> Path:
    """Somebody who knows whom to seal to and what to say, with a key that nobody accepted."""
    signer = OwnKeys.make().signing
    letter = Letter("return", tuple(ring.to_leads(trio.asha.file)))
    about = manifest(trio.asha.file, letter, trio.asha.user, signer.public, cases=0)
    return write_package(post, seal(pack(about, []), letter.recipients, signer))


def in_anothers_name(trio: Trio, post: Path) -> Path:
    return sealed(trio.asha, post, said(trio.asha, ANSWER, "yes"), sender=trio.bryn.user)


def from_anothers_laptop(trio: Trio, post: Path) -> Path:
    return sealed(trio.asha, post, device=trio.bryn.file.journal.device)


def under_a_known_id(trio: Trio, post: Path) -> Path:
    trio.lead.receive(sealed(trio.asha, post, said(trio.asha, ANSWER, "no"), package="once"))
    return sealed(trio.asha, post, said(trio.asha, ANSWER, "yes"), package="once")


def to_somebody_else(trio: Trio, post: Path) -> Path:
    return trio.lead.send_to(trio.bryn, post, again=True)


def newer(trio: Trio, post: Path) -> Path:
    """A format that is still to come, sealed as today's is."""
    signer = ring.signing_key(trio.asha.file, trio.asha.user)
    letter = Letter("return", tuple(ring.to_leads(trio.asha.file)))
    about = manifest(trio.asha.file, letter, trio.asha.user, signer.public, cases=0)
    payload = pack(replace(about, format=FORMAT + 1), [])
    return write_package(post, seal(payload, letter.recipients, signer))


def retired(trio: Trio, post: Path) -> Path:
    path = good(trio, post)
    retire(trio.lead.file, LEAD, "Asha Reader")
    return path


def too_large(trio: Trio, post: Path) -> Path:
    path = good(trio, post)
    with path.open("ab") as file:
        file.truncate(PACKAGE_LIMIT + 1)
    return path


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (altered(lambda data: data[:-40]), Damaged),
        (altered(lambda data: data[:200]), Damaged),
        (altered(lambda data: data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]), Damaged),
        (altered(lambda data: data + b"x"), Damaged),
        (with_manifest(inspection="another"), OtherInspection),
        (with_manifest(root="0" * 64), OtherFounder),
        (by_a_stranger, UnknownSender),
        (in_anothers_name, WrongSigner),
        (from_anothers_laptop, WrongSigner),
        (under_a_known_id, Replayed),
        (newer, NewerFormat),
        (retired, RetiredKey),
        (too_large, TooLarge),
    ],
)
def test_a_package_is_refused_with_one_sentence_and_nothing_changes(
    trio: Trio, make: Making, refusal: type[PackageRefused]
) -> None:
    lead = trio.lead
    path = make(trio, trio.team.post)
    before = list(lead.file.journal.all_heads()), lead.file.journal.size(), sorted(trio.team.post.iterdir())
    with pytest.raises(refusal) as caught:
        lead.receive(path)
    assert str(caught.value).count(".") == 1 and caught.value.advice
    now = list(lead.file.journal.all_heads()), lead.file.journal.size(), sorted(trio.team.post.iterdir())
    assert now == before


def test_a_package_for_somebody_else_is_refused(trio: Trio) -> None:
    with pytest.raises(NotForUs, match="sealed to someone else"):
        trio.asha.receive(to_somebody_else(trio, trio.team.post))


def test_the_same_package_again_is_said_to_be_so_and_acknowledged_again(trio: Trio) -> None:
    path = good(trio, trio.team.post)
    first = trio.lead.receive(path)
    before = trio.lead.file.journal.size()
    again = trio.lead.receive(path)
    assert (first.again, again.again, again.new_changes, again.aside) == (False, True, 0, ())
    assert trio.lead.file.journal.size() == before
    assert again.receipt not in (None, first.receipt)
