"""The end of a key: what it still counts for, what is refused, and a team that is founded anew."""

import pytest

from fieldwork.errors import Refused
from fieldwork.exchange import ring
from fieldwork.exchange.refusals import NotForUs, OtherFounder, RetiredKey
from fieldwork.exchange.senders import Rules
from fieldwork.exchange.team import own
from fieldwork.exchange.team import people as roll
from fieldwork.exchange.team.accepting import accept, found, make_card
from fieldwork.exchange.team.cards import signed
from fieldwork.exchange.team.deciding import admit, retire
from fieldwork.inspection import aside, checking
from fieldwork.inspection.records import Role
from fieldwork.inspection.roster import Why
from tests.exchange.team.forging import ANSWER, said, sealed
from tests.exchange.team.laptops import LEAD, Trio


def test_packages_of_a_retired_key_are_refused_whatever_its_clock_says(trio: Trio) -> None:
    team, lead, asha = trio[:3]
    asha.answer("A100001", "2.1.1", "yes")
    team.swap(asha)
    (ended,) = retire(lead.file, LEAD, "Asha Reader", reason="Laptop lost")
    assert (ended.reason, bool(ended.retired)) == ("Laptop lost", True)
    backdated = sealed(asha, team.post, said(asha, ANSWER, "yes"), made="2019-09-01T09:00:00.000Z/0000")
    with pytest.raises(RetiredKey, match="the lead has retired"):
        lead.receive(backdated)
    assert lead.values("A100001") == {"2.1.1": "yes"}, "what had come before stays"
    assert lead.file.value(*ANSWER) is None
    assert checking.check(lead.file) == []


def test_a_late_package_can_be_looked_at_kept_aside_and_admitted(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    asha.answer("A100001", "2.1.1", "yes")
    late = asha.send(team.post)
    retire(lead.file, LEAD, "Asha Reader")
    got = lead.receive(late, Rules(retired_too=True))
    assert {one.why for one in got.aside} == {Why.RETIRED}
    assert lead.values("A100001") == {}
    admit(lead.file, LEAD, [one.change.id for one in got.aside])
    assert (lead.values("A100001"), aside.kept(lead.file)) == ({"2.1.1": "yes"}, [])
    team.give(bryn.user, "A100001")
    team.swap(bryn)
    assert bryn.values("A100001") == {"2.1.1": "yes"}


def test_what_reached_another_lead_first_ceases_to_count_there_once_the_end_is_heard_of(trio: Trio) -> None:
    team, lead, asha = trio[:3]
    dora = team.laptop("dora")
    accepted = team.accept(dora, "Dora Lead", Role.LEAD)
    team.first_package(dora, accepted.person.id)
    team.swap(asha)
    early = said(asha, ANSWER, "yes")
    lead.receive(sealed(asha, team.post, early))
    both = sealed(asha, team.post, early, said(asha, ANSWER._replace(field="note"), "More", after=early))
    dora.receive(both)
    assert dora.file.record("answer", ANSWER.entity_id) == {"value": "yes", "note": "More"}
    retire(lead.file, LEAD, "Asha Reader")
    dora.receive(lead.send_to(dora, team.post))
    assert dora.file.record("answer", ANSWER.entity_id) == {"value": "yes"}
    assert dora.file.record("answer", ANSWER.entity_id) == lead.file.record("answer", ANSWER.entity_id)
    assert [one.why for one in aside.kept(dora.file)] == [Why.RETIRED]
    with pytest.raises(RetiredKey):
        lead.receive(both)
    assert checking.check(dora.file) == checking.check(lead.file) == []


def test_nothing_is_sealed_to_a_retired_key_and_the_teams_key_is_renewed(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    before = ring.team_key(lead.file).identity
    keys = own.held(asha.file)
    retire(lead.file, LEAD, "Asha Reader")
    assert ring.team_key(lead.file).identity != before
    assert before in ring.identities(lead.file), "old packages open still"
    with pytest.raises(Refused, match="joined by card"):
        lead.sends(asha, team.post)
    news = lead.sends(bryn, team.post)
    assert keys is not None and keys.recipient not in news.recipients
    assert news.package is not None
    bryn.receive(news.package)
    assert ring.team_key(bryn.file) == ring.team_key(lead.file) != ring.team_key(asha.file)
    with pytest.raises(NotForUs):
        asha.receive(news.package)


def test_a_person_whose_key_is_retired_joins_again_with_a_new_one(trio: Trio) -> None:
    team, lead, asha = trio[:3]
    retire(lead.file, LEAD, "Asha Reader")
    device = asha.file.journal.device
    keys = own.held(asha.file)
    own.renew(asha.file)  # nothing is sealed to her that could tell her laptop; she was told by telephone
    card = make_card(asha.file, asha.user)
    assert keys is not None and card.signer != keys.public and asha.file.journal.device != device
    lead.at_hand()
    accept(lead.file, LEAD, card, words=card.words)
    asha.receive(lead.send_to(asha, team.post))
    asha.answer("A100001", "2.1.1", "no")
    assert lead.receive(asha.send(team.post)).aside == ()
    assert lead.values("A100001") == {"2.1.1": "no"}
    (member,) = [m for m in roll.members(lead.file) if m.person.id == asha.user]
    assert [bool(one.retired) for one in member.laptops] == [True, False]
    with pytest.raises(Refused, match="has been retired"):
        accept(lead.file, LEAD, signed(card, keys))


def test_the_founders_key_ends_by_a_new_founding_taken_up_by_its_words(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    asha.answer("A100001", "2.1.1", "yes")
    team.swap(asha, bryn)
    with pytest.raises(Refused, match="founder's own key"):
        retire(lead.file, LEAD, "Carys Lead")
    old = own.held(lead.file)
    words = found(lead.file, LEAD)
    path = lead.send_to(asha, team.post, again=True)
    with pytest.raises(OtherFounder, match="another lead has founded"):
        asha.receive(path)
    with pytest.raises(OtherFounder):
        asha.receive(path, Rules(founder="river-42 candle-17 otter-88 maple-60"))
    assert asha.receive(path, Rules(founder=words)).founded
    asha.answer("A100001", "2.1.2", "no")
    assert lead.receive(asha.send(team.post)).aside == ()
    assert lead.values("A100001") == {"2.1.1": "yes", "2.1.2": "no"}
    roster = asha.file.standing.roster
    assert roster is not None and old is not None
    assert roster.holders[old.public].retired is not None
    assert checking.check(asha.file) == checking.check(lead.file) == []
