"""The kinds of edit: what clerks type over amounts, targets, codes, names and dates."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from support.states import Base, Editor, Edits, Place, swap_digits
from xianbiao.sheets.layout import keys

FIRST_ROW, ROWS = 6, 3
"""Where the recipients of the base workbook stand on 附件1, below the header and the total."""

NAME, AMOUNTS = 1, (3, 4)
DAYS = (dt.date(2024, 1, 20), dt.date(2024, 1, 31), dt.date(2024, 2, 20))
"""Days on which the superior's document may have come in."""

FORMS = ("附件3", "昌吉市", "阜康市", "呼图壁县")


def _amount(change: Callable[[float, random.Random], object]) -> Callable[..., Edits]:
    def make(chance: random.Random, base: Base) -> Edits:
        place = ("附件1", FIRST_ROW + chance.randrange(ROWS), chance.choice(AMOUNTS))
        value = base.cells[place].value
        assert isinstance(value, int | float)
        return {place: change(value, chance)}

    return make


def _fund_line(change: Callable[[float, random.Random], object]) -> Callable[..., Edits]:
    def make(chance: random.Random, base: Base) -> Edits:
        sheet = chance.choice(FORMS)
        rows = [
            (sheet, r, 5)
            for r in range(5, 14)
            if isinstance(base.cells[sheet, r, 5].value, int | float)
        ]
        place = chance.choice(rows)
        value = base.cells[place].value
        assert isinstance(value, int | float)
        return {place: change(value, chance)}

    return make


def _target(*values: object) -> Callable[..., Edits]:
    def make(chance: random.Random, base: Base) -> Edits:
        column = 7 + chance.randrange(len(FORMS))
        return {(keys.LIBRARY_SHEET, 5 + chance.randrange(21), column): chance.choice(values)}

    return make


def parameter(key: str, *values: object) -> Callable[..., Edits]:
    def make(chance: random.Random, base: Base) -> Edits:
        sheet = keys.PARAMETERS_SHEET
        row = next(
            r
            for (s, r, c), cell in base.cells.items()
            if s == sheet and c == 1 and cell.stripped.startswith(key)
        )
        return {(sheet, row, 2): chance.choice(values)}

    return make


def unit_line(chance: random.Random, base: Base) -> Edits:
    """The line above the table states another unit, or two of them."""
    return {("附件1", 3, 1): chance.choice(["单位：亿元", "单位：千元", "单位：万元、亿元", None])}


def _row(chance: random.Random) -> int:
    return FIRST_ROW + chance.randrange(ROWS)


def _whole_row(base: Base, row: int) -> dict[int, object]:
    """The typed cells of a recipient's row by column: name and amounts."""
    return {c: base.cells["附件1", row, c].value for c in (NAME, *AMOUNTS)}


def swap_rows(chance: random.Random, base: Base) -> Edits:
    """Two recipients change places, as after sorting."""
    first, second = chance.sample(range(FIRST_ROW, FIRST_ROW + ROWS), 2)
    one, two = _whole_row(base, first), _whole_row(base, second)
    edits: Edits = {("附件1", first, c): v for c, v in two.items()}
    edits.update({("附件1", second, c): v for c, v in one.items()})
    return edits


def clear_row(chance: random.Random, base: Base) -> Edits:
    """A recipient's row is emptied."""
    row = _row(chance)
    return {("附件1", row, c): None for c in (NAME, 2, *AMOUNTS)}


def append_row(chance: random.Random, base: Base) -> Edits:
    """A recipient is added below the last one, its sum as a formula would give it."""
    row = FIRST_ROW + ROWS
    values: dict[int, object] = {NAME: "玛纳斯县", 2: 30, 3: 20, 4: 10}
    return {("附件1", row, c): v for c, v in values.items()}


def repeat_row(chance: random.Random, base: Base) -> Edits:
    """A recipient's row is copied below the last one."""
    row = _row(chance)
    edits: Edits = {("附件1", FIRST_ROW + ROWS, c): v for c, v in _whole_row(base, row).items()}
    edits["附件1", FIRST_ROW + ROWS, 2] = base.cells["附件1", row, 2].value
    return edits


def rename(chance: random.Random, base: Base) -> Edits:
    """A recipient gets another name."""
    return {("附件1", _row(chance), NAME): chance.choice(("玛纳斯县", "某救助站"))}


def _code(value: object) -> Callable[..., Edits]:
    def make(chance: random.Random, base: Base) -> Edits:
        return {("附件2", 5 + chance.randrange(2), 2): value}

    return make


def over_formula(chance: random.Random, base: Base) -> Edits:
    """Today's right value is typed over a formula: a target of a form or a total."""
    sheet = chance.choice(FORMS)
    places: list[Place] = [p for p in base.formulas if p[0] == sheet and p[2] == 5 and p[1] > 14]
    places.append(("附件1", FIRST_ROW - 1, 2))
    place = chance.choice(places)
    return {place: base.cells[place].value}


def form_value(chance: random.Random, base: Base) -> Edits:
    """Another target is typed over the formula of a form."""
    sheet = chance.choice(FORMS)
    places = [p for p in base.formulas if p[0] == sheet and p[2] == 5 and p[1] > 14]
    return {chance.choice(places): chance.choice(("≥50%", "≥99%", "≥9O%", "优"))}


