"""Writes a library of Windows that only passes on: `forwarder.py bcryptprimitives.dll`.

Wine 8 lacks bcryptprimitives.dll, which every Windows since 8 has and which libraries written in
Rust ask for random numbers. Its one function does what SystemFunction036 of advapi32 does.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

EXPORT, TARGET = "ProcessPrng", "advapi32.SystemFunction036"

_BASE, _SECTION, _FILE = 0x180000000, 0x1000, 0x200
_MACHINE_X64, _PE32_PLUS, _CONSOLE = 0x8664, 0x20B, 3
_IS_DLL = 0x2022  # executable image, large addresses, library
_READABLE_DATA = 0x40000040
_DIRECTORIES = 16


def library(name: str, export: str = EXPORT, target: str = TARGET) -> bytes:
    """A library of that name with one export, which is the target in another library."""
    section = _exports(name, export, target)
    headers = _headers(len(section))
    return headers.ljust(_FILE, b"\0") + section.ljust(_FILE, b"\0")


def _exports(name: str, export: str, target: str) -> bytes:
    """The export directory: one function, whose address points at the text of its target."""
    tables = _SECTION + 40
    texts = tables + 4 + 4 + 2
    places = []
    body = b""
    for text in (target, export, name):
        places.append(texts + len(body))
        body += text.encode("ascii") + b"\0"
    directory = struct.pack(
        "<IIHHIIIIIII", 0, 0, 0, 0, places[2], 1, 1, 1, tables, tables + 4, tables + 8
    )
    return directory + struct.pack("<IIH", places[0], places[1], 0) + body


def _headers(size: int) -> bytes:
    dos = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    coff = struct.pack("<HHIIIHH", _MACHINE_X64, 1, 0, 0, 0, 112 + _DIRECTORIES * 8, _IS_DLL)
    optional = struct.pack("<HBBIIIII", _PE32_PLUS, 0, 0, 0, size, 0, 0, _SECTION)
    optional += struct.pack("<QIIHHHHHH", _BASE, _SECTION, _FILE, 6, 0, 0, 0, 6, 0)
    optional += struct.pack("<IIIIHH", 0, 2 * _SECTION, _FILE, 0, _CONSOLE, 0)
    optional += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, _DIRECTORIES)
    optional += struct.pack("<II", _SECTION, size) + bytes((_DIRECTORIES - 1) * 8)
    section = struct.pack(
        "<8sIIIIIIHHI", b".rdata", size, _SECTION, _FILE, _FILE, 0, 0, 0, 0, _READABLE_DATA
    )
    return dos + b"PE\0\0" + coff + optional + section


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_bytes(library(path.name))
