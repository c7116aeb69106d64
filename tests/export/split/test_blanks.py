"""Blanks for an amount are found whatever sign they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.blanks import Blank, BlankFinder


def blanks(path: Path, text: str, *, rich: bool = False) -> list[Blank]:
    """The blanks of a sheet whose one cell holds a text."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("说明")
        bold = book.add_format({"bold": True})
        sheet.write("B3", "下达你县")
        if rich:
            sheet.write_rich_string("B2", text[:4], bold, text[4:])
        else:
            sheet.write("B2", text)
    return list(BlankFinder(SourceBook.open(path)).blanks_in("说明", frozenset()))


@pytest.mark.parametrize("gap", ["  ", "__", " _", "_ ", "\u3000\u3000", "\xa0 ", "＿＿", "_＿"])
def test_two_signs_before_a_unit_are_a_blank(tmp_path: Path, gap: str) -> None:
    found = blanks(tmp_path / "表.xlsx", f"下达你县{gap}万元。")
    assert found == [Blank(2, 2, gap, "万元")]


def test_a_blank_may_lie_in_two_runs(tmp_path: Path) -> None:
    assert blanks(tmp_path / "表.xlsx", "下达__万元", rich=True) == [Blank(2, 2, "__", "万元")]


@pytest.mark.parametrize("text", ["下达你县万元", "下达你县 万元", "下达 你县_万元"])
def test_one_sign_or_none_is_no_blank(tmp_path: Path, text: str) -> None:
    assert blanks(tmp_path / "表.xlsx", text) == []
