"""What is inside a package: there and back unchanged, and everything else refused."""

import hashlib
import json
import tracemalloc
import zlib
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.errors import Refused
from fieldwork.exchange import format as inside
from fieldwork.exchange.format import Receipt, canonical, manifest_of, pack, unpack
from fieldwork.exchange.refusals import Damaged, NewerFormat, TooLarge
from tests.exchange.samples import change, changes, manifest

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(), parts, max_size=3),
    max_leaves=8,
)


def lines_of(payload: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in zlib.decompress(payload).split(b"\n")[:-1]]


def payload_of(*records: dict[str, Any]) -> bytes:
    """A payload of exactly these lines, whatever is wrong with them."""
    return zlib.compress(b"".join(canonical(record) + b"\n" for record in records))


def edited(first: dict[str, Any], *others: dict[str, Any]) -> bytes:
    """A good package of one change, its manifest changed by `first`, its lines replaced by `others`."""
    good, *lines = lines_of(pack(manifest(), changes(1)))
    return payload_of(good | first, *(others or lines))


def test_changes_come_back_as_they_went_in() -> None:
    sent = [*changes(3), change(4, value={"days": ["2019-09-16"], "rooms": 2, "open": True, "end": None})]
    came, received = unpack(pack(manifest(cases=2), sent))
    assert received == sent
    assert (came.kind, came.sender, came.changes, came.cases) == ("return", "person-asha", 4, 2)


def test_a_package_of_the_first_format_is_still_read() -> None:
    old = pack(manifest(format=1), changes(2))
    first, *_ = lines_of(old)
    assert "extent" not in first and "to" not in first
    came, received = unpack(old)
    assert (came.format, came.to, came.root, came.extent, received) == (1, (), "", None, changes(2))
    with pytest.raises(Damaged):
        unpack(payload_of(first | {"to": []}, *changes(2)))


def test_what_a_manifest_of_the_second_format_says_comes_back() -> None:
    have = {"upto": {"d1": 3}, "scope": ["case:A"]}
    extent = {"base": {}, "before": [], **have}
    said = manifest(to=("p1",), root="0" * 64, founder="p1", seq=4, extent=extent, have=have)
    came, _ = unpack(pack(said, []))
    assert (came.to, came.founder, came.seq, came.extent, came.have) == (("p1",), "p1", 4, extent, have)
    assert "AGE-SECRET" not in repr(manifest(team_key="AGE-SECRET-KEY-1X"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "p1"},
        {"root": "xyz"},
        {"seq": -1},
        {"have": {"upto": {"d1": -1}, "scope": None}},
        {"have": {"upto": {}}},
        {"have": []},
        {"extent": {"upto": {}, "scope": None}},
        {"extent": {"base": {}, "before": [], "upto": {}, "scope": [1]}},
        {"team_key": "x" * 200},
    ],
)
def test_a_manifest_of_the_wrong_shape_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        unpack(edited(wrong))


def test_an_empty_package_is_a_package() -> None:
    assert unpack(pack(manifest(), []))[1] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_JSON, max_size=5))
def test_any_value_comes_back(values: list[Any]) -> None:
    sent = [change(number, value=value) for number, value in enumerate(values, 1)]
    assert unpack(pack(manifest(), sent))[1] == sent


def test_the_same_changes_make_the_same_bytes() -> None:
    backwards = [dict(reversed(one.items())) for one in changes(3)]
    assert pack(manifest(), backwards) == pack(manifest(), changes(3))


def test_the_manifest_can_be_read_before_the_rest() -> None:
    payload = pack(manifest(), changes(2))
    assert manifest_of(payload) == unpack(payload)[0]
    assert manifest_of(edited({}, {"nonsense": 1})).changes == 1


def test_a_receipt_says_what_arrived() -> None:
    receipt = Receipt("package-1", "ab" * 32, 12, "2019-09-17T08:00:00.000000Z", "person-lead")
    came, records = unpack(pack(manifest(kind="receipt"), [receipt.as_record()]))
    assert came.kind == "receipt"
    assert [Receipt.from_record(record) for record in records] == [receipt]


def test_a_receipt_holds_no_changes() -> None:
    with pytest.raises(Damaged):
        unpack(edited({"kind": "receipt"}))


def test_a_newer_format_is_refused_before_its_fields_are_judged() -> None:
    with pytest.raises(NewerFormat) as caught:
        unpack(payload_of({"format": inside.FORMAT + 1, "novelty": True}, {"anything": []}))
    assert str(caught.value) == "This package was made by a newer version of Fieldwork."
    assert "up to date" in caught.value.advice


@pytest.mark.parametrize("format", [0, -1, True, 1.5, "2", None])
def test_a_format_that_is_no_number_is_damage(format: object) -> None:
    with pytest.raises(Damaged):
        unpack(edited({"format": format}))


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "gossip"},
        {"kind": ["return"]},
        {"package": ""},
        {"inspection": 7},
        {"sender": "x" * 129},
        {"device": "laptop\u0007"},
        {"signing_key": "AB" * 32},
        {"made": None},
        {"changes": 2},
        {"changes": 0},
        {"cases": -1},
        {"cases": True},
        {"digest": "00" * 32},
        {"unknown": 1},
    ],
)
def test_a_wrong_manifest_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        unpack(edited(fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": ""},
        {"id": None},
        {"at": "x" * 65},
        {"author": 3},
        {"device": ""},
        {"seq": "1"},
        {"seq": True},
        {"seq": 2**63},
        {"prev": None},
        {"entity": "x" * 65},
        {"entity_id": "a\nb"},
        {"field": ""},
        {"value": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]},
        {"replaces": "change-0"},
        {"replaces": [1]},
        {"replaces": ["x"] * 1001},
        {"extra": 1},
    ],
)
def test_a_wrong_change_is_refused_and_never_made(fields: dict[str, Any]) -> None:
    wrong = change(1, **fields)
    good, _ = lines_of(pack(manifest(), changes(1)))
    with pytest.raises(Damaged):
        unpack(payload_of(good, wrong))
    with pytest.raises(ValueError, match="line 2"):
        pack(manifest(), [wrong])


