"""Packages wait for their place, go when it is there, arrive once; receipts come back the same way."""

import json
import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldwork.errors import Fault, FieldworkError
from fieldwork.exchange import outbox, watch
from fieldwork.exchange.outbox import Outbox, go, post, waiting
from fieldwork.exchange.places import chosen, queries
from fieldwork.exchange.places.address import parse
from fieldwork.exchange.places.faults import HostChanged, HostUnknown, NoBackEnd, PlaceAway, PlaceRefuses
from fieldwork.exchange.send import send
from fieldwork.exchange.standing import standing
from fieldwork.inspection import checking
from fieldwork.inspection import queries as held
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.conftest import LEAD, PASSPHRASE, READER, REFS
from tests.exchange.places.conftest import Spot
from tests.exchange.places.servers import PASSWORD

Copies = Callable[[str], Inspection]
QUESTION = QuestionId("2.1.1")
WRONG_ADDRESSES = (
    *("", "sftp://imran:secret@h/p", "webdav://far.example.org/p", "ftp://h/p", "sftp:///p"),
    *("s3://b/p?endpoint=http://far.example.org", "s3://b/p?key=secret", "sftp://h:port/p"),
)


def answer(inspection: Inspection, value: str, ref: str = REFS[0]) -> None:
    Reader(inspection, READER).answer(ref, QUESTION, value)


def answered(inspection: Inspection, ref: str = REFS[0]) -> object:
    found = held.answers(inspection, ref).get(QUESTION)
    return found.value if found else None


def test_a_team_works_over_a_place_and_everything_is_acknowledged(copies: Copies, spot: Spot) -> None:
    reader, lead = copies("reader"), copies("lead")
    spot.introduce(reader)
    spot.introduce(lead)
    answer(reader, "yes")
    posted = post(reader, READER, spot.address)
    assert (posted.waiting, posted.fault) == (False, None)
    assert [a.name for a in watch.arrivals(lead, spot.address)] == [
        posted.sent.package and posted.sent.package.name
    ]
    assert watch.arrivals(reader, spot.address) == []
    got = watch.receive_from(lead, LEAD, spot.address)
    assert [one.sender for one in got.received] == ["Imran Reader"]
    assert (got.refused, got.others, got.went.faults) == ((), 0, ())
    assert answered(lead) == "yes"
    assert watch.receive_from(lead, LEAD, spot.address).received == ()
    (receipt,) = watch.receive_from(reader, READER, spot.address).received
    assert receipt.kind == "receipt"
    assert standing(reader).unacknowledged == ()


def test_what_is_sent_while_the_place_is_away_goes_when_it_is_there(copies: Copies, spot: Spot) -> None:
    reader, lead = copies("reader"), copies("lead")
    spot.introduce(reader)
    spot.introduce(lead)
    chosen.choose_for_laptop(reader, spot.address)
    take_away(spot)
    answer(reader, "yes")
    posted = post(reader, READER, spot.address)
    assert posted.waiting
    assert isinstance(posted.fault, PlaceAway)
    assert reader.journal.count_unsent() == 0
    answer(reader, "no")
    post(reader, READER, spot.address)
    rows = waiting(reader)
    assert [row.tries > 0 and bool(row.fault) for row in rows] == [True, True]
    with pytest.raises(PlaceAway):
        watch.receive_from(reader, READER, spot.address)
    bring_back(spot)
    went = go(reader)
    assert (len(went.gone), went.waiting) == (2, ())
    assert go(reader).gone == ()
    assert len(watch.receive_from(lead, LEAD, spot.address).received) == 2
    assert answered(lead) == "no"
    assert checking.check(lead) == checking.check(reader) == []


def take_away(spot: Spot) -> None:
    if spot.line is not None:
        spot.line.cut_after(0)
    else:
        assert spot.files is not None
        spot.files.rename(spot.files.with_name("away"))


def bring_back(spot: Spot) -> None:
    if spot.line is not None:
        spot.line.cut_after(None)
    else:
        assert spot.files is not None
        spot.files.with_name("away").rename(spot.files)


def test_a_package_that_waits_outlives_closing_and_opening_the_file(
    inspection_path: Path, spot_of: Callable[[str], Spot]
) -> None:
    spot = spot_of("sftp")
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        spot.introduce(inspection)
        answer(inspection, "yes")
        take_away(spot)
        name = post(inspection, READER, spot.address).sent.package
    bring_back(spot)
    with Inspection.open(inspection_path, PASSPHRASE) as inspection:
        assert go(inspection).gone == (str(name),)
        assert queries.data_of(inspection, str(name)) is None


def test_stopping_half_way_keeps_what_has_gone_and_loses_nothing(
    inspection: Inspection, spot_of: Callable[[str], Spot]
) -> None:
    spot = spot_of("sftp")
    spot.introduce(inspection)
    for number in range(3):
        Outbox(inspection, spot.address).put(os.urandom(300_000 + number), before_it_appears=lambda: None)

    def stop(done: int, _of: int) -> None:
        if done > 400_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(inspection, stop)
    assert len(waiting(inspection)) == 2
    told: list[tuple[int, int]] = []
    assert len(go(inspection, lambda done, of: told.append((done, of))).gone) == 2
    assert told[-1] == (600_003, 600_003)


