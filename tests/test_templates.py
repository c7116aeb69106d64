"""The workbooks in built/ are what the sources make of them today, part by part."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from xianbiao.readers import read_notice

FOLDER = Path(__file__).resolve().parents[1] / "workbook_templates"
BUILT = FOLDER / "built"


def build_script() -> ModuleType:
    """The script workbook_templates/build.py as a module."""
    spec = importlib.util.spec_from_file_location("templates_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SCRIPT = build_script()
TEMPLATES = list(SCRIPT.templates())
FILES = [template.file for template in TEMPLATES]
each_file = pytest.mark.parametrize("file", FILES)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every template, built just now."""
    folder: Path = tmp_path_factory.mktemp("built")
    SCRIPT.build(folder)
    return folder


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package, in their order."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_folder_holds_the_templates_of_the_definition_and_nothing_else() -> None:
    assert sorted(p.name for p in BUILT.iterdir()) == sorted(FILES)
    assert len(set(FILES)) == len(FILES)


@each_file
def test_a_template_is_what_its_sources_make_of_it(file: str, fresh: Path) -> None:
    checked_in, built = parts(BUILT / file), parts(fresh / file)
    assert list(checked_in) == list(built)
    differing = [name for name, data in built.items() if checked_in[name] != data]
    assert not differing, f"{file}: {differing} differ; run `make templates` and commit built/"


@each_file
def test_building_twice_gives_the_same_bytes(file: str, fresh: Path, tmp_path: Path) -> None:
    SCRIPT.build(tmp_path)
    assert (tmp_path / file).read_bytes() == (fresh / file).read_bytes()


@pytest.mark.parametrize("template", TEMPLATES, ids=FILES)
def test_a_template_is_read_as_what_the_definition_says(template: Any, fresh: Path) -> None:
    notice = read_notice([fresh / template.file])
    table = notice.allocation
    assert table is not None
    assert notice.fund is not None
    assert notice.area is not None
    assert (notice.fund.key, notice.area.code) == (template.fund, template.region)
    assert notice.budget_year == template.year
    assert table.is_adjustment is (template.kind == "adjustment")
    groups = dict.fromkeys(c.group for c in table.columns if c.group)
    assert tuple(groups) == template.documents
