Attribute VB_Name = "XbWords"
Option Explicit
' The words of messages, from the very hidden sheet of words, so that no source holds Chinese.

Private Const SHEET_WORDS As String = "_words"

' Shows a message; {0} in it stands for the detail.
Public Sub XbTell(ByVal Key As String, ByVal Detail As String)
    MsgBox Replace(XbWord(Key), "{0}", Detail), vbInformation, XbWord("title")
End Sub

' The text that stands beside a key, "" when there is none.
Public Function XbWord(ByVal Key As String) As String
    Dim Row As Long
    Row = 1
    With ThisWorkbook.Worksheets(SHEET_WORDS)
        Do Until CStr(.Cells(Row, 1).Value) = ""
            If CStr(.Cells(Row, 1).Value) = Key Then XbWord = CStr(.Cells(Row, 2).Value)
            Row = Row + 1
        Loop
    End With
End Function
