"""The command line as a clerk meets it: exit codes, Chinese words, nothing half written."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from support.evaluations import STANDARD
from support.grids import grid_of, write_grids
from xianbiao.cli import main

KEYS = {
    "rule",
    "severity",
    "file",
    "sheet",
    "cell",
    "line",
    "message",
    "left",
    "right",
    "difference",
    "cause",
    "suggestion",
}
RIGHT = """昌吉回族自治州财政局文件
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
合计\t300
昌吉市\t100
阜康市\t200
"""


@pytest.fixture
def source() -> Path:
    return Path(str(resources.files("xianbiao.demo") / "changji-2023-70.txt"))


@pytest.fixture
def book(tmp_path: Path, source: Path) -> Path:
    out = tmp_path / "工作簿.xlsx"
    assert main(["import", str(source), "--out", str(out)]) == 0
    return out


def write(folder: Path, text: str) -> Path:
    path = folder / "通知.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_notice_passes_with_exit_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(write(tmp_path, RIGHT))]) == 0
    assert "没有发现问题" in capsys.readouterr().out


def test_errors_give_exit_1_and_hints_alone_do_not(source: Path, tmp_path: Path) -> None:
    assert main(["check", str(source)]) == 1
    hinted = write(tmp_path, RIGHT.replace("附件：\n2024", "附件:\n2024"))
    assert main(["check", str(hinted)]) == 0


def test_json_holds_one_object_per_finding_with_every_key(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", str(source)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert all(set(f) == KEYS for f in found)
    tie = next(f for f in found if f["rule"] == "C01")
    assert (tie["severity"], tie["left"], tie["right"], tie["difference"]) == (
        "error",
        5189,
        5198,
        -9,
    )
    assert (tie["sheet"], tie["cell"]) == (None, None)
    assert isinstance(tie["line"], int)


def test_json_of_a_workbook_names_sheet_and_cell(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", "--json", str(book)]) == 1
    tie = next(f for f in json.loads(capsys.readouterr().out) if f["rule"] == "C01")
    assert (tie["sheet"], tie["line"]) == ("附件3", None)
    cell = openpyxl.load_workbook(book)["附件3"][tie["cell"]]
    assert cell.value == 5189


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["check", "没有.txt"], "打不开"),
        (["check", "没有.xlsx"], "打不开"),
        (["import", "没有.txt", "--out", "x.xlsx"], "打不开"),
        (["export", "没有.xlsx", "--out", "x"], "打不开"),
        (["check"], "缺少参数"),
        (["chek"], "没有“chek”这个命令"),
        (["check", "a.txt", "--jsn"], "不认识的参数"),
    ],
)
def test_a_wrong_call_says_so_in_chinese_with_exit_2(
    command: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(command)
    except SystemExit as stop:
        code = int(str(stop.code))
    assert code == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [[], ["import"], ["check"], ["export"], ["demo"]])
def test_help_is_in_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*command, "-h"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert "用法：" in shown
    assert not {"usage", "options", "positional", "show this"} & set(shown.split())


BROKEN = {
    "两个合计": (RIGHT.replace("阜康市\t200", "阜康市\t200\n总计\t300"), "两个合计行"),
    "没有分配表": ("关于某事的通知\n各单位：\n正文。\n", "没有认出分配表"),
    "县名写错": (RIGHT.replace("阜康市\t", "阜唐市\t"), "阜康市"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_understood_is_not_imported(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, words = BROKEN[name]
    out = tmp_path / "out.xlsx"
    assert main(["import", str(write(tmp_path, text)), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert [p.name for p in tmp_path.iterdir()] == ["通知.txt"]


def test_an_existing_workbook_is_not_overwritten(book: Path, source: Path) -> None:
    before = book.read_bytes()
    assert main(["import", str(source), "--out", str(book)]) == 2
    assert book.read_bytes() == before


@pytest.mark.parametrize("option", ["--sheets", "--pdf"])
def test_a_form_that_the_own_workbook_cannot_have_is_refused(
    book: Path, tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "县表"
    assert main(["export", str(book), "--out", str(out), option]) == 2
    assert f"只能导出成每个单位一个 .xlsx；实际是：{option}" in capsys.readouterr().err
    assert not out.exists()


def test_an_unknown_recipient_is_refused_with_the_names_that_are_known(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "县表"
    assert main(["export", str(book), "--out", str(out), "--only", "石河子市"]) == 2
    said = capsys.readouterr().err
    assert "石河子市" in said
    assert "木垒县" in said
    assert not out.exists()


def test_one_recipient_alone_can_be_exported_by_any_of_its_names(
    book: Path, tmp_path: Path
) -> None:
    out = tmp_path / "县表"
    name = "木垒哈萨克自治县"
    assert main(["export", str(book), "--out", str(out), "--only", name]) == 0
    assert sorted(p.name for p in out.iterdir()) == [
        "07_木垒县_昌州财社〔2023〕70号.xlsx",
        "清单.json",
    ]


def test_figures_that_do_not_add_up_are_not_sent_out(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["附件1"]["C6"] = 892
    workbook.save(book)
    out = tmp_path / "县表"
    assert main(["export", str(book), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "5198" in said
    assert "5261" in said
    assert not out.exists()


def test_the_program_runs_as_a_module() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "xianbiao", "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("xianbiao ")


def test_importing_says_which_forms_are_self_evaluations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "下达.xlsx", tmp_path / "工作簿.xlsx"
    table = "资金分配表\n单位：万元\n县市|金额\n合计|150\n昌吉市|100\n阜康市|50\n"
    write_grids(source, [grid_of(table, "分配"), grid_of(STANDARD.removeprefix("\n"), "自评")])
    assert main(["import", str(source), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "2 个单位，1 张绩效表" in said
    assert "其中 1 张是自评表，按绩效目标表导入" in said
