"""Fills the allocation table from another table, recipient by recipient; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xianbiao.model.allocation import AllocationRow, AllocationTable, Column, ColumnRole
from xianbiao.model.amounts import format_amount, same, signed
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.recipients import Recipient, squeeze
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref
from xianbiao.sheets.fill.obstacles import Places, hidden_sources, is_shared
from xianbiao.sheets.fill.source import Source, SourceColumn, SourceRow
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.patch import Patch, Position, gathered
from xianbiao.sheets.plan import Value


class ColumnsUnclear(UnreadableTable):
    """Source and target have columns that cannot be paired by their words; `options` to choose."""

    def __init__(self, source: Source, options: Sequence[Column]) -> None:
        self.options = [_called(column) for column in options]
        super().__init__(
            "看不出填到分配表的哪一列",
            ref=Ref(source.grid.file, source.grid.sheet),
            found="、".join(c.name for c in source.columns),
            expected="、".join(self.options),
            todo="只选单位列和要填的一列（可按住 Ctrl 分开选），或把来源的列名改成与分配表一致",
        )


class Filling(Record):
    """What would be filled in, and everything that was left out, each with its reason.

    `replaced` are cells that held another amount, `hidden` rows and columns of the source that
    nobody sees, `total_gap` tells that the source's own total is not the sum of its rows that
    were matched.
    """

    patches: list[Patch] = field(default_factory=list)
    filled: int = 0
    same: int = 0
    replaced: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    total_gap: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Every line that the clerk must look at."""
        return [*self.unmatched, *self.left_out, *self.absent, *self.hidden, *self.total_gap]


def fill_allocation(
    table: AllocationTable, target: Grid, source: Source, column: str | None = None
) -> Filling:
    """The patches that put the source's amounts into the rows of the same recipients.

    `target` is the grid of the allocation table, `column` names the column to fill where the
    words of the source do not tell. Cells with a formula are never filled, nor those that a
    merged area covers. Raises ColumnsUnclear, and UnreadableTable where the two state different
    units of money.
    """
    _require_same_unit(table, source)
    places = Places(target)
    inputs = [c for c in table.columns if _is_input(table, c, places.cells)]
    filling = Filling()
    new: dict[Position, Value] = {}
    by_recipient = _rows_by_recipient(source, filling)
    mentioned = {id(row.recipient) for row in source.rows if row.recipient is not None}
    pairs = _pairs(source, inputs, column)
    for taken, given in pairs:
        for row in table.rows:
            found = by_recipient.get(id(row.recipient)) if row.recipient else None
            if found is not None:
                _fill(row, given, source, found, taken, places, filling, new)
        _compare_total(source, taken, by_recipient.values(), filling)
    known = [row.recipient for row in table.rows if row.recipient is not None]
    filling.absent = [
        f"来源里没有“{recipient.name}”" for recipient in known if id(recipient) not in mentioned
    ]
    filling.unmatched = _unmatched(source, known)
    filling.hidden = hidden_sources(source, [taken for taken, _ in pairs], by_recipient.values())
    filling.patches = gathered(target.sheet or "", new)
    return filling


def _require_same_unit(table: AllocationTable, source: Source) -> None:
    if source.unit and table.unit and source.unit != table.unit:
        raise UnreadableTable(
            "金额单位不同，没有换算",
            ref=Ref(source.grid.file, source.grid.sheet),
            found=source.unit,
            expected=table.unit,
            todo=f"先把来源换算成{table.unit}，并改正来源里写的单位",
        )


def _is_input(
    table: AllocationTable, column: Column, cells: dict[tuple[str | None, str | None], Cell]
) -> bool:
    """Whether the column is typed: not a note, and a formula in fewer than half of its rows."""
    if column.role is ColumnRole.NOTE:
        return False
    refs = [row.amounts[column.index].ref for row in table.rows if column.index in row.amounts]
    found = [cells[ref.sheet, ref.cell] for ref in refs if (ref.sheet, ref.cell) in cells]
    return sum(cell.is_formula for cell in found) * 2 < len(found)


def _pairs(
    source: Source, inputs: Sequence[Column], wanted: str | None
) -> list[tuple[SourceColumn, Column]]:
    """Which column of the source fills which column of the table."""
    if wanted is not None:
        chosen = [c for c in inputs if squeeze(wanted) in _words(c)]
        fitting = [s for s in source.columns if _fits(s, chosen)] or source.columns
        if len(chosen) == 1 and len(fitting) == 1:
            return [(fitting[0], chosen[0])]
        raise ColumnsUnclear(source, inputs)
    pairs = []
    for taken in source.columns:
        fitting_inputs = [c for c in inputs if _fits(taken, [c])]
        if len(fitting_inputs) == 1:
            pairs.append((taken, fitting_inputs[0]))
    if len({given.index for _, given in pairs}) < len(pairs):
        raise ColumnsUnclear(source, inputs)
    if not pairs and len(source.columns) == 1 and len(inputs) == 1:
        return [(source.columns[0], inputs[0])]
    if not pairs:
        raise ColumnsUnclear(source, inputs)
    return pairs


