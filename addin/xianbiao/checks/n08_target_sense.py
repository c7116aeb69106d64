"""N08: targets that cannot be meant: shares over the whole, bounds that point the wrong way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.forms import PlacedIndicator
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.targets import Target, TargetKind, read_target

_GOOD = expression(
    r"(?:满意|知晓|合格|覆盖|及时|准确|到位|发放|保障|救助|巩固|达标|普及|完好|认定|纳入|合规|支付|帮扶|完成"
    r"|执行)(?:率|度)$"
)
_BAD = expression(
    r"(?:失业|死亡|返贫|发病|发生|投诉|差错|误差|事故|违规|复发|空置|流失|辍学|闲置|结转结余)率$"
)
_TERM = expression(r"时限|期限|下达|拨付|分解|办结|到账|发放时间|完成时间")
_BOUNDED = expression(r"(?:率|度|比例|占比|比重|进度)$")
_UNBOUNDED = expression(r"增|提高|提升|完成|执行|利用|使用|周转|产出|收益|投入|杠杆|负债|上座|频率")
_SATISFACTION = "满意度"
_WHOLE, _LOW = Decimal(100), Decimal(50)
_LOWER, _UPPER = ("≥", ">"), ("≤", "<")


@rule("N08", "指标值合情理", Severity.HINT, "方向写反、多写少写一位，照着考核就适得其反")
def targets_make_sense(notice: Notice) -> Iterator[Fault]:
    """Percentages over 100, bounds against the sense of the name, satisfaction below one half."""
    for form in notice.target_forms:
        for placed in form.placed:
            ref = placed.value_ref or placed.name_ref
            if placed.value is None or ref is None:
                continue
            told = _doubt(placed, read_target(placed.value))
            if told is None:
                continue
            why, advice, severity = told
            yield Fault(
                ref,
                f"{form.region}绩效表：“{placed.name}”的指标值“{placed.value}”{why}",
                left=placed.value,
                severity=severity,
                suggestion=advice,
            )


def _doubt(placed: PlacedIndicator, target: Target) -> tuple[str, str, Severity] | None:
    """What is wrong with a value, what to do, and how grave it is."""
    name, value = plain(placed.name), target.value
    if value is None:
        return None
    is_percent = target.kind is TargetKind.PERCENT and target.unit == "%"
    if is_percent and value > _WHOLE and _BOUNDED.search(name) and not _UNBOUNDED.search(name):
        return "超过 100%", "核对是否多写了一位数字", Severity.ERROR
    if is_percent and target.upper is None:
        if _GOOD.search(name) and target.comparison in _UPPER:
            return "方向写反：这一项越高越好", "“≤”改为“≥”", Severity.ERROR
        if _BAD.search(name) and target.comparison in _LOWER:
            return "方向写反：这一项越低越好", "“≥”改为“≤”", Severity.ERROR
        if name.endswith(_SATISFACTION) and value < _LOW:
            return f"低于 {_LOW}%", "核对是否漏写了一位数字", Severity.HINT
    if target.kind in (TargetKind.DAYS, TargetKind.WORKDAYS) and _TERM.search(name):
        if target.comparison in _LOWER:
            return "方向写反：时限应当是上限", "“≥”改为“≤”", Severity.ERROR
        if target.unit == "年":
            return "以年计，时限多以日计", "核对单位", Severity.HINT
    return None
