"""Cells inserted, deleted, merged, copied, moved, found; and where ranges lead."""

from typing import Any

import pytest

from xianbiao.engines.libreoffice.guarded import ProtectedCells
from xianbiao.engines.libreoffice.refused import NotInLibreOffice
from xianbiao.model.errors import XianbiaoError

BLOCK = [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


@pytest.fixture
def block(sheet: Any) -> Any:
    """A1:C3 filled with letters."""
    sheet["A1"].value = BLOCK
    return sheet


EDITS = [
    ("A1", "insert", "down", [" bc ", "aef ", "dhi ", "g   "]),
    ("A1", "insert", "right", [" abc", "def ", "ghi ", "    "]),
    ("B1:B2", "insert", "right", ["a bc", "d ef", "ghi ", "    "]),
    ("2:2", "insert", "down", ["abc ", "    ", "def ", "ghi "]),
    ("B:B", "insert", "right", ["a bc", "d ef", "g hi", "    "]),
    ("A1", "delete", "up", ["dbc ", "gef ", " hi ", "    "]),
    ("A1", "delete", "left", ["bc  ", "def ", "ghi ", "    "]),
    ("A1:B1", "delete", None, ["dec ", "ghf ", "  i ", "    "]),
    ("A1:A2", "delete", None, ["bc  ", "ef  ", "ghi ", "    "]),
    ("1:2", "delete", None, ["ghi ", "    ", "    ", "    "]),
    ("A:B", "delete", None, ["c   ", "f   ", "i   ", "    "]),
]


@pytest.mark.parametrize(("address", "edit", "shift", "left"), EDITS, ids=str)
def test_cells_make_room_or_close_ranks(
    block: Any, address: str, edit: str, shift: str | None, left: list[str]
) -> None:
    getattr(block[address], edit)(*([shift] if shift else []))
    found = block["A1:D4"].options(empty=" ").value
    assert ["".join(row) for row in found] == left


def test_references_follow_inserted_and_deleted_rows(block: Any) -> None:
    block["E1"].formula = "=A3"
    block["2:2"].insert("down")
    assert block["E1"].formula == "=A4"
    block["4:4"].delete()
    assert block["E1"].formula == "=#REF!"


def test_a_sheet_is_whole_after_cells_were_deleted(block: Any) -> None:
    """UNO's own sheet keeps only the rows above deleted cells."""
    block["B2:C2"].delete("up")
    block["A900"].value = 1
    assert block["A900"].value == 1.0
    assert block.used_range.address == "$A$1:$C$900"


def test_a_move_that_would_cut_merged_cells_is_refused(block: Any) -> None:
    block["A3:B3"].merge()
    with pytest.raises(XianbiaoError, match="合并单元格"):
        block["A1"].insert("down")
    assert block["A1"].value == "a"


def test_merged_cells_keep_the_first_value_alone(block: Any) -> None:
    block["A1"].value = None
    block["A1:B2"].merge()
    assert block["A1:B2"].value == [["b", None], [None, None]]
    assert block["B2"].merge_area.address == "$A$1:$B$2"
    assert block["A1:C3"].merge_cells
    assert block["B2"].merge_cells
    assert not block["C3"].merge_cells
    block["B2"].unmerge()
    assert block["A1"].merge_area.address == "$A$1"
    assert block["A1:B2"].value == [["b", None], [None, None]]


def test_a_merge_grows_over_a_smaller_one(sheet: Any) -> None:
    sheet["A1:A2"].merge()
    sheet["A1:B2"].merge()
    assert sheet["A1"].merge_area.address == "$A$1:$B$2"


def test_merging_across_makes_one_cell_of_each_row(block: Any) -> None:
    block["A1:C3"].merge(across=True)
    assert [block[f"A{row}"].merge_area.address for row in (1, 2)] == ["$A$1:$C$1", "$A$2:$C$2"]
    assert block["A1:A3"].value == ["a", "d", "g"]


def test_a_copy_takes_values_formulas_and_formats_along(block: Any) -> None:
    block["A1"].color = (255, 0, 0)
    block["B1"].formula = "=A1&$C$1"
    block["A1:B1"].copy(block["A5"])
    assert block["A5:B5"].formula == (("a", "=A5&$C$1"),)
    assert block["A5"].color == (255, 0, 0)


PASTES = [
    (None, "0123", "=E5", (255, 0, 0), "0.00"),
    ("values", "0123", "0123", None, "General"),
    ("formulas", "0123", "=E5", None, "General"),
    ("formats", None, None, (255, 0, 0), "0.00"),
    ("values_and_number_formats", "0123", "0123", None, "0.00"),
]


@pytest.mark.parametrize(("what", "text", "formula", "colour", "code"), PASTES)
def test_a_paste_takes_what_it_says(
    sheet: Any, what: str | None, text: str | None, formula: str | None, colour: Any, code: str
) -> None:
    sheet["A1"].value = ["'0123", "=A1"]
    sheet["A1:B1"].color, sheet["B1"].number_format = (255, 0, 0), "0.00"
    sheet["A1:B1"].copy()
    sheet["E5"].paste(what)
    assert sheet["E5"].value == text
    assert (sheet["F5"].formula or None) == formula
    assert (sheet["E5"].color, sheet["F5"].number_format) == (colour, code)


def test_formats_are_pasted_over_cells_that_keep_their_contents(sheet: Any) -> None:
    sheet["A1"].color = (255, 0, 0)
    sheet["A3"].value = ["'007", "=A1", 5]
    sheet["A1"].copy()
    sheet["A3:C3"].paste("formats")
    assert sheet["A3:C3"].formula == (("007", "=A1", "5"),)
    assert sheet["A3"].value == "007"
    assert sheet["A3:C3"].color == (255, 0, 0)


def test_a_copy_is_transposed_and_skips_blanks(block: Any) -> None:
    block["E1"].copy_from(block["A1:C3"], "values", transpose=True)
    assert block["E1:G3"].value == [list(row) for row in zip(*BLOCK, strict=True)]
    block["B1"].value = None
    block["E1"].copy_from(block["A1:C1"], "values", skip_blanks=True)
    assert block["E1:G1"].value == ["a", "d", "c"]


def test_a_copy_to_another_book_takes_formats_along(app: Any, book: Any, sheet: Any) -> None:
    sheet["A1"].value = ["=1+1", "'0123"]
    sheet["A1"].number_format, sheet["B1"].color = "0.00", (255, 0, 0)
    sheet["A1:B1"].copy(book.sheets[0]["C3"])
    copied = book.sheets[0]["C3:D3"]
    assert copied.formula == (("=1+1", "0123"),)
    assert (copied[0].number_format, copied[1].color) == ("0.00", (255, 0, 0))


def test_a_move_takes_references_along(block: Any) -> None:
    block["E1"].formula = "=A1"
    block["A1:B1"].move(block["A9"])
    assert block["E1"].formula == "=A9"
    assert block["A1:B1"].value == [None, None]
    assert block["A9:B9"].value == ["a", "b"]


def test_a_series_is_continued(sheet: Any) -> None:
    sheet["A1"].value = [[1], [2]]
    sheet["A1:A2"].autofill(sheet["A1:A5"], "fill_series")
    assert sheet["A1:A5"].value == [1.0, 2.0, 3.0, 4.0, 5.0]
    sheet["B1"].value = "甲"
    sheet["B1"].autofill(sheet["B1:B3"], "fill_copy")
    assert sheet["B1:B3"].value == ["甲"] * 3


def test_rows_are_sorted_with_their_formats(sheet: Any) -> None:
    sheet["A1"].value = [["名", "数"], ["乙", 2], ["甲", 3], ["丙", 2]]
    sheet["A3"].color = (255, 0, 0)
    sheet["A1:B4"].sort([2, 1], [False, True], has_headers=True)
    assert [row[1] for row in sheet["A2:B4"].value] == [3.0, 2.0, 2.0]
    assert sheet["A2"].value == "甲"
    assert sheet["A2"].color == (255, 0, 0)


def test_double_rows_are_taken_out(sheet: Any) -> None:
    sheet["A1"].value = [["a", 1], ["b", 2], ["A", 1], ["b", 3], ["a", 1]]
    sheet["A1:B5"].remove_duplicates([1, 2])
    assert sheet["A1:B5"].options(empty="").value == [
        ["a", 1.0], ["b", 2.0], ["b", 3.0], ["", ""], ["", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "found"),
    [
        ("b", {}, "$B$1"),
        ("B", {}, "$B$1"),
        ("B", {"match_case": True}, None),
        ("b", {"direction": "backward"}, "$C$2"),
        ("x?z", {"whole": True}, "$A$2"),
        ("x*", {"order": "columns"}, "$A$2"),
        ("ab", {"whole": True}, None),
    ],
)
def test_a_text_is_found(sheet: Any, text: str, options: Any, found: str | None) -> None:
    sheet["A1"].value = [["a", "b", "x1"], ["xyz", None, "abc"]]
    cell = sheet["A1:C2"].find(text, **options)
    assert (cell and cell.address) == found


def test_a_text_is_replaced_in_values_and_formulas(sheet: Any) -> None:
    sheet["A1"].value = ["草稿报告", '="草稿"&B9', "其他"]
    sheet["A1:C1"].replace_all("草稿", "终稿")
    assert sheet["A1:C1"].formula == (("终稿报告", '="终稿"&B9', "其他"),)


@pytest.mark.parametrize(
    ("kind", "value_type", "found"),
    [
        ("blanks", None, ["$A$2"]),
        ("formulas", None, ["$C$1:$C$2"]),
        ("formulas", "errors", ["$C$2"]),
        ("formulas", "numbers", ["$C$1"]),
        ("constants", "text", ["$B$1"]),
        ("constants", "logical", ["$B$2"]),
        ("constants", "numbers", ["$A$1"]),
    ],
)
def test_cells_of_a_kind_are_found(
    sheet: Any, kind: Any, value_type: Any, found: list[str]
) -> None:
    sheet["A1"].value = [[1, "甲", "=1+1"], [None, True, "=1/0"]]
    areas = sheet["A1:C2"].get_special_cells(kind, value_type)
    assert [area.address for area in areas] == found


def test_a_filter_hides_rows_and_tells_its_criteria(sheet: Any) -> None:
    sheet["A1"].value = [["区", "数"], ["东", 5], ["西", 10], ["北", 15], ["东", 20]]
    table = sheet["A1:B5"]
    table.autofilter.apply_values(1, ["东", "西"])
    table.autofilter.apply_comparison(2, "between", 6, 25)
    hidden = [sheet[f"A{row}"].rows.hidden for row in range(1, 6)]
    assert hidden == [False, True, False, True, False]
    first, second = table.autofilter.criteria
    assert (first.type, first.values) == ("values", ["东", "西"])
    assert (second.operator, second.value1, second.value2) == ("between", "6", "25")
    table.autofilter.clear(1)
    assert sheet["A4"].rows.hidden is False
    table.autofilter.clear()
    assert table.rows.hidden is False


@pytest.mark.parametrize(
    ("start", "direction", "end"),
    [
        ("A1", "down", "$A$3"),
        ("A3", "up", "$A$1"),
        ("A1", "right", "$C$1"),
        ("C1", "left", "$A$1"),
        ("A3", "down", "$A$7"),
        ("A4", "down", "$A$7"),
        ("A7", "up", "$A$3"),
        ("A7", "down", "$A$1048576"),
        ("E5", "right", "$XFD$5"),
        ("E5", "up", "$E$1"),
        ("C3", "d", "$C$1048576"),
    ],
)
def test_an_arrow_key_leads_to_the_edge(block: Any, start: str, direction: str, end: str) -> None:
    block["A7"].formula = '=""'
    assert block[start].end(direction).address == end


def test_a_region_ends_at_blank_rows_and_columns(block: Any) -> None:
    block["F9"].value = 1
    assert block["B2"].current_region.address == "$A$1:$C$3"


ADDRESSES = [
    ("B2", "$B$2"),
    ("b2:d5", "$B$2:$D$5"),
    ("D5:B2", "$B$2:$D$5"),
    ("A:C", "$A:$C"),
    ("2:3", "$2:$3"),
    ((2, 3), "$C$2"),
]


@pytest.mark.parametrize(("given", "address"), ADDRESSES, ids=str)
def test_a_range_has_an_address(sheet: Any, given: Any, address: str) -> None:
    assert sheet.range(given).address == address


def test_ranges_lead_to_others(sheet: Any) -> None:
    block = sheet["B2:D4"]
    assert block(2).address == "$C$2"
    assert block(4, 4).address == "$E$5"
    assert block[1:, :2].address == "$B$3:$C$4"
    assert block.resize(1, 2).address == "$B$2:$C$2"
    assert block.offset(1, -1).address == "$A$3:$C$5"
    assert block.last_cell.address == "$D$4"
    assert sheet.range("B2", (4, 4)) == block
    assert len(block[0:0, :].rows) == 0


def test_an_address_may_name_book_and_sheet(book: Any) -> None:
    sheet = book.sheets[0]
    sheet.name = "附件 1"
    full = sheet["A1"].get_address(external=True)
    assert full == f"'[{book.name}]附件 1'!$A$1"
    assert sheet["A1:B2"].get_address(False, False) == "A1:B2"


@pytest.mark.parametrize("given", [(0, 1), (1, 0), (1048577, 1), (1, 16385)])
def test_a_range_beyond_the_sheet_is_refused(sheet: Any, given: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        sheet.range(given).address  # noqa: B018


WRITES = {
    "value": lambda cell: setattr(cell, "value", 1),
    "formula": lambda cell: setattr(cell, "formula", "=1"),
    "fill": lambda cell: setattr(cell.resize(1, 2), "formula", "=1"),
    "formula_array": lambda cell: setattr(cell, "formula_array", "=1"),
    "colour": lambda cell: setattr(cell, "color", "#ff0000"),
    "font": lambda cell: setattr(cell.font, "bold", True),
    "border": lambda cell: setattr(cell.borders, "line_style", "dot"),
    "clear": lambda cell: cell.clear(),
    "merge": lambda cell: cell.resize(1, 2).merge(),
    "insert": lambda cell: cell.insert("down"),
    "delete": lambda cell: cell.delete("up"),
    "link": lambda cell: cell.add_hyperlink("http://a.b"),
    "height": lambda cell: setattr(cell, "row_height", 40),
    "sort": lambda cell: cell.sort(1),
    "replace": lambda cell: cell.replace_all("锁", "x"),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_locked_cell_of_a_protected_sheet_is_not_written(sheet: Any, name: str) -> None:
    """LibreOffice's interface would write it in silence; Excel refuses."""
    sheet["A1"].value = "锁"
    sheet.api.protect("")
    with pytest.raises(ProtectedCells, match="工作表受保护"):
        WRITES[name](sheet["A1"])
    assert sheet["A1"].value == "锁"


def test_an_unlocked_cell_of_a_protected_sheet_is_written(sheet: Any) -> None:
    protection = sheet["A1"].api.CellProtection
    protection.IsLocked = False
    sheet["A1"].api.CellProtection = protection
    sheet.api.protect("")
    sheet["A1"].value = "填"
    assert sheet["A1"].value == "填"


def test_a_paste_without_a_copy_is_refused(app: Any, sheet: Any) -> None:
    app.cut_copy_mode = False
    with pytest.raises(XianbiaoError, match="还没有复制"):
        sheet["A1"].paste()


def test_pasting_with_arithmetic_is_refused(sheet: Any) -> None:
    sheet["A1"].copy()
    with pytest.raises(NotInLibreOffice, match="粘贴时运算"):
        sheet["B1"].paste(operation="add")


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet["C2"].insert("down"),
        lambda sheet: sheet["C2"].delete("up"),
        lambda sheet: sheet["2:2"].insert("down"),
        lambda sheet: sheet["2:2"].delete("up"),
        lambda sheet: sheet["C2"].clear_contents(),
        lambda sheet: sheet["B2:C2"].clear(),
        lambda sheet: sheet["C2:C4"].merge(),
        lambda sheet: setattr(sheet["C2"], "value", 5),
        lambda sheet: setattr(sheet["C2"], "formula", "=1"),
        lambda sheet: setattr(sheet["C2:C4"], "formula", "=1"),
    ],
    ids=["insert", "delete", "row", "no row", "empty", "clear", "merge", "value", "one", "many"],
)
def test_no_part_of_an_array_formula_is_changed(sheet: Any, change: Any) -> None:
    sheet["A1"].value = [[1], [2], [3]]
    sheet["C1:C3"].formula_array = "=A1:A3*2"
    with pytest.raises(XianbiaoError, match="不能只改多格数组公式的一部分"):
        change(sheet)
    assert sheet["C1:C3"].value == [2, 4, 6]


def test_a_whole_array_formula_goes(sheet: Any) -> None:
    sheet["A1"].value = [[1], [2], [3]]
    sheet["C1:C3"].formula_array = "=A1:A3*2"
    sheet["B1:C3"].clear_contents()
    assert sheet["C1:C3"].value == [None, None, None]
    sheet["C2:C3"].formula_array = "=A1:A2*2"
    sheet["C1"].insert("down")
    assert sheet["C3:C4"].value == [2, 4]
