"""The plan for a clerk's workbook, from the tables that were recognised in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xianbiao.model.allocation import AllocationRow, AllocationTable, ColumnRole
from xianbiao.model.amounts import same
from xianbiao.model.errors import ExportRefused, UnreadableTable
from xianbiao.model.notices import Notice
from xianbiao.model.places import Places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.split_plan import GroupRow, SplitPlan, TableSplit

_HEAD_ROWS = 5


def plan_of(
    notice: Notice, grids: Sequence[Grid], places: Places, common: Sequence[str] = ()
) -> SplitPlan:
    """The plan for the workbook that these grids are the sheets of.

    `common` are sheets that the clerk gives to everybody. Raises ExportRefused for a sheet of
    that name that is not there, and UnreadableTable where a row's owner would be a guess.
    """
    tables = [t for t in notice.tables if t.ref.sheet is not None]
    recipients = _recipients(tables)
    if not recipients:
        recipients = _from_sheet_names(grids, places)
    sheets = {g.sheet: g for g in grids if g.sheet is not None}
    if absent := [name for name in common if name not in sheets]:
        raise ExportRefused(
            "没有这张工作表",
            ref=Ref(notice.file),
            found="、".join(absent),
            expected="、".join(sheets),
            todo="--common 后面照工作表的名称填写",
        )
    splits = _splits(tables, recipients, sheets)
    taken = {s.sheet for s in splits} | set(common)
    own = {
        name: owner
        for name, grid in sheets.items()
        if name not in taken and (owner := _owner(grid, recipients)) is not None
    }
    left = [name for name in sheets if name not in taken and name not in own]
    words = [t.stripped for t in (*notice.issuers, *notice.signatures)]
    words += list(notice.area.names) if notice.area else []
    title = notice.title or next((t.title for t in tables if t.title), None)
    return SplitPlan(
        recipients=tuple(recipients),
        tables=tuple(splits),
        own_sheets=own,
        common_sheets=tuple(common),
        number=notice.number.stripped if notice.number else None,
        title=title.stripped if title else None,
        year=notice.budget_year,
        common_words=tuple(w for w in words if w),
        left_out=tuple(f"「{n}」没有给单位；要给就加 --common {n}" for n in left),
    )


def _recipients(tables: Iterable[AllocationTable]) -> list[Recipient]:
    """The recipients of all tables, each once, numbered in order."""
    found: dict[tuple[str, str], Recipient] = {}
    for table in tables:
        for row in table.rows:
            if (r := row.recipient) is not None:
                found.setdefault(_identity(r), r)
    return [
        Recipient(order, r.name, r.full_name, r.code, r.kind, r.aliases)
        for order, r in enumerate(found.values(), start=1)
    ]


def _identity(recipient: Recipient) -> tuple[str, str]:
    return (recipient.code or "", "" if recipient.code else squeeze(recipient.full_name))


def _from_sheet_names(grids: Sequence[Grid], places: Places) -> list[Recipient]:
    """Recipients where only the sheets are named by them."""
    found: dict[str, Recipient] = {}
    for grid in grids:
        place = places.find(grid.sheet or "") if not grid.is_hidden else None
        if place is not None and place.level == "county" and place.code not in found:
            aliases = tuple(n for n in place.names if n not in (grid.sheet, place.name))
            found[place.code] = Recipient(
                len(found) + 1,
                squeeze(grid.sheet or ""),
                place.name,
                place.code,
                RecipientKind.PLACE,
                aliases,
            )
    return list(found.values())


def _splits(
    tables: Sequence[AllocationTable], recipients: Sequence[Recipient], sheets: dict[str, Grid]
) -> list[TableSplit]:
    index = {_identity(r): i for i, r in enumerate(recipients)}
    found: list[TableSplit] = []
    for table in tables:
        sheet = table.ref.sheet
        owned = [r for r in table.rows if r.recipient is not None]
        if sheet is None or len(owned) < 2:
            continue
        if any(t.sheet == sheet for t in found):
            raise UnreadableTable(
                "一张工作表上有两个按单位分行的表，不能拆",
                ref=table.ref,
                todo="把两个表分到两张工作表，或用识别结果指定要拆的一个",
            )
        owners = {_row(r): index[_identity(r.recipient)] for r in owned if r.recipient is not None}
        found.append(_split(table, sheet, owners, sheets[sheet]))
    return found


def _split(table: AllocationTable, sheet: str, owners: dict[int, int], grid: Grid) -> TableSplit:
    totals = sorted(_row(r) for r in (table.total, *table.other_totals) if r is not None)
    groups = sorted(_row(r) for r in table.subtotals)
    rows, dropped = _all_rows(grid, owners, {*totals, *groups}, table)
    columns = [c for c in table.columns if c.role is not ColumnRole.NOTE]
    sums = [
        c.index + 1 for c in columns if c.role is not ColumnRole.COUNT or _adds_up(table, c.index)
    ]
    final = table.final_index
    return TableSplit(
        sheet=sheet,
        rows=rows,
        total_rows=tuple(totals),
        group_rows=tuple(GroupRow(g, _over(g, groups, totals, rows)) for g in groups),
        dropped=dropped,
        sums=tuple(sums),
        final=None if final is None else final + 1,
        unit=table.unit,
        title=table.title.ref.cell if table.title else None,
    )


def _all_rows(
    grid: Grid, owners: dict[int, int], others: set[int], table: AllocationTable
) -> tuple[dict[int, int], tuple[int, ...]]:
    """Every row between the first and the last recipient with its owner; blank ones go."""
    found: dict[int, int] = {}
    dropped: list[int] = []
    merged = {
        row: merge.top + 1
        for merge in grid.merges
        if merge.left <= table.name_column <= merge.right
        for row in range(merge.top + 1, merge.bottom + 2)
    }
    last = max((bottom for bottom in [*owners, *_ends(merged, owners)]), default=0)
    for row in range(min(owners), last + 1):
        if row in others:
            continue
        owner = owners.get(row, owners.get(merged.get(row, 0)))
        if owner is not None:
            found[row] = owner
        elif row > len(grid.rows) or not grid.filled(row - 1):
            dropped.append(row)
        else:
            cell = grid.filled(row - 1)[0]
            raise UnreadableTable(
                "不知道这一行是哪个单位的，不能拆",
                ref=cell.ref,
                found=cell.stripped,
                expected="每行有单位名称，或单位名称的单元格合并到这一行",
                todo="补上单位名称，或删去这一行",
            )
    return found, tuple(dropped)


def _ends(merged: dict[int, int], owners: dict[int, int]) -> list[int]:
    return [row for row, top in merged.items() if top in owners]


def _over(group: int, groups: list[int], totals: list[int], rows: dict[int, int]) -> frozenset[int]:
    """The rows below a group row up to the next one."""
    ends = [r for r in (*groups, *totals) if r > group]
    end = min(ends, default=max(rows) + 1)
    return frozenset(r for r in rows if group < r < end)


def _adds_up(table: AllocationTable, column: int) -> bool:
    total = table.total.amounts.get(column) if table.total else None
    if total is None or total.value is None:
        return False
    values = [a.value for r in table.rows if (a := r.amounts.get(column)) and a.value is not None]
    return bool(values) and same(total.value, sum(values, Decimal(0)))


def _owner(grid: Grid, recipients: Sequence[Recipient]) -> int | None:
    """Whose a sheet is: the one recipient in its name, else the one in its first lines."""
    if grid.is_hidden:
        return None
    if (found := _named(squeeze(grid.sheet or ""), recipients)) is not None:
        return found
    head = " ".join(c.text for row in grid.rows[:_HEAD_ROWS] for c in row if not c.is_blank)
    return _named(squeeze(head), recipients)


def _named(text: str, recipients: Sequence[Recipient]) -> int | None:
    """The one recipient whose name stands in a text; a name inside a longer one does not count."""
    found: dict[int, str] = {}
    for index, r in enumerate(recipients):
        names = [squeeze(n) for n in (r.name, r.full_name, *r.aliases) if len(n) > 1]
        if there := [n for n in names if n in text]:
            found[index] = max(there, key=len)
    alone = [i for i, n in found.items() if not any(n in m and n != m for m in found.values())]
    return alone[0] if len(alone) == 1 else None


def _row(row: AllocationRow) -> int:
    return int("".join(c for c in row.ref.cell or "" if c.isdigit()))
