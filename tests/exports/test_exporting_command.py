"""The export commands, from a programme alone and from an inspection file."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldwork import whole_files
from fieldwork.cli.main import fieldwork
from fieldwork.errors import Fault
from fieldwork.inspection.file import Inspection
from fieldwork.programme import library
from tests.exports.awkward import AWKWARD


def run(*arguments: str | Path) -> Result:
    """One command with the passphrase in its environment."""
    environment = {"FIELDWORK_PASSPHRASE": "correct horse"}
    return CliRunner().invoke(fieldwork, list(map(str, arguments)), env=environment)


def test_an_inspection_gives_every_form_of_its_programme(tmp_path: Path) -> None:
    path = tmp_path / "one.fieldwork"
    day = date(2019, 9, 16)
    programme = library.load("quality-impact")
    Inspection.create(
        path, "correct horse", programme=programme, title="One", provider="P", starts=day, ends=day
    ).close()
    done = run("export", path, "--format", "xlsform", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    files = [Path(name) for name in json.loads(done.stdout)["files"]]
    assert len(files) == len(programme.forms)
    assert sorted(files) == sorted((tmp_path / "out").iterdir())


def test_a_programme_gives_its_forms_without_an_inspection(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(AWKWARD, encoding="utf-8")
    done = run("programme", "export", own, "--format", "xlsform", "--out", tmp_path / "own", "--json")
    assert done.exit_code == 0, done.output
    names = [Path(name).name for name in json.loads(done.stdout)["files"]]
    assert names == ["awkward-only-case.xlsx", "awkward-only-other-one.xlsx"]
    options = ("--edition", "first-round", "--format", "xlsform", "--out", tmp_path / "first")
    assert run("programme", "export", "adult", *options).exit_code == 0
    assert (tmp_path / "first" / "adult-first-round-supervision.xlsx").is_file()


def test_an_unknown_programme_is_refused(tmp_path: Path) -> None:
    done = run("programme", "export", "nothing", "--format", "xlsform", "--out", tmp_path)
    assert done.exit_code == 1
    assert "adult" in done.stderr


@pytest.mark.parametrize("formats", ["", ",", "xlsform,doc"])
def test_only_formats_that_exist_are_taken(formats: str, tmp_path: Path) -> None:
    done = run("programme", "export", "adult", "--format", formats, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Fault):
        whole_files.write(tmp_path / "file", "form.xlsx", b"data")
    (tmp_path / "form.xlsx").mkdir()
    with pytest.raises(Fault):
        whole_files.write(tmp_path, "form.xlsx", b"data")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "form.xlsx"]