def both_dates(chance: random.Random, base: Base) -> Edits:
    """The superior's document came in some days before this one was issued."""
    return parameter(keys.SUPERIOR_RECEIVED, *DAYS)(chance, base) | parameter(
        keys.DATE, dt.date(2024, 2, 3), dt.date(2024, 3, 1), dt.date(2024, 3, 2)
    )(chance, base)


def blank_row(chance: random.Random, base: Base) -> Edits:
    """The amounts of a recipient are emptied; the name and the sum stay."""
    row = _row(chance)
    return {("附件1", row, c): None for c in AMOUNTS}


def wrong_sum(chance: random.Random, base: Base) -> Edits:
    """A wrong number is typed over the sum of a row."""
    place = ("附件1", _row(chance), 2)
    value = base.cells[place].value
    assert isinstance(value, int | float)
    return {place: value + chance.randrange(1, 9)}


def add_code(chance: random.Random, base: Base) -> Edits:
    """A code is added below the last one: of the year's list, below item level, or unknown."""
    name, code = chance.choice(
        (("孤儿保障", "2081099"), ("社会福利", "20810"), ("流浪乞讨人员救助支出", "2082002"))
    )
    return {("附件2", 7, 1): name, ("附件2", 7, 2): code}


EDITORS = [
    Editor("分配数换位", _amount(swap_digits)),
    Editor("分配数改大", _amount(lambda v, c: v + c.randrange(1, 99))),
    Editor("分配数乘一万", _amount(lambda v, c: v * 10000)),
    Editor("分配数变负", _amount(lambda v, c: -v)),
    Editor("分配数带小数", _amount(lambda v, c: v + c.randrange(1, 99) / 100)),
    Editor("分配数写成文字", _amount(lambda v, c: f"约{v}")),
    Editor("绩效表金额换位", _fund_line(swap_digits)),
    Editor("绩效表金额改动", _fund_line(lambda v, c: v + c.randrange(1, 9))),
    Editor("绩效表金额清空", _fund_line(lambda v, c: None)),
    Editor("绩效表金额写成文字", _fund_line(lambda v, c: f"{v}万")),
    Editor("指标值清空", _target(None)),
    Editor("指标值改动", _target("≥80%", "≥96%", "100%", "95%以上", ">90%")),
    Editor(
        "指标值写得看不懂", _target("≥95%%", "95②", "95%-90%", "大概95%", "529 0", "三四个工作日")
    ),
    Editor("指标值写成区间", _target("90%-95%", "[96%,99%]", "300—500人", "≥90%至95%", "6月-12月")),
    Editor("指标值写成比例", _target("1∶3", "≥1:4", "1：", "8:30", "2023-12")),
    Editor("指标值写成容差", _target("±5%", "100人±5人", "≤±3%", "±", "100±5%")),
    Editor("指标值词表外", _target("待定", "见附件", "应保尽救")),
    Editor(
        "指标值换写法", _target("全覆盖", "9５ ％", "不低于九十", "每人每月不低于700元", 0.95, -3)
    ),
    Editor("指标值换单位", _target("≤25个工作日", "≥1,200人次", "≤45日", "三十日内", "≥3万元")),
    Editor("指标值比上年", _target("较上年提高5%以上", "与上年持平", "低于上年", "高于上年")),
    Editor("绩效表的值被覆盖", form_value),
    Editor("成文日期", parameter(keys.DATE, *(dt.date(2024, m, 5) for m in (3, 4, 6)), None)),
    Editor("收文日期", parameter(keys.SUPERIOR_RECEIVED, *DAYS, None)),
    Editor("收文、成文日期", both_dates),
    Editor("上级下达额", parameter(keys.SUPERIOR_AMOUNT, 600, 599, 6000, 600.5)),
    Editor("印发合计", parameter(keys.PRINTED_TOTAL, 600, 606, 450)),
    Editor("两行互换", swap_rows),
    Editor("清空一行", clear_row),
    Editor("末尾加一行", append_row),
    Editor("重复一行", repeat_row),
    Editor("单位改名", rename),
    Editor("科目代码写错", _code("2080201")),
    Editor("科目代码清空", _code(None)),
    Editor("公式被值覆盖", over_formula),
    Editor("金额整行清空", blank_row),
    Editor("行内合计写错", wrong_sum),
    Editor("科目代码重复", _code("2081001")),
    Editor("科目代码只到款级", _code("20810")),
    Editor("末尾加一个科目", add_code),
    Editor("容差", parameter(keys.TOLERANCE, 0.5, 1, 0, None, "小")),
    Editor("上级下达额写成文字", parameter(keys.SUPERIOR_AMOUNT, "600", "六百万")),
    Editor("日期写成文字", parameter(keys.SUPERIOR_RECEIVED, "2024年1月20日", "月底")),
    Editor("印发合计写成文字", parameter(keys.PRINTED_TOTAL, "450", "约600")),
    Editor("参数的金额单位", parameter(keys.UNIT, "元", "千元", None)),
    Editor("表上的金额单位", unit_line),
    Editor("直达资金标识", parameter(keys.TAG, "特殊转移支付资金", "直达资金", None)),
]
