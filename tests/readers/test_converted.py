"""Older and plainer formats are read through a copy, by their own name and with a word of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from support.documents import document_of
from xianbiao.cli import main
from xianbiao.demo.run import NOTICES
from xianbiao.model.errors import UnreadableFile
from xianbiao.readers import formulas, office, read_notice
from xianbiao.readers.converted import CONVERTED_BOOKS, CONVERTED_TEXTS
from xianbiao.readers.notice import read_grids
from xianbiao.readers.office import NoOffice

Capture = pytest.CaptureFixture[str]
DEMO = Path(formulas.__file__).parents[1] / "demo"
ROWS = (
    ("2024年困难群众救助补助资金分配表", ""),
    ("单位：万元", ""),
    ("县市", "金额"),
    ("昌吉市", 829),
    ("阜康市", 529),
    ("合计", 1359),
)


@pytest.fixture
def converts(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """In place of LibreOffice: every conversion gives a copy of the file that is set."""
    ready: list[Path] = []

    def convert(files: list[Path], target: str, folder: Path, _what: str, _todo: str) -> None:
        for file in files:
            shutil.copyfile(ready[0], folder / f"{file.stem}.{target}")

    monkeypatch.setattr(office, "_convert", convert)
    return ready.append


def book(path: Path) -> Path:
    """A workbook with a total that is wrong by one."""
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("分配")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize("suffix", [s for s in CONVERTED_BOOKS if s != ".csv"])
def test_an_older_workbook_is_checked_by_its_own_name(
    tmp_path: Path, capsys: Capture, suffix: str, converts: Callable[[Path], None]
) -> None:
    converts(book(tmp_path / "新.xlsx"))
    old = tmp_path / f"旧{suffix}"
    old.write_bytes(b"old")
    assert main(["check", str(old)]) == 1
    said = capsys.readouterr()
    assert f"核对报告：{old}" in said.out
    assert "「分配」B6" in said.out
    assert f"由 LibreOffice 从 {suffix} 转成 .xlsx" in said.err
    assert {g.file for g in read_grids(old)} == {str(old)}


@pytest.mark.parametrize("suffix", CONVERTED_TEXTS)
def test_an_older_document_gives_the_findings_of_its_copy(
    tmp_path: Path, suffix: str, converts: Callable[[Path], None]
) -> None:
    from xianbiao.checks import check

    text = (DEMO / NOTICES[0]).read_text(encoding="utf-8")
    copy = document_of(text, tmp_path / "新.docx")
    converts(copy)
    old = tmp_path / f"旧{suffix}"
    old.write_bytes(b"old")
    notice = read_notice([old])
    found = [(f.rule, f.ref.where(), f.message) for f in check(notice)]
    assert found == [(f.rule, f.ref.where(), f.message) for f in check(read_notice([copy]))]
    assert any(f"从 {suffix} 转成 .docx" in remark for remark in notice.remarks)


def test_the_remark_on_one_file_is_not_made_on_another_with_the_same_sheets(
    tmp_path: Path, converts: Callable[[Path], None]
) -> None:
    plain = book(tmp_path / "新.xlsx")
    converts(plain)
    old = tmp_path / "旧.xls"
    old.write_bytes(b"old")
    for _ in range(2):
        assert len(read_grids(old)[0].remarks) == 1
        assert read_grids(plain)[0].remarks == []


def test_a_csv_file_is_checked_without_any_other_program(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "表.csv"
    path.write_text("\n".join(f"{a},{b}" for a, b in ROWS), encoding="gb18030")
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert "「表」B6" in said.out
    assert "由 CSV（GB18030）转成工作簿" in said.err
    assert main(["inspect", str(path)]) == 0
    assert "昌吉市" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".xls", ".doc"])
def test_without_libreoffice_it_is_said_how_to_save_the_file(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_PLACES", ())
    path = tmp_path / f"旧{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(NoOffice, match="没有找到 LibreOffice"):
        read_grids(path)
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert f"{path}" in said
    assert f"另存为 {'.xlsx' if suffix == '.xls' else '.docx'}" in said


@pytest.mark.parametrize("suffix", [".xls", ".doc", ".csv"])
def test_a_file_that_is_missing_is_told_before_anything_is_converted(
    tmp_path: Path, suffix: str, converts: Callable[[Path], None]
) -> None:
    converts(tmp_path / "nothing")
    with pytest.raises(UnreadableFile, match="文件打不开") as told:
        read_grids(tmp_path / f"没有{suffix}")
    assert told.value.ref is not None
    assert told.value.ref.file == str(tmp_path / f"没有{suffix}")


def test_what_is_wrong_with_a_copy_is_told_of_the_file_itself(
    tmp_path: Path, converts: Callable[[Path], None]
) -> None:
    broken = tmp_path / "坏"
    broken.write_bytes(b"no package")
    converts(broken)
    old = tmp_path / "旧.xls"
    old.write_bytes(b"old")
    with pytest.raises(UnreadableFile) as told:
        read_grids(old)
    assert told.value.ref is not None
    assert told.value.ref.file == str(old)
