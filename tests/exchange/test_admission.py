"""Letting a package in: the right inspection, a known sender, their own key."""

import hashlib
from typing import Any

import pytest

from fieldwork.exchange.admission import Admitted, admit
from fieldwork.exchange.format import pack
from fieldwork.exchange.keys import SigningKey
from fieldwork.exchange.refusals import Damaged, OtherInspection, Replayed, UnknownSender, WrongSigner
from fieldwork.exchange.seal import seal
from tests.exchange.samples import ASHA, BRYN, TEAM, changes, manifest

SENDERS = {"person-asha": [ASHA.public], "person-bryn": [BRYN.public]}


def package(signer: SigningKey = ASHA, **fields: Any) -> bytes:
    return seal(pack(manifest(**fields), changes(2)), [TEAM.recipient], signer)


def take_in(data: bytes, received: tuple[str, ...] = ()) -> Admitted:
    return admit(data, [TEAM.identity], inspection="inspection-1", senders=SENDERS, received=received)


def test_a_known_senders_package_is_admitted() -> None:
    data = package()
    admitted = take_in(data)
    assert [c.as_dict() for c in admitted.changes] == changes(2)
    assert admitted.manifest.sender == "person-asha"
    assert admitted.sha256 == hashlib.sha256(data).hexdigest()


def test_the_same_package_twice_is_harmless_unless_told_otherwise() -> None:
    data = package()
    assert take_in(data) == take_in(data)
    with pytest.raises(Replayed):
        take_in(data, received=("package-1",))


def test_an_unknown_sender_is_refused() -> None:
    with pytest.raises(UnknownSender):
        take_in(package(sender="person-nobody"))


def test_a_stranger_using_a_known_name_is_refused() -> None:
    stranger = SigningKey.make()
    with pytest.raises(WrongSigner):
        take_in(package(stranger, signing_key=stranger.public))


def test_one_member_using_anothers_name_is_refused() -> None:
    with pytest.raises(WrongSigner):
        take_in(package(BRYN, signing_key=BRYN.public))
    with pytest.raises(WrongSigner):
        take_in(package(BRYN))


def test_a_manifest_that_names_another_key_than_its_signers_is_refused() -> None:
    with pytest.raises(WrongSigner):
        take_in(package(BRYN, sender="person-bryn", signing_key=ASHA.public))


def test_a_package_of_another_inspection_is_refused() -> None:
    with pytest.raises(OtherInspection):
        take_in(package(inspection="inspection-2"))


def test_a_known_sender_cannot_smuggle_in_malformed_lines() -> None:
    with pytest.raises(Damaged):
        take_in(seal(pack(manifest(), changes(1)) + b"more", [TEAM.recipient], ASHA))
