"""C50–C52, C58: the labels of a target form are whole, in their columns, over their indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xianbiao.checks.form_damages import damage_faults
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.findings import Severity
from xianbiao.model.forms import Damage, DamageKind, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice


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

    yield from damage_faults(
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

    yield from damage_faults(notice, describe, DamageKind.MISCLASSIFIED)
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

    yield from damage_faults(notice, describe, DamageKind.LABEL_SHIFTED)


@rule("C58", "二级列出现三级指标名", Severity.ERROR, "二级列只写类别，写了指标名，类别就丢了")
def level2_holds_labels(notice: Notice) -> Iterator[Fault]:
    """Indicator names in the column of level-2 labels."""

    def describe(form: TargetForm, damage: Damage) -> str:
        return f"二级指标列写了指标名“{damage.original}”"

    yield from damage_faults(notice, describe, DamageKind.NAME_IN_LABEL_COLUMN)
