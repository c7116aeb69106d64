"""C53–C57, C59, C63: every row of a target form has its name and value in their columns."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.form_damages import damage_faults
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.findings import Severity
from xianbiao.model.forms import Damage, DamageKind, PlacedIndicator, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice


@rule("C53", "列数与表头", Severity.ERROR, "标准式样有五列，少一列值就无处可写")
def columns_match_header(notice: Notice) -> Iterator[Fault]:
    """A header without a column of values, and the names that therefore have no value beside."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.kind is DamageKind.HEADER_SHORT:
            return f"表头只有“{damage.original}”，缺“指标值”一列"
        return f"“{damage.original}”旁边没有指标值列"

    yield from damage_faults(notice, describe, DamageKind.HEADER_SHORT, DamageKind.NO_VALUE_COLUMN)
    yield from _unread(notice)


def _unread(notice: Notice) -> Iterator[Fault]:
    """What stands there as a table and could not be read is said, never passed over."""
    if notice.spaced_rows:
        first = notice.spaced_rows[0]
        yield Fault(
            first.ref,
            f"“{first.stripped}”等 {len(notice.spaced_rows)} 行像是表格，"
            "但各列没有用制表符分开，没有核对",
            left=first.stripped,
            suggestion="从 Word 或网页重新复制表格，或把表放进 .xlsx",
        )
    for text in notice.unread_tables:
        yield Fault(
            text.ref,
            f"“{text.stripped[:20]}”起的表格没有认出，没有核对",
            left=text.stripped,
            severity=Severity.HINT,
            suggestion="核对表头是否完整；与分配、科目、绩效无关的表可不管",
        )


@rule("C54", "值出现在名称列", Severity.ERROR, "值写进名称列，会被当作一项指标")
def values_stand_in_value_column(notice: Notice) -> Iterator[Fault]:
    """Values written in the column of names."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"三级指标列里写的是指标值“{damage.original}”"

    yield from damage_faults(notice, describe, DamageKind.VALUE_IN_NAME_COLUMN)


@rule("C55", "行左移、右移", Severity.ERROR, "整行错开一列，名称、值都会取错")
def rows_are_not_shifted(notice: Notice) -> Iterator[Fault]:
    """Rows whose cells stand beside their columns."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"该行{damage.detail}：{damage.original}"

    yield from damage_faults(notice, describe, DamageKind.ROW_SHIFTED)


@rule("C56", "有值无名、有名无值", Severity.ERROR, "名称和值缺一个，这项指标就无法考核")
def names_and_values_pair(notice: Notice) -> Iterator[Fault]:
    """Values without a name and names without a value."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.kind is DamageKind.VALUE_WITHOUT_NAME:
            return f"指标值“{damage.original}”没有名称"
        return f"“{damage.original}”没有指标值"

    yield from damage_faults(
        notice, describe, DamageKind.VALUE_WITHOUT_NAME, DamageKind.NAME_WITHOUT_VALUE
    )


@rule("C57", "指标条数 = 指标库", Severity.ERROR, "少一项就少考核一项，多一项汇总不了")
def indicators_are_complete(notice: Notice) -> Iterator[Fault]:
    """Indicators of the library that a form lacks or repeats; others than the library's (hint)."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.kind is DamageKind.INDICATOR_REPEATED:
            return f"“{damage.detail}”出现两次"
        count = len(form.library.indicators) if form.library else 0
        return f"缺“{damage.detail}”（指标库共 {count} 项）"

    yield from damage_faults(
        notice, describe, DamageKind.INDICATOR_MISSING, DamageKind.INDICATOR_REPEATED
    )
    yield from _repeated(notice)
    for form in notice.forms:
        for placed in form.placed:
            if form.library is not None and placed.indicator is None and placed.ref is not None:
                yield Fault(
                    placed.ref,
                    f"{form.region}绩效表：“{placed.name}”不在指标库里",
                    left=placed.name,
                    severity=Severity.HINT,
                    suggestion="核对名称；确是新增指标则加进指标库",
                )


def _repeated(notice: Notice) -> Iterator[Fault]:
    """Indicators that a form without a library has twice under one label."""
    for form in notice.forms:
        seen: dict[tuple[str, str], PlacedIndicator] = {}
        for placed in form.placed if form.library is None else ():
            earlier = seen.setdefault((plain(placed.name), placed.level2), placed)
            if earlier is placed or placed.ref is None or earlier.ref is None:
                continue
            yield Fault(
                placed.ref,
                f"{form.region}绩效表：“{placed.name}”出现两次，前面一次在{earlier.ref.where()}",
                left=placed.name,
                suggestion="删去一行，或改成漏掉的那一项",
            )


@rule(
    "C59",
    "一格多名或名值个数不等",
    Severity.ERROR,
    "一行只写一项指标，挤在一格就分不清哪个值是谁的",
)
def one_indicator_per_row(notice: Notice) -> Iterator[Fault]:
    """Several names in one cell, and those whose value cannot be told."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.restored is None:
            return f"{damage.detail}，“{damage.original}”的值不能确定"
        return f"一格写了多个指标名（{damage.detail}）：{damage.original}"

    yield from damage_faults(notice, describe, DamageKind.SEVERAL_NAMES)


@rule("C63", "名称截断", Severity.ERROR, "名称不全，收文单位看不出考核什么")
def names_are_whole(notice: Notice) -> Iterator[Fault]:
    """Names cut short: the start of a library name, or a bracket that is not closed."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"名称不全“{damage.original}”，应为“{damage.restored}”"

    yield from damage_faults(notice, describe, DamageKind.NAME_TRUNCATED)
    for form in notice.forms:
        for placed in form.placed:
            printed = plain(placed.printed_name or "")
            if placed.indicator is None and placed.ref and printed.count("(") > printed.count(")"):
                yield Fault(
                    placed.ref,
                    f"{form.region}绩效表：名称的括号没有闭合“{placed.printed_name}”",
                    left=placed.printed_name,
                    suggestion="查原件补全名称",
                )
