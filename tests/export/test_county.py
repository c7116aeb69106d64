"""The file for one county holds its own figures, and not a word of another's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import python_calamine
import sample
from openpyxl.cell.cell import MergedCell

from xianbiao.export.county import county_bytes, county_name
from xianbiao.model.allocation import UnitMention
from xianbiao.model.codes import CodeRow
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.styles import LEGEND

CODES_2024 = [(c.code, c.name) for c in sample.load_funds()[0].codes_for(2024)]


def county(notice: Notice, index: int) -> bytes:
    """The file for one row."""
    table = notice.allocation
    assert table is not None
    return county_bytes(notice, table, index)


def sheet(data: bytes, name: str) -> list[list[object]]:
    """The values of a sheet, as a second reader sees them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(name).to_python()


def home(data: bytes) -> dict[object, object]:
    """首页 as keys and values."""
    return {row[0]: row[1] for row in sheet(data, "首页")[4:]}


def own_cells(sheet_of: Any) -> Iterator[Any]:
    """The cells of a sheet, of merged ones the first alone."""
    for row in sheet_of.iter_rows():
        yield from (cell for cell in row if not isinstance(cell, MergedCell))


SHEETS = ["首页", "分配", "功能科目", "资金来源", "绩效目标", "校验", "说明", "_meta"]


def results(data: bytes) -> dict[object, object]:
    """The results of 校验 by the number of the check."""
    return {row[0]: row[5] for row in sheet(data, "校验")[4:]}


def test_its_sheets_stand_in_the_order_of_the_work(notice: Notice) -> None:
    book = openpyxl.load_workbook(io.BytesIO(county(notice, 0)))
    assert book.sheetnames == SHEETS
    assert book["_meta"].sheet_state == "veryHidden"
    assert book["_meta"].sheet_state == "veryHidden"


def test_the_first_page_says_what_it_is(changji: Notice) -> None:
    facts = home(county(changji, 0))
    assert facts["金额"] == 829
    assert facts["金额大写"] == "捌佰贰拾玖万元整"
    assert facts["文号"] == "昌州财社〔2023〕70号"
    assert facts["直达资金标识"] == "01 中央直达资金"
    assert facts["资金名称"] == "困难群众救助补助资金"
    assert str(facts["用途"]).startswith("低保、特困人员救助供养")
    assert facts["收入科目"] == "1100248 社会保障和就业共同财政事权转移支付收入"
    assert str(facts["支出科目"]).startswith("208 社会保障和就业支出")
    assert facts["预算年度"] == 2024
    assert facts["收文日期"] == ""


def test_the_first_page_says_what_is_left_to_do(changji: Notice) -> None:
    rows = sheet(county(changji, 0), "首页")
    start = next(i for i, row in enumerate(rows) if row[0] == "要做什么")
    tasks = {row[5]: row[4] for row in rows[start + 1 :]}
    assert tasks == {
        "首页": "○ 1 项待填",
        "分配": "✔ 已办妥",
        "功能科目": "○ 5 项待填",
        "资金来源": "○ 3 项待填",
        "绩效目标": "✔ 已办妥",
        "校验": "○ 9 项待填",
    }
    assert rows[1][0] == "○ 9 项待填"


