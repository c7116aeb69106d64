"""A module of a VBA project: its source as the project stores it, from .bas and .cls text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
WORKSHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}\Z")
_PREAMBLE = re.compile(r"VERSION [^\n]*\n(?:BEGIN\n(?:[^\n]*\n)*?END\n)?")
_ATTRIBUTE = re.compile(r"Attribute (VB_\w+) = (.*)\n")


class Kind(StrEnum):
    """What a module is to the project; the value is its word in the PROJECT stream."""

    PROCEDURAL = "Module"
    CLASS = "Class"
    DOCUMENT = "Document"


@dataclass(frozen=True, slots=True)
class Module:
    """One module; `text` is its source with LF line ends and without the attributes in its head.

    Raises ValueError for a name that VBA does not take and for text that is not ASCII.
    """

    name: str
    kind: Kind
    text: str = ""
    base: str = CLASS_BASE

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ValueError(f"not a name of a VBA module: {self.name!r}")
        for number, line in enumerate(self.text.splitlines(), 1):
            if not line.isascii():
                raise ValueError(f"module {self.name}, line {number} is not ASCII: {line.strip()}")

    @classmethod
    def read(cls, path: Path) -> Module:
        """A .bas or .cls file; its VB_Name must be the name of the file."""
        text = path.read_bytes().decode("ascii").replace("\r\n", "\n")
        match = _PREAMBLE.match(text)
        text = text[match.end() :] if match else text
        attributes = {}
        while match := _ATTRIBUTE.match(text):
            attributes[match[1]] = match[2]
            text = text[match.end() :]
        if attributes.get("VB_Name") != f'"{path.stem}"':
            raise ValueError(f"{path.name} names itself {attributes.get('VB_Name')}")
        if path.suffix == ".bas":
            return cls(path.stem, Kind.PROCEDURAL, text)
        base = attributes.get("VB_Base", f'"{CLASS_BASE}"').strip('"')
        kind = Kind.CLASS if base == CLASS_BASE else Kind.DOCUMENT
        return cls(path.stem, kind, text, base)

    def stored(self) -> str:
        """The whole source as the project stores it, CRLF at every line end."""
        body = self.text.rstrip("\n")
        return "\r\n".join([*self._head(), *(body.split("\n") if body else [])]) + "\r\n"

    def _head(self) -> list[str]:
        head = [f'Attribute VB_Name = "{self.name}"']
        if self.kind is Kind.PROCEDURAL:
            return head
        is_document = str(self.kind is Kind.DOCUMENT)
        values = {
            "VB_Base": f'"{self.base}"',
            "VB_GlobalNameSpace": "False",
            "VB_Creatable": "False",
            "VB_PredeclaredId": is_document,
            "VB_Exposed": is_document,
            "VB_TemplateDerived": "False",
            "VB_Customizable": is_document,
        }
        return head + [f"Attribute {name} = {value}" for name, value in values.items()]


def document(name: str, base: str = WORKSHEET_BASE) -> Module:
    """The empty module that stands behind a sheet, or behind the workbook."""
    return Module(name, Kind.DOCUMENT, "", base)
