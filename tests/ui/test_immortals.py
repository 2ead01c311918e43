"""The interpreter outlives many Qt calls, whatever the version of PySide6."""

import subprocess
import sys

CALLS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import ui.immortals
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Source(QObject):
    told = Signal(object)
    def on_told(self, value): pass
app = QCoreApplication([])
source = Source()
source.told.connect(source.on_told)
for _ in range(50_000):
    source.told.emit(None)
    source.setObjectName("x")
    source.blockSignals(False)
print("alive")
"""


def test_fifty_thousand_calls_and_a_clean_end() -> None:
    ended = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr.strip(), ended.returncode) == ("alive", "", 0)
