"""Workbooks in which more stands than one clear table: rates, head counts, lists of projects."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.cli import main

Row = list[object]
TABLE: list[Row] = [
    ["困难群众救助补助资金分配表（单位：万元）"],
    ["县市", "低保", "合计"],
    ["昌吉市", 411, 829],
    ["阜康市", 312, 529],
    ["奇台县", 213, 693],
    ["合计", 936, 2051],
]


def export(tmp_path: Path, sheets: dict[str, list[Row]]) -> int:
    """Write a workbook and export it into 县."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return main(["export", str(path), "--out", str(tmp_path / "县")])


def shown(tmp_path: Path, file: str, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet without their blank cells at the end, and without blank rows."""
    book = openpyxl.load_workbook(tmp_path / "县" / file)
    rows = [tuple(v for v in row if v is not None) for row in book[sheet].iter_rows(values_only=1)]
    return [row for row in rows if row]


def test_a_table_of_rates_below_the_recipients_is_for_everybody(tmp_path: Path) -> None:
    rates: list[Row] = [
        [],
        ["救助标准表"],
        ["序号", "项目", "月标准（元）"],
        [1, "城市低保", 640],
        [2, "农村低保", 420],
    ]
    assert export(tmp_path, {"附件": TABLE + rates}) == 0
    assert shown(tmp_path, "02_阜康市.xlsx", "附件") == [
        ("困难群众救助补助资金分配表（单位：万元）",),
        ("县市", "低保", "合计"),
        ("阜康市", 312, 529),
        ("合计", 312, 529),
        ("救助标准表",),
        ("序号", "项目", "月标准（元）"),
        (1, "城市低保", 640),
        (2, "农村低保", 420),
    ]


def test_a_table_of_items_beside_one_of_counties_is_nobodys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items: list[Row] = [["项目", "金额（万元）"], ["医疗救助", 1500], ["孤儿生活费", 551]]
    assert export(tmp_path, {"附件": TABLE, "项目": [*items, ["合计", 2051]]}) == 0
    assert len(list((tmp_path / "县").glob("*.xlsx"))) == 3
    assert "「项目」没有给单位" in capsys.readouterr().err


def test_a_table_of_institutions_beside_one_of_counties_is_divided(tmp_path: Path) -> None:
    others: list[Row] = [["单位", "金额（万元）"], ["州救助站", 150], ["州儿童福利院", 55]]
    assert export(tmp_path, {"附件": TABLE, "州本级": [*others, ["合计", 205]]}) == 0
    assert len(list((tmp_path / "县").glob("*.xlsx"))) == 5


def test_each_recipient_gets_its_row_of_head_counts(tmp_path: Path) -> None:
    counts: list[Row] = [["县市", "参保人数"], ["昌吉市", 9001], ["阜康市", 8002], ["奇台县", 7003]]
    assert export(tmp_path, {"附件": TABLE, "人数": [*counts, ["合计", 24006]]}) == 0
    assert shown(tmp_path, "03_奇台县.xlsx", "人数") == [
        ("县市", "参保人数"),
        ("奇台县", 7003),
        ("合计", 7003),
    ]


def test_a_table_without_money_can_be_divided_alone(tmp_path: Path) -> None:
    people: list[Row] = [["县市", "联系人", "电话"], ["昌吉市", "甲", 1], ["阜康市", "乙", 2]]
    assert export(tmp_path, {"联系人": people}) == 0
    assert shown(tmp_path, "02_阜康市.xlsx", "联系人") == [tuple(people[0]), tuple(people[2])]


def test_a_table_that_names_recipients_and_others_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed: list[Row] = [["名称", "人数"], ["昌吉市", 9001], ["城市低保", 8002], ["农村低保", 7003]]
    assert export(tmp_path, {"附件": TABLE, "人数": mixed}) == 2
    assert "这张表没有认清" in capsys.readouterr().err
    assert not list(tmp_path.glob("县/*"))


def test_the_rows_of_a_county_may_stand_apart_in_a_list_of_projects(tmp_path: Path) -> None:
    projects: list[Row] = [
        ["项目资金明细表（单位：万元）"],
        ["序号", "县市", "项目名称", "金额"],
        [1, "昌吉市", "道路养护", 311.2],
        [2, "阜康市", "道路养护", 233.1],
        [3, "昌吉市", "危桥改造", 512.3],
        [4, "阜康市", "危桥改造", 96.7],
        ["", "合计", "", 1153.3],
    ]
    assert export(tmp_path, {"项目": projects}) == 0
    assert shown(tmp_path, "01_昌吉市.xlsx", "项目")[2:] == [
        (1, "昌吉市", "道路养护", 311.2),
        (3, "昌吉市", "危桥改造", 512.3),
        ("合计", 823.5),
    ]


@pytest.mark.parametrize("line", ["主送：各县市财政局", "另有专项", 77])
def test_a_line_below_the_total_is_no_recipient(tmp_path: Path, line: object) -> None:
    assert export(tmp_path, {"附件": [*TABLE, [line]]}) == 0
    files = sorted(p.name for p in (tmp_path / "县").glob("*.xlsx"))
    assert files == ["01_昌吉市.xlsx", "02_阜康市.xlsx", "03_奇台县.xlsx"]
    assert shown(tmp_path, files[0], "附件")[-1] == (line,)


@pytest.mark.parametrize(
    "beside", [{"E1": 77}, {"E2": "总额", "F2": 78}, {"E4": 79}, {"E1": 77, "E8": 80}]
)
def test_a_number_noted_beside_the_table_is_no_part_of_it(
    tmp_path: Path, beside: dict[str, object]
) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("附件")
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 0, row)
        for place, value in beside.items():
            sheet.write(place, value)
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    found = shown(tmp_path, "02_阜康市.xlsx", "附件")
    assert [row[:3] for row in found[2:4]] == [("阜康市", 312, 529), ("合计", 312, 529)]


def test_a_text_merged_over_several_recipients_is_shown_to_each(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    counties = (("昌吉市", 829.5), ("阜康市", 529.25), ("奇台县", 693.5), ("木垒县", 411.75))
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, border = book.add_worksheet("附件"), book.add_format({"border": 1})
        sheet.write_row(0, 0, ["片区", "县市", "金额（万元）", "说明", "牵头单位"])
        for row, (name, amount) in enumerate(counties, 1):
            sheet.write_row(row, 1, [name, amount])
        sheet.merge_range("A2:A3", "西片", border)
        sheet.merge_range("A4:A5", "东片", border)
        sheet.merge_range("D2:D5", "按因素法测算", border)
        sheet.merge_range("E2:E5", "由昌吉市牵头", border)
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    assert shown(tmp_path, "01_昌吉市.xlsx", "附件")[1:] == [
        ("西片", "昌吉市", 829.5, "按因素法测算", "由昌吉市牵头")
    ]
    assert shown(tmp_path, "04_木垒县.xlsx", "附件")[1:] == [
        ("东片", "木垒县", 411.75, "按因素法测算")
    ]


@pytest.mark.parametrize("before", ["", "1.", "01", "附件1 ", "（1）", "一、"])
def test_sheets_may_bear_a_number_before_the_name(tmp_path: Path, before: str) -> None:
    forms: dict[str, list[Row]] = {
        f"{before}{name}": [[f"{name}区域绩效目标表"], ["数量指标", "不少于5人"]]
        for name in ("昌吉市", "阜康市")
    }
    assert export(tmp_path, forms) == 0
    files = sorted(p.name for p in (tmp_path / "县").glob("*.xlsx"))
    assert files == ["01_昌吉市.xlsx", "02_阜康市.xlsx"]


def test_a_formula_that_names_others_gives_way_to_its_result(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("附件")
        for number, row in enumerate(
            [[*row, "系数"] if row[0] == "县市" else row for row in TABLE]
        ):
            sheet.write_row(number, 0, row)
        for row, rate in enumerate((0.6, 0.8, 0.8), 3):
            sheet.write_formula(f"D{row}", f'=IF(A{row}="昌吉市",0.6,0.8)', None, rate)
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    assert shown(tmp_path, "02_阜康市.xlsx", "附件")[2] == ("阜康市", 312, 529, 0.8)
    first = shown(tmp_path, "01_昌吉市.xlsx", "附件")[2]
    assert first == ("昌吉市", 411, 829, '=IF(A3="昌吉市",0.6,0.8)')


def test_a_number_in_the_recipients_own_name_is_no_amount_of_another(tmp_path: Path) -> None:
    rows: list[Row] = [["单位", "金额（元）"], ["第1234小学", 98765], ["第二小学", 1234]]
    assert export(tmp_path, {"附件": [*rows, ["合计", 99999]]}) == 0
    assert len(list((tmp_path / "县").glob("*.xlsx"))) == 2
