"""The file for one county holds its own figures, and not a word of another's."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
import sample

from xianbiao.export.county import county_bytes, county_name
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref, Text


def county(notice: Notice, index: int) -> bytes:
    """The file for one row."""
    table = notice.allocation
    assert table is not None
    return county_bytes(notice, table, index)


def sheet(data: bytes, name: str) -> list[list[object]]:
    """The values of a sheet, as a second reader sees them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(name).to_python()


def home(data: bytes) -> dict[object, object]:
    """首页 as keys and values."""
    return {row[0]: row[1] for row in sheet(data, "首页")[4:]}


def test_it_has_five_sheets(notice: Notice) -> None:
    book = openpyxl.load_workbook(io.BytesIO(county(notice, 0)))
    assert book.sheetnames == ["首页", "分配", "绩效目标", "校验", "_meta"]
    assert book["_meta"].sheet_state == "veryHidden"


def test_the_first_page_says_what_it_is(changji: Notice) -> None:
    facts = home(county(changji, 0))
    assert facts["金额"] == 829
    assert facts["金额大写"] == "捌佰贰拾玖万元整"
    assert facts["文号"] == "昌州财社〔2023〕70号"
    assert facts["直达资金标识"] == "01 中央直达资金"


def test_every_recipient_finds_its_own_line(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    for index, row in enumerate(table.rows):
        line = sheet(county(notice, index), "分配")[-1]
        assert line[1] == row.name.stripped
        for column in table.columns:
            assert Decimal(str(line[column.index])) == row.amounts[column.index].value


def test_its_own_register_is_all_right(changji: Notice) -> None:
    rows = sheet(county(changji, 0), "校验")
    assert rows[1][0] == "✔ 全部相符"


def test_a_generated_form_is_to_be_filled_in(bazhou: Notice) -> None:
    data = county(bazhou, 0)
    form = sheet(data, "绩效目标")
    assert [row[4] for row in form].count("○待填") == 20 + 1  # and the local bureau
    assert 3686 in [row[4] for row in form]
    assert sheet(data, "校验")[1][0] == "○ 1 项待填"


def test_the_totals_inside_the_header_are_left_out(bazhou: Notice) -> None:
    header = sheet(county(bazhou, 0), "分配")[3]
    assert header[3] == "巴财社(2021)3号"
    assert header[6] == "巴财社(2021)40号"


def test_no_part_names_another_recipient(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    names = [row.name.stripped for row in table.rows]
    for index, own in enumerate(names):
        with zipfile.ZipFile(io.BytesIO(county(notice, index))) as package:
            content = "".join(package.read(n).decode("utf-8") for n in package.namelist())
        assert not [n for n in names if n != own and n in content]


def test_the_same_input_gives_the_same_bytes(changji: Notice) -> None:
    assert county(changji, 2) == county(sample.changji(), 2)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("昌州财社〔2023〕70号", "01_昌吉市_昌州财社〔2023〕70号.xlsx"),
        ("财社/70:?", "01_昌吉市_财社_70__.xlsx"),
    ],
)
def test_the_name_holds_only_what_a_file_name_may_hold(
    changji: Notice, number: str, expected: str
) -> None:
    changji.number = Text(number, Ref("通知.txt", line=5))
    table = changji.allocation
    assert table is not None
    assert county_name(changji, table, 0) == expected
