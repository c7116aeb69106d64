"""One slip in a clerk's table of any of the shapes that bureaus use is told once, at its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.recognise.notice import recognise

FILE = Path(__file__).resolve().parents[1] / "data" / "clerks" / "tables.toml"
BOOKS: dict[str, str] = {
    str(book["name"]): str(book["grid"]).removeprefix("\n")
    for book in tomllib.loads(FILE.read_text(encoding="utf-8"))["workbook"]
}
Cells = list[list[str]]
_TOTAL = re.compile("合计|总计|全市|全省")

NOT_ONCE = {
    "市本级和县区各有小计": "漏一行 一行两遍 整行右移",
    "市辖区小计后面还有区": "漏一行 一行两遍 整行右移",
    "片区合并": "漏一行 一行两遍 整行右移",
    "省直管县一组、表中有注": "漏一行",
    "两栏并列": "一行两遍 整行右移",
    "转置": "一行两遍 整行右移",
    "栏次一行": "一行两遍",
    "资金来源分行": "整行右移",
    "上下两张、单位不同": "一行两遍",
    "比例写成6:2:1:1": "整行右移",
    "补发和扣发": "漏一行",
}
"""Shapes in which a group loses its only proof, or a row is no recipient's: told more than once."""


def _number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text.strip()) is not None


def _drawn(cells: Cells) -> str:
    return "\n".join("|".join(row) for row in cells)


def _with(cells: Cells, row: int, column: int, text: str) -> str:
    changed = [list(r) for r in cells]
    changed[row][column] = text
    return _drawn(changed)


def _slips(grid: str) -> Iterator[tuple[str, str, str | None]]:
    """Kinds of slips, each with the changed drawing and the cell, where there is one."""
    cells = [line.split("|") for line in grid.rstrip("\n").splitlines()]
    rows = [i for i, r in enumerate(cells) if i > 1 and any(map(_number, r))]
    totals = [i for i in rows if _TOTAL.search("".join(cells[i]).replace(" ", ""))]
    single = [i for i in rows if i not in totals and "小计" not in "".join(cells[i])]
    if len(single) < 3:
        return
    row = single[1]
    figures = [k for k, text in enumerate(cells[row]) if k and _number(text)]
    at = figures[0]
    yield "漏一行", _drawn([r for i, r in enumerate(cells) if i != row]), None
    yield "一行两遍", _drawn([*cells[: row + 1], *cells[row:]]), None
    shifted = [*cells[row][:at], "", *cells[row][at:]]
    place = f"{column_letters(at)}{row + 1}"
    yield "整行右移", _drawn([*cells[:row], shifted, *cells[row + 1 :]]), place
    yield "带了单位", _with(cells, row, at, f"{cells[row][at]}元"), place
    for total in totals[:1]:
        sums = [k for k, t in enumerate(cells[total]) if _number(t) and float(t) >= 10]
        if sums:
            wrong = f"{float(cells[total][sums[0]]) + 10:g}"
            place = f"{column_letters(sums[0])}{total + 1}"
            yield "合计多十", _with(cells, total, sums[0], wrong), place


SEEDED = [
    (name, kind, text, place)
    for name, grid in BOOKS.items()
    for kind, text, place in _slips(grid)
    if kind not in NOT_ONCE.get(name, "").split()
]


@cache
def _found(grid: str) -> tuple[Finding, ...]:
    found = check(recognise("表.xlsx", [grid_of(grid)], load_places()))
    return tuple(f for f in found if f.rule != "C02")


def test_enough_slips_are_tried() -> None:
    assert len({name for name, *_ in SEEDED}) >= 40
    assert len(SEEDED) >= 200


@pytest.mark.parametrize(
    ("name", "kind", "text", "place"), SEEDED, ids=[f"{n}-{k}" for n, k, *_ in SEEDED]
)
def test_a_slip_in_a_table_is_told_once(name: str, kind: str, text: str, place: str | None) -> None:
    usual = {(f.rule, f.message) for f in _found(BOOKS[name])}
    (new,) = [f for f in _found(text) if (f.rule, f.message) not in usual]
    assert place is None or new.ref.cell == place
    assert new.severity is Severity.ERROR or kind in ("漏一行", "一行两遍", "带了单位", "合计多十")
