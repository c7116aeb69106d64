"""Formulas in LibreOffice cells that call the functions and follow every edit.

From the formula through the add-in's VBA wrapper, xlwings' Windows pipeline and Python back into
the cell; only COM is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from function_host import Sheet, function_sheet

from support.udf_client import started_excel
from xianbiao.functions.calling import NAMES

COUNTIES = [829, 529, 693, 579, 912, 803, 853]


@pytest.fixture(scope="module")
def live(soffice: Path, repo: Path) -> Iterator[Sheet]:
    macro = (repo / "macros" / "XbFunctions.bas").read_text(encoding="ascii")
    with started_excel() as excel, function_sheet(excel, macro) as sheet:
        yield sheet


@pytest.fixture
def sheet(live: Sheet) -> Sheet:
    """The sheet, empty again."""
    live.clear("A1:Z60")
    return live


CELLS = {
    "A1": "木垒县",
    "A2": "2081901",
    "A3": "不低于95％",
    "A4": "97%",
    "A5": "昌州财社(2023)第070号",
    "A6": "2021-12-22",
    "B1": 5189.0,
    "B2": 5198.0,
    "C1": 600.0,
    "C2": 86.0,
    "C3": 668.0,
    "D1": "昌吉市",
    "E1": 529.0,
    "F1": "昌吉市",
    "G1": 520.0,
}

FORMULAS = [
    ("XB_CHECK", "=XB_CHECK(B1;B2)", "✘差 −9"),
    ("XB_CHECK", "=XB_CHECK(B1;B2;10)", "✔平"),
    ("XB_DIFF", "=XB_DIFF(B1;B2)", "-9"),
    ("XB_WHY", "=XB_WHY(B1;B2)",
     "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89；核对原件后改为 5198"),
    ("XB_ADJUST", "=XB_ADJUST(C1;C2;C3)", "✘差 −18"),
    ("XB_TIE", "=INDEX(XB_TIE(D1:E1;F1:G1);2;4)", "9"),
    ("XB_UNIT", "=XB_UNIT(A1)", "木垒哈萨克自治县"),
    ("XB_UNITCODE", "=XB_UNITCODE(A1)", "652328"),
    ("XB_SUBJECT", "=XB_SUBJECT(A2;2024)", "城市最低生活保障金支出"),
    ("XB_TARGETOK", "=XB_TARGETOK(A3)", "✔百分比 ≥95%"),
    ("XB_TARGET", "=XB_TARGET(A3;A4)", "达标"),
    ("XB_SHARE", "=SUM(XB_SHARE(100;C1:C3))", "100"),
    ("XB_CAPITAL", '=XB_CAPITAL(B2;"万元")', "伍仟壹佰玖拾捌万元整"),
    ("XB_DOCNO", "=XB_DOCNO(A5)", "昌州财社〔2023〕70号"),
    ("XB_DUE", '=TEXT(XB_DUE(A6;"3个工作日");"YYYY-MM-DD")', "2021-12-27"),
]  # fmt: skip


def test_every_function_answers_in_a_cell(sheet: Sheet) -> None:
    for place, content in CELLS.items():
        sheet.put(place, content)
    for row, (_, formula, _) in enumerate(FORMULAS, start=1):
        sheet.put(f"J{row}", formula)
    shown = [sheet.shown(f"J{row}") for row in range(1, len(FORMULAS) + 1)]
    assert shown == [answer for _, _, answer in FORMULAS]
    assert {name for name, _, _ in FORMULAS} == set(NAMES)


def test_a_total_is_judged_anew_when_a_part_is_edited(sheet: Sheet) -> None:
    sheet.put_column("B2", COUNTIES)
    sheet.put("B9", 5189.0)
    sheet.put("C9", "=XB_CHECK(B9;B2:B8)")
    assert sheet.shown("C9") == "✘差 −9"
    sheet.put("B9", 5198.0)
    assert sheet.shown("C9") == "✔平"
    sheet.put("B8", 835.0)
    assert sheet.shown("C9") == "✘差 +18"
    sheet.clear("B9")
    assert sheet.shown("C9") == "○待填"


def test_shares_in_an_array_formula_follow_the_weights(sheet: Sheet) -> None:
    sheet.put("A1", 100.0)
    sheet.put_column("B1", [1, 1, 1])
    sheet.put_array("C1:C3", "=XB_SHARE(A1;B1:B3)")
    assert sheet.values("C1:C3") == [[34.0], [33.0], [33.0]]
    sheet.put("B3", 8.0)
    assert sheet.values("C1:C3") == [[10.0], [10.0], [80.0]]


def test_a_table_of_both_sides_stands_in_an_array(sheet: Sheet) -> None:
    sheet.put_column("A1", ["昌吉市", "木垒县"])
    sheet.put_column("B1", [529, 853])
    sheet.put_column("D1", ["木垒哈萨克自治县", "奇台县"])
    sheet.put_column("E1", [835, 912])
    sheet.put_array("G1:J4", "=XB_TIE(A1:B2;D1:E2)")
    assert sheet.values("G1:J4") == [
        ["单位", "左表", "右表", "差额"],
        ["昌吉市", 529.0, "", "✘右表没有此单位"],
        ["木垒县（右表：木垒哈萨克自治县）", 853.0, 835.0, 18.0],
        ["奇台县", "", 912.0, "✘左表没有此单位"],
    ]


@pytest.mark.parametrize(
    ("formula", "error"), [("=NA()", "#N/A"), ("=1/0", "#DIV/0!"), ('="a"+1', "#VALUE!")]
)
def test_an_error_value_shows_and_goes_with_its_cause(
    sheet: Sheet, formula: str, error: str
) -> None:
    sheet.put_column("B1", [829, 0])
    sheet.put("B3", 829.0)
    sheet.put("C3", "=XB_CHECK(B3;B1:B2)")
    assert sheet.shown("C3") == "✔平"
    sheet.put("B2", formula)
    assert sheet.shown("C3") == f"#明细第2行是错误值 {error}，请先改正该格"
    sheet.put("B2", 0.0)
    assert sheet.shown("C3") == "✔平"


def test_merged_cells_count_once_and_texts_are_refused(sheet: Sheet) -> None:
    sheet.put_column("B1", [829, None, 529])
    sheet.merge("B1:B2")
    sheet.put("B4", 1358.0)
    sheet.put("C4", "=XB_CHECK(B4;B1:B3)")
    assert sheet.shown("C4") == "✔平"
    sheet.put("B3", "529万")
    assert sheet.shown("C4") == "#明细第3行“529万”不是数，请只写数字，单位和文字写在别处"


def test_a_message_of_one_function_is_an_error_to_the_next(sheet: Sheet) -> None:
    sheet.put("A1", "2000万")
    sheet.put("B1", "=XB_DIFF(A1;1)")
    sheet.put("C1", "=XB_CHECK(B1;B1)")
    assert sheet.shown("C1").startswith("#合计是错误值 #合计“2000万”不是数")
