"""Sealing: sign for these recipients, encrypt to them with age; and the way back, which trusts nothing.

The signature lies inside the encryption and covers the recipients' names, so that a package can
neither be traced to its sender by its bytes nor be sealed again to somebody it was not meant for.
"""

import re
from collections.abc import Sequence

import pyrage

from fieldwork.exchange.format import canonical, read_canonical
from fieldwork.exchange.keys import (
    SigningKey,
    is_public_key,
    parse_identity,
    parse_recipients,
    verify,
)
from fieldwork.exchange.refusals import (
    BadKey,
    Damaged,
    NewerFormat,
    NotAPackage,
    NotForUs,
    TooLarge,
    WrongSigner,
)

VERSION = 1
PAYLOAD_LIMIT = 128 * 2**20
#: Room for age's own header and for its 16 bytes in every 64 KiB.
PACKAGE_LIMIT = PAYLOAD_LIMIT + 2**20

_ENVELOPE = f"fieldwork-package {VERSION}"
_FIRST_LINE = re.compile(rb"fieldwork-package ([1-9][0-9]{0,8})")
_SIGNATURE = re.compile(rb"[0-9a-f]{128}")
_AGE = b"age-encryption.org/v1\n"


def seal(payload: bytes, recipients: Sequence[str], signer: SigningKey) -> bytes:
    """A package: `payload` signed by `signer`, for these age recipients and nobody else.

    Raises BadKey for a recipient that is none, or where there is none at all; TooLarge.
    """
    if len(payload) > PAYLOAD_LIMIT:
        raise TooLarge(f"{len(payload)} bytes")
    to = parse_recipients(recipients)
    if not to:
        raise BadKey("a list with at least one recipient")
    header = {"envelope": _ENVELOPE, "recipients": list(to), "signer": signer.public}
    signed = canonical(header) + b"\n" + payload
    signature = signer.sign(signed).hex()
    sealed: bytes = pyrage.encrypt(f"{_ENVELOPE}\n{signature}\n".encode() + signed, list(to.values()))
    return sealed


def unseal(data: bytes, identities: Sequence[str], expected_signer: str | None = None) -> tuple[bytes, str]:
    """The payload and the signer's public key, once every seal has held.

    With `expected_signer` only that key's signature will do; without it the caller must judge the
    signer (`admission.admit` does). Raises NotAPackage, NotForUs, Damaged, NewerFormat, WrongSigner
    or TooLarge; BadKey for an identity that is none.
    """
    envelope, signature, signed = _three_parts(_decrypt(data, identities))
    head, _, payload = signed.partition(b"\n")
    header = read_canonical(head, "envelope")
    signer = header.get("signer")
    if header.keys() != {"envelope", "recipients", "signer"} or header["envelope"] != envelope:
        raise Damaged("the envelope's header has the wrong keys", "envelope")
    if not isinstance(signer, str) or not is_public_key(signer):
        raise Damaged("the signer's key is no key", "envelope")
    if not verify(signer, signed, signature):
        raise Damaged("the signature does not fit what was signed", "envelope")
    if expected_signer is not None and signer != expected_signer:
        raise WrongSigner("signed by another key than the one expected", "envelope")
    _check_meant_for(header["recipients"], identities)
    return payload, signer


def _decrypt(data: bytes, identities: Sequence[str]) -> bytes:
    if len(data) > PACKAGE_LIMIT:
        raise TooLarge(f"{len(data)} bytes")
    # Binary age only. Armoured text could be rewrapped without harm, so that one package had many hashes.
    if not data.startswith(_AGE):
        raise NotAPackage("does not begin as an age file does")
    keys = [parse_identity(identity) for identity in identities]
    try:
        opened: bytes = pyrage.decrypt(data, keys)
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise NotForUs(str(error)) from None
        raise Damaged(str(error)) from None
    return opened


def _three_parts(opened: bytes) -> tuple[str, bytes, bytes]:
    """The envelope's name, the signature's 64 bytes, and all that was signed."""
    envelope, _, rest = opened.partition(b"\n")
    version = _FIRST_LINE.fullmatch(envelope)
    if version is None:
        raise NotAPackage("sealed with age, but not by Fieldwork")
    if int(version[1]) > VERSION:
        raise NewerFormat(f"envelope {int(version[1])}, where this version knows {VERSION}", "envelope")
    signature, _, signed = rest.partition(b"\n")
    if _SIGNATURE.fullmatch(signature) is None:
        raise Damaged("the signature is not 128 hexadecimal digits", "envelope")
    return envelope.decode(), bytes.fromhex(signature.decode()), signed


def _check_meant_for(signed_for: object, identities: Sequence[str]) -> None:
    """Raises NotForUs where the signer meant it for others, and one of those sealed it again to us."""
    ours = {str(parse_identity(identity).to_public()) for identity in identities}
    if not isinstance(signed_for, list) or not all(isinstance(name, str) for name in signed_for):
        raise Damaged("the recipients are not a list of keys", "envelope")
    if ours.isdisjoint(signed_for):
        raise NotForUs("signed for other recipients than those it is sealed to", "envelope")
