"""What a fresh process loads: a clerk who clicks waits for every module."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from support.evaluations import STANDARD
from support.grids import grid_of, write_grids
from support.pdf_writer import Paper, write_pdf
from xianbiao.checks import check
from xianbiao.export.deliver import export_counties
from xianbiao.export.importing import import_notice
from xianbiao.readers import read_notice

HEAVY = {"numpy", "openpyxl", "pandas", "pdfminer", "pdfplumber"}
TESTS = Path(__file__).parent
LETTER = """昌吉州财政局文件
昌州财社〔2024〕18号
关于下达2024年困难群众救助补助资金预算的通知
各县（市）财政局、民政局：
现下达你县（市）困难群众救助补助资金100万元，请及时拨付。
昌吉州财政局
2024年3月5日
"""
"""A notice with running text."""

RUN = """
import sys
from xianbiao.warm.client import main
code = main(sys.argv[2:])
with open(sys.argv[1], "w", encoding="utf-8") as stream:
    stream.write("\\n".join(sys.modules))
sys.exit(code)
"""
PRESS = """
import sys
from pathlib import Path
from support.desk import desk_with
from support.fake_book import FakeBook
from xianbiao.excel.press import press
target, file, button, folder = sys.argv[1:]
book = FakeBook(Path(file))
for name in [n for n in sys.modules if n.partition(".")[0] in ("numpy", "openpyxl", "pandas")]:
    del sys.modules[name]
assert press(button, book, desk_with(folder=folder)[0])
with open(target, "w", encoding="utf-8") as stream:
    stream.write("\\n".join(sys.modules))
"""
"""Presses a button on a stand-in, which reads its file with openpyxl, before the button does."""


def loaded(program: str, folder: Path, *words: str | Path) -> set[str]:
    """The modules that a fresh process holds when it has done a task; the task must succeed."""
    target = folder / "modules.txt"
    environment = {**os.environ, "XIANBIAO_WARM": "0"}
    paths = [str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    done = subprocess.run(
        [sys.executable, "-c", program, str(target), *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
    )
    assert done.returncode in (0, 1), done.stderr
    assert target.is_file(), done.stderr
    return set(target.read_text(encoding="utf-8").split("\n"))


def heavy_in(modules: set[str]) -> set[str]:
    """The heavy libraries among some modules."""
    return {name.partition(".")[0] for name in modules} & HEAVY


@pytest.fixture(scope="module")
def files(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A notice, the workbook made of it, the file of one county, and a table of one's own."""
    folder = tmp_path_factory.mktemp("cold")
    text = repo / "addin" / "xianbiao" / "demo" / "changji-2023-70.txt"
    book, own = folder / "工作簿.xlsx", folder / "自己的表.xlsx"
    notice = read_notice([text])
    import_notice(notice, check(notice), book)
    notice = read_notice([book])
    delivery = export_counties(notice, check(notice), folder / "县表", "昌吉市")
    with xlsxwriter.Workbook(own) as made:
        sheet = made.add_worksheet("分配表")
        sheet.write_column("A1", ["2024年补助资金分配表", "单位：万元", "县市", "昌吉市", "阜康市"])
        sheet.write_column("B3", ["金额", 1, 2])
    letter = folder / "正文.txt"
    letter.write_text(LETTER, encoding="utf-8")
    county = delivery.files[0].path
    return {"letter": letter, "text": text, "book": book, "county": county, "own": own}


@pytest.mark.parametrize(
    "words",
    [
        "check {text}",
        "check {book}",
        "check {county}",
        "check {own} --json",
        "inspect {book}",
        "inspect {own} --json",
        "import {text} --out 新.xlsx",
        "import {book} --out 新.xlsx",
        "export {text} --out 县表",
        "export {book} --out 县表",
        "export {own} --out 县表",
        "export {own} --out 县表 --sheets",
        "new allocation 新.xlsx --region 652300",
        "new county 新.xlsx --region 652301",
        "fn",
        "fn XB_SHARE 100 3,3,4",
        "button",
    ],
)
def test_no_command_loads_a_heavy_library(
    words: str, files: dict[str, Path], tmp_path: Path
) -> None:
    modules = loaded(RUN, tmp_path, *(word.format(**files) for word in words.split()))
    assert "xianbiao.cli" in modules
    assert heavy_in(modules) == set()


@pytest.mark.parametrize("button", ["check_all", "export_counties"])
def test_no_button_loads_a_heavy_library(
    button: str, files: dict[str, Path], tmp_path: Path
) -> None:
    modules = loaded(PRESS, tmp_path, files["book"], button, tmp_path / "县表")
    assert f"xianbiao.excel.buttons.{button}" in modules
    assert heavy_in(modules) == set()


def test_a_workbook_is_checked_without_what_only_texts_and_other_tables_need(
    files: dict[str, Path], tmp_path: Path
) -> None:
    of_text = {"xianbiao.checks.c30_amounts"}
    of_any_table = {"xianbiao.checks.g01_tables", "xianbiao.sheets.recognise.tables.reading"}
    making = {"xianbiao.sheets.plan", "xianbiao.sheets.layout.allocation", "xlsxwriter", "lxml"}
    book = loaded(RUN, tmp_path, "check", files["book"])
    assert not book & (of_text | of_any_table | making)
    assert of_text <= loaded(RUN, tmp_path, "check", files["letter"])
    assert of_any_table <= loaded(RUN, tmp_path, "check", files["own"])


def test_what_reads_self_evaluations_is_loaded_for_one_alone(
    files: dict[str, Path], tmp_path: Path
) -> None:
    own = tmp_path / "自评表.xlsx"
    write_grids(own, [grid_of(STANDARD.removeprefix("\n"))])
    reading = {f"xianbiao.sheets.recognise.tables.evaluation{part}" for part in ("", "_money")}
    rules = {f"xianbiao.checks.{name}" for name in ("s01_weights", "s02_scores", "s07_outcomes")}
    facts = {f"xianbiao.model.evaluation{part}" for part in ("s", "_verdicts")}
    assert reading | rules | facts <= loaded(RUN, tmp_path, "check", own)
    for file in ("own", "book", "text"):
        others = loaded(RUN, tmp_path, "check", files[file])
        assert not {name for name in others if "evaluation" in name}
        assert not others & rules


def test_what_reads_pdf_is_loaded_for_a_pdf_alone(files: dict[str, Path], tmp_path: Path) -> None:
    printed = write_pdf(tmp_path / "通知.pdf", Paper().lines(LETTER.splitlines()))
    assert heavy_in(loaded(RUN, tmp_path, "check", printed)) == {"pdfminer", "pdfplumber"}
    for file in ("letter", "own", "book"):
        others = loaded(RUN, tmp_path, "check", files[file])
        assert not {name for name in others if name.startswith("xianbiao.readers.pdf")}


def test_a_command_loads_no_other_command(tmp_path: Path) -> None:
    modules = loaded(RUN, tmp_path, "fn", "XB_SHARE", "100", "3,3,4")
    commands = {name for name in modules if name.startswith("xianbiao.cli.")}
    assert commands == {"xianbiao.cli.fn", "xianbiao.cli.parser"}
