"""Keys: made, checked, read out, and never shown."""

import pytest

from fieldwork.exchange.keys import SigningKey, TeamKey, fingerprint, verify
from fieldwork.exchange.refusals import BadKey
from fieldwork.exchange.words import WORDS


def test_a_team_key_comes_back_from_its_secret_half() -> None:
    key = TeamKey.make()
    assert TeamKey.from_identity(key.identity) == key
    assert key.identity.startswith("AGE-SECRET-KEY-1")
    assert key.recipient.startswith("age1")


def test_a_signing_key_comes_back_from_its_secret_half() -> None:
    key = SigningKey.make()
    assert SigningKey.from_private(key.private) == key
    assert len(key.private) == len(key.public) == 64


def test_secrets_are_not_shown() -> None:
    team, signing = TeamKey.make(), SigningKey.make()
    assert team.identity not in f"{team!r} {team}"
    assert signing.private not in f"{signing!r} {signing}"
    assert team.recipient in repr(team)
    assert signing.public in repr(signing)


def test_halves_of_different_keys_do_not_make_a_key() -> None:
    with pytest.raises(BadKey):
        TeamKey(TeamKey.make().identity, TeamKey.make().recipient)
    with pytest.raises(BadKey):
        SigningKey(SigningKey.make().private, SigningKey.make().public)


def test_a_mistyped_secret_stays_out_of_the_error() -> None:
    team, signing = TeamKey.make().identity, SigningKey.make().private
    for make, text in ((TeamKey.from_identity, team[:-1] + "?"), (SigningKey.from_private, signing + "0")):
        with pytest.raises(BadKey) as caught:
            make(text)
        assert text[-20:] not in f"{caught.value} {caught.value.advice}"
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_signature_holds_for_its_data_and_key_alone() -> None:
    key = SigningKey.make()
    signature = key.sign(b"a reading")
    assert verify(key.public, b"a reading", signature)
    assert not verify(key.public, b"a Reading", signature)
    assert not verify(SigningKey.make().public, b"a reading", signature)
    assert not verify(key.public, b"a reading", signature[:-1])
    assert not verify(key.public.upper(), b"a reading", signature)
    assert not verify("", b"a reading", signature)


def test_a_fingerprint_is_four_groups_that_never_change() -> None:
    assert fingerprint("00" * 32) == fingerprint("00" * 32) == "melon-74 bicycle-73 tunnel-13 biscuit-75"
    groups = fingerprint(SigningKey.make().public).split()
    assert len(groups) == 4
    for group in groups:
        word, number = group.split("-")
        assert word in WORDS
        assert 10 <= int(number) <= 99


def test_another_key_has_another_fingerprint() -> None:
    assert fingerprint("00" * 32) != fingerprint("00" * 31 + "01")
    with pytest.raises(BadKey):
        fingerprint("river")


def test_the_words_are_two_hundred_and_fifty_six_different_ones() -> None:
    assert len(set(WORDS)) == len(WORDS) == 256
