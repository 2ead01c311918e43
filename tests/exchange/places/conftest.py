"""The four kinds of place, each behind its real server, and laptops that share an inspection."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from fieldwork.exchange.places import chosen
from fieldwork.exchange.places.address import Address, parse
from fieldwork.exchange.places.credentials import Credentials
from fieldwork.exchange.places.place import Place
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.sqlcipher import Key
from tests.exchange.places.servers import HOST, PASSWORD, S3, USER, Dav, Line, Sshd


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """No test reaches this computer's own keyring."""
    held = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(held)


@dataclass(frozen=True)
class Spot:
    """A place to test: where it is, who we are there, its server's key, and the line to it."""

    address: Address
    who: Credentials
    trust: str = ""
    line: Line | None = None
    files: Path | None = None

    def introduce(self, inspection: Inspection) -> None:
        chosen.introduce(inspection, self.address, self.who, self.trust)

    def connect(self, inspection: Inspection) -> Place:
        return chosen.connect(inspection, self.address)


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    server = Sshd(tmp_path_factory.mktemp("sshd"))
    with server.run():
        yield server


@pytest.fixture(scope="session")
def dav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dav]:
    server = Dav(tmp_path_factory.mktemp("dav"))
    with server.run():
        yield server


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    server = S3(tmp_path_factory.mktemp("s3"))
    with server.run():
        yield server


KINDS = ("folder", "sftp", "webdav", "s3")


@pytest.fixture
def spot_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Spot]]:
    """A place of a kind, new and empty for the test that asks."""
    with ExitStack() as lines:

        def line_to(port: int) -> Line:
            line = Line(port)
            lines.callback(line.close)
            return line

        def spot(kind: str) -> Spot:
            name = tmp_path.name
            if kind == "folder":
                folder = tmp_path / "post"
                folder.mkdir()
                return Spot(parse(str(folder)), Credentials(), files=folder)
            if kind == "sftp":
                server: Sshd = request.getfixturevalue("sshd")
                files = server.files / name
                files.mkdir()
                line = line_to(server.port)
                address = parse(f"sftp://{HOST}:{line.port}{files}")
                return Spot(
                    address, Credentials("root", key_file=str(server.key)), server.fingerprint, line, files
                )
            if kind == "webdav":
                web: Dav = request.getfixturevalue("dav")
                files = web.files / name
                files.mkdir()
                line = line_to(web.port)
                return Spot(
                    parse(f"webdav://{HOST}:{line.port}/{name}"), Credentials(USER, PASSWORD), "", line, files
                )
            bucket: S3 = request.getfixturevalue("s3")
            line = line_to(bucket.port)
            address = parse(f"s3://{bucket.bucket}/{name}?endpoint=http://{HOST}:{line.port}")
            return Spot(address, Credentials("id", "secret"), "", line)

        yield spot


@pytest.fixture(params=KINDS)
def spot(request: pytest.FixtureRequest, spot_of: Callable[[str], Spot]) -> Spot:
    """A place of each kind in turn."""
    return spot_of(request.param)


@pytest.fixture
def copies(inspection_path: Path, tmp_path: Path, closed_key: Key) -> Iterator[Callable[[str], Inspection]]:
    """Copies of one file by name, each opened as a laptop of its own."""
    with ExitStack() as opened:

        def copy(name: str) -> Inspection:
            (tmp_path / name).mkdir()
            path = shutil.copy(inspection_path, tmp_path / name / "made.fieldwork")
            return opened.enter_context(Inspection.open_with(closed_key, Path(path)))

        yield copy
