"""A view: the cells of one table as rows × columns, whichever way they lie on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from xianbiao.model.amounts import read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record, replace
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.grid import Cell, Grid

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WORDED = expression(rf"({_NUMBER})\(([^()]*[^()\d][^()]*)\)")
_PRODUCT = expression(rf"({_NUMBER})[×*xX✕]({_NUMBER})=({_NUMBER})")
Spans = dict[tuple[int, int], tuple[int, int]]

_plain = lru_cache(maxsize=65536)(plain)


class Look(Record, frozen=True):
    """One cell as the recogniser sees it.

    `text` is folded and without blanks. `number` is the value of a figure. `aside` says what
    else stands in a cell whose figure is wrapped in words, "" for a plain figure; `factors` are
    the two figures of 63×80=5040.
    """

    cell: Cell
    text: str
    number: Decimal | None
    aside: str = ""
    factors: tuple[Decimal, Decimal] | None = None

    @property
    def is_word(self) -> bool:
        """Whether the cell holds something that is no figure."""
        return bool(self.text) and self.number is None

    @property
    def ref(self) -> Ref:
        """The place of the cell."""
        return self.cell.ref


def look(cell: Cell) -> Look:
    """See one cell."""
    value = cell.value
    if value is None:
        return Look(cell, "", None)
    if isinstance(value, str):
        text = _plain(value)
        number, aside, factors = _read(text, value)
        return Look(cell, text, number, aside, factors)
    if type(value) is int:
        return Look(cell, str(value), Decimal(value))
    amount = read_amount(value, cell.ref)
    return Look(cell, cell.text, amount.value)


@lru_cache(maxsize=65536)
def _read(text: str, raw: str) -> tuple[Decimal | None, str, tuple[Decimal, Decimal] | None]:
    if not any("0" <= c <= "9" for c in text):
        return None, "", None
    amount = read_amount(raw, _NOWHERE)
    if amount.value is not None:
        return amount.value, "", None
    if found := _WORDED.fullmatch(text):
        return Decimal(found.group(1).replace(",", "")), found.group(2), None
    if found := _PRODUCT.fullmatch(text):
        left, right, result = (Decimal(g.replace(",", "")) for g in found.groups())
        return result, f"{found.group(1)}×{found.group(2)}", (left, right)
    return None, "", None


_NOWHERE = Ref("")


class View(Record):
    """Cells as rows × columns, all rows of one length.

    `spans` maps every cell that a merged area covers to the cell that holds its value.
    """

    rows: list[list[Look]]
    spans: Spans
    is_text: bool = False

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def shown(self, row: int, column: int) -> Look:
        """The cell whose value is seen at a place: that of the merged area, if there is one."""
        top, left = self.spans.get((row, column), (row, column))
        return self.rows[top][left]

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something of its own stands."""
        return [c for c, seen in enumerate(self.rows[row]) if seen.text]

    def has_figures(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row has a figure in any of these columns."""
        cells = self.rows[row]
        return any(cells[c].number is not None for c in columns)

    def part(self, rows: Sequence[int], columns: Sequence[int]) -> View:
        """The view of some rows and columns. A merged area cut in its first cell is resolved."""
        new_row = {r: i for i, r in enumerate(rows)}
        new_column = {c: i for i, c in enumerate(columns)}
        spans: Spans = {}
        cells = [[self.rows[r][c] for c in columns] for r in rows]
        if self.spans:
            moved: Spans = {}
            for (r, c), owner in self.spans.items():
                if r not in new_row or c not in new_column:
                    continue
                here = (new_row[r], new_column[c])
                if owner[0] in new_row and owner[1] in new_column:
                    spans[here] = (new_row[owner[0]], new_column[owner[1]])
                elif owner in moved:
                    spans[here] = moved[owner]
                else:
                    moved[owner] = here
                    cells[here[0]][here[1]] = self.rows[owner[0]][owner[1]]
        return View(cells, spans, self.is_text)

    def transposed(self) -> View:
        """Rows for columns."""
        return View(
            [list(column) for column in zip(*self.rows, strict=True)],
            {(c, r): (left, top) for (r, c), (top, left) in self.spans.items()},
            self.is_text,
        )


def view_of(grid: Grid) -> View:
    """The view of a whole grid."""
    width = max((len(row) for row in grid.rows), default=0)
    rows: list[list[Look]] = []
    for cells in grid.rows:
        seen = [look(cell) for cell in cells]
        for column in range(len(cells), width):
            ref = _beyond(cells, column, grid)
            seen.append(Look(Cell(None, ref), "", None))
        rows.append(seen)
    spans: Spans = {}
    for merge in grid.merges:
        if merge.top >= len(rows) or merge.left >= width:
            continue
        for r in range(merge.top, min(merge.bottom + 1, len(rows))):
            for c in range(merge.left, min(merge.right + 1, width)):
                if (r, c) != (merge.top, merge.left):
                    spans[r, c] = (merge.top, merge.left)
    return View(rows, spans, grid.is_text)


def _beyond(cells: list[Cell], column: int, grid: Grid) -> Ref:
    first = cells[0].ref if cells else Ref(grid.file, grid.sheet)
    if first.cell is None:
        return replace(first, column=column + 1)
    digits = "".join(c for c in first.cell if c.isdigit())
    return Ref(first.file, first.sheet, f"{column_letters(column)}{digits}", column=column + 1)
