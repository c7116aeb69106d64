"""What a clerk is told of how a workbook is divided, besides the plan itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xianbiao.export.few import few
from xianbiao.model.tables import FINAL, RecognisedTable
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.rivals import question, rivals_of
from xianbiao.sheets.split_plan import TableSplit

_SHOWN = 5


def hidden_notes(table: RecognisedTable) -> Iterator[str]:
    """The recipients whose rows are hidden: they get their files all the same."""
    hidden = [row for row in table.recipients if row.is_hidden]
    if hidden:
        names = "、".join(f"{r.name.stripped}（第{r.ref.position[0]}行）" for r in hidden)
        yield f"「{table.sheet}」里隐藏的行照样拆出，文件里取消隐藏：{names}"


def amount_notes(table: RecognisedTable) -> Iterator[str]:
    """Which column the amounts are of where that was in question, and cells that say none."""
    if rivals := rivals_of(table):
        yield f"「{table.sheet}」{question(table, rivals)}；清单里没有金额，“____万元”不填"
    for decision in table.decisions:
        if decision.what == FINAL and any(c.is_final for c in table.columns):
            yield f"「{table.sheet}」各单位的金额取自{decision.reason}"
    none = [v for r in table.rows for c in table.money if (v := r.values[c.index]).says_none]
    if none:
        places = "、".join(v.ref.cell or "" for v in none[:_SHOWN])
        more = f"等 {len(none)} 格" if len(none) > _SHOWN else ""
        yield (
            f"「{table.sheet}」{places}{more}写的是“{none[0].raw.strip()}”，"
            "照原样带出，按没有金额算，不当作 0"
        )


def dropped_notes(split: TableSplit, grid: Grid) -> Iterator[str]:
    """The rows of a table that belong to no recipient and are not its total."""
    rows = [(row, grid.filled(row - 1)) for row in split.dropped if row <= len(grid.rows)]
    called = [f"{cells[0].stripped}（第{row}行）" for row, cells in rows if cells]
    if called:
        yield f"「{split.sheet}」里不归哪个单位的行不给：{few(called, _SHOWN, '行')}"


def stacked_notes(splits: Iterable[TableSplit]) -> Iterator[str]:
    """What a clerk should know of each sheet with several tables."""
    counts: dict[str, int] = {}
    for split in splits:
        counts[split.sheet] = counts.get(split.sheet, 0) + 1
    for sheet, count in counts.items():
        if count > 1:
            yield (
                f"「{sheet}」上有{count}张按单位列的表，逐张拆；"
                "某张表里没有的单位，文件里不带那张表（连同表题、表头、合计和它下面的注）"
            )
