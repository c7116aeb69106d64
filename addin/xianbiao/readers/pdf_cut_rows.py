"""Rows of tables that the end of a page cut, so that the rest stands on the next page."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.readers.docx_text import ENDED
from xianbiao.readers.pdf_lines import goes_on
from xianbiao.readers.pdf_tables import PrintedCell, PrintedTable

SIDE = 3.5
"""Points by which the sides of one column differ from page to page."""
PADDING = 11.0
"""What a cell of a table usually keeps free left and right together, in points."""
_CUT_ROOM = 3.0
"""A row that is cut ends no more heights of a line above the lower margin."""
_FIGURE = expression(r"-?\d[\d,]*(?:\.\d+)?%?")
_COMPARED = expression(r"[≥≤><＞＜]=?\s*\d")
"""How a value begins that is whole."""
_LONG = 3
"""A text of so many lines is one of sentences."""
_LABELS = 3
"""So many texts that just fill their cells, the first among them, are labels."""
_ITEM = expression(r"(?<![\d.])(\d{1,2})[.．、)）](?!\d)")


def same_column(table: PrintedTable, cell: PrintedCell, last: int) -> PrintedCell | None:
    """The cell of the last row that a cell stands below, if both are as wide."""
    return next(
        (
            c
            for c in table.cells
            if c.bottom == last and abs(c.x0 - cell.x0) <= SIDE and abs(c.x1 - cell.x1) <= SIDE
        ),
        None,
    )


def may_be_cut(table: PrintedTable, row: Sequence[PrintedCell], free: float) -> bool:
    """Whether all that stands in a row may go on what stands in the last row above.

    That is a line that broke off there, sentences without their end, or the next of counted
    items.
    """
    pairs = _pairs(table, row)
    if not pairs or any(not upper.lines for upper, _ in pairs):
        return False
    if len(pairs) < sum(1 for c in row if c.lines) or free > _CUT_ROOM * pairs[0][1].lines[0].size:
        return False
    return all(
        goes_on(upper.lines[-1], cell.lines[0], room_in(cell))
        or (len(pairs) == 1 and (_counts_on(upper, cell) or _breaks_off(upper)))
        for upper, cell in pairs
    )


def is_cut(table: PrintedTable, row: Sequence[PrintedCell]) -> bool:
    """Whether a row that may go on the last one above does.

    Figures are whole where they end, and so is a row of labels that all just fill their cells.
    """
    pairs = _pairs(table, row)
    if all(_is_figure(upper) and _is_figure(cell) for upper, cell in pairs):
        return False
    if any(_COMPARED.match(cell.lines[0].text) for _, cell in pairs):
        return False
    first = min((c for c in table.cells if c.bottom == table.rows - 1 and c.lines), key=_left)
    return (
        len(pairs) < _LABELS
        or all(upper is not first for upper, _ in pairs)
        or min(len(upper.lines) for upper, _ in pairs) > 1
    )


def _left(cell: PrintedCell) -> float:
    return cell.x0


def _is_figure(cell: PrintedCell) -> bool:
    return bool(_FIGURE.fullmatch(plain("".join(line.text for line in cell.lines))))


def _pairs(
    table: PrintedTable, row: Sequence[PrintedCell]
) -> list[tuple[PrintedCell, PrintedCell]]:
    """The cells of a row that hold something, each with that above it."""
    found = [(same_column(table, c, table.rows - 1), c) for c in row if c.lines]
    return [(upper, cell) for upper, cell in found if upper is not None]


def _counts_on(upper: PrintedCell, cell: PrintedCell) -> bool:
    """Whether a cell begins with the number after the last one above."""
    following = _ITEM.match(cell.lines[0].text.lstrip("(（"))
    numbers = [int(n) for line in upper.lines for n in _ITEM.findall(line.text)]
    return following is not None and int(following[1]) - 1 in numbers


def _breaks_off(upper: PrintedCell) -> bool:
    """Whether a text of sentences stops in the middle of one."""
    text = "".join(line.text for line in upper.lines)
    return len(upper.lines) >= _LONG and "，" in text and not text.endswith(ENDED)


def room_in(cell: PrintedCell) -> float:
    """How wide the lines of a cell may get, in points."""
    return cell.x1 - cell.x0 - PADDING
