"""Joining cards: there and back by every way that they travel, and refused when anything was changed."""

import base64
import json
import textwrap
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.exchange.keys import SigningKey
from fieldwork.exchange.team import cards
from fieldwork.exchange.team.cards import BadCard, Card
from fieldwork.exchange.team.own import OwnKeys
from fieldwork.inspection.records import Role

KEYS = OwnKeys.make()
PLAIN = Card("", "", "Siân Ŵynne", Role.INSPECTOR, "Siân's laptop", ("d1", "d2"), "", "", "")
CARD = cards.signed(PLAIN, KEYS)


def packed(signature: bytes, said: dict[str, object]) -> str:
    """The text of a card with these contents, sound or not."""
    line = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(signature + line)).decode()


def contents() -> tuple[bytes, dict[str, object]]:
    letters = "".join(cards.to_text(CARD).split("\n")[1:-2])
    opened = zlib.decompress(base64.b64decode(letters))
    return opened[:64], json.loads(opened[64:])


def quoted(text: str) -> str:
    return "On Monday Siân wrote:\r\n" + textwrap.indent(text, "> > ").replace("\n", "\r\n") + "Regards"


@pytest.mark.parametrize(
    "mangle",
    [
        str,
        quoted,
        lambda text: text.replace("\n", " \u00a0\n\n"),
        lambda text: "".join(text.split("\n")[1:-2]),
        lambda text: text.replace("\n", "\t"),
    ],
)
def test_a_card_survives_e_mail(mangle: object) -> None:
    assert callable(mangle)
    assert cards.from_text(mangle(cards.to_text(CARD))) == CARD


def test_a_card_survives_as_a_file_whose_name_says_nothing(tmp_path: Path) -> None:
    path = cards.write(tmp_path, CARD)
    assert path.suffix == ".fieldwork-card"
    assert "Si" not in path.stem
    assert cards.read(path) == CARD


def test_the_picture_is_a_qr_code_of_the_same_letters() -> None:
    assert cards.qr_svg(CARD).startswith("<svg")
    assert cards.qr_png(CARD).startswith(b"\x89PNG")
    assert len(cards.qr_lines(CARD).splitlines()) > 20
    letters = "".join(cards.to_text(CARD).split("\n")[1:-2])
    assert cards.from_text(letters) == CARD


def test_nothing_secret_is_on_a_card() -> None:
    _, said = contents()
    everything = json.dumps(said)
    assert KEYS.opening.identity not in everything and KEYS.signing.private not in everything
    assert "identity" not in repr(KEYS) and KEYS.signing.private not in repr(KEYS)


@pytest.mark.parametrize(
    "change",
    [
        {"role": "lead"},
        {"name": "Somebody Else"},
        {"recipient": OwnKeys.make().recipient},
        {"signer": SigningKey.make().public},
        {"devices": []},
    ],
)
def test_a_changed_card_is_refused(change: dict[str, object]) -> None:
    signature, said = contents()
    with pytest.raises(BadCard, match="somebody changed it"):
        cards.from_text(packed(signature, said | change))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"card": "fieldwork-card 2"}, "newer version"),
        ({"card": "something"}, "not made as a card is"),
        ({"recipient": "age1nothing"}, "not made as a card is"),
        ({"role": "king"}, "not made as a card is"),
        ({"more": 1}, "not made as a card is"),
        ({"name": "x" * 300}, "not made as a card is"),
    ],
)
def test_what_is_no_card_is_refused_with_a_sentence(change: dict[str, object], sentence: str) -> None:
    signature, said = contents()
    with pytest.raises(BadCard, match=sentence):
        cards.from_text(packed(signature, said | change))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: base64.b64encode(b).decode()))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadCard):
        cards.from_text(text)


def test_a_card_that_swells_is_refused() -> None:
    bomb = base64.b64encode(zlib.compress(b"0" * 10_000_000)).decode()
    with pytest.raises(BadCard, match="damaged"):
        cards.from_text(bomb)
    with pytest.raises(BadCard, match="longer"):
        cards.from_text("A" * 100_000)


def test_a_card_signed_by_another_key_reads_other_words() -> None:
    other = cards.signed(replace(CARD, recipient=""), OwnKeys.make())
    assert cards.from_text(cards.to_text(other)) == other
    assert other.words != CARD.words
