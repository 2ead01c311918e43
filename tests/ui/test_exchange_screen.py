"""Two laptops exchange packages through the screen; what they changed apart is settled side by side."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldwork.exchange.places import chosen
from fieldwork.exchange.receive import receive as take
from fieldwork.exchange.send import send
from fieldwork.inspection import audit, queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import QuestionId
from fieldwork.reading.service import Reader
from tests.ui import files, waiting
from ui.screens.conflicts import ConflictsScreen
from ui.screens.exchange import ExchangeScreen
from ui.screens.place_dialog import PlaceDialog
from ui.session import Session
from ui.settings import SEND_FOLDER, Settings

CASE, QUESTION = "A100001", QuestionId("2.1.1.a")
LONG = "Nothing shows that the plan was talked through with him. It was signed on the day." * 4


@dataclass(frozen=True)
class Laptops:
    """The lead's session, the inspector's copy of the same file, and the folder between them."""

    session: Session
    other: Path
    box: Path

    def inspector_answers(self, value: str, note: str = "") -> Path:
        """The inspector answers and sends; the package."""
        with Inspection.open(self.other, files.PASSPHRASE) as copy:
            queries.set_user(copy, files.INSPECTOR)
            reader = Reader(copy, files.INSPECTOR)
            reader.answer(CASE, QUESTION, value)
            if note:
                reader.note(CASE, QUESTION, note)
            package = send(copy, files.INSPECTOR, self.box).package
        assert package is not None
        return package


@pytest.fixture
def laptops(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptops]:  # noqa: ARG001
    path = tmp_path / "lead" / "Northumbria 2019.fieldwork"
    path.parent.mkdir()
    session = waiting.opened(path, monkeypatch)
    send(session.inspection, session.author, tmp_path)  # the team's key is made before the file is copied
    session.close()
    other, box = tmp_path / "inspector.fieldwork", tmp_path / "box"
    shutil.copy(path, other)
    box.mkdir()
    session.open(path, files.PASSPHRASE)
    yield Laptops(session, other, box)
    session.close()


@pytest.fixture
def screen(qtbot: QtBot, laptops: Laptops) -> ExchangeScreen:
    made = ExchangeScreen(laptops.session)
    waiting.shown(qtbot, made)
    return made


def receive(screen: ExchangeScreen, qtbot: QtBot, *packages: Path) -> None:
    screen.receive_files([str(package) for package in packages])
    waiting.finished(qtbot)


def test_what_waits_is_counted_and_sent_to_the_folder(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    assert not screen.send.isEnabled()
    laptops.session.done(laptops.session.reader.answer(CASE, QUESTION, "yes"))
    assert screen._waits.text() == "1 change in 1 case to send."
    screen.send_to(str(laptops.box))
    waiting.finished(qtbot)
    sent = list(laptops.box.glob("*.fwpkg"))
    assert len(sent) == 1
    message = screen.banner.message()
    assert message is not None
    assert sent[0].name in message.text
    assert laptops.session.inspection.journal.count_unsent() == 0
    assert not screen.send.isEnabled()
    assert Settings().get(SEND_FOLDER) == str(laptops.box)


def test_a_folder_that_is_gone_is_told_and_nothing_counts_as_sent(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    laptops.session.done(laptops.session.reader.answer(CASE, QUESTION, "yes"))
    screen.send_to(str(laptops.box / "gone"))
    waiting.finished(qtbot)
    message = screen.banner.message()
    assert message is not None
    assert message.tone == "danger"
    assert "still count as not sent" in message.detail
    assert laptops.session.inspection.journal.count_unsent() > 0


def test_a_package_is_received_with_its_senders_words(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    package = laptops.inspector_answers("no")
    receive(screen, qtbot, package)
    assert laptops.session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") == "no"
    message, first = screen.banner.message(), screen.first.message()
    assert message is not None
    assert first is not None
    assert message.text.startswith("1 package received from Imran Reader: ")
    assert first.detail.startswith("Imran Reader: ")
    receive(screen, qtbot, package)
    assert screen.first.message() is None
    again = screen.banner.message()
    assert again is not None
    assert again.text == "1 package received from Imran Reader: 0 new changes."


def test_a_damaged_package_does_not_stop_the_others(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    package = laptops.inspector_answers("no")
    damaged = laptops.box / "cut.fwpkg"
    damaged.write_bytes(package.read_bytes()[:-40])
    receive(screen, qtbot, damaged, package)
    message = screen.banner.message()
    assert message is not None
    assert message.tone == "danger"
    assert message.text.endswith("1 package not taken in.")
    assert message.detail.startswith("cut.fwpkg: ")
    assert laptops.session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") == "no"


def test_a_receipt_says_that_a_package_arrived(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    laptops.session.done(laptops.session.reader.answer(CASE, QUESTION, "yes"))
    screen.send_to(str(laptops.box))
    waiting.finished(qtbot)
    with Inspection.open(laptops.other, files.PASSPHRASE) as copy:
        got = take(copy, files.INSPECTOR, next(laptops.box.glob("*.fwpkg")))
    assert got.receipt is not None
    model = screen.packages.model
    assert model.index(0, 6).data() == "Not yet"
    receive(screen, qtbot, got.receipt)
    message = screen.banner.message()
    assert message is not None
    assert message.text == "1 receipt received."
    said = [(model.index(row, 0).data(), model.index(row, 6).data()) for row in range(model.rowCount())]
    assert said[0][0] == "Sent"
    assert said[0][1] != "Not yet"


def test_packages_are_dropped_on_the_screen(screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot) -> None:
    waiting.drop(screen, laptops.inspector_answers("no"))
    waiting.finished(qtbot)
    assert laptops.session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") == "no"


@pytest.fixture
def conflicts(screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot) -> ConflictsScreen:
    """The page of conflicts, with an answer and its note changed apart."""
    reader = laptops.session.reader
    laptops.session.done(reader.answer(CASE, QUESTION, "yes"))
    laptops.session.done(reader.note(CASE, QUESTION, "He was asked."))
    receive(screen, qtbot, laptops.inspector_answers("no", LONG))
    message = screen.conflicting.message()
    assert message is not None
    assert message.text.startswith("2 values changed apart")
    screen.conflicting.action_chosen.emit("settle")
    return screen.conflicts


def test_both_sides_are_shown_whole_and_one_is_kept(
    conflicts: ConflictsScreen, laptops: Laptops, screen: ExchangeScreen
) -> None:
    assert conflicts.isVisible()
    chosen = conflicts._states[conflicts.table.current()]
    assert {side.who for side in chosen.sides} == {"Carys Lead", "Imran Reader"}
    assert {side.value for side in chosen.sides} in ({"Yes", "No"}, {"He was asked.", LONG})
    for _ in range(2):
        imran = next(n for n, s in enumerate(_sides(conflicts)) if s == "Imran Reader")
        conflicts.keeps[imran].click()
    record = laptops.session.inspection.record("answer", f"{CASE}/{QUESTION}")
    assert (record["value"], record["note"]) == ("no", LONG)
    assert audit.conflicts(laptops.session.inspection) == []
    conflicts.back.click()
    assert screen.conflicting.message() is None
    assert not conflicts.isVisible()


def _sides(conflicts: ConflictsScreen) -> list[str]:
    return [side.who for side in conflicts._states[conflicts.table.current()].sides]


def test_a_conflicts_case_can_be_opened(
    conflicts: ConflictsScreen, screen: ExchangeScreen, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(screen.go) as went:
        conflicts.case.click()
    assert went.args == ["reading", CASE]
    assert screen.place() == "conflicts"


def test_everything_that_takes_the_keyboard_has_a_name(
    screen: ExchangeScreen, conflicts: ConflictsScreen
) -> None:
    assert waiting.unnamed(screen) == []
    conflicts.back.click()
    assert waiting.unnamed(screen) == []


def test_what_cannot_go_waits_in_the_outbox_and_goes_when_the_place_is_back(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    screen.use_folder(str(laptops.box))
    laptops.box.rmdir()
    laptops.session.done(laptops.session.reader.answer(CASE, QUESTION, "yes"))
    screen.send.click()
    waiting.finished(qtbot)
    message, waits = screen.banner.message(), screen.waits.message()
    assert message is not None
    assert waits is not None
    assert message.tone == "warning"
    assert waits.text.startswith("1 package in the outbox")
    laptops.box.mkdir()
    screen.waits.action_chosen.emit("go")
    waiting.finished(qtbot)
    assert len(list(laptops.box.glob("*.fwpkg"))) == 1
    assert screen.waits.message() is None


def test_what_arrives_in_the_chosen_folder_is_offered_and_taken_in_when_asked(
    screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot
) -> None:
    screen.use_folder(str(laptops.box))
    waiting.finished(qtbot)
    assert screen.arrived.message() is None
    laptops.inspector_answers("no")
    qtbot.waitUntil(lambda: screen.arrived.message() is not None)
    message = screen.arrived.message()
    assert message is not None
    assert message.text.startswith("1 new package")
    assert laptops.session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") is None, "only offered"
    screen.arrived.action_chosen.emit("take")
    waiting.finished(qtbot)
    assert laptops.session.inspection.value("answer", f"{CASE}/{QUESTION}", "value") == "no"


def test_who_has_what_is_told(screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot) -> None:
    laptops.session.done(laptops.session.reader.answer(CASE, QUESTION, "yes"))
    screen.send_to(str(laptops.box))
    waiting.finished(qtbot)
    screen.arrive("standing")
    assert screen.standing.isVisible()
    names = {screen.standing.people.model.index(row, 0).data() for row in range(2)}
    assert names == {"Carys Lead", "Imran Reader"}
    assert screen.standing.sent.model.index(0, 3).data() == "Not yet"
    assert "nobody has acknowledged" in screen.standing._says.text()
    assert waiting.unnamed(screen) == []


def test_a_place_is_tried_before_it_is_kept(screen: ExchangeScreen, laptops: Laptops, qtbot: QtBot) -> None:
    screen.other.click()
    dialog = screen.findChildren(PlaceDialog)[-1]
    dialog.address.setText("ftp://somewhere/else")
    dialog.buttons["try"].click()
    assert chosen.chosen(laptops.session.inspection) is None
    dialog.address.setText(str(laptops.box))
    dialog.buttons["try"].click()
    waiting.finished(qtbot)
    held = chosen.chosen(laptops.session.inspection)
    assert held is not None
    assert held.folder == laptops.box
    assert list(laptops.box.iterdir()) == [], "what was put there to try it is gone"


def test_conflicts_are_settled_by_a_rule_and_opened_again_by_undo(
    conflicts: ConflictsScreen, laptops: Laptops
) -> None:
    rules = {action.text(): action for action in conflicts.rules.menu().actions()}
    latest = next(action for words, action in rules.items() if "last" in words)
    latest.trigger()
    assert audit.conflicts(laptops.session.inspection) == []
    laptops.session.undo()
    assert len(audit.conflicts(laptops.session.inspection)) == 2
