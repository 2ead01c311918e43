"""A drawn sample kept in the inspection, and its cases replaced from the reserves."""

import json
from collections.abc import Iterator
from dataclasses import replace as but
from datetime import date
from pathlib import Path

import pytest

from fieldwork.errors import Refused
from fieldwork.findings.counts import population
from fieldwork.inspection import checking, queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Status
from fieldwork.inspection.undo import undo
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from fieldwork.sample import allocate, kept, replace
from fieldwork.sample.draw import Drawn, Wish, draw
from fieldwork.sample.eligible import Eligible, eligible
from fieldwork.sample.kept import Basis, Kept, keep
from fieldwork.sample.methods import Window, method
from fieldwork.sample.read import read_list
from fieldwork.sample.sync import take_in
from tests.cli.conftest import done, run
from tests.reading import files
from tests.sample.conftest import TODAY
from tests.sample.long_lists import row, write

LEAD, FORM = files.LEAD, "supervision"
WISH = Wish(30, ("gender", "disposal_group", "rosh"), seed=5)
BASIS = Basis(TODAY, Window(date(2019, 2, 16), date(2019, 3, 16)), 202, "ab" * 32, 0.8, 5.0)
ROWS = [row(n) for n in range(200)] + [row(200, family="****"), row(201, pnc="13/644385Q", gender="Other")]


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    with files.make(tmp_path / "N.fieldwork") as made:
        for ref in (files.CASE, files.OTHER):
            with made.edit(LEAD, "Emptied it") as edit:
                edit.set("case", ref, "withdrawn", True)
        yield made


@pytest.fixture
def found(tmp_path: Path, inspection: Inspection) -> Eligible:
    listed = read_list(write(tmp_path / "long list.csv", ROWS), inspection.programme, today=TODAY)
    how = method(inspection.programme)
    return eligible(listed, inspection.programme, how, five_strata=True)


def keep_one(inspection: Inspection, found: Eligible, wish: Wish = WISH, **more: bool) -> Drawn:
    drawn = draw(found.candidates, wish)
    keep(inspection, LEAD, FORM, found, wish, drawn, BASIS, **more)
    return drawn


def the_kept(inspection: Inspection) -> Kept:
    one = kept.kept(inspection, FORM)
    assert one is not None
    return one


def live(inspection: Inspection) -> list[str]:
    return [row.ref for row in queries.cases(inspection, withdrawn=False)]


def test_the_drawn_cases_are_cases_of_the_inspection_with_all_that_the_list_said(
    inspection: Inspection, found: Eligible
) -> None:
    drawn = keep_one(inspection, found)
    assert live(inspection) == list(drawn.refs)
    by_ref = {case.ref: case.given for case in found.candidates}
    given = queries.all_given(inspection)
    assert all(given[ref] == by_ref[ref] for ref in drawn.refs)
    officers = {officer.name for officer in queries.officers(inspection)}
    assert {str(by_ref[ref]["responsible_officer"]) for ref in drawn.refs} <= officers
    assert checking.check(inspection) == []


def test_how_it_was_drawn_is_read_back_as_it_was(inspection: Inspection, found: Eligible) -> None:
    drawn = keep_one(inspection, found)
    one = the_kept(inspection)
    assert (one.wish, one.basis, one.refs) == (WISH, BASIS, drawn.refs)
    assert (one.strata, one.composition, one.notes) == (drawn.strata, drawn.composition, drawn.notes)
    assert one.reserves == drawn.reserves and one.of == drawn.of
    assert one.excluded == {"restricted": 1, "stratum": 1}
    assert population(inspection) == {FORM: 200} and one.eligible == 200


def test_reserves_are_no_cases_until_they_are_needed(inspection: Inspection, found: Eligible) -> None:
    drawn = keep_one(inspection, found)
    reserves = {ref for refs in drawn.reserves.values() for ref in refs}
    assert len(reserves) == 6 and not reserves & {row.ref for row in queries.cases(inspection)}


