"""A change read by one pattern is the change that is read step by step, or it is not read so at all."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldwork.exchange import shapes
from fieldwork.exchange.format import canonical, read_canonical
from fieldwork.exchange.lines import read_change
from fieldwork.exchange.refusals import Damaged
from fieldwork.inspection.changes import Change, make
from fieldwork.inspection.rows import change_of, row_of
from tests.exchange.samples import change

TEXT = st.text(max_size=12) | st.sampled_from(
    ['"', "\\", "\n", "ŵ", "𝄞", "\x7f", "\u2028", "a\tb", "/", "\0"]
)
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
NESTED = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
)
RECORDS = st.builds(
    change,
    st.integers(1, 2**63 - 1),
    value=NESTED,
    entity_id=TEXT,
    field=st.sampled_from(["note", "value", ""]),
    prev=TEXT,
    replaces=st.lists(TEXT, max_size=3),
)


def carefully(line: bytes) -> Change | None:
    """What reading step by step gives; None where it refuses the line."""
    try:
        record = read_canonical(line, "line")
    except Damaged:
        return None
    return None if shapes.fault(shapes.CHANGE, record) else Change.from_dict(record)


@given(RECORDS)
def test_both_ways_of_reading_give_the_same_change(record: dict[str, Any]) -> None:
    line = canonical(record)
    read = read_change(line)
    if read is not None:
        assert read == carefully(line)
        assert type(read.seq) is int and type(read.replaces) is tuple


@given(RECORDS, st.data())
def test_a_line_written_otherwise_is_never_read_at_once(record: dict[str, Any], data: st.DataObject) -> None:
    line = canonical(record).decode()
    at = data.draw(st.integers(0, len(line)))
    put = data.draw(st.sampled_from([" ", "\\u0061", "\\/", "0", "-", '"', "\x1f", "\x7f", ",", "}", "é"]))
    altered = (line[:at] + put + line[at:]).encode()
    read = read_change(altered)
    assert read is None or read == carefully(altered)


@pytest.mark.parametrize(
    "fields",
    [
        {"seq": 2**63},
        {"author": ""},
        {"author": "x" * 129},
        {"entity": "x" * 65},
        {"at": "x" * 65},
        {"field": "\x85"},
        {"entity_id": "a\x7f"},
        {"replaces": ["x"] * 1001},
        {"replaces": [""]},
        {"prev": "x" * 129},
    ],
)
def test_what_no_change_may_hold_is_left_to_the_careful_way(fields: dict[str, Any]) -> None:
    line = canonical(change(1) | fields)
    assert read_change(line) is None and carefully(line) is None


def test_what_people_write_is_read_at_once() -> None:
    for value in ("yes", 'Two\nlines and a "quotation".', "Tŷ Ŵyn 𝄞", "", None, True, False):
        for replaces in ([], ["a"], ["a", "b", "c"]):
            assert read_change(canonical(change(7, value=value, replaces=replaces))) is not None


@given(RECORDS)
def test_an_id_is_the_hash_of_the_canonical_rest(record: dict[str, Any]) -> None:
    """The rest is put together by hand for speed; it must stay what `canonical` writes."""
    one = Change.from_dict(record)
    made = make(one.at, one.author, one.device, one.seq, one.prev, one.register, one.value, one.replaces)
    rest = {k: v for k, v in made.as_dict().items() if k != "id"}
    assert made.id == hashlib.sha256(canonical(rest)).hexdigest()[:40]


@given(RECORDS)
def test_a_change_comes_back_from_its_row(record: dict[str, Any]) -> None:
    one = Change.from_dict(record)
    row = row_of(one)
    assert change_of(row) == one
    assert (row[9], row[10]) == (
        json.dumps(one.value, ensure_ascii=False, separators=(",", ":")),
        json.dumps(one.replaces, ensure_ascii=False, separators=(",", ":")),
    )
