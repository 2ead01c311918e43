"""What a new inspection file holds from its first moment: its id, the team's key, its programme."""

from datetime import date
from typing import TYPE_CHECKING

from fieldwork.inspection import machine
from fieldwork.inspection.changes import new_id
from fieldwork.programme.model import Programme

if TYPE_CHECKING:
    from fieldwork.inspection.file import Inspection

#: The one thing of its kind: the inspection itself, as an entity and as its id.
THE_INSPECTION = "inspection"
#: The setting that holds the team's secret age key: in every copy of the file, and nowhere else.
TEAM_IDENTITY = "team identity"
#: The author of changes made before anybody was named.
NOBODY = "nobody"


def set_up(
    inspection: "Inspection", programme: Programme, title: str, provider: str, starts: date, ends: date
) -> None:
    """Fills a new, empty file, inside a transaction of the caller's. Nobody undoes it."""
    settle(inspection, new_id(), new_team_identity())
    with inspection.edit(NOBODY, "Set up the inspection", kind="set-up") as edit:
        for field, value in {
            "title": title,
            "provider": provider,
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
            "programme": programme.id,
            "edition": programme.edition.id,
        }.items():
            edit.set("inspection", THE_INSPECTION, field, value)
        edit.set("programme", programme.id, "source", programme.source)


def settle(inspection: "Inspection", inspection_id: str, team_identity: str) -> None:
    """Says which inspection a new, empty file is of, and which copy of it, in the caller's transaction."""
    settings = {
        "device": inspection.journal.device,
        "place": machine.place_of(inspection.path),
        "inspection": inspection_id,
        TEAM_IDENTITY: team_identity,
    }
    for key, value in settings.items():
        inspection.store.set_setting(key, value)


def new_team_identity() -> str:
    """A new age key for the team, made with the file so that every copy of it can open packages."""
    from pyrage import x25519  # here, so that opening a file does not wait for it

    return str(x25519.Identity.generate())
