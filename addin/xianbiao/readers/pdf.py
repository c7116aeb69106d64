"""Reads a notice that is a PDF with text: a paragraph is a row, a ruled table keeps its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.refs import Ref
from xianbiao.readers.pdf_continued import joined_over_pages
from xianbiao.readers.pdf_cut_rows import room_in
from xianbiao.readers.pdf_layout import Item, Leaf, items_of, leaf_of, margins_of
from xianbiao.readers.pdf_lines import wrapped
from xianbiao.readers.pdf_pages import read_pages
from xianbiao.readers.pdf_paragraphs import paragraphs_of
from xianbiao.readers.pdf_remarks import is_without_text, remarks_on
from xianbiao.readers.pdf_running import without_running
from xianbiao.readers.pdf_tables import PrintedTable
from xianbiao.sheets.addresses import address
from xianbiao.sheets.grid import Cell, Grid, Merge

_GARBLED = 0.5
"""Above this part of unreadable signs nothing of a file can be relied on."""
_COLUMN = 3.5
"""Points within which cells begin at the same column."""


def read_pdf(path: Path) -> Grid:
    """The grid of a PDF, from the first page to the last.

    A paragraph is a row of one cell, also where it goes on on the next page, and each line of a
    table a row of as many cells as the table has columns. Cells of tables are called as in a
    Word document, 「表2」B3, with the page before it. Page numbers and headers that pages repeat
    are left out; this, and whatever else is not read, is said in the remarks of the grid.
    Raises UnreadableFile when the file is missing, has a password, is damaged, holds no text or
    only signs without meaning, and when the library for PDF is not installed.
    """
    leaves = [leaf_of(page) for page in read_pages(path)]
    _refuse_without_text(path, leaves)
    running = without_running(leaves)
    margins = margins_of(leaves)
    items, joined = joined_over_pages([items_of(leaf) for leaf in leaves], margins)
    rows = _Rows(str(path))
    lines: list[Item] = []
    for item in [*items, None]:
        if item is not None and item.table is None:
            lines.append(item)
            continue
        for paragraph in paragraphs_of(lines, margins):
            rows.add_line(paragraph.text, (paragraph.page, paragraph.number))
        if item is not None and item.table is not None:
            rows.add_table(item.table, follows=not lines)
        lines = []
    return Grid(
        file=str(path),
        sheet=None,
        rows=rows.rows,
        merges=rows.merges,
        remarks=remarks_on(leaves, items, joined, running),
    )


def _refuse_without_text(path: Path, leaves: Sequence[Leaf]) -> None:
    signs = sum(1 for leaf in leaves for g in leaf.page.glyphs if g.text.strip())
    if not signs:
        scanned = sum(map(is_without_text, leaves))
        raise UnreadableFile(
            "PDF 里没有文字",
            ref=Ref(str(path)),
            found=f"{len(leaves)} 页，其中 {scanned} 页是图片或图形",
            expected="能选中、复制文字的 PDF；扫描成图片的认不出来",
            todo="用文字识别（OCR）转换后再读，或向发文单位要 Word 原稿",
        )
    unreadable = sum(leaf.cleaned.unreadable for leaf in leaves)
    if unreadable > _GARBLED * signs:
        raise UnreadableFile(
            "PDF 里的文字是乱码",
            ref=Ref(str(path)),
            found=f"{signs} 个字中有 {unreadable} 个没有文字对照（字体没有按规范嵌入）",
            expected="复制出来是汉字的 PDF",
            todo="向发文单位要 Word 原稿，或打印后扫描、用文字识别（OCR）转换",
        )


class _Rows:
    """The rows of a grid as they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._tables = 0
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []

    def add_line(self, text: str, page: tuple[int, int]) -> None:
        """Add a row of one cell."""
        self.rows.append(
            [Cell(text, Ref(self._file, line=len(self.rows) + 1, column=1, page=page))]
        )

    def add_table(self, table: PrintedTable, *, follows: bool) -> None:
        """Add the rows of a table, after a blank one where it follows another directly."""
        if follows and self._tables:
            self.add_line("", table.places[0])
        self._tables += 1
        starts = _starts(table)
        texts: list[list[str | None]] = [[None] * len(starts) for _ in range(table.rows)]
        first = len(self.rows)
        for cell in table.cells:
            left = _column(starts, cell.x0)
            right = max(left, _column(starts, cell.x1 - 2 * _COLUMN))
            texts[cell.top][left] = wrapped(cell.lines, room_in(cell)) or None
            if right > left or cell.bottom > cell.top:
                self.merges.append(Merge(first + cell.top, left, first + cell.bottom, right))
        for number, row in enumerate(texts):
            line, page = len(self.rows) + 1, table.places[number]
            self.rows.append(
                [
                    Cell(
                        text,
                        Ref(
                            self._file,
                            f"表{self._tables}",
                            address(number, at),
                            line,
                            at + 1,
                            page,
                        ),
                    )
                    for at, text in enumerate(row)
                ]
            )


def _starts(table: PrintedTable) -> list[float]:
    """Where columns begin: places at which one cell at least does."""
    starts: list[float] = []
    for x0 in sorted(c.x0 for c in table.cells):
        if not starts or x0 - starts[-1] > _COLUMN:
            starts.append(x0)
    return starts


def _column(starts: Sequence[float], x: float) -> int:
    """The column in which a place lies."""
    return max(0, bisect_right(starts, x + _COLUMN) - 1)
