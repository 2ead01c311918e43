"""What a person's changes may touch: refused where it is written, kept aside where it comes in."""

import ast
import random
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.exchange.senders import Rules
from fieldwork.exchange.team.deciding import admit, set_role
from fieldwork.inspection import aside, checking, queries
from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Role
from fieldwork.inspection.roles import RULES, may
from fieldwork.inspection.roster import Why
from tests.exchange.team.forging import ANSWER, said, sealed
from tests.exchange.team.laptops import LEAD, Laptop, Trio

RATING = Register("rating", "2.1", "rated")
RATES = "good"


def whys(laptop: Laptop) -> list[Why]:
    return [one.why for one in aside.kept(laptop.file)]


def rating(laptop: Laptop) -> object:
    return laptop.file.value(*RATING)


def write(laptop: Laptop, register: Register, value: object) -> None:
    with laptop.file.edit(laptop.user, "Wrote") as edit:
        edit.set(*register, value)


@pytest.mark.parametrize(
    ("who", "register", "sentence"),
    [
        ("asha", RATING, "An inspector may not change ratings."),
        ("asha", Register("interview", "f1", "starts"), "An inspector may not change the timetable."),
        ("asha", Register("grant", "g", "grant"), "An inspector may not change the team's roles."),
        ("bryn", Register("record", "m", "title"), "A local assessor may not change records of meetings"),
        ("bryn", Register("case", "A100002", "fact.rosh"), "may not change the office's facts of a case."),
    ],
)
def test_what_is_beyond_a_role_is_refused_where_it_is_written(
    trio: Trio, who: str, register: Register, sentence: str
) -> None:
    laptop: Laptop = getattr(trio, who)
    before = laptop.file.journal.size()
    with pytest.raises(Refused, match=sentence):
        write(laptop, register, "2019-09-17T09:00")
    assert laptop.file.journal.size() == before


def test_nobody_but_a_lead_writes_for_others(trio: Trio) -> None:
    with pytest.raises(Refused, match="belongs to somebody else"), trio.asha.file.edit(LEAD, "Wrote") as edit:
        edit.set(*RATING, RATES)
    with trio.lead.file.edit(trio.asha.user, "Typed in from paper") as edit:
        edit.set("answer", "A100001/2.1.1", "value", "yes")
    trio.team.swap(trio.asha)
    assert trio.asha.values("A100001") == {"2.1.1": "yes"}


def test_a_change_beyond_its_authors_role_is_kept_aside_and_reported_until_a_lead_admits_it(
    trio: Trio,
) -> None:
    team, lead, asha, bryn = trio
    beyond = said(asha, RATING, RATES)
    got = lead.receive(sealed(asha, team.post, beyond, said(asha, ANSWER, "yes", after=beyond)))
    assert [(one.why, one.change.register) for one in got.aside] == [(Why.ROLE, RATING)]
    assert (got.new_changes, rating(lead), lead.file.value(*ANSWER)) == (1, None, "yes")
    assert checking.check(lead.file) == []
    team.swap(bryn)
    assert rating(bryn) is None
    moved = admit(lead.file, LEAD, [got.aside[0].change.id[:10]])
    assert (moved.back, rating(lead), whys(lead)) == (1, RATES, [])
    team.swap(bryn)
    assert rating(bryn) == RATES
    assert checking.check(lead.file) == checking.check(bryn.file) == []


def test_only_a_lead_admits(trio: Trio) -> None:
    got = trio.lead.receive(sealed(trio.asha, trio.team.post, said(trio.asha, RATING, RATES)))
    with pytest.raises(Refused, match="cannot be admitted"):
        admit(trio.asha.file, trio.asha.user, [got.aside[0].change.id])
    with pytest.raises(Refused, match="no one change kept aside"):
        raise_problems(trio.lead.file)


def raise_problems(inspection: Inspection) -> None:
    try:
        admit(inspection, LEAD, ["0000"])
    except Refused as error:
        raise Refused(str(error.problems[0])) from error


