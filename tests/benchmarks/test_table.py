"""The benchmarks' table: its numbers, its columns, and what makes the run fail."""

from pathlib import Path

import pytest

from tests.benchmarks import __main__ as runner
from tests.benchmarks.table import Row, lay_out, three_digits

QUICK = Row("opening a file", 0.5, "s", 0.25, "under 1 s", True)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (0.01234, "0.0123"), (0.5, "0.500"), (4.567, "4.57"), (45.67, "45.7"), (1400, "1,400")],
)
def test_numbers_have_three_digits(number: float, text: str) -> None:
    assert three_digits(number) == text


def test_a_row_shows_its_ratio_to_the_bare_minimum() -> None:
    headings, _, line = lay_out([QUICK]).splitlines()
    assert line.split("  ")[0] == "opening a file"
    assert line.split()[3:] == ["0.500", "s", "0.250", "s", "2.0", "under", "1", "s", "yes"]
    assert line.index("under") == headings.index("target")


def test_what_has_no_bare_minimum_or_target_leaves_its_cells_empty() -> None:
    assert lay_out([Row("a tick", 3.0, "ms", None, "", None)]).splitlines()[2].split() == [
        "a",
        "tick",
        "3.00",
        "ms",
    ]


def test_one_broken_benchmark_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    def breaks() -> list[Row]:
        raise ValueError("no such file")

    rows, broken = runner.run({"first": breaks, "second": lambda: [QUICK]})
    assert rows == [QUICK]
    assert broken == ["first"]
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize(("met", "status"), [("True", 0), ("None", 0), ("False", 1)])
def test_a_missed_target_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, met: str, status: int
) -> None:
    package = tmp_path / f"measures_{met.lower()}"
    package.mkdir()
    (package / "table.py").touch()
    (package / "opening.py").write_text(
        "from tests.benchmarks.table import Row\n"
        f"def measure(): return [Row('opening', 1.0, 's', None, 'under 2 s', {met})]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = runner.discover(package, package.name)
    assert list(found) == ["opening"]
    monkeypatch.setattr(runner, "discover", lambda *_: found)
    assert runner.main([]) == status


def test_an_unknown_name_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as caught:
        runner.main(["no-such-benchmark"])
    assert caught.value.code == 2
