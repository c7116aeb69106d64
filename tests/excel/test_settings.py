"""Settings: the workbook's sheet over the person's file; what is wrong is named, not skipped."""

from pathlib import Path

import pytest

from support.fake_book import FakeBook, FakeCell
from xianbiao.excel.settings import USER_FILE_VARIABLE, load_settings
from xianbiao.model.errors import DataFileError
from xianbiao.sheets.side_sheets import CONF_SHEET


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's file, not there yet."""
    path = tmp_path / "设置.txt"
    monkeypatch.setenv(USER_FILE_VARIABLE, str(path))
    return path


def conf(book: FakeBook, **values: object) -> None:
    sheet = book.sheets.add(CONF_SHEET, book.sheets[0])
    for row, (key, value) in enumerate(values.items(), start=1):
        sheet.cells[row, 1], sheet.cells[row, 2] = FakeCell(key, key), FakeCell(value, value)


def test_without_any_settings_the_login_signs(file: Path) -> None:
    settings = load_settings()
    assert settings.user
    assert (settings.fund, settings.export_folder) == ("hardship", "")


def test_the_file_is_read_by_its_chinese_words(file: Path) -> None:
    lines = ("# 我的设置", "用户 = 张三", "", "地区代码=652300", "导出后打开 = 否")
    file.write_text("\n".join(lines), encoding="utf-8")
    settings = load_settings()
    assert (settings.user, settings.region) == ("张三", "652300")
    assert not settings.open_after_export


def test_the_sheet_of_the_workbook_overrides_the_file(file: Path, changji: FakeBook) -> None:
    file.write_text("用户 = 张三\n导出文件夹 = 甲\n", encoding="utf-8")
    conf(changji, 导出文件夹="乙", 地区代码=652300.0, 导出后打开="否")
    settings = load_settings(changji)
    assert (settings.user, settings.export_folder, settings.region) == ("张三", "乙", "652300")
    assert not settings.open_after_export


def test_a_file_of_an_old_notepad_is_read_too(file: Path) -> None:
    file.write_bytes("用户 = 张三\r\n".encode("gb18030"))
    assert load_settings().user == "张三"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("姓名 = 张三\n", "没有这项设置；实际是：姓名"),
        ("用户：张三\n", "第1行：设置文件里有一行看不懂；实际是：用户：张三"),
    ],
)
def test_a_wrong_setting_is_named(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=said):
        load_settings()
