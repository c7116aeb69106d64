"""A clerk's own workbook with errors: those about amounts stop its export, others are told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.cli import main

Capture = pytest.CaptureFixture[str]
Rows = Sequence[tuple[object, ...]]

CROSS: Rows = (
    ("2024年困难群众救助补助资金分配表",),
    ("单位：万元",),
    ("县市", "中央资金", "自治区资金", "合计"),
    ("昌吉市", 600, 229, 829),
    ("阜康市", 400, 129, 529),
    ("玛纳斯县", 500, 79, 579),
    ("呼图壁县", 620, 73, 693),
    ("奇台县", 850, 62, 912),
    ("合计", 2970, 572, 3542),
)
PRODUCT: Rows = (
    ("2024年孤儿基本生活补助资金分配表",),
    ("单位：万元",),
    ("县市", "人数（人）", "标准（万元/人）", "金额"),
    ("昌吉市", 20, 1.2, 24),
    ("阜康市", 10, 1.2, 12),
    ("玛纳斯县", 30, 1.2, 36),
    ("合计", 60, "", 72),
)


def write(folder: Path, rows: Rows, forms: dict[str, object] | None = None) -> Path:
    """A workbook of a table, and of a form for each recipient with the amount that it tells."""
    path = folder / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for name, amount in (forms or {}).items():
            form = book.add_worksheet(name)
            lines: Rows = (
                (f"{name}区域绩效目标表",),
                ("（2024年度）",),
                ("资金名称", "困难群众救助补助资金"),
                ("资金情况（万元）", "年度金额", amount),
                ("总体目标", "保障困难群众基本生活"),
                ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
                ("", "产出指标", "数量指标", "低保保障率", "应保尽保"),
                ("", "效益指标", "社会效益指标", "困难群众生活水平", "有所提高"),
                ("", "满意度指标", "服务对象满意度", "政策知晓率", "≥85%"),
            )
            for number, row in enumerate(lines):
                form.write_row(number, 0, row)
    return path


def changed(rows: Rows, row: int, column: int, value: object) -> Rows:
    """The rows with another value in one cell, both counted from 1."""
    found = [list(r) for r in rows]
    found[row - 1][column - 1] = value
    return [tuple(r) for r in found]


def export(path: Path, *words: str) -> int:
    return main(["export", str(path), "--out", str(path.parent / "县"), *words])


@pytest.mark.parametrize("rows", [CROSS, PRODUCT], ids=["sources", "products"])
def test_a_workbook_without_errors_is_exported_and_nothing_is_said(
    tmp_path: Path, capsys: Capture, rows: Rows
) -> None:
    assert export(write(tmp_path, rows)) == 0
    assert "错误" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (changed(changed(CROSS, 5, 2, 390), 9, 2, 2960), "D5"),
        (changed(changed(PRODUCT, 4, 4, 25), 7, 4, 73), "D4"),
        (changed(changed(PRODUCT, 5, 2, 11), 7, 2, 61), "D5"),
    ],
    ids=["sources", "amount", "count"],
)
def test_an_error_about_an_amount_stops_the_export_before_anything_is_written(
    tmp_path: Path, capsys: Capture, rows: Rows, cell: str
) -> None:
    path = write(tmp_path, rows)
    assert export(path) == 2
    said = capsys.readouterr().err
    assert f"{path}「分配」{cell}：核对有错误 " in said
    assert "确认无误就加 --with-errors" in said
    assert not (tmp_path / "县").exists()


def test_the_clerk_can_export_in_spite_of_it_and_is_told_once_more(
    tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path, changed(changed(PRODUCT, 4, 4, 25), 7, 4, 73))
    assert export(path, "--with-errors") == 0
    assert f"注意：核对还有 1 处错误，见 xianbiao check {path}" in capsys.readouterr().out
    book = openpyxl.load_workbook(tmp_path / "县" / "01_昌吉市.xlsx")
    assert book["分配"]["D4"].value == 25


def test_a_form_that_tells_another_amount_than_the_table_stops_the_export(
    tmp_path: Path, capsys: Capture
) -> None:
    forms: dict[str, object] = {"昌吉市": 829, "阜康市": 529, "玛纳斯县": 597}
    assert export(write(tmp_path, CROSS, forms)) == 2
    assert "「玛纳斯县」C4：核对有错误 C01" in capsys.readouterr().err
    forms["玛纳斯县"] = 579
    assert export(write(tmp_path, CROSS, forms)) == 0


def test_an_error_about_no_amount_stops_nothing_and_is_told(
    tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path, changed(CROSS, 1, 1, "2024年中央对地方转移支出资金分配表"))
    assert export(path) == 0
    assert f"注意：核对还有 1 处错误，见 xianbiao check {path}" in capsys.readouterr().out


def test_all_sheets_in_one_workbook_are_held_back_alike(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path, changed(changed(PRODUCT, 4, 4, 25), 7, 4, 73))
    out = tmp_path / "各单位"
    words = ["export", str(path), "--out", str(out), "--sheets"]
    assert main(words) == 2
    assert not out.exists()
    assert main([*words, "--with-errors"]) == 0
    assert "核对还有 1 处错误" in capsys.readouterr().out
