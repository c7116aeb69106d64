"""The macro that describes the functions, run by an interpreter of VBA that is not Excel's.

The interpreter knows neither MacroOptions nor IsAddin: a recorder and a variable stand for them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication

from xianbiao.excel.wrappers import SHEET
from xianbiao.functions.catalogue import help_rows, load_help

RECORDER = """
Public IsAddin As Boolean
Public Sub Record(ByVal Macro As String, ByVal Category As String, _
        ByVal Description As String, ByVal ArgumentDescriptions As Variant)
    Dim Row As Long
    Row = 1
    Do Until CStr(ThisWorkbook.Worksheets("told").Cells(Row, 1).Value) = ""
        Row = Row + 1
    Loop
    With ThisWorkbook.Worksheets("told")
        .Cells(Row, 1).Value = Macro
        .Cells(Row, 2).Value = Category
        .Cells(Row, 3).Value = Description
        .Cells(Row, 4).Value = Join(ArgumentDescriptions, "|")
        .Cells(Row, 5).Value = CStr(IsAddin)
    End With
End Sub
Public Sub Run()
    IsAddin = True
    XbDescribeNow
    ThisWorkbook.Worksheets("told").Cells(1, 6).Value = CStr(IsAddin)
End Sub
"""


@pytest.fixture(scope="module")
def told(repo: Path) -> list[list[str]]:
    """What the macro tells Excel: macro, category, description, arguments; shown meanwhile."""
    macro = (repo / "macros" / "XbFunctions.bas").read_text(encoding="ascii")
    lines = [line for line in macro.splitlines() if not line.startswith("Attribute ")]
    source = "\n".join(lines)
    for real, played in (
        ("Application.MacroOptions ", "Record "),
        ("ThisWorkbook.IsAddin", "IsAddin"),
    ):
        assert real in source
        source = source.replace(real, played)
    excel = ExcelApplication()
    excel.add_workbook()
    excel.add_module(source, name="XbFunctions")
    excel.add_module(RECORDER, name="Recorder")
    excel.add_module(_filling(), name="Filling")
    excel.run("Fill")
    excel.run("Run")
    sheet = excel.sheet(1)
    return [
        ["" if (v := sheet.value(f"{column}{row}")) is None else str(v) for column in "ABCDEF"]
        for row in range(1, len(load_help()) + 2)
    ]


def _filling() -> str:
    """A macro that writes the sheet of descriptions."""
    cells = [
        f'Sheet.Cells({r}, {c}).Value = "{text.replace(chr(34), chr(34) * 2)}"'
        for r, row in enumerate(help_rows(), 1)
        for c, text in enumerate(row, 1)
    ]
    head = [
        "Public Sub Fill()",
        "Dim Sheet As Object",
        f'ThisWorkbook.Worksheets(1).Name = "{SHEET}"',
        f'Set Sheet = ThisWorkbook.Worksheets("{SHEET}")',
        'ThisWorkbook.Worksheets.Add().Name = "told"',
    ]
    return "\n".join([*head, *cells, "End Sub", ""])


def test_every_function_and_argument_is_described_under_the_category(
    told: list[list[str]],
) -> None:
    for row, function in zip(told, load_help(), strict=False):
        assert row[0].endswith(f"'!{function.name}")
        assert row[1:3] == ["县表", function.doc]
        assert row[3].split("|") == [a.doc for a in function.arguments]
    assert told[len(load_help())][0] == ""


def test_the_add_in_is_shown_meanwhile_and_hidden_again(told: list[list[str]]) -> None:
    assert {row[4] for row in told[: len(load_help())]} == {"False"}
    assert told[0][5] == "True"
