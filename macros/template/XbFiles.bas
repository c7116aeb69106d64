Attribute VB_Name = "XbFiles"
Option Explicit
' Files by their whole Unicode names, which the statements Dir and Kill of VBA do not take.

Public Function XbFileExists(ByVal Path As String) As Boolean
    XbFileExists = CreateObject("Scripting.FileSystemObject").FileExists(Path)
End Function

Public Function XbFolderExists(ByVal Path As String) As Boolean
    XbFolderExists = CreateObject("Scripting.FileSystemObject").FolderExists(Path)
End Function

Public Sub XbDeleteFile(ByVal Path As String)
    CreateObject("Scripting.FileSystemObject").DeleteFile Path
End Sub
