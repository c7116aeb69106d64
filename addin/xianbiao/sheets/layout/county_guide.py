"""说明 of a county file: how it is filled in, what the colours mean, what to do about a ✘."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_look import fit_rows
from xianbiao.sheets.layout.head import put_head
from xianbiao.sheets.plan import Area, SheetPlan
from xianbiao.sheets.styles import LEGEND, LOOKS, Style

_WIDTHS = (22.0, 76.0)


def county_guide(county: County, has_form: bool) -> SheetPlan:
    """The last visible sheet."""
    plan = SheetPlan(keys.GUIDE_SHEET, tab_colour="#7F7F7F")
    plan.columns(*_WIDTHS)
    put_head(plan, "填报说明", f"{county.name}　{county.number}")
    row = _put(plan, 4, ("怎么填", "做什么"), _steps(has_form))
    row = _put(plan, row + 1, ("出现什么", "怎么办"), _remedies(county))
    plan.put_row(row + 1, 0, ("颜色", "含义"), Style.HEADER)
    row += 1
    for style, meaning in LEGEND.items():
        row += 1
        look = style if LOOKS[style].locked else Style.SAMPLE_INPUT
        plan.put(row, 0, style.value, look)
        plan.put(row, 1, meaning, Style.TEXT)
    fit_rows(plan, Area(4, 0, row, 1))
    plan.printing.area = Area(0, 0, row, 1)
    plan.printing.one_page_high = True
    return plan


def _steps(has_form: bool) -> list[tuple[str, str]]:
    target, actual, reason = county_keys.VALUE_HEADINGS
    steps = [
        (
            keys.HOME_SHEET,
            f"填“{county_keys.RECEIVED}”，办理时限自动算出；其余各项随文件下达，已锁定",
        ),
        (county_keys.CODES_SHEET, "从下拉列表选项级科目，填金额，合计等于分配金额"),
        (county_keys.SOURCES_SHEET, "填三种来源的金额，没有的填 0；直达资金标识不改"),
    ]
    if has_form:
        steps += [
            (keys.TARGET_SHEET, f"标“{keys.PENDING}”的{target}、表头和目标照本地情况填写"),
            ("监控、自评", f"在“{keys.TARGET_SHEET}”填{actual}、{reason}和全年执行数"),
        ]
    steps += [
        (keys.REGISTER_SHEET, "逐项看结果：✘ 必须改正，○ 还要填，△ 由人判断；点“定位”到单元格"),
        ("交回", "总灯为“✔ 全部相符”后原样交回，不改文件名、不增删工作表"),
    ]
    return [(f"{number} {name}", text) for number, (name, text) in enumerate(steps, start=1)]


def _remedies(county: County) -> Sequence[tuple[str, str]]:
    return [
        ("✘ 差 +9 之类", "两边不等：看差额，查漏填、重填、相邻数字换位（差额是 9 的倍数）和单位"),
        ("✘ 非数字", "金额里有文字、空格或“万元”等字：删去，只留数字"),
        ("✘ 不在列表、✘ 重复", "科目从下拉列表重选；同一科目的金额合到一行"),
        ("✘ 标识已改动", "把标识改回下发时的写法；撤销不了就用原文件重填"),
        ("✘ 早于成文日期", "核对收文日期的年月日"),
        (f"“{keys.SHARE_SHEET}”有 ✘", f"下发的数有误：不要改，请与下达单位联系（{county.number}）"),
        ("单元格改不了", "没有颜色的单元格已锁定；粘贴时只贴数值，不要覆盖格式"),
        ("显示 ####", "列太窄：可以拉宽列，也可以改行高"),
    ]


def _put(
    plan: SheetPlan, row: int, header: tuple[str, str], rows: Sequence[tuple[str, str]]
) -> int:
    plan.put_row(row, 0, header, Style.HEADER)
    for values in rows:
        row += 1
        plan.put_row(row, 0, values, Style.TEXT)
    return row + 1
