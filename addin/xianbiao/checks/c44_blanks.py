"""C44: blanks that are not zeros, and cells of amounts that hold a text or an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.allocation import AllocationRow, AllocationTable, Column, ColumnRole
from xianbiao.model.amounts import Amount
from xianbiao.model.findings import Severity
from xianbiao.model.forms import FundRole
from xianbiao.model.notices import Notice
from xianbiao.model.quotients import is_dash, percent_in
from xianbiao.model.refs import Ref
from xianbiao.model.tables import Meaning, RecognisedTable, TableRow

_SHOWN = 5


@rule(
    "C44",
    "空、0 与无法识别分开",
    Severity.HINT,
    "空白可能是漏填，0 是没有，写了字的格子求和时会被跳过",
)
def blanks_are_not_zero(notice: Notice) -> Iterator[Fault]:
    """Blank fund lines, tables that mix blanks with zeros, and cells that SUM would skip."""
    severity = Severity.HINT if notice.listed_units is None else Severity.ERROR
    for form in notice.target_forms:
        for line in form.funds:
            if line.amount.says_none and line.role is not FundRole.TOTAL:
                yield _says_none(f"{form.region}“{line.label.stripped}”", [line.amount], severity)
            summed = line.role is FundRole.TOTAL and any(f.amount.is_number for f in form.funds)
            if line.amount.is_blank and not summed:
                yield Fault(
                    _at(line.amount, line.label.ref),
                    f"{form.region}“{line.label.stripped}”空白，不知是 0 还是漏填",
                    right="0",
                    suggestion="没有就填 0，漏填的补上",
                )
    for table in notice.tables:
        for row in table.all_rows():
            for column in table.columns:
                if not _follows(table, row, column) and not _says_no_ratio(row, column):
                    yield from _odd_amount(row.name.stripped, column.full_name, row.amount(column))
        for column in table.columns:
            amounts = [r.amount(column) for r in table.rows]
            if column.role is not ColumnRole.COUNT:
                what = f"“{column.full_name}”一列"
                yield from _signs_for_none(notice, what, amounts, severity)
            zeros = [a for a in amounts if a.value == 0]
            blanks = [a for a in amounts if a.is_blank]
            if zeros and blanks:
                yield Fault(
                    blanks[0].ref,
                    f"“{column.full_name}”一列空白 {len(blanks)} 格、0 有 {len(zeros)} 格，混用",
                    suggestion="没有金额的都填 0",
                )
    for reading in notice.readings:
        if reading.is_understood and not reading.is_in_notice:
            for one in reading.rows:
                yield from _odd_cells(reading, one)
            for money in reading.money:
                held = [r.values[money.index] for r in reading.rows if r.values]
                yield from _signs_for_none(notice, f"“{money.name}”一列", held, severity)


def _signs_for_none(
    notice: Notice, what: str, amounts: Iterable[Amount], severity: Severity
) -> Iterator[Fault]:
    """The signs for none in a column, without those that a sum shows to stand for an amount."""
    none = [a for a in amounts if a.says_none]
    if none and severity is Severity.HINT:
        told = _missed(notice)
        none = [a for a in none if a.ref not in told]
    if none:
        yield _says_none(what, none, severity)


def _missed(notice: Notice) -> set[Ref]:
    """The cells at which the rules for sums tell a difference; they rest on this module."""
    from xianbiao.checks.c03_totals import columns_add_up
    from xianbiao.checks.c04_tables import rows_add_up
    from xianbiao.checks.g01_tables import columns_add_up as sums_across
    from xianbiao.checks.g01_tables import rows_add_up as sums_down

    finders = (columns_add_up, rows_add_up, sums_across, sums_down)
    return {fault.ref for find in finders for fault in find(notice)}


def _says_none(what: str, amounts: Sequence[Amount], severity: Severity) -> Fault:
    """Cells of one kind that say with a sign or a word that there is no amount."""
    first = amounts[0]
    places = "、".join(a.ref.where() for a in amounts[:_SHOWN])
    more = f"（{places}{'等' if len(amounts) > _SHOWN else ''}）" if len(amounts) > 1 else ""
    return Fault(
        first.ref,
        f"{what}有 {len(amounts)} 格写的是“{first.raw.strip()}”{more}，"
        "按没有金额核对，不当作 0，也不当作漏填",
        left=first.raw.strip(),
        severity=severity,
        suggestion="确是没有的填 0 或留空；该有数的补上。公式引用这样的格会出错",
    )


def _odd_cells(table: RecognisedTable, row: TableRow) -> Iterator[Fault]:
    """The amounts of a row that SUM would skip or that are errors, in a table of another shape."""
    terms = {t for s in table.row_sums if s.result == row.index for t in s.terms}
    for column in table.columns:
        amount = row.values.get(column.index)
        if not (column.meaning.is_money or column.meaning is Meaning.COUNT):
            continue
        if amount is None or not (is_error(amount) or amount.is_text):
            continue
        added = [table.rows[t].values[column.index] for t in terms]
        beside = [
            row.values[i]
            for s in table.column_sums
            if column.index in (s.result, s.computed)
            for i in (s.result, *s.terms)
            if i != column.index
        ]
        if not (is_error(amount) and any(a.is_unreadable or a.is_text for a in added + beside)):
            yield from _odd_amount(row.name.stripped, column.name, amount)


def _says_no_ratio(row: AllocationRow, column: Column) -> bool:
    """Whether a percent, or a dash in place of one, stands in a column that is never added up."""
    text = row.amount(column).raw
    return column.role is ColumnRole.COUNT and (is_dash(text) or percent_in(text) is not None)


def _follows(table: AllocationTable, row: AllocationRow, column: Column) -> bool:
    """Whether an error shown by a formula comes from a cell that it adds up, told on its own."""
    if not is_error(row.amount(column)):
        return False
    if row is table.total:
        return any(r.amount(column).is_unreadable for r in table.rows)
    return any(
        row.amounts[t].is_unreadable or row.amounts[t].is_text
        for e in table.equations
        if column.index in (e.result, e.computed)
        for t in (e.result, *e.terms)
        if t != column.index
    )


def is_error(amount: Amount) -> bool:
    """Whether a formula shows an error in place of an amount."""
    return amount.is_unreadable and amount.raw.startswith("#")


def _odd_amount(name: str, column: str, amount: Amount) -> Iterator[Fault]:
    if is_error(amount):
        what = f"的公式出错，显示 {amount.raw}，没有数"
        todo = "看公式引用的格：写成文字的改成数字，删去或改名的补上"
    elif amount.is_unreadable:
        what, todo = f"无法识别为金额：{amount.raw}", "只写数字，说明另列"
    elif amount.is_text:
        what = f"的 {amount.raw} 存成了文本，求和会跳过它"
        todo = "改成数字格式后重新录入"
    else:
        return
    message = f"{name}“{column}”{what}"
    yield Fault(amount.ref, message, left=amount.raw, severity=Severity.ERROR, suggestion=todo)


def _at(amount: Amount, fallback: Ref) -> Ref:
    return amount.ref if amount.ref.cell or amount.ref.line else fallback
