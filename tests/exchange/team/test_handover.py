"""Handing cases over between real laptops, while the one who read them is away."""

import shutil

import pytest

from fieldwork.errors import Refused
from fieldwork.exchange.handover import hand_over
from fieldwork.inspection import audit, checking, queries
from fieldwork.inspection.records import PersonId
from fieldwork.inspection.settling import Keep, settle_all, sides
from tests.conftest import PASSPHRASE, READER
from tests.exchange.team.laptops import LEAD, Laptop, Team, Trio

CASE = "A100001"


def note(laptop: Laptop, text: str) -> None:
    with laptop.file.edit(laptop.user, "Wrote a note") as edit:
        edit.set("answer", f"{CASE}/2.1.1", "note", text)


def handed(trio: Trio) -> None:
    """Asha has read part of a case and sent it; the lead hands it to Bryn while she is offline."""
    team, lead, asha, bryn = trio
    asha.answer(CASE, "2.1.1", "yes")
    asha.answer(CASE, "2.1.2", "yes")
    note(asha, "Seen weekly.")
    team.swap(asha)
    done = hand_over(lead.file, LEAD, [CASE], "Bryn Assessor", reason="Ill", place=team.post)
    assert (done.cases, done.via_lead) == ({CASE: asha.user}, False)
    assert done.sent is not None and done.sent.package is not None
    got = bryn.receive(done.sent.package)
    assert (got.kind, got.aside) == ("hand-over", ())


def test_a_part_read_case_passes_with_everything_while_the_first_reader_is_away(trio: Trio) -> None:
    handed(trio)
    bryn = trio.bryn
    assert bryn.values(CASE) == {"2.1.1": "yes", "2.1.2": "yes"}
    assert bryn.file.value("answer", f"{CASE}/2.1.1", "note") == "Seen weekly."
    row = queries.case(bryn.file, CASE)
    assert row.inspector == bryn.user and row.facts["family_name"] == "Walker"
    assert bryn.file.value("case", CASE, "handed_over")["reason"] == "Ill"
    before = trio.asha.file.value("answer", f"{CASE}/2.1.1", "note")
    assert before == "Seen weekly.", "the history names its author still"
    assert {line.change.author for line in audit.history(bryn.file, "case", CASE)} >= {trio.asha.user, LEAD}
    assert checking.check(bryn.file) == []


def test_where_both_went_on_both_versions_are_there(trio: Trio) -> None:
    handed(trio)
    team, lead, asha, bryn = trio
    asha.answer(CASE, "2.1.1", "no")
    bryn.answer(CASE, "2.1.2", "no")
    bryn.answer(CASE, "2.1.1", "yes")
    note(bryn, "Seen monthly.")
    note(asha, "Seen twice.")
    team.swap(asha, bryn)
    found = {c.register.field: c for c in audit.conflicts(lead.file)}
    assert set(found) == {"note"}, "only Asha changed the answer; what both wrote stands side by side"
    said = {(s.author, s.value) for s in sides(lead.file, found["note"])}
    assert said == {(asha.user, "Seen twice."), (bryn.user, "Seen monthly.")}
    assert lead.values(CASE) == {"2.1.1": "no", "2.1.2": "no"}
    done = settle_all(lead.file, LEAD, Keep.HOLDER)
    assert [change.value for _, change in done.kept] == ["Seen monthly."]
    team.swap(asha, bryn)
    assert audit.conflicts(bryn.file) == audit.conflicts(lead.file) == []
    assert bryn.file.value("answer", f"{CASE}/2.1.1", "note") == "Seen monthly."


def test_an_inspector_hands_over_by_way_of_the_lead(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    asha.answer(CASE, "2.1.1", "yes")
    done = hand_over(asha.file, asha.user, [CASE], "Bryn Assessor", place=team.post)
    assert done.via_lead and done.sent is not None and done.sent.package is not None
    lead.receive(done.sent.package)
    bryn.receive(lead.send_to(bryn, team.post))
    assert bryn.values(CASE) == {"2.1.1": "yes"}
    assert queries.case(lead.file, CASE).inspector == bryn.user


def test_a_case_that_comes_back_brings_what_was_read_meanwhile(trio: Trio) -> None:
    handed(trio)
    team, lead, asha, bryn = trio
    team.swap(asha)
    bryn.answer(CASE, "2.1.2", "no")
    team.swap(bryn)
    assert asha.values(CASE)["2.1.2"] == "yes", "it is not hers, so she gets no news of it"
    hand_over(lead.file, LEAD, [CASE], "Asha Reader")
    team.swap(asha)
    assert asha.values(CASE) == {"2.1.1": "yes", "2.1.2": "no"}
    assert checking.check(asha.file) == []


@pytest.mark.parametrize(
    ("ref", "to", "problem"),
    [("Z9", "Bryn Assessor", "no such case"), (CASE, "Asha Reader", "Asha Reader reads it already")],
)
def test_what_cannot_be_handed_over_is_refused_and_changes_nothing(
    trio: Trio, ref: str, to: str, problem: str
) -> None:
    before = trio.lead.file.journal.size()
    with pytest.raises(Refused, match="could not be handed over") as caught:
        hand_over(trio.lead.file, LEAD, ["A100003", ref], to)
    assert problem in caught.value.problems[0].problem
    assert trio.lead.file.journal.size() == before


def test_in_an_open_team_any_three_copies_hand_over_without_a_ceremony(people: Team) -> None:
    lead = people.lead
    lead.close()
    for name in ("first", "second"):
        shutil.copy(lead.path, people.laptop(name, PASSPHRASE).path)
    _, first, second = people.laptops
    for laptop in people.laptops:
        laptop.open()
    with lead.file.edit(LEAD, "Added") as edit:
        edit.set("person", "second-1", "name", "Second Reader")
        edit.set("person", "second-1", "role", "inspector")
    queries.set_user(first.file, READER)
    first.answer(CASE, "2.1.1", "yes")
    lead.receive(first.send(people.post))
    done = hand_over(lead.file, LEAD, [CASE], "Second Reader", reason="Leave", place=people.post)
    assert done.sent is not None and done.sent.package is not None
    assert second.receive(done.sent.package).kind == "hand-over"
    queries.set_user(second.file, PersonId("second-1"))
    assert second.values(CASE) == {"2.1.1": "yes"}
    first.answer(CASE, "2.1.1", "no")
    second.answer(CASE, "2.1.1", "no_evidence")
    for laptop in (first, second):
        lead.receive(laptop.send(people.post))
    (conflict,) = audit.conflicts(lead.file)
    assert {(s.author, s.value) for s in sides(lead.file, conflict)} == {
        (READER, "no"),
        ("second-1", "no_evidence"),
    }
    second.receive(lead.send(people.post))
    assert queries.case(second.file, CASE).inspector == "second-1"
    assert [checking.check(laptop.file) for laptop in people.laptops] == [[], [], []]
