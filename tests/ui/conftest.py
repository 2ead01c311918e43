"""The window's tests run without a screen; the platform is chosen before Qt is imported."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.watchdog import Freeze, Watchdog


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The name that the application under test goes by."""
    return ["fieldwork"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> theme.Theme:
    """Every test sees the window as people do, in its light colours."""
    return theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def unfrozen(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001  # there has to be an event loop
    """No turn of the event loop may work for longer than people notice."""
    if not os.environ.get("FIELDWORK_WATCH"):
        yield
        return
    freezes: list[Freeze] = []
    dog = Watchdog(freezes.append)
    dog.start()
    yield
    dog.stop()
    assert not freezes, "; ".join(str(freeze) for freeze in freezes)
