"""Who we are at a place: kept in the operating system's keyring, else sealed in the inspection's file.

In the file a secret is sealed once more with a key of this person's folder on this computer, because
copies of the file go to the whole team. Never in the journal, never in a log.
"""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldwork.exchange.places.address import Address
from fieldwork.exchange.team import vault
from fieldwork.inspection import machine
from fieldwork.inspection.file import Inspection

_SETTING = "credentials"
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name with a password, or with a private key's file whose passphrase `password` is.

    For S3 they are the access key's id and secret.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    key_file: str = ""


def keep(inspection: Inspection, address: Address, credentials: Credentials) -> str:
    """Remembers who we are at a place; says where: `keyring` or `file`."""
    text = json.dumps(asdict(credentials))
    sealed = "" if vault.put(account(inspection, address), text) else _seal(text)
    held = _held(inspection)
    held[address.text] = sealed
    _write(inspection, held)
    return "file" if sealed else "keyring"


def known(inspection: Inspection, address: Address) -> Credentials:
    """Who we are at a place; empty where nobody has said, or where this laptop cannot open it."""
    sealed = _held(inspection).get(address.text)
    if sealed is None:
        return Credentials(user=address.user)
    text = _open(sealed) if sealed else vault.get(account(inspection, address))
    return Credentials(**json.loads(text)) if text else Credentials(user=address.user)


def forget(inspection: Inspection, address: Address) -> None:
    """Drops what is known for a place, wherever it is kept."""
    held = _held(inspection)
    if held.pop(address.text, None) is not None:
        vault.forget(account(inspection, address))
        _write(inspection, held)


def accounts(inspection: Inspection) -> list[str]:
    """The entries that the keyring may hold for this inspection."""
    return [f"{inspection.id} {text}" for text, sealed in _held(inspection).items() if not sealed]


def account(inspection: Inspection, address: Address) -> str:
    """The name of an entry in the keyring: of one inspection, so that purging it takes its own only."""
    return f"{inspection.id} {address.text}"


def _held(inspection: Inspection) -> dict[str, str]:
    """By address: the sealed text, or nothing where the keyring holds it."""
    found: dict[str, str] = json.loads(inspection.store.setting(_SETTING, "{}"))
    return found


def _write(inspection: Inspection, held: dict[str, str]) -> None:
    with inspection.store.transaction():
        inspection.store.set_setting(_SETTING, json.dumps(held))


# -- sealed in the file -------------------------------------------------------------------------


def _seal(text: str) -> str:
    nonce = secrets.token_bytes(_NONCE)
    return b64encode(nonce + AESGCM(_machine_key()).encrypt(nonce, text.encode(), None)).decode()


def _open(sealed: str) -> str:
    raw = b64decode(sealed)
    try:
        return AESGCM(_machine_key()).decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()
    except InvalidTag:  # sealed on another computer
        return ""


def _machine_key() -> bytes:
    """This person's key on this computer, made on first use."""
    path = machine.home() / "key"
    try:
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        made = secrets.token_bytes(32)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(made.hex(), encoding="ascii")
        return made
