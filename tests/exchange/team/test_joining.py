"""From a card to a file of one's own: who joins, what they get, and what reaches the lead."""

from fieldwork.inspection import checking, queries
from tests.exchange.team.laptops import Team


def test_a_person_joins_gets_their_own_cases_and_their_work_reaches_the_lead(people: Team) -> None:
    asha = people.joins("asha", "Asha Reader", refs=("A100001",))
    assert [row.ref for row in queries.cases(asha.file)] == ["A100001"]
    assert asha.file.id == people.lead.file.id
    assert queries.user(asha.file).name == "Asha Reader"
    asha.answer("A100001", "2.1.1", "yes")
    got = people.lead.receive(asha.send(people.post))
    assert (got.sender, got.aside, got.first) == ("Asha Reader", (), False)
    assert people.lead.values("A100001") == {"2.1.1": "yes"}
    asha.receive(got.receipt)
    for laptop in people.laptops:
        assert checking.check(laptop.file) == []
