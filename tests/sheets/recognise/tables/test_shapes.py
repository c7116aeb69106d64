"""Workbooks of the shapes seen in real notices, each with the reading that is expected of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.grids import grid_of, write_grids
from xianbiao.model.places import load_places
from xianbiao.model.tables import RecognisedTable
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables import read_grid

FOLDER = Path(__file__).resolve().parents[3] / "data" / "shapes"
WORKBOOKS: list[dict[str, Any]] = [
    book
    for path in sorted(FOLDER.glob("*.toml"))
    for book in tomllib.loads(path.read_text(encoding="utf-8"))["workbook"]
]
MEANINGS = {
    "序": "序号",
    "名": "单位名称",
    "区": "上级地区",
    "码": "代码",
    "人": "人数",
    "标": "标准",
    "金": "金额",
    "合": "合计",
    "比": "比例或系数",
    "注": "备注",
    "文": "文字",
    "?": "不明",
}
KINDS = {"合": "合计", "小": "小计", "单": "单位", "其": "其中", "题": "分组标题"}
each = pytest.mark.parametrize("book", WORKBOOKS, ids=lambda b: str(b["name"]))


def cells_of(text: str) -> list[str]:
    """A4,B5-B7 → A4, B5, B6, B7; C4-E4 → C4, D4, E4."""
    result = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        last = last or first
        if first[0] == last[0]:
            rows = range(int(first[1:]), int(last[1:]) + 1)
            result += [f"{first[0]}{r}" for r in rows]
        else:
            result += [f"{chr(c)}{first[1:]}" for c in range(ord(first[0]), ord(last[0]) + 1)]
    return result


def seen_columns(table: RecognisedTable) -> list[tuple[str, frozenset[str]]]:
    return [
        (c.meaning.value, frozenset({c.source, c.batch, c.category, c.stage} - {""}))
        for c in table.columns
    ]


def wanted_columns(text: str) -> list[tuple[str, frozenset[str]]]:
    return [(MEANINGS[word.split("/")[0]], frozenset(word.split("/")[1:])) for word in text.split()]


def seen_sums(table: RecognisedTable) -> dict[str, tuple[bool, list[str]]]:
    name = {r.index: r.ref.cell or "" for r in table.rows}
    return {
        name[s.result]: (s.is_complete, sorted(name[t] for t in s.terms)) for s in table.row_sums
    }


def wanted_sums(text: str) -> dict[str, tuple[bool, list[str]]]:
    result = {}
    for word in text.split():
        sign = "=" if "=" in word else "~"
        left, right = word.split(sign)
        result[left] = (sign == "=", sorted(cells_of(right)))
    return result


def letter(index: int) -> str:
    return chr(65 + index)


def check(book: dict[str, Any], grid: Grid) -> None:
    tables = read_grid(grid, load_places())
    if book["kind"] == "没有认出":
        assert not any(t.is_understood for t in tables)
        assert any(t.doubts for t in tables)
        return
    assert len(tables) == book.get("tables", 1)
    table = tables[0]
    assert table.is_understood
    assert table.kind.value == book["kind"]
    if "columns" not in book:
        return
    assert table.unit == book.get("unit")
    assert table.layout == book.get("layout", "普通")
    assert seen_columns(table) == wanted_columns(book["columns"])
    wanted = [(KINDS[w[0]], cell) for w in book["rows"].split() for cell in cells_of(w[1:])]
    assert [(r.kind.value, r.ref.cell) for r in table.rows] == wanted
    assert seen_sums(table) == wanted_sums(book["sums"])
    ties = {f"{letter(s.result)}={'+'.join(letter(t) for t in s.terms)}" for s in table.column_sums}
    assert ties >= set(book.get("ties", "").split())
    products = {
        f"{letter(p.count)}*{letter(p.standard)}={letter(p.amount)}" for p in table.products
    }
    assert products == set(book.get("products", "").split())
    doubts = {d.ref.cell for d in table.doubts}
    assert doubts == set(book.get("doubts", "").split())
    for pair in book.get("recipients", "").split():
        cell, _, full = pair.partition("=")
        row = next(r for r in table.rows if r.ref.cell == cell)
        assert row.recipient is not None
        assert row.recipient.full_name == full


def test_there_are_forty_shapes_and_more() -> None:
    assert len(WORKBOOKS) >= 40
    assert len({b["name"] for b in WORKBOOKS}) == len(WORKBOOKS)


@each
def test_a_shape_is_read_as_expected(book: dict[str, Any]) -> None:
    check(book, grid_of(book["grid"]))


@each
def test_every_value_of_a_shape_keeps_its_cell(book: dict[str, Any]) -> None:
    grid = grid_of(book["grid"])
    values = {c.ref.cell: c.value for c in grid.cells()}
    for table in read_grid(grid, load_places()):
        for row in table.rows:
            for amount in row.values.values():
                stored = values.get(amount.ref.cell)
                assert amount.is_blank == (stored is None)
                if isinstance(stored, int | float):
                    assert float(amount.value or 0) == stored


@each
def test_a_shape_is_read_alike_from_a_file(book: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_grids(path, [grid_of(book["grid"])])
    check(book, read_xlsx(path)[0])
