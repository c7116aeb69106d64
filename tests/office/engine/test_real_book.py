"""A whole workbook of the product through the engine, against what openpyxl reads of its file."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xianbiao.engines.libreoffice.formula_texts import excel_text, own_text
from xianbiao.engines.libreoffice.formulas import _EXCEL, _OWN

BOOK = "workbook_templates/built/allocation-652300.xlsx"
_NEEDLESS_QUOTES = re.compile(r"'([^\W\d]\w*)'!")
_TEXT = re.compile(r'("(?:[^"]|"")*")')


@pytest.fixture(scope="module")
def path(repo: Path) -> Path:
    """The working workbook, as it is built."""
    return repo / BOOK


@pytest.fixture(scope="module")
def opened(app: Any, path: Path) -> Any:
    """The same in LibreOffice."""
    book = app.books.open(path)
    yield book
    book.close()


@pytest.fixture(scope="module")
def stored(path: Path) -> dict[tuple[str, int, int], str]:
    """Every formula and text of the file, by sheet, row and column."""
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def as_excel_shows(formula: str) -> str:
    """A stored formula as Excel's formula bar shows it: 附件1!A1 for '附件1'!A1."""
    pieces = _TEXT.split(formula)
    return "".join(
        piece if number % 2 else _NEEDLESS_QUOTES.sub(r"\1!", piece)
        for number, piece in enumerate(pieces)
    )


def test_every_formula_and_text_reads_as_it_is_stored(
    opened: Any, stored: dict[tuple[str, int, int], str]
) -> None:
    read = {}
    for sheet in opened.sheets:
        used = sheet.used_range
        for row, line in enumerate(used.formula, start=used.row):
            for column, text in enumerate(line, start=used.column):
                # LibreOffice writes the constants as functions, which is the same to Excel.
                read[sheet.name, row, column] = re.sub(r"\b(TRUE|FALSE)\(\)", r"\1", text)
    assert sum(text.startswith("=") for text in stored.values()) > 1000
    wrong = {
        place: (text, read.get(place))
        for place, text in stored.items()
        if as_excel_shows(text) != read.get(place)
    }
    assert wrong == {}


def test_plain_translation_agrees_with_libreoffices_parser(
    opened: Any, stored: dict[tuple[str, int, int], str]
) -> None:
    formulas = opened.impl.formulas
    checked = 0
    for text in sorted({text for text in stored.values() if text.startswith("=")})[::25]:
        own = own_text(text)
        if own is None:
            continue
        checked += 1
        assert own == formulas._translated(text, 0, _EXCEL, _OWN)
        assert excel_text(own) == formulas._translated(own, 0, _OWN, _EXCEL)
    assert checked > 10


def test_writing_every_formula_back_changes_nothing(app: Any, opened: Any) -> None:
    for name in ("附件1", "附件3", "校验"):
        sheet = opened.sheets[name].copy(name=f"{name}副本")
        used = sheet.used_range
        formulas, values = used.formula, used.options(err_to_str=True).value
        for row, line in enumerate(formulas):
            for column, text in enumerate(line):
                if text.startswith("=") and not sheet.api.isProtected():
                    used[row, column].formula = text
        assert used.formula == formulas
        assert used.options(err_to_str=True).value == values