def test_a_refusal_names_the_line_and_what_is_wrong() -> None:
    with pytest.raises(Damaged) as caught:
        unpack(edited({}, change(1, seq="first")))
    assert [str(problem) for problem in caught.value.problems] == ["line 2: seq is not a whole number from 0"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", object(), {1, 2}])
def test_what_json_cannot_say_is_never_packed(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON|serializable|surrogates"):
        pack(manifest(), [change(1, value=value)])


def test_one_id_twice_is_refused_and_never_made() -> None:
    with pytest.raises(ValueError, match="change-1"):
        pack(manifest(), [change(1), change(1)])
    with pytest.raises(Damaged, match="damaged") as caught:
        unpack(payload_of_lines([canonical(change(1, value=value)) for value in ("yes", "no")]))
    assert "two changes have the id change-1" in str(caught.value.problems[0])


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"{",
        b'{"format": 1}',
        b'{"format":1,"format":1}',
        b'{"value":NaN}',
        b'{"value":1e999}',
        b'{"value":"\\ud800"}',
        b'{"value":"\\u0041"}',
        b'{"value":' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"value":"\xff"}',
    ],
)
def test_only_canonical_json_is_read(line: bytes) -> None:
    with pytest.raises(Damaged):
        unpack(zlib.compress(line + b"\n"))


def test_another_spelling_of_a_good_change_is_refused() -> None:
    good = canonical(change(1))
    assert unpack(payload_of_lines([good]))[1] == changes(1)
    spaced = json.dumps(change(1), ensure_ascii=False).encode()
    doubled = good.replace(b'"seq":1', b'"seq":2,"seq":1')
    escaped = json.dumps(change(1), sort_keys=True, separators=(",", ":")).encode()
    for line in (spaced, doubled, escaped):
        assert json.loads(line) == change(1)
        with pytest.raises(Damaged):
            unpack(payload_of_lines([line]))


def payload_of_lines(lines: list[bytes]) -> bytes:
    """A payload whose manifest truly counts and digests these lines, whatever they say."""
    content = b"".join(line + b"\n" for line in lines)
    counted = manifest(changes=len(lines), digest=hashlib.sha256(content).hexdigest())
    return zlib.compress(canonical(asdict(counted)) + b"\n" + content)


def test_every_truncation_is_refused() -> None:
    payload = pack(manifest(), changes(3))
    for length in range(len(payload)):
        with pytest.raises(Refused):
            unpack(payload[:length])
    whole = zlib.decompress(payload)
    for length in range(len(whole)):
        with pytest.raises(Refused):
            unpack(zlib.compress(whole[:length]))


def test_nothing_may_follow() -> None:
    payload = pack(manifest(), changes(1))
    for tail in (b"x", payload):
        with pytest.raises(Damaged):
            unpack(payload + tail)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_garbage_is_refused(data: bytes, compressed: bool) -> None:
    with pytest.raises(Refused):
        unpack(zlib.compress(data) if compressed else data)


def test_a_bomb_costs_little_memory() -> None:
    swelling = zlib.compressobj(9)
    bomb = swelling.compress(zlib.decompress(pack(manifest(), changes(1))).split(b"\n")[0] + b'\n{"value":"')
    bomb += b"".join(swelling.compress(bytes(2**20)) for _ in range(128)) + swelling.flush()
    assert len(bomb) < 2**18
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            unpack(bomb)
        assert tracemalloc.get_traced_memory()[1] < 8 * inside.LINE_LIMIT
    finally:
        tracemalloc.stop()


def test_more_than_a_package_may_hold_is_refused_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = pack(manifest(), changes(400))
    monkeypatch.setattr(inside, "CONTENT_LIMIT", 2**16)
    for attempt in (lambda: unpack(payload), lambda: pack(manifest(), changes(400))):
        with pytest.raises(TooLarge):
            attempt()
    monkeypatch.setattr(inside, "LINES_LIMIT", 10)
    for attempt in (lambda: unpack(pack_of(11)), lambda: pack(manifest(), changes(11))):
        with pytest.raises(TooLarge):
            attempt()


def pack_of(count: int) -> bytes:
    """A payload whose manifest truly counts `count` changes."""
    good, *_ = lines_of(pack(manifest(), []))
    return payload_of(good | {"changes": count}, *changes(count))


def test_a_line_that_is_too_long_is_never_packed() -> None:
    with pytest.raises(TooLarge):
        pack(manifest(), [change(1, value="x" * inside.LINE_LIMIT)])


def test_the_manifest_tells_the_truth_whatever_it_was_given() -> None:
    came = manifest_of(pack(manifest(changes=99, digest="ff" * 32), changes(2)))
    assert came.changes == 2
    assert asdict(came)["digest"] != "ff" * 32
