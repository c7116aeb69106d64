"""An export is complete and right, or nothing of it is there."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import sample

from xianbiao.export.county import CountyFiles
from xianbiao.export.deliver import export_counties
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.errors import ExportRefused, UnknownRecipient, XianbiaoError
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.sheets.layout.county import county_book

Change = Callable[[Notice], None]


def set_amount(row: int, raw: str) -> Change:
    """A change of one recipient's amount; row −1 is the total."""

    def change(notice: Notice) -> None:
        table = notice.allocation
        assert table is not None
        target = table.total if row < 0 else table.rows[row]
        assert target is not None
        target.amounts[2] = sample.read_amount(raw, sample.at(60 + row, 3))

    return change


def without_number(notice: Notice) -> None:
    """A notice without 文号."""
    notice.number = None


def leaking_title(notice: Notice) -> None:
    """A title that names one of the counties."""
    notice.title = sample.text("关于下达木垒县等地补助资金的通知", 7)


def error(rule: str, line: int, severity: Severity = Severity.ERROR) -> Finding:
    """A finding at a line."""
    return Finding(rule, severity, sample.at(line, 3), "不符")


def test_it_writes_one_file_per_recipient(notice: Notice, tmp_path: Path) -> None:
    delivery = export_counties(notice, [], tmp_path / "out")
    expected = sample.amounts_of(notice)
    assert {f.recipient: f.amount for f in delivery.files} == expected
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(
        [*(f.path.name for f in delivery.files), "清单.json"]
    )


def test_the_files_read_back_add_up_to_the_total(notice: Notice, tmp_path: Path) -> None:
    delivery = export_counties(notice, [], tmp_path / "out")
    table = notice.allocation
    assert table is not None
    assert table.total is not None
    for column in table.columns:
        added = Decimal(0)
        for file in delivery.files:
            book = python_calamine.CalamineWorkbook.from_path(file.path)
            line = book.get_sheet_by_name("分配").to_python()[-1]
            added += Decimal(str(line[column.index]))
        assert added == table.total.amounts[column.index].value


def test_the_manifest_names_every_file(changji: Notice, tmp_path: Path) -> None:
    delivery = export_counties(changji, [], tmp_path / "out")
    manifest = json.loads(delivery.manifest.read_text(encoding="utf-8"))
    assert manifest["number"] == "昌州财社〔2023〕70号"
    assert manifest["total"] == "5198"
    assert [f["amount"] for f in manifest["files"]] == [a for _, a in sample.CHANGJI]
    for entry in manifest["files"]:
        data = (tmp_path / "out" / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]


def test_a_recipient_without_money_gets_no_file(changji: Notice, tmp_path: Path) -> None:
    set_amount(0, "0")(changji)
    set_amount(1, "")(changji)
    set_amount(-1, "3840")(changji)
    delivery = export_counties(changji, [], tmp_path / "out")
    assert delivery.skipped == ("昌吉市", "阜康市")
    assert [f.order for f in delivery.files] == [3, 4, 5, 6, 7]
    manifest = json.loads(delivery.manifest.read_text(encoding="utf-8"))
    assert [s["reason"] for s in manifest["skipped"]] == ["无金额", "无金额"]


def test_only_one_recipient_on_request(changji: Notice, tmp_path: Path) -> None:
    delivery = export_counties(changji, [], tmp_path / "out", only="木垒哈萨克自治县")
    assert [f.path.name for f in delivery.files] == ["07_木垒县_昌州财社〔2023〕70号.xlsx"]
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_an_unknown_recipient_is_told_the_names(changji: Notice, tmp_path: Path) -> None:
    with pytest.raises(UnknownRecipient, match="昌吉市、阜康市"):
        export_counties(changji, [], tmp_path / "out", only="米泉市")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (set_amount(0, "829万元"), "无法识别"),
        (set_amount(-1, "约5198"), "无法识别"),
        (set_amount(0, "892"), "各单位之和与合计不符"),
        (set_amount(0, "829.0000001"), "细于 1 分|不符"),
        (without_number, "没有文号"),
        (leaking_title, "其他单位的名称“木垒县”"),
    ],
)
def test_a_refused_export_leaves_nothing(
    changji: Notice, tmp_path: Path, change: Change, message: str
) -> None:
    change(changji)
    with pytest.raises(ExportRefused, match=message):
        export_counties(changji, [], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "finding", [error("C03", 59), error("C08", 60), error("C01", 119 + 7)], ids=lambda f: f.rule
)
def test_an_error_on_the_amounts_blocks(changji: Notice, tmp_path: Path, finding: Finding) -> None:
    with pytest.raises(ExportRefused, match=finding.rule):
        export_counties(changji, [finding], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "finding",
    [error("C01", 85 + 7), error("C10", 55), error("C03", 59, Severity.HINT)],
    ids=["the prefecture's own form", "a wrong title", "a hint"],
)
def test_what_touches_no_amount_sent_out_does_not_block(
    changji: Notice, tmp_path: Path, finding: Finding
) -> None:
    assert len(export_counties(changji, [finding], tmp_path / "out").files) == 7


