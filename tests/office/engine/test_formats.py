"""The look of cells: set through xlwings, read through xlwings, None where cells differ."""

from typing import Any

import pytest

from xianbiao.engines.libreoffice.refused import NotInLibreOffice
from xianbiao.model.errors import XianbiaoError

PROPERTIES = [
    ("number_format", "General", "0.00"),
    ("number_format", "General", "yyyy/m/d"),
    ("number_format", "General", '#,##0.00_ ;[Red]-#,##0.00 "万元"'),
    ("number_format", "General", "mm/dd/yy;@"),
    ("number_format", "General", "@"),
    ("color", None, (255, 192, 0)),
    ("wrap_text", False, True),
    ("horizontal_alignment", "general", "left"),
    ("horizontal_alignment", "general", "center"),
    ("horizontal_alignment", "general", "right"),
    ("horizontal_alignment", "general", "fill"),
    ("horizontal_alignment", "general", "justify"),
    ("horizontal_alignment", "general", "distributed"),
    ("vertical_alignment", "bottom", "top"),
    ("vertical_alignment", "bottom", "center"),
    ("vertical_alignment", "bottom", "justify"),
    ("vertical_alignment", "bottom", "distributed"),
]


@pytest.mark.parametrize(("name", "before", "after"), PROPERTIES, ids=str)
def test_a_format_is_set_and_read(sheet: Any, name: str, before: Any, after: Any) -> None:
    assert getattr(sheet["B2"], name) == before
    setattr(sheet["B2:C3"], name, after)
    assert getattr(sheet["B2:C3"], name) == after
    assert getattr(sheet["B2:D3"], name) is None


FONT = [
    ("bold", True),
    ("italic", True),
    ("size", 16.0),
    ("color", (192, 0, 0)),
    ("name", "仿宋_GB2312"),
]


@pytest.mark.parametrize(("name", "value"), FONT, ids=str)
def test_a_font_is_set_and_read(sheet: Any, name: str, value: Any) -> None:
    setattr(sheet["B2"].font, name, value)
    assert getattr(sheet["B2"].font, name) == value
    assert getattr(sheet["B2:C2"].font, name) is None


def test_a_font_holds_for_chinese_letters(sheet: Any) -> None:
    """LibreOffice keeps a font for Latin and another for Chinese letters."""
    font = sheet["A1"].font
    font.bold, font.size, font.name = True, 22, "方正小标宋简体"
    cell = sheet["A1"].api
    assert (cell.CharWeightAsian, cell.CharHeightAsian) == (150.0, 22.0)
    assert cell.CharFontNameAsian == "方正小标宋简体"


@pytest.mark.parametrize(
    ("given", "read"),
    [((30, 100, 200), (30, 100, 200)), ("#A9D08E", (169, 208, 142)), (0xFFFF00, (0, 255, 255))],
)
def test_a_colour_is_a_tuple_a_text_or_excels_number(sheet: Any, given: Any, read: Any) -> None:
    sheet["A1"].color = given
    assert sheet["A1"].color == read
    sheet["A1"].color = None
    assert sheet["A1"].color is None


SIDES = ["edge_top", "edge_bottom", "edge_left", "edge_right"]


@pytest.mark.parametrize("style", ["continuous", "dash", "dot", "dash_dot", "dash_dot_dot"])
@pytest.mark.parametrize("weight", ["hairline", "thin", "medium", "thick"])
def test_a_border_has_style_weight_and_colour(sheet: Any, style: str, weight: str) -> None:
    sheet["B2:C3"].borders.set("outside", line_style=style, weight=weight, color="#ff0000")
    for side in SIDES:
        border = sheet["B2:C3"].borders[side]
        assert (border.line_style, border.weight, border.color) == (style, weight, (255, 0, 0))
    assert sheet["B2:C3"].borders["inside_horizontal"].line_style == "none"
    assert sheet["E5"].borders.line_style == "none"


def test_all_borders_are_drawn_and_cleared(sheet: Any) -> None:
    borders = sheet["B2:C3"].borders
    borders.line_style = "continuous"
    assert borders.line_style == "continuous"
    assert borders["inside_vertical"].weight == "thin"
    sheet["B2"].borders["edge_top"].color = "#ff0000"
    assert borders.color is None
    borders.clear()
    assert (borders.line_style, borders.weight, borders.color) == ("none", None, None)


