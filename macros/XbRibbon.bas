Attribute VB_Name = "XbRibbon"
Option Explicit
' What the ribbon calls: the tag of a control is the name of its button.

Public Sub XbRibbonPress(ByVal Control As IRibbonControl)
    XbPress Control.Tag
End Sub
