"""Names, notes and links of cells."""

from typing import Any

import pytest
import xlwings

from xianbiao.model.errors import XianbiaoError


def test_a_range_is_named_and_found_by_its_name(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["B2:D10"].name = "分配数"
    assert sheet["B2:D10"].name.name == "分配数"
    assert sheet["分配数"] == sheet["B2:D10"]
    assert book.names["分配数"].refers_to == "=Sheet1!$B$2:$D$10"
    assert book.names["分配数"].refers_to_range == sheet["B2:D10"]
    assert sheet["B2"].name is None


def test_names_are_listed_by_their_text(book: Any) -> None:
    sheet = book.sheets[0]
    for name, address in (("乙", "A1"), ("x", "A2"), ("Sheet1!丙", "A3")):
        sheet[address].name = name
    assert [name.name for name in book.names] == ["x", "Sheet1!丙", "乙"]
    assert [name.name for name in sheet.names] == ["Sheet1!丙"]
    assert [name in book.names for name in ("x", "丙", "丁")] == [True, True, False]
    assert book.names(1).name == "x"
    with pytest.raises(KeyError):
        book.names("丁")


def test_a_name_of_a_sheet_is_unknown_to_others(book: Any) -> None:
    first, second = book.sheets[0], book.sheets.add("其他")
    first["B2"].name = "Sheet1!本表"
    assert first["本表"].address == "$B$2"
    with pytest.raises(xlwings.NoSuchObjectError):
        second.range("本表")


def test_a_name_follows_its_sheet_and_its_cells(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["B2"].name = "合计"
    sheet.name = "附件 1"
    sheet["1:1"].insert("down")
    assert book.names["合计"].refers_to == "='附件 1'!$B$3"


@pytest.mark.parametrize("refers_to", ["=3.5", '="万元"', "=SUM(Sheet1!$A$1:$A$3)"])
def test_a_name_may_be_a_constant_or_a_formula(book: Any, refers_to: str) -> None:
    name = book.names.add("倍数", refers_to)
    assert name.refers_to == refers_to
    with pytest.raises(XianbiaoError, match="不指向单元格"):
        name.refers_to_range  # noqa: B018


def test_a_name_is_changed_and_removed(book: Any) -> None:
    sheet = book.sheets[0]
    name = book.names.add("旧名", "=Sheet1!$A$1")
    sheet["C1"].formula = "=旧名*2"
    sheet["A1"].value = 4
    name.name = "新名"
    name.refers_to = "=Sheet1!$A$2"
    sheet["A2"].value = 5
    assert (sheet["C1"].formula, sheet["C1"].value) == ("=新名*2", 10.0)
    book.names["新名"].delete()
    assert len(book.names) == 0


def test_a_name_defined_again_is_replaced(book: Any) -> None:
    book.names.add("名", "=Sheet1!$A$1")
    book.names.add("名", "=Sheet1!$B$1")
    assert [name.refers_to for name in book.names] == ["=Sheet1!$B$1"]


@pytest.mark.parametrize("name", ["A1", "1月", "有 空格"])
def test_a_text_that_is_no_name_is_refused(book: Any, name: str) -> None:
    with pytest.raises(XianbiaoError, match="不能用这个名称"):
        book.names.add(name, "=Sheet1!$A$1")


def test_a_note_is_put_changed_and_removed(sheet: Any) -> None:
    assert sheet["B2"].note is None
    sheet["B2"].add_note("核对文号")
    sheet["A9"].add_note("第二条\n两行")
    assert [(note.location.address, note.text) for note in sheet.notes] == [
        ("$B$2", "核对文号"),
        ("$A$9", "第二条\n两行"),
    ]
    with pytest.raises(ValueError, match="already has a note"):
        sheet["B2"].add_note("再来")
    sheet["B2"].note.text = "已核对"
    assert sheet.notes["B2"].text == "已核对"
    assert isinstance(sheet["B2"].note.author, str)
    sheet["B2"].note.delete()
    assert sheet["B2"].note is None
    assert sheet.notes.count == 1


@pytest.mark.parametrize(
    ("arguments", "text", "link"),
    [
        (("www.mof.gov.cn",), "www.mof.gov.cn", "http://www.mof.gov.cn"),
        (("http://a.b/c", "财政部"), "财政部", "http://a.b/c"),
        (("#Sheet1.A1", "定位"), "定位", "#Sheet1.A1"),
    ],
)
def test_a_link_has_a_text_and_an_address(
    sheet: Any, arguments: tuple[str, ...], text: str, link: str
) -> None:
    sheet["A1"].value = "旧"
    sheet["A1"].add_hyperlink(*arguments)
    assert sheet["A1"].value == text
    assert sheet["A1"].hyperlink.rstrip("/") == link


def test_a_cell_without_a_link_says_so(sheet: Any) -> None:
    sheet["A1"].value = "http://a.b"
    with pytest.raises(XianbiaoError, match="没有超链接"):
        sheet["A1"].hyperlink  # noqa: B018


def test_a_link_by_formula_is_read_from_the_formula(sheet: Any) -> None:
    sheet["A1"].formula = '=HYPERLINK("http://a.b","甲")'
    assert sheet["A1"].hyperlink == "http://a.b"
