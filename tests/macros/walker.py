"""Reads a VBA project record by record as [MS-OVBA] orders them, and names every deviation.

Containers are opened by olefile and decompressed by oletools, neither of which is ours.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, field

import olefile
from oletools.olevba import decompress_stream
from vba_project.encryption import decrypted

_NAME = re.compile(r'Attribute VB_Name = "(\w+)"\r\n')
_DECLARED = re.compile(r"^(Module|Class|Document|BaseClass)=(.*?)\r?$", re.MULTILINE)
_KINDS = {0x21: {"Module"}, 0x22: {"Class", "Document", "BaseClass"}}


class Deviation(Exception):
    """The records cannot be read on."""


@dataclass
class Walk:
    """What was read and what was wrong."""

    faults: list[str] = field(default_factory=list)
    records: list[tuple[int, bytes]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    settings: str = ""
    names: bytes = b""
    streams: list[str] = field(default_factory=list)


class _Reader:
    """The records of the dir stream, one after the other."""

    def __init__(self, data: bytes, walk: Walk) -> None:
        self.data, self.walk, self.at = data, walk, 0

    def next_is(self, identifier: int) -> bool:
        """Whether the next record is of this kind."""
        return self.data[self.at : self.at + 2] == struct.pack("<H", identifier)

    def take(self, identifier: int, size: int | None = None) -> bytes:
        """The data of the next record, which must be of this kind and size."""
        if not self.next_is(identifier):
            raise Deviation(f"dir, byte {self.at}: record {identifier:#x} is missing")
        (length,) = struct.unpack_from("<I", self.data, self.at + 2)
        length += 2 if identifier == 0x09 else 0  # the version: its size leaves out two bytes
        value = self.data[self.at + 6 : self.at + 6 + length]
        if size is not None and length != size:
            self.walk.faults.append(f"record {identifier:#x} has {length} bytes, not {size}")
        self.walk.records.append((identifier, value))
        self.at += 6 + length
        return value

    def optional(self, identifier: int, size: int | None = None) -> None:
        if self.next_is(identifier):
            self.take(identifier, size)


def walk(binary: bytes) -> Walk:
    """Read a vbaProject.bin."""
    seen = Walk()
    file = olefile.OleFileIO(io.BytesIO(binary), raise_defects=olefile.DEFECT_POTENTIAL)
    seen.streams = sorted("/".join(path) for path in file.listdir())
    try:
        encoding = _walk_directory(file, seen)
        _walk_rest(file, seen, encoding)
    except Deviation as deviation:
        seen.faults.append(str(deviation))
    return seen


def _walk_directory(file: olefile.OleFileIO, seen: Walk) -> str:
    packed = bytearray(file.openstream("VBA/dir").read())
    reader = _Reader(bytes(decompress_stream(packed)), seen)
    take = reader.take
    take(0x01, 4)
    reader.optional(0x4A, 4)
    take(0x02, 4)
    take(0x14, 4)
    (page,) = struct.unpack("<H", take(0x03, 2))
    encoding = f"cp{page}"
    take(0x04)
    take(0x05)
    take(0x40)
    if take(0x06) != take(0x3D):
        seen.faults.append("the two names of the help file differ")
    take(0x07, 4)
    if take(0x08, 4) != bytes(4):
        seen.faults.append("the library flags are not 0")
    take(0x09, 6)
    take(0x0C)
    take(0x3C)
    while reader.next_is(0x16):
        _walk_reference(reader, seen, encoding)
    (count,) = struct.unpack("<H", take(0x0F, 2))
    take(0x13, 2)
    for _ in range(count):
        _walk_module(reader, seen, encoding)
    take(0x10, 0)
    if reader.at != len(reader.data):
        seen.faults.append(f"{len(reader.data) - reader.at} bytes follow the end of dir")
    return encoding


def _walk_reference(reader: _Reader, seen: Walk, encoding: str) -> None:
    name = reader.take(0x16).decode(encoding)
    if name != reader.take(0x3E).decode("utf-16-le"):
        seen.faults.append(f"the two names of reference {name} differ")
    reader.optional(0x33)
    if reader.next_is(0x2F):  # a type library that the host made a copy of
        reader.take(0x2F)
        if reader.next_is(0x16):
            reader.take(0x16)
            reader.take(0x3E)
        reader.take(0x30)
    elif reader.next_is(0x0E):  # another project
        reader.take(0x0E)
    else:
        value = reader.take(0x0D)
        (length,) = struct.unpack_from("<I", value)
        if len(value) != 4 + length + 6 or value[-6:] != bytes(6):
            seen.faults.append(f"reference {name} has the wrong size")


def _walk_module(reader: _Reader, seen: Walk, encoding: str) -> None:
    name = reader.take(0x19).decode(encoding)
    reader.optional(0x47)
    stream = reader.take(0x1A).decode(encoding)
    if reader.take(0x32).decode("utf-16-le") != stream:
        seen.faults.append(f"the two stream names of {name} differ")
    reader.take(0x1C)
    reader.take(0x48)
    (seen.offsets[stream],) = struct.unpack("<I", reader.take(0x31, 4))
    reader.take(0x1E, 4)
    reader.take(0x2C, 2)
    seen.types[stream] = 0x21 if reader.next_is(0x21) else 0x22
    reader.take(seen.types[stream], 0)
    reader.optional(0x25, 0)
    reader.optional(0x28, 0)
    reader.take(0x2B, 0)


def _walk_rest(file: olefile.OleFileIO, seen: Walk, encoding: str) -> None:
    if file.openstream("VBA/_VBA_PROJECT").read(2) != b"\xcc\x61":
        seen.faults.append("_VBA_PROJECT does not begin with its mark")
    seen.settings = file.openstream("PROJECT").read().decode(encoding)
    guid = re.search('^ID="(.*?)"', seen.settings)
    for key in ("CMG", "DPB", "GC"):
        value = re.search(f'^{key}="(.*?)"', seen.settings, re.MULTILINE)
        try:
            decrypted(value[1] if value else "", guid[1] if guid else "")
        except (ValueError, IndexError) as error:
            seen.faults.append(f"{key}: {error}")
    declared = {m[1].split("/")[0]: m[0] for m in _DECLARED.findall(seen.settings) for m in [m]}
    if set(declared) != set(seen.types):
        seen.faults.append(f"PROJECT names {sorted(declared)}, dir {sorted(seen.types)}")
    for name, kind in declared.items():
        if kind not in _KINDS[seen.types.get(name, 0x21)]:
            seen.faults.append(f"{name} is a {kind} in PROJECT, not in dir")
    seen.names = file.openstream("PROJECTwm").read()
    pairs = (n.encode(encoding) + b"\0" + n.encode("utf-16-le") + b"\0\0" for n in declared)
    if seen.names != b"".join(pairs) + b"\0\0":
        seen.faults.append("PROJECTwm does not hold the names of PROJECT")
    workspace = seen.settings.partition("[Workspace]\r\n")[2].splitlines()
    if [line.partition("=")[0] for line in workspace] != list(declared):
        seen.faults.append("the windows of [Workspace] are not those of the modules")
    for stream, offset in seen.offsets.items():
        _walk_source(file.openstream(f"VBA/{stream}").read()[offset:], stream, seen, encoding)


def _walk_source(packed: bytes, name: str, seen: Walk, encoding: str) -> None:
    source = bytes(decompress_stream(bytearray(packed))).decode(encoding)
    seen.sources[name] = source
    head = _NAME.match(source)
    if not head or head[1] != name:
        seen.faults.append(f"{name} does not begin with its own name")
    if "\n" in source.replace("\r\n", ""):
        seen.faults.append(f"{name} has a line end that is not CRLF")
