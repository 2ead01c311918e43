"""What a new list changes, and what it leaves alone."""

from collections.abc import Mapping

from fieldwork.programme.conditions import Value
from fieldwork.sample.compare import FactChange, compare
from fieldwork.sample.model import ListRow, OfficeList

COLUMNS = {"reference": "CRN", "rosh": "RoSH", "requirements": "Reqs"}


def office_list(*rows: Mapping[str, Value], waiting: tuple[Mapping[str, Value], ...] = ()) -> OfficeList:
    return OfficeList(
        path="list.csv",
        sheet="",
        heading_row=1,
        rows=tuple(ListRow(number, facts) for number, facts in enumerate(rows, start=2)),
        waiting=tuple(ListRow(number, facts) for number, facts in enumerate(waiting, start=50)),
        problems=(),
        columns=COLUMNS,
        unused=(),
    )


LOW: Mapping[str, Value] = {"reference": "X000001", "rosh": "low", "requirements": ("rar",)}
HIGH: Mapping[str, Value] = {"reference": "X000002", "rosh": "high"}


def test_a_first_list_adds_everything() -> None:
    found = compare(office_list(LOW, HIGH), {}, ())
    assert [row.reference for row in found.added] == ["X000001", "X000002"]
    assert (found.changed, found.withdrawn, found.unchanged) == ((), (), 0)


def test_the_same_list_again_changes_nothing() -> None:
    found = compare(office_list(LOW, HIGH), {"X000001": LOW, "X000002": HIGH}, ())
    assert (found.added, found.changed, found.withdrawn, found.unchanged) == ((), (), (), 2)


def test_changes_name_both_values_and_an_emptied_cell_takes_the_value_away() -> None:
    before = {
        "X000001": {**LOW, "rosh": "medium", "requirements": ("curfew",)},
        "X000002": {**HIGH, "rosh": "low"},
    }
    found = compare(office_list({"reference": "X000001", "rosh": "low"}, HIGH), before, ())
    assert found.changed == (
        FactChange("X000001", "rosh", "medium", "low"),
        FactChange("X000001", "requirements", ("curfew",), None),
        FactChange("X000002", "rosh", "low", "high"),
    )
    assert found.unchanged == 0


def test_facts_without_a_column_stay_as_they_are() -> None:
    found = compare(office_list(LOW), {"X000001": {**LOW, "gender": "male"}}, ())
    assert (found.changed, found.unchanged) == ((), 1)


def test_lists_from_the_file_equal_the_lists_read() -> None:
    stored = {"X000001": {**LOW, "requirements": ["rar"]}, "X000002": {**HIGH, "requirements": []}}
    assert compare(office_list(LOW, HIGH), stored, ()).changed == ()  # type: ignore[arg-type]


def test_cases_off_the_list_are_withdrawn_once_and_may_return() -> None:
    current = {"X000001": LOW, "X000002": HIGH}
    assert compare(office_list(LOW), current, ()).withdrawn == ("X000002",)
    assert compare(office_list(LOW), current, ["X000002"]).withdrawn == ()
    again = compare(office_list(LOW, {**HIGH, "rosh": "low"}), current, ["X000002"])
    assert (again.returned, again.added, again.unchanged) == (("X000002",), (), 1)
    assert again.changed == (FactChange("X000002", "rosh", "high", "low"),)


def test_a_withdrawn_case_that_is_kept_apart_returns_and_is_not_added() -> None:
    found = compare(office_list(LOW), {}, {"X000001"})
    assert (found.returned, found.added) == (("X000001",), ())


def test_a_faulty_row_holds_its_case_back() -> None:
    found = compare(
        office_list(LOW, waiting=({"reference": "X000002"},)), {"X000001": LOW, "X000002": HIGH}, ()
    )
    assert (found.withdrawn, found.held_back) == ((), ("X000002",))
    assert found.unchanged == 1


def test_a_second_faulty_row_of_a_sound_case_holds_nothing_back() -> None:
    found = compare(office_list(LOW, waiting=(LOW,)), {"X000001": LOW}, ())
    assert (found.held_back, found.unchanged) == ((), 1)


def test_a_faulty_row_without_a_reference_holds_back_whom_it_names() -> None:
    person = {"family_name": "Walker", "first_names": "Dylan", "date_of_birth": "1980-10-12"}
    current: dict[str, Mapping[str, Value]] = {
        "X000001": {**LOW, **person},
        "X000002": {**HIGH, "pnc": "2013/0644385Q"},
        "X000003": {"reference": "X000003"},
    }
    waiting = ({**person, "family_name": "WALKER"}, {"pnc": "13/0644385Q"}, {"rosh": "low"})
    found = compare(office_list(waiting=waiting), current, ())
    assert (found.held_back, found.withdrawn) == (("X000001", "X000002"), ("X000003",))
