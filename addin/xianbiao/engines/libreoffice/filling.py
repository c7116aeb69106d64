"""Cells continued over their neighbours, as dragging the corner of a selection does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.engines.libreoffice.bridge import enum
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.pasting import paste
from xianbiao.engines.libreoffice.refused import refused
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place


def autofill(source: Place, destination: Place, type_: str) -> None:
    """Fill the destination, which holds the source at one end, from it.

    `fill_default` and `fill_series` continue a series, `fill_copy`, `fill_values` and
    `fill_formats` repeat the source.
    """
    expect_unlocked(destination)
    if type_ in ("fill_copy", "fill_values", "fill_formats"):
        what = {"fill_copy": "all", "fill_values": "values", "fill_formats": "formats"}[type_]
        paste(source, destination, what)
        return
    if type_ not in ("fill_default", "fill_series"):
        raise refused(f"这种填充（{type_}）")
    rows, columns = source.shape
    same_columns = (source.column, source.last_column) == (
        destination.column,
        destination.last_column,
    )
    same_rows = (source.row, source.last_row) == (destination.row, destination.last_row)
    if same_columns and source.row == destination.row:
        direction, count = "TO_BOTTOM", rows
    elif same_columns and source.last_row == destination.last_row:
        direction, count = "TO_TOP", rows
    elif same_rows and source.column == destination.column:
        direction, count = "TO_RIGHT", columns
    elif same_rows and source.last_column == destination.last_column:
        direction, count = "TO_LEFT", columns
    else:
        raise XianbiaoError("填充的目标要从原单元格的一端开始", ref=destination.ref())
    destination.cells.fillAuto(enum("sheet.FillDirection", direction), count)
