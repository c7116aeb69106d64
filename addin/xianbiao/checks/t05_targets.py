"""T05, T06: targets are written so that they can be understood, and no county demands less."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.findings import Severity
from xianbiao.model.forms import DamageKind, PlacedIndicator, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.target_advice import Unread, unread
from xianbiao.model.target_compare import undecided, weaker
from xianbiao.model.target_names import is_count
from xianbiao.model.targets import TargetKind, has_figure, read_target

_UNKNOWN = Unread("不在用语表里", "核对有无错字；能用数字表示的写成数字")


@rule("T05", "指标值写法规范", Severity.ERROR, "看不懂的指标值无法考核，也无法与州级目标比较")
def targets_are_understood(notice: Notice) -> Iterator[Fault]:
    """Values with a figure that are not understood; unknown words are a hint.

    So is a figure whose sign or unit is left blank in a form with columns for both.
    """
    for form in notice.forms:
        for damage in form.damaged(DamageKind.VALUE_INCOMPLETE):
            yield Fault(
                damage.ref,
                f"{form.region}绩效表：指标值“{damage.original}”的{damage.basis}",
                left=damage.original,
                severity=Severity.HINT,
                suggestion=f"补上{damage.detail}，例如 ≥、人次",
            )
    for form, placed, value in _values(notice):
        if read_target(value).kind is not TargetKind.UNREADABLE:
            continue
        figure = has_figure(value)
        ref = placed.value_ref or placed.name_ref or form.ref
        why = unread(value) if figure else _UNKNOWN
        yield Fault(
            ref,
            f"{form.region}绩效表：“{placed.name}”的指标值“{value}”{why.what}",
            left=value,
            severity=Severity.ERROR if figure else Severity.HINT,
            suggestion=why.advice,
        )


@rule("T06", "县级目标不弱于州级", Severity.ERROR, "各县都达到本县目标，全州的目标才达得到")
def no_county_demands_less(notice: Notice) -> Iterator[Fault]:
    """Values of recipients that demand less than the prefecture's for the same indicator.

    Numbers of persons or things are parts of the prefecture's and are not compared. Where a
    range or a ratio can be put in no order with the other value, that is a hint.
    """
    prefecture = notice.prefecture_form
    if prefecture is None:
        return
    wanted: dict[str, str] = {}
    for placed in prefecture.placed:
        if placed.value is not None and not is_count(placed.name):
            wanted.setdefault(_key(placed), placed.value)
    for form, placed, value in _values(notice):
        other = wanted.get(_key(placed))
        if form.is_prefecture or form.is_evaluation or other is None:
            continue
        own, demanded = read_target(value), read_target(other)
        ref = placed.value_ref or placed.name_ref or form.ref
        if undecided(own, demanded):
            yield Fault(
                ref,
                f"{form.region}绩效表：“{placed.name}”的指标值“{value}”与"
                f"{prefecture.region}的“{other}”比不出哪个要求高",
                left=value,
                right=other,
                severity=Severity.HINT,
                suggestion=f"人工判断是否弱于{prefecture.region}；写成同一种形式就能核对",
            )
        if weaker(own, demanded):
            yield Fault(
                ref,
                f"{form.region}绩效表：“{placed.name}”的指标值“{value}”弱于"
                f"{prefecture.region}的“{other}”",
                left=value,
                right=other,
                suggestion=f"不低于{prefecture.region}的要求，或调整{prefecture.region}的目标",
            )


def _values(notice: Notice) -> Iterator[tuple[TargetForm, PlacedIndicator, str]]:
    for form in notice.forms:
        for placed in form.placed:
            if placed.value is not None:
                yield form, placed, placed.value


def _key(placed: PlacedIndicator) -> str:
    return plain(placed.indicator.name if placed.indicator else placed.name)
