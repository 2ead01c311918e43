"""An open concern is told when its package leaves and when it arrives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.exchange.receive import receive
from fieldwork.exchange.send import send
from fieldwork.inspection import backups
from fieldwork.inspection.file import Inspection
from fieldwork.reading import concerns
from fieldwork.reading.concerns import Concern
from tests.reading.files import CASE, INSPECTOR, LEAD, OTHER, PASSPHRASE, make


@pytest.fixture
def laptops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Inspection, Inspection]]:
    """The lead's file and an inspector's copy of it."""
    monkeypatch.setenv("FIELDWORK_HOME", str(tmp_path / "home"))
    with make(tmp_path / "lead.fieldwork") as lead:
        lead.journal.mark_sent([c.id for c in lead.journal.unsent()], "copied")
        backups.backup(lead, tmp_path / "inspector.fieldwork")
        with Inspection.open(tmp_path / "inspector.fieldwork", PASSPHRASE) as inspector:
            yield lead, inspector


def test_a_package_says_which_open_concerns_it_holds(
    laptops: tuple[Inspection, Inspection], tmp_path: Path
) -> None:
    lead, inspector = laptops
    made = concerns.raise_concern(inspector, INSPECTOR, Concern("", CASE, "Act today."))
    sent = send(inspector, INSPECTOR, tmp_path)
    assert sent.concerns == (CASE,)
    assert sent.package is not None
    got = receive(lead, LEAD, sent.package)
    assert got.concerns == (CASE,)
    assert [c.ref for c in concerns.concerns(lead, only_open=True)] == [CASE]
    for field in ("told", "done"):
        concerns.write(inspector, INSPECTOR, made.id, field, "The manager")
    concerns.close(inspector, INSPECTOR, made.id)
    closing = send(inspector, INSPECTOR, tmp_path)
    assert closing.package is not None
    assert receive(lead, LEAD, closing.package).concerns == ()
    assert concerns.concerns(lead, only_open=True) == []


def test_an_older_concern_is_told_again_at_every_sending_but_not_as_part_of_that_package(
    laptops: tuple[Inspection, Inspection], tmp_path: Path
) -> None:
    lead, inspector = laptops
    concerns.raise_concern(inspector, INSPECTOR, Concern("", CASE, "Act today."))
    first = send(inspector, INSPECTOR, tmp_path)
    concerns.raise_concern(inspector, INSPECTOR, Concern("", OTHER, "Act too."))
    second = send(inspector, INSPECTOR, tmp_path)
    assert second.concerns == (CASE, OTHER)
    assert first.package is not None
    assert second.package is not None
    assert receive(lead, LEAD, second.package).concerns == (OTHER,)
    assert receive(lead, LEAD, first.package).concerns == (CASE,)


def test_a_concern_travels_with_any_case(laptops: tuple[Inspection, Inspection], tmp_path: Path) -> None:
    lead, inspector = laptops
    concerns.raise_concern(inspector, INSPECTOR, Concern("", CASE, "Act today."))
    sent = send(inspector, INSPECTOR, tmp_path, only_cases=[OTHER])
    assert sent.package is not None
    assert receive(lead, LEAD, sent.package).concerns == (CASE,)
