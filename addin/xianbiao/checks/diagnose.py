"""Rule C02: why two amounts differ, from the most telling cause to the least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from xianbiao.checks.causes import Diagnosis, DiagnosisKind, Part
from xianbiao.checks.diagnose_parts import part_causes
from xianbiao.checks.digits import DigitSlip, Slip, decimals, find_slip
from xianbiao.model.amounts import format_amount

__all__ = ["Diagnosis", "DiagnosisKind", "Part", "diagnose", "diagnoses"]

_MOST_ROWS = 3
_NEAR_DIGITS = 3
_FEW_DIGITS = 2


def diagnose(
    printed: Decimal,
    expected: Decimal,
    parts: Sequence[Part] = (),
    absent: Sequence[Part] = (),
) -> Diagnosis | None:
    """The most telling cause of a difference; None when the two are equal.

    `parts` are the named amounts of which `expected` is the sum; `absent` those that might
    belong to it and stand elsewhere.
    """
    found = diagnoses(printed, expected, parts, absent)
    return found[0] if found else None


def diagnoses(
    printed: Decimal,
    expected: Decimal,
    parts: Sequence[Part] = (),
    absent: Sequence[Part] = (),
) -> list[Diagnosis]:
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
        *part_causes(printed - expected, parts, absent),
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
    rows = _swapped_rows(printed - expected, parts) if nines else []
    few = min(_figures(printed), _figures(expected)) < _FEW_DIGITS
    if rows and few and slip is not None and slip.slip is not Slip.SWAPPED:
        slip = None
    if slip is not None and slip.slip is not Slip.REORDERED:
        kind, words = _slip_words(slip)
        why = f"{nine}，{words}" if slip.slip in (Slip.SWAPPED, Slip.SWAPPED_APART) else words
        yield Diagnosis(kind, f"{gap}，{why}", _correct(expected))
    elif nines:
        why, advice = _nine_words(rows, slip)
        yield Diagnosis(DiagnosisKind.MULTIPLE_OF_NINE, f"{gap}，{nine}，{why}", advice)


def _swapped_rows(difference: Decimal, parts: Sequence[Part]) -> list[str]:
    """The few rows that would make the sum right if two of their digits changed places."""
    rows = []
    for name, amount in parts:
        meant = amount + difference
        found = find_slip(amount, meant)
        if found and found.slip is Slip.SWAPPED and amount * meant > 0:
            rows.append(f"“{name}”{format_amount(amount)} 应为 {format_amount(meant)}")
    return rows if len(rows) <= _MOST_ROWS else []


def _nine_words(rows: Sequence[str], slip: DigitSlip | None) -> tuple[str, str]:
    if rows:
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
