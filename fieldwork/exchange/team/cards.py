"""Joining cards: what a person hands to the lead so that their laptop may join. Nothing on one is secret.

A card is signed with the key that it names, so nobody can change it unseen; that it is really theirs, the
lead learns by hearing its words from them. `docs/package-format.md` describes its bytes.
"""

import base64
import binascii
import io
import re
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import segno

from fieldwork import whole_files
from fieldwork.errors import Fault, Refused
from fieldwork.exchange import shapes
from fieldwork.exchange.format import canonical, read_canonical
from fieldwork.exchange.keys import fingerprint, parse_recipients, verify
from fieldwork.exchange.refusals import BadKey, PackageRefused
from fieldwork.exchange.team.own import OwnKeys
from fieldwork.inspection.records import Role

VERSION = "fieldwork-card 1"
SUFFIX = ".fieldwork-card"
#: Bytes of a card's text, and of what it says when unpacked.
TEXT_LIMIT, CARD_LIMIT = 64 * 2**10, 16 * 2**10

_BEGINS, _ENDS = "-----BEGIN FIELDWORK CARD-----", "-----END FIELDWORK CARD-----"
_BLOCK = re.compile(f"{_BEGINS}(.*?){_ENDS}", re.DOTALL)
#: What mail programs put among the letters: quote marks, line ends, spaces of all kinds.
_NOT_LETTERS = re.compile(r"[^A-Za-z0-9+/=]+")
_LINE = 64


class BadCard(Refused):
    """Text that is no card, or a card that was changed."""

    def __init__(
        self, sentence: str, advice: str = "Ask for the card again, as a file if it can be."
    ) -> None:
        super().__init__(sentence, advice=advice)


@dataclass(frozen=True, slots=True)
class Card:
    """A laptop that asks to join. `inspection` and `person` are "" for somebody who has no copy of the file
    yet; `role` is the one asked for; `devices` are what that laptop has been in the journal so far.
    """

    inspection: str
    person: str
    name: str
    role: Role
    laptop: str
    devices: tuple[str, ...]
    recipient: str
    signer: str
    made: str
    signature: str = ""

    @property
    def words(self) -> str:
        """The words to compare by voice."""
        return fingerprint(self.signer)


_SHAPE: shapes.Shape = {
    "card": lambda value: None if value == VERSION else "is not a card",
    "inspection": shapes.or_empty(shapes.an_id),
    "person": shapes.or_empty(shapes.an_id),
    "name": shapes.a_name,
    "role": lambda value: None if value in set(Role) else "is not a role",
    "laptop": shapes.or_empty(shapes.a_name),
    "devices": shapes.ids,
    "recipient": shapes.an_id,
    "signer": shapes.a_sha256,
    "made": shapes.or_empty(shapes.a_name),
}


def signed(card: Card, keys: OwnKeys) -> Card:
    """The card with these keys' public halves and signature."""
    full = replace(card, recipient=keys.recipient, signer=keys.public)
    return replace(full, signature=keys.signing.sign(_said(full)).hex())


def to_text(card: Card) -> str:
    """The card as a block of text that survives e-mail."""
    letters = base64.b64encode(_packed(card)).decode()
    lines = (letters[n : n + _LINE] for n in range(0, len(letters), _LINE))
    return "\n".join((_BEGINS, *lines, _ENDS, ""))


def from_text(text: str) -> Card:
    """The card in a text, whatever stands around it and however it was quoted. Raises `BadCard`."""
    if len(text) > TEXT_LIMIT:
        raise BadCard("This is longer than a card may be.")
    block = _BLOCK.search(text)
    letters = _NOT_LETTERS.sub("", block[1] if block else text)
    try:
        packed = base64.b64decode(letters, validate=True)
    except binascii.Error:
        raise BadCard("There is no joining card in this text.") from None
    return _unpacked(packed)


def write(folder: Path, card: Card) -> Path:
    """The card as a file whose name says nothing of its owner."""
    return whole_files.write(folder, f"{card.signer[:8]}{SUFFIX}", to_text(card).encode())


def read(path: Path) -> Card:
    """The card in a file, which may be a saved e-mail. Raises `BadCard`."""
    try:
        with path.open("rb") as file:
            data = file.read(TEXT_LIMIT + 1)
    except OSError as error:
        said = f"The card {path.name} could not be read ({error.strerror or error})."
        raise Fault(said, "Check that the file is still there and that you may open it.") from error
    return from_text(data.decode("utf-8", "replace"))


def qr_svg(card: Card) -> str:
    """The card as a picture for a telephone or a camera: an SVG document."""
    out = io.BytesIO()
    _qr(card).save(out, kind="svg", scale=4, border=4, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue().decode()


def qr_png(card: Card, scale: int = 6) -> bytes:
    """The same as a PNG picture."""
    out = io.BytesIO()
    _qr(card).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def qr_lines(card: Card) -> str:
    """The same in half blocks for a terminal."""
    out = io.StringIO()
    _qr(card).terminal(out, compact=True)
    return out.getvalue()


def _qr(card: Card) -> segno.QRCode:
    return segno.make_qr(base64.b64encode(_packed(card)).decode(), error="l")


def _said(card: Card) -> bytes:
    """What is signed."""
    said: dict[str, Any] = {"card": VERSION, **asdict(card), "devices": list(card.devices)}
    del said["signature"]
    return canonical(said)


def _packed(card: Card) -> bytes:
    return zlib.compress(bytes.fromhex(card.signature) + _said(card), 9)


def _unpacked(packed: bytes) -> Card:
    stream = zlib.decompressobj()
    try:
        opened = stream.decompress(packed, CARD_LIMIT)
    except zlib.error:
        raise BadCard("The card is damaged: part of it was changed or is missing.") from None
    if not stream.eof or stream.unused_data:
        raise BadCard("The card is damaged: part of it was changed or is missing.")
    signature, said = opened[:64], opened[64:]
    try:
        record = read_canonical(said, "card")
    except PackageRefused:
        raise BadCard("The card is damaged: part of it was changed or is missing.") from None
    named = str(record.get("card", ""))
    if named.startswith("fieldwork-card ") and named != VERSION:
        raise BadCard(
            "This card was made by a newer version of Fieldwork.", "Bring Fieldwork up to date first."
        )
    if shapes.fault(_SHAPE, record) or not _is_recipient(record["recipient"]):
        raise BadCard("The card is not made as a card is.")
    if not verify(record["signer"], said, signature):
        raise BadCard("The card's signature does not hold: somebody changed it.", "Do not use it.")
    del record["card"]
    fields = record | {"devices": tuple(record["devices"]), "role": Role(record["role"])}
    return Card(**fields, signature=signature.hex())


def _is_recipient(text: str) -> bool:
    try:
        return list(parse_recipients([text])) == [text]
    except BadKey:
        return False