def test_a_withdrawn_case_is_replaced_by_the_next_reserve_of_its_stratum(
    inspection: Inspection, found: Eligible
) -> None:
    drawn = keep_one(inspection, found)
    allocate.give(inspection, LEAD, drawn.refs, files.INSPECTOR)
    stratum = next(name for name, refs in drawn.reserves.items() if refs)
    ref = next(r for r in drawn.refs if drawn.of[r] == stratum)
    first, *rest = drawn.reserves[stratum]
    done = replace.replace(inspection, LEAD, ref, " Recalled ")
    assert (done.by, done.left) == (first, len(rest))
    assert queries.case(inspection, ref).status is Status.WITHDRAWN
    new = queries.case(inspection, first)
    assert (new.status, new.inspector) == (Status.SELECTED, files.INSPECTOR)
    assert queries.all_given(inspection)[first] == next(
        case.given for case in found.candidates if case.ref == first
    )
    one = the_kept(inspection)
    assert one.replacements == (kept.Replacement(ref, first, stratum, "Recalled"),)
    assert list(one.now) == live(inspection)
    assert one.reserves[stratum] == tuple(rest)
    assert undo(inspection, LEAD) is not None
    assert live(inspection) == list(drawn.refs) and the_kept(inspection).reserves == drawn.reserves


def test_a_case_that_the_office_took_off_its_list_is_replaced_too(
    inspection: Inspection, found: Eligible, tmp_path: Path
) -> None:
    drawn = keep_one(inspection, found)
    gone = next(ref for ref in drawn.refs if drawn.reserves[drawn.of[ref]])
    still = [one for one in ROWS if one["crn"] in drawn.refs and one["crn"] != gone]
    take_in(inspection, LEAD, read_list(write(tmp_path / "s.csv", still), inspection.programme, today=TODAY))
    assert [row.ref for row in replace.open_places(inspection, the_kept(inspection))] == [gone]
    replace.replace(inspection, LEAD, gone, "Order revoked")
    assert replace.open_places(inspection, the_kept(inspection)) == []
    assert len(live(inspection)) == 30


def test_a_replacement_can_be_replaced_again_until_no_reserve_is_left(
    inspection: Inspection, found: Eligible
) -> None:
    drawn = keep_one(inspection, found)
    stratum, refs = max(drawn.reserves.items(), key=lambda item: len(item[1]))
    ref = next(r for r in drawn.refs if drawn.of[r] == stratum)
    for expected in refs:
        ref = replace.replace(inspection, LEAD, ref, "Not eligible").by
        assert ref == expected
    before = inspection.journal.size()
    with pytest.raises(Refused, match="cannot be replaced") as refused:
        replace.replace(inspection, LEAD, ref, "Not eligible")
    assert "No reserve is left of its stratum" in refused.value.advice
    assert inspection.journal.size() == before
    assert len(live(inspection)) == 30


def test_an_officer_never_gets_more_than_the_limit_by_replacements(
    inspection: Inspection, tmp_path: Path
) -> None:
    rows = [row(n, gender="F", officer="Busy" if n < 20 else f"Officer {n}", ldu="A") for n in range(26)]
    listed = read_list(write(tmp_path / "l.csv", rows), inspection.programme, today=TODAY)
    found = eligible(listed, inspection.programme, method(inspection.programme), five_strata=True)
    drawn = keep_one(inspection, found, but(WISH, size=12))
    officers = {row.ref: row.officer for row in queries.cases(inspection)}
    other = next(ref for ref in drawn.refs if officers[ref] != "Busy")
    with pytest.raises(Refused) as refused:
        replace.replace(inspection, LEAD, other, "Moved away")
    assert "more than 6 cases" in refused.value.advice
    busy = next(ref for ref in drawn.refs if officers[ref] == "Busy")
    by = replace.replace(inspection, LEAD, busy, "Moved away").by
    assert queries.case(inspection, by).officer == "Busy"


