"""Formulas, ranges and widths when one of several lanes stays."""

from __future__ import annotations

import pytest
from lxml import etree

from xianbiao.export.lanes.moves import CellMoves
from xianbiao.export.lanes.paper import fit_across, page_width
from xianbiao.export.lanes.ranges import laid_ranges, rule_formula
from xianbiao.export.lanes.rows import is_sum
from xianbiao.export.lanes.widths import set_widths
from xianbiao.export.package.references import parse
from xianbiao.export.package.xml_text import MAIN

SECOND = CellMoves(
    sheet="分配",
    rows=(3, 9),
    region=frozenset(range(1, 7)),
    usual={4: 1, 5: 2, 6: 3},
    other_rows={3: {1: (3, 1), 2: (3, 2), 3: (3, 3)}, 9: {4: (8, 1), 5: (8, 2), 6: (8, 3)}},
    carried={(2, 6): (2, 3)},
)
"""Of two panels in A3:C9 and D3:F9 the second stays; its last row moves up by one."""


@pytest.mark.parametrize(
    ("place", "new"),
    [
        ((4, 4), (4, 1)),
        ((4, 1), None),
        ((3, 2), (3, 2)),
        ((3, 5), None),
        ((9, 6), (8, 3)),
        ((2, 6), (2, 3)),
        ((2, 5), (2, 5)),
        ((4, 7), (4, 7)),
        ((10, 1), (10, 1)),
    ],
)
def test_a_cell_goes_where_its_lane_goes_or_nowhere(
    place: tuple[int, int], new: tuple[int, int] | None
) -> None:
    assert SECOND.place(*place) == new


@pytest.mark.parametrize(
    ("formula", "own", "new"),
    [
        ("D4*E4", "分配", "A4*B4"),
        ("SUM($D$4:$F$7)", "分配", "SUM($A$4:$C$7)"),
        ("分配!F9", "说明", "分配!C8"),
        ("SUM(F4:F9)", "分配", None),
        ("A4+1", "分配", None),
        ("SUM(C4:F4)", "分配", None),
        ("SUM(A1:F2)", "分配", None),
        ("F2", "分配", "C2"),
        ("H4+A10", "分配", "H4+A10"),
        ("SUM(F:F)", "分配", None),
        ("SUM(H:H)", "分配", "SUM(H:H)"),
        ("SUM(4:4)", "分配", None),
        ("SUM(20:20)", "分配", "SUM(20:20)"),
        ("F4", "说明", "F4"),
        ("INDIRECT(F4)", "分配", None),
        ("COLUMN()", "分配", None),
        ("COLUMN()", "说明", "COLUMN()"),
    ],
)
def test_a_formula_follows_the_cells_that_it_reads(formula: str, own: str, new: str | None) -> None:
    assert SECOND.formula(formula, own) == new


@pytest.mark.parametrize(
    ("ranges", "new"),
    [
        ("D4:F8", "A4:C8"),
        ("A4:C8", None),
        ("A4:F8", "A4:C8"),
        ("C4:C8 F4:F8", "C4:C8"),
        ("A1:F1", "A1:F1"),
        ("F4:H8", "C4:C8 G4:H8"),
        ("H4:H8", "H4:H8"),
    ],
)
def test_the_ranges_of_a_rule_are_those_of_the_lane(ranges: str, new: str | None) -> None:
    assert laid_ranges(ranges, SECOND) == new


@pytest.mark.parametrize(
    ("formula", "old", "new", "expected"),
    [
        ("F4>1000", "F4:F8", "C4:C8", "C4>1000"),
        ("$F4>AVERAGE($F$4:$F$8)", "F4:F8", "C4:C8", "$C4>AVERAGE($C$4:$C$8)"),
        ("$A4>1000", "F4:F8", "C4:C8", None),
        ("A4>0", "A4:F8", "A4:C8", "A4>0"),
        ("说明!$F$4>0", "F4:F8", "C4:C8", "说明!$F$4>0"),
    ],
)
def test_the_formula_of_a_rule_follows_its_ranges(
    formula: str, old: str, new: str, expected: str | None
) -> None:
    assert rule_formula(formula, "分配", old, new, SECOND) == expected


@pytest.mark.parametrize(
    ("formula", "adds"),
    [
        ("SUM(C4:C9,F4:F9)", True),
        ("C4+F4+SUM(I4:I9)", True),
        ("C4-F4", False),
        ("SUM(C4:C9)*2", False),
        ("SUM(说明!C4)", False),
        ("AVERAGE(C4:C9)", False),
        ("SUM(合计)", False),
        ("1+2", False),
    ],
)
def test_only_what_adds_up_cells_is_a_sum(formula: str, adds: bool) -> None:
    assert is_sum(parse(formula), "分配") is adds


def sheet(inner: str) -> etree._Element:
    """A sheet with these elements."""
    return etree.fromstring(f'<worksheet xmlns="{MAIN}">{inner}</worksheet>')


def columns(root: etree._Element) -> list[tuple[str, str, float, bool]]:
    """First, last, width and whether it is hidden of each line of columns."""
    return [
        (e.get("min"), e.get("max"), float(e.get("width", "0")), e.get("hidden") == "1")
        for e in root.iterfind("{*}cols/{*}col")
    ]


def test_the_columns_that_stay_share_the_width_of_those_that_go() -> None:
    root = sheet('<cols><col min="1" max="3" width="10"/><col min="4" max="8" width="5"/></cols>')
    set_widths(root, (2, 5), {4, 5})
    assert columns(root) == [
        ("1", "1", 10, False),
        ("2", "2", 15, False),
        ("3", "3", 15, False),
        ("4", "4", 5, True),
        ("5", "5", 5, True),
        ("6", "8", 5, False),
    ]


def test_a_sheet_wider_than_its_page_fills_the_page_and_no_more() -> None:
    root = sheet('<cols><col min="1" max="50" width="20"/></cols>')
    limit = page_width(root)
    set_widths(root, (1, 50), set(range(3, 51)))
    assert 40 < sum(w for _, _, w, hidden in columns(root) if not hidden) <= limit + 0.1


@pytest.mark.parametrize(
    ("inner", "fitted"),
    [
        ("<sheetData/>", True),
        ('<sheetData/><pageSetup orientation="landscape"/>', True),
        ('<sheetData/><pageSetup scale="80"/>', False),
        ("<sheetData/><drawing/>", True),
    ],
)
def test_a_sheet_is_fitted_to_one_page_across_unless_it_is_scaled(inner: str, fitted: bool) -> None:
    root = sheet(inner)
    fit_across(root)
    page, setup = root.find("{*}sheetPr/{*}pageSetUpPr"), root.find("{*}pageSetup")
    assert (page is not None) == fitted
    assert (setup is not None and setup.get("fitToHeight") == "0") == fitted
    order = [etree.QName(e).localname for e in root]
    assert order.index("sheetData") < order.index("pageSetup") < len(order) - ("drawing" in order)