def test_one_place_that_is_away_holds_up_no_other(
    inspection: Inspection, spot_of: Callable[[str], Spot]
) -> None:
    folder, server = spot_of("folder"), spot_of("webdav")
    server.introduce(inspection)
    for spot in (server, folder):
        Outbox(inspection, spot.address).put(b"sealed", before_it_appears=lambda: None)
    take_away(server)
    went = go(inspection)
    assert (len(went.gone), len(went.waiting), len(went.faults)) == (1, 1, 1)
    assert outbox.readdress(inspection, server.address, folder.address) == 1
    assert len(go(inspection).gone) == 1


def test_a_name_taken_by_a_stranger_gets_the_package_another(
    copies: Copies, spot_of: Callable[[str], Spot]
) -> None:
    reader, lead = copies("reader"), copies("lead")
    spot = spot_of("folder")
    assert spot.files is not None
    answer(reader, "yes")
    name = send(reader, READER, Outbox(reader, spot.address)).package
    assert name is not None
    (spot.files / name).write_bytes(b"something else")
    (gone,) = go(reader).gone
    assert gone != str(name)
    got = watch.receive_from(lead, LEAD, spot.address)
    assert [one.package.name for one in got.received] == [gone]
    assert [one.name for one in got.refused] == [str(name)]
    watch.receive_from(reader, READER, spot.address)
    assert [package.name for package in standing(reader).sent] == [gone]


