"""What 校验 of a county file says when the county fills it in, rightly and wrongly."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
import python_calamine
import sample

from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.notices import Notice
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.plan import SheetPlan, Value

Cells = dict[str, Value]
RECEIVED = "首页!B20"
GOOD: Cells = {
    RECEIVED: dt.date(2023, 12, 25),
    "功能科目!B5": "2081901",
    "功能科目!D5": Decimal("400.5"),
    "功能科目!B6": "2081902",
    "功能科目!D6": Decimal("428.5"),
    "资金来源!D5": 800,
    "资金来源!D6": 29,
    "资金来源!D7": 0,
}


def place(address: str) -> tuple[int, int]:
    """Row and column of an address of one letter."""
    return int(address[1:]) - 1, ord(address[0]) - ord("A")


def fill(plans: list[SheetPlan], cells: Cells) -> bytes:
    """The file with values in some cells, computed anew."""
    by_name = {plan.name: plan for plan in plans}
    for key, value in cells.items():
        name, _, address = key.partition("!")
        plan, at = by_name[name], place(address)
        plan.put(*at, value, plan.cells[at].style)
    return workbook_bytes(plans)


def filled(notice: Notice, cells: Cells, index: int = 0) -> dict[str, str]:
    """The results of 校验 of one filled file, and the light under "灯"."""
    table = notice.allocation
    assert table is not None
    data = fill(county_book(notice, table, index), cells)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("校验").to_python()
    return {"灯": str(rows[1][0])} | {str(row[0]): str(row[5]) for row in rows[4:]}


def test_a_well_filled_file_is_all_right(changji: Notice) -> None:
    found = filled(changji, GOOD)
    assert found["灯"] == "✔ 全部相符"
    assert found["C91-1"] == "✔ 应于 2024-01-24 前办"
    assert {r[0] for n, r in found.items() if n != "灯"} == {"✔", "△"}


def test_the_adjustment_is_filled_in_the_same_way(bazhou: Notice) -> None:
    table = bazhou.allocation
    assert table is not None
    plans = county_book(bazhou, table, 11)
    form = next(plan for plan in plans if plan.name == "绩效目标")
    cells: Cells = {
        f"绩效目标!{chr(65 + c)}{r + 1}": "100%"
        for (r, c), cell in form.cells.items()
        if cell.value == "○待填"
    }
    cells |= {RECEIVED: dt.date(2021, 12, 25), "功能科目!B9": "2081001", "功能科目!D9": 152}
    cells |= {"资金来源!D5": 152, "资金来源!D6": 0, "资金来源!D7": 0}
    assert filled(bazhou, cells, 11)["灯"] == "✔ 全部相符"


@pytest.mark.parametrize(
    ("cells", "check", "result"),
    [
        ({"功能科目!D6": Decimal("437.5")}, "K01-1", "✘ 差 +9"),
        ({"功能科目!D6": None}, "K04-1", "○待填 1 项"),
        ({"功能科目!B6": None}, "K04-1", "○待填 1 项"),
        ({"功能科目!D6": "428.5万元"}, "K01-1", "✘ 非数字"),
        ({"功能科目!D6": "428.5万元"}, "K02-1", "✘ 非数字"),
        ({"功能科目!D6": Decimal("-428.5")}, "K02-1", "✘ 1 处"),
        ({"功能科目!D5": Decimal("400.499")}, "K02-1", "✘ 1 处"),
        ({"功能科目!B6": "2081901"}, "K03-1", "✘ 2 处"),
        ({"功能科目!B6": "2081999"}, "C70-1", "✘ 1 处"),
        ({"功能科目!B6": 2081902}, "C70-1", "✔ 平"),
        ({"功能科目!B5": 2081902}, "K03-1", "✘ 2 处"),
        ({"功能科目!B6": "2081902 "}, "C70-1", "✘ 1 处"),
        ({"资金来源!D7": None}, "K05-1", "○待填"),
        ({"资金来源!D6": 92}, "K05-1", "✘ 差 +63"),
        ({"资金来源!D6": 0, "资金来源!D7": 29}, "K05-1", "✔ 平"),
        ({"资金来源!D6": 0, "资金来源!D7": 29}, "K06-1", "✘ 差 −29"),
        ({"资金来源!D6": "无"}, "K05-1", "✘ 非数字"),
        ({"资金来源!C5": "02 参照直达资金"}, "K07-1", "✘ 标识已改动"),
        ({"资金来源!C5": "01中央直达资金"}, "K07-1", "✘ 标识已改动"),
        ({"资金来源!C5": None}, "K07-1", "✘ 标识已清空"),
        ({"分配!C5": 830}, "K10-1", "✘ 差 +1"),
        ({"分配!C5": None}, "K10-1", "○待填"),
        ({"分配!A3": None}, "C04-1", "△ 原表未标单位"),
        ({RECEIVED: None}, "C91-1", "○待填"),
        ({RECEIVED: "去年底"}, "C91-1", "✘ 不是日期"),
        ({RECEIVED: dt.date(2023, 12, 21)}, "C91-1", "✘ 早于成文日期"),
        ({"绩效目标!E15": "○待填"}, "C57-1", "○待填 1 项"),
        ({"绩效目标!E15": None}, "C57-1", "○待填 1 项"),
        ({"绩效目标!F8": 829}, "K08-1", "✔ 未超"),
        ({"绩效目标!F8": 892}, "K08-1", "✘ 超 63"),
        ({"绩效目标!F8": "全部"}, "K08-1", "✘ 非数字"),
        ({"绩效目标!F16": "98%"}, "K09-1", "○待填 20 项"),
    ],
)
def test_a_fault_shows_in_its_own_row(
    changji: Notice, cells: Cells, check: str, result: str
) -> None:
    assert filled(changji, GOOD | cells)[check] == result


def test_a_full_evaluation_is_said_to_be_complete(changji: Notice) -> None:
    results: Cells = {f"绩效目标!F{row}": "98%" for row in range(13, 34)}
    found = filled(changji, GOOD | results | {"绩效目标!F8": 800})
    assert found["K09-1"] == "✔ 已填全"
    assert found["灯"] == "✔ 全部相符"


def test_the_rows_say_what_is_wrong_beside_them(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    cells = GOOD | {"功能科目!B6": "2081999", "功能科目!D7": 5, "资金来源!D6": "无"}
    data = fill(county_book(changji, table, 0), cells)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    codes = book.get_sheet_by_name("功能科目").to_python()
    assert [row[2] for row in codes[4:7]] == ["城市最低生活保障金支出", "无此科目", ""]
    assert [row[4] for row in codes[4:7]] == ["✔", "✘ 不在列表", "○待填科目"]
    assert book.get_sheet_by_name("资金来源").to_python()[5][4] == "✘ 非数字"


def test_an_amount_down_to_fen_can_be_divided_exactly(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    table.rows[0].amounts[2] = sample.read_amount("829.123456", sample.at(60, 3))
    cells = GOOD | {"功能科目!D6": Decimal("428.623456"), "资金来源!D5": Decimal("800.123456")}
    found = filled(changji, cells)
    assert found["K01-1"] == found["K02-1"] == found["K05-1"] == "✔ 平"
