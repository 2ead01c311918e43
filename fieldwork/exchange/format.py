"""What is inside a package: a manifest and its lines, as values and as compressed canonical bytes.

Pure: no keys, no files, no clock. `docs/package-format.md` describes every byte.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from fieldwork.exchange import shapes
from fieldwork.exchange.lines import read_change
from fieldwork.exchange.refusals import Damaged, NewerFormat, TooLarge
from fieldwork.exchange.shapes import Kind
from fieldwork.inspection.changes import Change

FORMAT = 2
#: Bytes of one line, of everything in a package when unpacked, and how many lines it may have.
LINE_LIMIT = 4 * 2**20
CONTENT_LIMIT = 256 * 2**20
LINES_LIMIT = 1_000_000

_STEP = 64 * 2**10


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A package's first line: what it is, whose it is, for whom, and what follows.

    `made` is journal-clock text; `changes` counts the lines that follow (for a receipt: packages
    acknowledged); `digest` is the SHA-256 of those lines in hexadecimal. `pack` fills in both.

    `to` are persons (none: the whole team), `root` and `founder` say whose roster the sender goes by,
    `seq` how far the sender's chain had come. `extent` says what a receiver who held `base` of the
    streams `before` holds of the streams `scope` afterwards, `have` what the sender holds; of both see
    `extents`. `team_key` is the team's secret age key, where a lead hands it on.
    """

    format: int = FORMAT
    kind: Kind
    package: str
    inspection: str
    sender: str
    device: str
    signing_key: str
    made: str
    changes: int = 0
    cases: int = 0
    digest: str = ""
    to: tuple[str, ...] = ()
    root: str = ""
    founder: str = ""
    seq: int = 0
    extent: Mapping[str, Any] | None = None
    have: Mapping[str, Any] | None = None
    team_key: str = field(default="", repr=False)

    def as_record(self) -> dict[str, Any]:
        """The line that says this manifest."""
        record = {f.name: getattr(self, f.name) for f in fields(self)} | {"to": list(self.to)}
        return record if self.format > 1 else {key: record[key] for key in shapes.MANIFEST_1}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Manifest":
        """The manifest that a checked line says, of any format that is known."""
        return cls(**{**record, "to": tuple(record.get("to", ()))})


@dataclass(frozen=True, slots=True)
class Receipt:
    """One acknowledged package: its id, its file's SHA-256, and what was new in it.

    `received` is journal-clock text, `receiver` the id of the person who took it in.
    """

    package: str
    sha256: str
    new_changes: int
    received: str
    receiver: str

    def as_record(self) -> dict[str, Any]:
        """The line that says this receipt, for `pack`."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Receipt":
        """The receipt that a line of an unpacked receipt says."""
        return cls(**record)


def pack(manifest: Manifest, changes: Sequence[Mapping[str, Any]]) -> bytes:
    """The package's payload: the manifest and one line a change (or receipt), compressed.

    Holds to the rules that `unpack` checks, so what it makes can be opened. Raises TooLarge beyond
    the limits, and ValueError for a line of the wrong shape, which is the caller's mistake.
    """
    if len(changes) > LINES_LIMIT:
        raise TooLarge(f"{len(changes)} lines")
    shape = _shape_of(manifest.kind)
    lines = [_line(shape, change, f"line {number}") for number, change in enumerate(changes, 2)]
    twice = shapes.doubled(change.get("id") for change in changes)
    if twice:
        raise ValueError(f"two changes have the id {twice}")
    content = b"".join(lines)
    full = replace(manifest, changes=len(lines), digest=hashlib.sha256(content).hexdigest())
    whole = _line(_manifest_shape(full.format), full.as_record(), "manifest") + content
    if len(whole) > CONTENT_LIMIT:
        raise TooLarge(f"{len(whole)} bytes")
    return zlib.compress(whole)


def unpack(payload: bytes) -> tuple[Manifest, list[dict[str, Any]]]:
    """The manifest and the checked lines of a payload.

    Raises NewerFormat, Damaged or TooLarge. Reads as a stream and stops at the first fault, so a
    small file that would swell to gigabytes costs neither memory nor time.
    """
    manifest, lines = _opened(payload)
    shape = _shape_of(manifest.kind)
    records = [_record(shape, line, place) for place, line in lines]
    _refuse_doubled(record.get("id") for record in records)
    return manifest, records


def unpack_changes(payload: bytes) -> tuple[Manifest, list[Change]]:
    """The same of a payload that holds changes, in a quarter of the time; their ids are not proved yet."""
    manifest, lines = _opened(payload)
    changes = [
        read_change(line) or Change.from_dict(_record(shapes.CHANGE, line, place)) for place, line in lines
    ]
    _refuse_doubled(change.id for change in changes)
    return manifest, changes


def _opened(payload: bytes) -> tuple[Manifest, Iterator[tuple[str, bytes]]]:
    """The manifest, and the lines with their places; once all are read they are what it says they are."""
    lines = _lines(payload)
    manifest = _first(lines)
    return manifest, _proved(manifest, lines)


def _proved(manifest: Manifest, lines: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    digest = hashlib.sha256()
    number = 1
    for number, line in enumerate(lines, 2):
        if number > manifest.changes + 1:
            raise Damaged("more lines than the manifest counts", f"line {number}")
        digest.update(line + b"\n")
        yield f"line {number}", line
    if number != manifest.changes + 1:
        raise Damaged(f"{number - 1} lines where the manifest counts {manifest.changes}")
    if digest.hexdigest() != manifest.digest:
        raise Damaged("the lines do not match the manifest's digest")


def _refuse_doubled(ids: Iterable[str | None]) -> None:
    twice = shapes.doubled(ids)
    if twice:
        raise Damaged(f"two changes have the id {twice}")


def manifest_of(payload: bytes) -> Manifest:
    """The manifest alone, so that the sender can be judged before the rest is unpacked."""
    return _first(_lines(payload))


def canonical(value: object) -> bytes:
    """The one way a value is written: JSON in UTF-8, keys sorted, no spaces.

    Raises ValueError for what JSON cannot say: an infinite number, half a character pair, an object.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return text.encode()


