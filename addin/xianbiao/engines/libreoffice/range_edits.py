"""Cells inserted, deleted, merged, copied, pasted, moved."""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.arrays import expect_whole_arrays, whole_arrays
from xianbiao.engines.libreoffice.bridge import enum
from xianbiao.engines.libreoffice.clearing import CONTENTS
from xianbiao.engines.libreoffice.guarded import expect_unlocked, expect_unprotected
from xianbiao.engines.libreoffice.pasting import paste
from xianbiao.engines.libreoffice.place import Place
from xianbiao.engines.libreoffice.refused import refused
from xianbiao.model.errors import XianbiaoError


class RangeEdits(Place):
    """What moves cells or makes one of several."""

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Make room for as many blank cells; the others go `down` or `right`."""
        expect_unprotected(self)
        if copy_origin == "format_from_right_or_below":
            raise refused("插入时取右边或下边的格式", "插入后再设格式")
        if self.is_whole_rows:
            with whole_arrays(self):
                self.sheet.uno.Rows.insertByIndex(self.row - 1, self.shape[0])
        elif self.is_whole_columns:
            with whole_arrays(self):
                self.sheet.uno.Columns.insertByIndex(self.column - 1, self.shape[1])
        else:
            if shift is None:
                shift = "down" if self.shape[1] >= self.shape[0] else "right"
            mode = enum("sheet.CellInsertMode", {"down": "DOWN", "right": "RIGHT"}[shift])
            self._expect_whole(shift)
            self.sheet.uno.insertCells(self.uno_address, mode)
            self.sheet.book.edits += 1

    def delete(self, shift: str | None = None) -> None:
        """Take the cells out; the others go `up` or `left`, by the shape of the range if unsaid."""
        expect_unprotected(self)
        if self.is_whole_rows:
            with whole_arrays(self):
                self.sheet.uno.Rows.removeByIndex(self.row - 1, self.shape[0])
        elif self.is_whole_columns:
            with whole_arrays(self):
                self.sheet.uno.Columns.removeByIndex(self.column - 1, self.shape[1])
        else:
            if shift is None:
                shift = "left" if self.shape[0] >= self.shape[1] else "up"
            mode = enum("sheet.CellDeleteMode", {"up": "UP", "left": "LEFT"}[shift])
            self._expect_whole("down" if shift == "up" else "right")
            self.sheet.uno.removeRange(self.uno_address, mode)
            self.sheet.book.edits += 1

    def _expect_whole(self, direction: str) -> None:
        """Refuse a move that cuts merged cells or arrays: LibreOffice does nothing, in silence."""
        used = self.sheet.used_range
        if direction == "down":
            moved = self.at(
                self.row, self.column, max(used.last_row, self.last_row), self.last_column
            )
        else:
            moved = self.at(
                self.row, self.column, self.last_row, max(used.last_column, self.last_column)
            )
        expect_whole_arrays(moved)
        cursor = self.sheet.uno.createCursorByRange(moved.cells)
        cursor.collapseToMergedArea()
        if self.of(self.sheet, cursor.RangeAddress).coords != moved.coords:
            raise XianbiaoError("移动会切断合并单元格", ref=self.ref(), todo="先取消合并")

    @property
    def merge_area(self) -> Any:
        """The merged cells around the first cell; the cell itself where it is not merged."""
        cursor = self.sheet.uno.createCursorByRange(self(1, 1).cells)
        cursor.collapseToMergedArea()
        return self.of(self.sheet, cursor.RangeAddress)

    @property
    def merge_cells(self) -> bool:
        """Whether a cell of the range is merged."""
        cells = self.cells
        if cells.getIsMerged():
            return True
        cursor = self.sheet.uno.createCursorByRange(cells)
        cursor.collapseToMergedArea()
        return bool(self.of(self.sheet, cursor.RangeAddress).coords != self.coords)

    def merge(self, across: bool = False) -> None:
        """Make one cell of the range, or of each of its rows; the first value alone stays."""
        expect_unlocked(self)
        if across:
            for row in range(self.row, self.last_row + 1):
                self.at(row, self.column, row, self.last_column).merge()
            return
        expect_whole_arrays(self)
        self.cells.merge(False)
        texts = self.cells.getFormulaArray()
        filled = [
            (row, column)
            for row, line in enumerate(texts, start=1)
            for column, text in enumerate(line, start=1)
            if text != ""
        ]
        for row, column in filled[1:]:
            self(row, column).cells.clearContents(CONTENTS)
        if filled and filled[0] != (1, 1):
            self(*filled[0]).move(self(1, 1))
        self.cells.merge(True)

    def unmerge(self) -> None:
        """Take every merge apart that the range touches."""
        expect_unlocked(self)
        cursor = self.sheet.uno.createCursorByRange(self.cells)
        cursor.collapseToMergedArea()
        cursor.merge(False)

    def copy(self, destination: Any = None) -> None:
        """Copy everything to another place; without one, keep the range for `paste`."""
        if destination is None:
            self.sheet.book.app.clipboard = self.at(*self.corners)
            return
        paste(self, getattr(destination, "impl", destination), "all")

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """Copy another range here: `all`, `formats`, `formulas` or `values` of it."""
        source = getattr(source_range, "impl", source_range)
        paste(source, self, copy_type, None, skip_blanks, transpose)

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """Copy here what the last `copy` kept."""
        from xianbiao.engines.libreoffice import pasting

        source = self.sheet.book.app.clipboard
        if source is None:
            raise XianbiaoError("还没有复制单元格", ref=self.ref(), todo="先复制，再粘贴")
        pasting.paste(source, self, paste or "all", operation, skip_blanks, transpose)

    def move(self, destination: Any) -> None:
        """Cut and paste within the book; references go along."""
        target = getattr(destination, "impl", destination)
        rows, columns = self.shape
        expect_unlocked(self)
        expect_unlocked(
            target.at(target.row, target.column, target.row + rows - 1, target.column + columns - 1)
        )
        self.sheet.uno.moveRange(target.uno_corner, self.uno_address)

    def autofill(self, destination: Any, type_: str = "fill_default") -> None:
        """Continue the cells over a larger range that begins or ends with them."""
        from xianbiao.engines.libreoffice.filling import autofill

        autofill(self, getattr(destination, "impl", destination), type_)
