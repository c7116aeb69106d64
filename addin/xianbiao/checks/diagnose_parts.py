"""Rule C02, for sums: which row of a sum explains why it differs from the printed total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from xianbiao.checks.causes import Diagnosis, DiagnosisKind, Part
from xianbiao.model.amounts import format_amount

_MOST_PAIRS = 3
_SCALES = (
    (Decimal("0.1"), "多写一个 0 或小数点错位"),
    (Decimal(10), "少写一个 0 或小数点错位"),
    (Decimal("0.0001"), "按元填写"),
    (Decimal(10000), "按万元填写"),
)
"""By what a row must be multiplied to be right, and what was done wrong."""


def part_causes(
    difference: Decimal, parts: Sequence[Part], absent: Sequence[Part]
) -> Iterator[Diagnosis]:
    """Every cause that lies in one or two rows; `difference` is total − sum of the parts."""
    yield from _doubled(difference, parts)
    yield from _absent(difference, absent)
    yield from _single(difference, parts)
    yield from _scaled(difference, parts)
    yield from _pairs(difference, parts)


def _gap(difference: Decimal) -> str:
    return f"相差 {format_amount(abs(difference))}"


def _doubled(difference: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    """A name that stands in two rows, of which one is too many; none where most names do."""
    names = [name for name, _ in parts]
    if len(set(names)) * 2 <= len(names):
        return
    twice = dict.fromkeys(n for n, a in parts if a and a == -difference and names.count(n) > 1)
    for name in twice:
        yield Diagnosis(
            DiagnosisKind.ROW_DOUBLED,
            f"{_gap(difference)}，“{name}”列了 {names.count(name)} 行，疑为重复计入“{name}”",
            f"核对后删去多余的“{name}”",
        )


def _absent(difference: Decimal, absent: Sequence[Part]) -> Iterator[Diagnosis]:
    """A recipient that has a form and no row."""
    for name, amount in absent:
        if amount and amount == difference:
            shown = format_amount(amount)
            yield Diagnosis(
                DiagnosisKind.ROW_MISSING,
                f"{_gap(difference)}，等于“{name}”绩效表的金额，疑为漏列 {name} {shown}",
                f"核对后补上“{name}”一行",
            )


def _single(difference: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    causes = (
        (DiagnosisKind.PART_LEFT_OUT, Decimal(-1), "", "漏加{}", "核对合计是否包含{}"),
        (DiagnosisKind.PART_TWICE, Decimal(1), "", "重复计入{}", "核对合计是否把{}加了两次"),
        (DiagnosisKind.PART_SIGN, Decimal(-2), "的 2 倍", "{}加减写反", "核对{}的正负号"),
    )
    for kind, factor, times, slip, advice in causes:
        rows = [p for p in parts if p[1] != 0 and p[1] * factor == difference]
        names = "、".join(f"“{name}”" for name, _ in rows)
        if len(rows) == 1:
            amount = f"{names}（{format_amount(rows[0][1])}）"
            text = f"{_gap(difference)}，等于{amount}{times}，疑为{slip.format(names)}"
            yield Diagnosis(kind, text, advice.format(names))
        elif rows:
            text = (
                f"{_gap(difference)}，{names}金额{times}都等于此数，疑为{slip.format('其中一行')}"
            )
            yield Diagnosis(DiagnosisKind.SEVERAL_PARTS, text, f"逐行核对{names}")


def _scaled(difference: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    """The one row that is ten times too large or too small, or was typed in another unit."""
    for times, slip in _SCALES:
        rows = [(n, a, a * times) for n, a in parts if a and a * times - a == difference]
        if len(rows) == 1:
            name, amount, meant = rows[0]
            text = (
                f"{_gap(difference)}，疑为“{name}”{slip}："
                f"{format_amount(amount)} 应为 {format_amount(meant)}"
            )
            yield Diagnosis(DiagnosisKind.PART_SCALED, text, f"核对“{name}”的原件")


def _pairs(difference: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    """Two rows left out, or two counted twice; silent where too many pairs fit by chance."""
    rows = [p for p in parts if p[1] != 0]
    pairs = [(a, b) for a, b in combinations(rows, 2) if abs(a[1] + b[1]) == abs(difference)]
    if not 0 < len(pairs) <= _MOST_PAIRS:
        return
    for (first, one), (second, two) in pairs:
        verb = "重复计入" if one + two == difference else "漏加"
        text = f"{_gap(difference)}，等于“{first}”与“{second}”之和，疑为{verb}这两行"
        yield Diagnosis(DiagnosisKind.TWO_PARTS, text, f"核对合计是否{verb}这两行")
