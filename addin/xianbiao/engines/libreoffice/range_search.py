"""Cells found, replaced, sorted, filtered, and cleared of double rows."""

from __future__ import annotations

import re
from typing import Any

from xianbiao.engines.libreoffice.autofilters import AutoFilter
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.range_formulas import RangeFormulas
from xianbiao.engines.libreoffice.sorting import sort_rows

_NUMBERS, _DAYS, _TEXTS, _FORMULAS = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags
_RESULTS = {"numbers": 1, "logical": 1, "text": 2, "errors": 4}  # FormulaResult


class RangeSearch(RangeFormulas):
    """What looks through the cells."""

    @property
    def autofilter(self) -> AutoFilter:
        """The filter over the range, whose first row holds the headers."""
        return AutoFilter(self)

    def sort(self, keys: list[int], ascending: list[bool], has_headers: bool) -> None:
        """Sort the rows by columns counted from 1."""
        sort_rows(self, keys, ascending, has_headers)

    def remove_duplicates(self, columns: list[int], has_headers: bool) -> None:
        """Take out every row that an earlier one equals in these columns; the rest go up."""
        expect_unlocked(self)
        block = self.cells.getDataArray()
        seen: set[tuple[Any, ...]] = set()
        double = []
        for number, row in enumerate(block):
            if has_headers and number == 0:
                continue
            key = tuple(
                row[column - 1].casefold() if isinstance(row[column - 1], str) else row[column - 1]
                for column in columns
            )
            if key in seen:
                double.append(number)
            seen.add(key)
        for number in reversed(double):
            row = self.row + number
            part: Any = self.at(row, self.column, row, self.last_column)
            below = self.at(self.last_row, self.column, self.last_row, self.last_column)
            if number < self.shape[0] - 1:
                rest: Any = self.at(row + 1, self.column, self.last_row, self.last_column)
                rest.move(part)
            else:
                below.cells.clearContents(_NUMBERS | _DAYS | _TEXTS | _FORMULAS)

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Any:
        """The first cell, in the order asked for, whose formula bar shows the text."""
        pattern = _pattern(text, whole, match_case)
        rows, columns = self.shape
        places = [(row, column) for row in range(rows) for column in range(columns)]
        if order == "columns":
            places.sort(key=lambda place: (place[1], place[0]))
        if direction == "backward":
            places.reverse()
        shown = self._shown()
        for row, column in places:
            if pattern.search(shown[row][column]):
                return self(row + 1, column + 1)
        return None

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:
        """Put another text in the place of one, in values and formulas; other cells stay."""
        expect_unlocked(self)
        pattern = _pattern(old, whole, match_case)
        for row, line in enumerate(self._shown()):
            for column, shown in enumerate(line):
                changed = pattern.sub(lambda _: new, shown)
                if changed != shown:
                    cell: Any = self(row + 1, column + 1)
                    cell.raw_value = changed

    def _shown(self) -> Any:
        shown = self.formula
        return [[shown]] if isinstance(shown, str) else shown

    def get_special_cells(self, cell_type: str, value_type: str | None) -> list[Any]:
        """The blocks of blank or visible cells, of constants or of formulas of a kind of value."""
        cells = self.cells
        match cell_type:
            case "blanks":
                found = cells.queryEmptyCells()
            case "visible":
                found = cells.queryVisibleCells()
            case "formulas":
                found = cells.queryFormulaCells(_RESULTS.get(value_type or "", 7))
            case _:
                kinds = {"numbers": _NUMBERS | _DAYS, "logical": _NUMBERS, "text": _TEXTS}
                if value_type == "errors":
                    return []
                found = cells.queryContentCells(
                    kinds.get(value_type or "", _NUMBERS | _DAYS | _TEXTS)
                )
        areas = [self.of(self.sheet, address) for address in found.RangeAddresses]
        if value_type not in ("numbers", "logical"):
            return areas
        return [part for area in areas for part in _of_kind(area, value_type == "logical")]


def _of_kind(area: Any, logical: bool) -> list[Any]:
    """The parts of a block of numbers that are shown as logical values, or that are not."""
    values = area.raw_value
    block = values if isinstance(values, list) else [[values]]
    found = []
    for column in range(area.shape[1]):
        start = None
        for row in range(area.shape[0] + 1):
            fits = row < area.shape[0] and isinstance(block[row][column], bool) == logical
            if fits and start is None:
                start = row
            elif not fits and start is not None:
                left = area.column + column
                found.append(area.at(area.row + start, left, area.row + row - 1, left))
                start = None
    return found


def _pattern(text: str, whole: bool, match_case: bool) -> re.Pattern[str]:
    """A search with Excel's wildcards `*` and `?`; a tilde before one takes its meaning."""
    pieces = re.findall(r"~[*?~]|.", text, re.DOTALL)
    kinds = {"*": ".*", "?": "."}
    body = "".join(
        re.escape(piece[1]) if len(piece) == 2 else kinds.get(piece) or re.escape(piece)
        for piece in pieces
    )
    flags = re.DOTALL if match_case else re.DOTALL | re.IGNORECASE
    return re.compile(rf"\A{body}\Z" if whole else body, flags)
