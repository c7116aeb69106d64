"""`xianbiao new` as a clerk meets it: a workbook, or a Chinese sentence and no file."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from xianbiao.cli import main
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice
from xianbiao.readers.fingerprint import verify_fingerprint

REGION = ("--region", "652300")


def created(out: Path, kind: str, *options: str) -> Notice:
    """The notice of a workbook made by one command."""
    assert main(["new", kind, str(out), *options]) == 0
    return read_notice([out])


def test_an_allocation_of_this_year_needs_a_region_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = created(tmp_path / "新.xlsx", "allocation", *REGION)
    assert notice.budget_year == dt.date.today().year
    assert notice.fund is not None
    assert notice.fund.key == "hardship"
    assert len(notice.recipients) == 7
    said = capsys.readouterr().out
    assert "7 个单位" in said
    assert "参数" in said


@pytest.mark.parametrize(
    "name", ["rural_revitalisation", "财政衔接推进乡村振兴补助资金", "财政衔接资金"]
)
def test_another_fund_is_taken_by_key_or_name(name: str, tmp_path: Path) -> None:
    options = (*REGION, "--fund", name, "--year", "2025")
    notice = created(tmp_path / "新.xlsx", "allocation", *options)
    assert notice.fund is not None
    assert notice.fund.key == "rural_revitalisation"
    assert notice.code_tables[0].rows[0].code.text == "2130504"


def test_an_adjustment_names_the_documents_in_their_order(tmp_path: Path) -> None:
    numbers = ("昌州财社〔2025〕9号", "昌州财社〔2025〕3号")
    options = (*REGION, "--documents", *numbers)
    notice = created(tmp_path / "新.xlsx", "adjustment", *options)
    assert notice.allocation is not None
    groups = dict.fromkeys(c.group for c in notice.allocation.columns if c.group)
    assert tuple(groups) == numbers


@pytest.mark.parametrize(
    ("batch", "title"),
    [
        ("提前", "2025年中央财政提前下达困难群众救助补助资金分配表"),
        ("3", "2025年中央财政困难群众救助补助资金（第三批）分配表"),
    ],
)
def test_a_batch_reaches_the_title(batch: str, title: str, tmp_path: Path) -> None:
    options = (*REGION, "--year", "2025", "--batch", batch)
    notice = created(tmp_path / "新.xlsx", "allocation", *options)
    assert notice.allocation is not None
    assert notice.allocation.title is not None
    assert notice.allocation.title.text == title
    assert notice.entries[0].name.text == title


def test_a_blank_county_file_names_the_county_and_bears_its_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "县.xlsx"
    assert main(["new", "county", str(out), "--region", "652301", "--batch", "提前"]) == 0
    assert "昌吉市的空白县文件" in capsys.readouterr().out
    assert verify_fingerprint(out) == []


def test_a_new_workbook_is_right_but_not_yet_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    created(tmp_path / "新.xlsx", "adjustment", *REGION)
    assert main(["check", str(tmp_path / "新.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "错误 0 处，提示 1 处" in said
    assert "T09" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--region", "652301"), "没有下一级的县市区"),
        (("--region", "123456"), "没有这个地区"),
        ((*REGION, "--fund", "养老"), "财政衔接推进乡村振兴补助资金（rural_revitalisation）"),
        ((*REGION, "--year", "25"), "四位年份"),
        ((*REGION, "--documents", "昌州财社〔2025〕9号"), "adjustment"),
        ((*REGION, "--batch", "最后"), "不认识这个批次"),
    ],
)
def test_a_wrong_request_is_answered_and_nothing_is_written(
    options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "allocation", str(tmp_path / "新.xlsx"), *options]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("adjustment", (*REGION, "--batch", "2"), "不分批次"),
        ("county", REGION, "不是一个县"),
        ("county", ("--region", "652301", "--documents", "甲"), "不列原文件"),
    ],
)
def test_a_request_that_does_not_suit_the_kind_is_refused(
    kind: str,
    options: tuple[str, ...],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["new", kind, str(tmp_path / "新.xlsx"), *options]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "table", "新.xlsx", *REGION), "没有“table”这种工作簿"),
        (("new", "allocation", "新.xlsx", *REGION, "--year", "二五"), "应当是整数"),
        (("new", "allocation", "新.xlsx"), "缺少参数：--region"),
        (("new", "allocation", "新.xlsx", "--region"), "--region 后面要写一个值"),
    ],
)
def test_a_wrong_command_line_is_explained_in_chinese(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_an_existing_file_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "新.xlsx"
    out.write_bytes(b"mine")
    assert main(["new", "allocation", str(out), *REGION]) == 2
    assert "文件已存在" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["新.xls", "新", "没有/新.xlsx"])
def test_an_unsuitable_place_is_refused(name: str, tmp_path: Path) -> None:
    assert main(["new", "allocation", str(tmp_path / name), *REGION]) == 2
    assert list(tmp_path.iterdir()) == []


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    out = tmp_path / "新.xlsx"
    command = [sys.executable, "-m", "xianbiao", "new", "allocation", str(out), *REGION]
    assert subprocess.run(command, check=False).returncode == 0
    assert out.is_file()