def test_another_countys_form_does_not_block_one_county(changji: Notice, tmp_path: Path) -> None:
    finding = error("C01", 119 + 7)
    assert len(export_counties(changji, [finding], tmp_path / "out", only="阜康市").files) == 1
    with pytest.raises(ExportRefused):
        export_counties(changji, [finding], tmp_path / "out2", only="昌吉市")


def test_a_file_of_other_content_is_kept_under_a_new_name(changji: Notice, tmp_path: Path) -> None:
    name = "02_阜康市_昌州财社〔2023〕70号"
    for content in (b"first", b"second"):
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        export_counties(changji, [], tmp_path)
    assert (tmp_path / f"{name} (2).xlsx").read_bytes() == b"first"
    assert (tmp_path / f"{name} (3).xlsx").read_bytes() == b"second"
    assert openpyxl.load_workbook(tmp_path / f"{name}.xlsx").sheetnames[0] == "首页"


def test_the_same_content_is_left_alone(changji: Notice, tmp_path: Path) -> None:
    before = export_counties(changji, [], tmp_path).files
    stamps = [f.path.stat().st_mtime_ns for f in before]
    export_counties(sample.changji(), [], tmp_path)
    assert [f.path.stat().st_mtime_ns for f in before] == stamps
    assert len(list(tmp_path.iterdir())) == 8


def test_a_failing_move_puts_everything_back(
    changji: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old = out / "01_昌吉市_昌州财社〔2023〕70号.xlsx"
    old.write_bytes(b"old")
    move, calls = os.replace, []

    def fail_later(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 4:
            raise PermissionError(13, "文件正被使用")
        move(source, target)

    monkeypatch.setattr("xianbiao.export.placing.os.replace", fail_later)
    with pytest.raises(XianbiaoError, match="文件正被使用"):
        export_counties(changji, [], out)
    assert [(p.name, p.read_bytes()) for p in out.iterdir()] == [(old.name, b"old")]
    assert list(tmp_path.iterdir()) == [out]


def test_a_wrong_stored_amount_is_caught(
    changji: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sample.changji()
    set_amount(0, "830")(other)
    wrong = workbook_bytes(county_book(other, other.tables[0], 0))
    monkeypatch.setattr(CountyFiles, "bytes_of", lambda *_: wrong)
    with pytest.raises(ExportRefused, match="读回的金额"):
        export_counties(changji, [], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_locked_cell_without_its_mark_is_caught(
    changji: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def altered(_: CountyFiles, notice: Notice, table: AllocationTable, index: int) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(county_book(notice, table, index))))
        book["首页"]["B9"] = "另一份文件"
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    monkeypatch.setattr(CountyFiles, "bytes_of", altered)
    monkeypatch.setattr("xianbiao.export.deliver.require_same", lambda *_: None)
    with pytest.raises(ExportRefused, match="首页!B9"):
        export_counties(changji, [], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_step_by_step(changji: Notice, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    export_counties(changji, [], tmp_path, progress=lambda *step: told.append(step))
    assert told[0] == ("昌吉市", 1, 7)
    assert told[-1] == ("木垒县", 7, 7)


def test_a_file_in_place_of_the_folder_is_refused(changji: Notice, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(XianbiaoError, match="不是文件夹"):
        export_counties(changji, [], tmp_path / "out")


def test_a_row_without_a_recipient_is_refused(changji: Notice, tmp_path: Path) -> None:
    table = changji.allocation
    assert table is not None
    table.rows[2] = replace(table.rows[2], recipient=None)
    with pytest.raises(ExportRefused, match="没有单位名称"):
        export_counties(changji, [], tmp_path / "out")
