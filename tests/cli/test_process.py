"""The command line as a process of its own: `python -m fieldwork`, pipes, and two processes at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldwork.inspection.file import Inspection
from tests.cli.conftest import PASSPHRASE

CASE = "E255766"


def process(*words: object, passphrase: str = PASSPHRASE, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "FIELDWORK_PASSPHRASE": passphrase, **more}
    command = [sys.executable, "-m", "fieldwork", *(str(w) for w in words)]
    return subprocess.run(command, env=environment, capture_output=True, timeout=60, input=b"", check=False)


def test_a_document_goes_to_standard_output_and_nothing_else(file: Path) -> None:
    ended = process("info", file, "--json")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout)["officers"] == 62


def test_statuses_and_words_of_refusals_and_wrong_usage(file: Path) -> None:
    refused, misused = process("case", file, "Z9", "--json"), process("case", file)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["ok"] is False
    assert b"no case Z9" in refused.stderr
    assert (misused.returncode, misused.stdout) == (2, b"")
    assert b"Traceback" not in refused.stderr + misused.stderr


def test_no_passphrase_and_nobody_to_ask_is_wrong_usage(file: Path) -> None:
    ended = process("info", file, passphrase="")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"--passphrase-file" in ended.stderr


def test_letters_of_every_script_come_out_whatever_the_terminal(file: Path) -> None:
    ended = process("team", file, "add", "Siân Ŵyn-Łukasz", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ended.returncode == 0
    assert "Siân Ŵyn-Łukasz" in ended.stdout.decode()


def test_a_file_open_for_writing_can_be_read_and_copied_and_not_written(file: Path, tmp_path: Path) -> None:
    with Inspection.open(file, PASSPHRASE) as inspection:
        with inspection.edit("", "Answered") as edit:
            edit.set("answer", f"{CASE}/2.1.1", "value", "yes")
        copied = process("backup", file, tmp_path / "copy.fieldwork", "--json")
        read = process("case", file, CASE, "--json")
        refused = process("team", file, "add", "Dai Prys")
    assert copied.returncode == read.returncode == 0
    assert json.loads(read.stdout)["answered"] == 1
    assert refused.returncode == 1
    assert b"already open" in refused.stderr
    copy = process("case", tmp_path / "copy.fieldwork", CASE, "--json")
    assert json.loads(copy.stdout)["answered"] == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to this user"
)
def test_a_read_only_folder_can_be_read_and_refuses_changes(file: Path) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        assert process("info", file, "--json").returncode == 0
        refused = process("team", file, "add", "Dai Prys")
    finally:
        file.parent.chmod(0o755)
    assert refused.returncode == 1
    assert b"could not be written" in refused.stderr
