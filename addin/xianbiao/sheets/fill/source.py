"""A table of amounts by recipient, found in any grid: which column names, which hold amounts."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.expressions import expression
from xianbiao.model.money_units import NAMES
from xianbiao.model.recipients import Recipient, squeeze
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid

_UNIT = expression(rf"单位\s*[:：]\s*({NAMES})")
_TOTALS = ("合计", "总计", "小计", "共计")


class SourceColumn(Record, frozen=True):
    """One column of amounts, with its header words from top to bottom."""

    index: int
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The words joined, or the letters of the column where it has no header."""
        return "·".join(self.words) or f"第 {self.index + 1} 列"


class SourceRow(Record, frozen=True):
    """One row below the header: the name as written, whom it means, and its cells."""

    name: Cell
    recipient: Recipient | None
    cells: list[Cell]
    is_total: bool

    def cell(self, column: SourceColumn) -> Cell | None:
        """The cell in a column, None where the row is shorter."""
        return self.cells[column.index] if column.index < len(self.cells) else None


class Source(Record, frozen=True):
    """A table to take amounts from."""

    grid: Grid
    columns: list[SourceColumn]
    rows: list[SourceRow]
    unit: str | None

    @property
    def matched(self) -> int:
        """How many rows name a recipient."""
        return sum(row.recipient is not None for row in self.rows)


def best_source(grids: Sequence[Grid], table: AllocationTable) -> Source:
    """The grid with the most rows that name a recipient of the table.

    Raises UnreadableTable when none does, or when its rows hold no amount.
    """
    found = [source for grid in grids if (source := _source(grid, table)) is not None]
    if not found:
        names = "、".join(r.recipient.name for r in table.rows if r.recipient)
        raise UnreadableTable(
            "没有一行对得上分配表的单位",
            ref=_place(grids),
            expected=f"一列单位名称，例如：{names[:60]}",
            todo="核对是不是选错了区域或文件；别名在“单位”表登记",
        )
    best = max(found, key=lambda source: source.matched)
    if not best.columns:
        raise UnreadableTable(
            "对得上单位的各行里没有金额", ref=_place([best.grid]), todo="把金额列一并选上"
        )
    return best


def _place(grids: Sequence[Grid]) -> Ref:
    first = grids[0]
    return Ref(first.file, first.sheet)


def _source(grid: Grid, table: AllocationTable) -> Source | None:
    """The table in a grid; None where no row names a recipient."""
    width = max((len(row) for row in grid.rows), default=0)
    called = _names(table)
    counts = [
        sum(column < len(row) and squeeze(row[column].stripped) in called for row in grid.rows)
        for column in range(width)
    ]
    if not any(counts):
        return None
    names = counts.index(max(counts))
    hits = [i for i, row in enumerate(grid.rows) if _name(row, names) in called]
    first = hits[0]
    while first > 0 and _is_total(grid.rows[first - 1], names, table):
        first -= 1
    rows = [
        SourceRow(row[names], called.get(_name(row, names)), row, _is_total(row, names, table))
        for row in grid.rows[first:]
        if names < len(row) and (_name(row, names) or _is_total(row, names, table))
    ]
    columns = [
        SourceColumn(column, _header(grid.rows[:first], column))
        for column in range(names + 1, width)
        if any(_has_number(grid.rows[i], column) for i in hits)
    ]
    return Source(grid, columns, rows, _unit(grid))


def _names(table: AllocationTable) -> dict[str, Recipient]:
    """Every name of every recipient; a name that two of them bear means none."""
    found: dict[str, Recipient] = {}
    doubled: set[str] = set()
    for row in table.rows:
        known = row.recipient
        if known is None:
            continue
        for name in (known.name, known.full_name, *known.aliases):
            if found.setdefault(squeeze(name), known) is not known:
                doubled.add(squeeze(name))
    return {name: known for name, known in found.items() if name not in doubled and name}


def _name(row: Sequence[Cell], column: int) -> str:
    return squeeze(row[column].stripped) if column < len(row) else ""


def _is_total(row: Sequence[Cell], names: int, table: AllocationTable) -> bool:
    """Whether a row is a total: by its word, or by the name of the area that allocates."""
    words = [squeeze(cell.stripped) for cell in row[: names + 1]]
    own = [table.total.name.stripped, table.total_label or ""] if table.total else []
    return any(w in (*_TOTALS, *(squeeze(o) for o in own)) for w in words if w)


def _has_number(row: Sequence[Cell], column: int) -> bool:
    return column < len(row) and row[column].as_amount().is_number


def _header(rows: Sequence[Sequence[Cell]], column: int) -> tuple[str, ...]:
    """The words above a column, from top to bottom, without a line that states the unit."""
    words = [row[column].stripped for row in rows if column < len(row)]
    return tuple(dict.fromkeys(w for w in words if w and not _UNIT.search(w)))


def _unit(grid: Grid) -> str | None:
    found = {m.group(1) for c in grid.cells() if (m := _UNIT.search(c.text))}
    return found.pop() if len(found) == 1 else None
