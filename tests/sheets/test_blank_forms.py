"""The target forms of a new workbook: a region's own words, indicators by tier, no guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.new_books import (
    CASES,
    filled,
    made,
    results,
    type_amounts,
)
from xianbiao.checks import check
from xianbiao.export.county import write_blank_county
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Severity
from xianbiao.readers.fingerprint import verify_fingerprint
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.book import working_book
from xianbiao.sheets.styles import LOOKS, Style

OWN_FORMS = [
    ("652300", 2025, ["项目名称", "主管部门", "地方财政部门"], "年度总目标", 21, 19),
    ("652800", 2025, ["项目名称", "中央主管部门", "省级财政部门", "各地财政部门"], None, 20, 19),
    ("652800", 2020, None, None, 0, 0),
    ("650100", 2025, ["项目名称", "中央主管部门", "省级财政部门", "地方财政部门"], None, 21, 19),
    ("652300", 2023, ["项目名称", "中央主管部门", "省级财政部门", "地方财政部门"], None, 20, 19),
]


@pytest.mark.parametrize(("region", "year", "names", "goals", "above", "below"), OWN_FORMS)
def test_a_region_gets_its_own_form_of_the_year(
    region: str, year: int, names: list[str] | None, goals: str | None, above: int, below: int
) -> None:
    """Head lines by their first field, the word for the goals, and indicators of each tier."""
    notice = blank_notice("allocation", region, fund_called("hardship"), year)
    plans = {plan.name: plan for plan in working_book(notice, ())}
    if names is None:
        assert "附件3" not in plans
        return
    for sheet, count in (("附件3", above), (notice.recipients[0].name, below)):
        column = [cell.value for (_, c), cell in sorted(plans[sheet].cells.items()) if c == 0]
        assert [v for v in column if v in names] == names
        assert (goals or "年度总体目标") in column
        fetched = [c for c in plans[sheet].cells.values() if c.style is Style.ANNEX_FETCHED]
        assert len(fetched) == count


def test_an_office_of_the_area_stands_in_its_own_form_only() -> None:
    notice = blank_notice("allocation", "652300", fund_called("hardship"), 2025)
    plans = {plan.name: plan for plan in working_book(notice, ())}

    def offices(sheet: str) -> list[object]:
        cells = plans[sheet].cells
        return [cells[5, 2].value, cells[5, 4].value]

    assert offices("附件3") == ["昌吉州财政局", "昌吉州民政局"]
    assert offices("昌吉市") == ["○待填", "○待填"]


def test_a_corrected_word_of_the_printed_form_is_told_beside_it() -> None:
    notice = blank_notice("allocation", "652300", fund_called("hardship"), 2025)
    plan = next(p for p in working_book(notice, ()) if p.name == "昌吉市")
    texts = [str(c.value) for c in plan.cells.values() if c.value]
    assert any("实现及时高效、救急解难" in t for t in texts)
    notes = [c.value for c in plan.cells.values() if c.style is Style.NOTE]
    assert "式样照 昌州财社〔2023〕70号 附件3（州级表）" in notes
    assert any("“救济解难”改为“救急解难”，依据：巴财社〔2021〕96号" in str(n) for n in notes)


def test_a_form_filled_in_with_county_indicators_only_lacks_none(tmp_path: Path) -> None:
    """Neither missing (C57) nor out of place (C61): no county has a share of counties."""

    def fill(book: Any) -> None:
        type_amounts(book)
        sheet = book[keys.LIBRARY_SHEET]
        for row in sheet.iter_rows(min_row=5, min_col=6):
            for cell in row[1:]:
                if row[0].value and not cell.protection.locked:
                    cell.value = row[0].value

    again = filled(made(CASES["allocation of a prefecture"]), tmp_path / "新.xlsx", fill)
    assert [len(form.placed) for form in again.forms] == [21, *[19] * 7]
    assert not [f for f in check(again) if f.rule in ("C57", "C61")]
    assert not [f for f in check(again) if f.severity is Severity.ERROR]


def test_a_fund_without_published_goals_leaves_them_to_be_filled_in() -> None:
    notice = made(CASES["allocation of another fund"])
    plan = next(p for p in working_book(notice, ()) if p.name == "附件3")
    row = next(r for (r, c), cell in plan.cells.items() if c == 0 and cell.value == "年度总体目标")
    goals = plan.cells[row, 2]
    assert goals.value == keys.PENDING
    assert not LOOKS[goals.style].locked


@pytest.mark.parametrize("fund", ["hardship", "rural_revitalisation"])
def test_a_county_file_can_be_made_before_anything_is_allocated(fund: str, tmp_path: Path) -> None:
    path = tmp_path / "县.xlsx"
    name = write_blank_county("652328", fund_called(fund), 2025, "提前下达", path)
    assert name == "木垒哈萨克自治县"
    assert verify_fingerprint(path) == []
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames[0] == keys.HOME_SHEET
    texts = [str(c.value) for s in book.worksheets for r in s.iter_rows() for c in r if c.value]
    assert any("（提前下达）" in t or t == "提前下达" for t in texts)
    states = [t[0] for t in results(path)]
    assert "○" in states
    assert "✘" not in states


@pytest.mark.parametrize("code", ["652300", "650000", "999999", ""])
def test_a_county_file_is_for_a_county(code: str, tmp_path: Path) -> None:
    with pytest.raises(XianbiaoError, match="不是一个县"):
        write_blank_county(code, fund_called("hardship"), 2025, "", tmp_path / "县.xlsx")
    assert list(tmp_path.iterdir()) == []
