"""Made-up changes and manifests for the tests of packages."""

from typing import Any

from fieldwork.exchange.format import Manifest
from fieldwork.exchange.keys import SigningKey, TeamKey

TEAM = TeamKey.make()
OTHER_TEAM = TeamKey.make()
ASHA = SigningKey.make()
BRYN = SigningKey.make()


def change(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A change as the journal makes them, with `fields` put in place of the usual ones."""
    return {
        "id": f"change-{number}",
        "at": f"2019-09-16T09:30:00.{number:06}Z",
        "author": "person-asha",
        "device": "laptop-1",
        "seq": number,
        "prev": "" if number == 1 else f"change-{number - 1}",
        "entity": "answer",
        "entity_id": "N001/2.1.1.a",
        "field": "note",
        "value": "Seen at the ŵyl office.\nNothing on file.",
        "replaces": [],
    } | fields


def changes(count: int) -> list[dict[str, Any]]:
    return [change(number) for number in range(1, count + 1)]


def manifest(**fields: Any) -> Manifest:
    usual: dict[str, Any] = {
        "kind": "return",
        "package": "package-1",
        "inspection": "inspection-1",
        "sender": "person-asha",
        "device": "laptop-1",
        "signing_key": ASHA.public,
        "made": "2019-09-16T17:00:00.000001Z",
        "cases": 1,
    }
    return Manifest(**(usual | fields))