def test_a_diagonal_and_a_double_line(sheet: Any) -> None:
    sheet["B2"].borders["diagonal_down"].line_style = "continuous"
    sheet["B2"].borders["edge_bottom"].line_style = "double"
    assert sheet["B2"].borders["diagonal_down"].line_style == "continuous"
    assert sheet["B2"].borders["edge_bottom"].line_style == "double"


@pytest.mark.parametrize("width", [0, 2.0, 8.43, 10.0, 20.0, 63.71])
def test_a_column_width_is_in_characters(sheet: Any, width: float) -> None:
    sheet["B:C"].column_width = width
    assert sheet["B1"].column_width == pytest.approx(width, abs=0.08)
    sheet["C1"].column_width = 30
    assert sheet["B1:C1"].column_width is None


@pytest.mark.parametrize("height", [12.75, 15.0, 20.0, 60.0])
def test_a_row_height_is_in_points(sheet: Any, height: float) -> None:
    sheet["2:4"].row_height = height
    assert sheet["A2"].row_height == height
    assert sheet["A2:A4"].height == pytest.approx(3 * height)
    assert sheet["A4"].top - sheet["A2"].top == pytest.approx(2 * height)


def test_a_range_is_fitted_to_its_contents(sheet: Any) -> None:
    sheet["A1"].value = "自治区困难群众救助补助资金分配表"
    sheet["A1"].column_width, sheet["A1"].row_height = 2, 90
    sheet["A1"].autofit()
    assert sheet["A1"].column_width > 20
    assert sheet["A1"].row_height < 30


def test_rows_and_columns_are_hidden_and_shown(sheet: Any) -> None:
    block = sheet["A1:B3"]
    sheet["B2"].rows.hidden = True
    sheet["B2"].columns.hidden = True
    assert (block.rows.hidden, block.columns.hidden) == (None, None)
    assert (sheet["A2"].rows.hidden, sheet["B1"].columns.hidden) == (True, True)
    block.rows.hidden = False
    block.columns.hidden = False
    assert (block.rows.hidden, block.columns.hidden) == (False, False)


def test_rows_and_columns_are_grouped(sheet: Any) -> None:
    sheet["2:4"].group()
    sheet["B:C"].group()
    assert sheet["2:2"].api.Rows.getByIndex(0).IsVisible
    sheet["2:4"].ungroup()
    sheet["B:C"].ungroup()


@pytest.mark.parametrize(
    ("clearing", "value", "colour", "note"),
    [
        ("clear_contents", None, (255, 0, 0), "核对"),
        ("clear_formats", 22.0, None, "核对"),
        ("clear", None, None, None),
    ],
)
def test_clearing_takes_what_it_says(
    sheet: Any, clearing: str, value: Any, colour: Any, note: str | None
) -> None:
    cell = sheet["G10"]
    cell.value, cell.color = 22, (255, 0, 0)
    cell.add_note("核对")
    getattr(cell, clearing)()
    assert (cell.value, cell.color) == (value, colour)
    assert (cell.note and cell.note.text) == note


def test_cells_take_colours_of_their_own(sheet: Any) -> None:
    sheet["A1:B2"].set_colors([["#ff0000", None], ["#ff0000", "#00ff00"]])
    found = [sheet[address].color for address in ("A1", "B1", "A2", "B2")]
    assert found == [(255, 0, 0), None, (255, 0, 0), (0, 255, 0)]


def test_an_indent_moves_by_steps(sheet: Any) -> None:
    sheet["A1"].adjust_indent(2)
    assert sheet["A1"].api.ParaIndent > 0
    sheet["A1"].adjust_indent(-5)
    assert sheet["A1"].api.ParaIndent == 0


def test_a_number_format_that_is_none_is_refused(sheet: Any) -> None:
    with pytest.raises(XianbiaoError, match="数字格式写错了"):
        sheet["A1"].number_format = "[>5"


def test_centring_across_columns_is_refused(sheet: Any) -> None:
    with pytest.raises(NotInLibreOffice, match="跨列居中"):
        sheet["A1"].horizontal_alignment = "center_across_selection"
