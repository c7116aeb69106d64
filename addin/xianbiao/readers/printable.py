"""Workbooks for LibreOffice to print: it prints hidden sheets too, where they have a print area."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from xianbiao.model.expressions import expression
from xianbiao.readers.package import WORKBOOK

_SHEET = expression(rb"<(?:\w+:)?sheet\s([^>]*)>")
_NAME = expression(rb"<((?:\w+:)?)definedName\s([^>]*)>[^<]*</\1definedName\s*>")
_HIDDEN = expression(rb"""\bstate\s*=\s*["'](?:hidden|veryHidden)["']""")
_AREA = expression(rb"""\bname\s*=\s*["']_xlnm\.Print_Area["']""")
_OF_SHEET = expression(rb"""\blocalSheetId\s*=\s*["'](\d+)["']""")


def printable(book: Path, folder: Path) -> Path:
    """The workbook, or a copy in a folder without the print areas of hidden sheets, if it has any.

    The copy bears the same name.
    """
    with zipfile.ZipFile(book) as package:
        workbook = package.read(WORKBOOK) if WORKBOOK in package.namelist() else b""
        without = _without_hidden_areas(workbook)
        if without == workbook:
            return book
        copy = folder / book.name
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
            for member in package.infolist():
                is_workbook = member.filename == WORKBOOK
                target.writestr(member, without if is_workbook else package.read(member))
    return copy


def _without_hidden_areas(workbook: bytes) -> bytes:
    sheets = [found[1] for found in _SHEET.finditer(workbook)]
    hidden = {index for index, attributes in enumerate(sheets) if _HIDDEN.search(attributes)}

    def kept(name: re.Match[bytes]) -> bytes:
        of_sheet = _OF_SHEET.search(name[2])
        is_area = of_sheet is not None and _AREA.search(name[2]) is not None
        return b"" if is_area and of_sheet and int(of_sheet[1]) in hidden else name[0]

    return _NAME.sub(kept, workbook) if hidden else workbook
