"""Array formulas over several cells: LibreOffice leaves a part of one alone, in silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xianbiao.engines.libreoffice.bridge import uno_exception
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place

_ANY = 7  # com.sun.star.sheet.FormulaResult: values, texts, errors


class PartOfArray(XianbiaoError):
    """A change to some cells of an array formula; nothing was changed."""


def expect_whole_arrays(place: Place) -> None:
    """Raise `PartOfArray` when a range holds some cells of an array formula and not all of it."""
    sheet = place.sheet
    for address in place.cells.queryFormulaCells(_ANY).RangeAddresses:
        part = place.of(sheet, address)
        for row, line in enumerate(part.cells.getFormulaArray(), start=1):
            for column, text in enumerate(line, start=1):
                if not text.startswith("{="):
                    continue
                cursor = sheet.uno.createCursorByRange(part(row, column).cells)
                cursor.collapseToCurrentArray()
                whole = place.of(sheet, cursor.RangeAddress)
                if not _holds(place, whole):
                    raise _refused(whole)


@contextmanager
def whole_arrays(place: Place) -> Iterator[None]:
    """What LibreOffice refuses inside, without a word of its own, is a change to part of one."""
    try:
        yield
    except uno_exception("lang.DisposedException"):
        raise  # LibreOffice itself is gone
    except uno_exception("uno.RuntimeException") as error:
        raise _refused(place) from error


def _holds(place: Place, part: Place) -> bool:
    return (
        place.row <= part.row
        and place.column <= part.column
        and part.last_row <= place.last_row
        and part.last_column <= place.last_column
    )


def _refused(place: Place) -> PartOfArray:
    return PartOfArray(
        "不能只改多格数组公式的一部分", ref=place.ref(), todo="选中整个数组公式再改，或先删去它"
    )
