"""The team's recovery key: made once, printed once, and opening everything when a passphrase is lost.

Every laptop that has heard of it lays its file's key, sealed to the recovery key, beside the file; packages
are sealed to it as well. So whoever holds the paper opens each file, each backup that its file's folder goes
with, and each package; nobody else gains anything by what lies there.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage

from fieldwork import whole_files
from fieldwork.errors import Fault, Refused
from fieldwork.exchange.keys import parse_identity, parse_recipients
from fieldwork.exchange.team import own
from fieldwork.exchange.team.own import OwnKeys
from fieldwork.exchange.team.people import KIND, founded
from fieldwork.exchange.team.recovery_words import RecoveryKey
from fieldwork.inspection import handles, passphrases, store
from fieldwork.inspection.backups import RECOVERY_SUFFIX, sidecar_of
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.roster import TEAM
from fieldwork.inspection.sqlcipher import Key

_BEGINS, _ENDS = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"
_BLOCK = re.compile(f"# salt ([0-9a-f]{{32}})\n({_BEGINS}.*?{_ENDS})", re.DOTALL)
_ABOUT = (
    "# The key of the inspection file beside this, sealed to the team's recovery key.\n"
    "# With that key, each block opens with: age --decrypt -i recovery-key.txt\n"
)
_SEALED_TO = "sidecar sealed to"


@dataclass(frozen=True, slots=True)
class Recovered:
    """A file that opens with another passphrase now; `keys_back` says that this laptop's own keys, which
    the keyring had, were put into it.
    """

    path: Path
    keys_back: bool


def take_up(inspection: Inspection, author: str, key: RecoveryKey) -> None:
    """Seals everything to this key as well from now on, for a lead who has its sheet; it is kept nowhere.

    One taken up before ends: what is sealed from now on does not open with it.
    """
    roster = founded(inspection)
    with inspection.edit(author, "Took up a recovery key", kind=KIND) as edit:
        edit.set(TEAM, roster.root, "recovery", key.recipient)
    lay_beside(inspection)


def lay_beside(inspection: Inspection) -> Path | None:
    """Lays the file's key beside it, sealed to the team's recovery key, where that is not done yet.

    None where the team has no recovery key, or the folder takes no files.
    """
    roster = inspection.standing.roster
    if roster is None or not roster.recovery:
        return None
    key, path = inspection.store.key, sidecar_of(inspection.path)
    done = f"{roster.recovery} {key.salt.hex()}"
    if path.exists() and inspection.store.setting(_SEALED_TO) == done:
        return path
    mine = own.held(inspection)
    said = {
        "inspection": inspection.id,
        "salt": key.salt.hex(),
        "key": key.secret.hex(),
        "own": mine.as_text() if mine else "",
    }
    to = list(parse_recipients([roster.recovery]).values())
    sealed = pyrage.encrypt(json.dumps(said).encode(), to, armored=True).decode().strip()
    # Those of other keys stay, for older backups; one sealed to an earlier recovery key goes.
    others = {salt: block for salt, block in _blocks(path) if salt != key.salt.hex()}
    blocks = {key.salt.hex(): sealed, **others}
    text = _ABOUT + "".join(f"# salt {salt}\n{block}\n" for salt, block in blocks.items())
    try:
        whole_files.write(path.parent, path.name, text.encode())
    except Fault:
        return None
    with inspection.store.transaction():
        inspection.store.set_setting(_SEALED_TO, done)
    return path


def recover(path: Path, key: RecoveryKey, passphrase: str, now: datetime) -> Recovered:
    """Gives a file another passphrase with the team's recovery key. Raises `Refused` where what lies beside
    the file is missing, or does not open with this key; then the file is as it was.
    """
    store.check_looks_right(path)
    said = _opened(path, key)
    passphrases.change(
        path, Key.of_secret(bytes.fromhex(said["key"]), bytes.fromhex(said["salt"])), passphrase, now
    )
    with Inspection.open(path, passphrase) as inspection:
        back = bool(said["own"]) and own.held(inspection) is None
        if back:
            own.keep(inspection, OwnKeys.from_text(said["own"]))
        lay_beside(inspection)
    return Recovered(path, back)


def typed(path: Path) -> RecoveryKey:
    """The key that somebody typed into a text file: its line, or its words."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        said = f"The file {path.name} with the recovery key could not be read."
        raise Refused(said, advice="Check its name, and that it is text.") from error
    return RecoveryKey.read(text)


def _opened(path: Path, key: RecoveryKey) -> dict[str, str]:
    """What was laid beside a file, or beside the file that it is a copy of, about the key that it has now."""
    salt = handles.first_bytes(path, 16).hex()
    beside = [
        f for folder in (path.absolute().parent, path.absolute().parent.parent) for f in _sidecars(folder)
    ]
    sealed = [block for file in beside for found, block in _blocks(file) if found == salt]
    for block in sealed:
        with suppress(pyrage.DecryptError):
            opened: dict[str, str] = json.loads(
                pyrage.decrypt(block.encode(), [parse_identity(key.identity)])
            )
            return opened
    if sealed:
        raise Refused("This is not the recovery key of the file's team.", advice="Type it in again.")
    said = f"Beside {path.name} nothing lies that a recovery key could open it with."
    advice = f"Look for {sidecar_of(path).name}, on the laptop that the file came from."
    raise Refused(said, advice=advice)


def _sidecars(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{RECOVERY_SUFFIX}"))


def _blocks(path: Path) -> list[tuple[str, str]]:
    """The salts of the keys in such a file, each with what is sealed."""
    try:
        return _BLOCK.findall(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        return []
