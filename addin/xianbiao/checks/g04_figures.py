"""G04–G06: count × standard = amount, figures inside texts, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.c44_blanks import is_error
from xianbiao.checks.crossings import miscounted
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import Amount, format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.model.tables import LOOK, Product, RecognisedTable, RowKind, TableRow

_NUMBER = r"[+-]?[\d,]+(?:\.\d+)?"
_PRODUCT = expression(rf"({_NUMBER})[×*xX✕]({_NUMBER})=({_NUMBER})")
_PART = expression(rf"({_NUMBER})\([^()]*?({_NUMBER})(?:万元|元)?[^()\d]*\)")
_MOST_DECIMALS = 6


@rule("G04", "人数 × 标准 = 金额", Severity.ERROR, "按标准算的补助，三个数必须对得上")
def products_hold(notice: Notice) -> Iterator[Fault]:
    """count × standard × factor against the amount, in every row of a recipient."""
    for table in notice.readings:
        if not table.is_understood:
            continue
        for product in table.products:
            step = step_of(table, product.amount)
            for row in table.rows:
                if row.kind in (RowKind.RECIPIENT, RowKind.PART):
                    yield from _product_fault(table, product, row, step)


def step_of(table: RecognisedTable, column: int) -> Decimal:
    """Half a unit of the last decimal that most amounts of the column are printed with."""
    places = 0
    for row in table.rows:
        value = row.values[column].value
        if value is not None and value != value.to_integral_value():
            places = max(places, len(format_amount(value).partition(".")[2]))
    return Decimal(5).scaleb(-min(places, _MOST_DECIMALS) - 1)


def _product_fault(
    table: RecognisedTable, product: Product, row: TableRow, step: Decimal
) -> Iterator[Fault]:
    count, standard, amount = (
        row.values[c] for c in (product.count, product.standard, product.amount)
    )
    if count.value is None or standard.value is None or amount.value is None:
        return
    months = row.values[product.months] if product.months is not None else None
    if months is not None and months.value is None:
        return
    times = months.value if months is not None and months.value is not None else Decimal(1)
    exact = count.value * standard.value * times * product.factor
    if abs(exact - amount.value) <= step:
        return
    found = diagnose(amount.value, exact)
    cause = found.text if found else None
    wrong = miscounted(table, row, product)
    if wrong is not None:
        name = table.column(product.count).name
        cause = (
            f"“{name}”一列的合计也差 {format_amount(abs(wrong.meant - wrong.value))}，"
            f"疑为本格 {count.raw.strip()} 应为 {format_amount(wrong.meant)}"
        )
    taken = "" if months is None else f" × {format_amount(times)}"
    factor = taken + ("" if product.factor == 1 else f" × {format_amount(product.factor)}")
    yield Fault(
        amount.ref if wrong is None else wrong.amount.ref,
        f"{row.name.stripped}：“{table.column(product.amount).name}”写 "
        f"{format_amount(amount.value)}，{format_amount(count.value)} × "
        f"{format_amount(standard.value)}{factor} = {format_amount(exact)}，"
        f"差 {format_amount(abs(exact - amount.value))}",
        left=amount.value,
        right=exact,
        cause=cause,
        suggestion=f"核对人数（{count.ref.where()}）、标准（{standard.ref.where()}）和金额",
    )


@rule("G05", "文字里的数前后相符", Severity.ERROR, "写在文字里的数求和公式不加，错了也看不出")
def figures_in_texts(notice: Notice) -> Iterator[Fault]:
    """63×80=5040 must be right, and a part named in brackets must not exceed its whole."""
    for table in notice.readings:
        for row in table.rows:
            for amount in row.values.values():
                if "=" in amount.raw or "(" in amount.raw or "（" in amount.raw:
                    yield from _text_fault(amount)


def _text_fault(amount: Amount) -> Iterator[Fault]:
    text = plain(amount.raw)
    if found := _PRODUCT.fullmatch(text):
        left, right, result = (Decimal(g.replace(",", "")) for g in found.groups())
        if left * right != result:
            yield Fault(
                amount.ref,
                f"“{amount.raw.strip()}”算错了，{found.group(1)}×{found.group(2)} 是 "
                f"{format_amount(left * right)}",
                left=result,
                right=left * right,
                suggestion="核对人数、标准和金额",
            )
    elif found := _PART.fullmatch(text):
        whole, part = (Decimal(g.replace(",", "")) for g in found.groups())
        if part > whole:
            yield Fault(
                amount.ref,
                f"“{amount.raw.strip()}”里“其中”的 {format_amount(part)} 大于 "
                f"{format_amount(whole)}",
                left=part,
                right=whole,
                suggestion="核对全部和其中的数",
            )


@rule("G06", "没有认清的地方", Severity.HINT, "没有认清就没有核对，不能当作通过")
def nothing_stays_unsaid(notice: Notice) -> Iterator[Fault]:
    """Everything of a table that was not understood, or only guessed, with its cell."""
    for table in notice.readings:
        told = _told(table) if table.is_understood else set()
        for doubt in table.doubts:
            if doubt.ref in told or (table.is_in_notice and "金额单位" in doubt.text):
                continue
            yield Fault(
                doubt.ref,
                ("整张表没有核对：" if doubt.is_fatal else "") + doubt.text,
                suggestion=f"{LOOK}，改正表头或在“认表”里写明",
            )


def _told(table: RecognisedTable) -> set[Ref]:
    """The unreadable amounts that another rule reports, or that only follow from these."""
    kinds = (RowKind.RECIPIENT, RowKind.TOTAL) if table.is_in_notice else tuple(RowKind)
    return {
        amount.ref
        for row in table.rows
        if row.kind in kinds
        for column in table.columns
        if column.meaning.is_figure
        if (amount := row.values.get(column.index))
        and (is_error(amount) or (table.is_in_notice and amount.is_unreadable))
    }
