"""What stands in the way of filling: closed cells, amounts shared by several, hidden lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import position
from xianbiao.sheets.fill.source import Source, SourceColumn, SourceRow
from xianbiao.sheets.grid import Cell, Grid, Merge


class Places:
    """The cells of the allocation table by their places, and which of them cannot be filled."""

    def __init__(self, target: Grid) -> None:
        self.cells = {(c.ref.sheet, c.ref.cell): c for c in target.cells()}
        self._merges = target.merges

    def closed(self, ref: Ref) -> str:
        """Why a cell cannot be filled, "" where it can."""
        cell = self.cells.get((ref.sheet, ref.cell))
        if cell is None or cell.is_formula:
            return "是公式"
        merge = _merge_at(self._merges, ref)
        if merge is None or _place(ref) == (merge.top, merge.left):
            return ""
        return "在合并的格里，写不进去"


def is_shared(source: Source, row: SourceRow, taken: Cell) -> bool:
    """Whether an amount is merged over more rows than the recipient's name is."""
    merge = _merge_at(source.grid.merges, taken.ref)
    if merge is None:
        return False
    own = _merge_at(source.grid.merges, row.name.ref)
    line = _place(row.name.ref)[0]
    top, bottom = (own.top, own.bottom) if own else (line, line)
    return merge.top < top or merge.bottom > bottom


def hidden_sources(
    source: Source, taken: Sequence[SourceColumn], rows: Iterable[SourceRow]
) -> list[str]:
    """A line for each row and column that is taken though the clerk does not see it."""
    grid = source.grid
    found = [
        f"来源“{row.name.stripped}”{row.name.ref.where()}是隐藏的行，照样取数，请确认"
        for row in rows
        if _place(row.name.ref)[0] in grid.hidden_rows
    ]
    columns = [
        f"来源“{column.name}”是隐藏的列，照样取数，请确认"
        for column in taken
        if any(_sheet_column(row, column) in grid.hidden_columns for row in source.rows[:1])
    ]
    return [*found, *columns]


def _sheet_column(row: SourceRow, column: SourceColumn) -> int:
    """Where a column of the source stands on its sheet, counted from 0; -1 for a short row."""
    cell = row.cell(column)
    return _place(cell.ref)[1] if cell is not None else -1


def _place(ref: Ref) -> tuple[int, int]:
    """Row and column on the sheet, or line and column in a document, counted from 0."""
    row, column = ref.position
    return row - 1, (column or position(ref.cell or "A1")[1] + 1) - 1


def _merge_at(merges: Sequence[Merge], ref: Ref) -> Merge | None:
    """The merged area that holds a cell."""
    row, column = _place(ref)
    return next(
        (m for m in merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None
    )
