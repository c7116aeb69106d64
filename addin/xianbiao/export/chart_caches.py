"""Stores the computed values inside charts, for programs that draw without calculating.

A chart keeps a copy of the cells it draws. XlsxWriter copies what it was given, which for a
formula is 0; here each copy is taken anew from the computed cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape, unescape

import openpyxl
from openpyxl.utils import range_boundaries

_CHART = re.compile(r"xl/charts/chart\d+\.xml")
_COPY = re.compile(r"<c:f>([^<]*)</c:f><c:(num|str)Cache>.*?</c:\2Cache>", re.S)


def fill_caches(data: bytes) -> bytes:
    """The package with fresh copies in its charts; without charts it stays as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        if not any(_CHART.fullmatch(name) for name in source.namelist()):
            return data
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                content = source.read(info)
                if _CHART.fullmatch(info.filename):
                    text = _COPY.sub(lambda copy: _filled(copy, book), content.decode("utf-8"))
                    content = text.encode("utf-8")
                target.writestr(info, content)
        book.close()
    return result.getvalue()


def _filled(copy: re.Match[str], book: Any) -> str:
    place, kind = copy.groups()
    values = _values(unescape(place, {"&apos;": "'", "&quot;": '"'}), book)
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(str(value))}</c:v></c:pt>'
        for index, value in enumerate(values)
        if (isinstance(value, int | float) if kind == "num" else value not in (None, ""))
    )
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:f>{place}</c:f><c:{kind}Cache>{code}{count}{points}</c:{kind}Cache>"


def _values(place: str, book: Any) -> list[object]:
    """The values of the cells that `'附件1'!$C$5:$C$11` means."""
    sheet, _, cells = place.rpartition("!")
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    left, top, right, bottom = range_boundaries(cells)
    rows = book[name].iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in rows for value in row]
