"""Working a roster out from its own changes, in whatever order they came: pure.

A roster has a founder, the lead who accepted the first card; every copy of the file keeps the founder's key.
First count the founder's changes, then those of the leads whom the founder named, then those of the leads
whom these named. A lead cannot change what the roster says of the founder, or of a lead who is nearer to the
founder. So no order of arrival and no clock decides who may do what.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fieldwork.inspection.changes import Change, Head, Register, fold
from fieldwork.inspection.records import Role
from fieldwork.inspection.roster import (
    ADMITTED,
    GRANT,
    KEY,
    PERSONS_ROLE,
    TEAM,
    Grant,
    Holder,
    Positions,
    Roster,
    by_seniority,
    is_rosters,
)


def read(root: str, founder: str, changes: Iterable[Change]) -> Roster:
    """The roster from all its changes, in any order, as the founder's key and id say whose it is."""
    waiting = [c for c in changes if is_rosters(c.register)]
    own = [c for c in waiting if c.author == founder]
    since = _since(root, own)
    accepted = {c.id: c for c in own}
    accepted.update((c.id, c) for c in waiting if c.entity == "person" and c.seq <= since.get(c.device, 0))
    overruled: set[str] = set()
    ranked: set[str] = set()
    new = {founder}
    while new:
        ranked |= new
        roster = _folded(root, founder, since, accepted.values(), overruled)
        new = _leads(roster) - ranked
        for change in waiting:
            if change.author in new and roster.is_lead(change.author, change.device, change.seq):
                above = _about(change, roster) in ranked
                overruled.add(change.id) if above else accepted.setdefault(change.id, change)
    roster = _folded(root, founder, since, accepted.values(), overruled)
    standing = [c for c in accepted.values() if not roster.is_retired(c, {})]
    return _folded(root, founder, since, standing, overruled)


def _since(root: str, changes: Iterable[Change]) -> Positions:
    head = fold([c for c in changes if c.register == Register(TEAM, root, "since")])
    return _positions(head.value if head else None)


def _leads(roster: Roster) -> set[str]:
    """Everybody who is or was a lead; at which places is asked change by change."""
    granted = {p for p, grants in roster.grants.items() if any(g.role is Role.LEAD for g in grants)}
    plain = {p for p, role in roster.shown.items() if role is Role.LEAD and p not in roster.grants}
    return granted | plain


def _about(change: Change, roster: Roster) -> str:
    """The person whom a change of the roster is about, as far as the roster tells already."""
    if change.entity == "person":
        return change.entity_id
    if change.entity == KEY:
        holder = roster.holders.get(change.entity_id)
        return holder.person if holder else ""
    if change.entity == TEAM:
        return roster.founder
    said = change.value if change.entity == GRANT and isinstance(change.value, dict) else {}
    return str(said.get("person", ""))


def _folded(
    root: str, founder: str, since: Positions, changes: Iterable[Change], overruled: set[str]
) -> Roster:
    """What accepted changes say, each register by its own fold; but a key that was retired stays so."""
    by_register: dict[Register, list[Change]] = {}
    for change in changes:
        by_register.setdefault(change.register, []).append(change)
    heads = {register: head for register, group in by_register.items() if (head := fold(group))}
    values = {register: head.value for register, head in heads.items() if head.value is not None}
    holders = _holders(root, by_register, values)
    recovery = values.get(Register(TEAM, root, "recovery"))
    return Roster(
        root=root,
        founder=founder,
        since=since,
        recovery=recovery if isinstance(recovery, str) else "",
        holders=holders,
        bound={d: h.key for h in reversed(by_seniority(holders.values())) for d in h.devices},
        grants=_grants(heads),
        shown={r.entity_id: Role(v) for r, v in values.items() if r[::2] == PERSONS_ROLE and v in set(Role)},
        admitted=frozenset(r.entity_id for r in values if r.entity == ADMITTED),
        overruled=frozenset(overruled),
    )


def _holders(
    root: str, by_register: Mapping[Register, list[Change]], values: Mapping[Register, Any]
) -> dict[str, Holder]:
    found = {}
    for register, card in values.items():
        if register.entity != KEY or register.field != "card" or not isinstance(card, dict):
            continue
        key = register.entity_id
        devices = values.get(Register(KEY, key, "devices"))
        # The founder's first key answers for all others: only a new founding puts an end to it.
        ended = None if key == root else _end(by_register.get(Register(KEY, key, "retired"), []))
        said = ended.value if ended else {}
        found[key] = Holder(
            key=key,
            person=str(card.get("person", "")),
            recipient=str(card.get("recipient", "")),
            devices=tuple(map(str, devices)) if isinstance(devices, list) else (),
            laptop=str(card.get("laptop", "")),
            accepted=min(c.at for c in by_register[register]),
            retired=_positions(said.get("positions")) if ended else None,
            retired_at=ended.at if ended else "",
            reason=str(said.get("reason", "")),
        )
    return found


def _end(changes: Iterable[Change]) -> Change | None:
    """The latest change that retired a key; none gives it back."""
    ended = (change for change in changes if isinstance(change.value, dict))
    return max(ended, key=lambda c: (c.at, c.id), default=None)


def _grants(heads: Mapping[Register, Head]) -> dict[str, tuple[Grant, ...]]:
    found: dict[str, list[Grant]] = {}
    for register, head in heads.items():
        said = head.value
        if register.entity == GRANT and isinstance(said, dict) and said.get("role") in set(Role):
            person, since = str(said.get("person", "")), _positions(said.get("since"))
            grant = Grant(register.entity_id, head.at, person, Role(said["role"]), since)
            found.setdefault(person, []).append(grant)
    return {person: tuple(sorted(given, key=lambda g: (g.at, g.id))) for person, given in found.items()}


def _positions(value: Any) -> Positions:
    held = value if isinstance(value, dict) else {}
    return {str(device): seq for device, seq in held.items() if type(seq) is int}
