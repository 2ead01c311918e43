"""How much of the journal somebody holds, so that only what they lack is sent. Pure values.

The journal falls into streams: what concerns the whole team (`""`), what is known of each case (`case:REF`)
and what was read in it (`answer:REF`). Whoever holds part of the team's cases holds some streams only. How
far somebody has come is a number for each device's chain: they hold every entry up to there that belongs to
their streams, whatever else reached them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: The stream of what concerns the whole team; everybody has it.
TEAM = ""
CASE, ANSWER = "case:", "answer:"
#: Stands for all streams that begin as it does.
EVERY = "*"

Positions = Mapping[str, int]
#: Streams; None for all of them.
Scope = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Have:
    """What somebody holds: of the streams of `scope` every entry up to these positions."""

    upto: Positions = field(default_factory=dict)
    scope: Scope = frozenset()

    def as_record(self) -> dict[str, Any]:
        """As a manifest says it."""
        return {"upto": dict(self.upto), "scope": None if self.scope is None else sorted(self.scope)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Have":
        scope = record["scope"]
        return cls(record["upto"], None if scope is None else frozenset(scope))

    def reaches(self, other: "Have") -> bool:
        """Whether this holds all that the other holds."""
        further = all(self.upto.get(device, 0) >= seq for device, seq in other.upto.items())
        return further and holds_all(self.scope, other.scope)

    def lacks(self, device: str, seq: int, stream: str) -> bool:
        """Whether an entry is missing here."""
        return seq > self.upto.get(device, 0) or not holds(self.scope, stream)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a package does: whoever held `before` holds `after` once it is taken in."""

    before: Have
    after: Have

    def as_record(self) -> dict[str, Any]:
        """As a manifest says it."""
        before = self.before.as_record()
        return {"base": before["upto"], "before": before["scope"], **self.after.as_record()}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Extent":
        before = Have.from_record({"upto": record["base"], "scope": record["before"]})
        return cls(before, Have.from_record(record))

    def applied(self, have: Have) -> Have:
        """What is held by whoever held `have` and takes this in, in whatever order packages come.

        Where an earlier package is missing nothing is gained. Of two that know of each other nothing, the
        streams that both brought are held as far as either goes; the others are not relied on.
        """
        gain = self.after
        if not have.reaches(self.before) or have.reaches(gain):
            return have
        if _further(gain.upto, have.upto):
            return gain
        devices = have.upto.keys() | gain.upto.keys()
        upto = {d: max(have.upto.get(d, 0), gain.upto.get(d, 0)) for d in devices}
        return Have(upto, common(have.scope, gain.scope))


def holds(scope: Scope, stream: str) -> bool:
    """Whether a stream is among those of a scope."""
    if scope is None or stream == TEAM or stream in scope:
        return True
    return f"{stream.partition(':')[0]}:{EVERY}" in scope


def holds_all(scope: Scope, others: Scope) -> bool:
    """Whether each of the other streams is among those of a scope."""
    if scope is None or others is None:
        return scope is None
    return all(holds(scope, stream) for stream in others)


def common(one: Scope, other: Scope) -> Scope:
    """The streams that are in both."""
    if one is None or other is None:
        return other if one is None else one
    return frozenset({s for s in one if holds(other, s)} | {s for s in other if holds(one, s)})


def least(haves: Iterable[Have]) -> Have:
    """What all of these hold; nothing where there are none."""
    found: Have | None = None
    for have in haves:
        if found is None:
            found = have
        else:
            devices: Collection[str] = found.upto.keys() & have.upto.keys()
            upto = {d: min(found.upto[d], have.upto[d]) for d in devices}
            found = Have(upto, common(found.scope, have.scope))
    return found or Have()


def _further(one: Positions, other: Positions) -> bool:
    return all(one.get(device, 0) >= seq for device, seq in other.items())
