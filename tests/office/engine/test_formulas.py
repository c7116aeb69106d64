"""Formulas go to LibreOffice and come back in Excel's English writing."""

from typing import Any

import pytest

from xianbiao.engines.libreoffice.formulas import shifted
from xianbiao.model.errors import XianbiaoError

FORMULAS = [
    "=A1+B1",
    "=SUM(A1:A3)",
    "=SUM(A1,B2,3)",
    '=IF(A1>0,"通过","不符")',
    '=IFERROR(A1/B1,"")',
    "=$A$1*$B2",
    "=ROUND(SUM(A1:A3)-B1,2)=0",
    '=TEXT(A1,"0.00;-0.00")',
    '=SUMPRODUCT(--(A1:A3="a,b;c"),B1:B3)',
    "=INDEX(A1:B3,MATCH(1,A1:A3,0),2)",
    "=SUM(1:1)",
    "=SUM(A:A)",
    "=-A1%",
    "=1.5E+20",
    "=A1:A3 A2:B2",
    '=COUNTIF(A1:A3,">=95%")',
    "=IF(ISNA(A1),#N/A,1)",
    "=SUM(#REF!,A1)",
    "=TRUE()",
    "=XB_CHECK(A1,B1:B3)",
    "=VLOOKUP(A1,另一张表!A1:B2,2,FALSE())",
    "='a b'!A1+另一张表!$B$2",
    '=HYPERLINK("#另一张表!B4","定位")',
    "=SUBTOTAL(109,A1:A3)",
]


@pytest.fixture
def sheets(book: Any) -> Any:
    """A sheet with two others beside it, one of a name that needs apostrophes."""
    first = book.sheets[0]
    book.sheets.add("另一张表", after=first)
    book.sheets.add("a b", after=first)
    return first


def test_a_formula_reads_as_it_was_written(sheets: Any) -> None:
    for formula in FORMULAS:
        sheets["D5"].formula = formula
        assert sheets["D5"].formula == formula


def test_a_column_of_formulas_reads_as_it_was_written(sheets: Any) -> None:
    target = sheets["D1"].resize(len(FORMULAS), 1)
    target.formula = [[formula] for formula in FORMULAS]
    assert [row[0] for row in target.formula] == FORMULAS


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("=A1*2", {"C1": "=A1*2", "C3": "=A3*2", "D2": "=B2*2"}),
        ("=$A1+B$1", {"C3": "=$A3+B$1", "D1": "=$A1+C$1"}),
        ('=IF(A1="A1","A1",$A$1)', {"D2": '=IF(B2="A1","A1",$A$1)'}),
        ("=SUM(A1:B1)", {"D3": "=SUM(B3:C3)"}),
    ],
)
def test_one_formula_fills_a_range_as_in_excel(
    sheet: Any, formula: str, places: dict[str, str]
) -> None:
    sheet["C1:D3"].formula = formula
    assert {address: sheet[address].formula for address in places} == places


@pytest.mark.parametrize(
    "formula", ["=A1+$B$2", "=SUM(A1:C3)", "='A1 b'!B2&\"C3\"", "=LOG10(B4)+A1", "=Q1_x+A1"]
)
def test_a_copied_formula_is_shifted_as_libreoffice_shifts_it(sheet: Any, formula: str) -> None:
    """`shifted` against a copy that LibreOffice makes itself."""
    sheet["D4"].formula = formula
    sheet["D4"].copy(sheet["F7"])
    assert sheet["F7"].formula == shifted(sheet["D4"].formula, 3, 2)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "1"),
        (1.5, "1.5"),
        (1e20, "1E+20"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (None, ""),
        ("'=1+1", "=1+1"),
        ("'007", "007"),
        ("2024-1-5", "45296"),
        ("=NA()", "=NA()"),
        ("#N/A", "#N/A"),
    ],
)
def test_a_value_shows_in_the_formula_bar_as_it_was_entered(
    sheet: Any, value: Any, shown: str
) -> None:
    sheet["A1"].value = value
    assert sheet["A1"].formula == shown
    assert sheet["A1:B1"].formula == ((shown, ""),)


def test_formula2_is_the_same_formula(sheet: Any) -> None:
    sheet["A1"].formula2 = "=UNIQUE(A2:A10)"
    assert sheet["A1"].formula2 == "=UNIQUE(A2:A10)"


def test_an_array_formula_fills_its_range(sheet: Any) -> None:
    sheet["A1"].value = [[1, 4], [2, 5], [3, 6]]
    sheet["D1:D3"].formula_array = "=A1:A3*B1:B3"
    assert sheet["D1:D3"].value == [4.0, 10.0, 18.0]
    assert sheet["D1:D3"].formula_array == "=A1:A3*B1:B3"
    assert sheet["D2"].has_array
    assert not sheet["A1"].has_array


def test_a_formula_is_computed_when_what_it_reads_changes(sheet: Any) -> None:
    sheet["A1"].value = [1, "=A1*2"]
    sheet["A1"].value = 21
    assert sheet["B1"].value == 42.0


def test_manual_calculation_waits_for_the_call(app: Any, sheet: Any) -> None:
    sheet["A1"].value = [1, "=A1*2"]
    with app.properties(calculation="manual"):
        sheet["A1"].value = 21
        assert sheet["B1"].value == 2.0
        app.calculate()
        assert sheet["B1"].value == 42.0
    assert app.calculation == "automatic"


def test_this_row_is_only_known_in_a_table(sheet: Any) -> None:
    with pytest.raises(XianbiaoError, match="只能写在表格里"):
        sheet["A1"].formula = "=[@金额]*2"
