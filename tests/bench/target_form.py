"""The target form (绩效目标表) of the cutting benchmark: as large as the one a real notice prints.

It has 32 rows, seven columns and 26 merged areas, with the amounts of one recipient and five
targets that are its own; the other targets are the same for all.
"""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

ROWS, COLUMNS = 32, 7
INDICATORS, OWN = range(14, 33), range(14, 19)
"""The rows of the indicators, and of those whose target no two recipients have alike."""
_MERGED = """
A2:G2 A3:G3 A4:B4 C4:G4 A5:B5 C5:G5 A6:B6 E6:G6 A7:B7 E7:G7 A8:B11 C8:D8 C9:D9 C10:D10 C11:D11
A12:B12 C12:G12 A14:A32 B14:B26 C14:C18 C19:C22 C23:C25 B27:B30 C27:C29 B31:B32 C31:C32
"""
_WORDS = """
A1 附件2： A2 中央对地方转移支付区域绩效目标表 A4 项目名称 C4 困难群众救助补助资金
A5 中央主管部门 C5 民政部 A6 省级财政部门 D6 省级主管部门 A7 各地财政部门 D7 各地主管部门
A8 资金情况（万元） C8 资金 E8 全年预算数 F8 全年执行数 G8 执行率
C9 年度金额 C10 其中：中央财政补助 C11 地方补助 A12 年度总体目标
C12 规范实施城乡低保和特困人员救助供养政策，及时足额发放救助资金，保障困难群众基本生活。
A13 绩效指标 B13 一级指标 C13 二级指标 D13 三级指标 E13 全年目标值 F13 实际完成值 G13 偏差原因
A14 绩效指标 B14 产出指标 C14 数量指标 C19 质量指标 C23 时效指标 C26 成本指标
B27 效益指标 C27 社会效益指标 C30 可持续影响指标 B31 满意度指标 C31 服务对象满意度指标
"""


def write_form(
    sheet: Worksheet, name: str, amount: tuple[str, int], persons: int, border: Format
) -> None:
    """Fill a sheet for one recipient: `amount` is a formula with its result, `persons` a number."""
    for row in range(ROWS):
        for column in range(COLUMNS):
            sheet.write_blank(row, column, None, border)
    for place in _MERGED.split():
        sheet.merge_range(place, "", border)
    words = _WORDS.split()
    for place, word in zip(words[::2], words[1::2], strict=True):
        sheet.write(place, word, border)
    sheet.write("A3", f"（2024年度 {name}）", border)
    for place in ("E9", "E10"):
        sheet.write_formula(place, amount[0], border, amount[1])
    for row in INDICATORS:
        sheet.write(f"D{row}", f"第{row}行指标的名称和计算口径", border)
        target = f"≥{persons + row}人" if row in OWN else f"≥{60 + row}%"
        sheet.write(f"E{row}", target, border)