@pytest.mark.parametrize("why", ["complete", "not drawn", "no reason", "twice", "unknown"])
def test_what_cannot_be_replaced_is_refused_with_the_reason(
    inspection: Inspection, found: Eligible, why: str
) -> None:
    drawn = keep_one(inspection, found)
    ref = next(r for r in drawn.refs if drawn.reserves[drawn.of[r]])
    reason, words = "Gone", {"not drawn": "was not drawn", "twice": "has been replaced by"}.get(why, "")
    if why == "complete":
        with inspection.edit(LEAD, "Completed") as edit:
            edit.set("case", ref, "complete", True)
        words = "is complete"
    elif why == "not drawn":
        ref = files.CASE
    elif why == "no reason":
        reason, words = "  ", "needs its reason"
    elif why == "twice":
        replace.replace(inspection, LEAD, ref, "Gone")
    else:
        ref, words = "Z999999", "no case Z999999"
    before = inspection.journal.size()
    with pytest.raises(Refused, match=words):
        replace.replace(inspection, LEAD, ref, reason)
    assert inspection.journal.size() == before


def test_a_second_draw_waits_to_be_asked_for_and_takes_the_place_of_the_first(
    inspection: Inspection, found: Eligible
) -> None:
    first = keep_one(inspection, found)
    other = but(WISH, size=20, seed=6)
    with pytest.raises(Refused, match="has been drawn for this form before"):
        keep_one(inspection, found, other)
    second = keep_one(inspection, found, other, again=True)
    assert live(inspection) == list(second.refs) != list(first.refs)
    one = the_kept(inspection)
    assert (one.refs, one.reserves) == (second.refs, second.reserves)
    assert set(inspection.records(kept.RESERVE)) == {r for refs in second.reserves.values() for r in refs}


def test_a_sample_that_is_being_read_is_not_drawn_again(inspection: Inspection, found: Eligible) -> None:
    first = keep_one(inspection, found)
    Reader(inspection, LEAD).answer(first.refs[0], QuestionId("0.1.3"), "yes")
    other = but(WISH, size=3, seed=6)
    while first.refs[0] in draw(found.candidates, other).refs:
        other = but(other, seed=other.seed + 1)
    with pytest.raises(Refused) as refused:
        keep_one(inspection, found, other, again=True)
    assert [p.place for p in refused.value.problems] == [first.refs[0]]
    assert the_kept(inspection).refs == first.refs


def test_the_command_line_draws_keeps_shows_and_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    file, listed = tmp_path / "N.fieldwork", write(tmp_path / "long list.csv", ROWS)
    dates = ("--starts", "2019-09-16", "--ends", "2019-09-27")
    done("new", file, "--programme", "adult", "--title", "N", "--provider", "P", *dates)
    drawn = done("sample", "draw", listed, "--seed", 7, "--keep", file)
    assert (drawn["size"], drawn["eligible"], len(drawn["drawn"])) == (91, 200, 91)
    assert [case["ref"] for case in done("cases", file)] == drawn["drawn"]
    assert done("population", file) == {"supervision": 200}
    (shown,) = done("sample", "show", file)
    assert (shown["drawn"], shown["reserves"]) == (drawn["drawn"], drawn["reserves"])
    assert shown["excluded"] == {"restricted": 1, "stratum": 1}
    ref = next(r for r in drawn["drawn"] if drawn["reserves"]["female"] and r in _women())
    swapped = done("sample", "replace", file, ref, "--reason", "Recalled")
    assert swapped["by"] == drawn["reserves"]["female"][0]
    said = run("sample", "show", file).out
    assert f"{ref} was replaced by {swapped['by']}: Recalled" in said
    again = run("sample", "draw", listed, "--keep", file, "--json")
    assert again.status == 1 and json.loads(again.out)["ok"] is False
    history = done("history", file, ref)
    assert any(line["field"] == "withdrawn" and line["after"] is True for line in history)


def _women() -> set[str]:
    return {one["crn"] for one in ROWS if one["gender"] == "F"}
