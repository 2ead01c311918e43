"""The team's recovery key as it is printed: an age secret key, and the same as thirty-three words.

The words are for typing it back where the line is misread: one word a byte, then one that proves the rest.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from fieldwork.exchange.keys import recipient_of
from fieldwork.exchange.refusals import BadKey
from fieldwork.exchange.words import WORDS

_LENGTH = 32
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PREFIX = "age-secret-key-"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The key itself; kept nowhere but on paper. `identity` is a line that the `age` program takes."""

    identity: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    @property
    def recipient(self) -> str:
        """The public half, which everything is sealed to besides."""
        return recipient_of(self.identity)

    @classmethod
    def make(cls) -> "RecoveryKey":
        """A new one from the operating system's randomness."""
        return cls._of(secrets.token_bytes(_LENGTH))

    @classmethod
    def read(cls, text: str) -> "RecoveryKey":
        """The key that somebody typed: its line, or its words. Raises `BadKey`."""
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if len(lines) == 1 and lines[0].upper().startswith(_PREFIX.upper()):
            line = lines[0].upper()
            recipient_of(line)
            return cls(line, ())
        return cls._of(_secret_of(" ".join(lines)))

    @classmethod
    def _of(cls, secret: bytes) -> "RecoveryKey":
        words = tuple(WORDS[byte] for byte in (*secret, _proof(secret)))
        return cls(_bech32(secret).upper(), words)


def _secret_of(text: str) -> bytes:
    words = text.casefold().replace(",", " ").split()
    words = [
        word for word in words if not word.rstrip(".").isdigit()
    ]  # the numbers that they are printed with
    try:
        *secret, proof = (WORDS.index(word) for word in words)
    except ValueError:
        raise BadKey("the team's recovery key") from None
    if len(secret) != _LENGTH or _proof(bytes(secret)) != proof:
        raise BadKey("the team's recovery key")
    return bytes(secret)


def _proof(secret: bytes) -> int:
    return hashlib.sha256(b"fieldwork recovery words 1\n" + secret).digest()[0]


def _bech32(secret: bytes) -> str:
    """The secret as age writes it: Bech32 (BIP 173) without its limit of length."""
    number, bits = int.from_bytes(secret, "big"), 8 * len(secret)
    padding = -bits % 5
    groups = [(number << padding) >> shift & 31 for shift in range(bits + padding - 5, -1, -5)]
    expanded = [*(ord(c) >> 5 for c in _PREFIX), 0, *(ord(c) & 31 for c in _PREFIX)]
    check = _polymod([*expanded, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    tail = [check >> 5 * (5 - n) & 31 for n in range(6)]
    return f"{_PREFIX}1" + "".join(_LETTERS[group] for group in (*groups, *tail))


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            check ^= factor if top >> bit & 1 else 0
    return check
