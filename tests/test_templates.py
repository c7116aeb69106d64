"""The workbooks in built/ are what the sources make of them today, part by part."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

from xianbiao.checks import check
from xianbiao.readers import read_notice
from xianbiao.readers.fingerprint import verify_fingerprint
from xianbiao.sheets.layout import keys

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
BATCHES = {
    ("", "allocation"): None,
    ("提前下达", "allocation"): "提前下达",
    ("2", "allocation"): "第二批",
    ("", "adjustment"): "调整",
}
"""The batch that stands on 参数, by that of the definition and by the kind."""
WORKING = [template for template in TEMPLATES if template.kind != "county"]
COUNTY = [template for template in TEMPLATES if template.kind == "county"]
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


def test_building_twice_gives_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    again = SCRIPT.build(tmp_path)
    assert [p.name for p in again if p.read_bytes() != (fresh / p.name).read_bytes()] == []


@pytest.mark.parametrize("template", WORKING, ids=[t.file for t in WORKING])
def test_a_template_is_read_as_what_the_definition_says(template: Any, fresh: Path) -> None:
    notice = read_notice([fresh / template.file])
    table = notice.allocation
    assert table is not None
    assert notice.fund is not None
    assert notice.area is not None
    assert (notice.fund.key, notice.area.code) == (template.fund, template.region)
    assert notice.budget_year == template.year
    assert table.is_adjustment is (template.kind == "adjustment")
    assert [f.rule for f in check(notice)] == ["T09"]  # no amount is filled in yet
    assert notice.batch == BATCHES[template.batch, template.kind]
    groups = dict.fromkeys(c.group for c in table.columns if c.group)
    assert tuple(groups) == template.documents


def test_there_is_a_template_of_every_kind_and_variant() -> None:
    assert {(t.kind, t.batch) for t in TEMPLATES} == {
        ("allocation", ""),
        ("allocation", "提前下达"),
        ("allocation", "2"),
        ("adjustment", ""),
        ("county", ""),
    }
    assert {t.fund for t in TEMPLATES} == {"hardship", "rural_revitalisation"}


@pytest.mark.parametrize("template", COUNTY, ids=[t.file for t in COUNTY])
def test_a_county_template_bears_its_marks_and_asks_for_everything(
    template: Any, fresh: Path
) -> None:
    path = fresh / template.file
    assert verify_fingerprint(path) == []
    sheet = openpyxl.load_workbook(path, data_only=True)[keys.REGISTER_SHEET]
    states = [str(row[5])[0] for row in sheet.iter_rows(min_row=5, values_only=True) if row[5]]
    assert "○" in states
    assert "✘" not in states
