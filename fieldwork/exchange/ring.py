"""The keys that an inspection file holds: the team's, this copy's own, and those of the others.

The team's age key lies in every copy of the file and nowhere else, outside the journal. Each copy
(device) signs with a key of its own; its public half is told to the others in the journal.
"""

import json
from collections.abc import Collection, Mapping

from fieldwork.exchange.keys import SigningKey, TeamKey
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import NOBODY, TEAM_IDENTITY

_SIGNING = "signing key"


def team_key(inspection: Inspection) -> TeamKey:
    """The key that packages are sealed to; every copy of the file holds it from the beginning."""
    return TeamKey.from_identity(inspection.store.setting(TEAM_IDENTITY))


def signing_key(inspection: Inspection, person: str) -> SigningKey:
    """The key that this copy signs with; made on first use, and told to the others.

    Telling them is no step of a person's, so it cannot be undone.
    """
    device = inspection.journal.device
    held = json.loads(inspection.store.setting(_SIGNING, "{}"))
    if held.get("device") == device:
        key = SigningKey.from_private(held["private"])
    else:
        key = SigningKey.make()
        with inspection.store.transaction():
            held = {"device": device, "private": key.private}
            inspection.store.set_setting(_SIGNING, json.dumps(held))
    with inspection.edit(person, "Introduced this laptop", kind="introduction") as edit:
        edit.set("device", device, "signing_key", key.public)
        edit.set("device", device, "person", person or NOBODY)
    return key


def known_keys(inspection: Inspection) -> Mapping[str, Collection[str]]:
    """The public signing keys of each device that has been heard of."""
    found = inspection.records("device")
    return {device: (row["signing_key"],) for device, row in found.items() if "signing_key" in row}
