"""The macros run in an interpreter of VBA, with the bridge to Python played by recorders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from make_addin import HERE
from office_files.tables import read_table
from pyopenvba.apps.excel import ExcelApplication

BRIDGE = """\
Public Function XLPyDLLActivateAuto(Answer, ByVal CommandLine, ByVal Mode) As Long
    XbNote "activate", CommandLine & " " & Mode
    If ActiveSheet.Range("Z1").Value = "refuse" Then
        Answer = "no such program"
        XLPyDLLActivateAuto = 1
    Else
        Set Answer = New Server
    End If
End Function
Public Function LoadLibraryW(ByVal Path)
    XbNote "load", "once"
    LoadLibraryW = IIf(ActiveSheet.Range("Z1").Value = "absent", 0, 1)
End Function
Public Function StrPtr(ByVal Text)
    StrPtr = Text
End Function
Public Function XbSetting(ByVal Name)
    XbSetting = Name
End Function
Public Function XbExpanded(ByVal Text)
    XbExpanded = Text
End Function
Public Function XbCommand()
    XbCommand = "command"
End Function
Public Sub XbSay(ByVal Key, ByVal Detail)
    XbNote "say " & Key, Detail
End Sub
Public Sub XbNote(ByVal What, ByVal Text)
    Dim Row
    Row = 1
    Do Until ActiveSheet.Cells(Row, 1).Value = ""
        Row = Row + 1
    Loop
    ActiveSheet.Cells(Row, 1).Value = What
    ActiveSheet.Cells(Row, 2).Value = Text
End Sub
Public Sub Click()
    XbRibbonPress New Control
End Sub
"""
SERVER = """\
Public Function Module(ByVal Name)
    Module = Name
End Function
Public Function Tuple(ByVal Button, ByVal Book)
    Tuple = Button & " on " & Book.Name
End Function
Public Function Call(ByVal Where, ByVal What, ByVal Arguments) As Object
    If ActiveSheet.Range("Z1").Value = "fail" Then Err.Raise 1000, "Python", "a fault of Python"
    XbNote "call", Where & "." & What & ": " & Arguments
    Set Call = Me
End Function
"""
CONTROL = """\
Public Tag As String
Private Sub Class_Initialize()
    Tag = "check_all"
End Sub
"""


def source(path: Path) -> str:
    """A module without its head and without what it takes from libraries of Windows."""
    text = path.read_text(encoding="ascii").partition("\n")[2]
    return re.sub(r"#If Win64.*?#End If\n", 'Const BRIDGE = "bridge"\n', text, flags=re.DOTALL)


@pytest.fixture
def excel() -> ExcelApplication:
    """An application with a workbook, the add-in's macros and the recorders."""
    application = ExcelApplication()
    application.add_workbook()
    bridge = source(HERE / "XbBridge.bas")
    bridge = re.sub(r"^Private Declare .*\n", "", bridge, flags=re.MULTILINE)
    # The interpreter has no key of Excel to give away: that it is done is noted.
    bridge = bridge.replace("Application.EnableCancelKey = xlDisabled", 'XbNote "escape", "given"')
    ribbon = source(HERE / "XbRibbon.bas").replace("IRibbonControl", "Object")
    # The interpreter takes no member named Call; the add-in's server has it under that name.
    application.add_module(SERVER.replace("Call", "CallIt"), name="Server", kind="class")
    application.add_module(CONTROL, name="Control", kind="class")
    application.add_module(BRIDGE, name="Recorder")
    application.add_module(bridge.replace("Python.Call(", "Python.CallIt("), name="XbBridge")
    application.add_module(ribbon, name="XbRibbon")
    return application


def notes(excel: ExcelApplication) -> list[tuple[str, str]]:
    """What was recorded, in its order."""
    sheet = excel.sheet(1)
    rows = ((sheet.value(f"A{row}"), sheet.value(f"B{row}")) for row in range(1, 10))
    return [(str(what), str(text)) for what, text in rows if what]


def test_a_click_calls_the_button_on_the_workbook_in_front(excel: ExcelApplication) -> None:
    excel.run("Click")
    escape, started, activated, called = notes(excel)
    assert escape == ("escape", "given")
    assert started == ("load", "once")
    assert activated == ("activate", "command 1")
    assert called[0] == "call"
    assert called[1].startswith("xianbiao.excel.server.press: check_all on ")


def test_a_second_click_asks_for_the_same_process(excel: ExcelApplication) -> None:
    excel.run("Click")
    excel.run("Click")
    found = notes(excel)
    again = ("escape", "activate", "call")
    assert [what for what, _ in found] == ["escape", "load", "activate", "call", *again]
    assert found[2] == found[5]


@pytest.mark.parametrize(
    ("state", "message", "reason"),
    [
        ("absent", "not_started", "bridge"),
        ("refuse", "not_started", "no such program"),
        ("fail", "not_done", "a fault of Python"),
    ],
)
def test_what_goes_wrong_is_said_with_its_reason(
    excel: ExcelApplication, state: str, message: str, reason: str
) -> None:
    excel.sheet(1).set_value("Z1", state)
    excel.run("Click")
    what, text = notes(excel)[-1]
    assert what == f"say {message}"
    assert reason in text
    assert "{0}" in read_table(HERE / "words.toml", "add_in")[message]