def test_a_bad_package_stops_no_other_and_is_offered_again_once_it_is_whole(
    copies: Copies, spot_of: Callable[[str], Spot]
) -> None:
    reader, lead = copies("reader"), copies("lead")
    spot = spot_of("folder")
    assert spot.files is not None
    answer(reader, "yes")
    first = send(reader, READER, spot.files).package
    answer(reader, "no", REFS[1])
    send(reader, READER, spot.files)
    assert first is not None
    whole = first.read_bytes()
    first.write_bytes(whole[: len(whole) // 2])
    got = watch.receive_from(lead, LEAD, spot.address)
    assert (len(got.received), [one.name for one in got.refused]) == (1, [first.name])
    assert answered(lead, REFS[1]) == "no"
    assert watch.arrivals(lead, spot.address) == []
    first.write_bytes(whole)
    assert [one.name for one in watch.arrivals(lead, spot.address)] == [first.name]
    assert len(watch.receive_from(lead, LEAD, spot.address).received) == 1
    assert answered(lead) == "yes"


def test_what_belongs_to_others_is_left_and_not_fetched_twice(
    copies: Copies, spot_of: Callable[[str], Spot]
) -> None:
    spot = spot_of("folder")
    assert spot.files is not None
    lead, stranger = copies("lead"), copies("stranger")
    with stranger.store.transaction():
        stranger.store.set_setting("inspection", "another-one")
    answer(stranger, "yes")
    send(stranger, READER, spot.files)
    got = watch.receive_from(lead, LEAD, spot.address)
    assert (got.received, got.refused, got.others) == ((), (), 1)
    assert watch.receive_from(lead, LEAD, spot.address).others == 0


def test_clocks_that_differ_hide_nothing(copies: Copies, spot_of: Callable[[str], Spot]) -> None:
    """Neither the server's times nor the laptops' decide what is new."""
    spot = spot_of("folder")
    assert spot.files is not None
    reader, lead = copies("reader"), copies("lead")
    for value, stamp in (("yes", 0), ("no", 4_102_444_800), ("yes", 1)):
        answer(reader, value)
        package = send(reader, READER, spot.files).package
        assert package is not None
        os.utime(package, (stamp, stamp))
        assert len(watch.receive_from(lead, LEAD, spot.address).received) == 1
    assert answered(lead) == "yes"


def test_the_teams_place_travels_and_a_laptop_may_use_another(
    copies: Copies, spot_of: Callable[[str], Spot]
) -> None:
    reader, lead = copies("reader"), copies("lead")
    spot = spot_of("folder")
    assert spot.files is not None
    chosen.choose_for_team(lead, LEAD, parse("sftp://carys@files.example.org/post"))
    package = send(lead, LEAD, spot.files).package
    assert package is not None
    watch.receive_from(reader, READER, spot.address)
    found = chosen.chosen(reader)
    assert found is not None
    assert (found.text, found.user) == ("sftp://files.example.org/post", "")
    chosen.choose_for_laptop(reader, spot.address)
    assert chosen.chosen(reader) == spot.address
    assert watch.folder_to_watch(reader) == spot.files
    assert watch.folder_to_watch(lead) is None
    chosen.choose_for_laptop(reader, None)
    assert chosen.chosen(reader) == found


# -- servers' keys ------------------------------------------------------------------------------


def test_a_server_is_used_once_its_key_was_compared_and_refused_when_it_changes(
    inspection: Inspection, spot_of: Callable[[str], Spot]
) -> None:
    spot = spot_of("sftp")
    with pytest.raises(HostUnknown) as unknown:
        chosen.introduce(inspection, spot.address, spot.who)
    assert unknown.value.fingerprint == spot.trust
    with pytest.raises(HostChanged):
        chosen.introduce(inspection, spot.address, spot.who, "SHA256:something else")
    assert chosen.trusted(inspection, spot.address) == ""
    spot.introduce(inspection)
    line = chosen.trusted(inspection, spot.address)
    assert line.startswith("ssh-ed25519 ")
    # Somebody else's key was confirmed for this name: the server that answers is not that one.
    other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk0uA8bE7bZ0pM4kC3nq4bTjW5m9l1mYv7VQyT8rXcA"
    text = inspection.store.setting("trusted servers").replace(line, other)
    with inspection.store.transaction():
        inspection.store.set_setting("trusted servers", text)
    Outbox(inspection, spot.address).put(b"sealed", before_it_appears=lambda: None)
    went = go(inspection)
    assert isinstance(went.faults[0], HostChanged)
    assert len(went.waiting) == 1
    assert spot.files is not None
    assert list(spot.files.iterdir()) == []


def test_a_missing_library_says_what_to_install(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, library in (("sftp", "sshfs"), ("webdav", "webdav4"), ("s3", "obstore")):
        monkeypatch.delitem(sys.modules, f"fieldwork.exchange.places.{kind}", raising=False)
        for name in [name for name in sys.modules if name.split(".")[0] == library]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)  # type: ignore[arg-type]
        address = parse({"sftp": "sftp://h/p", "webdav": "webdavs://h/p", "s3": "s3://b/p"}[kind])
        with pytest.raises(NoBackEnd, match=library) as missing:
            chosen.connect(inspection, address)
        assert f"pip install {library}" in missing.value.advice


def test_a_server_that_says_nothing_is_away_before_long(
    inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fieldwork.exchange.places import s3, sftp, webdav

    monkeypatch.setattr(sftp, "_SECONDS", 0.3)
    monkeypatch.setattr(webdav, "_SECONDS", 0.3)
    monkeypatch.setattr(s3, "_ASKING", 0.3)
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGk0uA8bE7bZ0pM4kC3nq4bTjW5m9l1mYv7VQyT8rXcA"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = f"127.0.0.1:{silent.getsockname()[1]}"
        with inspection.store.transaction():
            inspection.store.set_setting("trusted servers", json.dumps({server: key}))
        for typed in (f"sftp://{server}/p", f"webdav://{server}/p", f"s3://b/p?endpoint=http://{server}"):
            with pytest.raises(PlaceAway):
                watch.arrivals(inspection, parse(typed))


def test_a_folder_that_was_never_there_is_refused_and_the_file_is_as_it_was(
    inspection: Inspection, tmp_path: Path
) -> None:
    answer(inspection, "yes")
    before = inspection.journal.count_unsent()
    with pytest.raises(Fault, match="is not there"):
        post(inspection, READER, parse(str(tmp_path / "pots")))
    assert inspection.journal.count_unsent() == before
    assert waiting(inspection) == []


# -- secrets ------------------------------------------------------------------------------------


def test_no_secret_and_no_name_reaches_a_log_the_journal_or_the_place(
    inspection: Inspection, spot_of: Callable[[str], Spot], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for kind in ("sftp", "webdav", "s3"):
        spot = spot_of(kind)
        spot.introduce(inspection)
        Outbox(inspection, spot.address).put(b"sealed", before_it_appears=lambda: None)
        assert go(inspection).faults == ()
        with spot.connect(inspection) as place:
            assert all(name.count("-") == 2 for name in place.names())
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("moto"))
    journal = "\n".join(str(change) for change in inspection.journal.all())
    for secret in (PASSWORD, "secret", "Northumbria", "Reader"):
        assert secret not in said
    assert PASSWORD not in journal
    assert "sftp://" not in journal


def test_who_is_turned_away_waits_and_hears_why(
    inspection: Inspection, spot_of: Callable[[str], Spot]
) -> None:
    spot = spot_of("webdav")
    answer(inspection, "yes")
    posted = post(inspection, READER, spot.address)
    assert posted.waiting
    assert isinstance(posted.fault, PlaceRefuses)
    spot.introduce(inspection)
    assert len(go(inspection).gone) == 1


def test_addresses_are_one_text_and_hold_no_secret() -> None:
    for typed, text in (
        ("SFTP://Imran@Files.Example.org:2222/~/post/", "sftp://files.example.org:2222/~/post"),
        ("https://dav.example.org/a%20b", "webdavs://dav.example.org/a%20b"),
        ("s3://post/2026?region=eu-west-1&endpoint=https://s3.example.org",
         "s3://post/2026?endpoint=https://s3.example.org&region=eu-west-1"),
        ("sftp://[::1]:22/x", "sftp://[::1]:22/x"),
    ):  # fmt: skip
        assert parse(typed).text == text
        assert parse(text).text == text
    assert parse("sftp://imran@h/p").user == "imran"
    for wrong in WRONG_ADDRESSES:
        with pytest.raises(FieldworkError) as refused:
            parse(wrong)
        assert ":secret" not in f"{refused.value}{refused.value.advice}"
