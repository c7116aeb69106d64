"""What of a table was not understood, or only guessed: columns, rows and cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.quotients import is_dash, percent_in
from xianbiao.model.tables import ColumnSum, Doubt, Meaning, RecognisedTable, TableColumn, TableRow
from xianbiao.sheets.recognise.tables.columns import Columns
from xianbiao.sheets.recognise.tables.sums import Totals
from xianbiao.sheets.recognise.tables.view import Look

_SO_FAR = expression(r"累计")
"""累计支出 adds up over time, not over columns."""
_SURE, _CERTAIN = 0.6, 0.8
_MANY, _SHOWN = 4, 3
_PROOF = 6
"""From how many figures on that add up to totals nobody need confirm what they are."""


def doubt_columns(table: RecognisedTable, columns: Columns) -> None:
    """Columns of which it is not known, or only guessed, what they hold; the alike in one."""
    unknown: list[TableColumn] = []
    guessed: list[TableColumn] = []
    summed = {s.result for s in table.column_sums}
    proven = _proven(table)
    for column in table.columns:
        if column.meaning is Meaning.UNKNOWN:
            unknown += [] if _is_empty(table, column) else [column]
            continue
        if column.confidence < _SURE:
            table.doubts.append(
                Doubt(
                    column.ref,
                    f"“{column.name}”按{column.meaning.value}读，把握不大：{column.reason}",
                )
            )
        elif column.confidence < _CERTAIN and column.meaning.is_money:
            guessed += [] if column.index in proven else [column]
        if (
            column.meaning is Meaning.TOTAL
            and column.index not in summed
            and _has_parts(table, column)
            and not _SO_FAR.search(column.path[-1] if column.path else "")
        ):
            table.doubts.append(
                Doubt(column.ref, f"“{column.name}”不等于认出的任何几列之和，横向没有核对")
            )
    _say(table, unknown, "{}不知道是什么数，没有核对", "这一列")
    _say(table, guessed, "{}按数值认作金额列，请确认", "")
    table.doubts.sort(key=lambda doubt: doubt.ref.position)


def _has_parts(table: RecognisedTable, total: TableColumn) -> bool:
    """Whether other columns may be what a total adds up: 合计 | 其中：低保 has none."""
    if any(c.meaning is Meaning.TOTAL and c is not total for c in table.money):
        return True
    group = total.path[:-1]
    inside = [c for c in table.money if group and c.path[: len(group)] == group]
    named = [c for c in inside if c is not total] or table.money
    return any(not c.is_part and c is not total for c in named)


def _say(table: RecognisedTable, columns: list[TableColumn], text: str, which: str) -> None:
    """One doubt per column; one for all where they are many."""
    names = [f"“{c.name}”" for c in columns]
    if len(columns) < _MANY:
        for column, name in zip(columns, names, strict=True):
            table.doubts.append(Doubt(column.ref, text.format(name + which)))
        return
    shown = "".join(names[:_SHOWN])
    table.doubts.append(Doubt(columns[0].ref, text.format(f"{shown}等 {len(names)} 列")))


def _proven(table: RecognisedTable) -> set[int]:
    """Columns whose figures add up to the totals beside them, but for one row, in a stated unit."""
    if table.unit is None:
        return set()
    found: set[int] = set()
    for one in table.column_sums:
        places = (one.result, *one.terms)
        rows = [r for r in table.rows if all(r.values[i].is_number for i in places)]
        holding = [r for r in rows if _adds_up(r, one)]
        proofs = len(holding) * len(one.terms)
        if not one.minus and proofs >= _PROOF and len(holding) >= max(2, len(rows) - 1):
            found.update(one.terms)
    return found


def _adds_up(row: TableRow, one: ColumnSum) -> bool:
    added = sum((row.values[i].value or 0 for i in one.terms), Decimal(0))
    return added == row.values[one.result].value


def _is_empty(table: RecognisedTable, column: TableColumn) -> bool:
    """Whether nothing stands below a header: a column to be signed, say."""
    cells = [r.values.get(column.index) for r in table.rows]
    texts = [r.texts.get(column.index) for r in table.rows]
    return not any(texts) and all(a is None or a.is_blank for a in cells)


def doubt_rows(table: RecognisedTable, totals: Totals) -> None:
    """Rows whose place in the table, or whose name, is in doubt."""
    for index, text in totals.doubts:
        table.doubts.append(Doubt(table.rows[index].ref, text))
    for one in totals.sums:
        row = table.rows[one.result]
        if (
            one.is_complete
            and not one.holds
            and one.confidence < 0.7
            and one.result != totals.total
        ):
            table.doubts.append(
                Doubt(
                    row.ref,
                    f"“{row.name.stripped}”与认作它下级的 {len(one.terms)} 行不全相符，"
                    "层次可能认错",
                )
            )
    for row in table.rows:
        if not row.name and row.values and any(v.is_number for v in row.values.values()):
            ref = next(v.ref for v in row.values.values() if v.is_number)
            table.doubts.append(Doubt(ref, "这一行有数，没有单位名称"))


def doubt_cells(table: RecognisedTable, body: Sequence[Sequence[Look]], columns: Columns) -> None:
    """Figures wrapped in words, and words where figures belong."""
    figures = [c for c in table.columns if c.meaning.is_figure]
    for cells in body:
        for column in figures:
            seen = cells[column.index]
            if not seen.text:
                continue
            if seen.number is None and _says_no_figure(seen, column):
                continue
            if seen.cell.as_amount().says_none:
                continue
            if seen.number is None:
                table.doubts.append(
                    Doubt(seen.ref, f"“{seen.cell.stripped[:30]}”认不出是多少，没有加进去")
                )
            elif seen.aside:
                table.doubts.append(
                    Doubt(seen.ref, f"“{seen.cell.stripped[:30]}”是文字，按 {seen.number} 读")
                )


def _says_no_figure(seen: Look, column: TableColumn) -> bool:
    """Whether a cell among ratios holds a percent, or a dash where nothing can be divided."""
    if column.meaning not in (Meaning.RATIO, Meaning.STANDARD):
        return False
    return percent_in(seen.text) is not None or is_dash(seen.text)
