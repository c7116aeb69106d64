"""`[@Column]` in a table's cell, written out with the name of the table as files hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place

_THIS_ROW = re.compile(r"(?<![\w\]\[])\[@(?:\[([^\[\]]*)\]|([^\[\]]*))\]")
_NAMED_THIS_ROW = re.compile(r"(?<=\w)\[@(?:\[([^\[\]]*)\]|([^\[\]]*))\]")
_LITERAL = re.compile(r'("(?:[^"]|"")*")')


def written_out(formula: str, place: Place) -> str:
    """A formula without the short form; raises `XianbiaoError` outside of a table."""
    if "[@" not in formula:
        return formula
    pieces = _LITERAL.split(formula)
    for number in range(0, len(pieces), 2):
        piece = _NAMED_THIS_ROW.sub(lambda found: _long(found, ""), pieces[number])
        if _THIS_ROW.search(piece):
            table = place.sheet.tables.around(place.row, place.column)
            if table is None:
                raise XianbiaoError("[@列名] 只能写在表格里", ref=place.ref(), found=formula)
            name = table.name
            piece = _THIS_ROW.sub(lambda found, name=name: _long(found, name), piece)  # type: ignore[misc]
        pieces[number] = piece
    return "".join(pieces)


def _long(found: re.Match[str], table: str) -> str:
    column = found.group(1) or found.group(2)
    return f"{table}[[#This Row],[{column}]]" if column else f"{table}[#This Row]"
