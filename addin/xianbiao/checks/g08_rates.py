"""G08–G09: amounts by a standard or share in the header, and standards unlike all the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.g01_tables import understood
from xianbiao.checks.g04_figures import step_of
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.tables import Meaning, RowKind

_FEWEST = 5
_MOST_UNLIKE = 2
_NEARLY_ALL = Decimal("0.8")


@rule("G08", "按表头写的标准或比例算得平", Severity.ERROR, "表头写明的标准、分担比例每一行都要照办")
def stated_rates_hold(notice: Notice) -> Iterator[Fault]:
    """Base × the figure in the header (3万元/户, 中央60%) against the amount of every recipient."""
    for table in understood(notice):
        for rate in table.rates:
            amount, base = table.column(rate.amount), table.column(rate.base)
            step = step_of(table, rate.amount)
            for row in table.rows:
                printed, known = row.values.get(rate.amount), row.values.get(rate.base)
                if row.kind not in (RowKind.RECIPIENT, RowKind.PART) or not printed or not known:
                    continue
                if printed.value is None or known.value is None:
                    continue
                exact = known.value * rate.factor
                if abs(exact - printed.value) <= step:
                    continue
                found = diagnose(printed.value, exact)
                yield Fault(
                    printed.ref,
                    f"{row.name.stripped}：“{amount.name}”写 {format_amount(printed.value)}，"
                    f"“{base.name}”{format_amount(known.value)} × {rate.stated} 是 "
                    f"{format_amount(exact)}，差 {format_amount(abs(exact - printed.value))}",
                    left=printed.value,
                    right=exact,
                    cause=found.text if found else None,
                    suggestion=f"核对这一格和“{base.name}”（{known.ref.where()}）",
                )


@rule("G09", "补助标准前后一致", Severity.HINT, "一行的标准与别的行都不同，多半是没有改或改错了")
def standards_agree(notice: Notice) -> Iterator[Fault]:
    """The standard of one recipient or two that differs from the one of all the others."""
    for table in understood(notice):
        for column in table.columns:
            if column.meaning is not Meaning.STANDARD:
                continue
            cells = [
                (row, amount, amount.value)
                for row in table.recipients
                if (amount := row.values.get(column.index)) and amount.value is not None
            ]
            if len(cells) < _FEWEST:
                continue
            usual, times = Counter(value for _, _, value in cells).most_common(1)[0]
            unlike = [(row, amount, value) for row, amount, value in cells if value != usual]
            if len(unlike) > _MOST_UNLIKE or times < _NEARLY_ALL * len(cells):
                continue
            for row, amount, value in unlike:
                hidden = "，这一列是隐藏的" if column.is_hidden else ""
                yield Fault(
                    amount.ref,
                    f"{row.name.stripped}：“{column.name}”写 {format_amount(value)}，"
                    f"其余 {times} 行都是 {format_amount(usual)}{hidden}",
                    left=value,
                    right=usual,
                    suggestion="核对这一行的标准；确有不同的可不改",
                )
