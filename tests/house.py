"""The rules of the house, as functions from a module's path and source to the breaches in it."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath
from sys import stdlib_module_names

#: Who may be imported by whom: an import goes down these floors, never up or sideways.
FLOORS = {
    "errors": 0,
    "wording": 0,
    "resources": 0,
    "whole_files": 0,
    "programme": 1,
    "sheets": 1,
    "inspection": 2,
    "sample": 3,
    "reading": 3,
    "timetable": 3,
    "exchange": 3,
    "findings": 3,
    "documents": 4,
    "exports": 4,
    "demo": 5,
    "cli": 6,
    "ui": 6,
    "__main__": 7,
}
DATABASES = {"sqlite3", "pysqlite3", "sqlcipher3", "sqlite_utils"}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 50
UNFINISHED = re.compile(
    r"\b(todo|fixme|xxx|hack|placeholder(?!-text)|not implemented|raise notimplementederror)\b", re.I
)
#: One case throughout, so that "Select a case from the list" is a sentence and no query.
QUERY = re.compile(
    r"\s*(?:select\s.+\sfrom\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s"
    r"|(?:create|drop|alter)\s+(?:table|index|view|trigger)\s|pragma\s+\w+)",
    re.DOTALL,
)
#: Declared for the data that they hold, not to be imported.
ONLY_DATA = {"tzdata"}


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: the module's dotted name and the line it stands on."""

    module: str
    line: int

    @property
    def top(self) -> str:
        """The name before the first dot."""
        return self.module.partition(".")[0]


def imports(source: str) -> Iterator[Imported]:
    """Every absolute import of the module, wherever it stands; `import_module` of a written name is one."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (Imported(alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=str() as module, names=names, level=0):
                # `from fieldwork import cli` imports a room: keep the name, it may be a module.
                yield from (Imported(f"{module}.{alias.name}", node.lineno) for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str() as named), *_],
            ):
                yield Imported(named, node.lineno)


def room(dotted: str) -> str:
    """The room of a dotted name: `ui`, or what follows `fieldwork.`; empty for the package itself."""
    parts = dotted.split(".")
    if parts[0] == "ui":
        return "ui"
    return parts[1] if parts[0] == "fieldwork" and len(parts) > 1 else ""


def of_module(path: str) -> str:
    """The dotted name of a path: `fieldwork/reading/model.py` is fieldwork.reading.model."""
    return ".".join(part for part in PurePosixPath(path).with_suffix("").parts if part != "__init__")


def wrong_way(path: str, source: str) -> list[str]:
    """Imports that go up a floor or sideways, that bring Qt into the domain, or whose floor is not known."""
    here, breaches = room(of_module(path)), set()
    if here and here not in FLOORS:
        return [f"{path}: {here} stands on no floor; name one in tests/house.py"]
    for found in imports(source):
        there, place = room(found.module), f"{path}:{found.line}"
        if here != "ui" and found.top in {"PySide6", "shiboken6", "ui"}:
            breaches.add(f"{place}: the domain imports {found.top}")
        elif there in {"", here} or (there not in FLOORS and there.startswith("__")):
            continue
        elif there not in FLOORS:
            breaches.add(f"{place}: {there} stands on no floor")
        elif 0 < FLOORS[there] >= FLOORS.get(here, 0):
            breaches.add(f"{place}: {here or 'fieldwork'} imports {there}, which is not below it")
    return sorted(breaches)


def loose_imports(path: str, source: str) -> list[str]:
    """Star imports and relative ones."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return [f"{path}:{node.lineno}: a star import" for node in nodes if node.names[0].name == "*"] + [
        f"{path}:{node.lineno}: a relative import" for node in nodes if node.level
    ]


def stray_sql(path: str, source: str) -> list[str]:
    """Databases and queries outside inspection/ and the rooms' queries.py."""
    place = PurePosixPath(path)
    if path.startswith("fieldwork/inspection/") or (
        place.parts[0] == "fieldwork" and place.name == "queries.py"
    ):
        return []
    breaches = [
        f"{path}:{found.line}: {found.top} outside inspection/ and queries.py"
        for found in imports(source)
        if found.top in DATABASES
    ]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            first = node.value.split(maxsplit=1)[:1]
            text = node.value.lower() if first and first[0].isupper() else node.value
            if QUERY.match(text):
                breaches.append(f"{path}:{node.lineno}: a query outside inspection/ and queries.py")
    return sorted(set(breaches))


def own_files(path: str, source: str) -> list[str]:
    """Uses of `__file__`: the program's own files are found by fieldwork.resources alone."""
    if path == "fieldwork/resources.py":
        return []
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return [f"{path}:{node.lineno}: finds files by itself" for node in names if node.id == "__file__"]


def too_long(path: str, source: str) -> list[str]:
    """Modules and functions past their caps, with their length in lines."""
    lines = len(source.splitlines())
    breaches = [f"{path}: {lines} lines in one module"] if lines > LONGEST_MODULE else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                breaches.append(f"{path}:{node.lineno}: {node.name} is {length} lines long")
    return breaches


def unfinished(path: str, source: str) -> list[str]:
    """Lines with a word that says something is left undone."""
    lines = enumerate(source.splitlines(), 1)
    return [f"{path}:{number}: {line.strip()[:80]}" for number, line in lines if UNFINISHED.search(line)]


def normal(distribution: str) -> str:
    """A distribution's name without its version, in the form in which names are compared."""
    name = re.match(r"[\w.-]+", distribution)
    return re.sub(r"[-_.]+", "-", name.group().lower()) if name else ""


@dataclass(frozen=True, slots=True)
class Declared:
    """The distributions that pyproject.toml names, in normal form: to run (what only some installations
    have included), and for the tests besides.
    """

    run: frozenset[str]
    test: frozenset[str]


def declared(pyproject: Path) -> Declared:
    """Reads them from pyproject.toml."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    optional = [one for name, of in extras.items() if name != "test" for one in of]
    return Declared(
        frozenset(map(normal, [*project["dependencies"], *optional])),
        frozenset(map(normal, extras.get("test", []))),
    )


def third_party(source: str) -> set[str]:
    """The top names of what comes neither with Python nor from this project."""
    return {found.top for found in imports(source)} - stdlib_module_names - {"fieldwork", "ui", "tests"}


@cache
def bringers() -> Mapping[str, frozenset[str]]:
    """The installed distributions, in normal form, that bring each top name."""
    return {top: frozenset(map(normal, owners)) for top, owners in packages_distributions().items()}


def undeclared(path: str, source: str, names: Set[str], beside: Set[str] = frozenset()) -> list[str]:
    """Imports of distributions that are not among the names; `beside` are modules of the project itself."""
    return [
        f"{path}: {top} is not declared in pyproject.toml"
        for top in sorted(third_party(source) - beside)
        if not names & bringers().get(top, frozenset())
    ]
