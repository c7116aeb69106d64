"""Part names that are called in another case than they are stored in, spelled alike.

Excel takes `xl/Worksheets/Sheet1.xml` for `xl/worksheets/sheet1.xml`, as the standard says; the
formula engine does not.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from xianbiao.model.expressions import expression
from xianbiao.readers.package import Package

_TYPES = "[content_types].xml"
_RELATION = expression(rb"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET = expression(rb"(\bTarget\s*=\s*)([\"'][^\"']*[\"'])")
_PART = expression(rb"(\bPartName\s*=\s*)([\"'][^\"']*[\"'])")


def evenly_named(package: Package) -> bytes | None:
    """The workbook with all part names in lower case, not compressed, for the engine alone.

    None where each part is called as it is stored.
    """
    if not _is_uneven(package):
        return None
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        for name in package.names:
            low, data = name.lower(), package.part(name)
            if low == _TYPES:
                copy.writestr("[Content_Types].xml", _PART.sub(_lower, data))
            elif low.endswith(".rels"):
                copy.writestr(low, _RELATION.sub(_relation, data))
            else:
                copy.writestr(low, data)
    return buffer.getvalue()


def _is_uneven(package: Package) -> bool:
    names = set(package.names)
    for name in names:
        folder, _, base = name.rpartition("_rels/")
        if not base.endswith(".rels"):
            continue
        try:
            called = package.relations(folder + base.removesuffix(".rels")).values()
        except ET.ParseError:
            return False
        if any(part not in names and package.has(part) for _, part in called):
            return True
    return any(name.lower() == _TYPES and name != "[Content_Types].xml" for name in names)


def _relation(match: re.Match[bytes]) -> bytes:
    return match[0] if b"External" in match[0] else _TARGET.sub(_lower, match[0])


def _lower(match: re.Match[bytes]) -> bytes:
    return match[1] + match[2].lower()
