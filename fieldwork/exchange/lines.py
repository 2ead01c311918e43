"""One change on one line. Most lines hold a short text and nothing odd, and are read by one pattern.

The pattern fits only what `canonical` would write and `shapes.CHANGE` allows, so a line that fits needs no
other check; any other line is read and checked by `format`. Both ways give the same change: a test holds them
against each other.
"""

import json
import re
from typing import Any

from fieldwork.exchange import shapes
from fieldwork.inspection.changes import Change

#: Characters that stand for themselves in JSON and may stand in a name.
_PLAIN = r'[^"\\\x00-\x1f\x7f-\x9f]'
_ID = rf'"({_PLAIN}{{1,128}})"'
_NAME = rf'"({_PLAIN}{{1,256}})"'
_LIST = rf'\[((?:"{_PLAIN}{{1,128}}"(?:,"{_PLAIN}{{1,128}}"){{0,{shapes.REPLACES_LIMIT - 1}}})?)\]'
_STRING = r'"[^"\\\x00-\x1f]*(?:\\["\\bfnrt][^"\\\x00-\x1f]*)*"'
_LINE = re.compile(
    rf'{{"at":"({_PLAIN}{{1,64}})","author":{_ID},"device":{_ID},"entity":"({_PLAIN}{{1,64}})",'
    rf'"entity_id":{_NAME},"field":{_NAME},"id":{_ID},"prev":"({_PLAIN}{{0,128}})","replaces":{_LIST},'
    rf'"seq":(0|[1-9][0-9]{{0,17}}),"value":(null|true|false|{_STRING})}}'
)
_WORDS = {"null": None, "true": True, "false": False}


def read_change(line: bytes) -> Change | None:
    """The change on a line, or None where the line is out of the ordinary and must be read step by step."""
    try:
        fit = _LINE.fullmatch(line.decode())
    except UnicodeDecodeError:
        return None
    if fit is None:
        return None
    at, author, device, entity, entity_id, field, key, prev, replaces, seq, value = fit.groups()
    seen = tuple(replaces[1:-1].split('","')) if replaces else ()
    return Change._make(
        (key, at, author, device, int(seq), prev, entity, entity_id, field, _value(value), seen)
    )


def _value(text: str) -> Any:
    if text[0] != '"':
        return _WORDS[text]
    return json.loads(text) if "\\" in text else text[1:-1]
