"""What the Windows half of xlwings needs of Windows to import here: names without behaviour.

Nothing of xlwings is replaced: its own `udfs` module writes the wrappers, converts the values
and calls the functions. Only COM is absent; `ComRange` plays an Excel range.
"""

from __future__ import annotations

import atexit
import builtins
import ctypes
import datetime as dt
import os
import sys
import types
from typing import Any
from unittest import mock

MISSING = -2147352572
"""How pywin32 hands over an optional argument that was left out."""

_RANGE_IID = "{00020846-0000-0000-C000-000000000046}"


class ComError(Exception):
    """pywintypes.com_error."""


class TimeType(dt.datetime):
    """pywintypes.TimeType: the dates of COM."""


class ComRange:
    """A range as COM shows it: its value is bare for one cell, else a tuple of rows."""

    CLSID = None

    def __init__(self, rows: list[list[Any]]) -> None:
        self._rows = tuple(map(tuple, rows))
        attributes = types.SimpleNamespace(iid=_RANGE_IID)
        info = types.SimpleNamespace(GetTypeAttr=lambda: attributes)
        self._oleobj_ = types.SimpleNamespace(GetTypeInfo=lambda: info)
        application = types.SimpleNamespace(Hwnd=1, Name="Microsoft Excel", Version="16.0")
        book = types.SimpleNamespace(Name="Book1.xlsx", Application=application)
        self.Worksheet = types.SimpleNamespace(Name="Sheet1", Parent=book)
        self.Row = self.Column = 1

    @property
    def Value(self) -> Any:
        rows = self._rows
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    @property
    def Rows(self) -> Any:
        return types.SimpleNamespace(Count=len(self._rows))

    @property
    def Columns(self) -> Any:
        return types.SimpleNamespace(Count=len(self._rows[0]))


def install() -> Any:
    """The module xlwings.udfs, with the decorators of xlwings those of Windows.

    The libraries that xlwings may use are absent, as on a clerk's machine.
    """
    sys.modules.update(dict.fromkeys(("pandas", "numpy", "polars", "matplotlib", "PIL")))  # type: ignore[arg-type]
    _modules()
    builtins.WindowsError = OSError  # type: ignore[attr-defined]
    ctypes.oledll = ctypes.windll = mock.MagicMock()  # type: ignore[attr-defined]
    folder = os.getcwd()
    with (
        mock.patch.object(ctypes, "PyDLL", mock.MagicMock()),
        mock.patch.object(atexit, "register", lambda function, *_, **__: function),
    ):
        import xlwings
        from xlwings import _xlwindows, udfs
    os.chdir(folder)
    xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    xlwings.engines.active = xlwings.engines["excel"]
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    server = types.ModuleType("xlwings.com_server")
    server.loop = None  # type: ignore[attr-defined]
    sys.modules["xlwings.com_server"] = server
    return udfs


def _modules() -> None:
    def kind(name: str) -> type:
        return type(name, (), {})

    _module(
        "pywintypes", com_error=ComError, error=kind("error"), TimeType=TimeType, IID=lambda s: s
    )
    _module(
        "pythoncom",
        CoInitialize=lambda: None,
        TypeIIDs={},
        IID_IDispatch=None,
        com_error=ComError,
        ole_error=ComError,
        __file__="pythoncom.dll",
    )
    _module("win32com")
    _module(
        "win32com.client",
        Dispatch=lambda com, *_, **__: com,
        DispatchEx=lambda name: None,
        CDispatch=kind("CDispatch"),
        CoClassBaseClass=kind("CoClassBaseClass"),
        DispatchBaseClass=kind("DispatchBaseClass"),
    )
    for name in ("win32api", "win32con", "win32gui", "win32process", "win32event"):
        _module(name)
    sys.modules["win32process"].GetWindowThreadProcessId = lambda hwnd: (0, 1)  # type: ignore[attr-defined]
    zone = types.SimpleNamespace(utc=lambda: dt.UTC)
    _module("win32timezone", TimeZoneInfo=zone)


def _module(name: str, **members: Any) -> None:
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
