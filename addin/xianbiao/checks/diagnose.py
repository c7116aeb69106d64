"""Rule C02: why two amounts differ, from the most telling cause to the least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from itertools import combinations

from xianbiao.checks.digits import DigitSlip, Slip, decimals, find_slip
from xianbiao.model.amounts import format_amount

Part = tuple[str, Decimal]

_MOST_PAIRS = 3
_MOST_ROWS = 3
_NEAR_DIGITS = 3


class DiagnosisKind(Enum):
    """The causes, from the most telling to the least."""

    UNIT = "单位混用"
    POWER_OF_TEN = "小数点错位"
    WHOLE_SIGN = "正负号相反"
    ADJACENT_SWAP = "相邻数字换位"
    PART_LEFT_OUT = "漏加一行"
    PART_TWICE = "重加一行"
    PART_SIGN = "一行正负号相反"
    DIGIT_DROPPED = "漏写一位数字"
    DIGIT_ADDED = "多写一位数字"
    SWAP_APART = "不相邻数字换位"
    SEVERAL_PARTS = "与多行相符"
    TWO_PARTS = "两行漏加或重加"
    ROUNDING = "四舍五入"
    DIGIT_WRONG = "一位数字写错"
    MULTIPLE_OF_NINE = "9 的倍数"
    UNKNOWN = "未找到原因"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One possible cause: what it is, in words, and what to do about it."""

    kind: DiagnosisKind
    text: str
    suggestion: str | None = None


def diagnose(printed: Decimal, expected: Decimal, parts: Sequence[Part] = ()) -> Diagnosis | None:
    """The most telling cause of a difference; None when the two are equal.

    `parts` are the named amounts of which `expected` is the sum.
    """
    found = diagnoses(printed, expected, parts)
    return found[0] if found else None


def diagnoses(printed: Decimal, expected: Decimal, parts: Sequence[Part] = ()) -> list[Diagnosis]:
    """Every cause that fits, the most telling first; empty when the two are equal.

    A cause that names one row stands above one that several rows share. UNKNOWN stands alone.
    """
    if printed == expected:
        return []
    scale = list(_scale(printed, expected))
    found = [
        *scale,
        *_sign(printed, expected),
        *([] if scale else _digits(printed, expected, parts)),
        *_single_parts(printed - expected, parts),
        *_pairs(printed - expected, parts),
        *_rounding(printed, expected, parts),
    ]
    if not found:
        text = f"{_gap(printed, expected)}，未找到常见原因"
        return [Diagnosis(DiagnosisKind.UNKNOWN, text, "逐行核对原件")]
    order = list(DiagnosisKind)
    return sorted(found, key=lambda d: order.index(d.kind))


def _gap(printed: Decimal, expected: Decimal) -> str:
    return f"相差 {format_amount(abs(printed - expected))}"


def _correct(expected: Decimal) -> str:
    return f"核对原件后改为 {format_amount(expected)}"


def _scale(printed: Decimal, expected: Decimal) -> Iterator[Diagnosis]:
    if printed == 0 or expected == 0:
        return
    shown = f"{format_amount(printed)} 是 {format_amount(expected)} 的"
    shift = _shift(printed, expected)
    if shift in (4, -4):
        ratio = " 10000 倍" if shift > 0 else "万分之一"
        yield Diagnosis(
            DiagnosisKind.UNIT, f"{shown}{ratio}，疑为单位混用（元与万元）", _correct(expected)
        )
    elif shift:
        zeros = abs(shift)
        ratio = f"{10**zeros} 倍" if shift > 0 else f"{10**zeros} 分之一"
        verb = "多写" if shift > 0 else "少写"
        yield Diagnosis(
            DiagnosisKind.POWER_OF_TEN,
            f"{shown} {ratio}，疑为小数点错 {zeros} 位或{verb} {zeros} 个 0",
            _correct(expected),
        )
    elif _is_rounded(printed, expected / 10000) and _figures(printed) >= _NEAR_DIGITS:
        text = f"{shown}约万分之一，疑为单位混用（元与万元）"
        yield Diagnosis(DiagnosisKind.UNIT, text, _correct(expected))


def _shift(printed: Decimal, expected: Decimal) -> int:
    """n when printed is expected × 10ⁿ exactly, else 0."""
    shift = printed.adjusted() - expected.adjusted()
    return shift if expected.scaleb(shift) == printed else 0


def _figures(value: Decimal) -> int:
    return len(format_amount(abs(value)).replace(".", "").strip("0"))


def _is_rounded(printed: Decimal, exact: Decimal) -> bool:
    """Whether printed is exact, rounded to fewer decimals."""
    places = decimals(printed)
    step = Decimal(1).scaleb(-places)
    return decimals(exact) > places and exact.quantize(step, ROUND_HALF_UP) == printed


def _sign(printed: Decimal, expected: Decimal) -> Iterator[Diagnosis]:
    if printed == -expected:
        text = f"{_gap(printed, expected)}，是应有数的 2 倍，疑为正负号写反"
        yield Diagnosis(DiagnosisKind.WHOLE_SIGN, text, _correct(expected))


