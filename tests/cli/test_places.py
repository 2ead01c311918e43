"""Places by the command line: named, tried, sent to, received from, and waited for."""

from pathlib import Path

import pytest

from tests.cli.conftest import done, run


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def test_a_place_is_tried_before_it_is_named(file: Path, share: Path) -> None:
    assert done("place", file) == {"place": None, "team": None, "laptop": None}
    refused = run("place", file, share / "none", "--json")
    assert (refused.status, refused.json["ok"]) == (1, False)
    assert done("place", file)["place"] is None
    assert done("place", file, share)["laptop"] == str(share)
    assert list(share.iterdir()) == []
    assert done("place", file, share, "--team") == {
        "place": str(share),
        "team": str(share),
        "laptop": str(share),
    }
    assert done("place", file, "--clear")["place"] == str(share)
    assert done("place", file, "--team", "--clear")["place"] is None


def test_sending_waits_for_the_chosen_place_and_goes_when_it_is_there(file: Path, share: Path) -> None:
    done("place", file, share)
    away = share.with_name("away")
    share.rename(away)
    sent = done("send", file)
    assert (sent["waiting"], sent["changes"] > 0, sent["place"]) == (True, True, str(share))
    (row,) = done("outbox", file)["waiting"]
    assert (row["package"], row["tries"]) == (sent["package"], 1)
    assert "cannot be reached" in row["why"]
    assert done("outbox", file, "--go")["gone"] == []
    away.rename(share)
    assert done("outbox", file, "--go") == {"waiting": [], "gone": [sent["package"]]}
    assert [path.name for path in share.iterdir()] == [sent["package"]]


def test_what_waits_can_go_elsewhere(file: Path, share: Path, tmp_path: Path) -> None:
    done("place", file, share)
    share.rmdir()
    name = done("send", file)["package"]
    stick = tmp_path / "stick"
    stick.mkdir()
    assert done("outbox", file, "--to", stick, "--go")["gone"] == [name]
    assert (stick / name).exists()


def test_receiving_from_a_place_takes_what_is_new_and_names_what_is_refused(file: Path, share: Path) -> None:
    other = file.with_name("other.fieldwork")
    other.write_bytes(file.read_bytes())
    sent = done("send", other, "--to", share)
    (share / "aaaa-bbbb-cccc.fwpkg").write_bytes(b"not a package")
    lines = {line["package"].rpartition("/")[2]: line for line in done("receive", file, "--from", share)}
    assert "refused" in lines["aaaa-bbbb-cccc.fwpkg"]
    taken = lines[Path(sent["package"]).name]
    assert (taken["kind"], taken["receipt"] is not None) == ("return", True)
    assert [path for path in share.iterdir() if path.name == taken["receipt"]]
    (receipt,) = (line for line in done("receive", other, "--from", share) if "refused" not in line)
    assert receipt["kind"] == "receipt"
    assert done("who", other)["sent"][0]["acknowledged"] != []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("send", "FILE"), "no place has been chosen"),
        (("receive", "FILE"), "no place has been chosen"),
        (("receive", "FILE", "a.fwpkg", "--from", "FILE"), "not both"),
    ],
)
def test_without_a_place_it_is_wrong_usage(file: Path, words: tuple[str, ...], said: str) -> None:
    result = run(*(file if word == "FILE" else word for word in words), "--json")
    assert (result.status, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sftp://imran:secret@files.example.org/post", "holds no password"),
        ("webdav://files.example.org/post", "in the clear"),
        ("ftp://files.example.org/post", "no kind of place"),
    ],
)
def test_an_address_that_will_not_do_is_refused(file: Path, address: str, said: str) -> None:
    result = run("place", file, address)
    assert result.status == 1
    assert said in result.err
    assert "secret" not in result.err
