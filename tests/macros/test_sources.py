"""The macros are ASCII, compile by the judgement of a linter, and do no more than they should.

Chinese lives in the ribbon, in cells and in Python; a macro opens Python, calls a button, and
says so when it could not.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from make_addin import ADD_IN_MODULES, FORM_BUTTONS, HERE, TEMPLATE_MODULES, WORKBOOK_MODULE
from office_files.tables import read_table
from pyvbaanalysis import analyze_loose_files

from xianbiao.excel.registry import button_called

SOURCES = [WORKBOOK_MODULE, *ADD_IN_MODULES, *TEMPLATE_MODULES]
THIN = ("XbBridge", "XbRibbon", "XbSettings", "XbForm", "XbWords")
"""Modules of the add-in and the template that only pass on; XbExport is the fallback."""

_NO_CODE = ("'", "Attribute", "VERSION ", "BEGIN", "MultiUse")

each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)


def code_lines(path: Path) -> list[str]:
    """The lines that do something."""
    lines = (line.strip() for line in path.read_text(encoding="ascii").splitlines())
    return [line for line in lines if line and not line.startswith(_NO_CODE)]


@each_source
def test_a_source_is_ascii(path: Path) -> None:
    assert path.read_bytes().isascii()


@each_source
def test_a_source_demands_declarations(path: Path) -> None:
    assert "Option Explicit" in code_lines(path)


@pytest.mark.parametrize(
    "group", [[WORKBOOK_MODULE, *ADD_IN_MODULES], TEMPLATE_MODULES], ids=["add-in", "template"]
)
def test_the_linter_finds_nothing_that_could_fail(group: list[Path]) -> None:
    assert group
    problems = analyze_loose_files(list(map(str, group)))
    assert [
        f"{module}: {problem.code}: {problem.message}"
        for module, found in problems.items()
        for problem in found
        if problem.severity.value != "information"
    ] == []


def test_the_linter_would_find_a_call_of_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "Wrong.bas"
    wrong.write_text(
        'Attribute VB_Name = "Wrong"\nOption Explicit\nPublic Sub A()\n    Missing 1\nEnd Sub\n'
    )
    assert any(analyze_loose_files([str(wrong)]).values())


@pytest.mark.parametrize("path", [p for p in SOURCES if p.stem in THIN], ids=lambda p: p.stem)
def test_a_macro_is_thin(path: Path) -> None:
    """No cell is written and no file is opened but to read settings."""
    code = "\n".join(code_lines(path))
    assert len(code_lines(path)) <= 80
    for word in ("SaveAs", ".Copy", ".Delete", "Kill ", ".Formula", "Workbooks.Open", "Shell "):
        assert word not in code
    assert not re.search(r"\.Value2? = ", code)


def test_no_declaration_lacks_ptrsafe() -> None:
    """Without it 64-bit Excel refuses the whole module."""
    for path in SOURCES:
        for line in code_lines(path):
            if re.search(r"\bDeclare\b", line):
                assert "Declare PtrSafe Function" in line


def test_the_command_line_names_no_workbook() -> None:
    """The library keeps one process for each command line: this one is the same for all."""
    conf = read_table(HERE / "conf.toml")
    assert set(re.findall(r"\{(\w+)\}", conf["command"])) == {"shell", "python", "start"}
    assert "$(CLSID)" in conf["command"]
    code = (HERE / "XbBridge.bas").read_text(encoding="ascii")
    lines = [line.strip() for line in code.splitlines() if "ActiveWorkbook" in line]
    assert [line for line in lines if "CommandLine" in line or "XbCommand" in line] == []
    assert any('"press"' in line for line in lines)


@pytest.mark.parametrize(
    ("group", "section", "pattern"),
    [
        (ADD_IN_MODULES, "add_in", r'XbSay "(\w+)"|InSheet\(SHEET_WORDS, "(\w+)"'),
        (TEMPLATE_MODULES, "template", r'XbTell "(\w+)"|XbWord\("(\w+)"'),
    ],
    ids=["add-in", "template"],
)
def test_every_message_has_its_words_and_none_is_idle(
    group: list[Path], section: str, pattern: str
) -> None:
    code = "\n".join(path.read_text(encoding="ascii") for path in group)
    used = {name for names in re.findall(pattern, code) for name in names if name}
    assert used == set(read_table(HERE / "words.toml", section))


def test_every_setting_that_is_asked_for_is_on_the_sheet() -> None:
    code = "\n".join(path.read_text(encoding="ascii") for path in ADD_IN_MODULES)
    asked = set(re.findall(r'XbSetting\("(\w+)"|InSheet\(SHEET_SETTINGS, "(\w+)"', code))
    names = {name for pair in asked for name in pair if name}
    assert names == set(read_table(HERE / "conf.toml"))


def test_every_form_button_presses_a_button_of_the_registry() -> None:
    code = (HERE / "template" / "XbForm.bas").read_text(encoding="ascii")
    pressed = re.findall(r'Sub (\w+)\(\)\n    Press "(\w+)"', code)
    captions = {button.macro: button.caption for button in FORM_BUTTONS}
    assert len(pressed) == 4
    for macro, name in pressed:
        assert button_called(name).label == captions[macro]


def test_every_form_button_says_what_it_does() -> None:
    assert [button.caption for button in FORM_BUTTONS] == [
        "全面核对",
        "下一处",
        "一键导出县表",
        "撤销上一步",
        "不用Python导出",
    ]
