"""Which column the amounts are of where two compete, and what becomes of a sign for none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.grids import grid_of, write_grids
from xianbiao.cli import main

RIVALS = """2024年困难群众救助补助资金分配表
{line}
||单位：万元
县市|分配金额|补助资金
昌吉市|100|60
阜康市|200|90
呼图壁县|277|77
合计|577|227
注：下达你县        万元。
"""
NONE = """2024年困难群众救助补助资金分配表
|||单位：万元
县市|合计|中央|自治区
昌吉市|123|100|23
阜康市|150|150|—
呼图壁县|277|200|77
合计|550|450|100
"""


def exported(folder: Path, text: str) -> tuple[Path, dict[str, Any]]:
    """The folder with the files of a drawing, and their list."""
    book, out = folder / "表.xlsx", folder / "县"
    write_grids(book, [grid_of(text)])
    assert main(["export", str(book), "--out", str(out)]) == 0
    return out, json.loads((out / "清单.json").read_text(encoding="utf-8"))


def rows_of(path: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("line", "amounts"), [("共拨付577万元", ["100", "200", "277"]), ("", [None, None, None])]
)
def test_the_amounts_are_of_the_column_whose_total_is_stated_or_of_none(
    line: str, amounts: list[str | None], tmp_path: Path
) -> None:
    out, listed = exported(tmp_path, RIVALS.format(line=line))
    assert [one["amount"] for one in listed["files"]] == amounts
    (note,) = [n for n in listed["notes"] if "分配金额" in n]
    assert ("取自" if line else "没有依据断定") in note
    shown = [str(v) for row in rows_of(out / "02_阜康市.xlsx") for v in row if v]
    assert ("注：下达你县200万元。" in shown) is bool(line)


def test_why_a_blank_is_not_filled_is_said_as_it_is(tmp_path: Path) -> None:
    _, listed = exported(tmp_path, RIVALS.format(line=""))
    assert any("没有认出应得金额列，没有填" in note for note in listed["notes"])


def test_a_sign_for_none_goes_along_as_it_stands_and_counts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, listed = exported(tmp_path, NONE)
    assert [one["amount"] for one in listed["files"]] == ["123", "150", "277"]
    assert listed["total"] == "550"
    rows = rows_of(out / "02_阜康市.xlsx")
    assert ("阜康市", 150, 150, "—") in rows
    assert ("合计", 150, 150, 0) in rows
    assert "D5写的是“—”，照原样带出" in capsys.readouterr().err
