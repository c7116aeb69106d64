"""Sheets: added, named, copied within and across books, moved, hidden, frozen, printed."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings

from office import pdf_to_png
from xianbiao.engines.libreoffice.refused import NotInLibreOffice
from xianbiao.model.errors import XianbiaoError


def names(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ({}, ["新", "Sheet1", "Sheet2"]),
        ({"before": "Sheet2"}, ["Sheet1", "新", "Sheet2"]),
        ({"after": "Sheet2"}, ["Sheet1", "Sheet2", "新"]),
        ({"after": 1}, ["Sheet1", "新", "Sheet2"]),
    ],
    ids=str,
)
def test_a_sheet_is_added_where_it_is_wanted(
    book: Any, where: dict[str, Any], order: list[str]
) -> None:
    book.sheets.add(after=1)
    book.sheets[0].activate()
    added = book.sheets.add("新", **where)
    assert names(book) == order
    assert book.sheets.active == added


def test_a_sheet_is_found_by_number_and_by_name(book: Any) -> None:
    book.sheets[0].name = "附件1"
    assert book.sheets("附件1").index == 1
    assert book.sheets(1) == book.sheets["附件1"]
    assert "附件1" in book.sheets.impl
    for missing in ("没有", 2):
        with pytest.raises(xlwings.NoSuchObjectError):
            book.sheets(missing)


@pytest.mark.parametrize("name", ["'a", "a'", "x" * 32])
def test_a_name_that_no_sheet_can_have_is_refused(book: Any, name: str) -> None:
    with pytest.raises((XianbiaoError, ValueError)):
        book.sheets[0].name = name
    assert names(book) == ["Sheet1"]


def test_a_name_that_is_taken_is_refused(book: Any) -> None:
    book.sheets.add("附件1")
    with pytest.raises(ValueError, match="already present"):
        book.sheets["Sheet1"].name = "附件1"


def test_a_sheet_keeps_its_cells_when_renamed_and_moved(book: Any) -> None:
    sheet = book.sheets[0]
    other = book.sheets.add("其他", after=sheet)
    sheet["A1"].value = 7
    other["A1"].formula = "=Sheet1!A1"
    sheet.name = "附件 1"
    sheet.move(after=other)
    assert (sheet["A1"].value, sheet.index) == (7.0, 2)
    assert other["A1"].formula == "='附件 1'!A1"
    sheet.move(before=other)
    assert sheet.index == 1


def test_a_copy_in_the_book_gets_a_number(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value, sheet["A1"].color, sheet["A1"].column_width = "甲", (255, 0, 0), 20
    first, second = sheet.copy(), sheet.copy(before=sheet, name="副本")
    assert names(book) == ["副本", "Sheet1", "Sheet1 (2)"]
    for copied in (first, second):
        assert copied["A1"].value == "甲"
        assert copied["A1"].color == (255, 0, 0)
        assert copied["A1"].column_width == pytest.approx(20, abs=0.08)


def test_a_copy_in_another_book_keeps_values_formulas_and_formats(app: Any, book: Any) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [2, "=A1*2"]
    sheet["A1"].number_format = "0.00"
    other = app.books.add()
    copied = sheet.copy(after=other.sheets[0])
    assert names(other) == ["Sheet1", "Sheet1 (2)"]
    assert copied["A1:B1"].formula == (("2", "=A1*2"),)
    assert copied["A1"].number_format == "0.00"
    other.close()


def test_a_sheet_is_removed_but_not_the_last(book: Any) -> None:
    book.sheets.add("多余").delete()
    assert names(book) == ["Sheet1"]
    with pytest.raises(XianbiaoError, match="至少要有一张表"):
        book.sheets[0].delete()


def test_a_sheet_is_hidden_but_not_the_last(book: Any) -> None:
    other = book.sheets.add("其他")
    other.visible = False
    assert (other.visible, book.sheets["Sheet1"].visible) == (False, True)
    with pytest.raises(XianbiaoError, match="至少要露出一张表"):
        book.sheets["Sheet1"].visible = False
    other.visible = True
    assert other.visible


def test_the_used_range_ends_with_the_last_content(sheet: Any) -> None:
    assert sheet.used_range.address == "$A$1"
    sheet["B3"].value = 1
    sheet["E9"].formula = '=""'
    assert sheet.used_range.last_cell.address == "$E$9"


def test_gridlines_are_each_sheets_own(book: Any) -> None:
    first, second = book.sheets[0], book.sheets.add("其他")
    first.show_gridlines = False
    assert (first.show_gridlines, second.show_gridlines) == (False, True)
    assert book.sheets.active == second
    first.visible = False
    with pytest.raises(ValueError, match="hidden"):
        first.show_gridlines  # noqa: B018


@pytest.mark.parametrize(
    ("frozen", "first_moving"), [("B3", "C4"), ("1:4", "A5"), ("A:A", "B1")], ids=str
)
def test_panes_are_frozen(book: Any, tmp_path: Path, frozen: str, first_moving: str) -> None:
    sheet = book.sheets[0]
    sheet.freeze_panes.freeze_at(frozen)
    book.save(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.freeze_panes == first_moving
    sheet.freeze_panes.unfreeze()
    assert not book.api.CurrentController.hasFrozenPanes()


def test_a_print_area_is_set_and_removed(sheet: Any) -> None:
    assert sheet.page_setup.print_area is None
    sheet.page_setup.print_area = "A1:C9"
    assert sheet.page_setup.print_area == "$A$1:$C$9"
    sheet.page_setup.print_area = "A1:B2,D4:E5"
    assert sheet.page_setup.print_area == "$A$1:$B$2,$D$4:$E$5"
    sheet.page_setup.print_area = None
    assert sheet.page_setup.print_area is None


def test_a_sheet_is_cleared(sheet: Any) -> None:
    sheet["A1"].value, sheet["A1"].color = 1, (255, 0, 0)
    sheet.clear_contents()
    assert (sheet["A1"].value, sheet["A1"].color) == (None, (255, 0, 0))
    sheet["A1"].value = 1
    sheet.clear_formats()
    assert (sheet["A1"].value, sheet["A1"].color) == (1.0, None)
    sheet.clear()
    assert sheet["A1"].value is None


@pytest.mark.parametrize(
    ("use", "word"),
    [
        (lambda sheet: sheet.charts, "图表"),
        (lambda sheet: sheet.pictures, "图片"),
        (lambda sheet: sheet.shapes, "图形"),
        (lambda sheet: list(sheet.comments), "批注"),
        (lambda sheet: sheet.to_html("x.html"), "网页"),
        (lambda sheet: sheet["A1"].impl.to_png("x.png"), "图片"),
        (lambda sheet: sheet["A1"].conditional_formats.impl, "条件格式"),
        (lambda sheet: sheet["A1"].data_validation, "数据有效性"),
        (lambda sheet: sheet["A1"].characters, "部分文字"),
        (lambda sheet: sheet["A1"].add_comment("x"), "批注"),
        (lambda sheet: sheet.book.macro("Module1.Main")(), "宏"),
    ],
)
def test_what_is_not_served_is_refused_in_chinese(sheet: Any, use: Any, word: str) -> None:
    with pytest.raises(NotInLibreOffice, match=word):
        use(sheet)


def test_sheets_come_between_others_from_a_book_that_is_closed_then(
    app: Any, tmp_path: Path
) -> None:
    """LibreOffice 7.4 ended in most of such runs when a sheet was imported between others."""
    for name, count in (("目标", 5), ("来源", 1)):
        with xlsxwriter.Workbook(str(tmp_path / f"{name}.xlsx")) as made:
            for number in range(count):
                made.add_worksheet(f"{name}{number}").write(0, 0, number)
    target = app.books.open(str(tmp_path / "目标.xlsx"))
    for number in range(25):
        source = app.books.open(str(tmp_path / "来源.xlsx"))
        source.sheets[0]["A1"].value = 100 + number
        source.sheets[0].copy(after=target.sheets[0], name=f"来{number}")
        source.close()
        for place in (0, 3, 1, 2):
            target.sheets[place].activate()
        found = [sheet["A1"].value for sheet in target.sheets]
        assert found == [0, 100 + number, 1, 2, 3, 4]
        target.sheets[1].delete()
    target.close()


def test_a_sheet_without_a_print_area_is_printed_whole(app: Any, tmp_path: Path) -> None:
    source, target = app.books.add(), app.books.add()
    for book in (source, target):
        book.sheets[0]["A1"].value = "文字"
    source.sheets[0].copy(after=target.sheets[0], name="来自别处")
    source.close()
    target.sheets[0].page_setup.print_area = "A1:C9"
    target.sheets[0].page_setup.print_area = None
    target.to_pdf(tmp_path / "印.pdf")
    assert target.sheets.active.name == "来自别处"
    target.close()
    assert len(pdf_to_png(tmp_path / "印.pdf", tmp_path, dpi=20)) == 2


def test_a_hidden_sheet_is_not_printed_even_with_a_print_area(app: Any, tmp_path: Path) -> None:
    book = app.books.add()
    shown, hidden = book.sheets[0], book.sheets.add("底稿", after=book.sheets[0])
    for sheet in (shown, hidden):
        sheet["A1"].value = "文字"
        sheet.page_setup.print_area = "A1:C9"
    hidden.visible = False
    book.to_pdf(tmp_path / "印.pdf")
    book.impl.doc.UndoManager.undo()
    shown.to_pdf(tmp_path / "一张.pdf")
    hidden.visible = True
    hidden.to_pdf(tmp_path / "底稿.pdf")
    area = hidden.page_setup.print_area
    book.close()
    for name in ("印", "一张", "底稿"):
        assert len(pdf_to_png(tmp_path / f"{name}.pdf", tmp_path / name, dpi=20)) == 1, name
    assert area == "$A$1:$C$9"


def test_a_copy_in_another_book_is_printed_as_its_original(app: Any, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "印.xlsx")) as made:
        printed = made.add_worksheet("印")
        printed.write(0, 0, "栏名")
        printed.set_landscape()
        printed.fit_to_pages(1, 0)
        printed.set_paper(9)
        printed.set_footer("&C第 &P 页")
        printed.repeat_rows(0, 1)
        printed.print_area("A1:C5")
    source, target = app.books.open(str(tmp_path / "印.xlsx")), app.books.add()
    target.sheets[0]["A1"].value = "原有"
    for _ in range(2):
        source.sheets[0].copy(before=target.sheets[0])
    source.close()
    target.save(str(tmp_path / "得.xlsx"))
    target.close()
    saved = openpyxl.load_workbook(tmp_path / "得.xlsx")
    copies = saved.worksheets[:2]
    assert [sheet.title for sheet in copies] == ["印 (2)", "印"]
    for sheet in copies:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "第 &P 页"
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.print_area.endswith("$A$1:$C$5")
    assert saved.worksheets[2].page_setup.orientation == "portrait"
