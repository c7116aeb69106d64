"""LibreOffice, computing from nothing, finds the results that the workbooks carry.

All files of both notices go through one start of LibreOffice: the working workbooks and every
county file, each with the stored results of its formulas taken out first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from office import convert, strip_cached_values
from xianbiao.demo.run import run_demo

_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:\d+")


@dataclass(frozen=True)
class Computed:
    """A file as written, and as LibreOffice computed it."""

    name: str
    written: Path
    computed: Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, soffice: Path) -> list[Computed]:
    root = tmp_path_factory.mktemp("recalculation")
    run_demo(root / "demo")
    written = sorted((root / "demo").rglob("*.xlsx"))
    emptied = []
    for number, path in enumerate(written):
        emptied.append(root / "emptied" / f"{number:03d}.xlsx")
        emptied[-1].parent.mkdir(exist_ok=True)
        strip_cached_values(path, emptied[-1])
    computed = convert(emptied, "xlsx:Calc MS Excel 2007 XML", root / "computed")
    return [
        Computed(path.stem, path, result) for path, result in zip(written, computed, strict=True)
    ]


def formula_cells(path: Path) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(path: Path) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def alike(left: object, right: object) -> bool:
    if isinstance(left, int | float) and isinstance(right, int | float):
        return abs(left - right) < 1e-9
    return (left or "") == (right or "") or str(left) == str(right)


def test_there_are_two_workbooks_and_a_file_for_each_of_nineteen_recipients(
    files: list[Computed],
) -> None:
    assert len(files) == 2 + 7 + 12


def test_every_formula_gives_the_result_that_is_stored(files: list[Computed]) -> None:
    compared = 0
    for file in files:
        stored, computed = values(file.written), values(file.computed)
        for place, formula in formula_cells(file.written).items():
            compared += 1
            assert alike(stored[place], computed.get(place)), (
                f"{file.name} {place}: {formula} 存 {stored[place]!r}，算得 {computed.get(place)!r}"
            )
    assert compared > 1000


def test_no_formula_ends_in_an_error(files: list[Computed]) -> None:
    for file in files:
        wrong = {p: v for p, v in values(file.computed).items() if _ERROR.fullmatch(str(v))}
        assert wrong == {}, file.name
