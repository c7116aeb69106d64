"""What the command line says: units, likely names, numbers not recognised, faults of the disk."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xianbiao.checks import check
from xianbiao.cli import main
from xianbiao.demo.run import _summarise
from xianbiao.export.deliver import export_counties
from xianbiao.model.errors import words_of
from xianbiao.readers import read_notice

NOTICE = """昌吉回族自治州财政局文件
昌州财社〔2024〕18号
关于下达2024年困难群众救助补助资金的通知
各县（市）财政局、民政局：
附件：2024年困难群众救助补助资金分配表
昌吉回族自治州财政局
2024年3月5日
抄送：昌吉州民政局、国库科。

附件：
2024年困难群众救助补助资金分配表
单位：万元
县市\t金额
合计\t350
昌吉市\t100
奇台县\t200
吉木萨尔县\t50
"""
ENGLISH = re.compile(r"[A-Z]?[a-z]{3,} [a-z]{2,}|Error|error")
Capture = pytest.CaptureFixture[str]


def imported(folder: Path, text: str) -> Path:
    source, book = folder / "通知.txt", folder / "工作簿.xlsx"
    source.write_text(text, encoding="utf-8")
    assert main(["import", str(source), "--out", str(book)]) == 0
    return book


@pytest.mark.parametrize("unit", ["元", "万元", "亿元"])
def test_an_export_names_the_unit_of_the_table(tmp_path: Path, unit: str, capsys: Capture) -> None:
    book = imported(tmp_path, NOTICE.replace("单位：万元", f"单位：{unit}"))
    capsys.readouterr()
    assert main(["export", str(book), "--out", str(tmp_path / "县表")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ", 1)[1].strip() for line in lines[:3]] == [
        f"昌吉市 100 {unit}",
        f"奇台县 200 {unit}",
        f"吉木萨尔县 50 {unit}",
    ]


def test_the_demonstration_names_the_unit_of_the_table(tmp_path: Path) -> None:
    from rich.console import Console

    source = tmp_path / "通知.txt"
    source.write_text(NOTICE.replace("单位：万元", "单位：元"), encoding="utf-8")
    notice = read_notice([source])
    delivery = export_counties(notice, check(notice), tmp_path / "县表")
    console = Console(record=True, width=200)
    _summarise(notice, check(notice), delivery, tmp_path, console)
    said = console.export_text()
    assert "合计 350 元" in said
    assert "100 元" in said
    assert "万元" not in said


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("奇台", "奇台县"),
        ("吉木萨", "吉木萨尔县"),
        ("吉木撒尔县", "吉木萨尔县"),
        ("昌吉县", "昌吉市"),
    ],
)
def test_an_unknown_recipient_is_answered_with_the_likely_one(
    tmp_path: Path, asked: str, meant: str, capsys: Capture
) -> None:
    book = imported(tmp_path, NOTICE)
    assert main(["export", str(book), "--out", str(tmp_path / "县表"), "--only", asked]) == 2
    assert f"是不是“{meant}”？" in capsys.readouterr().err


def test_a_name_unlike_any_gets_no_suggestion(tmp_path: Path, capsys: Capture) -> None:
    book = imported(tmp_path, NOTICE)
    assert main(["export", str(book), "--out", str(tmp_path / "县表"), "--only", "省本级"]) == 2
    said = capsys.readouterr().err
    assert "是不是" not in said
    assert "奇台县" in said


def test_an_export_says_that_errors_remain(tmp_path: Path, capsys: Capture) -> None:
    clean = imported(tmp_path, NOTICE)
    assert main(["export", str(clean), "--out", str(tmp_path / "县表")]) == 0
    assert "注意" not in capsys.readouterr().out
    (tmp_path / "二").mkdir()
    wrong = NOTICE.replace("\n2024年困难群众救助补助资金分配表\n", "\n2023年困难群众资金分配表\n")
    book = imported(tmp_path / "二", wrong)
    errors = sum(f.severity == "error" for f in check(read_notice([book])))
    assert errors
    capsys.readouterr()
    assert main(["export", str(book), "--out", str(tmp_path / "二表")]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    assert said == f"注意：核对还有 {errors} 处错误，见 xianbiao check {book}"


def test_a_number_that_cannot_be_read_is_kept_and_told(tmp_path: Path, capsys: Capture) -> None:
    number = "昌州财社〔2024〕70/71号"
    book = imported(tmp_path, NOTICE.replace("昌州财社〔2024〕18号", number))
    assert f"没有认出文号：“{number}”照原文保留" in capsys.readouterr().out
    for path in (tmp_path / "通知.txt", book):
        notice = read_notice([path])
        assert notice.number is not None
        assert notice.number.stripped == number
        assert [issuer.stripped for issuer in notice.issuers] == ["昌吉回族自治州财政局"]
        (told,) = [f for f in check(notice) if f.rule == "C28"]
        assert (told.severity, told.left) == ("hint", number)


def test_a_notice_without_number_says_so_on_import(tmp_path: Path, capsys: Capture) -> None:
    imported(tmp_path, NOTICE.replace("昌州财社〔2024〕18号\n", ""))
    assert "没有认出文号" in capsys.readouterr().out


def test_a_number_that_can_be_read_is_not_told(tmp_path: Path, capsys: Capture) -> None:
    imported(tmp_path, NOTICE)
    assert "没有认出文号" not in capsys.readouterr().out
    assert not [f for f in check(read_notice([tmp_path / "通知.txt"])) if f.rule == "C28"]


@pytest.mark.parametrize("part", ["单位", "文号"])
def test_a_file_name_that_is_too_long_is_refused_before_anything_is_made(
    tmp_path: Path, part: str, capsys: Capture
) -> None:
    book = imported(tmp_path, NOTICE.replace("奇台县", "某某开发区"))
    name = "某某" * 60 + "开发区"
    workbook = openpyxl.load_workbook(book)
    if part == "单位":
        for sheet in ("附件1", "单位"):
            for row in workbook[sheet].iter_rows():
                for cell in row:
                    if cell.value == "某某开发区":
                        cell.value = name
    else:
        row = next(r for r in workbook["参数"].iter_rows() if r[0].value == "文号")
        row[1].value = name = "昌州财社" * 30 + "〔2024〕18号"
    workbook.save(book)
    out = tmp_path / "县表"
    assert main(["export", str(book), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "255 字节" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["check", "夹.txt"], "这是文件夹"),
        (["check", "夹.xlsx"], "这是文件夹"),
        (["check", "没有.txt"], "没有这个文件"),
        (["check", "没有.xlsx"], "没有这个文件"),
        (["check", "长" * 100 + ".xlsx"], "文件名太长"),
        (["import", "通知.txt", "--out", "长" * 100 + ".xlsx"], "文件名太长"),
        (["export", "工作簿.xlsx", "--out", "通知.txt/县表"], "同名的文件或文件夹已存在"),
    ],
)
def test_what_the_disk_refuses_is_said_in_chinese(
    tmp_path: Path,
    command: list[str],
    words: str,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported(tmp_path, NOTICE)
    for name in ("夹.txt", "夹.xlsx"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert words in said
    assert not ENGLISH.search(said.replace("xlsx", "").replace("txt", ""))


def test_a_damaged_workbook_is_described_without_words_of_a_library(
    tmp_path: Path, capsys: Capture
) -> None:
    book = imported(tmp_path, NOTICE)
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><oops"
    broken = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(broken, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    assert main(["check", str(broken)]) == 2
    said = capsys.readouterr().err
    assert "已损坏" in said
    assert not ENGLISH.search(said)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileExistsError(17, "File exists"), "同名的文件或文件夹已存在"),
        (OSError(9999, "Strange"), "系统错误 9999"),
        (KeyError("name"), "缺少“name”"),
        (ValueError("invalid literal"), "内容不合要求"),
        (ValueError("2024年的表有重复"), "2024年的表有重复"),
    ],
)
def test_errors_of_the_system_have_chinese_words(error: Exception, words: str) -> None:
    assert words_of(error) == words
