"""Edits the rows of a recipients' table in LibreOffice; run by the Python that has its `uno`.

    edit_rows.py SOFFICE SOURCE OUTDIR SHEET FIRST LAST WIDTH

Rows are counted from 1. Writes one file per edit, OUTDIR/<edit>.xlsx.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uno
from com.sun.star.table import TableSortField
from steered import desktop_of, named, opened


def insert_blank(sheet, first, last, width):
    """An empty row between two recipients."""
    sheet.Rows.insertByIndex((first + last) // 2, 1)


def insert_recipient(sheet, first, last, width):
    """A new recipient between two others, as a copy of the row above with another name."""
    row = (first + last) // 2
    sheet.Rows.insertByIndex(row, 1)
    above = sheet.getCellRangeByPosition(0, row - 1, width - 1, row - 1)
    sheet.copyRange(sheet.getCellByPosition(0, row).CellAddress, above.RangeAddress)
    sheet.getCellByPosition(0, row).String = "玛纳斯县"


def delete_last(sheet, first, last, width):
    """The last recipient's row is deleted."""
    sheet.Rows.removeByIndex(last - 1, 1)


def sort_rows(sheet, first, last, width):
    """The recipients' rows in descending order of the second column."""
    field = TableSortField()
    field.Field, field.IsAscending = 1, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    rows = sheet.getCellRangeByPosition(0, first - 1, width - 1, last - 1)
    rows.sort((named("SortFields", fields), named("ContainsHeader", False)))


EDITS = (insert_blank, insert_recipient, delete_last, sort_rows)


def main(soffice, source, outdir, sheet, *numbers):
    with desktop_of(soffice) as desktop:
        for edit in EDITS:
            book = opened(desktop, source)
            try:
                table = book.Sheets.getByName(sheet)
                table.unprotect("")
                edit(table, *map(int, numbers))
                book.calculateAll()
                target = Path(outdir) / f"{edit.__name__}.xlsx"
                book.storeToURL(target.as_uri(), (named("FilterName", "Calc MS Excel 2007 XML"),))
            finally:
                book.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
