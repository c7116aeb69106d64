Attribute VB_Name = "XbSettings"
Option Explicit
' How Python is started, and the words of messages: both stand in cells of this add-in.
'
' Sheet conf holds name and value. A file of lines name=value (UTF-16, named by `file` on the
' sheet) overrides it for one person; the installer writes it.

Private Const SHEET_SETTINGS As String = "conf"
Private Const SHEET_WORDS As String = "words"
Private Const FOR_READING As Long = 1
Private Const UTF16 As Long = -1

Private Declare PtrSafe Function ExpandEnvironmentStringsW Lib "kernel32" _
    (ByVal Source As LongPtr, ByVal Target As LongPtr, ByVal Size As Long) As Long

' The value of a setting; "" for one that the sheet does not hold. Names in %...% are left as they
' are, for cmd.exe to expand: so folders can be used whose names the code page does not hold.
Public Function XbSetting(ByVal Name As String) As String
    Dim Value As String
    XbSetting = InSheet(SHEET_SETTINGS, Name)
    If XbSetting = "" Then Exit Function
    If InFile(XbExpanded(InSheet(SHEET_SETTINGS, "file")), Name, Value) Then XbSetting = Value
End Function

' The command line of Python: what the setting `command` says, its parts in braces filled in. Only
' the shell is named in full, because Windows looks for a bare name beside the workbook first.
Public Function XbCommand() As String
    XbCommand = Replace(XbSetting("command"), "{shell}", XbExpanded(XbSetting("shell")))
    XbCommand = Replace(XbCommand, "{python}", XbSetting("python"))
    XbCommand = Replace(XbCommand, "{start}", XbSetting("start"))
End Function

' Shows a message of the sheet of words; {0} in it stands for the detail.
Public Sub XbSay(ByVal Key As String, ByVal Detail As String)
    MsgBox Replace(InSheet(SHEET_WORDS, Key), "{0}", Detail), vbExclamation, _
        InSheet(SHEET_WORDS, "title")
End Sub

' A text with the environment variables in it replaced by their values.
Public Function XbExpanded(ByVal Text As String) As String
    Dim Size As Long
    Dim Buffer As String
    Size = ExpandEnvironmentStringsW(StrPtr(Text), 0, 0)
    Buffer = String$(Size, vbNullChar)
    Size = ExpandEnvironmentStringsW(StrPtr(Text), StrPtr(Buffer), Size)
    XbExpanded = Left$(Buffer, Size - 1)
End Function

Private Function InSheet(ByVal SheetName As String, ByVal Name As String) As String
    Dim Row As Long
    Row = 1
    With ThisWorkbook.Worksheets(SheetName)
        Do Until CStr(.Cells(Row, 1).Value) = ""
            If CStr(.Cells(Row, 1).Value) = Name Then InSheet = CStr(.Cells(Row, 2).Value)
            Row = Row + 1
        Loop
    End With
End Function

Private Function InFile(ByVal Path As String, ByVal Name As String, ByRef Value As String) As Boolean
    Dim Files As Object
    Dim Lines As Object
    Dim Line As String
    Set Files = CreateObject("Scripting.FileSystemObject")
    If Not Files.FileExists(Path) Then Exit Function
    Set Lines = Files.OpenTextFile(Path, FOR_READING, False, UTF16)
    Do Until Lines.AtEndOfStream
        Line = Lines.ReadLine
        If Left$(Line, Len(Name) + 1) = Name & "=" Then
            Value = Mid$(Line, Len(Name) + 2)
            InFile = True
        End If
    Loop
    Lines.Close
End Function
