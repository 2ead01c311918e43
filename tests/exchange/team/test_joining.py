"""From a card to a file of one's own: who joins, what they get, and what reaches the lead."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.exchange.dispatch import joined, send_to
from fieldwork.exchange.joining import join
from fieldwork.exchange.receive import receive
from fieldwork.exchange.refusals import NotForUs, UnknownSender
from fieldwork.exchange.send import send
from fieldwork.exchange.team import own
from fieldwork.exchange.team import people as roll
from fieldwork.exchange.team.accepting import accept, make_card, make_card_without_file
from fieldwork.exchange.team.cards import signed
from fieldwork.inspection import checking, queries
from fieldwork.inspection.errors import WrongPassphrase
from fieldwork.inspection.records import Role
from tests.conftest import PASSPHRASE, READER
from tests.exchange.team.laptops import LEAD, Laptop, Team, Trio


def refs(laptop: Laptop) -> set[str]:
    return {str(row.ref) for row in queries.cases(laptop.file)}


def words_of(laptop: Laptop) -> str:
    return next(one.words for m in roll.members(laptop.file) for one in m.laptops if one.ours)


def test_a_person_joins_gets_their_own_cases_and_their_work_reaches_the_lead(trio: Trio) -> None:
    lead, asha = trio.lead, trio.asha
    user = queries.user(asha.file)
    assert user is not None and (user.name, user.role) == ("Asha Reader", Role.INSPECTOR)
    assert (refs(asha), asha.file.id) == ({"A100001"}, lead.file.id)
    asha.answer("A100001", "2.1.1", "yes")
    got = lead.receive(asha.send(trio.team.post))
    assert (got.sender, got.aside, got.first) == ("Asha Reader", (), False)
    assert lead.values("A100001") == {"2.1.1": "yes"}
    assert got.receipt is not None
    asha.receive(got.receipt)
    assert send(asha.file, asha.user, trio.team.post).package is None
    assert [checking.check(laptop.file) for laptop in trio[1:]] == [[], [], []]


def test_nothing_of_other_peoples_cases_is_on_an_inspectors_laptop(trio: Trio) -> None:
    trio.lead.answer("A100003", "2.1.1", "no")
    trio.bryn.answer("A100002", "2.1.1", "no")
    trio.team.swap(trio.asha, trio.bryn)
    ids = {c.entity_id for c in trio.asha.file.journal.all() if c.entity in ("case", "answer")}
    assert {key.partition("/")[0] for key in ids} == {"A100001"}
    assert trio.asha.file.records("person") == trio.lead.file.records("person")
    assert trio.lead.values("A100002") == {"2.1.1": "no"}


def test_a_later_package_holds_only_what_is_lacked(trio: Trio) -> None:
    team, lead, asha = trio[:3]
    assert lead.sends(asha, team.post).package is None
    with lead.file.edit(LEAD, "Set the rooms") as edit:
        edit.set("office", "somewhere", "rooms", 3)
    news = lead.sends(asha, team.post)
    assert news.package is not None and (news.changes, news.cases) == (1, 0)
    assert lead.sends(asha, team.post).package is None
    team.give(asha.user, "A100003")
    more = lead.sends(asha, team.post)
    assert more.package is not None and more.cases == 1
    assert asha.receive(more.package).kind == "assignment"
    assert refs(asha) == {"A100001", "A100003"}
    assert asha.receive(news.package).new_changes == 0, "what was not acknowledged went along"


def test_a_lost_package_is_made_good_by_the_next(trio: Trio) -> None:
    team, lead, asha = trio[:3]
    team.give(asha.user, "A100002")
    lead.send_to(asha, team.post).unlink()
    team.give(asha.user, "A100003")
    asha.receive(lead.send_to(asha, team.post))
    assert refs(asha) == {"A100001", "A100002", "A100003"}
    asha.answer("A100003", "2.1.1", "yes")
    asha.send(team.post).unlink()
    assert lead.receive(asha.send(team.post, again=True)).new_changes
    assert lead.values("A100003") == {"2.1.1": "yes"}
    assert checking.check(asha.file) == []


def test_a_copy_put_back_from_a_backup_is_sent_everything_again(trio: Trio) -> None:
    team, lead, asha = trio[:3]
    asha.close()
    kept = asha.path.read_bytes()
    asha.open()
    team.give(asha.user, "A100002")
    team.swap(asha)
    asha.close()
    asha.path.write_bytes(kept)
    asha.open()
    assert refs(asha) == {"A100001"}
    asha.answer("A100001", "2.1.1", "yes")
    team.swap(asha)
    assert refs(asha) == {"A100001", "A100002"}
    assert lead.values("A100001") == {"2.1.1": "yes"}


def test_a_laptop_with_a_copy_of_the_open_file_joins_with_the_work_that_it_has(people: Team) -> None:
    lead, imran = people.lead, people.laptop("imran", PASSPHRASE)
    lead.close()
    shutil.copy(lead.path, imran.path)
    lead.open()
    imran.open()
    queries.set_user(imran.file, READER)
    imran.answer("A100001", "2.1.1", "yes")
    card = make_card(imran.file, READER)
    assert (card.inspection, card.person, card.role) == (lead.file.id, READER, Role.INSPECTOR)
    lead.at_hand()
    done = accept(lead.file, LEAD, card, words=card.words)
    assert (done.founded, done.new_person) == (True, False)
    assert imran.receive(lead.send_to(imran, people.post)).founded
    assert lead.receive(imran.send(people.post)).aside == ()
    assert lead.values("A100001") == {"2.1.1": "yes"}
    assert checking.check(imran.file) == checking.check(lead.file) == []


def test_a_copy_that_has_not_joined_is_refused_with_a_sentence_from_the_first_card_on(trio: Trio) -> None:
    stranger = trio.team.laptop("stranger", PASSPHRASE)
    trio.lead.close()
    shutil.copy(trio.lead.path, stranger.path)
    trio.lead.open()
    stranger.open()
    queries.set_user(stranger.file, READER)
    stranger.answer("A100001", "2.1.1", "no")
    with pytest.raises(Refused, match="has not accepted this laptop"):
        stranger.send(trio.team.post)
    with stranger.file.store.transaction():  # a program that does not ask
        stranger.file.store.execute("DELETE FROM setting WHERE key = 'founder'")
    path = stranger.send(trio.team.post)
    with pytest.raises(UnknownSender, match="not known to this inspection"):
        trio.lead.receive(path)
    assert trio.lead.values("A100001") == {}


def test_a_package_for_one_person_opens_for_nobody_else(trio: Trio) -> None:
    trio.team.give(trio.asha.user, "A100003")
    with pytest.raises(NotForUs):
        trio.bryn.receive(trio.lead.send_to(trio.asha, trio.team.post))
    trio.asha.answer("A100001", "2.1.1", "yes")
    with pytest.raises(NotForUs):
        trio.bryn.receive(trio.asha.send(trio.team.post))


def first_package(team: Team, laptop: Laptop) -> Path:
    accepted = team.accept(laptop, "Cara Reader")
    sent = send_to(team.lead.file, LEAD, team.post, accepted.person.id)
    assert sent.package is not None
    laptop.at_hand()
    return sent.package


def test_joining_needs_the_leads_words_the_own_passphrase_and_leaves_no_file_behind(trio: Trio) -> None:
    cara = trio.team.laptop("cara")
    path, words = first_package(trio.team, cara), words_of(trio.lead)
    cara.at_hand()
    with pytest.raises(Refused, match="not what was given"):
        join(path, cara.path, cara.passphrase, words="river-42 candle-17 otter-88 maple-60")
    with pytest.raises(WrongPassphrase):
        join(path, cara.path, "something else")
    assert not cara.path.exists()
    done = join(path, cara.path, cara.passphrase, words=words.upper().replace("-", " "))
    assert (done.words, done.lead, done.person) == (words, "Carys Lead", "Cara Reader")
    with pytest.raises(Refused, match="no keys here"):
        join(path, cara.folder / "again.fieldwork", cara.passphrase)
    cara.open()
    before = list(cara.file.journal.all())
    got = receive(cara.file, cara.user, path)
    assert (got.again, got.new_changes, got.aside) == (True, 0, ())
    assert list(cara.file.journal.all()) == before


def test_somebody_elses_keys_do_not_open_a_first_package(trio: Trio) -> None:
    path = first_package(trio.team, trio.team.laptop("cara"))
    thief = trio.team.laptop("thief")
    thief.at_hand()
    make_card_without_file(thief.passphrase, "Thief", Role.LEAD)
    with pytest.raises(NotForUs):
        join(path, thief.path, thief.passphrase)
    assert not thief.path.exists()


def test_a_second_laptop_begins_with_everything_that_is_its_persons(trio: Trio) -> None:
    trio.asha.answer("A100001", "2.1.1", "yes")
    trio.team.swap(trio.asha)
    second = trio.team.laptop("second")
    trio.team.accept(second, "Asha Reader")
    path = trio.lead.send_to(trio.asha, trio.team.post)
    second.at_hand()
    assert join(path, second.path, second.passphrase).cases == 1
    second.open()
    assert second.values("A100001") == {"2.1.1": "yes"}
    assert trio.asha.receive(path).new_changes == 2, "the acceptance of the other laptop"


def test_only_the_lead_accepts_and_sends_to_others(trio: Trio) -> None:
    other = trio.team.laptop("other")
    other.at_hand()
    card = make_card_without_file(other.passphrase, "Other", Role.INSPECTOR)
    asha, post = trio.asha, trio.team.post
    with pytest.raises(Refused, match="Only a lead accepts"):
        accept(asha.file, asha.user, card)
    with pytest.raises(Refused, match="Only a lead sends"):
        send_to(asha.file, asha.user, post, LEAD)
    with pytest.raises(Refused, match="said whom the package is for"):
        send(trio.lead.file, LEAD, post)
    assert [p.name for p in joined(trio.lead.file)] == ["Asha Reader", "Bryn Assessor"]
    with pytest.raises(Refused, match="joined by card"):
        send_to(trio.lead.file, LEAD, post, READER)
    with pytest.raises(Refused, match="not those of this card"):
        accept(trio.lead.file, LEAD, card, words="river-42 candle-17 otter-88 maple-60")


def test_a_card_that_claims_somebody_elses_laptop_is_refused(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    mallory = team.laptop("mallory")
    mallory.at_hand()
    card = make_card_without_file(mallory.passphrase, "Mallory", Role.INSPECTOR)
    (keys,) = own.waiting(mallory.passphrase)
    for victim in (asha, lead):
        device = victim.file.journal.device
        claiming = signed(replace(card, devices=(device,)), keys)
        lead.at_hand()
        before = lead.file.journal.size()
        with pytest.raises(Refused, match="known as somebody else's"):
            accept(lead.file, LEAD, claiming, words=claiming.words)
        assert lead.file.journal.size() == before
    bryn.answer("A100002", "2.1.1", "yes")
    assert lead.receive(bryn.send(team.post)).aside == ()
