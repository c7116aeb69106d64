"""A county's file made from another's is the file that writing from the ground up gives."""

from __future__ import annotations

import io
from decimal import Decimal
from importlib import resources

import openpyxl
import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from xianbiao.demo.run import NOTICES
from xianbiao.export.county import CountyFiles
from xianbiao.export.package.archive import read_archive
from xianbiao.export.stencil import Stencil
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.plan import CellPlan, Formula, SheetPlan
from xianbiao.sheets.styles import Style

Contents = dict[str, bytes]


def parts(data: bytes) -> Contents:
    """The parts of a package, each with what it holds."""
    return {m.name: m.content() for m in read_archive(data, "")}


def cells(data: bytes, *, shown: bool) -> dict[str, list[tuple[object, ...]]]:
    """Every cell as openpyxl reads it: as entered, or as shown, with its looks."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=shown)
    return {
        s.title: [(c.coordinate, c.value, c.style, c.number_format) for r in s for c in r]
        for s in book
    }


def some_notice(amounts: list[str], names: list[str]) -> Notice:
    """A copy of the first notice with other amounts and other names, its total unchecked."""
    notice = sample.changji()
    table = notice.tables[0]
    for row, (amount, name) in enumerate(zip(amounts, names, strict=True)):
        line = table.rows[row]
        line.amounts[2] = sample.read_amount(amount, sample.at(60 + row, 3))
        assert line.recipient is not None
        table.rows[row] = replace(
            line,
            name=sample.text(name, 60 + row),
            recipient=replace(line.recipient, name=name),
        )
    return notice


@pytest.mark.parametrize("name", NOTICES)
def test_every_file_of_a_notice_is_the_one_written_from_the_ground_up(name: str) -> None:
    with resources.as_file(resources.files("xianbiao.demo") / name) as source:
        notice = read_notice([source])
    table, files = notice.tables[0], CountyFiles()
    for index in range(len(table.rows)):
        plans = county_book(notice, table, index)
        fresh, made = workbook_bytes(plans), files.bytes_of(notice, table, index)
        assert list(parts(made).items()) == list(parts(fresh).items())
        for shown in (True, False):
            assert cells(made, shown=shown) == cells(fresh, shown=shown)
    assert files.written < len(table.rows) / 2


_AMOUNTS = st.decimals(Decimal("0.01"), Decimal(999_999), places=2).map(str)
_NAMES = st.text("昌吉阜康 市县<&>\"'1a", min_size=1, max_size=9)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(_AMOUNTS, _NAMES), min_size=7, max_size=7))
def test_amounts_and_names_change_and_the_files_stay_those_of_the_ground_up(
    rows: list[tuple[str, str]],
) -> None:
    notice = some_notice([a for a, _ in rows], [n for _, n in rows])
    table, files = notice.tables[0], CountyFiles()
    for index in range(3):
        fresh = workbook_bytes(county_book(notice, table, index))
        assert parts(files.bytes_of(notice, table, index)) == parts(fresh)


def test_a_file_is_the_same_whichever_came_before(notice: Notice) -> None:
    table = notice.tables[0]
    forth, back = CountyFiles(), CountyFiles()
    order = range(len(table.rows))
    first = [forth.bytes_of(notice, table, i) for i in order]
    assert first == [back.bytes_of(notice, table, i) for i in reversed(order)][::-1]


def plan(*values: object, style: Style = Style.TEXT) -> list[SheetPlan]:
    """A sheet of one row, and a formula that looks at its first two cells."""
    sheet = SheetPlan("甲")
    sheet.put_row(0, 0, values, style)  # type: ignore[arg-type]
    sheet.put(1, 0, Formula('=IF(A1="","无",A1&"/"&B1*3)'), Style.TEXT)
    sheet.put(1, 1, Formula("=IF(B1>1,B1/3,A1)"), Style.TEXT)
    return [sheet]


@pytest.mark.parametrize(
    "values",
    [
        ("乙", 3),
        ("乙", Decimal("0.1")),
        ("乙", Decimal("1234567890123.45")),
        ("乙", 0),
        (" <乙> & '丙' \"丁\"", 1),
        ("两行\n字", 2),
        ("说明", 7),
    ],
    ids=str,
)
def test_texts_and_numbers_are_exchanged(values: tuple[object, object]) -> None:
    first = plan("甲", 5, "说明")
    other = plan(*values, "说明")
    cut = Stencil(first).cut(other)
    assert cut is not None
    assert parts(cut) == parts(workbook_bytes(other))


@pytest.mark.parametrize(
    "other",
    [
        plan("乙", 5),
        plan("乙", 5, "说明", "多"),
        plan("乙", 5, "说明", style=Style.HEADER),
        plan("12", 5, "说明"),
        plan("_x0041_", 5, "说明"),
        plan(3, 5, "说明"),
        plan("乙", None, "说明"),
        [*plan("乙", 5, "说明"), SheetPlan("乙")],
        [SheetPlan("乙", cells=plan("乙", 5, "说明")[0].cells)],
        [SheetPlan("甲", cells=plan("乙", 5, "说明")[0].cells, widths={0: 40})],
        [
            SheetPlan(
                "甲",
                cells=plan("乙", 5, "说明")[0].cells
                | {(1, 1): CellPlan(Formula("=B1*2"), Style.TEXT)},
            )
        ],
    ],
    ids=range(11),
)
def test_another_shape_is_not_made_from_it(other: list[SheetPlan]) -> None:
    first = plan("甲", 5, "说明")
    assert Stencil(first).cut(other) is None


def test_a_formula_that_fails_is_left_to_writing_from_the_ground_up() -> None:
    sheet = SheetPlan("甲")
    sheet.put_row(0, 0, (4, Formula("=1/A1")), Style.TEXT)
    other = SheetPlan("甲")
    other.put_row(0, 0, (0, Formula("=1/A1")), Style.TEXT)
    stencil = Stencil([sheet])
    assert stencil.cut([other]) is None
    assert stencil.cut([sheet]) is not None
