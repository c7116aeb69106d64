"""Rows sorted by LibreOffice, with their formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.engines.libreoffice.bridge import filled, properties, typed
from xianbiao.engines.libreoffice.guarded import expect_unlocked

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place


def sort_rows(place: Place, keys: list[int], ascending: list[bool], has_headers: bool) -> None:
    """Sort by columns, counted from 1 in the range, the first key first; equal rows stay put."""
    expect_unlocked(place)
    fields = tuple(
        filled("table.TableSortField", Field=key - 1, IsAscending=upward)
        for key, upward in zip(keys, ascending, strict=True)
    )
    place.cells.sort(
        properties(
            SortFields=typed("[]com.sun.star.table.TableSortField", fields),
            ContainsHeader=has_headers,
            BindFormatsToContent=True,
            IsSortColumns=False,
        )
    )
