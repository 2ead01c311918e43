"""This person's own keys on this laptop: one to open what is sealed to them, one to sign what they send.

They are kept in the operating system's keyring, or else inside the encrypted file. Keys that lie in a file
are used on the computer that they were made on; a copy on another computer is another laptop.
"""

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldwork.errors import Refused
from fieldwork.exchange.keys import SigningKey, TeamKey
from fieldwork.exchange.team import vault
from fieldwork.inspection import machine
from fieldwork.inspection.changes import new_id
from fieldwork.inspection.errors import WrongPassphrase
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.standing import OWN_KEY

_HELD = "own keys"
_WAITING = "waiting keys"
#: The setting of the key that this copy signed with before it had a card.
SIGNING = "signing key"
_SALT, _NONCE, _ROUNDS = 16, 12, 256_000


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """A person's keys on one laptop; the secret halves are never shown by `repr`."""

    opening: TeamKey = field(repr=False)
    signing: SigningKey = field(repr=False)

    @classmethod
    def make(cls) -> "OwnKeys":
        """New ones from the operating system's randomness."""
        return cls(TeamKey.make(), SigningKey.make())

    @property
    def public(self) -> str:
        """The public half that signs, by which the team knows this laptop."""
        return self.signing.public

    @property
    def recipient(self) -> str:
        """The public half (`age1…`) that others seal to."""
        return self.opening.recipient

    def as_text(self) -> str:
        """Both secrets, to be kept where nobody else reads them."""
        return json.dumps({"identity": self.opening.identity, "private": self.signing.private})

    @classmethod
    def from_text(cls, text: str | bytes) -> "OwnKeys":
        held = json.loads(text)
        return cls(TeamKey.from_identity(held["identity"]), SigningKey.from_private(held["private"]))


def held(inspection: Inspection) -> OwnKeys | None:
    """This laptop's keys for an inspection; None where it has none yet, or they are another laptop's."""
    noted = json.loads(inspection.store.setting(_HELD, "{}"))
    if not noted or noted["machine"] != machine.machine_id():
        return None
    text = noted.get("keys") or vault.get(noted["name"])
    return OwnKeys.from_text(text) if text else None


def make(inspection: Inspection) -> OwnKeys:
    """This laptop's keys, made on first use. What it signed with before stays its signing key, because
    others may know it by that already.
    """
    keys = held(inspection)
    if keys is None:
        before = json.loads(inspection.store.setting(SIGNING, "{}"))
        ours = before.get("device") == inspection.journal.device
        signing = SigningKey.from_private(before["private"]) if ours else SigningKey.make()
        keys = OwnKeys(TeamKey.make(), signing)
        keep(inspection, keys)
    return keys


def renew(inspection: Inspection) -> OwnKeys:
    """Other keys for this laptop, which is another device from here on: the old keys' chain has ended."""
    keys = OwnKeys.make()
    with inspection.store.transaction():
        inspection.journal.device = new_id()
        inspection.store.set_setting("device", inspection.journal.device)
        keep(inspection, keys)
    return keys


def keep(inspection: Inspection, keys: OwnKeys) -> None:
    """Makes these this laptop's keys for an inspection."""
    name = f"{inspection.id} {keys.public[:16]}"
    in_vault = vault.put(name, keys.as_text())
    noted = {"machine": machine.machine_id(), "name": name, "keys": "" if in_vault else keys.as_text()}
    with inspection.store.transaction():
        inspection.store.set_setting(_HELD, json.dumps(noted))
        inspection.store.set_setting(OWN_KEY, keys.public)


def in_keyring(inspection: Inspection) -> bool:
    """Whether the keys lie in the operating system's keyring and not in the file."""
    noted = json.loads(inspection.store.setting(_HELD, "{}"))
    return bool(noted) and not noted["keys"]


def in_keyring_as(inspection: Inspection) -> tuple[str, ...]:
    """The name of the entry, where the keys lie in this computer's keyring."""
    noted = json.loads(inspection.store.setting(_HELD, "{}"))
    return (noted["name"],) if noted and not noted["keys"] else ()


def move_here(inspection: Inspection) -> OwnKeys:
    """Takes over keys that came in the file from another computer, which this one takes the place of.

    Raises `Refused` where the file holds none: they lie in the other computer's keyring.
    """
    noted = json.loads(inspection.store.setting(_HELD, "{}"))
    if not noted.get("keys"):
        said = "This file holds no keys that could be taken over."
        raise Refused(said, advice="Make a new card, and have the lead accept it.")
    keys = OwnKeys.from_text(noted["keys"])
    keep(inspection, keys)
    return keys


# -- keys without a file: of somebody who has made a card and waits for the lead's first package -------------


def make_waiting(passphrase: str) -> OwnKeys:
    """New keys for somebody who has no file yet, sealed with the passphrase that the file will have."""
    keys = OwnKeys.make()
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    sealed = AESGCM(_derived(passphrase, salt)).encrypt(nonce, keys.as_text().encode(), None)
    _waiting_file(keys).parent.mkdir(parents=True, exist_ok=True)
    _waiting_file(keys).write_bytes(salt + nonce + sealed)
    return keys


def waiting(passphrase: str) -> list[OwnKeys]:
    """The keys that wait for a file, as far as this passphrase opens them. Raises `WrongPassphrase` where
    it opens none of those that there are.
    """
    files = sorted((machine.home() / _WAITING).glob("*.keys"))
    found = []
    for file in files:
        data = file.read_bytes()
        salt, nonce, sealed = data[:_SALT], data[_SALT : _SALT + _NONCE], data[_SALT + _NONCE :]
        try:
            found.append(OwnKeys.from_text(AESGCM(_derived(passphrase, salt)).decrypt(nonce, sealed, None)))
        except (InvalidTag, ValueError):
            continue
    if files and not found:
        raise WrongPassphrase(
            "The passphrase is not the one that the card was made with.", advice="Try the passphrase again."
        )
    return found


def no_longer_waiting(keys: OwnKeys) -> None:
    """Forgets keys that a file holds now."""
    _waiting_file(keys).unlink(missing_ok=True)


def _waiting_file(keys: OwnKeys) -> Path:
    return machine.home() / _WAITING / f"{keys.public[:16]}.keys"


def _derived(passphrase: str, salt: bytes) -> bytes:
    """A key from a passphrase, at the same cost as an inspection file's own."""
    words = unicodedata.normalize("NFC", passphrase)
    return hashlib.pbkdf2_hmac("sha512", words.encode(), salt, _ROUNDS, 32)
