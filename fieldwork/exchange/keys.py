"""The keys of an inspection: the team's, which opens packages, and each sender's, which signs them."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from fieldwork.exchange.refusals import BadKey
from fieldwork.exchange.words import WORDS

_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_GROUPS = 4


@dataclass(frozen=True, slots=True)
class TeamKey:
    """An inspection's age key pair: `recipient` seals, `identity` opens and is secret."""

    identity: str = field(repr=False)
    recipient: str

    def __post_init__(self) -> None:
        if recipient_of(self.identity) != self.recipient:
            raise BadKey("a matching pair of team keys")

    @classmethod
    def make(cls) -> "TeamKey":
        """A new pair from the operating system's randomness."""
        return cls.from_identity(str(x25519.Identity.generate()))

    @classmethod
    def from_identity(cls, identity: str) -> "TeamKey":
        """The pair that this secret belongs to; raises BadKey."""
        return cls(identity, recipient_of(identity))


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One person's Ed25519 key pair on one device, both halves as 64 hexadecimal digits."""

    private: str = field(repr=False)
    public: str

    def __post_init__(self) -> None:
        if _public_of(self.private) != self.public:
            raise BadKey("a matching pair of signing keys")

    @classmethod
    def make(cls) -> "SigningKey":
        """A new pair from the operating system's randomness."""
        return cls.from_private(Ed25519PrivateKey.generate().private_bytes_raw().hex())

    @classmethod
    def from_private(cls, private: str) -> "SigningKey":
        """The pair that this secret belongs to; raises BadKey."""
        return cls(private, _public_of(private))

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes that only this key can make for `data`."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.private)).sign(data)


def verify(public: str, data: bytes, signature: bytes) -> bool:
    """Whether `signature` was made for exactly `data` by the key whose public half this is."""
    if not is_public_key(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_public_key(text: str) -> bool:
    """Whether `text` has the shape of a signing key's public half."""
    return _HEX_KEY.fullmatch(text) is not None


@lru_cache(maxsize=256)
def fingerprint(public: str) -> str:
    """Four groups to read out on the telephone, such as `river-42 candle-17 otter-88 maple-60`.

    Each group is one of 256 words and one of 90 numbers, so the whole says 58 bits. Each guess
    costs scrypt with n=2¹³ (8 MiB, some 25 ms), which puts finding a second key with the same words
    beyond anybody's means: some 3 × 10¹⁷ guesses. Raises BadKey.
    """
    if not is_public_key(public):
        raise BadKey("a signing key's public half")
    digest = hashlib.scrypt(
        bytes.fromhex(public), salt=b"fieldwork signing key words 1", n=2**13, r=8, p=1, dklen=32
    )
    number = int.from_bytes(digest, "big")
    groups = []
    for _ in range(_GROUPS):
        number, word = divmod(number, len(WORDS))
        # From 10 to 99: nobody has to ask whether "oh seven" is one digit or two.
        number, tail = divmod(number, 90)
        groups.append(f"{WORDS[word]}-{tail + 10}")
    return " ".join(groups)


def recipient_of(identity: str) -> str:
    """The public half (`age1…`) of an age identity; raises BadKey."""
    return str(parse_identity(identity).to_public())


def parse_identity(text: str) -> x25519.Identity:
    """An age identity from its text; raises BadKey, and keeps the text out of the error."""
    try:
        return x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise BadKey("the secret half of a team key") from None


def parse_recipients(texts: Iterable[str]) -> dict[str, x25519.Recipient]:
    """Each age recipient by its canonical text, in order of it; doubles fall together. Raises BadKey."""
    try:
        parsed = [x25519.Recipient.from_str(text) for text in texts]
    except pyrage.RecipientError:
        raise BadKey("the public half of a team key") from None
    by_text = {str(recipient): recipient for recipient in parsed}
    return {text: by_text[text] for text in sorted(by_text)}


def _public_of(private: str) -> str:
    if _HEX_KEY.fullmatch(private) is None:
        raise BadKey("the secret half of a signing key")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()
