"""Writes a workbook in the Strict form of the standard, as Excel does when it is asked to."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_USUAL = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/([\w/-]+)(?=\")")
_RENAMED = {
    b"extended-properties": b"extendedProperties",
    b"custom-properties": b"customProperties",
}


def strict_copy(plain: Path, path: Path, dates: dict[str, str] | None = None) -> Path:
    """A Strict copy of a workbook; `dates` are cells of the first sheet that become dates."""
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(path, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name != "[Content_Types].xml":
                data = _USUAL.sub(_strict, data)
            if name == "xl/workbook.xml":
                data = data.replace(b"<workbook ", b'<workbook conformance="strict" ', 1)
            if name == "xl/worksheets/sheet1.xml":
                for cell, date in (dates or {}).items():
                    pattern = rf'<c r="{cell}"([^>]*)><v>[^<]*</v>'.encode()
                    put = rf'<c r="{cell}"\1 t="d"><v>{date}</v>'.encode()
                    data, count = re.subn(pattern, put, data)
                    assert count == 1
            copy.writestr(name, data)
    return path


def _strict(match: re.Match[bytes]) -> bytes:
    area, rest = match.groups()
    if area == b"package":
        return match[0]
    path, _, last = rest.rpartition(b"/")
    words = b"/".join(filter(None, [path, _RENAMED.get(last, last)]))
    return b"http://purl.oclc.org/ooxml/%b/%b" % (area, words)
