"""The window's list of recent inspections, as its settings file holds it: taking one off from outside."""

import json
import re
from pathlib import Path

from fieldwork.inspection import machine

# One line of an INI file as Qt writes it: in quotation marks, with a backslash before each of those and
# before each backslash. The list itself is JSON in plain ASCII.
_LINE = re.compile(r'^recent="((?:[^"\\]|\\.)*)"$', re.MULTILINE)


def forget(path: Path) -> bool:
    """Takes a file off the list; whether it is surely not on it now. A list that is not understood is left
    alone.
    """
    settings = machine.home() / "settings.ini"
    try:
        text = settings.read_text(encoding="utf-8")
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False
    line = _LINE.search(text)
    if line is None:
        return not re.search(r"^recent=", text, re.MULTILINE)
    try:
        rows = json.loads(re.sub(r"\\(.)", r"\1", line[1]))
        left = [row for row in rows if Path(row["path"]) != path.absolute()]
    except (ValueError, TypeError, KeyError):
        return False
    written = json.dumps(left).replace("\\", "\\\\").replace('"', '\\"')
    settings.write_text(f'{text[: line.start()]}recent="{written}"{text[line.end() :]}', encoding="utf-8")
    return True
