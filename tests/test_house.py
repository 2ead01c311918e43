"""The rules of the house hold in every module, and each rule can be broken."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests import house

TOP = Path(__file__).resolve().parents[1]
Rule = Callable[[str, str], list[str]]


def modules(*folders: str) -> dict[str, str]:
    """The sources of the folders' modules by path from the top."""
    paths = [path for folder in folders for path in sorted((TOP / folder).rglob("*.py"))]
    return {path.relative_to(TOP).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def listed(breaches: Iterable[str]) -> str:
    """The breaches one a line, for the failure's message."""
    return "\n" + "\n".join(breaches)


@pytest.mark.parametrize(
    ("rule", "folders"),
    [
        (house.wrong_way, ("fieldwork", "ui")),
        (house.loose_imports, ("fieldwork", "ui", "packaging", "tests")),
        (house.stray_sql, ("fieldwork", "ui")),
        (house.own_files, ("fieldwork", "ui")),
        (house.too_long, ("fieldwork", "ui", "packaging")),
        (house.unfinished, ("fieldwork", "ui", "packaging")),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_rule_holds_everywhere(rule: Rule, folders: tuple[str, ...]) -> None:
    sources = modules(*folders)
    assert sources
    breaches = [breach for path, source in sources.items() for breach in rule(path, source)]
    assert not breaches, listed(breaches)


def test_what_the_program_imports_is_declared() -> None:
    names = house.declared(TOP / "pyproject.toml")
    breaches = [b for p, s in modules("fieldwork", "ui").items() for b in house.undeclared(p, s, names.run)]
    assert not breaches, listed(breaches)


def test_what_the_tests_import_is_declared() -> None:
    names = house.declared(TOP / "pyproject.toml")
    beside = frozenset(path.stem for path in TOP.glob("packaging/*.py"))
    sources = modules("tests").items()
    breaches = [b for p, s in sources for b in house.undeclared(p, s, names.run | names.test, beside)]
    assert not breaches, listed(breaches)


def test_the_set_up_scripts_need_only_python() -> None:
    beside = frozenset(path.stem for path in TOP.glob("packaging/*.py"))
    breaches = [
        b for p, s in modules("packaging").items() for b in house.undeclared(p, s, frozenset(), beside)
    ]
    assert not breaches, listed(breaches)


def test_nothing_is_declared_in_vain() -> None:
    used = {top for source in modules("fieldwork", "ui").values() for top in house.third_party(source)}
    needed = house.ONLY_DATA.union(*(house.bringers().get(top, frozenset()) for top in used))
    in_vain = sorted(house.declared(TOP / "pyproject.toml").run - needed)
    assert not in_vain, f"declared and never imported: {', '.join(in_vain)}"


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (house.wrong_way, "fieldwork/reading/case.py", "from PySide6.QtCore import QObject"),
        (house.wrong_way, "fieldwork/reading/case.py", "import ui.app"),
        (house.wrong_way, "fieldwork/reading/case.py", "def f():\n    import fieldwork.cli"),
        (house.wrong_way, "fieldwork/reading/case.py", "from fieldwork.findings.counts import count"),
        (house.wrong_way, "fieldwork/reading/case.py", "from fieldwork import findings"),
        (house.wrong_way, "fieldwork/reading/case.py", "importlib.import_module('fieldwork.documents')"),
        (house.wrong_way, "fieldwork/programme/model.py", "import fieldwork.inspection"),
        (house.wrong_way, "fieldwork/errors.py", "from fieldwork.programme.model import Programme"),
        (house.wrong_way, "fieldwork/cli.py", "import ui"),
        (house.wrong_way, "fieldwork/reading/case.py", "from fieldwork.attic import chest"),
        (house.wrong_way, "fieldwork/attic.py", ""),
        (house.wrong_way, "ui/app.py", "import fieldwork.cli"),
        (house.loose_imports, "ui/app.py", "from fieldwork.errors import *"),
        (house.loose_imports, "ui/app.py", "from . import theme"),
        (house.stray_sql, "fieldwork/reading/case.py", "import sqlite3"),
        (house.stray_sql, "ui/cases.py", "from sqlite_utils import Database"),
        (house.stray_sql, "ui/queries.py", "from sqlcipher3 import dbapi2"),
        (house.stray_sql, "ui/cases.py", "rows = db.query('select ref from reading where ref = ?')"),
        (house.stray_sql, "ui/cases.py", "rows = db.query(f'SELECT ref FROM {table} ')"),
        (house.own_files, "ui/app.py", "here = Path(__file__).parent"),
        (house.too_long, "ui/app.py", "x = 1\n" * 301),
        (house.too_long, "ui/app.py", "def f():\n" + "    x = 1\n" * 50),
        (house.unfinished, "ui/app.py", "x = 1  # TODO: count"),
        (house.unfinished, "ui/app.py", '"""A placeholder."""'),
        (house.unfinished, "ui/app.py", "raise NotImplementedError"),
    ],
)
def test_a_breach_is_caught(rule: Rule, path: str, source: str) -> None:
    assert rule(path, source)


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (house.wrong_way, "fieldwork/findings/counts.py", "from fieldwork.programme.model import Programme"),
        (house.wrong_way, "fieldwork/findings/counts.py", "from fieldwork.findings.bands import band"),
        (house.wrong_way, "fieldwork/programme/loader.py", "from fieldwork.errors import Problem"),
        (house.wrong_way, "fieldwork/wording.py", "from fieldwork.errors import Problem"),
        (house.wrong_way, "fieldwork/reading/case.py", "from fieldwork import __version__"),
        (house.wrong_way, "fieldwork/__main__.py", "from fieldwork.cli import main"),
        (house.wrong_way, "ui/app.py", "from PySide6.QtCore import QObject\nimport fieldwork.documents"),
        (house.stray_sql, "fieldwork/inspection/file.py", "import sqlcipher3"),
        (house.stray_sql, "fieldwork/findings/queries.py", "QUERY = 'select 1 from reading where 1'"),
        (house.stray_sql, "ui/cases.py", "hint = 'Select a case from the list.'"),
        (house.own_files, "fieldwork/resources.py", "here = Path(__file__).parent"),
        (house.too_long, "ui/app.py", "def f():\n" + "    x = 1\n" * 49),
        (house.unfinished, "ui/app.py", "except NotImplementedError: pass"),
        (house.unfinished, "ui/sheet.py", "'placeholder-text-color: grey'"),
        (house.unfinished, "ui/app.py", "field.setPlaceholderText('Search')"),
    ],
)
def test_what_is_right_passes(rule: Rule, path: str, source: str) -> None:
    assert not rule(path, source)


def test_an_undeclared_import_is_caught() -> None:
    names = frozenset({"reportlab", "pyside6-essentials"})
    good = "import json\nimport reportlab.lib\nfrom PySide6.QtCore import QObject\nimport fieldwork.errors"
    assert not house.undeclared("ui/app.py", good, names)
    assert house.undeclared("ui/app.py", "import numpy", names)
    assert house.undeclared("ui/app.py", "def f():\n    import nowhere_to_be_found", names)


def test_distributions_compare_by_their_normal_names() -> None:
    assert house.normal("PySide6_Pdf>=6.8,<7") == "pyside6-pdf"
    assert house.normal("tzdata; sys_platform == 'win32'") == "tzdata"
