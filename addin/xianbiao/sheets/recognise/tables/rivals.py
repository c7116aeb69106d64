"""Settles which of several columns that could each be it says what a recipient gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xianbiao.model.amounts import format_amount, read_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import in_wan
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref, Text
from xianbiao.model.tables import (
    FINAL,
    Decision,
    Doubt,
    RecognisedTable,
    TableColumn,
    TableKind,
)
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.final import final_of, given_now

_BRACKETS = expression(r"\([^()]*\)")
_WHOLE = expression(
    r"(?:20\d\d年度?)?(?:[本此这]次|[本此]批|现|本年度?|今年|实际|实|拟|应|共)?"
    r"(?:下达|拨付|分配|安排|发放|拨款|支付|划拨|下拨|补助|奖补|补贴|财政|专项|预算|资金|金额|经费)"
    r"{1,3}(?:数|额|款|总额)?"
)
"""A header that names all of the money, not money of one kind, source or year before."""
_STATED = expression(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*(亿元|千元|百元|万元|元)(?![/每])")
_KINDS = (TableKind.ALLOCATION, TableKind.ADJUSTMENT, TableKind.PER_CATEGORY)
_SURE, _EVIDENT = 0.97, 0.9


def settle_finals(tables: Sequence[RecognisedTable], grids: Sequence[Grid]) -> None:
    """Say of every table of money which column is what a recipient gets, or ask which.

    Where several columns are named alike, the one is taken whose total alone is stated in words
    somewhere in the workbook. Where none is, nothing is taken.
    """
    texts: list[Text] | None = None
    for table in tables:
        if table.kind not in _KINDS or not table.is_understood:
            continue
        at = final_of(table, {c.index: c.index for c in table.columns})
        if at is not None:
            _decide(table, table.column(at), _reason(table, table.column(at)), _SURE)
            continue
        rivals = rivals_of(table)
        if len(rivals) < 2:
            continue
        if texts is None:
            texts = list(_sentences(grids))
        stated = [(c, text) for c in rivals if (text := _stated(table, c, texts)) is not None]
        if len(stated) != 1:
            ref = rivals[0].ref
            table.doubts.append(Doubt(ref, question(table, rivals)))
            continue
        column, text = stated[0]
        others = "、".join(f"“{c.name}”" for c in rivals if c is not column)
        reason = f"{text.ref.where()}写的总额只等于这一列的合计，不等于{others}的"
        table.columns = [
            replace(c, is_final=True) if c.index == column.index else c for c in table.columns
        ]
        _decide(table, table.column(column.index), reason, _EVIDENT)


def rivals_of(table: RecognisedTable) -> list[TableColumn]:
    """The columns that each could be what a recipient gets, where nothing says which one is."""
    if final_of(table, {c.index: c.index for c in table.columns}) is not None:
        return []
    whole = [
        c
        for c in given_now(table, table.money)
        if not c.is_part and not c.source and not c.category and not c.stage and _is_whole(c)
    ]
    return whole if len({c.name for c in whole}) == len(whole) > 1 else []


def question(table: RecognisedTable, rivals: Sequence[TableColumn]) -> str:
    """Asks the clerk which of the columns is meant."""
    shown = "、".join(f"“{c.name}”（{_at(c.ref)}，{_added_words(table, c)}）" for c in rivals)
    todo = "在表头写明" if table.sheet is None else f"在“认表”把要发的一列改为“{FINAL}”"
    return f"{shown}都像应得金额，没有依据断定给各单位的是哪一列；{todo}，没有改定以前不取"


def _at(ref: Ref) -> str:
    return ref.cell or ref.where()


def _is_whole(column: TableColumn) -> bool:
    words = [_BRACKETS.sub("", plain(text)) for text in column.path]
    return bool(words) and bool(_WHOLE.fullmatch(words[-1]))


def _decide(table: RecognisedTable, column: TableColumn, reason: str, sure: float) -> None:
    table.decisions.append(Decision(FINAL, sure, f"“{column.name}”：{reason}", column.ref))


def _reason(table: RecognisedTable, column: TableColumn) -> str:
    """Why a column is what a recipient gets, in words."""
    if column.is_final:
        return column.reason
    if len(table.money) == 1:
        return "只有这一列是金额"
    if any(s.result == column.index for s in table.column_sums):
        return "是其余各列之和"
    return "表头或表题说是这一次给的"


def _total(table: RecognisedTable, column: TableColumn) -> Decimal | None:
    """The total of a column as printed, else as added up; None where there is no figure."""
    row = table.total
    if row is not None and (printed := row.values[column.index].value) is not None:
        return printed
    known = [v for r in table.recipients if (v := r.values[column.index].value) is not None]
    return sum(known, Decimal(0)) if known else None


def _added_words(table: RecognisedTable, column: TableColumn) -> str:
    total = _total(table, column)
    return "没有数" if total is None else f"合计 {format_amount(total)}"


def _stated(table: RecognisedTable, column: TableColumn, texts: Iterable[Text]) -> Text | None:
    """The first text that states the total of a column."""
    total = _total(table, column)
    if not total:
        return None
    wan = in_wan(total, table.unit_of(column))
    for text in texts:
        for figure, unit in _STATED.findall(plain(text.text)):
            value = read_amount(figure, _NOWHERE).value
            if value is not None and same(in_wan(value, unit), wan):
                return text
    return None


_NOWHERE = Ref("")


def _sentences(grids: Iterable[Grid]) -> Iterator[Text]:
    """The texts of a workbook that name an amount with its unit."""
    for grid in grids:
        for row in grid.rows:
            for cell in row:
                if isinstance(cell.value, str) and "元" in cell.value:
                    yield cell.as_text()