def _fits(taken: SourceColumn, inputs: Sequence[Column]) -> bool:
    """Whether the words above a source column name one of these columns."""
    spoken = {squeeze(taken.name), squeeze(taken.words[-1]) if taken.words else ""} - {""}
    return any(spoken & _words(column) for column in inputs)


def _words(column: Column) -> set[str]:
    return {squeeze(column.full_name), squeeze(column.name)}


def _called(column: Column) -> str:
    return column.plain_name


def _rows_by_recipient(source: Source, filling: Filling) -> dict[int, SourceRow]:
    """The source's row of each recipient; one that stands twice is left out and named."""
    found: dict[int, SourceRow] = {}
    doubled: dict[int, Recipient] = {}
    for row in source.rows:
        if row.recipient is None:
            continue
        if id(row.recipient) in found:
            doubled[id(row.recipient)] = row.recipient
        found[id(row.recipient)] = row
    for key, recipient in doubled.items():
        filling.left_out.append(f"“{recipient.name}”在来源里不止一行，没有填")
        del found[key]
    return found


def _fill(
    row: AllocationRow,
    given: Column,
    source: Source,
    found: SourceRow,
    column: SourceColumn,
    places: Places,
    filling: Filling,
    new: dict[Position, Value],
) -> None:
    """Fill one cell, or say why not."""
    present = row.amounts[given.index]
    name, where = row.name.stripped, present.ref.where()
    taken = found.cell(column)
    amount = taken.as_amount() if taken is not None else None
    if amount is None or amount.is_blank:
        filling.left_out.append(f"{name}“{_called(given)}”在来源里空白，没有填")
    elif amount.says_none:
        filling.left_out.append(f"{name}：来源{amount.ref.where()}写的是“{amount.raw}”，没有填")
    elif amount.is_unreadable:
        filling.left_out.append(f"{name}：来源{amount.ref.where()}“{amount.raw}”不是数字，没有填")
    elif taken is not None and is_shared(source, found, taken):
        filling.left_out.append(
            f"{name}：来源{amount.ref.where()}是几行合并的一个数，分不出各是多少，没有填"
        )
    elif closed := places.closed(present.ref):
        filling.left_out.append(f"{name}：{where}{closed}，没有填")
    elif present.value is not None and present.value == amount.value and not present.is_text:
        filling.same += 1
    else:
        if not present.is_blank:
            shown = format_amount(amount.value or Decimal(0))
            filling.replaced.append(f"{name}{where}：{present.raw} → {shown}")
        line, at = present.ref.position
        new[line - 1, at - 1] = amount.value
        filling.filled += 1


def _compare_total(
    source: Source, taken: SourceColumn, rows: Iterable[SourceRow], filling: Filling
) -> None:
    """Say so where the source's own total is not the sum of the rows that were matched."""
    totals = [row.cell(taken) for row in source.rows if row.is_total]
    printed = totals[0].as_amount().value if len(totals) == 1 and totals[0] is not None else None
    if printed is None:
        return
    found = [row.cell(taken) for row in rows]
    values = [cell.as_amount().value for cell in found if cell is not None]
    added = sum((value for value in values if value is not None), Decimal(0))
    if not same(printed, added):
        filling.total_gap.append(
            f"来源“{taken.name}”合计 {format_amount(printed)}，对上的各行之和 "
            f"{format_amount(added)}，差 {signed(printed - added)}"
        )


def _unmatched(source: Source, known: Sequence[Recipient]) -> list[str]:
    """Rows of the source that name nobody in the table, with the likeliest name."""
    from difflib import get_close_matches

    names = {squeeze(n): r.name for r in known for n in (r.name, r.full_name, *r.aliases)}
    lines = []
    for row in source.rows:
        if row.recipient is not None or row.is_total or not _holds_amount(source, row):
            continue
        near = get_close_matches(squeeze(row.name.stripped), names, n=1)
        hint = f"，疑为“{names[near[0]]}”" if near else ""
        lines.append(f"{row.name.ref.where()}“{row.name.stripped}”不在分配表里{hint}")
    return lines


def _holds_amount(source: Source, row: SourceRow) -> bool:
    cells = [row.cell(column) for column in source.columns]
    return any(cell is not None and not cell.is_blank for cell in cells)
