"""Does what the add-in does, without Excel: starts the server through the bridge and asks it.

Run by the installed Windows Python: `try_server.py HOME COMMAND`, where the command is the one of
the add-in's sheet conf with its parts filled in. Prints one line for each answer.
"""

from __future__ import annotations

import ctypes
import os
import site
import sys
import time
from typing import Any

START, STOP = 1, -1
IS_DISPATCH, IS_TEXT = 9, 8
ROUNDS = 200


class Variant(ctypes.Structure):
    """VARIANT of 64-bit Windows: its kind, then a pointer."""

    _fields_ = [
        ("kind", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("pointer", ctypes.c_void_p),
        ("more", ctypes.c_void_p),
    ]


def activate(library: ctypes.CDLL, command: str, mode: int) -> Any:
    """Call the bridge as the macro does; the server's object, None after a stop."""
    import pythoncom
    import win32com.client

    answer = Variant()
    text = ctypes.create_string_buffer(command.encode("ascii"))
    failed = library.XLPyDLLActivateAuto(ctypes.byref(answer), text, ctypes.c_long(mode))
    if answer.kind == IS_TEXT:
        raise OSError(ctypes.wstring_at(answer.pointer))
    if failed or answer.kind != IS_DISPATCH:
        return None
    found = pythoncom.ObjectFromAddress(answer.pointer, pythoncom.IID_IDispatch)
    return win32com.client.Dispatch(found)


def process_of(server: Any) -> str:
    """The number of the process that answers."""
    return str(server.Str(server.Call(server.Module("os"), "getpid", server.Tuple())))


def has_ended(server: Any) -> bool:
    """Whether nobody answers for a server any more."""
    import pythoncom

    try:
        process_of(server)
    except pythoncom.com_error:
        return True
    return False


def main(home: str, command: str) -> int:
    """Start, ask, ask again, stop."""
    import pythoncom

    pythoncom.CoInitialize()
    library = ctypes.CDLL(os.path.join(home, "xlwings64.dll"))
    began = time.perf_counter()
    server = activate(library, command, START)
    print(f"✔ 启动 {time.perf_counter() - began:.2f} 秒，进程 {process_of(server)}")
    again = activate(library, command, START)
    same = process_of(server) == process_of(again)
    print(f"{'✔' if same else '✘'} 再次取用是同一个进程")

    module = "xianbiao.excel.functions"
    for name, arguments in (
        ("XB_CHECK", (100, (30, 61))),
        ("XB_CHECK", (100, (30, 70))),
        ("XB_DIFF", (100, (30, 61))),
        ("XB_CAPITAL", (1234.5,)),
    ):
        print(f"  {name}{arguments} → {server.CallUDF(module, name, arguments)}")
    began = time.perf_counter()
    for _ in range(ROUNDS):
        server.CallUDF(module, "XB_DIFF", (100, (30, 61)))
    print(f"✔ {ROUNDS} 次调用，每次 {(time.perf_counter() - began) / ROUNDS * 1000:.1f} 毫秒")

    activate(library, command, STOP)
    print(f"✔ 停止：{'进程已结束' if has_ended(server) else '进程仍在'}")
    return 0 if same else 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    site.addsitedir(os.path.join(sys.argv[1], "lib"))
    sys.exit(main(*sys.argv[1:]))
