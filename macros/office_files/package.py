"""A package of parts: read, changed and written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

CONTENT_TYPES = "[Content_Types].xml"
VBA_PART = "xl/vbaProject.bin"
VBA_TYPE = "application/vnd.ms-office.vbaProject"
VBA_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
ADD_IN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SHEET_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Parts(dict[str, bytes]):
    """The parts of a package by name, in their order; `[Content_Types].xml` comes first."""

    @classmethod
    def read(cls, content: bytes) -> Parts:
        """The parts of a file's bytes."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls((name, archive.read(name)) for name in archive.namelist())

    def text(self, name: str) -> str:
        """A part as text."""
        return self[name].decode("utf-8")

    def change(self, name: str, pattern: str, replacement: str) -> None:
        """Replace in a part the one place that the pattern matches; ValueError unless it is one."""
        text, times = re.subn(pattern, replacement.replace("\\", r"\\"), self.text(name))
        if times != 1:
            raise ValueError(f"{name}: {times} places match {pattern}, not one")
        self[name] = text.encode("utf-8")

    def declare(self, name: str, content_type: str) -> None:
        """Give a part its content type."""
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        self.change(CONTENT_TYPES, "</Types>", f"{override}</Types>")

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Give all parts of an extension their content type."""
        default = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        self.change(CONTENT_TYPES, r"(?<=relationships\+xml\"/>)(?=<Default)", default)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add a relationship from a part ("" is the package) to a target; returns its id."""
        folder, _, file = source.rpartition("/")
        part = f"{folder}/_rels/{file}.rels" if source else "_rels/.rels"
        empty = f'{_DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'
        self.setdefault(part, empty.encode())
        taken = set(re.findall(r'Id="(\w+)"', self.text(part)))
        identifier = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        line = f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>'
        self.change(part, "</Relationships>", f"{line}</Relationships>")
        return identifier

    def add_vba_project(self, binary: bytes, workbook_type: str) -> None:
        """Put a project into a workbook, which becomes an add-in or a macro-enabled workbook."""
        self[VBA_PART] = binary
        self.declare_extension("bin", VBA_TYPE)
        self.relate("xl/workbook.xml", VBA_RELATIONSHIP, "vbaProject.bin")
        plain = re.escape("spreadsheetml.sheet.main+xml")
        pattern = f'(?<=ContentType=")[^"]*{plain}(?=")'
        self.change(CONTENT_TYPES, pattern, workbook_type)

    def binary(self) -> bytes:
        """The bytes of the package, without a date."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(self, key=lambda name: name != CONTENT_TYPES):
                info = zipfile.ZipInfo(name, _FIRST_DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, self[name])
        return buffer.getvalue()


def written(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)
    return path
