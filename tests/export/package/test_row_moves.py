"""Rows moved as a whole say what rows moved cell by cell say, or are left to be read."""

from __future__ import annotations

import re

import pytest

from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.row_moves import moved_cells
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings


def cell(formula: str, row: int = 17) -> bytes:
    """A row of one cell with a formula."""
    return b'<c r="AB%d" s="17"><f>%b</f><v>17</v></c>' % (row, formula.encode())


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(C17:K17)", "SUM(C5:K5)"),
        ("$C17*$D$17", "$C5*$D$5"),
        ('IF(C17&gt;0,"有","无")', 'IF(C5&gt;0,"有","无")'),
        ("1+2", "1+2"),
        ("C17*170", None),
        ("C17*17", None),
        ("C17/C$18", None),
        ("分配!C17", None),
        ("ROW()-C17", None),
        ("LOG17(C17)", None),
        ("合计+C17", None),
        ("表1[[#This Row],[金额]]", None),
        ("[1]分配!C17", None),
        ("C17&amp;&#34;A&#34;", None),
        ("17:17", "5:5"),
        ("SUM(C16:C17)", None),
    ],
)
def test_a_formula_of_its_own_row_moves_with_it(formula: str, moved: str | None) -> None:
    result = None if moved is None else b'<c r="AB5" s="17"><f>%b</f><v>17</v></c>' % moved.encode()
    assert moved_cells(cell(formula), 17, 5) == result


@pytest.mark.parametrize(
    "inner",
    [
        b'<c r="A17"><f t="shared" si="0"/><v>1</v></c>',
        b'<c s="1" r="A17"/>',
        b"<c r=\"A17\"/><c r='B17'/>",
        b' <c r="A17"/>',
    ],
)
def test_an_unusual_cell_is_left_to_be_read(inner: bytes) -> None:
    assert moved_cells(inner, 17, 5) is None


def test_both_ways_of_writing_a_row_give_the_same() -> None:
    inner = (
        b'<c r="A4" s="1"><v>1</v></c><c r="B4" t="s"><v>0</v></c><c r="C4" s="2"/>'
        b'<c r="D4" t="inlineStr"><is><t>D4</t></is></c><c r="E4"><f>SUM(A4:C4)</f><v>1</v></c>'
        b'<c r="F4" t="b"><v>1</v></c>'
    )
    data = b'<worksheet><sheetData><row r="3"/><row r="4" ht="9">%b</row></sheetData></worksheet>'
    sheet = SheetXml(data % inner, "sheet1.xml")
    strings = SharedStrings("<sst><si><t>县</t></si></sst>".encode())
    row = sheet.row(4)
    assert row is not None
    remaining = Remaining({"表": RowMap(((1, 2),))})
    moved = RowWriter(sheet, "表", strings, remaining).row(row)
    marked = Remaining({"表": RowMap(((1, 2),))}, changed={"表": frozenset([4])})
    one_by_one = RowWriter(sheet, "表", strings, marked).row(row, {9: None})
    assert b"<v>1</v></c><c" in one_by_one
    assert moved.replace(b"<f>SUM(A2:C2)</f>", b"") == one_by_one
    assert b"<f>SUM(A2:C2)</f>" in moved


def test_a_row_is_found_however_its_tag_is_written() -> None:
    rows = (
        b'<row r="1"/>\n<row spans="1:3" r="2" ht="9"><c r="A2"/></row>'
        b'<row r="4" spans="1:3"></row><row r="5" hidden="1"><c r="A5"/></row>'
    )
    sheet = SheetXml(b"<worksheet><sheetData>%b</sheetData><rowBreaks/></worksheet>" % rows, "x")
    assert [tuple(row) for row in sheet.rows()] == [
        (1, b"", b""),
        (2, b' ht="9"', b'<c r="A2"/>'),
        (4, b"", b""),
        (5, b' hidden="1"', b'<c r="A5"/>'),
    ]
    assert sheet.numbers_between(2, 4) == [2, 4]


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b'<row r="3"></row>',
        b'<row r="1"><c r="A1"/></row><row r="7"><c r="A7"/></row>',
        b'<row r="1"><c r="A1"/></row>\n<row r="7"><c r="A7"/></row>\n',
        b' <row r="1"/><row spans="1:2" r="7"></row>',
        b'<row r="1"/><row r="7"></row>',
        b'<row r="1"></row><row r="7"/>',
        b'<row r="1"></row><row ht="9" r="7"></row>',
    ],
)
def test_rows_are_found_alike_where_their_tags_are_plain_and_where_not(rows: bytes) -> None:
    whole = b"<worksheet><sheetData>%b</sheetData></worksheet>" % rows
    sheet = SheetXml(whole, "x")
    numbers = [int(n) for n in re.findall(rb"\sr=\"(\d+)\"", rows)]
    assert sheet.numbers == numbers
    for number in numbers:
        row = sheet.row(number)
        assert row is not None
        assert row.inner == (b'<c r="A%d"/>' % number if b"<c" in rows else b"")
