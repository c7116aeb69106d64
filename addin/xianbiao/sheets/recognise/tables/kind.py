"""What kind of table it is, by its title, its header words and its columns."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.tables import Decision, Meaning, TableColumn, TableKind
from xianbiao.sheets.recognise.block_kinds import pays_recipients
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import words

_CODE = expression(r"2\d{2}(?:\d{2}){0,2}")
_HEADER_REACH = 24
_ADJUSTMENT = 2


def special_kind(view: View, title: str) -> Decision | None:
    """Target forms, self-evaluations and tables of codes, known by the words they must have."""
    vocabulary = words()
    top = [seen.text for row in view.rows[:_HEADER_REACH] for seen in row if seen.text]
    joined = "|".join(top)
    if vocabulary.kinds["form"].search(joined):
        evaluated = vocabulary.kinds["evaluation"].findall(joined)
        if "自评" in title or "自评" in joined or len(set(evaluated)) > 1:
            return Decision(
                TableKind.EVALUATION.value,
                0.95,
                f"有“一级指标”和“{evaluated[0] if evaluated else '自评'}”",
            )
        return Decision(TableKind.FORM.value, 0.97, "表头有“一级指标”或“三级指标”")
    first = "|".join(seen.text for seen in view.rows[0] if seen.text) if view.rows else ""
    header = [seen.text for seen in view.rows[0]] if view.rows else []
    if pays_recipients(header, [[seen.cell for seen in row] for row in view.rows[1:]]):
        return None
    figures = [
        seen
        for row in view.rows[1:]
        for at, seen in enumerate(row)
        if seen.number is not None and header[at : at + 1] != ["序号"]
    ]
    codes = [seen for seen in figures if _CODE.fullmatch(seen.text)]
    if vocabulary.kinds["codes"].search(first) and codes and len(codes) * 2 > len(figures):
        return Decision(TableKind.CODES.value, 0.97, "表头有“科目代码”，下面是科目代码")
    return None


def table_kind(columns: Sequence[TableColumn], title: Look | None) -> Decision:
    """Allocation, adjustment or per-category: by the columns of money."""
    money = [c for c in columns if c.meaning.is_money]
    figures = [c for c in columns if c.meaning.is_figure]
    stages = {c.stage for c in money if c.stage}
    if len(stages) >= _ADJUSTMENT and "调整数" in stages:
        return Decision(TableKind.ADJUSTMENT.value, 0.96, f"列有{'、'.join(sorted(stages))}")
    if not money:
        if any(c.meaning in (Meaning.COUNT, Meaning.STANDARD) for c in figures):
            return Decision(TableKind.UNKNOWN.value, 0.3, "只有人数或标准，没有金额列")
        return Decision(TableKind.UNKNOWN.value, 0.2, "没有金额列")
    categories = {c.category for c in money if c.category and c.meaning is Meaning.AMOUNT}
    if len(categories) > 1:
        return Decision(
            TableKind.PER_CATEGORY.value,
            0.93,
            f"金额列分 {len(categories)} 类：{'、'.join(sorted(categories))}",
        )
    named = title is not None and ("分配" in title.text or "下达" in title.text)
    return Decision(
        TableKind.ALLOCATION.value,
        0.95 if named else 0.85,
        "单位竖排，有金额列" + ("，标题写明分配" if named else ""),
    )
