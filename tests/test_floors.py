"""Keeps the floors of the package: who may import whom, how long a module is, and what heads it.

Imports are read from the syntax tree, so those inside functions and under TYPE_CHECKING count too.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ADDIN = Path(__file__).resolve().parents[1] / "addin"
MODULES = sorted((ADDIN / "xianbiao").rglob("*.py"))
LONGEST = 300


@dataclass(frozen=True)
class Floor:
    """What one part of the package may import besides the standard library."""

    parts: frozenset[str]
    third_party: bool = True
    refused: frozenset[str] = frozenset()


def floor(parts: str, *, third_party: bool = True, refused: str = "") -> Floor:
    """A floor from lists of names divided by blanks."""
    return Floor(frozenset(parts.split()), third_party, frozenset(refused.split()))


_FILES = "model sheets checks readers"
_LIVE = f"{_FILES} functions export collect excel engines"

FLOORS = {
    "": floor("", third_party=False),  # xianbiao/__init__.py
    "model": floor("model", third_party=False),
    "checks": floor("model checks", third_party=False),
    "sheets": floor("model sheets", refused="xlwings openpyxl xlsxwriter"),
    # Functions answer a cell and the command line alike, hence neither files nor applications.
    "functions": floor("model checks sheets functions", third_party=False),
    "readers": floor(_FILES, refused="xlwings"),
    "export": floor(f"{_FILES} export", refused="xlwings"),
    "collect": floor(f"{_FILES} export collect", refused="xlwings"),
    "excel": floor(_LIVE),
    "engines": floor(_LIVE),
    "demo": floor(f"{_LIVE} demo"),
    "cli": floor(f"{_LIVE} demo cli"),
    "warm": floor(f"{_LIVE} demo cli warm"),
    "__main__": floor("warm"),
}

LIBRARY_OF = {"xianbiao.model.records": "msgspec"}
"""The one library that a single module of a floor gives to all others."""


def dotted(path: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(ADDIN).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """The part of the package a module belongs to: `xianbiao.model.amounts` belongs to `model`."""
    return module.partition(".")[2].partition(".")[0]


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Line and full name of every module that a source names in an import."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                for alias in node.names:
                    yield node.lineno, alias.name
            case ast.ImportFrom():
                base = package.split(".")[: -(node.level - 1) or None] if node.level else []
                origin = ".".join([*base, *filter(None, [node.module])])
                # `from xianbiao import model` names a part; `… import __version__` does not.
                for alias in node.names:
                    is_part = origin == "xianbiao" and alias.name in FLOORS
                    yield node.lineno, f"{origin}.{alias.name}" if is_part else origin
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def is_allowed(name: str, here: Floor) -> bool:
    """Whether a module on this floor may import the named one."""
    top = name.split(".")[0]
    if top == "xianbiao":
        return part_of(name) in here.parts | {""}
    if top in sys.stdlib_module_names:
        return True
    return here.third_party and top not in here.refused


def breaches(source: str, module: str, package: str) -> list[str]:
    """One sentence for every import that a module may not make."""
    here = FLOORS[part_of(module)]
    found = sorted(set(imports(source, package)))
    return [
        f"{module}, line {line}, imports {name}, which is not below its floor"
        for line, name in found
        if not is_allowed(name, here) and name.partition(".")[0] != LIBRARY_OF.get(module)
    ]


each_module = pytest.mark.parametrize("path", MODULES, ids=dotted)


@each_module
def test_a_module_belongs_to_a_floor(path: Path) -> None:
    """A new folder gets its line in FLOORS, and in the design, before its first module."""
    part = part_of(dotted(path))
    assert part in FLOORS, f"{dotted(path)} belongs to no floor: add `{part}` to FLOORS"


@each_module
def test_a_module_imports_only_from_its_floor_and_below(path: Path) -> None:
    module = dotted(path)
    if part_of(module) not in FLOORS:
        pytest.fail(f"{module} belongs to no floor")
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = breaches(path.read_text(encoding="utf-8"), module, package)
    assert not found, "\n".join(found)


@each_module
def test_a_module_has_one_subject(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST, (
        f"{dotted(path)} has {length} lines, more than {LONGEST}: split it into its two subjects"
    )


@each_module
def test_a_module_says_what_it_holds(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{dotted(path)} has no docstring in its first line"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("readers", "export"),
        ("readers", "collect"),
        ("readers", "excel"),
        ("sheets", "export"),
        ("sheets", "excel"),
        ("model", "sheets"),
        ("model", "checks"),
        ("checks", "export"),
        ("checks", "excel"),
        ("checks", "functions"),
        ("functions", "readers"),
        ("functions", "excel"),
        ("export", "collect"),
        ("export", "excel"),
        ("collect", "excel"),
        ("excel", "demo"),
        ("engines", "cli"),
        ("demo", "cli"),
    ],
)
def test_nothing_on_the_left_imports_from_the_right(left: str, right: str) -> None:
    assert not is_allowed(f"xianbiao.{right}", FLOORS[left])


@pytest.mark.parametrize(
    ("module", "source", "refused"),
    [
        ("xianbiao.model.a", "import json, decimal", None),
        ("xianbiao.model.a", "from xianbiao import __version__", None),
        ("xianbiao.model.a", "from . import amounts", None),
        ("xianbiao.model.a", "import lxml.etree", "lxml.etree"),
        ("xianbiao.model.a", "from ..checks.registry import rule", "xianbiao.checks.registry"),
        ("xianbiao.model.a", "from xianbiao import checks", "xianbiao.checks"),
        ("xianbiao.model.a", "from .. import checks", "xianbiao.checks"),
        ("xianbiao.model.a", "def f():\n    import openpyxl", "openpyxl"),
        ("xianbiao.model.a", "if TYPE_CHECKING:\n    import xlwings", "xlwings"),
        ("xianbiao.checks.a", "import xianbiao.model.findings", None),
        ("xianbiao.checks.a", "from xianbiao.sheets.grid import Grid", "xianbiao.sheets.grid"),
        ("xianbiao.sheets.a", "from xianbiao.checks import rule", "xianbiao.checks"),
        ("xianbiao.sheets.a", "from openpyxl.utils import x", "openpyxl.utils"),
        ("xianbiao.functions.a", "from xianbiao.checks.diagnose import diagnoses", None),
        ("xianbiao.functions.a", "import xlwings", "xlwings"),
        ("xianbiao.readers.a", "import openpyxl", None),
        ("xianbiao.readers.a", "from xianbiao import export", "xianbiao.export"),
        ("xianbiao.readers.a", "importlib.import_module('xlwings')", "xlwings"),
        ("xianbiao.excel.a", "import xlwings", None),
        ("xianbiao.excel.a", "from xianbiao.cli import main", "xianbiao.cli"),
        ("xianbiao.cli", "from xianbiao.demo import show", None),
    ],
)
def test_an_import_from_above_is_named(module: str, source: str, refused: str | None) -> None:
    found = breaches(source, module, module.rpartition(".")[0])
    assert len(found) == (refused is not None)
    assert all(f"imports {refused}," in sentence for sentence in found)
