"""The window's tests run without a screen; the platform is chosen before Qt is imported."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from ui import theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The name that the application under test goes by."""
    return ["fieldwork"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> theme.Theme:
    """Every test sees the window as people do, in its light colours."""
    return theme.apply(qapp, "light")
