"""Packages and cards read by another program, written from `docs/package-format.md` and nothing else.

It shares no code with Fieldwork: the `age` program opens, `cryptography` verifies, the rest is the standard
library.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldwork.exchange.team import cards, own
from fieldwork.exchange.team.accepting import make_card
from tests.exchange.team.laptops import Laptop, Trio

MANIFEST = {
    "format",
    "kind",
    "package",
    "inspection",
    "sender",
    "device",
    "signing_key",
    "made",
    "changes",
    "cases",
    "digest",
    "to",
    "root",
    "founder",
    "seq",
    "extent",
    "have",
    "team_key",
}
CHANGE = {"id", "at", "author", "device", "seq", "prev", "entity", "entity_id", "field", "value", "replaces"}
CARD = {"card", "inspection", "person", "name", "role", "laptop", "devices", "recipient", "signer", "made"}
pytestmark = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(package: Path, identity: str, folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A package's manifest and lines, everything that the page says about them held to."""
    key = folder / "key.txt"
    key.write_text(identity + "\n")
    command = ["age", "--decrypt", "-i", str(key), str(package)]
    opened = subprocess.run(command, check=True, capture_output=True).stdout
    envelope, signature, signed = opened.split(b"\n", 2)
    header_line, payload = signed.split(b"\n", 1)
    header = json.loads(header_line)
    assert envelope == b"fieldwork-package 1" and header["envelope"] == envelope.decode()
    assert canonical(header) == header_line and header.keys() == {"envelope", "recipients", "signer"}
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(header["signer"])).verify(
        bytes.fromhex(signature.decode()), signed
    )
    first, _, rest = zlib.decompress(payload).partition(b"\n")
    manifest = json.loads(first)
    assert manifest.keys() == MANIFEST and manifest["format"] == 2
    assert manifest["signing_key"] == header["signer"]
    assert hashlib.sha256(rest).hexdigest() == manifest["digest"]
    lines = [json.loads(line) for line in rest.splitlines()]
    assert len(lines) == manifest["changes"]
    assert b"".join(canonical(line) + b"\n" for line in lines) == rest
    return manifest, lines


def check_chains(lines: list[dict[str, Any]]) -> None:
    by_place = {(line["device"], line["seq"]): line for line in lines}
    for line in lines:
        assert line.keys() == CHANGE
        body = {key: value for key, value in line.items() if key != "id"}
        assert hashlib.sha256(canonical(body)).hexdigest()[:40] == line["id"]
        before = by_place.get((line["device"], line["seq"] - 1))
        assert before is None or before["id"] == line["prev"]


def identity_of(laptop: Laptop) -> str:
    laptop.at_hand()
    keys = own.held(laptop.file)
    assert keys is not None
    return keys.opening.identity


def test_every_kind_of_package_is_as_the_page_says(trio: Trio, tmp_path: Path) -> None:
    team, lead, asha, bryn = trio
    asha.answer("A100001", "2.1.1", "yes")
    returned = asha.send(team.post)
    manifest, lines = read(returned, identity_of(lead), tmp_path)
    check_chains(lines)
    assert (manifest["kind"], manifest["to"], manifest["team_key"], manifest["extent"]) == (
        "return",
        [],
        "",
        None,
    )
    assert manifest["have"]["scope"] == ["answer:A100001", "case:A100001"]
    assert {(line["author"], line["value"]) for line in lines if line["field"] == "value"} == {
        (asha.user, "yes")
    }
    receipt = lead.receive(returned).receipt
    assert receipt is not None
    manifest, (said,) = read(receipt, identity_of(asha), tmp_path)
    assert (manifest["kind"], manifest["have"]["scope"]) == ("receipt", None)
    assert said["sha256"] == hashlib.sha256(returned.read_bytes()).hexdigest()
    assert said.keys() == {"package", "sha256", "new_changes", "received", "receiver"}
    team.give(bryn.user, "A100001")
    for kind in ("assignment", "update", "hand-over"):
        path = lead.send_to(bryn, team.post, kind=kind, again=True)
        manifest, lines = read(path, identity_of(bryn), tmp_path)
        check_chains(lines)
        assert (manifest["kind"], manifest["to"]) == (kind, [bryn.user])
        assert manifest["team_key"].startswith("AGE-SECRET-KEY-1")


def test_what_a_receiver_holds_can_be_reckoned_from_the_page(trio: Trio, tmp_path: Path) -> None:
    team, lead, asha = trio[:3]
    team.give(asha.user, "A100002")
    manifest, lines = read(lead.send_to(asha, team.post), identity_of(asha), tmp_path)
    extent = manifest["extent"]
    assert extent.keys() == {"base", "before", "upto", "scope"}
    new = set(extent["scope"]) - set(extent["before"])
    assert new == {"case:A100002", "answer:A100002"}
    for line in lines:
        about_new = line["entity"] == "case" and line["entity_id"] == "A100002"
        beyond = line["seq"] > extent["base"].get(line["device"], 0)
        assert about_new or beyond, "nothing that is held already"


def test_a_card_is_as_the_page_says(trio: Trio) -> None:
    card = make_card(trio.asha.file, trio.asha.user)
    text = cards.to_text(card).split("-----")
    opened = zlib.decompress(base64.b64decode("".join(text[2].split())))
    signature, contents = opened[:64], json.loads(opened[64:])
    assert canonical(contents) == opened[64:]
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(contents["signer"])).verify(signature, opened[64:])
    assert contents.keys() == CARD
    assert (contents["card"], contents["name"]) == ("fieldwork-card 1", "Asha Reader")
