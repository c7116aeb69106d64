"""Stores the computed values inside charts, for programs that draw without calculating.

A chart keeps a copy of the cells it draws. XlsxWriter copies what it was given, which for a
formula is 0; here each copy is taken anew from the computed cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

from xianbiao.export.markup import escaped_text, unescaped_text
from xianbiao.model.expressions import expression
from xianbiao.readers.package import Package
from xianbiao.readers.sheet_xml import SheetReader
from xianbiao.sheets.addresses import position

_CHART = expression(r"xl/charts/chart\d+\.xml")
_COPY = expression(r"<c:f>([^<]*)</c:f><c:(num|str)Cache>.*?</c:\2Cache>", re.S)


def fill_caches(data: bytes) -> bytes:
    """The package with fresh copies in its charts; without charts it stays as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(io.BytesIO(data)) as cells:
        if not any(_CHART.fullmatch(name) for name in source.namelist()):
            return data
        values = _values_in(SheetReader(Package("", data, cells)))
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                content = source.read(info)
                if _CHART.fullmatch(info.filename):
                    text = _COPY.sub(lambda copy: _filled(copy, values), content.decode("utf-8"))
                    content = text.encode("utf-8")
                target.writestr(info, content)
    return result.getvalue()


Values = Callable[[str], dict[tuple[int, int], object]]
"""The values of a sheet by its title: by row and column, from 0."""


def _values_in(reader: SheetReader) -> Values:
    return cache(lambda title: {(c.row, c.column): c.value for c in reader.read(title).cells})


def _filled(copy: re.Match[str], sheets: Values) -> str:
    place, kind = copy.groups()
    values = _values(unescaped_text(place), sheets)
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escaped_text(str(value))}</c:v></c:pt>'
        for index, value in enumerate(values)
        if (isinstance(value, int | float) if kind == "num" else value not in (None, ""))
    )
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:f>{place}</c:f><c:{kind}Cache>{code}{count}{points}</c:{kind}Cache>"


def _values(place: str, sheets: Values) -> list[object]:
    """The values of the cells that `'附件1'!$C$5:$C$11` means; None where one is empty."""
    sheet, _, cells = place.rpartition("!")
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    first, _, last = cells.replace("$", "").partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    there = sheets(name)
    return [there.get((r, c)) for r in range(top, bottom + 1) for c in range(left, right + 1)]
