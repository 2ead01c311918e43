"""Makes the demo inspection, or finds the one that was made before."""

from pathlib import Path

from fieldwork.inspection import machine
from ui import jobs


def prepare(_progress: jobs.Progress) -> tuple[Path, str]:
    """The demo's file and its passphrase. Takes a while the first time: work for a job."""
    from fieldwork.demo import PASSPHRASE, make_demo  # not before: it takes long to load

    return make_demo(machine.home() / "demo"), PASSPHRASE