def test_an_amount_in_yuan_is_shown_in_wan(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    table.units = [UnitMention("元", table.units[0].text, stated=True)]
    facts = home(county(changji, 0))
    assert facts["金额"] == 0.0829
    assert facts["金额大写"] == "捌佰贰拾玖元整"


def test_only_what_is_to_be_filled_in_is_open_and_coloured(notice: Notice) -> None:
    book = openpyxl.load_workbook(io.BytesIO(county(notice, 0)))
    for sheet_of in book.worksheets:
        assert sheet_of.protection.sheet
        assert sheet_of.protection.password is None
        assert not sheet_of.protection.formatColumns
        assert not sheet_of.protection.formatRows
        for cell in own_cells(sheet_of):
            coloured = cell.fill.fgColor.rgb == "FFFFFFE1" and sheet_of.title != "说明"
            opened = not cell.protection.locked
            assert opened is coloured, (sheet_of.title, cell.coordinate)
            assert not opened or cell.value in (None, "○待填"), (sheet_of.title, cell.coordinate)


def test_the_inputs_are_where_the_county_works(changji: Notice) -> None:
    book = openpyxl.load_workbook(io.BytesIO(county(changji, 0)))
    opened = {
        name: [c.coordinate for c in own_cells(book[name]) if not c.protection.locked]
        for name in SHEETS[:6]
    }
    assert opened["分配"] == opened["校验"] == []
    assert opened["功能科目"] == [f"{c}{r}" for r in range(5, 14) for c in "BD"]
    assert opened["资金来源"] == ["D5", "D6", "D7"]
    assert opened["首页"] == ["B20"]
    assert len(opened["绩效目标"]) == 3 + 2 * 21


def test_the_codes_are_offered_from_the_list_beside(changji: Notice) -> None:
    data = county(changji, 0)
    rows = sheet(data, "功能科目")
    offered = [row[6] for row in rows[4:] if row[6]]
    assert offered == [code for code, _ in CODES_2024]
    found = openpyxl.load_workbook(io.BytesIO(data))["功能科目"].data_validations
    [rule] = [v for v in found.dataValidation if v.type == "list"]
    assert rule.formula1 == "$G$5:$G$13"
    assert str(rule.sqref) == "B5:B13"


def test_the_form_has_columns_for_the_evaluation(notice: Notice) -> None:
    rows = sheet(county(notice, 0), "绩效目标")
    header = next(row for row in rows if "三级指标" in row)
    assert header[4:7] == ["全年目标值", "实际完成值", "偏差原因"]
    funds = next(row for row in rows if "全年执行数" in row)
    assert funds[4:7] == ["全年预算数", "全年执行数", "执行率"]


def test_every_sheet_is_printed_on_one_page_across(notice: Notice) -> None:
    book = openpyxl.load_workbook(io.BytesIO(county(notice, 0)))
    for name in SHEETS[:-1]:
        page = book[name].page_setup
        assert (page.paperSize, page.fitToWidth) == (9, None), name
        assert book[name].sheet_properties.pageSetUpPr.fitToPage, name
        assert bool(book[name].print_area) == (name != "校验"), name
        assert "&P" in book[name].oddFooter.center.text, name
        assert page.fitToHeight == (0 if name in ("分配", "校验") else None), name


def test_the_guide_explains_every_style_of_the_legend(changji: Notice) -> None:
    words = {row[0]: row[1] for row in sheet(county(changji, 0), "说明")}
    assert {style.value: meaning for style, meaning in LEGEND.items()}.items() <= words.items()


def test_the_hidden_sheet_says_what_and_whose_it_is(changji: Notice) -> None:
    rows = sheet(county(changji, 6), "_meta")
    facts = {row[0]: row[1] for row in rows[:9]}
    assert facts["template"] == "xianbiao-county"
    assert facts["number"] == "昌州财社〔2023〕70号"
    assert facts["recipient"] == "木垒县"
    assert facts["code"] == "652328"
    assert facts["amount"] == 853
    assert facts["tag"] == "01 中央直达资金"


def test_every_recipient_finds_its_own_line(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    for index, row in enumerate(table.rows):
        line = sheet(county(notice, index), "分配")[-1]
        assert line[1] == row.name.stripped
        for column in table.columns:
            assert Decimal(str(line[column.index])) == row.amounts[column.index].value


def test_nothing_fails_in_a_file_as_it_is_sent_out(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    for index in range(len(table.rows)):
        found = results(county(notice, index))
        assert {str(result)[0] for result in found.values()} == {"✔", "○", "△"}
        passed = {n for n, r in found.items() if str(r).startswith("✔")}
        assert {"K10-1", "C01-1", "C01-2", "C43-1", "K07-1"} <= passed


def test_a_blank_input_is_never_a_pass(changji: Notice) -> None:
    found = results(county(changji, 0))
    waiting = {n for n, r in found.items() if str(r).startswith("○")}
    assert waiting == {
        "C91-1",
        "K01-1",
        "K02-1",
        "C70-1",
        "K03-1",
        "K04-1",
        "K05-1",
        "K02-2",
        "K06-1",
    }
    assert found["K08-1"] == found["K09-1"] == "△ 自评时填"


def test_a_generated_form_is_to_be_filled_in(bazhou: Notice) -> None:
    data = county(bazhou, 0)
    form = sheet(data, "绩效目标")
    assert [row[4] for row in form].count("○待填") == 19 + 1  # and the local bureau
    assert 3686 in [row[4] for row in form]
    names = [row[3] for row in form]
    assert "低保对象人数" in names
    assert not [n for n in names if n and "（市、区）比例" in n]  # of a prefecture only
    found = results(data)
    assert found["C57-1"] == "○待填 19 项"
    assert found["C40-1"] == "○待填 2 项"
    assert found["C04-1"] == "△ 原表未标单位"


def test_the_totals_inside_the_header_are_left_out(bazhou: Notice) -> None:
    header = sheet(county(bazhou, 0), "分配")[3]
    assert header[3] == "巴财社(2021)3号"
    assert header[6] == "巴财社(2021)40号"


def test_no_part_names_another_recipient(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    names = [row.name.stripped for row in table.rows]
    for index, own in enumerate(names):
        with zipfile.ZipFile(io.BytesIO(county(notice, index))) as package:
            content = "".join(package.read(n).decode("utf-8") for n in package.namelist())
        assert not [n for n in names if n != own and n in content]


def test_the_same_input_gives_the_same_bytes(changji: Notice) -> None:
    assert county(changji, 2) == county(sample.changji(), 2)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("昌州财社〔2023〕70号", "01_昌吉市_昌州财社〔2023〕70号.xlsx"),
        ("财社/70:?", "01_昌吉市_财社_70__.xlsx"),
    ],
)
def test_the_name_holds_only_what_a_file_name_may_hold(
    changji: Notice, number: str, expected: str
) -> None:
    changji.number = Text(number, Ref("通知.txt", line=5))
    table = changji.allocation
    assert table is not None
    assert county_name(changji, table, 0) == expected


def test_another_fund_offers_its_own_codes(changji: Notice) -> None:
    fund = next(f for f in sample.load_funds() if f.key == "rural_revitalisation")
    changji.fund, changji.forms, changji.code_tables = fund, [], []
    data = county(changji, 0)
    offered = [row[6] for row in sheet(data, "功能科目")[4:] if row[6]]
    assert offered == [code.code for code in fund.codes_for(2024)]
    assert home(data)["用途"] == fund.purposes


def test_without_a_fund_names_are_typed_in_and_no_form_is_made(changji: Notice) -> None:
    changji.fund, changji.forms, changji.code_tables = None, [], []
    data = county(changji, 0)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert "绩效目标" not in book.sheetnames
    assert not book["功能科目"]["C5"].protection.locked
    assert {"C70-1", "K06-1", "C57-1"}.isdisjoint(results(data))
    assert not [r for r in results(data).values() if str(r).startswith("✘")]


def test_codes_of_the_notice_beyond_the_list_are_offered_too(changji: Notice) -> None:
    row = CodeRow(sample.text("其他社会救助", 79), sample.text("2082599", 79))
    changji.code_tables[0].rows.append(row)
    rows = sheet(county(changji, 0), "功能科目")
    assert [r[6:8] for r in rows if r[6] == "2082599"] == [["2082599", "其他社会救助"]]