def test_another_name_than_the_senders_is_hearsay_until_its_author_or_a_lead_sends_it(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    bryn.answer("A100002", "2.1.1", "no")
    (real,) = [c for c in bryn.file.journal.unsent() if c.register.field == "value"]
    forged = said(asha, Register("answer", "A100002/2.1.2", "value"), "yes", author=bryn.user, seq=903)
    got = lead.receive(sealed(asha, team.post, real, forged))
    assert {one.why for one in got.aside} == {Why.HEARSAY}
    assert (got.new_changes, lead.values("A100002")) == (0, {})
    lead.receive(bryn.send(team.post))
    assert lead.values("A100002") == {"2.1.1": "no"}
    assert [one.change.id for one in aside.kept(lead.file)] == [forged.id]
    assert checking.check(lead.file) == []


def test_what_bears_a_leads_name_in_an_inspectors_package_counts_for_nothing(trio: Trio) -> None:
    make_lead = Register("grant", "mine", "grant")
    grant = {"person": trio.asha.user, "role": "lead", "since": {}}
    forged = said(trio.asha, make_lead, grant, author=LEAD)
    own = said(trio.asha, Register("grant", "other", "grant"), grant, seq=901)
    got = trio.lead.receive(sealed(trio.asha, trio.team.post, forged, own))
    assert sorted(one.why for one in got.aside) == [Why.HEARSAY, Why.ROLE]
    roster = trio.lead.file.standing.roster
    assert roster is not None and roster.role(trio.asha.user) is Role.INSPECTOR


def test_writing_on_another_persons_chain_does_not_count(trio: Trio) -> None:
    device = trio.bryn.file.journal.device
    forged = said(trio.asha, ANSWER, "yes", device=device, seq=1)
    got = trio.lead.receive(sealed(trio.asha, trio.team.post, forged))
    assert [one.why for one in got.aside] == [Why.LAPTOP]


def test_a_role_holds_for_what_is_written_after_it(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    set_role(lead.file, LEAD, asha.user, Role.LEAD)
    team.swap(asha)
    write(asha, RATING, RATES)
    team.swap(asha, bryn)
    assert rating(lead) == rating(bryn) == RATES
    set_role(lead.file, LEAD, asha.user, Role.INSPECTOR)
    late = said(asha, Register("rating", "2.2", "rated"), RATES)
    got = lead.receive(sealed(asha, team.post, late))
    assert [one.why for one in got.aside] == [Why.ROLE]
    assert rating(lead) == RATES, "what came before the change of role stays"
    team.swap(asha, bryn)
    with pytest.raises(Refused, match="may not change ratings"):
        write(asha, RATING, "inadequate")
    assert rating(bryn) == RATES


def test_a_second_lead_cannot_unseat_the_founder(trio: Trio) -> None:
    team, lead, asha, bryn = trio
    set_role(lead.file, LEAD, asha.user, Role.LEAD)
    team.swap(asha, bryn)
    with pytest.raises(Refused, match="stays a lead"):
        set_role(asha.file, asha.user, LEAD, Role.INSPECTOR)
    grab = {"person": LEAD, "role": "inspector", "since": {}}
    got = lead.receive(sealed(asha, team.post, said(asha, Register("grant", "grab", "grant"), grab)))
    assert [one.why for one in got.aside] == [Why.ROLE]
    write(lead, RATING, RATES)
    team.swap(asha, bryn)
    assert rating(asha) == rating(bryn) == RATES


def test_what_was_written_before_a_lowered_role_was_heard_of_is_kept_aside_and_can_be_admitted(
    trio: Trio,
) -> None:
    team, lead, asha = trio[:3]
    write(asha, Register("concern", "c1", "seen"), "A child lives there")
    asha.file.draft(asha.user, "concern", "c1", "done", "Rang the manager")
    set_role(lead.file, LEAD, asha.user, Role.OFFICE)
    asha.receive(lead.send_to(asha, team.post))
    assert (asha.file.record("concern", "c1"), whys(asha)) == ({}, [Why.ROLE, Why.ROLE])
    assert checking.check(asha.file) == []
    asha.file.draft(asha.user, "concern", "c1", "told", "Nobody")
    asha.close()
    asha.open()
    assert asha.file.recover_drafts() == [], "words that would count nowhere stay a draft"
    got = lead.receive(asha.send(team.post))
    assert [one.why for one in got.aside] == [Why.ROLE, Why.ROLE]
    admit(lead.file, LEAD, [one.change.id for one in got.aside])
    team.swap(asha)
    wanted = {"seen": "A child lives there", "done": "Rang the manager"}
    assert asha.file.record("concern", "c1") == lead.file.record("concern", "c1") == wanted
    write(asha, Register("office", "o1", "rooms"), 2)
    assert checking.check(asha.file) == checking.check(lead.file) == []


def test_copies_that_have_the_same_packages_show_the_same_in_whatever_order(trio: Trio) -> None:
    """Everything that decides what counts comes in every order, to copies of one lead's file."""
    team, lead, asha, bryn = trio
    second = team.laptop("second")
    team.accept(second, "Dora Lead", Role.LEAD)
    dora = queries.person(lead.file, "Dora Lead").id
    team.first_package(second, dora)
    second.close()
    start = second.path.read_bytes()
    second.open()
    team.swap(asha, bryn)
    paths = [sealed(asha, team.post, said(asha, RATING, RATES), to=(dora,))]
    for step in (
        lambda: set_role(lead.file, LEAD, asha.user, Role.LEAD),
        lambda: admit(lead.file, LEAD, [one.change.id for one in aside.kept(lead.file)][:1]),
        lambda: set_role(lead.file, LEAD, asha.user, Role.OFFICE),
    ):
        lead.receive(paths[0], Rules())
        step()
        paths.append(lead.send_to(second, team.post, again=True))
    bryn.answer("A100002", "2.1.1", "yes")
    forged = said(asha, Register("answer", "A100002/2.1.1", "value"), "no", author=bryn.user)
    paths += [sealed(asha, team.post, forged), bryn.send(team.post)]
    states = set()
    chance = random.Random(7)
    orders = [paths, paths[::-1], *(chance.sample(paths, len(paths)) for _ in range(4))]
    for order in orders:
        second.close()
        second.path.write_bytes(start)
        second.open()
        for path in order:
            second.receive(path)
        heads = [(r, h) for r, h in second.file.journal.all_heads() if r.entity not in ("key", "device")]
        states.add(repr(sorted(heads)))
    assert len(states) == 1
    assert checking.check(second.file) == []


def test_every_kind_of_thing_that_the_program_writes_has_a_line_in_the_table() -> None:
    known = {rule.entity for rule in RULES}
    written = {entity for path in Path("fieldwork").rglob("*.py") for entity in entities(path)}
    assert len(written) > 15
    assert written - known == set()


def entities(path: Path) -> set[str]:
    """The kinds of things that a module sets, as far as they are written there or named in capitals."""
    text = path.read_text(encoding="utf-8")
    if "edit.set(" not in text:
        return set()
    tree = ast.parse(text)
    named = {
        target.id: value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target, value in pairs(node)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "set":
            match node.args:
                case [ast.Constant(value=str() as entity), _, _, _]:
                    found.add(entity)
                case [ast.Name(id=name), _, _, _] if isinstance(named.get(name), str):
                    found.add(named[name])
    return found


def pairs(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    target = node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        return list(zip(target.elts, node.value.elts, strict=True))
    return [(target, node.value)]


def test_a_lead_may_everything_and_nobody_else_what_no_line_names() -> None:
    odd = Register("something new", "x", "y")
    assert [role for role in Role if may(role, odd)] == [Role.LEAD]
    assert all(may(Role.LEAD, Register(rule.entity, "x", rule.field)) for rule in RULES)
