"""S01–S08 on self-evaluations: silent on right ones of many shapes, at the cell of every fault."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from support.evaluations import (
    BOTH_LEVELS,
    CLASSES_ONLY,
    DEPARTMENT,
    EACH_LEVEL,
    FLAT,
    MARKED,
    OUT_OF_100,
    POINTS_BESIDE_MONEY,
    REGION,
    RIGHT,
    SHARED_WEIGHTS,
    SHARES,
    STANDARD,
    SUBTOTALS,
    TOTAL_IN_WORDS,
    UNSIGNED,
    WITHOUT_SPENDING,
)
from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.readers import read_notice
from xianbiao.sheets.recognise.notice import recognise

from .build import TABLE, form, letter, notice


def findings(drawing: str, *edits: tuple[str, str]) -> list[Finding]:
    """What all rules find after each first text was replaced by its second."""
    text = drawing.removeprefix("\n")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return check(recognise("表.xlsx", [grid_of(text)], load_places()))


def told(found: list[Finding]) -> list[str]:
    """Rule, severity and cell of each: S01! J5 for an error, S01? J5 for a hint."""
    signs = {Severity.ERROR: "!", Severity.HINT: "?"}
    return [f"{f.rule}{signs[f.severity]} {f.ref.cell}" for f in found]


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_one_has_no_error_and_an_unfilled_one_a_single_hint(name: str) -> None:
    waiting = name in ("没填的空表", "填了一半")
    assert [f.rule for f in findings(RIGHT[name])] == (["S03"] if waiting else [])


@pytest.mark.parametrize(
    ("drawing", "before", "after", "expected"),
    [
        # points
        (STANDARD, "1020人|<|15|15|", "1020人|<|20|15|过", ["S01! H20"]),
        (STANDARD, "|<|100|98.45|", "|<||98.45|", []),
        (STANDARD, "总分|<|<|<|<|<|<|100|98.45|", "", []),
        (
            STANDARD,
            "^|<|年度资金总额|500|529|500|<|10",
            "^|<|年度资金总额|500|529|500|<|",
            [
                "S01? H20",
            ],
        ),
        (FLAT, "产出指标（50分）", "产出指标（60分）", ["S01! A7"]),
        (FLAT, "|100|97.5|", "|1000|97.5|", ["S01! H12"]),
        (SHARES, "|0.2|310人|20", "|0.3|310人|20", ["S01! E9"]),
        (SUBTOTALS, "小计||||60|60|", "小计||||50|60|", ["S01! F6"]),
        (CLASSES_ONLY, "效益指标（30分）", "效益指标（40分）", ["S01! A4"]),
        (MARKED, "30%|30分", "20%|20分", ["S01! F7", "S03! G7"]),
        (WITHOUT_SPENDING, "|<|<|<|<|90|89||", "|<|<|<|<|99|89||", ["S01! F8", "S03! G8"]),
        # scores within their points
        (STANDARD, "96%|<|15|15|", "96%|<|15|16|", ["S02! I14", "S03! I20"]),
        (STANDARD, "|10|94.52%|9.45\n", "|10|94.52%|94.5\n", ["S02! J6", "S05! J6", "S03! I20"]),
        (STANDARD, "96%|<|15|15|", "96%|<|15|-1|", ["S02! I14", "S08? J14", "S03! I20"]),
        (STANDARD, "96%|<|15|15|", "96%|<|15|优|", ["S02? I14"]),
        (SHARED_WEIGHTS, "5座|5座|^|20", "5座|5座|^|30", ["S02! G5", "S03! G10"]),
        (CLASSES_ONLY, "88%|30\n", "88%|40\n", ["S02! F4", "S03! A7"]),
        # totals
        (STANDARD, "|<|100|98.45|", "|<|100|89.45|", ["S03! I20"]),
        (STANDARD, "|<|100|98.45|", "|<|100|89|", ["S03! I20"]),
        (STANDARD, "|<|100|98.45|", "|<|100|98|", ["S03? I20"]),
        (STANDARD, "|<|100|98.45|", "|<|100||", ["S03? I20"]),
        (STANDARD, "96%|<|15|15|", "96%|<|15||", ["S03? I20"]),
        (SUBTOTALS, "小计||||60|60|", "小计||||60|61|", ["S03! G6"]),
        (CLASSES_ONLY, "总分：98分", "总分：89分", ["S03! A7"]),
        (WITHOUT_SPENDING, "|<|<|<|<|90|89||", "|<|<|<|<|90|98.5||", ["S03! G8"]),
        # the rate of spending
        (STANDARD, "|10|94.52%|9.45\n", "|10|95.42%|9.45\n", ["S04! I6"]),
        (STANDARD, "|10|94.52%|9.45\n", "|10|94.51%|9.45\n", []),
        (STANDARD, "|10|94.52%|9.45\n", "|10|95%|9.45\n", []),
        (STANDARD, "|10|94.52%|9.45\n", "|10|1|9.45\n", ["S04! I6"]),
        (STANDARD, "|10|94.52%|9.45\n", "|10|94.52|9.45\n", []),
        (STANDARD, "|500|529|500|<|", "|500|529|500万元|<|", ["S04? F6"]),
        (REGION, "5198|5100|98.11%", "5198|5200|100.04%", ["S04? E8", "S06! E8"]),
        (REGION, "中央财政资金|5198|5100|98.11%", "中央财政资金|5198|5100|81.11%", ["S04! F9"]),
        (WITHOUT_SPENDING, "|0.95|10|9.5", "|0.59|10|9.5", ["S04! F3"]),
        # and its score
        (STANDARD, "|94.52%|9.45\n", "|94.52%|10\n", ["S03! I20", "S05! J6"]),
        (STANDARD, "|94.52%|9.45\n", "|94.52%|9.9\n", ["S03! I20", "S05! J6"]),
        (FLAT, "|95%|10|9.5|", "|95%|10|10|", ["S03! I12", "S05? I6"]),
        (FLAT, "|285|", "|258|", ["S05! I6"]),
        # sources
        (STANDARD, "其他资金|0|0|0", "其他资金|0|10|0", ["S06! E6"]),
        (STANDARD, "其他资金|0|0|0", "其他资金|0||0", []),
        # missed targets
        (STANDARD, "≥95%|96%", "≥95%|94%", ["S07! I14"]),
        (STANDARD, "≥90%|93%", "≥90%|", ["S07? F19"]),
        (STANDARD, "有所提升|有所提升", "有所提升|基本完成", []),
        (FLAT, "|日|28|", "|日|35|", ["S07! I9"]),
        (SHARED_WEIGHTS, "≥5座|5座", "≥5座|4座", ["S07! G5"]),
        (MARKED, "1000批次|1100批次", "1000批次|900批次", ["S07? G3"]),
        (MARKED, "7天|5天", "7天|9天", ["S07! G4"]),
        (MARKED, "85%|90%", "85%|80%", ["S07! G6"]),
        (WITHOUT_SPENDING, "4期|4期", "＝4期|3期", ["S07! G5"]),
        (WITHOUT_SPENDING, "4期|4期", "＝4期|5期", []),
        # reasons
        (STANDARD, "9|1个乡镇拨付稍晚，已督促", "9|", ["S08? J15"]),
        (STANDARD, "97%|<|10|9|1个乡镇拨付稍晚，已督促", "98%|<|10|9|", ["S08? J15"]),
        (FLAT, "9.5|年底资金到位晚", "9.5|", ["S08? J6"]),
        (WITHOUT_SPENDING, "食宿不便|改善食宿", "|改善食宿", []),
        (WITHOUT_SPENDING, "食宿不便|改善食宿", "|", ["S08? H7"]),
        (REGION, "个别乡镇因系统升级推迟", "", ["S08? G17"]),
        (EACH_LEVEL, "一处返工，已整改", "无", ["S08? K4"]),
        # points of several levels, weighted scores, a total in no column of its own
        (EACH_LEVEL, "94%|30|95|28.5", "94%|30|100|30", ["S07! J4", "S03! B7"]),
        (EACH_LEVEL, "总分|98.5", "总分|89.5", ["S03! B7"]),
        (EACH_LEVEL, "≥90%|95%|10|", "≥90%|95%|20|", ["S01! H2", "S08? K6"]),
        (DEPARTMENT, "850|850|—|100%", "850|840|—|100%", ["S04! G5"]),
        (DEPARTMENT, "≥90%|91%", "≥90%|89%", ["S07! H13"]),
        (POINTS_BESIDE_MONEY, "310|执行率|96.88%", "310|执行率|98.66%", ["S04! I5"]),
        (POINTS_BESIDE_MONEY, "数量指标（15分）", "数量指标（20分）", ["S01! B8"]),
        (POINTS_BESIDE_MONEY, "情况（10分）", "情况（15分）", ["S01! D15"]),
        (TOTAL_IN_WORDS, "自评总分:100分", "自评总分:98分", ["S03! A10"]),
        (UNSIGNED, "5000本|5,000本", "5000本|4,900本", ["S07? G3"]),
        (UNSIGNED, "≥1万人|12000人", "≥1万人|9900人", ["S07! G5"]),
        (OUT_OF_100, "100%|97.5|", "100%|95.7|", ["S03! G8"]),
        (OUT_OF_100, "20%|90|一批延误，已催办", "20%|100|", ["S03! G8", "S07! G5"]),
        (OUT_OF_100, "520册|30%|100|", "520册|30%|90|", ["S03! G8", "S08? H4"]),
        (BOTH_LEVELS, "产出指标（50分）", "产出指标（60分）", ["S01! A4"]),
        (BOTH_LEVELS, "≥8眼|8眼|30", "≥8眼|8眼|31", ["S02! F4", "S02! F4", "S03! F8"]),
    ],
)
def test_a_fault_is_found_at_its_cell_and_nothing_else(
    drawing: str, before: str, after: str, expected: list[str]
) -> None:
    assert sorted(told(findings(drawing, (before, after)))) == sorted(expected)


def test_a_fault_names_both_figures_and_what_to_do() -> None:
    (fault,) = findings(STANDARD, ("|<|100|98.45|", "|<|100|89.45|"))
    assert (fault.ref.file, fault.ref.sheet, fault.ref.cell) == ("表.xlsx", "表", "I20")
    assert (fault.left, fault.right) == (Decimal("89.45"), Decimal("98.45"))
    assert "“总分”写 89.45，各项得分加起来是 98.45，差 9" in fault.message
    assert fault.suggestion


def test_what_a_total_left_out_is_named() -> None:
    (fault,) = findings(STANDARD, ("|<|100|98.45|", "|<|100|89|"))
    assert fault.cause is not None
    assert "执行率" in fault.cause


def test_points_for_spending_that_are_nowhere_are_a_hint_with_its_cause() -> None:
    (fault,) = findings(STANDARD, ("|500|<|10|94.52%", "|500|<||94.52%"))
    assert (fault.rule, fault.severity) == ("S01", Severity.HINT)
    assert fault.cause is not None
    assert "执行率" in fault.cause


def test_a_form_beside_an_allocation_is_no_form_of_targets() -> None:
    """No unit lacks its form for that, and no head field is asked for that it never has."""
    table = "资金分配表\n单位：万元\n县市|金额\n合计|150\n昌吉市|100\n阜康市|50\n"
    grids = [grid_of(table, "分配"), grid_of(STANDARD.removeprefix("\n"), "自评")]
    notice = recognise("表.xlsx", grids, load_places())
    assert len(notice.tables) == len(notice.evaluations) == 1
    assert check(notice) == []


@pytest.fixture
def computed(tmp_path: Path) -> Callable[[int], list[Finding]]:
    """A workbook whose rates, scores and totals are formulas, with one weight to be chosen."""

    def made(weight: int) -> list[Finding]:
        grid = grid_of(STANDARD.removeprefix("\n"))
        path = tmp_path / "自评表.xlsx"
        with xlsxwriter.Workbook(path) as book:
            percent = book.add_format({"num_format": "0.00%"})
            points = book.add_format({"num_format": "0.00"})
            sheet = book.add_worksheet("自评")
            for m in grid.merges:
                sheet.merge_range(m.top, m.left, m.bottom, m.right, "")
            for cell in grid.cells():
                if cell.value is not None:
                    sheet.write(cell.ref.cell, cell.value)
            for row in (6, 7, 8):
                sheet.write_formula(f"I{row}", f"=F{row}/E{row}", percent)
            sheet.write_formula("J6", "=H6*I6", points)
            sheet.write("F14", 0.96, book.add_format({"num_format": "0%"}))
            sheet.write_row("H14", [weight, weight])
            sheet.write_formula("H20", "=SUM(H6,H13:H19)")
            sheet.write_formula("I20", "=J6+SUM(I13:I19)", points)
        return check(read_notice([path]))

    return made


def test_formulas_count_with_all_their_decimals(
    computed: Callable[[int], list[Finding]],
) -> None:
    assert computed(15) == []


def test_a_total_that_is_computed_does_not_make_95_points_all(
    computed: Callable[[int], list[Finding]],
) -> None:
    assert told(computed(10)) == ["S01! H20"]


def test_a_text_with_tabs_is_checked_by_line(tmp_path: Path) -> None:
    path = tmp_path / "自评表.txt"
    text = FLAT.removeprefix("\n").replace("|", "\t").replace("\t20\t20\t", "\t20\t21\t")
    path.write_text(text, encoding="utf-8")
    found = check(read_notice([path]))
    assert [(f.rule, f.ref.line) for f in found] == [("S02", 7), ("S03", 12)]


def test_a_self_evaluation_is_no_second_form_of_its_area() -> None:
    """The area has one form of targets beside it; its head and amount are not compared."""
    report = [
        line.rstrip()
        for line in WITHOUT_SPENDING.replace("<", "").replace("|", "\t").strip().splitlines()[1:]
    ]
    lines = [*TABLE, "", *form(), "", "附件3：", "区域绩效自评表", "(2024年度 昌吉州)", *report]
    made = notice(*letter("现下达你县资金600万元。"), *lines)
    assert [(f.region, f.is_evaluation) for f in made.forms] == [
        ("昌吉州", False),
        ("昌吉州", True),
    ]
    assert made.prefecture_form is made.forms[0]
    (one,) = made.evaluations
    first = one.ref.line or 0
    assert [(f.rule, f.message) for f in check(made) if (f.ref.line or 0) >= first - 2] == []
