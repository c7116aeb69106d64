"""Formulas of a range, in Excel's English writing."""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.arrays import whole_arrays
from xianbiao.engines.libreoffice.convert import number_text
from xianbiao.engines.libreoffice.format_blocks import Keys
from xianbiao.engines.libreoffice.formulas import shifted
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.place import Place
from xianbiao.engines.libreoffice.table_references import written_out

_ANY = 7  # com.sun.star.sheet.FormulaResult: values, texts, errors
_FALSE, _TRUE = "FALSE", "TRUE"


class RangeFormulas(Place):
    """What the formula bar shows: a formula, or the value as it was entered."""

    @property
    def formula(self) -> Any:
        """A text, or rows of texts; a blank cell is "", a day is its serial number."""
        if not len(self):
            return None
        texts = self.cells.getFormulaArray()
        values = self.cells.getDataArray()
        is_formula = self._formula_cells()
        logical = self._logical_cells(values)
        index = self.sheet.index - 1
        excel = self.sheet.book.formulas.excel

        def shown(row: int, column: int) -> str:
            if (row, column) in is_formula:
                return excel(texts[row][column], index)
            value = values[row][column]
            if isinstance(value, float):
                if (row, column) in logical:
                    return _TRUE if value else _FALSE
                return number_text(value)
            return value or ""

        rows, columns = self.shape
        block = tuple(tuple(shown(row, column) for column in range(columns)) for row in range(rows))
        return block[0][0] if len(self) == 1 else block

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, str) and value.startswith("=") and len(self) > 1:
            self._fill(value)
        else:
            self.raw_value = value

    @property
    def formula2(self) -> Any:
        """The formulas; LibreOffice has no cells that spill, so this is `formula`."""
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        self.formula = value

    @property
    def formula_array(self) -> str | None:
        """The array formula that fills the range; None where cells differ or hold none."""
        text = self.cells.ArrayFormula
        if not text:
            found = self.formula
            return found if isinstance(found, str) else None
        return self.sheet.book.formulas.excel(text, self.sheet.index - 1)

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        expect_unlocked(self)
        formula = value if value.startswith("=") else f"={value}"
        self.cells.setArrayFormula(self.sheet.book.formulas.own(formula, self.sheet.index - 1))

    @property
    def has_array(self) -> bool:
        """Whether the first cell is part of an array formula."""
        return bool(self(1, 1).cells.getArrayFormula())

    def _formula_cells(self) -> set[tuple[int, int]]:
        """Rows and columns, from 0 within the range, of the cells that hold a formula."""
        return {
            (row + 1 - self.row, column + 1 - self.column)
            for address in self.cells.queryFormulaCells(_ANY).RangeAddresses
            for row in range(address.StartRow, address.EndRow + 1)
            for column in range(address.StartColumn, address.EndColumn + 1)
        }

    def _logical_cells(self, values: Any) -> set[tuple[int, int]]:
        """Rows and columns, from 0 within the range, of numbers shown as TRUE or FALSE."""
        if not any(value in (0.0, 1.0) for row in values for value in row):
            return set()
        formats = self.sheet.book.formats
        return {
            (row, column)
            for key, rows, columns in Keys.of(self).blocks()
            if formats.is_logical(key)
            for row in rows
            for column in columns
        }

    def _fill(self, formula: str) -> None:
        """Enter one formula into the first cell and copy it over the range."""
        expect_unlocked(self)
        formula = written_out(formula, self)
        own = self.sheet.book.formulas.own(formula, self.sheet.index - 1)
        rows, columns = self.shape
        texts = tuple(
            tuple(shifted(own, row, column) for column in range(columns)) for row in range(rows)
        )
        with whole_arrays(self):
            self.cells.setFormulaArray(texts)
