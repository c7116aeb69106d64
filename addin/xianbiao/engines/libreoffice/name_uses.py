"""Formulas that use a defined name: LibreOffice forgets them when the name changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xianbiao.engines.libreoffice.formulas import outside_texts

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book

_ANY = 7  # com.sun.star.sheet.FormulaResult


def formulas_with(book: Book, name: str) -> Iterator[tuple[Any, str]]:
    """The cells whose formula uses a name, each as a UNO range, with the formula.

    Array formulas are left out: LibreOffice lets none of their cells be written alone.
    """
    pattern = _use(name)
    for sheet in book.sheets:
        for address in sheet.uno.queryFormulaCells(_ANY).RangeAddresses:
            block = sheet.uno.getCellRangeByPosition(
                address.StartColumn, address.StartRow, address.EndColumn, address.EndRow
            )
            for row, line in enumerate(block.getFormulaArray()):
                for column, formula in enumerate(line):
                    if formula.startswith("=") and pattern.search(formula):
                        yield block.getCellRangeByPosition(column, row, column, row), formula


def renamed(formula: str, old: str, new: str) -> str:
    """A formula with another name in the place of one."""
    pattern = _use(old)
    return outside_texts(lambda piece: pattern.sub(lambda _: new, piece), formula)


def _use(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.$]){re.escape(name)}(?![\w.(])", re.IGNORECASE)
