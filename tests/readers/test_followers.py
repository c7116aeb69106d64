"""Sheets that only follow from the others are not computed, unless another rests on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xianbiao.checks import check
from xianbiao.demo.run import NOTICES
from xianbiao.export.importing import import_notice
from xianbiao.readers import formulas, read_notice
from xianbiao.readers.followers import followers_in
from xianbiao.readers.formulas import formulas_of
from xianbiao.readers.package import open_package
from xianbiao.readers.sheet_xml import SheetReader
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.sheets.layout import keys

DEMO = Path(formulas.__file__).parents[1] / "demo"


@pytest.fixture(scope="module", params=NOTICES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working workbook as an editor saves it that computes nothing."""
    path = tmp_path_factory.mktemp("book") / "工作簿.xlsx"
    notice = read_notice([DEMO / request.param])
    import_notice(notice, check(notice), path)
    openpyxl.load_workbook(path).save(path)
    return path


def computed(path: Path) -> set[str]:
    """The sheets that are left out of what is computed."""
    package = open_package(path)
    reader = SheetReader(package)
    cells = formulas_of([reader.read(title) for title in reader.titles])
    return set(followers_in(package, reader, cells))


def changed(path: Path, out: Path, sheet: str, place: str, formula: str) -> Path:
    workbook: Any = openpyxl.load_workbook(path)
    workbook[sheet][place] = formula
    workbook.save(out)
    return out


def test_the_verdicts_are_left_out_and_nothing_else_reads_otherwise(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_out = computed(book)
    assert {keys.REGISTER_SHEET, keys.READING_SHEET, keys.MATRIX_SHEET} <= left_out
    some, found = read_xlsx(book), check(read_notice([book]))
    monkeypatch.setattr(formulas, "followers_in", lambda *_: frozenset())
    everything = read_xlsx(book)
    for grid, whole in zip(some, everything, strict=True):
        if grid.sheet in left_out:
            continue
        cells = {c.ref.cell: c.value for c in grid.cells()}
        others = {c.ref.cell: c.value for c in whole.cells()}
        differing = [a for a in others if cells.get(a) != others[a]]
        assert len(differing) <= 1
        assert all(str(others[a])[0] in "✔✘○△" for a in differing)
    assert check(read_notice([book])) == found


@pytest.mark.parametrize(
    "formula",
    [
        f"={keys.REGISTER_SHEET}!$A$2&1",
        '=INDIRECT("附件1!A1")',
        f"=SUM({keys.PARAMETERS_SHEET}:{keys.LEDGER_SHEET}!B2)",
    ],
)
def test_all_is_computed_where_another_sheet_may_rest_on_a_verdict(
    book: Path, tmp_path: Path, formula: str
) -> None:
    assert computed(changed(book, tmp_path / "改.xlsx", keys.PARAMETERS_SHEET, "H40", formula)) == (
        set()
    )


def test_a_sheet_that_is_only_named_in_a_text_is_left_out(book: Path, tmp_path: Path) -> None:
    formula = f'=HYPERLINK("#\'{keys.REGISTER_SHEET}\'!A1","前往")'
    path = changed(book, tmp_path / "改.xlsx", keys.PARAMETERS_SHEET, "H40", formula)
    assert keys.REGISTER_SHEET in computed(path)


def test_a_name_that_stands_for_a_verdict_makes_all_computed(book: Path, tmp_path: Path) -> None:
    workbook: Any = openpyxl.load_workbook(book)
    place = f"{keys.REGISTER_SHEET}!$A$2"
    workbook.defined_names["结论"] = openpyxl.workbook.defined_name.DefinedName(
        "结论", attr_text=place
    )
    workbook.save(tmp_path / "改.xlsx")
    assert computed(tmp_path / "改.xlsx") == set()
