"""Names of the files, from a pattern with fields: `{序号}_{单位}_{文号}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xianbiao.export.county import LONGEST_NAME
from xianbiao.model.amounts import format_amount
from xianbiao.model.errors import ExportRefused, XianbiaoError
from xianbiao.model.expressions import expression
from xianbiao.sheets.split_plan import SplitPlan

FIELDS = ("序号", "单位", "全称", "代码", "文号", "标题", "年度", "金额", "原名")
FIELD = expression(r"\{([^{}]*)\}")
FORBIDDEN = expression(r'[\\/:*?"<>|\x00-\x1f]')
_GAPS = expression(r"([_\-—])[_\-—]+")


def require_pattern(pattern: str) -> None:
    """Raise XianbiaoError unless the pattern has known fields and tells the recipients apart."""
    fields = FIELD.findall(pattern)
    unknown = [f for f in fields if f not in FIELDS]
    if unknown or not pattern.strip():
        raise XianbiaoError(
            "文件名样式里有不认识的项目",
            found="、".join(f"{{{f}}}" for f in unknown) or "空",
            expected="、".join(f"{{{f}}}" for f in FIELDS),
            todo="照这样写：{序号}_{单位}_{文号}",
        )
    if not {"序号", "单位", "全称"} & set(fields):
        raise XianbiaoError(
            "文件名样式分不出各单位",
            found=pattern,
            expected="至少有 {序号}、{单位}、{全称} 中的一项",
            todo="照这样写：{序号}_{单位}_{文号}",
        )


def file_names(
    pattern: str,
    plan: SplitPlan,
    served: Sequence[int],
    amounts: Mapping[int, Decimal | None],
    stem: str,
    suffix: str,
) -> dict[int, str]:
    """The name of each recipient's file. Raises ExportRefused where two are the same or too long.

    A field without a value leaves no double underscore behind.
    """
    width = max(2, len(str(max((plan.recipients[i].order for i in served), default=1))))
    names: dict[int, str] = {}
    taken: dict[str, int] = {}
    for index in served:
        recipient = plan.recipients[index]
        amount = amounts.get(index)
        values = {
            "序号": f"{recipient.order:0{width}d}",
            "单位": recipient.name,
            "全称": recipient.full_name,
            "代码": recipient.code or "",
            **values_of(plan, amount, stem),
        }
        name = FIELD.sub(lambda m, v=values: v[m[1]], pattern)  # type: ignore[misc]
        name = _GAPS.sub(r"\1", FORBIDDEN.sub("_", name)).strip("_- .") + suffix
        require_short(name, "用命令导出，加 --name 换一个短的样式，例如 {序号}_{单位}")
        if (other := taken.setdefault(name.casefold(), index)) != index:
            raise ExportRefused(
                "两个单位的文件同名",
                found=f"{plan.recipients[other].name}、{recipient.name}：{name}",
                todo="文件名样式里加上 {序号}",
            )
        names[index] = name
    return names


def values_of(plan: SplitPlan, amount: Decimal | None, stem: str) -> dict[str, str]:
    """What the fields stand for that say nothing of a recipient."""
    return {
        "文号": plan.number or "",
        "标题": plan.title or "",
        "年度": str(plan.year or ""),
        "金额": "" if amount is None else format_amount(amount),
        "原名": stem,
    }


def require_short(name: str, todo: str) -> None:
    """Raise ExportRefused for a file name that some file system cannot have."""
    size = len(name.encode())
    if size > LONGEST_NAME:
        raise ExportRefused(
            "文件名太长",
            found=f"{name}（{size} 字节）",
            expected=f"不超过 {LONGEST_NAME} 字节（约 {LONGEST_NAME // 3} 个汉字）",
            todo=todo,
        )
