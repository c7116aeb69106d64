"""Recipients side by side: each file shows its own lane and nothing of the others."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest
import soundness
from opc import Package
from side_books import COUNTIES, MAKERS, SideBook

from xianbiao.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", params=MAKERS)
def made(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[SideBook, Path]:
    """A workbook of each shape, and the folder with its files."""
    folder = tmp_path_factory.mktemp("side")
    book = MAKERS[request.param](folder / f"{request.param}.xlsx")
    common = ["--common", *book.common] if book.common else []
    assert main(["export", str(book.path), "--out", str(folder / "县"), *common]) == 0
    return book, folder / "县"


def files(folder: Path) -> dict[str, Path]:
    """The files by their recipients."""
    return {p.stem.partition("_")[2]: p for p in sorted(folder.glob("*.xlsx"))}


def shown(path: Path, first: int) -> list[list[object]]:
    """The values of the first sheet's rows from one on, as far as they are filled."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    hidden = _hidden(sheet)
    found = []
    for row in sheet.iter_rows(min_row=first):
        values = [c.value for c in row if c.column not in hidden]
        if not any(v is not None for v in values):
            break
        found.append(values)
    return found


def _hidden(sheet: Any) -> set[int]:
    return {
        column
        for d in sheet.column_dimensions.values()
        if d.hidden
        for column in range(d.min, d.max + 1)
    }


def test_each_file_shows_its_recipients_lines(made: tuple[SideBook, Path]) -> None:
    book, folder = made
    assert list(files(folder)) == list(book.amounts)
    for name, path in files(folder).items():
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        width = len(book.lines[name][0])
        rows = sheet.iter_rows(min_row=book.first_line, max_row=book.first_line + 3)
        values = [[c.value for c in row if c.value is not None] for row in rows]
        expected = [[v for v in line if v is not None] for line in book.lines[name]]
        assert values[: len(expected)] == expected, name
        assert width <= sheet.max_column


def test_the_files_add_up_to_the_total(made: tuple[SideBook, Path]) -> None:
    book, folder = made
    manifest = json.loads((folder / "清单.json").read_text(encoding="utf-8"))
    assert float(manifest["total"]) == sum(book.amounts.values())
    amounts = {f["recipient"]: float(f["amount"]) for f in manifest["files"]}
    assert amounts == book.amounts


def test_no_part_of_a_file_tells_of_another(made: tuple[SideBook, Path]) -> None:
    """Looked for by plain search in the bytes of every part, names and amounts alike."""
    book, folder = made
    for name, path in files(folder).items():
        with zipfile.ZipFile(path) as package:
            text = "".join(package.read(n).decode(errors="replace") for n in package.namelist())
        others = [o for o in COUNTIES if o != name]
        assert [o for o in others if o in text] == [], name
        figures = {re.sub(r"\.0$", "", str(a)) for o, a in book.amounts.items() if o != name}
        figures |= {re.sub(r"\.0$", "", str(sum(book.amounts.values())))}
        assert [f for f in figures if re.search(rf"(?<![\d.]){re.escape(f)}(?!\d)", text)] == []


def test_hidden_columns_hold_no_cell(made: tuple[SideBook, Path]) -> None:
    book, folder = made
    was_hidden = _hidden(openpyxl.load_workbook(book.path).worksheets[0])
    for path in files(folder).values():
        sheet = openpyxl.load_workbook(path).worksheets[0]
        emptied = _hidden(sheet) - was_hidden
        assert emptied
        filled = [c.coordinate for row in sheet.iter_rows() for c in row if c.value is not None]
        columns = {openpyxl.utils.cell.coordinate_to_tuple(c)[1] for c in filled}
        assert not columns & emptied


def test_formulas_give_what_is_stored(made: tuple[SideBook, Path]) -> None:
    """An engine that knows nothing of the cut computes every formula again."""
    _, folder = made
    for path in files(folder).values():
        stored = openpyxl.load_workbook(path, data_only=True)
        engine = formualizer.load_workbook_bytes(path.read_bytes())
        engine.evaluate_all()
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    assert "#REF!" not in str(cell.value)
                    value = engine.get_value(sheet.title, cell.row, cell.column)
                    assert value == stored[sheet.title][cell.coordinate].value, cell.value


def test_the_files_are_sound_packages(made: tuple[SideBook, Path]) -> None:
    _, folder = made
    for path in files(folder).values():
        package = Package.read(path)
        for check in (
            soundness.broken_relationships,
            soundness.wrong_content_types,
            soundness.unreached_parts,
            soundness.disordered_cells,
            soundness.overlapping_merges,
            soundness.lost_references,
        ):
            assert list(check(package)) == [], path.name
