Attribute VB_Name = "XbBridge"
Option Explicit
' Opens the one Python process of this Excel and calls a button in it.
'
' The library keeps one process for each command line. The command line names no workbook, so
' every workbook is served by the same process; it ends with Excel.

#If Win64 Then
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64.dll" _
        (ByRef Answer As Variant, ByVal CommandLine As String, ByVal Mode As Long) As Long
    Private Const BRIDGE As String = "\xlwings64.dll"
#Else
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32.dll" _
        (ByRef Answer As Variant, ByVal CommandLine As String, ByVal Mode As Long) As Long
    Private Const BRIDGE As String = "\xlwings32.dll"
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal Path As LongPtr) As LongPtr

Private Const MODE_START As Long = 1
Private Const MODE_STOP As Long = -1
Private Const SERVER As String = "xianbiao.excel.server"
Private Const FAILED As Long = vbObjectError + 1000

Private CommandLine As String

' The Python process, started when it is not running. The wrappers of worksheet functions call it.
Public Function XLPy() As Object
    Dim Answer As Variant
    OpenBridge
    If XLPyDLLActivateAuto(Answer, CommandLine, MODE_START) <> 0 Then
        Err.Raise FAILED, "XbBridge", CStr(Answer)
    End If
    Set XLPy = Answer
End Function

' Calls a button on the workbook in front, a new one where none is open. What a button has to say
' is said by Python. Esc is left to Python, which puts things back; Excel would stop here and say so
' in its own words. Excel gives the key back by itself when the macro ends.
Public Sub XbPress(ByVal Button As String)
    Dim Done As Object
    Dim Python As Object
    On Error Resume Next
    Application.EnableCancelKey = xlDisabled
    On Error GoTo NotStarted
    Set Python = XLPy()
    On Error GoTo NotDone
    If ActiveWorkbook Is Nothing Then Application.Workbooks.Add
    Set Done = Python.Call(Python.Module(SERVER), "press", Python.Tuple(Button, ActiveWorkbook))
    Exit Sub
NotStarted:
    XbSay "not_started", Err.Description
    Exit Sub
NotDone:
    XbSay "not_done", Err.Description
End Sub

' Ends the Python process; the next button starts a new one.
Public Sub XbStopPython()
    Dim Answer As Variant
    On Error GoTo NotStopped
    OpenBridge
    If XLPyDLLActivateAuto(Answer, CommandLine, MODE_STOP) <> 0 Then
        Err.Raise FAILED, "XbBridge", CStr(Answer)
    End If
    CommandLine = ""
    Exit Sub
NotStopped:
    XbSay "not_stopped", Err.Description
End Sub

Private Sub OpenBridge()
    Dim Path As String
    If CommandLine <> "" Then Exit Sub
    Path = XbExpanded(XbSetting("folder")) & BRIDGE
    If LoadLibraryW(StrPtr(Path)) = 0 Then Err.Raise FAILED, "XbBridge", Path
    CommandLine = XbCommand()
End Sub
