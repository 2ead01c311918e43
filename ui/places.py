"""The places one can go to in the window: what the table of screens is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # the session brings the domain with it, which the start screen does without
    from ui.session import Session


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One screen that can be gone to. `make` imports and builds it when it is first wanted.

    A screen is a widget made from the session and a parent. It may have: a signal `go(screen, argument)`
    to lead elsewhere; a signal `print_wanted(document, reference or references)`; `arrive(argument)` to
    be told what to show, such as a case's reference; `place()` to say what leads back to what it shows.
    """

    key: str
    title: str
    icon: str
    make: "Callable[[Session, QWidget], QWidget]"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where one is: a screen's key and what it shows."""

    screen: str = "cases"
    argument: str = ""
