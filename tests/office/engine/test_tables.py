"""Tables: made, found, grown, sorted, filtered; their formulas follow."""

from typing import Any

import pytest

from xianbiao.model.errors import XianbiaoError

ROWS = [["单位", "金额", "两倍"], ["昌吉市", 2, None], ["阜康市", 3, None]]


@pytest.fixture
def table(book: Any) -> Any:
    """B2:D4 as a table whose last column is computed."""
    sheet = book.sheets[0]
    sheet["B2"].value = ROWS
    table = sheet.tables.add(sheet["B2:D4"], name="分配")
    sheet["D3:D4"].formula = "=[@金额]*2"
    return table


def test_a_table_has_its_parts(table: Any) -> None:
    sheet = table.parent
    assert table.range.address == "$B$2:$D$4"
    assert table.header_row_range.value == ROWS[0]
    assert table.data_body_range.value == [["昌吉市", 2.0, 4.0], ["阜康市", 3.0, 6.0]]
    assert (table.totals_row_range, table.insert_row_range) == (None, None)
    assert sheet.tables["分配"].name == "分配"
    assert sheet["C3"].table.name == "分配"
    assert sheet["F9"].table is None
    assert [column.name for column in table.columns] == ROWS[0]


def test_a_formula_names_table_and_column(table: Any) -> None:
    assert table.parent["D3"].formula == "=分配[[#This Row],[金额]]*2"
    table.parent["G1"].formula = "=SUM(分配[金额])"
    assert (table.parent["G1"].formula, table.parent["G1"].value) == ("=SUM(分配[金额])", 5.0)


def test_a_table_without_a_name_gets_a_number(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [["a", "b"], [1, 2]]
    assert sheet.tables.add(sheet["A1:B2"]).name == "Table1"
    sheet["D1"].value = [["a", "b"], [1, 2]]
    assert sheet.tables.add(sheet["D1:E2"]).name == "Table2"
    assert [each.name for each in sheet.tables] == ["Table1", "Table2"]
    with pytest.raises(XianbiaoError, match="已经有一个表格"):
        sheet.tables.add(sheet["B2:C3"])


def test_a_range_without_headers_gets_them(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["B2"].value = [["昌吉市", 1], ["阜康市", 2]]
    table = sheet.tables.add(sheet["B2:C3"], has_headers=False)
    assert table.header_row_range.value == ["Column1", "Column2"]
    assert table.data_body_range.value == [["昌吉市", 1.0], ["阜康市", 2.0]]


def test_rows_are_added_and_removed(table: Any) -> None:
    sheet = table.parent
    sheet["B5"].value, sheet["A4"].value = "表下", "表左"
    table.rows.add(["吉木萨尔县", 5, None])
    table.rows.add(["呼图壁县", 4, None], index=1)
    assert [row[0] for row in table.data_body_range.value] == [
        "呼图壁县", "昌吉市", "阜康市", "吉木萨尔县",
    ]  # fmt: skip
    assert (sheet["B7"].value, sheet["A4"].value) == ("表下", "表左")
    table.rows[0].delete()
    assert (len(table.rows), sheet["B6"].value) == (3, "表下")


def test_a_computed_column_fills_a_row_added_without_values(table: Any) -> None:
    table.rows.add(index=2)
    table.parent["C4"].value = 10
    assert table.parent["D4"].value == 20.0


def test_columns_are_added_and_removed(table: Any) -> None:
    table.columns.add("备注", index=2)
    assert [column.name for column in table.columns] == ["单位", "备注", "金额", "两倍"]
    assert table.columns["两倍"].data_body_range.value == [4.0, 6.0]
    table.columns["备注"].delete()
    assert table.range.address == "$B$2:$D$4"
    assert table.columns["两倍"].data_body_range.value == [4.0, 6.0]


def test_totals_are_shown_and_hidden(table: Any) -> None:
    table.show_totals = True
    assert table.totals_row_range.value == ["Total", None, 10.0]
    table.rows.add(["呼图壁县", 4, "=[@金额]*2"])
    table.show_totals = False
    assert table.range.address == "$B$2:$D$5"
    assert table.parent["B6:D6"].value == [None, None, None]


def test_headers_by_which_formulas_find_columns_stay(table: Any) -> None:
    with pytest.raises(XianbiaoError, match="标题行不能隐藏"):
        table.show_headers = False
    table.parent["D3:D4"].value = 1
    table.show_headers = False
    assert table.header_row_range is None
    table.show_headers = True
    assert table.header_row_range.value == ROWS[0]


def test_a_table_is_sorted_filtered_resized_and_renamed(table: Any) -> None:
    table.sort(2, ascending=False)
    assert table.data_body_range.value == [["阜康市", 3.0, 6.0], ["昌吉市", 2.0, 4.0]]
    table.autofilter.apply_comparison(2, "greater_than", 2)
    assert [table.parent[f"B{row}"].rows.hidden for row in (3, 4)] == [False, True]
    table.autofilter.clear()
    table.resize(table.parent["B2:D9"])
    table.name = "下达"
    assert table.parent.tables["下达"].range.address == "$B$2:$D$9"
    with pytest.raises(XianbiaoError, match="标题行不能移动"):
        table.resize(table.parent["B3:D9"])


def test_the_look_of_a_table_is_remembered(table: Any) -> None:
    table.table_style = "TableStyleLight1"
    table.show_table_style_row_stripes = False
    assert table.parent.tables["分配"].table_style == "TableStyleLight1"
    assert table.parent.tables["分配"].show_table_style_row_stripes is False


def test_a_table_survives_its_file(app: Any, table: Any, tmp_path: Any) -> None:
    table.parent.book.save(tmp_path / "a.xlsx")
    table.parent.book.close()
    again = app.books.open(tmp_path / "a.xlsx")
    found = again.sheets[0].tables["分配"]
    assert found.range.address == "$B$2:$D$4"
    assert again.sheets[0]["D3:D4"].value == [4.0, 6.0]
    again.close()
