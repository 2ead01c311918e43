"""Which place an inspection uses, which servers are trusted, and the way to one of them."""

import json

from fieldwork.errors import Refused
from fieldwork.exchange.parcels import package_name
from fieldwork.exchange.places import credentials, queries
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.faults import HostChanged, NoBackEnd
from fieldwork.exchange.places.folder import Folder
from fieldwork.exchange.places.place import Place
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION

_FIELD = "place"
_OURS = "exchange place"
_TRUSTED = "trusted servers"
_PACKAGES = {"sftp": "sshfs", "webdav": "webdav4", "webdavs": "webdav4", "s3": "obstore"}


def chosen(inspection: Inspection) -> Address | None:
    """The place to use: this laptop's own, else the team's; None where neither is set."""
    return of_laptop(inspection) or of_team(inspection)


def of_team(inspection: Inspection) -> Address | None:
    """The place that the inspection names for everybody."""
    text = inspection.value("inspection", THE_INSPECTION, _FIELD)
    return parse(text) if isinstance(text, str) and text else None


def of_laptop(inspection: Inspection) -> Address | None:
    """The place that this laptop uses instead."""
    text = inspection.store.setting(_OURS)
    return parse(text) if text else None


def choose_for_team(inspection: Inspection, author: str, address: Address | None) -> None:
    """Names the place for everybody; a change like any other, so it travels and can be undone."""
    with inspection.edit(author, "Named the place for packages") as edit:
        edit.set("inspection", THE_INSPECTION, _FIELD, address.text if address else None)


def choose_for_laptop(inspection: Inspection, address: Address | None) -> None:
    """Has this laptop use another place than the team's; None goes back to the team's."""
    with inspection.store.transaction():
        inspection.store.set_setting(_OURS, address.text if address else "")


def is_known(inspection: Inspection, address: Address) -> bool:
    """Whether the place was named or used before, so that its being away is no mistyped address."""
    named = {one.text for one in (of_team(inspection), of_laptop(inspection)) if one}
    return address.text in named or address.text in queries.places_used(inspection)


def needed(inspection: Inspection, address: Address | None = None) -> Address:
    """The place given, else the one chosen. Raises `Refused` where there is neither."""
    found = address or chosen(inspection)
    if found is None:
        raise Refused(
            "No place for packages has been chosen.",
            advice="Name one: fieldwork place FILE ADDRESS, or give it with the command.",
        )
    return found


def connect(inspection: Inspection, address: Address) -> Place:
    """The way to a place. Raises PlaceAway, PlaceRefuses, HostUnknown, HostChanged or NoBackEnd."""
    who = credentials.known(inspection, address)
    return _connected(address, who, trusted(inspection, address))


def introduce(inspection: Inspection, address: Address, who: Credentials | None, trust: str = "") -> str:
    """Makes a place ready for this laptop: keeps who we are there, confirms its server's key, and shows
    that packages can be put there and taken back. Returns where the credentials are kept, if any.

    `trust` is the fingerprint that a person has compared. Nothing is kept unless all of it works.
    """
    line = _confirmed(address, trust) if trust else trusted(inspection, address)
    known = who or credentials.known(inspection, address)
    with _connected(address, known, line) as place:
        place.prove(package_name())
    if trust:
        _trust(inspection, address, line)
    return credentials.keep(inspection, address, who) if who else ""


def trusted(inspection: Inspection, address: Address) -> str:
    """The key of a server that a person has confirmed, as OpenSSH writes it; empty for none."""
    return str(_all_trusted(inspection).get(address.server, "")) if address.kind == "sftp" else ""


def _connected(address: Address, who: Credentials, trusted_key: str) -> Place:
    if address.kind == "folder":
        return Folder(address)
    # Slow to import, and each wanted by few: so only now.
    try:
        if address.kind == "sftp":
            from fieldwork.exchange.places.sftp import Sftp

            return Sftp(address, who, trusted_key)
        if address.kind == "s3":
            from fieldwork.exchange.places.s3 import Bucket

            return Bucket(address, who)
        from fieldwork.exchange.places.webdav import WebDav

        return WebDav(address, who)
    except ModuleNotFoundError as error:
        raise NoBackEnd(address.kind, _PACKAGES[address.kind]) from error


def _confirmed(address: Address, fingerprint: str) -> str:
    """The line of the server's key, where its fingerprint is the one that was compared."""
    if address.kind != "sftp":
        raise Refused(
            f"{address.shown} has no key to confirm.",
            advice="Only SFTP servers are known by a key of theirs.",
        )
    from fieldwork.exchange.places.sftp import host_key

    shown = host_key(address)
    if shown.fingerprint != fingerprint.strip():
        raise HostChanged(address.server, fingerprint, shown.fingerprint)
    return shown.line


def _all_trusted(inspection: Inspection) -> dict[str, str]:
    found: dict[str, str] = json.loads(inspection.store.setting(_TRUSTED, "{}"))
    return found


def _trust(inspection: Inspection, address: Address, line: str) -> None:
    with inspection.store.transaction():
        held = _all_trusted(inspection) | {address.server: line}
        inspection.store.set_setting(_TRUSTED, json.dumps(held))
