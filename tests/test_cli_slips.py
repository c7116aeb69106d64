"""Slips on the command line: what is said names the slip and what to do, and nothing is written."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from xianbiao.cli import main

Capture = pytest.CaptureFixture[str]
Rows = Sequence[Sequence[object]]

NOTICE = """昌吉回族自治州财政局文件
昌州财社〔2024〕18号
关于下达2024年困难群众救助补助资金的通知
各县（市）财政局：
附件：2024年困难群众救助补助资金分配表

附件：
2024年困难群众救助补助资金分配表
单位：万元
县市\t金额
合计\t300
昌吉市\t100
奇台县\t200
"""
OWN: Rows = (
    ("2024年困难群众救助补助资金分配表",),
    ("单位：万元",),
    ("县市", "金额"),
    ("昌吉市", 100),
    ("奇台县", 200),
    ("合计", 300),
)


def own_book(path: Path, rows: Rows) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working workbook, one of its county files, an own workbook, and what is none of these."""
    folder = tmp_path_factory.mktemp("文件")
    text, working = folder / "通知.txt", folder / "工作簿.xlsx"
    text.write_text(NOTICE, encoding="utf-8")
    assert main(["import", str(text), "--out", str(working)]) == 0
    assert main(["export", str(working), "--out", str(folder / "夹")]) == 0
    shutil.copy(next((folder / "夹").glob("01_*.xlsx")), folder / "县文件.xlsx")
    own_book(folder / "自己的.xlsx", OWN)
    own_book(folder / "没有表.xlsx", (("今天开会",), ("明天休息",)))
    (folder / "表.ofd").write_bytes(b"OFD")
    return folder


COUNTY = "这是发给一个单位的县文件，不是分配资金的工作簿"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("check 夹", "夹：这是文件夹，不是文件；请：写文件夹里面的文件"),
        ("export 夹 --out 出", "夹：这是文件夹，不是文件；请：写文件夹里面的文件"),
        ("export 表.ofd --out 出", "表.ofd：不认识这种文件；实际是：.ofd"),
        ("export 县文件.xlsx --out 出", f"县文件.xlsx：{COUNTY}"),
        ("import 县文件.xlsx --out 出.xlsx", f"县文件.xlsx：{COUNTY}"),
        ("export 自己的.xlsx --out 出.xlsx --sheets", "--out 要写文件夹，这像一个文件名"),
        ("export 工作簿.xlsx --out 县表.PDF", "--out 要写文件夹，这像一个文件名"),
        ("export 工作簿.xlsx --out 出 --name {单位}", "用不上这些选项，它们只用于自己的工作簿"),
        ("export 通知.txt --out 出 --no-fill --allow 5", "实际是：--no-fill、--allow"),
        ("export 自己的.xlsx --out 出 --only 奇台", "请：是不是“奇台县”？"),
        ("export 自己的.xlsx --out 出 --allow 5 五万", "可以公开的不是数；实际是：五万"),
        ("import 通知.txt --out 无/出.xlsx", "无：文件夹不存在；请：先建好文件夹"),
    ],
)
def test_a_slip_is_named_with_what_to_do(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, words: str, said: str
) -> None:
    monkeypatch.chdir(files)
    before = sorted(files.rglob("*"))
    assert main(words.split()) == 2
    assert said in capsys.readouterr().err
    assert sorted(files.rglob("*")) == before


def test_a_folder_may_be_called_like_a_file_when_it_is_there(files: Path, tmp_path: Path) -> None:
    out = tmp_path / "2024年.xlsx"
    out.mkdir()
    assert main(["export", str(files / "自己的.xlsx"), "--out", str(out)]) == 0
    assert len(list(out.glob("*.xlsx"))) == 2


@pytest.mark.parametrize(("amounts", "is_said"), [((None, None, None), True), ((1, 2, 3), False)])
def test_amounts_that_are_all_blank_are_named(
    tmp_path: Path, capsys: Capture, amounts: tuple[int | None, ...], is_said: bool
) -> None:
    rows = [*OWN[:3], *((row[0], amount) for row, amount in zip(OWN[3:], amounts, strict=True))]
    own_book(tmp_path / "表.xlsx", rows)
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 0
    assert ("注意：各单位的金额都还没有填" in capsys.readouterr().err) == is_said


def test_where_no_table_is_recognised_it_is_said_what_one_is(files: Path, capsys: Capture) -> None:
    assert main(["inspect", str(files / "没有表.xlsx")]) == 1
    assert "没有一处像表：至少两行两列，有表头，下面有数" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "advice"),
    [
        ("check {长}.xlsx", "缩短文件名或文件夹的名称"),
        ("import 通知.txt --out {长}.xlsx", "缩短文件名或文件夹的名称"),
        ("check 没有.docx", "核对文件名和所在文件夹"),
    ],
)
def test_what_the_system_complains_of_is_answered_with_what_helps(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, command: str, advice: str
) -> None:
    monkeypatch.chdir(files)
    assert main(command.replace("{长}", "长" * 100).split()) == 2
    assert capsys.readouterr().err.endswith(f"；请：{advice}\n")


def test_a_file_that_cannot_be_written_is_named_by_its_own_name(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    def full(*_names: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    out = tmp_path / "出.xlsx"
    assert main(["import", str(files / "通知.txt"), "--out", str(out)]) == 2
    said = "文件写不出来；实际是：磁盘已满；请：腾出空间，或换一个盘"
    assert capsys.readouterr().err == f"错误：{out}：{said}\n"
    assert list(tmp_path.iterdir()) == []