def _digits(printed: Decimal, expected: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    if printed * expected <= 0 or _is_rounded(printed, expected):
        return
    gap = _gap(printed, expected)
    places = max(decimals(printed), decimals(expected))
    nines = int((printed - expected).scaleb(places)) % 9 == 0
    unit = format_amount(Decimal(1).scaleb(-places))
    nine = "是 9 的倍数" if places == 0 else f"按末位 {unit} 计是 9 的倍数"
    slip = find_slip(printed, expected)
    if slip is not None and slip.slip is not Slip.REORDERED:
        kind, words = _slip_words(slip)
        why = f"{nine}，{words}" if slip.slip in (Slip.SWAPPED, Slip.SWAPPED_APART) else words
        yield Diagnosis(kind, f"{gap}，{why}", _correct(expected))
    elif nines:
        why, advice = _nine_words(printed - expected, parts, slip)
        yield Diagnosis(DiagnosisKind.MULTIPLE_OF_NINE, f"{gap}，{nine}，{why}", advice)


def _nine_words(
    difference: Decimal, parts: Sequence[Part], slip: DigitSlip | None
) -> tuple[str, str]:
    """Which rows would make the sum right if two of their digits changed places."""
    rows = []
    for name, amount in parts:
        found = find_slip(amount, amount + difference)
        if found and found.slip is Slip.SWAPPED and amount * (amount + difference) > 0:
            rows.append(
                f"“{name}”{format_amount(amount)} 应为 {format_amount(amount + difference)}"
            )
    if 0 < len(rows) <= _MOST_ROWS:
        return f"疑为某一行相邻数字换位，如{'，或'.join(rows)}", "核对所列各行的原件"
    if slip is not None:
        return "数字相同而次序不同，疑为多处换位", "逐位核对原件"
    return "疑为某一行数字换位", "逐行核对原件"


def _slip_words(slip: DigitSlip) -> tuple[DiagnosisKind, str]:
    change = f"{slip.meant} 误写为 {slip.typed}"
    if slip.slip is Slip.SWAPPED:
        return DiagnosisKind.ADJACENT_SWAP, f"疑为相邻数字换位：{change}"
    if slip.slip is Slip.SWAPPED_APART:
        return DiagnosisKind.SWAP_APART, f"疑为不相邻数字换位：{change}"
    if slip.slip is Slip.WRONG:
        return DiagnosisKind.DIGIT_WRONG, f"疑为一位数字写错：{slip.place} {change}"
    if slip.slip is Slip.ADDED:
        verb = "重复输入" if slip.is_repeat else "多写"
        return DiagnosisKind.DIGIT_ADDED, f"疑为{verb}数字 {slip.typed}"
    return DiagnosisKind.DIGIT_DROPPED, f"疑为漏写数字 {slip.meant}"


def _single_parts(difference: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    gap = f"相差 {format_amount(abs(difference))}"
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
            text = f"{gap}，等于{amount}{times}，疑为{slip.format(names)}"
            yield Diagnosis(kind, text, advice.format(names))
        elif rows:
            text = f"{gap}，{names}金额{times}都等于此数，疑为{slip.format('其中一行')}"
            yield Diagnosis(DiagnosisKind.SEVERAL_PARTS, text, f"逐行核对{names}")


def _pairs(difference: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    """Two rows left out, or two counted twice; silent where too many pairs fit by chance."""
    rows = [p for p in parts if p[1] != 0]
    pairs = [(a, b) for a, b in combinations(rows, 2) if abs(a[1] + b[1]) == abs(difference)]
    if not 0 < len(pairs) <= _MOST_PAIRS:
        return
    gap = f"相差 {format_amount(abs(difference))}"
    for (first, one), (second, two) in pairs:
        verb = "重复计入" if one + two == difference else "漏加"
        text = f"{gap}，等于“{first}”与“{second}”之和，疑为{verb}这两行"
        yield Diagnosis(DiagnosisKind.TWO_PARTS, text, f"核对合计是否{verb}这两行")


def _rounding(printed: Decimal, expected: Decimal, parts: Sequence[Part]) -> Iterator[Diagnosis]:
    gap = _gap(printed, expected)
    if _is_rounded(printed, expected):
        places = decimals(printed)
        kept = f" {places} 位小数" if places else "整数"
        text = f"{gap}，疑为四舍五入：{format_amount(expected)} 只写到{kept}"
        yield Diagnosis(DiagnosisKind.ROUNDING, text, _correct(expected))
        return
    if len(parts) < 2:
        return
    unit = Decimal(1).scaleb(-max(decimals(amount) for _, amount in parts))
    if abs(printed - expected) <= unit * len(parts) / 2:
        text = f"{gap}，不超过 {len(parts)} 行各四舍五入到 {format_amount(unit)} 的误差，疑为尾差"
        yield Diagnosis(DiagnosisKind.ROUNDING, text, "核对各行未舍入的原数")
