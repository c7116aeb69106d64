"""Tables that go on over pages made one: headers printed again left out, cut rows joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record, field
from xianbiao.readers.pdf_cut_rows import PADDING, SIDE, is_cut, may_be_cut, same_column
from xianbiao.readers.pdf_layout import Item, Margins
from xianbiao.readers.pdf_tables import PrintedCell, PrintedTable
from xianbiao.sheets.recognise.outline import FIRST_WORDS

_MOST_HEADER_ROWS = 6
_CONTINUED = expression(
    r"[(（]?(?:(?:附表|附件|接上)?.{0,3}续(?:表|上表|前表)?|接上[页表])[)）]?.{0,3}"
)


class Joined(Record):
    """What was done to one table: the pages of its parts, and how they were put together.

    `headers` are the pages on which the header was printed again, `titles` those on which
    lines above were, `cuts` the pages at whose end a row was cut, `doubts` those where it may
    have been.
    """

    table: PrintedTable
    pages: list[int]
    headers: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    doubts: list[int] = field(default_factory=list)


def joined_over_pages(
    pages: Sequence[list[Item]], margins: Mapping[int, Margins]
) -> tuple[list[Item], list[Joined]]:
    """The items of all pages in order, each table that goes on over pages as one item."""
    items: list[Item] = []
    joined: list[Joined] = []
    for page in pages:
        rest = page
        last = items[-1] if items else None
        if last is not None and last.table is not None and page:
            parts = next((j for j in joined if j.table is last.table), None)
            parts = parts or Joined(last.table, [last.table.places[-1][0]])
            taken = _continue(parts, _above(items), page, margins)
            if taken:
                rest = page[taken:]
                if not any(j is parts for j in joined):
                    joined.append(parts)
        items += rest
    return items, joined


def _above(items: Sequence[Item]) -> list[str]:
    """The lines directly above the table that comes last."""
    texts: list[str] = []
    for item in reversed(items[:-1]):
        if item.line is None:
            break
        texts.insert(0, item.text)
    return texts


def _continue(
    parts: Joined, above: Sequence[str], page: Sequence[Item], margins: Mapping[int, Margins]
) -> int:
    """Join the first table of a page to the one before it; how many items that takes, or 0."""
    at = next((n for n, item in enumerate(page) if item.table is not None), None)
    if at is None:
        return 0
    part = page[at].table
    if part is None or not _same_sides(parts.table, part):
        return 0
    said = [item.text for item in page[:at] if not _CONTINUED.fullmatch(plain(item.text))]
    if said and [plain(t) for t in said] != [plain(t) for t in above[-len(said) :]]:
        return 0
    shift = parts.table.x0 - part.x0
    header = _header_again(parts.table, part, shift)
    if plain(_first(part)) in FIRST_WORDS and (header == 0 or _first_is_label(part)):
        return 0
    number = page[at].page
    if header == 0:
        if said or not _same_columns(parts.table, part, shift):
            return 0
        if at == 0 and not _fills_page(parts.table, part, margins):
            return 0
    if header:
        parts.headers.append(number)
    if at:
        parts.titles.append(number)
    _append(parts, part, header, shift, margins)
    parts.pages.append(number)
    return at + 1


def _same_sides(table: PrintedTable, part: PrintedTable) -> bool:
    return abs((table.x1 - table.x0) - (part.x1 - part.x0)) <= SIDE


def _first(part: PrintedTable) -> str:
    return next((c.lines[0].text for c in part.row(0) if c.lines), "")


def _first_is_label(part: PrintedTable) -> bool:
    """Whether the table begins with a label and its value, as a form does, and with no header."""
    return "名称" in plain(_first(part)) and len([c for c in part.row(0) if c.lines]) == 2


def _row_words(table: PrintedTable, number: int, shift: float) -> list[tuple[int, str]]:
    return [
        (round((c.x0 + shift) / SIDE), plain("".join(line.text for line in c.lines)))
        for c in table.row(number)
        if c.lines
    ]


def _header_again(table: PrintedTable, part: PrintedTable, shift: float) -> int:
    """How many rows at the top of a part say the same as those at the top of the table."""
    count = 0
    while count < min(part.rows, table.rows, _MOST_HEADER_ROWS):
        mine, other = _row_words(table, count, 0), _row_words(part, count, shift)
        if [w for _, w in mine] != [w for _, w in other] or (not mine and count == 0):
            break
        if any(abs(a - b) > 1 for (a, _), (b, _) in zip(mine, other, strict=True)):
            break
        count += 1
    return count if any(_row_words(part, n, shift) for n in range(count)) else 0


def _same_columns(table: PrintedTable, part: PrintedTable, shift: float) -> bool:
    """Whether every column of one begins where one of the other does."""
    mine = {c.x0 for c in table.cells}
    other = {c.x0 + shift for c in part.cells}
    return any(
        all(any(abs(a - b) <= SIDE for b in many) for a in few)
        for few, many in ((mine, other), (other, mine))
    )


def _fills_page(table: PrintedTable, part: PrintedTable, margins: Mapping[int, Margins]) -> bool:
    """Whether the next row did not fit on the page any more."""
    free = margins[table.places[-1][0]].bottom - table.bottom
    first = max((_height(c) for c in part.cells if c.top == 0), default=0.0)
    return free < first + 2 * PADDING


def _height(cell: PrintedCell) -> float:
    return cell.lines[-1].bottom - cell.lines[0].top if cell.lines else 0.0


def _append(
    parts: Joined, part: PrintedTable, header: int, shift: float, margins: Mapping[int, Margins]
) -> None:
    """Add the rows of a part below those of the table."""
    table = parts.table
    last = table.rows - 1
    first = [_moved(c, -header, shift) for c in part.cells if c.top >= header]
    free = margins[table.places[-1][0]].bottom - table.bottom
    row = [c for c in first if c.top == 0]
    may_be = may_be_cut(table, row, free)
    cut = may_be and is_cut(table, row)
    start = last if cut else last + 1
    for cell in first:
        upper = same_column(table, cell, last) if cell.top == 0 else None
        if upper is not None and (cut or _spans_on(upper, cell)):
            upper.lines = [*upper.lines, *cell.lines]
            upper.bottom = cell.bottom + start
        else:
            table.cells.append(
                PrintedCell(cell.top + start, cell.bottom + start, cell.x0, cell.x1, cell.lines)
            )
    if may_be:
        (parts.cuts if cut else parts.doubts).append(table.places[-1][0])
    table.rows = start + part.rows - header
    table.places += part.places[header + (1 if cut else 0) :]
    table.bottom = part.bottom
    table.crossed += part.crossed
    table.is_ragged |= part.is_ragged
    table.is_cut |= part.is_cut


def _moved(cell: PrintedCell, rows: int, shift: float) -> PrintedCell:
    return PrintedCell(
        cell.top + rows, cell.bottom + rows, cell.x0 + shift, cell.x1 + shift, cell.lines
    )


def _spans_on(upper: PrintedCell, cell: PrintedCell) -> bool:
    """Whether a cell that spans rows goes on on the next page, without its text."""
    tall = upper.bottom > upper.top, cell.bottom > cell.top
    if upper.is_blank:
        return all(tall)
    return cell.is_blank and any(tall)
