"""The page that teaches how to write a programme holds a programme that works."""

import re
from pathlib import Path

from fieldwork.programme.loader import check, load
from fieldwork.programme.routing import route

PAGE = Path(__file__).resolve().parents[2] / "docs" / "programmes.md"


def example() -> str:
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_example_is_in_order() -> None:
    assert check(example(), "example.toml") == []


def test_the_example_routes_as_the_page_says() -> None:
    programme = load(example())
    assert "1.1.1" not in route(programme, "case", {"rosh": "high"}, {}).asked
    answers = {"0.1.2": "yes"}
    assert "1.1.1.b" in route(programme, "case", {"rosh": "high"}, answers).asked  # type: ignore[arg-type]
    assert "1.1.1.b" not in route(programme, "case", {"rosh": "low"}, answers).asked  # type: ignore[arg-type]
    assert [f.id for f in programme.evidence_forms] == ["manager"]


def test_every_key_that_a_question_may_have_is_taught() -> None:
    from fieldwork.programme.loader import _QUESTION_KEYS

    words = PAGE.read_text(encoding="utf-8")
    assert [key for key in _QUESTION_KEYS if key not in words] == []
