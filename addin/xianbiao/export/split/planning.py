"""The plan for a clerk's workbook, from the tables that were recognised in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xianbiao.export.package.row_map import runs
from xianbiao.export.split.common_amounts import without_common_amounts
from xianbiao.export.split.divided import divided_tables
from xianbiao.export.split.notes_below import with_notes_below
from xianbiao.export.split.owners import owner_of_sheet, with_notes_inside
from xianbiao.export.split.plan_notes import (
    amount_notes,
    dropped_notes,
    hidden_notes,
    stacked_notes,
)
from xianbiao.model.errors import ExportRefused, UnreadableTable
from xianbiao.model.expressions import expression
from xianbiao.model.notices import Notice
from xianbiao.model.places import Places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.model.tables import LOOK, RecognisedTable
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.namesakes import told_apart
from xianbiao.sheets.recognise.tables.side import is_side_by_side, side_split
from xianbiao.sheets.recognise.tables.split import Key, key_of, table_split
from xianbiao.sheets.recognise.tables.stacked import PageHeads, with_blocks
from xianbiao.sheets.recognise.tables.words import strip_numbering
from xianbiao.sheets.side_sheets import without_side_sheets
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

_NUMBERED = expression(r"^(?:附件|附表|表)?[(（]?\d+[)）]?[\s.．、_-]*")


def plan_of(
    notice: Notice,
    tables: Sequence[RecognisedTable],
    grids: Sequence[Grid],
    places: Places,
    common: Sequence[str] = (),
) -> SplitPlan:
    """The plan for the workbook that these grids are the sheets of.

    `common` are sheets that the clerk gives to everybody. Raises ExportRefused for a sheet of
    that name that is not there, and UnreadableTable where a row's owner would be a guess.
    """
    sheets = {g.sheet: g for g in without_side_sheets(grids) if g.sheet is not None}
    if absent := [name for name in common if name not in sheets]:
        raise ExportRefused(
            "没有这张工作表",
            ref=Ref(notice.file),
            found="、".join(absent),
            expected="、".join(sheets),
            todo="--common 后面照工作表的名称填写",
        )
    tables = [told_apart(table) for table in tables]
    divided = divided_tables(tables, common)
    recipients = _recipients(divided) or _from_sheet_names(grids, places)
    notes: list[str] = []
    pairs = [(t, _split(t, recipients, sheets, notes)) for t in divided]
    words = [t.stripped for t in (*notice.issuers, *notice.signatures)]
    words += list(notice.area.names) if notice.area else []
    splits = [
        split
        if split.block or isinstance(split, SideSplit)
        else with_notes_below(split, sheets[split.sheet], recipients, words, notes)
        for split in with_blocks(pairs, tables)
    ]
    notes += stacked_notes(splits)
    taken = {s.sheet for s in splits} | set(common)
    own = {
        name: owner
        for name, grid in sheets.items()
        if name not in taken and (owner := owner_of_sheet(grid, recipients)) is not None
    }
    left = [name for name in sheets if name not in taken and name not in own]
    title = notice.title or next((t.title for t in divided if t.title), None)
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
        notes=tuple(notes),
    )


def _recipients(tables: Iterable[RecognisedTable]) -> list[Recipient]:
    """The recipients of all tables, each once, numbered in order."""
    found: dict[Key, Recipient] = {}
    for table in tables:
        for row in table.recipients:
            if row.recipient is not None:
                found.setdefault(key_of(row.recipient), row.recipient)
    return [replace(r, order=order) for order, r in enumerate(found.values(), start=1)]


def _from_sheet_names(grids: Sequence[Grid], places: Places) -> list[Recipient]:
    """Recipients where only the sheets are named by them, with or without a number before."""
    found: dict[str, Recipient] = {}
    for grid in grids:
        name = squeeze(strip_numbering(_NUMBERED.sub("", grid.sheet or "")))
        place = places.find(name) if not grid.is_hidden else None
        if place is not None and place.level == "county" and place.code not in found:
            aliases = tuple(n for n in place.names if n not in (name, place.name))
            found[place.code] = Recipient(
                len(found) + 1,
                name,
                place.name,
                place.code,
                RecipientKind.PLACE,
                aliases,
            )
    return list(found.values())


def _split(
    table: RecognisedTable,
    recipients: Sequence[Recipient],
    sheets: dict[str, Grid],
    notes: list[str],
) -> TableSplit:
    """The split of one table; what the clerk should know of it is added to `notes`."""
    owners = {key_of(r): i for i, r in enumerate(recipients)}
    if is_side_by_side(table) and table.sheet is not None:
        return side_split(table, owners, sheets[table.sheet])
    split = table_split(table, owners)
    _require_together(split, recipients, table.ref)
    notes += [*hidden_notes(table), *amount_notes(table)]
    grid = sheets[split.sheet]
    notes += dropped_notes(split, grid)
    repeated = _repeated(split, table, grid, notes)
    split = with_notes_inside(split, grid, recipients, notes)
    split = _with_all_rows(split, grid, repeated)
    return without_common_amounts(split, grid, recipients, notes)


def _repeated(
    split: TableSplit, table: RecognisedTable, grid: Grid, notes: list[str]
) -> frozenset[int]:
    """The rows between the recipients, or before the total, that repeat the header."""
    known = {*split.rows, *split.total_rows, *(g.row for g in split.group_rows), *split.dropped}
    heads = PageHeads(table, grid)
    found: set[int] = set()
    lines: set[int] = set()
    for row in range(min(split.rows), max(known) + 1):
        if row in known:
            lines = set()
        elif heads.is_head(row):
            found |= {row, *lines}
            lines = set()
        elif heads.is_line(row):
            lines.add(row)
    if found:
        places = "、".join(f"{a}–{b}" if a != b else str(a) for a, b in runs(found))
        notes.append(f"「{split.sheet}」第{places}行是重复的表头，单位文件里只留第一次的")
    return frozenset(found)


def _with_all_rows(
    split: TableSplit, grid: Grid, repeated: frozenset[int] = frozenset()
) -> TableSplit:
    """Every row between the first and the last recipient with its owner; blank ones go."""
    rows, dropped = dict(split.rows), {*split.dropped, *repeated}
    others = {*split.total_rows, *(g.row for g in split.group_rows), *dropped}
    merged = {
        row: merge.top + 1
        for merge in grid.merges
        if merge.top + 1 in split.rows
        for row in range(merge.top + 1, merge.bottom + 2)
    }
    for row in range(min(rows), max([*rows, *merged]) + 1):
        if row in rows or row in others:
            continue
        if (top := merged.get(row)) is not None:
            rows[row] = split.rows[top]
        elif row > len(grid.rows) or not grid.filled(row - 1):
            dropped.add(row)
        else:
            cell = grid.filled(row - 1)[0]
            raise UnreadableTable(
                "不知道这一行是哪个单位的，不能拆",
                ref=cell.ref,
                found=cell.stripped,
                expected="每行有单位名称，或单位名称的单元格合并到这一行",
                todo="补上单位名称，或删去这一行",
            )
    below = merged.keys() - split.rows.keys()
    parts = split.parts | {row for row in below if merged[row] in split.parts}
    return replace(
        split, rows=dict(sorted(rows.items())), dropped=tuple(sorted(dropped)), parts=parts
    )


def _require_together(split: TableSplit, recipients: Sequence[Recipient], ref: Ref) -> None:
    """Raise UnreadableTable where the rows of a recipient stand apart: are they one recipient?

    A column of items (低保, 临时救助) that repeats below every county looks like that. One of
    places does not: a list of projects names the same county again and again.
    """
    owners = [recipients[i] for i in split.owners]
    if not split.group_rows and sum(r.code is not None for r in owners) * 2 > len(owners):
        return
    seen: dict[int, int] = {}
    order = [split.rows[row] for row in sorted(split.rows)]
    for at, owner in enumerate(order):
        if seen.setdefault(owner, at) != at and order[at - 1] != owner:
            raise UnreadableTable(
                "同一个单位的行分在几处，可能认错了单位所在的列，不能拆",
                ref=ref,
                found=f"“{recipients[owner].name}”在不相连的几行里",
                expected="一个单位的行连在一起",
                todo=f"{LOOK}，改正单位列后再导出",
            )
