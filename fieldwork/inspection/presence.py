"""Who has a file open: noted inside it, so that only somebody with the passphrase learns it."""

import json

from fieldwork.inspection import machine
from fieldwork.inspection.changes import dump
from fieldwork.inspection.errors import InUse
from fieldwork.inspection.store import Store

_SETTING = "opened"


def note(store: Store) -> None:
    """Notes the file's own user and this computer, inside a transaction of the caller's."""
    row = store.row(
        "SELECT value FROM head WHERE entity = 'person' AND entity_id = ? AND field = 'name'",
        (store.setting("user"),),
    )
    name = json.loads(row[0]) if row else None
    store.set_setting(_SETTING, dump({"name": name or "", "computer": machine.computer()}))


def named(store: Store, error: InUse) -> InUse:
    """The refusal of a file that is open elsewhere, saying who has it."""
    who = json.loads(store.setting(_SETTING, "{}"))
    name, computer = who.get("name") or "Someone", who.get("computer", "this computer")
    sentence = f"{store.path.name} is already open: {name} has it open on {computer}."
    return InUse(sentence, advice=error.advice)
