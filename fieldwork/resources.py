"""Where the program's own files are: programmes, guidance, fonts, icons, the demo inspection."""

import sys
from functools import cache
from pathlib import Path

from fieldwork.errors import Fault


def places() -> list[Path]:
    """Where the `resources` folder may be, the likeliest first: bundled, in a source checkout, installed."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's bundles only
    return [
        *([Path(bundle) / "resources"] if bundle else []),
        Path(__file__).resolve().parents[1] / "resources",
        Path(sys.prefix) / "share" / "fieldwork" / "resources",
    ]


@cache
def folder() -> Path:
    """The `resources` folder. Raises Fault when it is nowhere to be found."""
    for place in places():
        if place.is_dir():
            return place
    raise Fault("The program's own files (its folder resources) are missing.", "Install Fieldwork again.")


def resource(*parts: str) -> Path:
    """The path of one of the program's own files or folders, whether or not it exists.

    `resource("programmes", "adult.toml")`. Raises Fault when the whole folder is missing.
    """
    return folder().joinpath(*parts)
