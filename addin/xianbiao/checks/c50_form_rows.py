"""C50–C59, C63: every row of a target form has its label, name and value in their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.findings import Severity
from xianbiao.model.forms import Damage, DamageKind, PlacedIndicator, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

Describe = Callable[[TargetForm, Damage], str]


def _faults(
    notice: Notice, describe: Describe, *kinds: DamageKind, severity: Severity | None = None
) -> Iterator[Fault]:
    """A fault per damage of some kinds, with the text as printed and as restored."""
    for form in notice.forms:
        for damage in form.damaged(*kinds):
            yield Fault(
                damage.ref,
                f"{form.region}绩效表：{describe(form, damage)}",
                left=damage.original,
                right=damage.restored,
                cause=damage.basis,
                suggestion=(
                    f"导入时复位为“{damage.restored}”"
                    if damage.restored is not None
                    else "不能确定，导入后留空（○待填），请查原件补填"
                ),
                severity=severity,
            )


@rule("C50", "一级、二级指标完整且合法", Severity.ERROR, "缺了或写错标签，下面的指标就没有归属")
def labels_are_complete(notice: Notice) -> Iterator[Fault]:
    """Labels that are missing, not of the form, or under the wrong level-1 label."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.kind is DamageKind.LABEL_MISSING:
            return f"缺{damage.detail}"
        if damage.kind is DamageKind.LABEL_WRONG_PARENT:
            return f"“{damage.original}”上下级不符，应为“{damage.restored}”"
        known = f"，应为“{damage.restored}”" if damage.restored else ""
        return f"标签“{damage.original}”不合式样{known}"

    yield from _faults(
        notice,
        describe,
        DamageKind.LABEL_MISSING,
        DamageKind.LABEL_ILLEGAL,
        DamageKind.LABEL_WRONG_PARENT,
    )


@rule("C51", "同一三级指标归类一致", Severity.ERROR, "同一指标在各表里应归同一类，否则无法汇总")
def classes_agree(notice: Notice) -> Iterator[Fault]:
    """Indicators under a label of another class; and classes that are open to doubt (hint)."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"“{damage.detail}”下混入他类指标，{damage.restored}"

    yield from _faults(notice, describe, DamageKind.MISCLASSIFIED)
    for form in notice.forms:
        for placed in form.placed:
            doubt = placed.indicator.class_doubt if placed.indicator else ""
            if doubt and placed.ref is not None:
                yield Fault(
                    placed.ref,
                    f"{form.region}绩效表：“{placed.name}”列为"
                    f"{placed.printed_level2 or placed.level2}，{doubt}",
                    left=placed.printed_level2 or placed.level2,
                    severity=Severity.HINT,
                    suggestion="下年调整指标库时改归质量或时效指标",
                )
    yield from _against_the_other_forms(notice)


def _against_the_other_forms(notice: Notice) -> Iterator[Fault]:
    """Without a library, the class that most forms of the notice give an indicator."""
    forms = [f for f in notice.forms if f.library is None]
    classes: dict[str, Counter[str]] = {}
    for form in forms:
        for placed in form.placed:
            if placed.level2:
                classes.setdefault(plain(placed.name), Counter())[placed.level2] += 1
    for form in forms:
        for placed in form.placed:
            counted = classes.get(plain(placed.name))
            if counted is None or placed.ref is None or not placed.level2:
                continue
            usual, votes = counted.most_common(1)[0]
            if usual != placed.level2 and votes * 2 > counted.total():
                yield Fault(
                    placed.ref,
                    f"{form.region}绩效表：“{placed.name}”归在{placed.level2}，"
                    f"{votes} 张表归在{usual}",
                    left=placed.level2,
                    right=usual,
                    suggestion=f"改归{usual}",
                )


@rule("C52", "标签列级合法", Severity.ERROR, "一级标签写在一级列，二级标签写在二级列，汇总才取得到")
def labels_stand_in_their_column(notice: Notice) -> Iterator[Fault]:
    """Labels beside the column of their level."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"标签不在所属列：{damage.original}"

    yield from _faults(notice, describe, DamageKind.LABEL_SHIFTED)


@rule("C53", "列数与表头", Severity.ERROR, "标准式样有五列，少一列值就无处可写")
def columns_match_header(notice: Notice) -> Iterator[Fault]:
    """A header without a column of values, and the names that therefore have no value beside."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.kind is DamageKind.HEADER_SHORT:
            return f"表头只有“{damage.original}”，缺“指标值”一列"
        return f"“{damage.original}”旁边没有指标值列"

    yield from _faults(notice, describe, DamageKind.HEADER_SHORT, DamageKind.NO_VALUE_COLUMN)
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

    yield from _faults(notice, describe, DamageKind.VALUE_IN_NAME_COLUMN)


@rule("C55", "行左移、右移", Severity.ERROR, "整行错开一列，名称、值都会取错")
def rows_are_not_shifted(notice: Notice) -> Iterator[Fault]:
    """Rows whose cells stand beside their columns."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"该行{damage.detail}：{damage.original}"

    yield from _faults(notice, describe, DamageKind.ROW_SHIFTED)


@rule("C56", "有值无名、有名无值", Severity.ERROR, "名称和值缺一个，这项指标就无法考核")
def names_and_values_pair(notice: Notice) -> Iterator[Fault]:
    """Values without a name and names without a value."""

    def describe(form: TargetForm, damage: Damage) -> str:
        if damage.kind is DamageKind.VALUE_WITHOUT_NAME:
            return f"指标值“{damage.original}”没有名称"
        return f"“{damage.original}”没有指标值"

    yield from _faults(
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

    yield from _faults(
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


@rule("C58", "二级列出现三级指标名", Severity.ERROR, "二级列只写类别，写了指标名，类别就丢了")
def level2_holds_labels(notice: Notice) -> Iterator[Fault]:
    """Indicator names in the column of level-2 labels."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"二级指标列写了指标名“{damage.original}”"

    yield from _faults(notice, describe, DamageKind.NAME_IN_LABEL_COLUMN)


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

    yield from _faults(notice, describe, DamageKind.SEVERAL_NAMES)


@rule("C63", "名称截断", Severity.ERROR, "名称不全，收文单位看不出考核什么")
def names_are_whole(notice: Notice) -> Iterator[Fault]:
    """Names cut short: the start of a library name, or a bracket that is not closed."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"名称不全“{damage.original}”，应为“{damage.restored}”"

    yield from _faults(notice, describe, DamageKind.NAME_TRUNCATED)
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
