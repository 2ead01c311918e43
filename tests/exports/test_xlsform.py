"""The workbooks: what pyxform and ODK's validator say of them, and what people find in them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from fieldwork.exports import xlsform
from fieldwork.exports.xpath import literal
from fieldwork.programme import library
from fieldwork.programme.loader import load
from tests.exports.awkward import AWKWARD
from tests.exports.engine.java_rosa import VALIDATOR
from tests.exports.forms import OneForm, converted, shelf


@pytest.mark.parametrize("form", shelf(), ids=lambda form: form.name)
def test_pyxform_converts_it_without_a_warning(form: OneForm, tmp_path: Path) -> None:
    assert converted(form, tmp_path).warnings == ()


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java, which is not installed")
def test_odk_validate_accepts_every_form(tmp_path: Path) -> None:
    paths = []
    for number, form in enumerate(shelf()):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_text(converted(form, tmp_path).xml, encoding="utf-8")
    command = ["java", "-Djava.awt.headless=true", "-jar", str(VALIDATOR), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("Xform is valid!") == len(paths), done.stderr[-2000:]


def rows(path: Path, sheet: str) -> list[dict[str, str]]:
    """The sheet's rows by its heads, empty cells left out."""
    heads, *found = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [{str(h): str(c) for h, c in zip(heads, row, strict=True) if c != ""} for row in found]


@pytest.fixture(scope="module")
def supervision(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The survey rows of the adult supervision form by name."""
    path = xlsform.write(library.load("adult"), "supervision", tmp_path_factory.mktemp("forms"))
    return {row["name"]: row for row in rows(path, "survey") if "name" in row}


def test_a_prompt_keeps_its_place_words_and_condition(supervision: dict[str, dict[str, str]]) -> None:
    prompt = supervision["q_2_4_1_c"]
    question = library.load("adult").question("2.4.1.c")
    assert question is not None
    assert prompt["label::English (en)"] == f"2.4.1.c {question.text}"
    assert prompt["type"].startswith("select_one yes_no")
    assert supervision["g_2_4_1"]["appearance"] == "field-list"
    assert list(supervision).index("g_2_4_1") < list(supervision).index("q_2_4_1_c")


def test_facts_come_first_and_name_nobody(supervision: dict[str, dict[str, str]]) -> None:
    assert list(supervision)[:2] == ["case_facts", "fact_reference"]
    personal = [f.id for f in library.load("adult").facts.values() if f.personal]
    assert personal
    assert not [name for name in supervision if name.partition("_")[2] in personal]


def test_a_fact_that_an_answer_settles_is_calculated(supervision: dict[str, dict[str, str]]) -> None:
    judged = supervision["fact_rosh_judged"]
    assert judged["type"] == "calculate"
    assert judged["calculation"] == "if(${q_0_1_2} != '', ${q_0_1_2}, ${fact_rosh})"


def test_the_sample_that_the_form_is_for_is_filled_in(tmp_path: Path) -> None:
    path = xlsform.write(library.load("adult"), "unpaid_work", tmp_path)
    assert (
        next(r for r in rows(path, "survey") if r.get("name") == "list_sample_kind")["default"]
        == "unpaid_work"
    )


def test_the_version_changes_with_the_form_and_only_then(tmp_path: Path) -> None:
    def version(text: str, form: str) -> str:
        return rows(xlsform.write(load(text), form, tmp_path), "settings")[0]["version"]

    other = AWKWARD.replace("What was said?", "What was said then?")
    assert version(AWKWARD, "case").startswith("only-")
    assert version(AWKWARD, "case") != version(other, "case")
    assert version(AWKWARD, "other-one") == version(other, "other-one")


def test_the_same_form_is_the_same_file(tmp_path: Path) -> None:
    programme = library.load("adult")
    first, second = (xlsform.write(programme, "organisation", tmp_path / n).read_bytes() for n in "ab")
    assert first == second


def test_ids_that_would_share_a_name_do_not(tmp_path: Path) -> None:
    path = xlsform.write(load(AWKWARD), "case", tmp_path)
    names = [row["name"] for row in rows(path, "survey") if "name" in row]
    assert len(set(names)) == len(names)
    assert sum(name.startswith("q_1_1_a_") for name in names) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", "'yes'"),
        ("it's", '"it\'s"'),
        ('it\'s "so"', "concat('it', \"'\", 's \"so\"')"),
        ("${a}", "concat('$', '{', 'a}')"),
        ("", "''"),
    ],
)
def test_any_text_can_be_written_as_xpath(text: str, expected: str) -> None:
    assert literal(text) == expected
