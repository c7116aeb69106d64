Attribute VB_Name = "XbExport"
Option Explicit
' Writes one workbook for each recipient without Python: its form and the codes, values only.
'
' Where everything stands is read from the sheet _meta: table | sheet | kind | range | recipient.
' All files are written or none: nothing is overwritten, and a failure removes what was written.

Private Const SHEET_META As String = "_meta"
Private Const FAILED As Long = vbObjectError + 1001
Private Const CHECK_MARK As Long = &H2714
Private Const FOLDER_PICKER As Long = 4
Private Const WORKBOOK_XLSX As Long = 51

' The form button: asks for the folder and tells what was done.
Public Sub XbExportWithoutPython()
    Dim Folder As String
    Dim Light As String
    On Error GoTo Stopped
    Light = CStr(SheetOf("register").Range("A2").Value)
    If Left$(Light, 1) <> ChrW$(CHECK_MARK) Then
        XbTell "not_checked", Light
        Exit Sub
    End If
    Folder = ChosenFolder()
    If Folder = "" Then Exit Sub
    XbTell "exported", CStr(XbExportTo(Folder)) & " -> " & Folder
    Exit Sub
Stopped:
    XbTell "not_exported", Err.Description
End Sub

' Writes the files into a folder that exists; returns how many.
Public Function XbExportTo(ByVal Folder As String) As Long
    Dim Written As Collection
    Dim Row As Long
    Dim Path As String
    Dim Reason As String
    Dim Meta As Worksheet
    ' An application may make a folder that is not there, or tell of files in it that are not.
    If Not XbFolderExists(Folder) Then Err.Raise FAILED, "XbExport", Folder
    Set Written = New Collection
    Set Meta = ThisWorkbook.Worksheets(SHEET_META)
    For Row = 1 To LastRow(Meta)
        If IsForm(Meta, Row) Then
            Path = PathFor(Folder, CStr(Meta.Cells(Row, 5).Value))
            If XbFileExists(Path) Then Err.Raise FAILED, "XbExport", Path
        End If
    Next Row
    Application.ScreenUpdating = False
    On Error GoTo Undo
    For Row = 1 To LastRow(Meta)
        If IsForm(Meta, Row) Then
            Path = PathFor(Folder, CStr(Meta.Cells(Row, 5).Value))
            WriteOne CStr(Meta.Cells(Row, 2).Value), CStr(Meta.Cells(Row, 4).Value), Path
            Written.Add Path
        End If
    Next Row
    If Written.Count = 0 Then Err.Raise FAILED, "XbExport", XbWord("no_forms")
    Application.ScreenUpdating = True
    XbExportTo = Written.Count
    Exit Function
Undo:
    Reason = Err.Description
    For Row = 1 To Written.Count
        XbDeleteFile Written(Row)
    Next Row
    Application.ScreenUpdating = True
    Err.Raise FAILED, "XbExport", Reason
End Function

Private Sub WriteOne(ByVal SheetName As String, ByVal Area As String, ByVal Path As String)
    Dim Book As Workbook
    Dim Reason As String
    Set Book = CopyAlone(ThisWorkbook.Worksheets(SheetName))
    On Error GoTo Discard
    KeepValues Book.Worksheets(1), Area
    SheetOf("codes").Copy , Book.Worksheets(1)
    KeepValues Book.Worksheets(2), AreaOf("codes")
    DropNames Book
    If Not IsEmpty(Book.LinkSources(1)) Then Err.Raise FAILED, "XbExport", XbWord("linked")
    Book.Worksheets(1).Activate
    Book.SaveAs Path, WORKBOOK_XLSX
    If Not XbFileExists(Path) Then Err.Raise FAILED, "XbExport", Path
    Book.Close False
    Exit Sub
Discard:
    Reason = SheetName & ": " & Err.Description
    Book.Close False
    Err.Raise FAILED, "XbExport", Reason
End Sub

