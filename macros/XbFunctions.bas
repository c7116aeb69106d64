Attribute VB_Name = "XbFunctions"
Option Explicit
' The functions in cells: each hands its arguments to Python and shows what Python answers.
'
' Made by xianbiao.excel.wrappers from xianbiao/functions/help.toml: change that, not this file.

Private Const PYTHON_MODULE As String = "xianbiao.excel.functions"
Private Const SHEET_FUNCTIONS As String = "functions"

Public Function XB_CHECK(printed, parts, Optional tolerance)
    If Not InWizard() Then XB_CHECK = Answer("XB_CHECK", Array(printed, parts, tolerance))
End Function

Public Function XB_DIFF(printed, parts)
    If Not InWizard() Then XB_DIFF = Answer("XB_DIFF", Array(printed, parts))
End Function

Public Function XB_WHY(printed, parts)
    If Not InWizard() Then XB_WHY = Answer("XB_WHY", Array(printed, parts))
End Function

Public Function XB_ADJUST(before, change, after)
    If Not InWizard() Then XB_ADJUST = Answer("XB_ADJUST", Array(before, change, after))
End Function

Public Function XB_TIE(left_table, right_table, Optional units)
    If Not InWizard() Then XB_TIE = Answer("XB_TIE", Array(left_table, right_table, units))
End Function

Public Function XB_UNIT(unit, Optional units)
    If Not InWizard() Then XB_UNIT = Answer("XB_UNIT", Array(unit, units))
End Function

Public Function XB_UNITCODE(unit, Optional units)
    If Not InWizard() Then XB_UNITCODE = Answer("XB_UNITCODE", Array(unit, units))
End Function

Public Function XB_SUBJECT(code, Optional budget_year)
    If Not InWizard() Then XB_SUBJECT = Answer("XB_SUBJECT", Array(code, budget_year))
End Function

Public Function XB_TARGETOK(target)
    If Not InWizard() Then XB_TARGETOK = Answer("XB_TARGETOK", Array(target))
End Function

Public Function XB_TARGET(target, actual)
    If Not InWizard() Then XB_TARGET = Answer("XB_TARGET", Array(target, actual))
End Function

Public Function XB_SHARE(total, weights, Optional digits, Optional floor, Optional cap)
    If Not InWizard() Then XB_SHARE = Answer("XB_SHARE", Array(total, weights, digits, floor, cap))
End Function

Public Function XB_CAPITAL(amount, Optional unit)
    If Not InWizard() Then XB_CAPITAL = Answer("XB_CAPITAL", Array(amount, unit))
End Function

Public Function XB_DOCNO(number)
    If Not InWizard() Then XB_DOCNO = Answer("XB_DOCNO", Array(number))
End Function

Public Function XB_DUE(start, limit, Optional work_calendar)
    If Not InWizard() Then XB_DUE = Answer("XB_DUE", Array(start, limit, work_calendar))
End Function

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
