"""What everybody gets by the files made of tables as bureaus lay them out."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.grids import grid_of, write_grids
from xianbiao.cli import main

FILE = Path(__file__).resolve().parents[2] / "data" / "clerks" / "tables.toml"
WORKBOOKS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["workbook"]
GRIDS = {str(book["name"]): str(book["grid"]) for book in WORKBOOKS}


def exported(folder: Path, text: str) -> Path:
    """The folder with the files that are made of a drawing."""
    book, out = folder / "表.xlsx", folder / "县"
    write_grids(book, [grid_of(text.removeprefix("\n"))])
    assert main(["export", str(book), "--out", str(out)]) == 0
    return out


def texts_of(path: Path) -> list[str]:
    """Everything that a file shows, by rows."""
    book = openpyxl.load_workbook(path, data_only=True)
    cells = (c.value for sheet in book for row in sheet.iter_rows() for c in row)
    return [str(value) for value in cells if value is not None]


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda b: str(b["name"]))
def test_everybody_gets_a_file_with_the_right_amount(book: dict[str, Any], tmp_path: Path) -> None:
    out = exported(tmp_path, book["grid"])
    listed = json.loads((out / "清单.json").read_text(encoding="utf-8"))["files"]
    wanted = dict(pair.split("=") for pair in book["amounts"].split())
    found = {one["recipient"]: Decimal(str(one["amount"])) for one in listed}
    assert found == {name: Decimal(amount) for name, amount in wanted.items()}


def test_a_note_between_the_rows_goes_to_the_one_whom_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = exported(tmp_path, GRIDS["省直管县一组、表中有注"])
    with_note = [
        p.stem for p in sorted(out.glob("*.xlsx")) if any("注：" in t for t in texts_of(p))
    ]
    assert with_note == ["02_江夏区"]
    assert "第10行的注只给“江夏区”" in capsys.readouterr().err


def test_a_note_between_the_rows_that_names_nobody_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GRIDS["省直管县一组、表中有注"].replace("注：江夏区含", "注：含")
    out = exported(tmp_path, text)
    assert not any("注：" in t for p in out.glob("*.xlsx") for t in texts_of(p))
    assert "第10行的注没有写明是哪个单位的" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("累计支出和进度", {"66.91%", "629"}),
        ("合计下面上年数和增幅", {"580", "180", "12.07%"}),
        ("合计下面一行人均", {"131800", "600", "400"}),
    ],
)
def test_rates_and_figures_of_the_whole_are_in_no_file(
    name: str, whole: set[str], tmp_path: Path
) -> None:
    out = exported(tmp_path, GRIDS[name])
    assert not whole & {text for path in out.glob("*.xlsx") for text in texts_of(path)}
