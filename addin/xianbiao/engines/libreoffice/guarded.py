"""Protected sheets: UNO writes locked cells, Excel refuses to, and so does the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place


class ProtectedCells(XianbiaoError):
    """A write to locked cells of a protected sheet; nothing was changed."""


def expect_unlocked(place: Place) -> None:
    """Raise `ProtectedCells` when the sheet is protected and a cell of the range is locked."""
    _expect_changeable(place)
    if place.sheet.uno.isProtected() and has_locked(place):
        raise ProtectedCells(
            "工作表受保护，这些单元格是锁定的", ref=place.ref(), todo="先撤销工作表保护"
        )


def expect_unprotected(place: Place) -> None:
    """Raise `ProtectedCells` when the sheet is protected: rows and columns may not be moved."""
    _expect_changeable(place)
    if place.sheet.uno.isProtected():
        raise ProtectedCells(
            "工作表受保护，不能增删或移动单元格", ref=place.ref(), todo="先撤销工作表保护"
        )


def _expect_changeable(place: Place) -> None:
    if place.sheet.book.is_fixed:
        todo = "关闭别处打开的同一文件，或复制一份再改"
        raise ProtectedCells("这个文件只能读，不能改", ref=place.ref(), todo=todo)


def has_locked(place: Place) -> bool:
    """Whether a cell of the range is locked."""
    looks = place.cells.getUniqueCellFormatRanges()
    return any(looks.getByIndex(number).CellProtection.IsLocked for number in range(looks.Count))
