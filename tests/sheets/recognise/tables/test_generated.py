"""Thousands of generated sheets: read right, or owned up to at the cell; never wrong in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.grids import write_grids
from support.shape_figures import make
from support.shape_judge import compare, score
from xianbiao.model.places import load_places
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.sheets.recognise.tables import read_grid

SHEETS = 2500
SAMPLE = range(0, SHEETS, 83)


@pytest.mark.parametrize("start", range(0, SHEETS, SHEETS // 4))
def test_generated_sheets_are_read_right_and_never_wrong_in_silence(start: int) -> None:
    many = SHEETS // 4
    counts, rest = score(range(start, start + many))
    print(f"第 {start}–{start + many - 1} 张：{counts}")
    silent = [(recipe, v.silent[:3]) for recipe, v in rest if v.silent]
    assert silent == []
    assert counts["对"] >= 0.99 * many


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_generated_sheet_is_read_alike_from_a_file(seed: int, tmp_path: Path) -> None:
    made = make(seed)
    path = tmp_path / "表.xlsx"
    write_grids(path, [made.grid])
    (grid,) = read_xlsx(path)
    assert compare(made.tables, read_grid(grid, load_places())).silent == []


def test_the_truth_of_a_sheet_does_not_come_from_the_reading() -> None:
    """A wrong figure in the truth is noticed, so that the score means something."""
    made = make(5)
    cell = next(c for c, v in made.tables[0].numbers.items() if v)
    made.tables[0].numbers[cell] = made.tables[0].numbers[cell] + 1  # type: ignore[operator]
    verdict = compare(made.tables, read_grid(made.grid, load_places()))
    assert any(cell in fault for fault in verdict.silent)
