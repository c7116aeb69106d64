"""A workbook of the Strict form of the standard in the usual one, which every program opens.

Both say the same by other namespaces; dates in cells are written out in the Strict form and are
numbers in the usual one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from xianbiao.model.expressions import expression
from xianbiao.readers.package import WORKBOOK, Package

_ADDRESS = expression(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)((?:/[\w-]+)*)(?=[\"'])")
_RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
_CONFORMS = expression(rb"\s(?:conformance|dateCompatibility)=[\"'][^\"']*[\"']")
_DATE_CELL = expression(rb"<c\b([^>]*?)\st=[\"']d[\"']([^>]*)>(\s*<v>)([^<]*)(</v>)")
_FROM_1904 = expression(rb"<workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")
_TEXTS = (".xml", ".rels", ".vml")
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_LEAP = dt.datetime(1900, 3, 1)
"""From this day on the days of the 1900 system are counted alike by everybody."""
_DAY = dt.timedelta(days=1)


def usual_form(
    parts: Iterable[tuple[str, bytes]], name: str, workbook: bytes
) -> Iterator[tuple[str, bytes]]:
    """All parts, in UTF-8, in the usual form; `workbook` is the content of the part `name`."""
    epoch = _EPOCH_1904 if _FROM_1904.search(workbook) else _EPOCH
    for part, content in parts:
        data = content
        if part.lower().endswith(_TEXTS):
            data = _ADDRESS.sub(_usual, data)
            if part == name:
                data = _CONFORMS.sub(b"", data)
            elif b"<sheetData" in data:
                data = _DATE_CELL.sub(lambda m: _number(m, epoch), data)
        yield part, data


def usual_book(package: Package) -> bytes:
    """A Strict workbook in the usual form, not compressed, for the engine alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        parts = ((name, package.part(name)) for name in package.names)
        for name, data in usual_form(parts, WORKBOOK, package.part(WORKBOOK)):
            copy.writestr(name, data)
    return buffer.getvalue()


def _usual(match: re.Match[bytes]) -> bytes:
    area, kind, rest = match.groups()
    path, _, last = bytes(kind + rest).rpartition(b"/")
    named = _RENAMED.get(last, last)
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % (
        area,
        path + b"/" + named if path else named,
    )


def _number(cell: re.Match[bytes], epoch: dt.datetime) -> bytes:
    """A cell with its date as a number; as it is where that is no date that all count alike."""
    before, after, begin, written, end = cell.groups()
    try:
        moment = dt.datetime.fromisoformat(written.decode().strip()).replace(tzinfo=None)
    except ValueError:
        return cell[0]
    if moment < max(_LEAP, epoch):
        return cell[0]
    days = (moment - epoch) / _DAY
    shown = f"{days:.10f}".rstrip("0").rstrip(".").encode()
    return b"<c%b%b>%b%b%b" % (before, after, begin, shown, end)
