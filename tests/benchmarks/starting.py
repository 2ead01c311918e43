"""From the start of the process to a window that can be used, beside a bare window of Qt's."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.table import Row

_ROUNDS = 7
_TOP = Path(__file__).resolve().parents[2]

#: Ends the process once the first window has painted and the event loop is idle again.
_WATCH = """
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
"""
_BARE = f"""
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
{_WATCH}
watch = Watch()
window = QMainWindow()
window.installEventFilter(watch)
window.show()
app.exec()
"""
_OURS = f"""
from PySide6.QtWidgets import QApplication
from ui.app import build
from ui.settings import Settings
app = QApplication([])
{_WATCH}
watch = Watch()
window = build(app, Settings())
window.installEventFilter(watch)
window.show()
app.exec()
"""


def measure() -> list[Row]:
    """Medians of several rounds, ours and the bare window in turn."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        _seconds(_BARE, folder), _seconds(_OURS, folder)  # once uncounted: both with their bytecode at hand
        for _ in range(_ROUNDS):
            bare.append(_seconds(_BARE, folder))
            ours.append(_seconds(_OURS, folder))
    quick, full = statistics.median(bare), statistics.median(ours)
    what = "start of the process to the start screen"
    return [Row(what, full, "s", quick, "1.5 × a bare window", full <= 1.5 * quick)]


def _seconds(script: str, home: str) -> float:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "FIELDWORK_HOME": home,
        "XDG_CONFIG_HOME": home,
    }
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], cwd=_TOP, env=environment, check=True, timeout=60)
    return time.perf_counter() - begun
