"""The command line as a person scripts it: commands in, exit status, JSON and words out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fieldwork.cli.main import fieldwork

PASSPHRASE = "a hut on the moor"
LIST = Path(__file__).parents[1] / "samples" / "northumbria-sample.csv"
AS_SENT = LIST.with_name("northumbria-sample-as-sent.xlsx")


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document and nothing else."""
        return json.loads(self.out)


Cli = Callable[..., Said]


def run(*words: object, passphrase: str | None = PASSPHRASE, given: str = "") -> Said:
    """Runs a command in this process. An exception that escapes it fails the test."""
    secret = {"FIELDWORK_PASSPHRASE": passphrase}
    result = CliRunner().invoke(fieldwork, [str(w) for w in words], env=secret, input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return Said(result.exit_code, result.stdout, result.stderr)


def done(*words: object) -> Any:
    """The JSON of a command that is not refused."""
    said = run(*words, "--json")
    assert said.status == 0, said.err
    return said.json


@pytest.fixture(scope="session")
def sampled_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An inspection made by the command line: the real sample, a lead and six inspectors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("sampled") / "made.fieldwork"
        dates = ("--starts", "2019-09-16", "--ends", "2019-09-27")
        done("new", path, "--programme", "adult", "--title", "Northumbria 2019", "--provider", "CRC", *dates)
        done("team", path, "add", "Carys Lead", "--role", "lead")
        for name in ("Imran Reader", "Beth Garrow", "Colin Reed", "Eira Ŵyn", "Gwen Hale", "Hugh Pell"):
            done("team", path, "add", name)
        done("list", "sync", path, LIST)
        return path.read_bytes()


@pytest.fixture
def file(tmp_path: Path, sampled_bytes: bytes) -> Path:
    """That inspection, in a folder of its own."""
    path = tmp_path / "Northumbria.fieldwork"
    path.write_bytes(sampled_bytes)
    return path
