"""Tables as bureaus lay them out: nothing to say of right ones, one finding for one slip."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.grids import grid_of, tables_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.model.tables import Meaning, RowKind
from xianbiao.sheets.recognise.notice import recognise
from xianbiao.sheets.recognise.tables.final import final_of

FILE = Path(__file__).resolve().parents[1] / "data" / "clerks" / "tables.toml"
WORKBOOKS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["workbook"]
GRIDS = {str(book["name"]): str(book["grid"]) for book in WORKBOOKS}
each = pytest.mark.parametrize("book", WORKBOOKS, ids=lambda b: str(b["name"]))


def findings(text: str, *edits: tuple[str, str]) -> list[Finding]:
    """What is found after replacing the first of two texts by the second, for each pair."""
    text = text.removeprefix("\n")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return check(recognise("表.xlsx", [grid_of(text)], load_places()))


@each
def test_a_right_table_has_no_finding_but_of_names(book: dict[str, Any]) -> None:
    assert [f for f in findings(book["grid"]) if f.rule != "C90"] == []


@each
def test_a_table_is_read_without_doubt(book: dict[str, Any]) -> None:
    tables = tables_of(book["grid"])
    assert all(table.is_understood for table in tables)
    assert [d.text for table in tables for d in table.doubts] == []


@each
def test_the_column_with_what_everybody_gets_is_found(book: dict[str, Any]) -> None:
    table = tables_of(book["grid"])[0]
    final = final_of(table, {c.index: c.index for c in table.columns})
    assert final is not None
    assert table.column(final).name == book["final"]


@pytest.mark.parametrize(
    ("name", "edits", "rule", "cell"),
    [
        ("栏号一行、金额和百分比成对", [("18|60|6|20", "18|80|6|20")], "G17", "G7"),
        ("市辖区小计后面还有区", [("237|142|1", "273|142|1")], "G01", "C12"),
        ("人数、标准、月数", [("300|600|6|", "300|600|7|")], "G04", "E6"),
        ("人数、标准、月数", [("|720|500|220", "|720|500|202")], "G03", "H3"),
        ("几项资金各分提前和本次", [("|310|80", "|310|90")], "C08", "J6"),
        ("省直管县一组、表中有注", [("天门市|350|250|100", "天门市|350|250|10")], "G03", "D19"),
        ("两年对比和占比", [("310|15.5", "310|51.5")], "G17", "G6"),
        ("按人口、标准和分担比例算", [("2256|338.4", "2265|338.4")], "G04", "D5"),
        ("因素分配", [("|0.25|0.125|1200", "|0.35|0.125|1200")], "G14", "C6"),
        ("累计支出和进度", [("629|66.91%", "629|65.00%")], "G17", "G8"),
        ("清算有正有负", [("12000|500|600", "12000|550|600")], "G04", "D4"),
        ("户均和人均", [("2.03|6100", "2.03|6010")], "G16", "F5"),
        ("各来源占比", [("71.43%", "74.13%")], "G17", "D5"),
        ("提前下达和上年执行率", [("800|80%", "800|85%")], "G17", "F4"),
        ("合计下面一行人均", [("80|150|60000|64800", "80|150|60000|68400")], "C08", "H6"),
    ],
)
def test_one_slip_is_found_at_its_cell(
    name: str, edits: list[tuple[str, str]], rule: str, cell: str
) -> None:
    faults = [f for f in findings(GRIDS[name], *edits) if f.severity is Severity.ERROR]
    assert (rule, cell) in {(f.rule, f.ref.cell) for f in faults}


def test_rows_below_the_total_that_are_no_part_of_it_are_nobodys() -> None:
    names = ("合计下面一行人均", "合计下面上年数和增幅")
    found = [r for name in names for t in tables_of(GRIDS[name]) for r in t.rows]
    aside = [r.name.stripped for r in found if r.kind is RowKind.ASIDE]
    assert aside == ["人均补差", "2023年合计", "增减额", "增幅"]
    assert all(r.recipient is None for r in found if r.name.stripped in aside)


def test_months_are_counted_and_never_added_up() -> None:
    (table,) = tables_of(GRIDS["人数、标准、月数"])
    months = next(c for c in table.columns if c.name == "补助月数")
    assert months.meaning is Meaning.RATIO
    assert [(p.count, p.standard, p.months, p.amount) for p in table.products] == [(1, 2, 3, 4)]


def test_a_name_with_a_remark_behind_it_is_the_place_unless_another_row_is() -> None:
    grid = GRIDS["名称后面有说明"]
    (table,) = tables_of(grid)
    codes = [r.recipient.code for r in table.recipients if r.recipient]
    assert codes == ["610502", "610503", "610581"]
    (table,) = tables_of(grid.replace("华州区*", "临渭区"))
    codes = [r.recipient.code for r in table.recipients if r.recipient]
    assert codes == [None, "610502", "610581"]
