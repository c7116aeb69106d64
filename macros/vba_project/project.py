"""A VBA project that holds sources only, [MS-OVBA] 2.2 and 2.3: the host compiles it on loading.

No compiled code is stored: every module starts at offset 0 of its stream, and the version in
_VBA_PROJECT is 0xFFFF, which no host takes for its own (2.3.4.1).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from vba_project.compound_file import compound_file
from vba_project.compression import compress
from vba_project.encryption import encrypted
from vba_project.source import Kind, Module

CODE_PAGE = 936
"""Simplified Chinese. The sources are ASCII, the same bytes in every code page; what a clerk types
into a module later is kept too, because it is the code page of the machines this is made for."""

_LCID = 0x0409
_UNPROTECTED = b"\0\0\0\0"
_NO_PASSWORD = b"\0"
_VISIBLE = b"\xff"
_STDOLE = (
    "stdole",
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0"
    r"#C:\Windows\System32\stdole2.tlb#OLE Automation",
)
_OFFICE = (
    "Office",
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
    r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    r"#Microsoft Office 16.0 Object Library",
)
REFERENCES = (_STDOLE, _OFFICE)
"""The type libraries of a new project in Excel besides its own and VBA's: name and identifier."""


@dataclass(frozen=True, slots=True)
class Project:
    """The modules of a project in their order: documents first, as Excel writes them.

    Raises ValueError for two modules of one name (VBA takes no account of case).
    """

    name: str
    modules: Sequence[Module]
    guid: str = ""

    def __post_init__(self) -> None:
        names = [module.name.lower() for module in self.modules]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"two modules are named {', '.join(sorted(twice))}")

    def binary(self) -> bytes:
        """The bytes of vbaProject.bin; the same modules give the same bytes."""
        streams: dict[str, bytes] = {
            module.name: compress(_text(module.stored())) for module in self.modules
        }
        streams["_VBA_PROJECT"] = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 0)
        streams["dir"] = compress(self._directory())
        return compound_file(
            {"VBA": streams, "PROJECT": self._settings(), "PROJECTwm": self._names()}
        )

    def identifier(self) -> str:
        """The GUID, made from the name where none is given, so that it never changes."""
        if self.guid:
            return self.guid
        digest = hashlib.sha256(self.name.encode("ascii")).hexdigest().upper()
        parts = digest[:8], digest[8:12], "4" + digest[13:16], "A" + digest[17:20], digest[20:32]
        return "{" + "-".join(parts) + "}"

    def _directory(self) -> bytes:
        """The dir stream, 2.3.4.2: settings, references, modules."""
        records = [
            _record(0x01, struct.pack("<I", 3)),  # 64-bit Windows
            _record(0x02, struct.pack("<I", _LCID)),
            _record(0x14, struct.pack("<I", _LCID)),
            _record(0x03, struct.pack("<H", CODE_PAGE)),
            _record(0x04, _text(self.name)),
            _record(0x05) + _record(0x40),  # description
            _record(0x06) + _record(0x3D),  # help file
            _record(0x07, bytes(4)) + _record(0x08, bytes(4)),
            struct.pack("<HIIH", 0x09, 4, 1, 0),  # version 1.0; the size leaves out its last part
            _record(0x0C) + _record(0x3C),  # constants
        ]
        for name, library in REFERENCES:
            records.append(_named(0x16, 0x3E, name))
            sized = struct.pack("<I", len(library)) + _text(library) + bytes(6)
            records.append(_record(0x0D, sized))
        records.append(_record(0x0F, struct.pack("<H", len(self.modules))))
        records.append(_record(0x13, b"\xff\xff"))
        records += map(_module_records, self.modules)
        return b"".join(records) + struct.pack("<HI", 0x10, 0)

    def _settings(self) -> bytes:
        """The PROJECT stream, 2.3.1: what the editor shows."""
        guid = self.identifier()
        lines = [
            f'ID="{guid}"',
            *map(_declared, self.modules),
            f'Name="{self.name}"',
            'HelpContextID="0"',
            'VersionCompatible32="393222000"',
            f'CMG="{encrypted(_UNPROTECTED, guid, 0x1D)}"',
            f'DPB="{encrypted(_NO_PASSWORD, guid, 0x3A)}"',
            f'GC="{encrypted(_VISIBLE, guid, 0x57)}"',
            "",
            "[Host Extender Info]",
            "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
            "",
            "[Workspace]",
            *(f"{module.name}=0, 0, 0, 0, C" for module in self.modules),
        ]
        return _text("\r\n".join(lines) + "\r\n")

    def _names(self) -> bytes:
        """The PROJECTwm stream, 2.3.3: each name in the code page and in UTF-16."""
        pairs = (_text(m.name) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in self.modules)
        return b"".join(pairs) + b"\0\0"


def _text(text: str) -> bytes:
    return text.encode("ascii")


def _record(identifier: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data


def _named(identifier: int, wide: int, name: str) -> bytes:
    return _record(identifier, _text(name)) + _record(wide, name.encode("utf-16-le"))


def _module_records(module: Module) -> bytes:
    """The records of one module, 2.3.4.2.3.2."""
    return b"".join(
        [
            _named(0x19, 0x47, module.name),
            _named(0x1A, 0x32, module.name),  # its stream
            _record(0x1C) + _record(0x48),  # description
            _record(0x31, bytes(4)),  # offset of the source in its stream
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(0x21 if module.kind is Kind.PROCEDURAL else 0x22),
            _record(0x2B),
        ]
    )


def _declared(module: Module) -> str:
    suffix = "/&H00000000" if module.kind is Kind.DOCUMENT else ""
    return f"{module.kind.value}={module.name}{suffix}"
