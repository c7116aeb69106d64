"""Books: made, opened, saved in each format, exported, closed; and their application."""

import os
import signal
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from support.desk import desk_with
from xianbiao.engines import libreoffice
from xianbiao.excel.press import press
from xianbiao.model.errors import UnreadableFile, XianbiaoError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workbook made without LibreOffice, with a formula whose stored result is wrong."""
    path = tmp_path / "困难群众 2024.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("附件1")
    sheet.write_row(0, 0, ["单位", "金额"])
    sheet.write_row(1, 0, ["昌吉市", 12.5])
    sheet.write_formula("B3", "=B2*2", value=-1)
    book.close()
    return path


def test_a_file_is_opened_and_computed(app: Any, file: Path) -> None:
    """The file asks for calculation on opening; LibreOffice alone would show the stored −1."""
    book = app.books.open(file)
    assert (book.name, Path(book.fullname)) == (file.name, file)
    assert book.sheets["附件1"]["A1:B3"].options(empty="").value == [
        ["单位", "金额"],
        ["昌吉市", 12.5],
        ["", 25.0],
    ]
    assert app.books.active == book
    book.close()


def test_a_file_open_already_is_the_same_book(app: Any, file: Path) -> None:
    book = app.books.open(file)
    book.sheets[0]["A1"].value = "改"
    assert app.books.open(file).sheets[0]["A1"].value == "改"
    assert app.books[file.name] == book
    book.close()


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xls", "ods"])
def test_a_book_is_saved_and_opened_again(app: Any, book: Any, tmp_path: Path, ending: str) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [["县", 1.5, "'007", "=B1*2", True]]
    sheet["A1"].number_format, sheet["B1"].color = "@", (255, 192, 0)
    sheet["C3:D3"].merge()
    target = tmp_path / f"分配表.{ending}"
    book.save(target)
    assert (book.name, book.fullname) == (target.name, str(target))
    book.close()
    again = app.books.open(target)
    found = again.sheets[0]
    assert found["A1:E1"].value == ["县", 1.5, "007", 3.0, True]
    assert found["D1"].formula == "=B1*2"
    assert found["B1"].color == (255, 192, 0)
    assert found["D3"].merge_area.address == "$C$3:$D$3"
    again.close()


def test_what_is_saved_is_read_by_others(book: Any, tmp_path: Path) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = ["县", 1.5, "'007", True]
    sheet["B1"].number_format = "yyyy/m/d"
    sheet["A2"].formula = '=IF(B1>1,"多","少")'
    sheet["A:A"].column_width = 20
    book.save(tmp_path / "a.xlsx")
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")["Sheet1"]
    assert [cell.value for cell in read[1]][2:] == ["007", True]
    assert read["A2"].value == '=IF(B1>1,"多","少")'
    assert read["B1"].number_format.lower() == "yyyy/m/d"
    assert read.column_dimensions["A"].width > read.sheet_format.defaultColWidth


def test_saving_again_goes_to_the_same_file(app: Any, book: Any, tmp_path: Path) -> None:
    book.save(tmp_path / "a.xlsx")
    book.sheets[0]["A1"].value = "再存"
    book.save()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["A1"].value == "再存"


def test_a_book_without_a_file_is_saved_in_the_current_folder(
    app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = app.books.add()
    name = book.name
    book.save()
    assert (tmp_path / f"{name}.xlsx").is_file()
    book.close()


def test_a_book_is_exported_as_pdf(book: Any, tmp_path: Path) -> None:
    book.sheets[0]["A1"].value = "附件"
    book.to_pdf(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert book.name.startswith("Book")


def test_a_password_is_needed_to_open_what_was_saved_with_one(
    app: Any, book: Any, tmp_path: Path
) -> None:
    book.sheets[0]["A1"].value = "密"
    book.save(tmp_path / "a.xlsx", password="1234")
    book.close()
    assert not zipfile.is_zipfile(tmp_path / "a.xlsx")
    for password in (None, "4321"):
        with pytest.raises(UnreadableFile, match="密码"):
            app.books.open(tmp_path / "a.xlsx", password=password)
    again = app.books.open(tmp_path / "a.xlsx", password="1234")
    assert again.sheets[0]["A1"].value == "密"
    again.close()


def test_a_book_opened_to_be_read_is_not_saved(app: Any, file: Path) -> None:
    before = file.read_bytes()
    book = app.books.open(file, read_only=True)
    book.sheets[0]["A1"].value = "改"
    with pytest.raises(XianbiaoError, match="只读"):
        book.save()
    book.save(file.with_name("另存.xlsx"))
    assert file.read_bytes() == before
    book.close()


def test_a_file_that_is_no_workbook_is_refused(app: Any, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(UnreadableFile, match="打不开"):
        app.books.open(tmp_path / "a.xlsx")
    with pytest.raises(FileNotFoundError):
        app.books.open(tmp_path / "none.xlsx")


@pytest.mark.parametrize("name", ["a.xlsb", "a.docx", "a.pdf"])
def test_a_format_that_is_not_written_is_refused(book: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(XianbiaoError, match="不能保存成这种格式"):
        book.save(tmp_path / name)


def test_a_folder_that_is_not_there_is_refused(book: Any, tmp_path: Path) -> None:
    with pytest.raises(XianbiaoError, match="没有这个文件夹"):
        book.save(tmp_path / "none" / "a.xlsx")
    assert book.fullname.startswith("Book")


def test_books_are_counted_named_and_closed(app: Any) -> None:
    count = len(app.books)
    first, second = app.books.add(), app.books.add()
    assert len(app.books) == count + 2
    assert app.books[first.name] == first
    assert app.books.active == second
    first.activate()
    assert app.books.active == first
    second.close()
    first.close()
    assert len(app.books) == count
    with pytest.raises(KeyError):
        app.books(first.name)


def test_the_selection_is_followed(app: Any, book: Any) -> None:
    sheet = book.sheets.add("其他")
    sheet["B2:C3"].select()
    assert book.sheets.active == sheet
    assert app.selection == sheet["B2:C3"]
    assert book.selection.address == "$B$2:$C$3"


def test_the_application_remembers_what_it_is_told(app: Any, book: Any) -> None:
    with app.properties(
        status_bar="昌吉市 3/14", screen_updating=False, display_alerts=False, enable_events=False
    ):
        assert app.status_bar == "昌吉市 3/14"
        assert (app.screen_updating, app.display_alerts, app.enable_events) == (False,) * 3
    assert app.status_bar is False
    assert app.screen_updating is True
    assert int(app.version.major) >= 16
    assert app.pid > 0
    assert app.engine.name == "libreoffice"


def test_a_running_libreoffice_is_reached_and_left_running(app: Any, book: Any) -> None:
    """A second connection to the same process sees its books and leaves them open."""
    book.sheets[0]["A1"].value = "已开"
    guest = libreoffice.connect(app.impl.office.url)
    assert guest.pid < 0
    seen = next(each for each in guest.books if each.sheets[0]["A1"].value == "已开")
    seen.sheets[0]["B1:C1"].delete("up")
    seen.sheets[0]["A1"].value = "改"
    guest.quit()
    assert book.sheets[0]["A1"].value == "改"


def test_an_address_without_a_libreoffice_is_refused() -> None:
    with pytest.raises(XianbiaoError, match="没有连上"):
        libreoffice.connect("uno:pipe,name=xianbiao_none;urp;StarOffice.ComponentContext")


def test_a_killed_libreoffice_bars_nobody_from_its_books(app: Any, file: Path) -> None:
    """Its lock files are taken away; one of somebody else's is named in the refusal."""
    other = libreoffice.start()
    other.books.open(file)
    lock = file.with_name(f".~lock.{file.name}#")
    assert lock.is_file()
    other.kill()
    assert not lock.exists()
    app.books.open(file).close()


def test_a_libreoffice_that_broke_off_is_told_and_leaves_nothing(file: Path) -> None:
    other = libreoffice.start()
    book, lock = other.books.open(file), file.with_name(f".~lock.{file.name}#")
    office = other.impl.office
    os.killpg(office.process.pid, signal.SIGKILL)
    office.process.wait()
    desk, dialogs = desk_with()
    assert not press("check_all", book, desk)
    assert "自己断开了" in dialogs.warned[0]
    assert "上次存盘的样子" in dialogs.warned[0]
    other.quit()
    assert not lock.exists()
    assert not office.profile.exists()
