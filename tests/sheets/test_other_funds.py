"""Nothing of one fund sits in the code: another fund is another folder of data."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import xianbiao
from support.new_books import (
    CASES,
    made,
)
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.data_files import DATA
from xianbiao.model.form_layouts import standard_layout
from xianbiao.model.funds import FundProfile, load_funds
from xianbiao.sheets.layout.book import working_book


def words_of(fund: FundProfile) -> set[str]:
    """All that a fund calls its own: names, codes, accounts, indicators, goals, fields."""
    words = {fund.name, *fund.aliases, fund.project_code, fund.income_account, *fund.goals}
    words |= {code.code for codes in fund.codes.values() for code in codes}
    words |= {code.name for codes in fund.codes.values() for code in codes if len(code.name) > 4}
    words |= {i.name for library in fund.libraries for i in library.indicators}
    words |= {cell.value for layout in fund.layouts for line in layout.head for cell in line}
    words |= set(fund.tags) | {fund.expenditure_class, fund.purposes} | set(fund.titles.values())
    return words - {""}


FORM_WORDS = {
    cell.name
    for layout in (standard_layout(), *(own for fund in load_funds() for own in fund.layouts))
    for line in layout.head
    for cell in line
} - {"项目名称"}
"""Fields of target forms; 项目名称 also names the fund in code that reads other tables."""


@pytest.mark.parametrize("fund", load_funds(), ids=lambda fund: fund.key)
def test_no_word_of_a_fund_stands_in_the_code(fund: FundProfile) -> None:
    """What belongs to one fund is data: another fund is another folder of data files."""
    package = Path(xianbiao.__file__).parent
    words = words_of(fund)
    assert len(words) > 30
    holding = [
        f"{path.relative_to(package)}, line {node.lineno}: {word}"
        for path in package.rglob("*.py")
        for node in strings_of(path)
        for word in words
        if word in node.value
    ]
    assert holding == []


def test_no_word_of_a_form_stands_in_the_code_that_draws_it() -> None:
    package = Path(xianbiao.__file__).parent / "sheets" / "layout"
    holding = [
        f"{path.name}, line {node.lineno}: {node.value}"
        for path in package.glob("*.py")
        for node in strings_of(path)
        if node.value in FORM_WORDS | {standard_layout().title, standard_layout().goals_label}
    ]
    assert holding == []


def strings_of(path: Path) -> Iterator[Any]:
    """The texts in a module that are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def test_a_workbook_of_another_fund_holds_no_word_of_the_first() -> None:
    data = workbook_bytes(working_book(made(CASES["allocation of another fund"]), ()))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = "".join(package.read(n).decode() for n in package.namelist())
    # The drop-down of funds on 参数 names every fund there is; the words of targets are common.
    named = [f.name for f in load_funds() if f.key == "hardship"]
    common = re.findall(r'"([^"]+)"', (DATA / "target_words.toml").read_text(encoding="utf-8"))
    for shared in (*named, *sorted(common, key=len, reverse=True)):
        content = content.replace(f">{shared}<" if shared in common else shared, "><")
    assert not [w for w in ("困难群众", "低保", "救助", "孤儿", "流浪", "民政") if w in content]
