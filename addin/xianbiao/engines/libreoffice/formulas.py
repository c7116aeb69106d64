"""Formulas between Excel's writing and LibreOffice's, as pure texts."""

from __future__ import annotations

import re
from typing import Any

from xianbiao.engines.libreoffice.addresses import column_letters, column_number
from xianbiao.engines.libreoffice.bridge import struct, uno_exception
from xianbiao.engines.libreoffice.convert import ERROR_WORDS
from xianbiao.model.errors import XianbiaoError

_OWN, _EXCEL = 0, 3  # com.sun.star.sheet.AddressConvention: OOO, XL_OOX
# Written alike in both: cells, numbers, operators and the functions named here; no separator of
# arguments, sheet, text, array, intersection or table.
_ALIKE = re.compile(
    r"=(?:[0-9$:+\-*/()%<>=&^.]|\b(?:SUM|AVERAGE|MIN|MAX|ABS|INT|COUNT|COUNTA|ROW|COLUMN)\("
    r"|\$?\b[A-Z]{1,3}\$?[0-9]+\b)+"
)
_REFERENCE = re.compile(r"(?<![\w$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])")
_FUNCTION = re.compile(r"\b[a-z_][a-z0-9_.]*\(")
_BRACKETS = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_TABLE = re.compile(rf"[^\W\d][\w.]*{_BRACKETS}")
_ASIDE, _DIVIDER = "xb_aside_", "\0"
_TEXTS = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')""")
_LITERAL = re.compile(rf"""("(?:[^"]|"")*"|'(?:[^']|'')*'|{_BRACKETS})""")


class Formulas:
    """The formulas of one document; every text is translated once."""

    def __init__(self, document: Any) -> None:
        self._parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        self._parser.CompileEnglish = True
        self._to_own: dict[tuple[str, int], str] = {}
        self._to_excel: dict[tuple[str, int], str] = {}

    def own(self, formula: str, sheet: int = 0) -> str:
        """A formula as LibreOffice's interface takes it, from Excel's writing.

        `sheet` is the index, from 0, of the sheet whose cell holds it.
        Raises `XianbiaoError` for a text that is no formula.
        """
        formula = formula.strip()
        if _ALIKE.fullmatch(formula):
            return formula
        if formula[1:] in ERROR_WORDS.values():
            return formula
        key = (formula, sheet)
        if key not in self._to_own:
            self._to_own[key] = self._translated(formula, sheet, _EXCEL, _OWN)
        return self._to_own[key]

    def excel(self, formula: str, sheet: int = 0) -> str:
        """A formula as Excel writes it, from what LibreOffice's interface gives.

        An error that was entered as a value is given as its word, as Excel does.
        """
        array = formula.startswith("{=") and formula.endswith("}")
        if array:
            formula = formula[1:-1]
        if formula[1:] in ERROR_WORDS.values():
            return formula[1:]
        if _ALIKE.fullmatch(formula) and "." not in formula:
            return formula
        key = (formula, sheet)
        if key not in self._to_excel:
            self._to_excel[key] = _capital(self._translated(formula, sheet, _OWN, _EXCEL))
        return self._to_excel[key]

    def _translated(self, formula: str, sheet: int, source: int, target: int) -> str:
        home = struct("table.CellAddress", sheet, 0, 0)
        formula, references = _set_aside(formula)
        try:
            self._parser.FormulaConvention = source
            tokens = self._parser.parseFormula(formula[1:], home)
            self._parser.FormulaConvention = target
            printed = f"={self._parser.printFormula(tokens, home)}"
        except uno_exception() as error:
            raise XianbiaoError("公式写错了", found=formula, expected="Excel 英文公式") from error
        divider = ";" if target == _OWN else ","
        for number, reference in enumerate(references):
            printed = printed.replace(f"{_ASIDE}{number}_", reference.replace(_DIVIDER, divider))
        return printed


def _set_aside(formula: str) -> tuple[str, list[str]]:
    """A formula with names in the place of its references to tables, and these references.

    LibreOffice's parser loses the name of a table; as text it understands `Table[[#This Row];[A]]`.
    """
    references: list[str] = []

    def aside(found: re.Match[str]) -> str:
        references.append(re.sub(r"\]\s*[,;]\s*\[", f"]{_DIVIDER}[", found.group()))
        return f"{_ASIDE}{len(references) - 1}_"

    pieces = _TEXTS.split(formula)
    for number in range(0, len(pieces), 2):
        pieces[number] = _TABLE.sub(aside, pieces[number])
    return "".join(pieces), references


def _capital(formula: str) -> str:
    """A formula with the names of its functions in capitals: LibreOffice lowers unknown ones."""
    pieces = _LITERAL.split(formula)
    for number in range(0, len(pieces), 2):
        pieces[number] = _FUNCTION.sub(lambda found: found.group().upper(), pieces[number])
    return "".join(pieces)


def is_intersection(formula: str) -> bool:
    """Whether a formula of LibreOffice takes the cells two ranges share: `=A1:A2!B1:B2`."""
    outside = "".join(_LITERAL.split(formula)[::2])
    return "!" in re.sub("|".join(map(re.escape, ERROR_WORDS.values())), "", outside)


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula copied some rows down and columns right: references without `$` go along.

    Takes either writing; texts and quoted sheet names are left alone. A reference that would leave
    the sheet becomes #REF!.
    """

    def moved(found: re.Match[str]) -> str:
        fixed_column, column, fixed_row, row = found.groups()
        left = column_number(column.upper()) + (0 if fixed_column else columns)
        top = int(row) + (0 if fixed_row else rows)
        if left < 1 or top < 1:
            return "#REF!"
        return f"{fixed_column}{column_letters(left)}{fixed_row}{top}"

    pieces = _LITERAL.split(formula)
    return "".join(
        piece if number % 2 else _REFERENCE.sub(moved, piece) for number, piece in enumerate(pieces)
    )
