"""Every kind of place takes a package whole, gives it back, and never shows half of one."""

import getpass
import os
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from fieldwork.errors import FieldworkError
from fieldwork.exchange.places.faults import NameTaken, PlaceAway, PlaceRefuses
from fieldwork.exchange.places.place import STEP, unwatched
from fieldwork.inspection.file import Inspection
from tests.exchange.places.conftest import Spot

NAME = "f3k9-7wqd-x04m.fwpkg"
BIG = os.urandom(5 * STEP + 17)


class Stopped(Exception):
    """What a person's cancelling raises."""


def test_a_package_goes_there_comes_back_and_can_be_taken_away(inspection: Inspection, spot: Spot) -> None:
    spot.introduce(inspection)
    told: list[tuple[int, int]] = []
    with spot.connect(inspection) as place:
        assert place.names() == {}
        place.put(NAME, BIG, lambda done, of: told.append((done, of)))
        assert place.names() == {NAME: len(BIG)}
        assert place.fetch(NAME) == BIG
        place.put(NAME, BIG)
        place.remove(NAME)
        place.remove(NAME)
        assert place.names() == {}
    assert told[-1] == (len(BIG), len(BIG))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_name_that_is_taken_is_never_written_over(inspection: Inspection, spot: Spot) -> None:
    spot.introduce(inspection)
    with spot.connect(inspection) as place:
        place.put(NAME, b"the first")
        with pytest.raises(NameTaken):
            place.put(NAME, b"another")
        assert place.fetch(NAME) == b"the first"


@pytest.mark.parametrize("kind", ["sftp", "webdav", "s3"])
def test_a_line_that_breaks_leaves_no_half_package_and_the_next_try_finishes(
    inspection: Inspection, spot_of: Callable[[str], Spot], kind: str
) -> None:
    spot = spot_of(kind)
    spot.introduce(inspection)
    assert spot.line is not None
    with spot.connect(inspection) as place:
        spot.line.cut_after(3 * STEP)
        with pytest.raises(PlaceAway):
            place.put(NAME, BIG)
    with pytest.raises(PlaceAway), spot.connect(inspection) as place:
        place.names()
    spot.line.cut_after(None)
    with spot.connect(inspection) as place:
        assert place.names() == {}
        place.put(NAME, BIG)
        assert place.fetch(NAME) == BIG
    if spot.files is not None:
        assert [path.name for path in spot.files.iterdir()] == [NAME]


@pytest.mark.parametrize("kind", ["folder", "sftp"])
def test_what_was_cut_off_goes_on_where_it_stopped(
    inspection: Inspection, spot_of: Callable[[str], Spot], kind: str
) -> None:
    spot = spot_of(kind)
    spot.introduce(inspection)

    def stop(done: int, _of: int) -> None:
        if done >= 3 * STEP:
            raise Stopped

    with spot.connect(inspection) as place:
        with pytest.raises(Stopped):
            place.put(NAME, BIG, stop)
        assert place.names() == {}
        begun: list[int] = []
        place.put(NAME, BIG, lambda done, _of: begun.append(done))
        assert begun[0] == 3 * STEP
        assert place.fetch(NAME) == BIG


def test_a_beginning_that_is_not_ours_is_written_anew(
    inspection: Inspection, spot_of: Callable[[str], Spot]
) -> None:
    spot = spot_of("sftp")
    spot.introduce(inspection)
    assert spot.files is not None
    (spot.files / NAME.replace(".fwpkg", ".part")).write_bytes(bytes(STEP))
    with spot.connect(inspection) as place:
        place.put(NAME, BIG)
        assert place.fetch(NAME) == BIG


def test_many_writers_at_once_disturb_nobody(inspection: Inspection, spot: Spot) -> None:
    spot.introduce(inspection)
    seen: list[int] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def named(number: int, one: int) -> str:
        return f"{number:04d}-{one:04d}-0000.fwpkg"

    def persist(act: Callable[[], Any]) -> Any:
        """As the outbox does: a server that stumbles over many at once is asked again."""
        for _ in range(5):
            try:
                return act()
            except PlaceAway:
                time.sleep(0.2)
        return act()

    key = inspection.store.key
    path = inspection.path

    def write(number: int) -> None:
        try:
            with Inspection.open_with(key, path, writing=False) as mine, spot.connect(mine) as place:
                for one in range(3):
                    persist(lambda one=one: place.put(named(number, one), BIG[: STEP + number], unwatched))
        except BaseException as error:
            failed.append(error)

    def watch() -> None:
        try:
            with Inspection.open_with(key, path, writing=False) as mine, spot.connect(mine) as place:
                while not done.is_set():
                    for name in persist(place.names):
                        got = persist(lambda name=name: place.fetch(name))
                        seen.append(len(got) - STEP - int(name[:4]))
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    watcher = threading.Thread(target=watch)
    watcher.start()
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    watcher.join()
    assert failed == []
    assert set(seen) <= {0}
    with spot.connect(inspection) as place:
        assert len(place.names()) == 12


@pytest.mark.parametrize("kind", ["webdav", "sftp"])
def test_who_is_not_let_in_hears_so_and_what_to_do(
    inspection: Inspection, spot_of: Callable[[str], Spot], kind: str
) -> None:
    spot = spot_of(kind)
    stranger = Spot(spot.address, type(spot.who)("stranger", "wrong"), spot.trust)
    with pytest.raises(PlaceRefuses) as refused:
        stranger.introduce(inspection)
    assert "--user" in refused.value.advice
    assert "wrong" not in str(refused.value)


def test_a_place_that_is_not_there_is_away(inspection: Inspection, spot: Spot) -> None:
    spot.introduce(inspection)
    if spot.line is not None:
        spot.line.cut_after(0)
    else:
        assert spot.files is not None
        spot.files.rmdir()
    with pytest.raises(PlaceAway), spot.connect(inspection) as place:
        place.names()


def test_a_folder_on_the_server_that_is_not_there_is_said_to_be_missing(
    inspection: Inspection, spot_of: Callable[[str], Spot]
) -> None:
    for kind in ("sftp", "webdav"):
        spot = spot_of(kind)
        assert spot.files is not None
        spot.files.rmdir()
        with pytest.raises(FieldworkError, match="no such folder"):
            spot.introduce(inspection)
        spot.files.mkdir()
        spot.files.rename(spot.files.with_name(f"{spot.files.name} {kind} {getpass.getuser()}"))
