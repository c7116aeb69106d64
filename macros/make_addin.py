"""Builds the add-in and the macro-enabled templates into build/; run with `make addin`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from office_files.add_in import add_in  # noqa: E402
from office_files.package import written  # noqa: E402
from office_files.ribbon import ribbon_xml  # noqa: E402
from office_files.tables import Rows, read_table  # noqa: E402
from office_files.template import FormButton, template  # noqa: E402
from vba_project import Module  # noqa: E402

from xianbiao.excel import registry, wrappers  # noqa: E402
from xianbiao.functions.catalogue import help_rows  # noqa: E402

ROOT = HERE.parent
RIBBON = ROOT / "addin" / "ribbon" / "customUI.xml"
BLANK_WORKBOOKS = ROOT / "workbook_templates" / "built"
DEFINITION = ROOT / "workbook_templates" / "definition.toml"
SENT_OUT = "county"
"""The kind of template that is sent to a county: such files never carry macros."""

BUILD = ROOT / "build"

WORKBOOK_MODULE = HERE / "ThisWorkbook.cls"
ADD_IN_MODULES = sorted(HERE.glob("*.bas"))
TEMPLATE_MODULES = sorted((HERE / "template").glob("*.bas"))
FORM_BUTTONS = (
    FormButton("全面核对", "XbFormCheck"),
    FormButton("下一处", "XbFormNext"),
    FormButton("一键导出县表", "XbFormExport"),
    FormButton("撤销上一步", "XbFormUndo"),
    FormButton("不用Python导出", "XbExportWithoutPython"),
)


def ribbon() -> str:
    """The ribbon tab as the registry of buttons has it."""
    return ribbon_xml(registry.TAB, registry.GROUPS, registry.BUTTONS)


def built_add_in() -> bytes:
    """The bytes of xianbiao.xlam."""
    sheets: dict[str, Rows] = {
        "conf": list(read_table(HERE / "conf.toml").items()),
        "words": list(read_table(HERE / "words.toml", "add_in").items()),
        wrappers.SHEET: help_rows(),
    }
    workbook, *modules = map(Module.read, [WORKBOOK_MODULE, *ADD_IN_MODULES])
    return add_in(workbook, modules, sheets, ribbon().encode())


def working_templates() -> list[Path]:
    """The blank workbooks in which the sender works, by their names."""
    rows = tomllib.loads(DEFINITION.read_text(encoding="utf-8"))["template"]
    return sorted(BLANK_WORKBOOKS / row["file"] for row in rows if row["kind"] != SENT_OUT)


def built_template(workbook: Path) -> bytes:
    """The bytes of the macro-enabled template made from a blank workbook."""
    modules = list(map(Module.read, TEMPLATE_MODULES))
    words = read_table(HERE / "words.toml", "template")
    return template(workbook.read_bytes(), modules, words, FORM_BUTTONS)


def build(folder: Path = BUILD) -> list[Path]:
    """Write the add-in and a template for each working workbook; returns the files."""
    files = [written(folder / "xianbiao.xlam", built_add_in())]
    for workbook in working_templates():
        files.append(written(folder / f"{workbook.stem}.xlsm", built_template(workbook)))
    return files


if __name__ == "__main__":
    RIBBON.write_text(ribbon(), encoding="utf-8")
    for path in build(*map(Path, sys.argv[1:])):
        print(path)
