"""Reads a notice that is a Word document: a paragraph is a line, a table keeps its cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.refs import Ref
from xianbiao.readers.docx_numbers import Numbering
from xianbiao.readers.docx_package import WordParts, word_parts
from xianbiao.readers.docx_remarks import remarks_on
from xianbiao.readers.docx_text import boxes_of, children, cut_at_breaks, named, text_of, value_of
from xianbiao.sheets.addresses import address
from xianbiao.sheets.grid import Cell, Grid, Merge

_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
"""What stands around paragraphs and tables without being one."""


def read_docx(path: Path, name: str | None = None) -> Grid:
    """The grid of a document, from top to bottom as it is read with all changes accepted.

    A paragraph is a row of one cell, with the number that Word counts before it, and each line
    of a table a row of as many cells as the table has columns. Cells of tables are called as in
    a sheet, 「表2」B3 for the second table; every row has its line too. What is not read is said
    in the remarks of the grid. `name` is what the file is called in findings, its path where it
    is None. Raises UnreadableFile when the file is missing, encrypted,
    damaged, of the old format, or holds no text.
    """
    parts = word_parts(path)
    file = str(path) if name is None else name
    found = _Reader(file, parts)
    for block in found.blocks(parts.body):
        found.add(block)
    if not any(found.filled()):
        raise UnreadableFile(
            "文档里没有文字",
            ref=Ref(str(path)),
            expected="通知的正文和表格；扫描成图片的认不出来",
            todo="换用有文字的原稿",
        )
    return Grid(
        file=file,
        sheet=None,
        rows=found.rows,
        merges=found.merges,
        remarks=remarks_on(parts),
    )


class _Reader:
    """The rows of a document as they come."""

    def __init__(self, file: str, parts: WordParts) -> None:
        self._file = file
        self._numbering = Numbering(parts.one("numbering"), parts.one("styles"))
        self._tables = 0
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []

    def filled(self) -> Iterator[Cell]:
        """The cells that hold something."""
        return (cell for row in self.rows for cell in row if not cell.is_blank)

    def blocks(self, element: ET.Element) -> Iterator[ET.Element]:
        """The paragraphs and tables in an element, in order."""
        for child in element:
            if named(child) in ("p", "tbl"):
                yield child
            elif named(child) in _WRAPPERS:
                yield from self.blocks(child)

    def add(self, block: ET.Element) -> None:
        """Add the rows of a paragraph or of a table."""
        if named(block) == "tbl":
            self._tables += 1
            self._add_table(block)
            return
        for line in cut_at_breaks(self._numbering.before(block) + text_of(block)):
            self._line(line)
        for box in boxes_of(block):
            for inner in self.blocks(box):
                self.add(inner)

    def _line(self, text: str) -> None:
        self.rows.append([Cell(text, Ref(self._file, line=len(self.rows) + 1, column=1))])

    def _add_table(self, table: ET.Element) -> None:
        lines = _on_used_columns([list(_cells(row)) for row in _table_rows(table)])
        width = max((at + span for line in lines for at, span, _ in line), default=0)
        first = len(self.rows)
        open_cells: dict[tuple[int, int], tuple[int, int]] = {}
        for number, line in enumerate(lines):
            texts: list[str | None] = [None] * width
            still: dict[tuple[int, int], tuple[int, int]] = {}
            for at, span, cell in line:
                top = open_cells.get((at, span), (number, number))[0]
                if not _goes_on(cell) or (at, span) not in open_cells:
                    top = number
                    texts[at] = self._cell_text(cell)
                still[at, span] = top, number
            for key in open_cells.keys() - {k for k, (top, _) in still.items() if top < number}:
                self._merge(first, key, open_cells[key])
            open_cells = still
            self._row(number, texts)
        for key, rows in open_cells.items():
            self._merge(first, key, rows)

    def _merge(self, first: int, place: tuple[int, int], rows: tuple[int, int]) -> None:
        (left, span), (top, bottom) = place, rows
        if span > 1 or bottom > top:
            self.merges.append(Merge(first + top, left, first + bottom, left + span - 1))

    def _row(self, number: int, texts: list[str | None]) -> None:
        line, sheet = len(self.rows) + 1, f"表{self._tables}"
        self.rows.append(
            [
                Cell(text or None, Ref(self._file, sheet, address(number, at), line, at + 1))
                for at, text in enumerate(texts)
            ]
        )

    def _cell_text(self, cell: ET.Element) -> str:
        """The paragraphs of a cell, each on a line; a table inside is read cell by cell."""
        lines: list[str] = []
        for block in self.blocks(cell):
            if named(block) == "p":
                lines += cut_at_breaks(self._numbering.before(block) + text_of(block))
            else:
                lines += (self._cell_text(c) for r in _table_rows(block) for c in _within(r, "tc"))
        return "\n".join(line for line in lines if line.strip())


_Placed = tuple[int, int, ET.Element]
"""The first column of a cell, how many columns it is wide, and the cell."""


def _cells(row: ET.Element) -> Iterator[_Placed]:
    """The cells of a row with their columns as the document counts them."""
    at = _whole(row, "trPr", "gridBefore", 0)
    for cell in _within(row, "tc"):
        span = max(1, _whole(cell, "tcPr", "gridSpan", 1))
        yield at, span, cell
        at += span


def _on_used_columns(lines: list[list[_Placed]]) -> list[list[_Placed]]:
    """The cells on those columns only in which one begins: dragged borders leave others."""
    starts = sorted({at for line in lines for at, _, _ in line})
    return [
        [
            (bisect_left(starts, at), bisect_left(starts, at + span) - bisect_left(starts, at), c)
            for at, span, c in line
        ]
        for line in lines
    ]


def _table_rows(table: ET.Element) -> Iterator[ET.Element]:
    """The rows of a table but those that a tracked change deletes."""
    for row in _within(table, "tr"):
        if all(named(e) != "del" for p in children(row, "trPr") for e in p):
            yield row


def _within(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """The children of this name, also those in content controls."""
    for child in element:
        if named(child) == name:
            yield child
        elif named(child) in _WRAPPERS:
            yield from _within(child, name)


def _goes_on(cell: ET.Element) -> bool:
    """Whether a cell is the lower part of one that began further up."""
    merges = [m for p in children(cell, "tcPr") for m in children(p, "vMerge")]
    return any(value_of(m) in (None, "continue") for m in merges)


def _whole(element: ET.Element, holder: str, name: str, usual: int) -> int:
    found = [value_of(e) for p in children(element, holder) for e in children(p, name)]
    return next((int(v) for v in found if v is not None and v.isdigit()), usual)
