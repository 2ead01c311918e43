"""Seals: opened by whom they are meant for, and refused in one sentence otherwise."""

import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from fieldwork.errors import Refused
from fieldwork.exchange import seal as sealing
from fieldwork.exchange.format import canonical, pack, unpack
from fieldwork.exchange.keys import SigningKey
from fieldwork.exchange.refusals import (
    BadKey,
    Damaged,
    NewerFormat,
    NotAPackage,
    NotForUs,
    PackageRefused,
    TooLarge,
    WrongSigner,
)
from fieldwork.exchange.seal import seal, unseal
from tests.exchange.samples import ASHA, BRYN, OTHER_TEAM, TEAM, changes, manifest

OURS = [TEAM.identity]
PAYLOAD = pack(manifest(), changes(2))
PACKAGE = seal(PAYLOAD, [TEAM.recipient], ASHA)


def age_for(team_recipient: str, inside: bytes) -> bytes:
    """`inside` sealed by age alone, as anyone can who knows the recipient."""
    sealed: bytes = pyrage.encrypt(inside, [x25519.Recipient.from_str(team_recipient)])
    return sealed


def opened(package: bytes) -> bytes:
    inside: bytes = pyrage.decrypt(package, [x25519.Identity.from_str(TEAM.identity)])
    return inside


def signed_again(
    header: object, payload: bytes, key: SigningKey, first: str = "fieldwork-package 1"
) -> bytes:
    """A package with a header of one's own, its signature good."""
    signed = canonical(header) + b"\n" + payload
    return age_for(TEAM.recipient, f"{first}\n{key.sign(signed).hex()}\n".encode() + signed)


def refused_every_time(packages: Sequence[bytes]) -> None:
    for package in packages:
        with pytest.raises(PackageRefused):
            unseal(package, OURS)


def test_a_package_opens_for_its_recipient_and_names_its_signer() -> None:
    assert unseal(PACKAGE, OURS) == (PAYLOAD, ASHA.public)
    assert unseal(PACKAGE, OURS, ASHA.public) == (PAYLOAD, ASHA.public)
    assert unseal(PACKAGE, [OTHER_TEAM.identity, TEAM.identity])[0] == PAYLOAD


def test_several_recipients_each_open_it() -> None:
    package = seal(PAYLOAD, [TEAM.recipient, OTHER_TEAM.recipient, TEAM.recipient], ASHA)
    assert unseal(package, [OTHER_TEAM.identity]) == unseal(package, OURS)


@pytest.mark.parametrize("payload", [b"", b"\n", b"x" * 200_000])
def test_any_payload_comes_back(payload: bytes) -> None:
    assert unseal(seal(payload, [TEAM.recipient], ASHA), OURS)[0] == payload


def test_the_same_payload_is_never_sealed_alike() -> None:
    assert seal(PAYLOAD, [TEAM.recipient], ASHA) != PACKAGE


def test_a_package_shows_nothing_of_what_it_holds() -> None:
    package = seal(zlib.decompress(PAYLOAD), [TEAM.recipient], ASHA)
    for word in (
        b"person-asha",
        b"inspection-1",
        b"fieldwork",
        ASHA.public.encode(),
        TEAM.recipient.encode(),
    ):
        assert word not in package


def test_the_wrong_person_is_refused() -> None:
    with pytest.raises(NotForUs) as caught:
        unseal(PACKAGE, [OTHER_TEAM.identity])
    assert str(caught.value).endswith("so this inspection cannot open it.")
    with pytest.raises(NotForUs):
        unseal(PACKAGE, [])


def test_the_wrong_signer_is_refused() -> None:
    with pytest.raises(WrongSigner):
        unseal(PACKAGE, OURS, BRYN.public)


def test_a_flipped_bit_anywhere_is_refused() -> None:
    refused_every_time(
        [
            PACKAGE[:place] + bytes([PACKAGE[place] ^ 1 << place % 8]) + PACKAGE[place + 1 :]
            for place in range(len(PACKAGE))
        ]
    )


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_is_refused(place: int, difference: int) -> None:
    wrong = bytearray(PACKAGE)
    wrong[place] ^= difference
    refused_every_time([bytes(wrong)])


def test_every_truncation_is_refused() -> None:
    refused_every_time([PACKAGE[:length] for length in range(len(PACKAGE))])


def test_whole_chunks_cut_off_are_noticed() -> None:
    package = seal(os.urandom(200_000), [TEAM.recipient], ASHA)
    # age seals 64 KiB at a time, each with 16 bytes more; the last one is what is left over.
    last = len(opened(package)) % 2**16 + 16
    for end in (last, last + 2**16 + 16):
        with pytest.raises(Damaged):
            unseal(package[:-end], OURS)


def test_nothing_may_follow() -> None:
    refused_every_time([PACKAGE + b"\0", PACKAGE + PACKAGE])


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X25519 "]),
)
def test_garbage_is_refused(data: bytes, start: bytes) -> None:
    refused_every_time([start + data, age_for(TEAM.recipient, data)])


def test_a_recipient_who_edits_it_is_found_out() -> None:
    inside = opened(PACKAGE)
    refused_every_time(
        [
            age_for(TEAM.recipient, inside[:place] + bytes([inside[place] ^ 1]) + inside[place + 1 :])
            for place in range(len(inside))
        ]
    )
    refused_every_time([age_for(TEAM.recipient, inside[:length]) for length in range(0, len(inside), 7)])


