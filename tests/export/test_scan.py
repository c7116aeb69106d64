"""The scan is the last thing between a county's file and another county's figures."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
import sample

from xianbiao.export.county import county_bytes
from xianbiao.export.scan import leaks
from xianbiao.export.secrets import AllSecrets, Secrets
from xianbiao.model.notices import Notice

_STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>'
_CELL = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData><row><c{}><v>{}</v></c></row></sheetData></worksheet>"
)


def package(part: str, content: str) -> bytes:
    """A package with one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(part, content)
    return buffer.getvalue()


def secrets(**changes: object) -> Secrets:
    """What 阜康市 must not see."""
    known: dict[str, object] = {
        "names": ("昌吉市", "昌吉", "州救助站"),
        "common": ("昌吉州", "巴州"),
        "amounts": frozenset({Decimal(829), Decimal("-530")}),
        "totals": frozenset({Decimal(11060)}),
    }
    return Secrets(**(known | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/sharedStrings.xml", _STRINGS.format("昌吉市财政局")),
        ("xl/sharedStrings.xml", _STRINGS.format("昌吉财政局")),
        ("xl/sharedStrings.xml", _STRINGS.format("巴州救助站")),
        ("xl/sharedStrings.xml", _STRINGS.format("&#26124;吉市")),
        ("xl/sharedStrings.xml", _STRINGS.format("829")),
        ("xl/sharedStrings.xml", _STRINGS.format("3号 11060万元")),
        ("xl/sharedStrings.xml", _STRINGS.format("合计11,060万元")),
        ("xl/worksheets/sheet1.xml", _CELL.format("", "829")),
        ("xl/worksheets/sheet1.xml", _CELL.format("", "829.0")),
        ("xl/worksheets/sheet1.xml", _CELL.format("", "-530")),
        ("xl/worksheets/sheet1.xml", _CELL.format(' t="str"', "829")),
        ("docProps/core.xml", "<a>昌吉市</a>"),
        ("xl/昌吉市.xml", "<a/>"),
        ("xl/_rels/workbook.xml.rels", '<a TargetMode="External"/>'),
        ("xl/vbaProject.bin", "x"),
    ],
)
def test_what_belongs_to_others_is_found(part: str, content: str) -> None:
    assert leaks(package(part, content), secrets())


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/sharedStrings.xml", _STRINGS.format("昌吉州财政局")),
        ("xl/sharedStrings.xml", _STRINGS.format("阜康市")),
        ("xl/sharedStrings.xml", _STRINGS.format("科目 1100248 共 8290 人")),
        ("xl/worksheets/sheet1.xml", _CELL.format(' t="s"', "829")),
        ("xl/worksheets/sheet1.xml", _CELL.format("", "529")),
    ],
)
def test_what_belongs_to_all_is_no_leak(part: str, content: str) -> None:
    assert leaks(package(part, content), secrets()) == []


def test_a_sound_file_is_clean(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    for index in range(len(table.rows)):
        found = leaks(county_bytes(notice, table, index), AllSecrets(notice, table).of(index))
        assert found == []


def test_own_figures_are_no_secret(bazhou: Notice) -> None:
    table = bazhou.allocation
    assert table is not None
    own = AllSecrets(bazhou, table).of(0)
    assert Decimal(3686) not in own.amounts
    assert {Decimal(2939), Decimal(20251), Decimal(11060)} <= own.amounts
    assert Decimal(22) not in own.amounts


def test_a_total_that_reads_like_an_account_is_no_leak(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    assert table.total is not None
    table.total.amounts[2] = sample.read_amount("208", sample.at(59, 3))
    hidden = AllSecrets(changji, table).of(0)
    assert leaks(county_bytes(changji, table, 0), hidden) == []
    assert leaks(package("a.xml", _CELL.format("", "208")), hidden)


def test_the_file_of_one_is_full_of_leaks_for_another(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    data = county_bytes(changji, table, 0)
    assert leaks(data, AllSecrets(changji, table).of(1))


@pytest.mark.parametrize("name", ["第<1>县", "第\n1县", "第1县"])
def test_a_name_is_found_whatever_signs_it_holds(name: str) -> None:
    written = name.replace("<", "&lt;")
    others = secrets(names=("别县", name), everyone=("本县", "别县", name))
    assert leaks(package("xl/sharedStrings.xml", _STRINGS.format(written)), others)
    assert leaks(package("xl/sharedStrings.xml", _STRINGS.format("第2县")), others) == []


def test_rows_searched_before_are_searched_in_another_part_too(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    every = AllSecrets(notice, table)
    files = [county_bytes(notice, table, index) for index in range(len(table.rows))]
    for index, data in enumerate(files):
        assert leaks(data, every.of(index)) == []
        assert leaks(data, every.of((index + 1) % len(files)))
