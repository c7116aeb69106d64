"""A LibreOffice sheet whose cells call the worksheet functions through the add-in's own VBA.

The macro XbFunctions runs as it is committed. What it calls `XLPy` is here: it hands the cells
to the process of `support.udf_client`, as COM would, and the answer back.
"""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.udf_client import MISSING, Excel
from xianbiao.engines.libreoffice.bridge import properties, uno
from xianbiao.engines.libreoffice.process import start

ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN

_EPOCH = dt.date(1899, 12, 30)
_NOT_AVAILABLE, _DIVISION = 32767, 532
_ERROR_CODES = {_NOT_AVAILABLE: -2146826246, _DIVISION: -2146826281}
_VALUE_ERROR = -2146826273

_BRIDGE = """\
Option VBASupport 1
Public Python As Object
Function SetPython(ByVal Given)
    Python = Given
    SetPython = True
End Function
Function XLPy()
    Set XLPy = Python
End Function
Function Block(Given)
    Dim I, J
    If Not IsArray(Given) Then
        Block = Given
        Exit Function
    End If
    ReDim Filled(UBound(Given), UBound(Given(0)))
    For I = 0 To UBound(Given)
        For J = 0 To UBound(Given(0))
            Filled(I, J) = Given(I)(J)
        Next J
    Next I
    Block = Filled
End Function
"""
_CALL = "XLPy.CallUDF(PYTHON_MODULE, Name, Arguments)"


class Sheet:
    """An empty sheet in which formulas may call the functions."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def put(self, place: str, content: float | str) -> None:
        """A number, a text or a formula (English, arguments parted by ;) into a cell."""
        cell = self._sheet.getCellRangeByName(place)
        if isinstance(content, str) and not content.startswith("="):
            cell.setString(content)
        elif isinstance(content, str):
            cell.setFormula(content)
        else:
            cell.setValue(content)

    def put_column(self, place: str, contents: list[Any]) -> None:
        """Contents below each other, None for a cell left empty."""
        column, row = place[0], int(place[1:])
        for offset, content in enumerate(contents):
            if content is not None:
                self.put(f"{column}{row + offset}", content)

    def put_array(self, area: str, formula: str) -> None:
        """An array formula."""
        self._sheet.getCellRangeByName(area).setArrayFormula(formula)

    def shown(self, place: str) -> str:
        """What a cell shows."""
        text: str = self._sheet.getCellRangeByName(place).getString()
        return text

    def values(self, area: str) -> list[list[Any]]:
        """Numbers and texts of an area."""
        return [list(row) for row in self._sheet.getCellRangeByName(area).getDataArray()]

    def merge(self, area: str) -> None:
        """Merge an area into one cell."""
        self._sheet.getCellRangeByName(area).merge(True)

    def clear(self, area: str) -> None:
        """Empty an area of values, texts and formulas."""
        self._sheet.getCellRangeByName(area).clearContents(1 | 2 | 4 | 16)


@contextmanager
def function_sheet(excel: Excel, macro: str) -> Iterator[Sheet]:
    """A sheet of a LibreOffice of its own, ended afterwards."""
    office = start()
    try:
        document = office.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, properties(MacroExecutionMode=ALWAYS)
        )
        libraries = document.BasicLibraries
        libraries.VBACompatibilityMode = True
        library = libraries.getByName("Standard")
        library.insertByName("Bridge", _BRIDGE)
        library.insertByName("XbFunctions", _for_basic(macro))
        bridge = document.getScriptProvider().getScript(
            "vnd.sun.star.script:Standard.Bridge.SetPython?language=Basic&location=document"
        )
        bridge.invoke((_python(excel),), (), ())
        yield Sheet(document.Sheets.getByIndex(0))
        document.close(True)
    finally:
        office.stop()


def _for_basic(macro: str) -> str:
    """The macro as LibreOffice's Basic takes it: UNO gives arrays of rows, a cell wants a block."""
    assert macro.count(_CALL) == 1
    lines = [line for line in macro.splitlines() if not line.startswith("Attribute ")]
    body = "\n".join(lines).replace(_CALL, f"Block({_CALL})")
    return f"Option VBASupport 1\n{body}\n"


def _python(excel: Excel) -> Any:
    """The object that Basic calls `XLPy`."""
    invocation = uno().getClass("com.sun.star.script.XInvocation")
    folder = str(Path(uno().__file__).parent)
    sys.path.append(folder)
    base = importlib.import_module("unohelper").Base
    sys.path.remove(folder)

    class Python(base, invocation):  # type: ignore[misc, valid-type]
        def getIntrospection(self) -> None:
            return None

        def hasMethod(self, name: str) -> bool:
            return name == "CallUDF"

        def hasProperty(self, name: str) -> bool:
            return False

        def getValue(self, name: str) -> None:
            return None

        def setValue(self, name: str, value: Any) -> None:
            return None

        def invoke(self, name: str, given: Any, places: Any, values: Any) -> Any:
            _, function, arguments = given
            answer = excel.call(function, *map(_argument, arguments))
            return _answer(answer), (), ()

    return Python()


def _argument(value: Any) -> Any:
    if value is None:
        return MISSING
    if hasattr(value, "CellRange"):
        area = value.CellRange
        return {
            "range": [
                [
                    {"error": _error(area.getCellByPosition(c, r))} if cell is None else cell
                    for c, cell in enumerate(row)
                ]
                for r, row in enumerate(area.getDataArray())
            ]
        }
    return value


def _error(cell: Any) -> int:
    return _ERROR_CODES.get(cell.getError(), _VALUE_ERROR)


def _answer(value: Any) -> Any:
    """Rows as tuples of tuples, dates as the day numbers of the sheet."""
    match value:
        case {"date": text}:
            return float((dt.date.fromisoformat(text) - _EPOCH).days)
        case [[*_], *_]:
            return tuple(tuple(map(_answer, row)) for row in value)
        case [*_]:
            return (tuple(map(_answer, value)),)
    return value
