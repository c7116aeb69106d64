"""Edits the rows of a recipients' table in LibreOffice; run by the Python that has its `uno`.

    edit_rows.py SOFFICE SOURCE OUTDIR SHEET FIRST LAST WIDTH

Rows are counted from 1. Writes one file per edit, OUTDIR/<edit>.xlsx.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

STARTING = 60  # seconds


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
    rows.sort((_property("SortFields", fields), _property("ContainsHeader", False)))


EDITS = (insert_blank, insert_recipient, delete_last, sort_rows)


def main(soffice, source, outdir, sheet, *numbers):
    with tempfile.TemporaryDirectory(prefix="xianbiao-rows-") as profile:
        pipe = f"xianbiao{os.getpid()}"
        process = subprocess.Popen(
            [
                soffice,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={Path(profile).as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            desktop = _desktop(pipe)
            for edit in EDITS:
                book = desktop.loadComponentFromURL(
                    Path(source).as_uri(), "_blank", 0, (_property("Hidden", True),)
                )
                try:
                    table = book.Sheets.getByName(sheet)
                    table.unprotect("")
                    edit(table, *map(int, numbers))
                    book.calculateAll()
                    book.storeToURL(
                        (Path(outdir) / f"{edit.__name__}.xlsx").as_uri(),
                        (_property("FilterName", "Calc MS Excel 2007 XML"),),
                    )
                finally:
                    book.close(True)
            desktop.terminate()
            process.wait(timeout=STARTING)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    limit = time.monotonic() + STARTING
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(*sys.argv[1:])
