Attribute VB_Name = "XbForm"
Option Explicit
' What the form buttons of this workbook call: buttons of the add-in, by their names there.

Private Const PRESS_BUTTON As String = "'xianbiao.xlam'!XbBridge.XbPress"

Public Sub XbFormCheck()
    Press "check_all"
End Sub

Public Sub XbFormNext()
    Press "next_finding"
End Sub

Public Sub XbFormExport()
    Press "export_counties"
End Sub

Public Sub XbFormUndo()
    Press "undo_last"
End Sub

Private Sub Press(ByVal Button As String)
    On Error GoTo Missing
    Application.Run PRESS_BUTTON, Button
    Exit Sub
Missing:
    XbTell "no_add_in", Err.Description
End Sub
