"""Tables one below the other on a sheet: which rows belong to each, and headers that repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import dropwhile, pairwise

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.records import replace
from xianbiao.model.tables import RecognisedTable
from xianbiao.sheets.addresses import position
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.labels import is_label, unit_in
from xianbiao.sheets.recognise.tables.lines import is_title, page_title
from xianbiao.sheets.recognise.tables.view import look
from xianbiao.sheets.recognise.tables.words import words
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import TableSplit

_APART = "把它们分到几张工作表上，再导出"


def with_blocks(
    divided: Sequence[tuple[RecognisedTable, TableSplit]], tables: Sequence[RecognisedTable]
) -> list[TableSplit]:
    """The splits with their blocks where several stand on one sheet, each sheet from the top.

    `tables` are all that were recognised. A block reaches from the lines above a table to those
    above the next one; what stands below the last table is everybody's. The first table leaves
    on the sheet what it has more lines above it than the others: the title of the whole sheet.
    Raises UnreadableTable where two tables have rows in common.
    """
    found: list[TableSplit] = []
    for sheet in dict.fromkeys(split.sheet for _, split in divided):
        here = sorted((p for p in divided if p[1].sheet == sheet), key=lambda p: _rows(p[0]))
        if len(here) > 1:
            _require_stacked(here)
            own = [table for table, _ in here]
            others = (t for t in tables if t.sheet == sheet and not _is_beside(t, own))
            tops = _tops(sorted([*own, *others], key=_rows))
            found += [_with_block(table, split, tops) for table, split in here]
        else:
            found += [split for _, split in here]
    return found


def _with_block(table: RecognisedTable, split: TableSplit, tops: Mapping[int, int]) -> TableSplit:
    first, last = _rows(table)
    below = [top for at, top in tops.items() if at > last]
    end = min(below) - 1 if below else max([*split.owned, *split.total_rows])
    return replace(split, block=(tops[first], end))


def _tops(tables: Sequence[RecognisedTable]) -> dict[int, int]:
    """The first row of the lines above each table, by the first row of the table."""
    lines: dict[int, _Lines] = {}
    end = 0
    for table in tables:
        first, last = _rows(table)
        lines[first] = _Lines(table, range(end + 1, first))
        end = max(end, last)
    uppermost = min(lines)
    others = [own for at, own in lines.items() if at != uppermost]
    tops = {first: own.first for first, own in lines.items()}
    return tops | {uppermost: lines[uppermost].first_beside(others)}


class _Lines:
    """The rows of the lines above a table, but for notes and signatures of the one above it.

    `titles` are those of its title and caption, `labels` those that number it (附件1).
    """

    def __init__(self, table: RecognisedTable, rows: range) -> None:
        self._header = rows.stop
        seen = [
            (line.ref.position[0], look(Cell(line.text, line.ref)).text) for line in table.above
        ]
        own = dropwhile(lambda line: _is_note(line[1]), (s for s in seen if s[0] in rows))
        kinds: dict[int, set[str]] = {}
        for row, text in own:
            kinds.setdefault(row, set()).add(_kind(text))
        self.all = sorted(kinds)
        self.titles = [row for row in self.all if "title" in kinds[row]]
        self.labels = [row for row in self.all if kinds[row] == {"label"}]

    @property
    def first(self) -> int:
        """The first of them, or the first row of the table."""
        return self.all[0] if self.all else self._header

    def first_beside(self, others: Sequence[_Lines]) -> int:
        """The first that is not the whole sheet's, whose lines stand above its first table."""
        shared = len(self.titles) - max(len(o.titles) for o in others)
        if shared > 0:
            return [*self.titles, self._header][shared]
        own = [r for r in self.all if r not in self.labels or any(o.labels for o in others)]
        return own[0] if own else self._header


def _kind(text: str) -> str:
    if is_title(text):
        return "title"
    return "label" if is_label(text) else "unit" if unit_in(text) is not None else "title"


def _is_note(text: str) -> bool:
    if is_title(text) or is_label(text) or unit_in(text) is not None:
        return False
    vocabulary = words()
    is_known = vocabulary.note.fullmatch(text) or vocabulary.label.fullmatch(text)
    return bool(is_known) or text.endswith("。")


def _require_stacked(here: Sequence[tuple[RecognisedTable, TableSplit]]) -> None:
    for table, split in here:
        if isinstance(split, SideSplit):
            raise UnreadableTable(
                f"一张工作表上有{table.layout}的表，又有别的按单位列的表，不能拆",
                ref=table.ref,
                found=f"{table.layout}的表要清空别的单位的列，会动到另一张表",
                expected="上下排列、一个单位一行的表",
                todo=_APART,
            )
    for (upper, _), (lower, _) in pairwise(here):
        if _rows(lower)[0] <= _rows(upper)[1]:
            raise UnreadableTable(
                "两张按单位列的表左右并排，占同样的行，不能按行拆",
                ref=lower.ref,
                found=f"{upper.area} 和 {lower.area}",
                expected="上下排列的表",
                todo=_APART,
            )


def _is_beside(table: RecognisedTable, others: Sequence[RecognisedTable]) -> bool:
    """Whether a table has rows in common with one of some others, or is one of them."""
    first, last = _rows(table)
    return any(first <= _rows(o)[1] and _rows(o)[0] <= last for o in others)


def _rows(table: RecognisedTable) -> tuple[int, int]:
    """The first and last row of a table with its header, from 1."""
    first, _, last = table.area.partition(":")
    return position(first)[0] + 1, position(last or first)[0] + 1


class PageHeads:
    """Recognises the rows that repeat the header of a table on each printed page."""

    def __init__(self, table: RecognisedTable, grid: Grid) -> None:
        self._grid = grid
        top = _rows(table)[0]
        heads = [_texts(grid, row) for row in range(top, top + table.header_height)]
        self._heads = [h for h in heads if h]
        self._above = {page_title(look(Cell(t.text, t.ref)).text) for t in table.above}

    def is_head(self, row: int) -> bool:
        """Whether a row says what a row of the header says, in the same columns."""
        return _texts(self._grid, row) in self._heads

    def is_line(self, row: int) -> bool:
        """Whether a row repeats a line above the table, or only says that the table goes on."""
        texts = [page_title(text) for _, text in _texts(self._grid, row)]
        return bool(texts) and all(not text or text in self._above for text in texts)


def _texts(grid: Grid, row: int) -> tuple[tuple[int, str], ...]:
    cells = grid.rows[row - 1] if row <= len(grid.rows) else []
    seen = ((at, look(cell).text) for at, cell in enumerate(cells))
    return tuple((at, text) for at, text in seen if text)
