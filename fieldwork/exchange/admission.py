"""Taking a package in: every check between a file from anywhere and lines that may be merged."""

import hashlib
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass

from fieldwork.exchange.format import Manifest, Receipt, manifest_of, unpack, unpack_changes
from fieldwork.exchange.refusals import OtherInspection, Replayed, UnknownSender, WrongSigner
from fieldwork.exchange.seal import unseal
from fieldwork.inspection.changes import Change


@dataclass(frozen=True, slots=True)
class Admitted:
    """A package that passed: its manifest, the `receipts` or `changes` in it, and its file's SHA-256."""

    manifest: Manifest
    receipts: tuple[Receipt, ...]
    changes: tuple[Change, ...]
    sha256: str


def admit(
    data: bytes,
    identities: Sequence[str],
    *,
    inspection: str,
    senders: Mapping[str, Collection[str]],
    received: Container[str] = (),
) -> Admitted:
    """Opens a package and checks it in the one safe order; raises a PackageRefused.

    `senders` holds each known person's public signing keys, one for each device. A package id in
    `received` is refused as Replayed; leave that empty where taking it in twice does no harm.
    The content is unpacked last, when its sender is known.
    """
    payload, signer = unseal(data, identities)
    manifest = manifest_of(payload)
    check_sender(manifest, signer, senders)
    if manifest.inspection != inspection:
        raise OtherInspection(f"inspection {manifest.inspection}", "manifest")
    if manifest.package in received:
        raise Replayed(f"package {manifest.package}", "manifest")
    digest = hashlib.sha256(data).hexdigest()
    if manifest.kind == "receipt":
        manifest, records = unpack(payload)
        return Admitted(manifest, tuple(map(Receipt.from_record, records)), (), digest)
    manifest, changes = unpack_changes(payload)
    return Admitted(manifest, (), tuple(changes), digest)


def check_sender(manifest: Manifest, signer: str, senders: Mapping[str, Collection[str]]) -> None:
    """Raises UnknownSender for a person not in `senders`, WrongSigner where the key is not theirs."""
    if manifest.signing_key != signer:
        raise WrongSigner("the manifest names another key than the one that signed", "manifest")
    if manifest.sender not in senders:
        raise UnknownSender(f"person {manifest.sender}", "manifest")
    if signer not in senders[manifest.sender]:
        raise WrongSigner(f"a key that person {manifest.sender} is not known to hold", "manifest")