' The new workbook that a sheet is copied to, told by its name: an application may bring it to
' the front only later, and what stands in front would be this workbook with all recipients.
Private Function CopyAlone(ByVal Sheet As Worksheet) As Workbook
    Dim Before As String
    Dim Book As Workbook
    For Each Book In Workbooks
        Before = Before & "|" & Book.Name & "|"
    Next Book
    Sheet.Copy
    For Each Book In Workbooks
        If InStr(Before, "|" & Book.Name & "|") = 0 Then Set CopyAlone = Book
    Next Book
    If CopyAlone Is Nothing Then Err.Raise FAILED, "XbExport", Sheet.Name
    If CopyAlone.Worksheets.Count <> 1 Then Err.Raise FAILED, "XbExport", Sheet.Name
End Function

' Leaves of a copied sheet the values inside the area, with their formats.
Private Sub KeepValues(ByVal Sheet As Worksheet, ByVal Area As String)
    Dim Cell As Range
    Dim Last As Range
    Sheet.Unprotect
    Sheet.Cells.Validation.Delete
    Sheet.Cells.FormatConditions.Delete
    Sheet.Hyperlinks.Delete
    Sheet.UsedRange.Copy
    Sheet.UsedRange.PasteSpecial xlPasteValues
    Application.CutCopyMode = False
    Set Last = Sheet.Range(Area).Cells(Sheet.Range(Area).Cells.Count)
    Sheet.Range(Sheet.Columns(Last.Column + 1), Sheet.Columns(Sheet.Columns.Count)).Delete
    Sheet.Range(Sheet.Rows(Last.Row + 1), Sheet.Rows(Sheet.Rows.Count)).Delete
    For Each Cell In Sheet.Range(Area).Cells
        If IsError(Cell.Value) Then Err.Raise FAILED, "XbExport", Cell.Address(False, False)
    Next Cell
    Sheet.Range("A1").Select
End Sub

' Names of the copied sheets that lead back into this workbook; print settings stay.
Private Sub DropNames(ByVal Book As Workbook)
    Dim Number As Long
    For Number = Book.Names.Count To 1 Step -1
        If InStr(Book.Names(Number).Name, "Print_") = 0 Then Book.Names(Number).Delete
    Next Number
End Sub

' Whether a row of _meta is the form of one of the recipients in the table of units.
Private Function IsForm(ByVal Meta As Worksheet, ByVal Row As Long) As Boolean
    Dim Cell As Range
    Dim Kind As String
    Kind = CStr(Meta.Cells(Row, 3).Value)
    If CStr(Meta.Cells(Row, 1).Value) <> "table" Then Exit Function
    If Kind <> "form" And Kind <> "generated-form" Then Exit Function
    For Each Cell In SheetOf("units").Range(AreaOf("units")).Columns(2).Cells
        If CStr(Cell.Value) = CStr(Meta.Cells(Row, 5).Value) Then IsForm = True
    Next Cell
End Function

Private Function SheetOf(ByVal Kind As String) As Worksheet
    Set SheetOf = ThisWorkbook.Worksheets(MetaCell(Kind, 2))
End Function

Private Function AreaOf(ByVal Kind As String) As String
    AreaOf = MetaCell(Kind, 4)
End Function

Private Function MetaCell(ByVal Kind As String, ByVal Column As Long) As String
    Dim Row As Long
    With ThisWorkbook.Worksheets(SHEET_META)
        For Row = 1 To LastRow(ThisWorkbook.Worksheets(SHEET_META))
            If CStr(.Cells(Row, 3).Value) = Kind Then
                MetaCell = CStr(.Cells(Row, Column).Value)
                Exit Function
            End If
        Next Row
    End With
    Err.Raise FAILED, "XbExport", SHEET_META & ": " & Kind
End Function

Private Function LastRow(ByVal Sheet As Worksheet) As Long
    LastRow = Sheet.UsedRange.Row + Sheet.UsedRange.Rows.Count - 1
End Function

Private Function PathFor(ByVal Folder As String, ByVal Recipient As String) As String
    PathFor = Folder & Application.PathSeparator & Recipient & ".xlsx"
End Function

Private Function ChosenFolder() As String
    With Application.FileDialog(FOLDER_PICKER)
        If .Show = -1 Then ChosenFolder = .SelectedItems(1)
    End With
End Function
