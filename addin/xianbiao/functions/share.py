"""Sharing a total by weights (按权重分配) so that the shares add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from xianbiao.functions.answers import Answers
from xianbiao.functions.blocks import CellBlock, cell_at, same_shape, whole_number
from xianbiao.functions.inputs import CellProblem, quote
from xianbiao.model.amounts import format_amount
from xianbiao.model.records import Record

_MOST_DIGITS = 6


class Claim(Record, frozen=True):
    """What one recipient brings to a sharing, in steps of the last decimal.

    `cap` is None where there is none. A weight of 0 gets its floor and no more.
    """

    weight: Fraction
    floor: int = 0
    cap: int | None = None


def share(
    total: CellBlock, weights: CellBlock, digits: CellBlock, floor: CellBlock, cap: CellBlock
) -> Answers:
    """XB_SHARE: the shares of a total in the shape of the weights; a blank weight gets none.

    Without `digits` the shares have as many decimals as the total. `floor` and `cap` are one
    amount for all or one for each weight. Raises CellProblem where no shares can add up.
    """
    amount = total.only().amount()
    if amount is None:
        raise CellProblem(f"{total.title}空白，没有可分的数")
    places = whole_number(digits, 0, _MOST_DIGITS)
    places = _decimals(amount) if places is None else places
    if places > _MOST_DIGITS:
        raise CellProblem(f"{total.title} {quote(format_amount(amount))} 小数太多，请写明小数位数")
    step = Decimal(1).scaleb(-places)
    if amount % step:
        raise CellProblem(
            f"{total.title} {format_amount(amount)} 有 {_decimals(amount)} 位小数，"
            f"按 {places} 位小数分不尽；请增大小数位数或先舍入总额"
        )
    limited = not (floor.is_blank and cap.is_blank)
    if amount < 0 and limited:
        raise CellProblem(f"{total.title}是负数时不能设下限、上限")
    same_shape(weights, floor)
    same_shape(weights, cap)
    if weights.is_single and not (floor.is_single and cap.is_single):
        raise CellProblem(f"{weights.title}只有一格，下限、上限也只能各是一格")
    _refuse_bounds_without_weight(weights, floor, cap)
    places_of = [
        (r, c)
        for r, row in enumerate(weights.rows)
        for c, cell in enumerate(row)
        if cell.amount() is not None
    ]
    claims = [_claim(weights, floor, cap, r, c, step) for r, c in places_of]
    steps = shares(abs(int(amount / step)), claims)
    sign = -1 if amount < 0 else 1
    answers: Answers = [[None] * weights.shape[1] for _ in weights.rows]
    for (r, c), count in zip(places_of, steps, strict=True):
        answers[r][c] = count * sign * step
    return answers


def shares(total: int, claims: Sequence[Claim]) -> list[int]:
    """Whole steps that add up to `total`, each within its claim's floor and cap.

    What is left after rounding down goes by one step each to the largest remainders, to the
    first of equal ones. Raises CellProblem where floors and caps leave no way.
    """
    if not claims:
        raise CellProblem("权重全部空白，没有可分的单位")
    quotas = _quotas(total, claims)
    result = [q.numerator // q.denominator for q in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda i: (result[i] - quotas[i], i))
    for i in by_remainder[: total - sum(result)]:
        result[i] += 1
    return result


def _quotas(total: int, claims: Sequence[Claim]) -> list[Fraction]:
    """The exact shares: in proportion to the weights, but for those held at a floor or cap.

    Each round holds the claims that break their bound on the side that weighs more; those are
    bound in the end result too, so the rounds end with the one proportional answer.
    """
    _refuse_impossible(total, claims)
    held = {i: Fraction(c.floor) for i, c in enumerate(claims) if c.weight == 0}
    while len(held) < len(claims):
        free = [i for i in range(len(claims)) if i not in held]
        rest = total - sum(held.values())
        scale = rest / sum((claims[i].weight for i in free), Fraction(0))
        quota = {i: scale * claims[i].weight for i in free}
        low = {i: Fraction(f) - quota[i] for i in free if quota[i] < (f := claims[i].floor)}
        high = {
            i: quota[i] - cap for i in free if (cap := claims[i].cap) is not None and quota[i] > cap
        }
        if not low and not high:
            held |= quota
        if sum(low.values()) >= sum(high.values()):
            held |= {i: quota[i] + lack for i, lack in low.items()}
        if sum(low.values()) <= sum(high.values()):
            held |= {i: quota[i] - over for i, over in high.items()}
    return [held[i] for i in range(len(claims))]


def _refuse_impossible(total: int, claims: Sequence[Claim]) -> None:
    if any(c.cap is not None and c.cap < c.floor for c in claims):
        raise CellProblem("有的单位下限大于上限，无法分配")
    least = sum(c.floor for c in claims)
    if least > total:
        raise CellProblem("各单位下限之和大于总额，不够分")
    bounds = [c.floor if c.weight == 0 else c.cap for c in claims]
    if total == least or any(b is None for b in bounds):
        return
    if all(c.weight == 0 for c in claims):
        raise CellProblem("权重全是 0，无法按比例分配")
    if sum(b for b in bounds if b is not None) < total:
        raise CellProblem("各单位上限之和小于总额，分不完（权重为 0 的单位只得下限）")


def _refuse_bounds_without_weight(*blocks: CellBlock) -> None:
    """Raises CellProblem for a floor or cap of a recipient that has no weight, and for errors."""
    weights, *bounds = blocks
    for block in bounds:
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                cell.refuse_error()
                weight = cell_at(weights, r, c)
                if not block.is_single and weight.is_blank and not cell.is_blank:
                    raise CellProblem(f"{weight.where}空白，{cell.where}却有数；请补上权重或删去")


def _claim(
    weights: CellBlock, floor: CellBlock, cap: CellBlock, row: int, column: int, step: Decimal
) -> Claim:
    cell = weights.rows[row][column]
    weight = cell.amount() or Decimal(0)
    if weight < 0:
        raise CellProblem(f"{cell.where}是负数 {format_amount(weight)}，权重不能为负")
    lowest, highest = cell_at(floor, row, column), cell_at(cap, row, column)
    low, high = lowest.amount() or Decimal(0), highest.amount()
    for bound, value in ((lowest, low), (highest, high)):
        if value is not None and value < 0:
            raise CellProblem(f"{bound.where}不能是负数")
    return Claim(
        Fraction(weight),
        int((low / step).to_integral_value(ROUND_CEILING)),
        None if high is None else int((high / step).to_integral_value(ROUND_FLOOR)),
    )


def _decimals(value: Decimal) -> int:
    return len(format_amount(value).partition(".")[2])