def test_a_package_sealed_again_to_someone_else_is_refused() -> None:
    resealed = age_for(OTHER_TEAM.recipient, opened(PACKAGE))
    with pytest.raises(NotForUs):
        unseal(resealed, [OTHER_TEAM.identity])


def test_another_name_cannot_be_put_to_a_signature() -> None:
    inside = opened(PACKAGE).replace(ASHA.public.encode(), BRYN.public.encode())
    with pytest.raises(Damaged):
        unseal(age_for(TEAM.recipient, inside), OURS)


def test_a_newer_envelope_is_refused_with_advice() -> None:
    with pytest.raises(NewerFormat) as caught:
        unseal(age_for(TEAM.recipient, b"fieldwork-package 2\nsomething new"), OURS)
    assert "up to date" in caught.value.advice


def test_other_files_are_no_packages() -> None:
    armoured: bytes = pyrage.encrypt(
        opened(PACKAGE), [x25519.Recipient.from_str(TEAM.recipient)], armored=True
    )
    for data in (
        b"",
        b"PK\x03\x04",
        b"age-encryption.org/v2\n",
        armoured,
        age_for(TEAM.recipient, b"a letter"),
    ):
        with pytest.raises(NotAPackage):
            unseal(data, OURS)
    with pytest.raises(NotForUs):
        unseal(pyrage.passphrase.encrypt(PAYLOAD, "a passphrase"), OURS)


@pytest.mark.parametrize(
    "fields",
    [
        {"envelope": "fieldwork-package 9"},
        {"recipients": TEAM.recipient},
        {"recipients": [1]},
        {"signer": None},
        {"signer": "not a key"},
        {"extra": 1},
    ],
)
def test_a_wrong_header_is_refused_though_signed(fields: dict[str, object]) -> None:
    header = {"envelope": "fieldwork-package 1", "recipients": [TEAM.recipient], "signer": ASHA.public}
    assert unseal(signed_again(header, PAYLOAD, ASHA), OURS)[0] == PAYLOAD
    with pytest.raises(Damaged):
        unseal(signed_again(header | fields, PAYLOAD, ASHA), OURS)


def test_keys_that_are_none_are_refused() -> None:
    for recipients in ([], ["age1nobody"], [TEAM.identity]):
        with pytest.raises(BadKey):
            seal(PAYLOAD, recipients, ASHA)
    with pytest.raises(BadKey):
        unseal(PACKAGE, [TEAM.recipient])


def test_more_than_a_package_may_hold_is_refused_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "PAYLOAD_LIMIT", 10)
    monkeypatch.setattr(sealing, "PACKAGE_LIMIT", 20)
    with pytest.raises(TooLarge):
        seal(PAYLOAD, [TEAM.recipient], ASHA)
    with pytest.raises(TooLarge):
        unseal(PACKAGE, OURS)


def test_every_refusal_is_one_sentence_with_advice() -> None:
    for kind in PackageRefused.__subclasses__():
        error = kind("what was found", "envelope")
        assert isinstance(error, Refused)
        assert re.fullmatch(r"[A-Z][^.]*\.", str(error))
        assert error.advice.endswith(".")
        assert str(error.problems[0]) == "envelope: what was found"


# What docs/package-format.md tells people to do in an emergency, done with its own words.


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_age_and_the_standard_library_open_a_package(tmp_path: Path) -> None:
    (tmp_path / "team-key.txt").write_text(TEAM.identity + "\n")
    (tmp_path / "one.fwpkg").write_bytes(PACKAGE)
    subprocess.run(documented_command("age"), cwd=tmp_path, check=True)
    run_documented_python(0, tmp_path)
    assert (tmp_path / "lines.jsonl").read_bytes() == zlib.decompress(PAYLOAD)


def test_the_standard_library_shows_the_lines_of_what_age_yields(tmp_path: Path) -> None:
    (tmp_path / "opened").write_bytes(opened(PACKAGE))
    assert ASHA.public in run_documented_python(0, tmp_path)
    assert len((tmp_path / "lines.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_what_age_seals_in_the_documented_layout_opens_here() -> None:
    command = ["age", "--encrypt", "-r", TEAM.recipient]
    sealed = subprocess.run(command, input=opened(PACKAGE), capture_output=True, check=True)
    assert unpack(unseal(sealed.stdout, OURS, ASHA.public)[0])[1] == changes(2)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not installed")
def test_openssl_verifies_the_signature_as_documented(tmp_path: Path) -> None:
    (tmp_path / "opened").write_bytes(opened(PACKAGE))
    run_documented_python(1, tmp_path)
    command = documented_command("openssl")
    good = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Verified Successfully" in good.stdout
    with (tmp_path / "signed").open("ab") as signed:
        signed.write(b"x")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 1


def document() -> str:
    return (Path(__file__).parents[2] / "docs" / "package-format.md").read_text(encoding="utf-8")


def documented_command(program: str) -> list[str]:
    found = re.search(rf"```\n({program} .*)\n```", document())
    assert found is not None
    return found[1].split()


def run_documented_python(number: int, folder: Path) -> str:
    """Runs one of the document's Python passages in a folder, with the standard library alone."""
    script = re.findall(r"```python\n(.*?)```", document(), re.DOTALL)[number]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout
