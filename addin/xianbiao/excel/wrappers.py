"""The VBA module XbFunctions: one thin wrapper for each function in cells, made at build time.

`python -m xianbiao.excel.wrappers macros/XbFunctions.bas` writes it. It is ASCII; the Chinese
descriptions come from the rows of `catalogue.help_rows`, on the sheet `functions` of the add-in.
"""

from __future__ import annotations

import sys
from pathlib import Path

from xianbiao.functions.catalogue import FunctionHelp, load_help

MODULE_NAME = "XbFunctions"
SHEET = "functions"
"""The sheet of the add-in that holds `catalogue.help_rows`, from A1 on."""

_HEAD = f"""\
Attribute VB_Name = "{MODULE_NAME}"
Option Explicit
' The functions in cells: each hands its arguments to Python and shows what Python answers.
'
' Made by xianbiao.excel.wrappers from xianbiao/functions/help.toml: change that, not this file.

Private Const PYTHON_MODULE As String = "xianbiao.excel.functions"
Private Const SHEET_FUNCTIONS As String = "{SHEET}"
"""

_TAIL = """\
' What Python answers; when it cannot be asked the cell says why, behind a #.
Private Function Answer(ByVal Name As String, ByVal Arguments As Variant) As Variant
    On Error GoTo NotAnswered
    Answer = XLPy.CallUDF(PYTHON_MODULE, Name, Arguments)
    Exit Function
NotAnswered:
    Answer = "#" & Err.Description
End Function

' Whether the dialog for arguments is open: then nothing is computed at every key.
Private Function InWizard() As Boolean
    On Error Resume Next
    InWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
End Function

' Tells Excel what each function and argument is for, as soon as Excel has started.
Public Sub XbDescribeFunctions()
    On Error Resume Next
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!XbDescribeNow"
End Sub

' Describes the functions in the words of the sheet: name, category, description, then a cell for
' each argument. Excel describes no macro of a hidden workbook, so the add-in is shown meanwhile.
' Where this is refused, the functions work without descriptions.
Public Sub XbDescribeNow()
    Dim Row As Long
    Dim WasAddin As Boolean
    WasAddin = ThisWorkbook.IsAddin
    On Error GoTo Shown
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    Row = 1
    With ThisWorkbook.Worksheets(SHEET_FUNCTIONS)
        Do Until CStr(.Cells(Row, 1).Value) = ""
            Call Describe(.Cells(Row, 1))
            Row = Row + 1
        Loop
    End With
Shown:
    ThisWorkbook.IsAddin = WasAddin
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub

Private Sub Describe(ByVal First As Range)
    Dim Texts() As String
    Dim Count As Long
    Do Until CStr(First.Offset(0, 3 + Count).Value) = ""
        ReDim Preserve Texts(0 To Count)
        Texts(Count) = CStr(First.Offset(0, 3 + Count).Value)
        Count = Count + 1
    Loop
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & CStr(First.Value), _
        Category:=CStr(First.Offset(0, 1).Value), Description:=CStr(First.Offset(0, 2).Value), _
        ArgumentDescriptions:=Texts
End Sub
"""


def wrapper_source() -> str:
    """The whole module as text, lines ending in a line feed."""
    return "\n".join([_HEAD, *map(_wrapper, load_help()), _TAIL])


def _wrapper(function: FunctionHelp) -> str:
    names = [a.name for a in function.arguments]
    signature = ", ".join(
        f"Optional {a.name}" if a.optional else a.name for a in function.arguments
    )
    call = f'Answer("{function.name}", Array({", ".join(names)}))'
    return (
        f"Public Function {function.name}({signature})\n"
        f"    If Not InWizard() Then {function.name} = {call}\n"
        "End Function\n"
    )


def main(arguments: list[str]) -> int:
    """Write the module to the file named by the one argument."""
    (target,) = arguments
    Path(target).write_text(wrapper_source(), encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
