"""Lists as files: what they are called, and the one that is being dropped."""

from PySide6.QtCore import QMimeData

ENDINGS = (".csv", ".xlsx", ".xlsm", ".txt", ".tsv")
FILTER = f"Lists ({' '.join(f'*{ending}' for ending in ENDINGS)});;All files (*)"


def dropped(data: QMimeData) -> str:
    """The path of the one list that is being dropped, or ""."""
    urls = data.urls() if data.hasUrls() else []
    path = urls[0].toLocalFile() if len(urls) == 1 else ""
    return path if path.lower().endswith(ENDINGS) else ""
