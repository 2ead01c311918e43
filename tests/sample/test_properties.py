"""Whatever is in a file, reading it gives a list or a refusal; and a list says what its cells say."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldwork.errors import Refused
from fieldwork.sample.compare import compare
from fieldwork.sample.read import OfficeList, read_list
from tests.sample.conftest import HEADINGS, SAMPLES, SMALL, TODAY, write_xlsx

AS_SENT = (SAMPLES / "northumbria-sample-as-sent.xlsx").read_bytes()
EVERY_HEADING = [
    *HEADINGS,
    *(
        "Surname",
        "Name",
        "DoB",
        "PNC",
        "Gender",
        "Ethnicity",
        "Reqs",
        "MAPPA",
        "UPW hours",
        "Ended",
        "Office",
    ),
]

lenient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["X123456", "x123457 ", "Low", "TBC", "23/02/2019", "31/02/2019", "CO", "****", "Total: 2"]
    ),
    st.sampled_from(
        ["RAR; BBR", "M2 L1", "WALKER, Dylan", "2013/0644385Q", "n/a", '"', "\n", "M", "Licence"]
    ),
)
cells = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**12), 10**12),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
)


def settled(path: Path) -> OfficeList | None:
    """The list, None where it is refused; anything else fails the test."""
    try:
        return read_list(path, SMALL, today=TODAY)
    except Refused as refused:
        assert str(refused)
        return None


def assert_sound(found: OfficeList) -> None:
    """What holds of every list that is read."""
    assert found.total_rows == len(found.rows) + found.faulty_rows > 0
    numbers = [row.row for row in found.rows]
    assert not set(numbers) & {row.row for row in found.waiting}
    assert {row.row for row in found.waiting} <= {problem.row for problem in found.problems}
    references = [row.reference for row in found.rows]
    assert len(set(references)) == len(references)
    for row in found.rows:
        for id, value in row.facts.items():
            fact = SMALL.facts[id]
            if fact.type == "choice":
                assert value in fact.values
            elif fact.type == "list":
                assert isinstance(value, tuple)
                assert value and set(value) <= set(fact.values)
            elif fact.type == "date":
                assert date.fromisoformat(str(value))
            elif fact.type == "number":
                assert isinstance(value, int | float)
            else:
                assert isinstance(value, str)
                assert value.strip()
        assert all(id in row.facts for id, fact in SMALL.facts.items() if fact.required)


@lenient
@given(
    content=st.binary(max_size=600), start=st.sampled_from([b"", b"PK", b"PK\x03\x04", b"\xff\xfe", b"CRN,"])
)
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_any_bytes_are_a_list_or_refused(tmp_path: Path, name: str, content: bytes, start: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(start + content)
    settled(path)


@lenient
@given(data=st.data())
def test_a_damaged_workbook_is_a_list_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(AS_SENT)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "list.xlsx"
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    settled(path)


@lenient
@given(rows=st.lists(st.lists(texts, max_size=18), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_any_text_grid_under_headings_is_read_soundly(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([EVERY_HEADING, *rows])
    path = tmp_path / "list.csv"
    path.write_bytes(written.getvalue().encode("utf-8", "replace"))
    if found := settled(path):
        assert_sound(found)


@settings(lenient, max_examples=60)
@given(rows=st.lists(st.lists(cells, max_size=16), max_size=6), above=st.integers(0, 3))
def test_any_cells_under_headings_are_read_soundly(tmp_path: Path, rows: list[list[Any]], above: int) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"List": [*[[]] * above, EVERY_HEADING, *rows]})
    if found := settled(path):
        assert found.heading_row == above + 1
        assert_sound(found)


WRITTEN = {
    "sentence_type": {"community_order": ["CO", "Community order"], "licence": ["Lic", "Adult Licence"]},
    "rosh": {"low": ["L", "RLRH", "low"], "very_high": ["RVHR", "RVRH", "Very High"]},
}
DAY_FORMS = ("%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", " %d/%m/%Y ")


@st.composite
def case(draw: st.DrawFn, number: int) -> tuple[dict[str, str], list[str]]:
    """A case's facts, and the row that says so in one of the ways that offices write it."""
    sentence = draw(st.sampled_from(sorted(WRITTEN["sentence_type"])))
    rosh = draw(st.sampled_from(sorted(WRITTEN["rosh"])))
    start = TODAY - timedelta(days=draw(st.integers(0, 3000)))
    reference = f"X{number:06d}"
    facts = {
        "reference": reference,
        "responsible_officer": "Ann Lee",
        "sentence_type": sentence,
        "start_date": start.isoformat(),
        "rosh": rosh,
    }
    row = [
        draw(st.sampled_from([reference, f" {reference.lower()} "])),
        draw(st.sampled_from(["Ann Lee", " Ann  Lee"])),
        draw(st.sampled_from(WRITTEN["sentence_type"][sentence])),
        start.strftime(draw(st.sampled_from(DAY_FORMS))),
        draw(st.sampled_from(WRITTEN["rosh"][rosh])),
    ]
    return facts, row


@lenient
@given(data=st.data(), count=st.integers(1, 8))
def test_a_list_reads_back_as_it_was_meant(tmp_path: Path, data: st.DataObject, count: int) -> None:
    cases = [data.draw(case(number)) for number in range(count)]
    delimiter = data.draw(st.sampled_from(",;\t|"))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([HEADINGS, *(row for _, row in cases)])
    path = tmp_path / "list.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    found = read_list(path, SMALL, today=TODAY)
    assert [row.facts for row in found.rows] == [facts for facts, _ in cases]
    assert found.problems == ()
    current = {facts["reference"]: facts for facts, _ in cases}
    assert compare(found, current, ()).unchanged == count
    assert len(compare(found, {}, ()).added) == count


def test_the_sound_list_of_the_property_tests_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(AS_SENT)
    found = settled(path)
    assert found is not None
    assert_sound(found)
