"""Who a package is from, and whether this copy takes packages from them. Nothing is changed by asking."""

from collections.abc import Collection
from dataclasses import dataclass

from fieldwork.exchange import ring
from fieldwork.exchange.format import Manifest
from fieldwork.exchange.keys import fingerprint
from fieldwork.exchange.refusals import (
    OtherFounder,
    OtherInspection,
    RetiredKey,
    UnknownSender,
    WrongSigner,
)
from fieldwork.exchange.team.people import folded
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.inspection.roster import Roster


@dataclass(frozen=True, slots=True)
class Rules:
    """How strictly senders are judged: with `retired_too` packages of retired keys are opened as well,
    for their changes to be kept aside; `founder` are the words of a lead's key to go by from now on.
    """

    retired_too: bool = False
    founder: str = ""


USUAL = Rules()


class Senders:
    """The laptops that a copy takes packages from, several packages in a row judged as one."""

    def __init__(self, inspection: Inspection, rules: Rules) -> None:
        self._inspection = inspection
        self._rules = rules
        self._roster = inspection.standing.roster
        self._open: dict[str, Collection[str]] = dict(ring.known_keys(inspection))

    def check(self, claimed: Manifest, signer: str) -> bool:
        """Whether this is the first that is heard of a laptop. Raises a `PackageRefused`.

        In an open file the key is taken on trust then, and must stay the same; in a team by card it must
        be one that the lead has accepted, and the sender its owner.
        """
        if claimed.inspection != self._inspection.id:
            raise OtherInspection(f"inspection {claimed.inspection}", "manifest")
        if self._roster is None or self.is_new_founder(claimed, signer):
            return self._check_open(claimed, signer)
        self._check_card(self._roster, claimed, signer)
        return False

    def is_new_founder(self, claimed: Manifest, signer: str) -> bool:
        """Whether this is the lead whose words were given, and who has founded the team anew."""
        if not self._rules.founder or folded(self._rules.founder) != folded(fingerprint(signer)):
            return False
        return claimed.root == signer

    def founds(self, claimed: Manifest, signer: str) -> bool:
        """Whether the copy goes by the sender's founder once the package is taken in: the first that it
        hears of from a lead, or one whose words were given.
        """
        if self._roster is not None:
            return self.is_new_founder(claimed, signer)
        is_lead = any(p.id == claimed.sender and p.role is Role.LEAD for p in queries.team(self._inspection))
        return bool(claimed.root) and is_lead

    def _check_open(self, claimed: Manifest, signer: str) -> bool:
        first = claimed.device not in self._open
        if signer not in self._open.setdefault(claimed.device, (signer,)) and not self._rules.founder:
            raise WrongSigner("signed by another key than that laptop's", "manifest")
        return first

    def _check_card(self, roster: Roster, claimed: Manifest, signer: str) -> None:
        if claimed.root not in ("", roster.root):
            raise OtherFounder(f"founder's key {fingerprint(claimed.root)}", "manifest")
        holder = roster.holders.get(signer)
        if holder is None:
            raise UnknownSender(f"a laptop whose key reads {fingerprint(signer)}", "manifest")
        if holder.person != claimed.sender:
            raise WrongSigner("the key was accepted as somebody else's", "manifest")
        if roster.bound.get(claimed.device, signer) != signer:
            raise WrongSigner("the laptop was accepted with another key", "manifest")
        if holder.retired is not None and not self._rules.retired_too:
            raise RetiredKey(holder.reason, "manifest")
