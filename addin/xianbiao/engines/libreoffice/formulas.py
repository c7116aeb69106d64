"""Formulas between Excel's writing and LibreOffice's, as pure texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from xianbiao.engines.libreoffice.addresses import column_letters, column_number
from xianbiao.engines.libreoffice.bridge import struct, uno_exception
from xianbiao.engines.libreoffice.convert import ERROR_WORDS
from xianbiao.engines.libreoffice.formula_texts import excel_text, own_text
from xianbiao.model.errors import XianbiaoError

_OWN, _EXCEL = 0, 3  # com.sun.star.sheet.AddressConvention: OOO, XL_OOX
_REFERENCE = re.compile(r"(?<![\w$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])")
_EXPONENT = re.compile(r"(?<=\d)(E[+-])0+(?=\d)")
_INTERSECTION = re.compile(r"(?<=[\w)]) +(?=[\w$(])")
_FUNCTION = re.compile(r"\b[a-z_][a-z0-9_.]*\(")
_BRACKETS = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_ERROR = "|".join(map(re.escape, ERROR_WORDS.values()))
_DEAD_CELL = r"(?:\$?[A-Za-z]{1,3})?\$?#REF!(?:\$?#REF!|\$?\d+)?"
_DEAD = re.compile(  # A#REF!, #REF!5, Sheet1.A#REF!:B#REF!, #REF!.A1:B2
    r"\$?#REF!\.\$?[A-Za-z]+\$?\d+(?::\$?[A-Za-z]+\$?\d+)?"
    rf"|(?:\$?(?:[^\W\d]\w*|'(?:[^']|'')*')\.)?{_DEAD_CELL}(?::{_DEAD_CELL})?"
)
_QUOTES = re.compile(r"""("(?:[^"]|"")*")""")
_LOST = re.compile(
    rf"[^\W\d][\w.]*{_BRACKETS}"  # a reference to a table
    rf"|(?P<error>{_ERROR})"
)
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
        if formula[1:] in ERROR_WORDS.values():
            return formula
        plain = own_text(formula)
        if plain is not None:
            return plain
        key = (formula, sheet)
        if key not in self._to_own:
            translated = self._translated(formula, sheet, _EXCEL, _OWN)
            self._to_own[key] = _outside(_with_intersections, translated, _LITERAL)
        return self._to_own[key]

    def excel(self, formula: str, sheet: int = 0) -> str:
        """A formula as Excel writes it, from what LibreOffice's interface gives.

        An error that was entered as a value is given as its word, as Excel does.
        """
        if formula.startswith("{=") and formula.endswith("}"):
            formula = formula[1:-1]
        if formula[1:] in ERROR_WORDS.values():
            return formula[1:]
        formula = _outside(lambda piece: _DEAD.sub("#REF!", piece), formula, _QUOTES)
        plain = excel_text(formula)
        if plain is not None:
            return plain
        key = (formula, sheet)
        if key not in self._to_excel:
            self._to_excel[key] = _outside(
                _as_excel_writes, self._translated(formula, sheet, _OWN, _EXCEL), _LITERAL
            )
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
    """A formula with names in the place of what LibreOffice's parser loses, and what it was.

    It loses errors and names of tables; as texts it knows them, such as `T[[#This Row];[A]]`.
    """
    taken: list[str] = []

    def aside(found: re.Match[str]) -> str:
        error = found.group("error")
        text = found.group()
        taken.append(error or re.sub(r"\]\s*[,;]\s*\[", f"]{_DIVIDER}[", text))
        return f"{_ASIDE}{len(taken) - 1}_"

    return _outside(lambda piece: _LOST.sub(aside, piece), formula, _TEXTS), taken


def _outside(change: Callable[[str], str], formula: str, inside: re.Pattern[str]) -> str:
    """A formula whose parts outside of texts, and of what else the pattern takes, are changed."""
    pieces = inside.split(formula)
    return "".join(piece if n % 2 else change(piece) for n, piece in enumerate(pieces))


def outside_texts(change: Callable[[str], str], formula: str) -> str:
    """A formula changed outside of its texts, quoted sheet names and brackets."""
    return _outside(change, formula, _LITERAL)


def _as_excel_writes(piece: str) -> str:
    """Names of functions in capitals, as LibreOffice lowers unknown ones; 1E+20 for 1E+020."""
    piece = _FUNCTION.sub(lambda found: found.group().upper(), piece)
    return _EXPONENT.sub(r"\1", piece)


def _with_intersections(piece: str) -> str:
    """LibreOffice writes `!` for the cells two ranges share, where Excel writes a blank."""
    return _INTERSECTION.sub("!", piece)


def is_intersection(formula: str) -> bool:
    """Whether a formula of LibreOffice takes the cells two ranges share: `=A1:A2!B1:B2`."""
    outside = "".join(_LITERAL.split(formula)[::2])
    return "!" in re.sub(_ERROR, "", outside)


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

    return _outside(lambda piece: _REFERENCE.sub(moved, piece), formula, _LITERAL)
