"""Merging what an admitted package holds: what counts goes into the journal, the rest is kept aside.

A person's package may hold their own words; a lead's may hold everybody's. Whatever else is in one is
hearsay. The roster's own changes go first, since they say how the others are judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldwork.exchange.format import Manifest
from fieldwork.exchange.team import queries as known
from fieldwork.exchange.team.deciding import renew_team_key
from fieldwork.exchange.team.extents import Extent, Have
from fieldwork.exchange.team.people import KIND
from fieldwork.inspection import aside
from fieldwork.inspection.aside import Kept
from fieldwork.inspection.changes import Change
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.roster import KEY, Roster, Why, is_rosters


@dataclass(frozen=True, slots=True)
class Merged:
    """What was new and counts, and what was new and is kept aside."""

    fresh: tuple[Change, ...]
    kept: tuple[Kept, ...] = ()


def merge(
    inspection: Inspection, manifest: Manifest, changes: Sequence[Change], *, trusted: bool = False
) -> Merged:
    """Takes in the changes of a package that has been noted, inside a transaction of the caller's.

    `trusted` is the package of a lead by which this copy comes to know the team.
    """
    roster = inspection.standing.roster
    if roster is None:
        return Merged(tuple(inspection.merge(changes, manifest.package)))
    if trusted:
        fresh = inspection.merge(changes, manifest.package)
        aside.rejudge(inspection)
        return _merged(inspection, manifest, fresh)
    vouched = _vouches(roster, manifest)
    first = [c for c in changes if is_rosters(c.register) and (vouched or _own(roster, manifest, c))]
    fresh = inspection.merge(first, manifest.package) if first else []
    if fresh:
        aside.rejudge(inspection)
    counting, kept = _judged(inspection, manifest, changes, vouched)
    fresh += inspection.merge(counting, manifest.package)
    aside.keep(inspection, kept)
    return _merged(inspection, manifest, fresh)


def _merged(inspection: Inspection, manifest: Manifest, fresh: Sequence[Change]) -> Merged:
    here = {k.change.id: k for k in aside.kept(inspection) if k.package == manifest.package}
    return Merged(tuple(c for c in fresh if c.id not in here), tuple(here.values()))


def _vouches(roster: Roster, manifest: Manifest) -> bool:
    """Whether the sender was a lead when the package was made, with a key that counts still."""
    holder = roster.holders.get(manifest.signing_key)
    accepted = holder is not None and holder.person == manifest.sender and holder.retired is None
    return accepted and roster.is_lead(manifest.sender, manifest.device, max(manifest.seq, 1))


def _own(roster: Roster, manifest: Manifest, change: Change) -> bool:
    """Whether a change bears the name of the sender, whose laptop the lead has accepted."""
    holder = roster.holders.get(manifest.signing_key)
    return holder is not None and holder.person == manifest.sender == change.author


def _judged(
    inspection: Inspection, manifest: Manifest, changes: Sequence[Change], vouched: bool
) -> tuple[list[Change], list[Kept]]:
    """The changes that count as the roster is now, and the others with the reason."""
    roster, claims = inspection.standing.roster, inspection.standing.claims()
    if roster is None:
        return list(changes), []
    claims.setdefault(manifest.device, manifest.signing_key)
    counting: list[Change] = []
    kept: list[Kept] = []
    for change in changes:
        known_by = vouched or _own(roster, manifest, change) or change.id in roster.admitted
        why = roster.fault(change, claims) if known_by else Why.HEARSAY
        if why is None:
            counting.append(change)
        else:
            kept.append(Kept(change, why, manifest.package))
    return counting, kept


def learn(inspection: Inspection, author: str, manifest: Manifest) -> None:
    """Remembers what a package tells of its sender's laptop and of what is held, in the caller's transaction.

    On a lead's laptop a device that an accepted key signs from for the first time is bound to that key.
    """
    known.note_peer(inspection, manifest)
    roster = inspection.standing.roster
    if roster is not None and _vouches(roster, manifest):
        if manifest.extent:
            _extend(inspection, Extent.from_record(manifest.extent))
        if manifest.team_key:
            renew_team_key(inspection, manifest.team_key)
    _bind(inspection, author, manifest)


def _extend(inspection: Inspection, extent: Extent) -> None:
    """Counts a package to what this copy holds; a whole copy keeps to what its journal shows."""
    have = known.held(inspection)
    if have.scope is None and extent.after.scope is None:
        return
    own = set(known.made_here(inspection))
    known.note_held(inspection, _without(extent, own).applied(_leave_out(have, own)))


def _without(extent: Extent, devices: set[str]) -> Extent:
    """What a package does for others' entries: of our own, we hold more than anybody."""
    return Extent(_leave_out(extent.before, devices), _leave_out(extent.after, devices))


def _leave_out(have: Have, devices: set[str]) -> Have:
    return Have({d: seq for d, seq in have.upto.items() if d not in devices}, have.scope)


def _bind(inspection: Inspection, author: str, manifest: Manifest) -> None:
    roster = inspection.standing.roster
    if roster is None or not roster.is_lead(author) or manifest.device in roster.bound:
        return
    holder = roster.holders.get(manifest.signing_key)
    if holder is not None and holder.retired is None:
        with inspection.edit(author, "Noted another place of a laptop's file", kind=KIND) as edit:
            edit.set(KEY, holder.key, "devices", [*holder.devices, manifest.device])
