"""A list with several rows for each county, one for each item, is right as it is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Severity, told_once
from xianbiao.readers import read_notice

COUNTIES, ITEMS = ("昌吉市", "阜康市", "奇台县", "吉木萨尔县"), ("城乡低保", "特困人员", "临时救助")
Row = list[object]


def rows(order: str) -> list[Row]:
    """A row for each county and item, by county or by item."""
    pairs = [(c, i) for c in COUNTIES for i in ITEMS]
    if order == "item":
        pairs = [(c, i) for i in ITEMS for c in COUNTIES]
    return [[n, c, i, 10 + 7 * n] for n, (c, i) in enumerate(pairs, 1)]


def errors(tmp_path: Path, body: list[Row], total: object = None) -> list[tuple[str, str]]:
    """Rules and cells of the errors in a workbook with these rows and their total."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2025年救助资金明细表"],
        ["单位：万元"],
        ["序号", "县市", "救助项目", "金额"],
        *body,
    ):
        sheet.append(row)
    sheet.append(["合计", None, None, total or f"=SUM(D4:D{3 + len(body)})"])
    book.save(tmp_path / "表.xlsx")
    found = told_once(check(read_notice([tmp_path / "表.xlsx"])))
    return [(f.rule, f.ref.cell or "") for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize("order", ["county", "item"])
def test_no_county_is_said_to_stand_twice(tmp_path: Path, order: str) -> None:
    assert errors(tmp_path, rows(order)) == []


@pytest.mark.parametrize("order", ["county", "item"])
def test_a_total_that_is_not_their_sum_is_told(tmp_path: Path, order: str) -> None:
    body = rows(order)
    total = sum(row[3] for row in body if isinstance(row[3], int)) + 90
    assert [cell for _, cell in errors(tmp_path, body, total)] == [f"D{4 + len(body)}"]


def test_an_item_that_stands_twice_for_a_county_is_told(tmp_path: Path) -> None:
    body = rows("item")
    body.insert(5, [99, "昌吉市", "特困人员", 45])
    assert ("C90", "B9") in errors(tmp_path, body)


def test_one_county_twice_among_others_is_told_as_before(tmp_path: Path) -> None:
    body: list[Row] = [[n, c, "城乡低保", 10 + n] for n, c in enumerate(COUNTIES, 1)]
    body.append([5, "昌吉市", "城乡低保", 15])
    assert errors(tmp_path, body) == [("C90", "B8")]