def read_canonical(line: bytes, place: str) -> dict[str, Any]:
    """The object on one line, refused as Damaged unless written exactly as `canonical` writes it.

    That leaves one reading only: no doubled keys, no other spelling of the same text or number.
    """
    try:
        value = json.loads(line)
        if isinstance(value, dict) and canonical(value) == line:
            return value
    except (ValueError, RecursionError):
        pass
    raise Damaged("is not an object in canonical JSON", place)


def _first(lines: Iterator[bytes]) -> Manifest:
    record = read_canonical(next(lines, b""), "manifest")
    claimed = record.get("format")
    # Before anything else: a newer format may name fields that this version has never heard of.
    if type(claimed) is int and claimed > FORMAT:
        raise NewerFormat(f"format {claimed}, where this version knows {FORMAT}", "manifest")
    _refuse(shapes.fault(_manifest_shape(claimed), record), "manifest")
    return Manifest.from_record(record)


def _record(shape: shapes.Shape, line: bytes, place: str) -> dict[str, Any]:
    record = read_canonical(line, place)
    _refuse(shapes.fault(shape, record), place)
    return record


def _refuse(fault: str | None, place: str) -> None:
    if fault:
        raise Damaged(fault, place)


def _line(shape: shapes.Shape, record: Mapping[str, Any], place: str) -> bytes:
    fault = shapes.fault(shape, record)
    if fault:
        raise ValueError(f"{place}: {fault}")
    line = canonical(record)
    if len(line) > LINE_LIMIT:
        raise TooLarge(f"{len(line)} bytes in one line", place)
    return line + b"\n"


def _manifest_shape(number: object) -> shapes.Shape:
    return shapes.MANIFEST_1 if number == 1 else shapes.MANIFEST


def _shape_of(kind: Kind) -> shapes.Shape:
    return shapes.RECEIPT if kind == "receipt" else shapes.CHANGE


def _lines(payload: bytes) -> Iterator[bytes]:
    """The payload's lines without their ends, never holding more than a line and one step."""
    rest = b""
    count = 0
    for piece in _inflated(payload):
        *whole, rest = (rest + piece).split(b"\n")
        if max(map(len, (*whole, rest))) > LINE_LIMIT:
            raise TooLarge("a line longer than a line may be", f"line {count + 1}")
        count += len(whole)
        if count > LINES_LIMIT + 1:
            raise TooLarge(f"more than {LINES_LIMIT} lines")
        yield from whole
    if rest:
        raise Damaged("the last line is cut short", f"line {count + 1}")


def _inflated(payload: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj()
    waiting, total = payload, 0
    while not stream.eof:
        try:
            piece = stream.decompress(waiting, _STEP)
        except zlib.error as error:
            raise Damaged(f"cannot be decompressed ({error})") from None
        total += len(piece)
        if total > CONTENT_LIMIT:
            raise TooLarge(f"swells to more than {CONTENT_LIMIT} bytes")
        waiting = stream.unconsumed_tail
        if not piece and not stream.eof:
            raise Damaged("the compressed part ends too early")
        yield piece
    if stream.unused_data:
        raise Damaged("something follows the compressed part")
