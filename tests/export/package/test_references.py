"""Formulas in pieces: every reference found, nothing else taken for one, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.export.package.references import letters_of, parse, shifted
from xianbiao.export.package.remaining import Remaining, moved, narrowed
from xianbiao.export.package.row_map import RowMap


@pytest.mark.parametrize(
    ("formula", "leaves"),
    [
        ('SUM(A1)+LOG10(B1)+DATEDIF(A1,B1,"y")', False),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", False),
        ("_xlfn.LET(_xlpm.x,A1,_xlpm.x+1)", False),
        ('_xlfn.DISPIMG("ID_1",1)', False),
        ("RMB(A1)&NUMBERSTRING(A1,1)", False),
        ("大写金额(A1)", True),
        ("_xll.XB_SUM(A1)", True),
        ('GETPIVOTDATA("金额",$A$4)', True),
        ('CUBEVALUE("连接","[量].[金额]")', True),
        ("[1]!汇总(A1)", True),
    ],
)
def test_a_formula_that_needs_macros_add_ins_or_pivots_leaves_the_file(
    formula: str, leaves: bool
) -> None:
    assert parse(formula).leaves_file is leaves


@pytest.mark.parametrize(
    ("total", "own"),
    [
        ("SUBTOTAL(109,明细[金额])", "SUBTOTAL(109,明细[金额])"),
        ("SUM(明细[金额])", "SUM(明细[金额])"),
        ("SUM(别表[金额])", None),
        ("SUM(明细[[#Totals],[金额]])", None),
        ("SUM(明细[金额])*2", None),
        ("AVERAGE(明细[金额])", None),
    ],
)
def test_a_total_of_a_column_of_a_table_adds_what_the_table_has(
    total: str, own: str | None
) -> None:
    remaining = Remaining({"表": RowMap.without({5, 6})}, cut_tables=frozenset(["明细"]))
    assert narrowed(total, "表", remaining) == own


@pytest.mark.parametrize("less", [False, True])
def test_a_formula_that_finds_sheets_by_words_stays_where_all_of_them_do(less: bool) -> None:
    whole = Remaining({"表": RowMap()}, less=less)
    for text in ('INDIRECT("底稿!A1")', "SHEETS()"):
        assert moved(text, "表", whole) == (None if less else text)
    assert moved("OFFSET(A1,1,0)", "表", whole) == "OFFSET(A1,1,0)"


@pytest.mark.parametrize(
    ("formula", "references"),
    [
        ("SUM(C5:C18)", ["C5:C18"]),
        ("LOG10(A1)*1E5+A1B", ["A1"]),
        ("'表 1'!$B$3&\"A1:B2\"", ["'表 1'!$B$3"]),
        ("VLOOKUP(A5,参数!$A:$B,2,0)", ["A5", "参数!$A:$B"]),
        ("SUM(Sheet1:Sheet3!A1)", ["Sheet1:Sheet3!A1"]),
        ("[1]表!A1+5:7", ["[1]表!A1", "5:7"]),
        ("明细[[#This Row],[A1]]+明细[B2]", []),
        ("IF(TRUE,#REF!,合计_1)", []),
        ("'it''s'!A1", ["'it''s'!A1"]),
    ],
)
def test_every_reference_is_found_and_nothing_else(formula: str, references: list[str]) -> None:
    assert [r.text for r in parse(formula).references()] == references
    assert parse(formula).text == formula


@given(st.text(alphabet="AB12$:!'\"()+,#[]表 ", max_size=30))
def test_no_character_of_a_formula_is_lost(formula: str) -> None:
    assert parse(formula).text == formula


@given(st.integers(1, 16384))
def test_letters_of_columns_count_as_they_should(column: int) -> None:
    (reference,) = parse(f"{letters_of(column)}1").references()
    assert reference.column_span() == (column, column)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A5+$B$2*C$3", "B7+$B$2*D$3"),
        ("SUM($A1:B2)", "SUM($A3:C4)"),
        ("A:B+3:4", "B:C+5:6"),
        ('参数!A1&"A1"', '参数!B3&"A1"'),
    ],
)
def test_a_shared_formula_is_written_out_for_its_cell(formula: str, expected: str) -> None:
    assert shifted(formula, 2, 1) == expected


KEPT = Remaining(
    {"表": RowMap([(5, 8), (10, 14)]), "参数": RowMap()},
    names=frozenset(["比例"]),
    tables=frozenset(["全"]),
    cut_tables=frozenset(["半"]),
    changed={"表": frozenset([15])},
)
"""Row 9 becomes row 5, the total in row 15 becomes row 6 and has another value."""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("C9+D9", "C5+D5"),
        ("C9*参数!$B$2", "C5*参数!$B$2"),
        ("SUM(C9:E9)", "SUM(C5:E5)"),
        ("VLOOKUP(B9,参数!A:B,2,0)", "VLOOKUP(B5,参数!A:B,2,0)"),
        ("C9*比例", "C5*比例"),
        ("SUM(全[数])", "SUM(全[数])"),
        ("半[[#This Row],[数]]*2", "半[[#This Row],[数]]*2"),
        ("SUM(C5:C14)", None),
        ("C9/C15", None),
        ("RANK(C9,C:C)", None),
        ("草稿!A1", None),
        ("[1]表!A1", None),
        ("ROW()-4", None),
        ('INDIRECT("C9")', None),
        ("C9*未知名", None),
        ("SUM(半[数])", None),
        ("SUM(表:参数!A1)", None),
    ],
)
def test_a_formula_moves_or_gives_way_to_its_value(formula: str, expected: str | None) -> None:
    assert moved(formula, "表", KEPT) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(C5:C14)", "SUM(C5:C5)"),
        ("SUBTOTAL(9,C5:C14)", "SUBTOTAL(9,C5:C5)"),
        ("C15+D15", "C6+D6"),
        ("SUM(C15:E15)", "SUM(C6:E6)"),
        ("C5+C6+C9", None),
        ("SUM(C5:C9,C12:C14)", None),
        ("AVERAGE(C5:C14)", None),
        ("SUM(参数!C5:C14)", None),
        ("SUM(C:C)", None),
    ],
)
def test_a_total_keeps_its_formula_where_it_adds_the_rows_that_stay(
    formula: str, expected: str | None
) -> None:
    assert narrowed(formula, "表", KEPT) == expected
