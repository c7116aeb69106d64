"""What `make addin` builds: the same bytes each time, a project that follows the specification."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from make_addin import (
    ADD_IN_MODULES,
    BLANK_WORKBOOKS,
    HERE,
    TEMPLATE_MODULES,
    WORKBOOK_MODULE,
    build,
    built_add_in,
    built_template,
    working_templates,
)
from office_files.package import CONTENT_TYPES, VBA_PART, Parts, written
from office_files.tables import read_table
from office_files.template import WORDS_SHEET
from pyopenvba import ExcelFile
from vba_project import Module
from walker import walk

from xianbiao.excel import wrappers
from xianbiao.functions.catalogue import help_rows

BLANK = BLANK_WORKBOOKS / "allocation-652300.xlsx"


@pytest.fixture(scope="module")
def add_in() -> bytes:
    return built_add_in()


@pytest.fixture(scope="module")
def template() -> bytes:
    return built_template(BLANK)


def test_the_add_in_is_the_same_bytes_twice(add_in: bytes) -> None:
    assert built_add_in() == add_in


def test_a_template_is_the_same_bytes_twice(template: bytes) -> None:
    assert built_template(BLANK) == template


@pytest.mark.parametrize("name", ["add_in", "template"])
def test_the_project_follows_the_specification(name: str, request: pytest.FixtureRequest) -> None:
    parts = Parts.read(request.getfixturevalue(name))
    seen = walk(parts[VBA_PART])
    assert seen.faults == []
    assert set(seen.offsets.values()) == {0}


@pytest.mark.parametrize(
    ("name", "files"), [("add_in", ADD_IN_MODULES), ("template", TEMPLATE_MODULES)]
)
def test_the_modules_are_those_of_the_sources(
    name: str, files: list[Path], request: pytest.FixtureRequest
) -> None:
    seen = walk(Parts.read(request.getfixturevalue(name))[VBA_PART])
    modules = {name: text for name, text in seen.sources.items() if name.startswith("Xb")}
    assert modules == {path.stem: Module.read(path).stored() for path in files}


def test_another_reader_finds_the_same_modules(add_in: bytes, tmp_path: Path) -> None:
    path = written(tmp_path / "xianbiao.xlam", add_in)
    with ExcelFile(path) as workbook:
        for source in ADD_IN_MODULES:
            found = workbook.get_module(source.stem).replace("\r\n", "\n").rstrip("\n")
            assert Module.read(source).text.rstrip("\n") in found


def test_the_add_in_is_declared_as_one(add_in: bytes) -> None:
    assert "vnd.ms-excel.addin.macroEnabled.main+xml" in Parts.read(add_in).text(CONTENT_TYPES)


@pytest.mark.parametrize(("sheet", "section"), [("conf", ""), ("words", "add_in")])
def test_the_add_in_carries_its_settings_and_words(add_in: bytes, sheet: str, section: str) -> None:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(add_in))
    file = HERE / ("words.toml" if section else "conf.toml")
    rows = workbook.get_sheet_by_name(sheet).to_python()
    assert dict(rows) == dict(read_table(file, section))


def test_the_add_in_carries_the_help_of_every_function(add_in: bytes) -> None:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(add_in))
    rows = workbook.get_sheet_by_name(wrappers.SHEET).to_python()
    found = [[text for text in row if text] for row in rows]
    assert found == [[text for text in row if text] for row in help_rows()]


def test_the_add_in_describes_its_functions_when_it_is_opened(add_in: bytes) -> None:
    opened = walk(Parts.read(add_in)[VBA_PART]).sources["ThisWorkbook"]
    assert opened == Module.read(WORKBOOK_MODULE).stored()
    assert "XbDescribeFunctions" in opened


def test_a_template_is_its_workbook_besides_macros_buttons_and_words(template: bytes) -> None:
    before, after = Parts.read(BLANK.read_bytes()), Parts.read(template)
    changed = {name for name in before if before[name] != after[name]}
    kinds = {name for name in changed if not name.startswith("xl/worksheets/sheet")}
    assert kinds == {CONTENT_TYPES, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    for name in changed - kinds:
        shorter = after.text(name)
        number = name.removeprefix("xl/worksheets/sheet").removesuffix(".xml")
        shorter = shorter.replace(f' codeName="Sheet{number}"', "").replace("<sheetPr/>", "")
        shorter = shorter.replace('<legacyDrawing r:id="rId1"/>', "")
        assert shorter == before.text(name)


def test_the_words_of_a_template_are_out_of_sight(template: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template), keep_vba=True)
    assert workbook[WORDS_SHEET].sheet_state == "veryHidden"
    rows = workbook[WORDS_SHEET].iter_rows(min_col=1, max_col=2, values_only=True)
    assert dict(rows) == dict(read_table(HERE / "words.toml", "template"))


def test_a_file_is_written_for_the_add_in_and_each_working_workbook(tmp_path: Path) -> None:
    blanks = [f"{path.stem}.xlsm" for path in working_templates()]
    assert "allocation-652300.xlsm" in blanks
    assert [path.name for path in build(tmp_path)] == ["xianbiao.xlam", *blanks]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["xianbiao.xlam", *blanks])


def test_what_is_sent_to_a_county_gets_no_macros() -> None:
    """Only a county's own workbook lacks a table of units."""
    for path in BLANK_WORKBOOKS.glob("*.xlsx"):
        meta = openpyxl.load_workbook(path, read_only=True)["_meta"]
        kinds = {row[2] for row in meta.iter_rows(max_col=3, values_only=True)}
        assert (path in working_templates()) == ("units" in kinds), path.name


def test_a_change_that_matches_twice_is_refused() -> None:
    parts = Parts({"a.xml": b"<a/><a/>"})
    with pytest.raises(ValueError, match="2 places"):
        parts.change("a.xml", "<a/>", "<b/>")
