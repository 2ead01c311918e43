"""The window. One screen a module."""

import ui.immortals  # noqa: F401  # before any other use of Qt
