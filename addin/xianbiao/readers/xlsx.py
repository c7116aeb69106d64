"""Reads .xlsx and .xlsm workbooks into grids: values as shown, merges, hidden rows and columns."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid, Merge

_CFB = b"\xd0\xcf\x11\xe0"


def read_xlsx(path: Path) -> list[Grid]:
    """The grids of a workbook's sheets, in order; formulas give their stored value.

    Where a program saved formulas without values, they are computed in memory first; the file
    itself is only read. Raises UnreadableFile when the file is missing, damaged or encrypted.
    """
    import openpyxl

    data = _package(path)
    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = _formulas(data)
        if formulas and all(book[s][a].value is None for s, a in formulas):
            book = openpyxl.load_workbook(io.BytesIO(_computed(data)), data_only=True)
    except UnreadableFile:
        raise
    except Exception as error:
        raise _damaged(path, f"内部结构有误（{type(error).__name__}）") from error
    return [_grid(str(path), sheet, formulas) for sheet in book.worksheets]


def _package(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            "文件打不开",
            ref=Ref(str(path)),
            found=error.strerror or str(error),
            todo="核对文件名和所在文件夹；文件若正被别的程序独占，先关闭它",
        ) from error
    if data.startswith(_CFB):
        raise UnreadableFile(
            "工作簿有打开密码，或是旧的 .xls 格式",
            ref=Ref(str(path)),
            expected="没有打开密码的 .xlsx 或 .xlsm",
            todo="在 Excel 或 WPS 里打开，取消密码后另存为 .xlsx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            bad = package.testzip()
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise _damaged(path, "不是完整的 .xlsx 压缩包") from error
    if bad is not None or "xl/workbook.xml" not in names:
        raise _damaged(path, f"部件 {bad} 校验不符" if bad else "里面没有工作簿")
    return data


def _damaged(path: Path, found: str) -> UnreadableFile:
    return UnreadableFile(
        "工作簿已损坏，读不出来",
        ref=Ref(str(path)),
        found=found,
        expected="能在 Excel 或 WPS 里打开的 .xlsx、.xlsm",
        todo="用 Excel 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
    )


def _formulas(data: bytes) -> set[tuple[str, str]]:
    """Sheet and address of every formula."""
    import openpyxl

    book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _computed(data: bytes) -> bytes:
    import formualizer

    return bytes(formualizer.recalculate_xlsx_bytes(data)["bytes"])


def _grid(file: str, sheet: Any, formulas: set[tuple[str, str]]) -> Grid:
    rows = [
        [
            Cell(
                _value(cell),
                Ref(file, sheet.title, cell.coordinate, column=cell.column),
                (sheet.title, cell.coordinate) in formulas,
            )
            for cell in row
        ]
        for row in sheet.iter_rows()
    ]
    while rows and all(cell.is_blank for cell in rows[-1]):
        rows.pop()
    return Grid(
        file=file,
        sheet=sheet.title,
        rows=rows,
        merges=[
            Merge(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1)
            for m in sheet.merged_cells.ranges
        ],
        hidden_rows=frozenset(
            n - 1 for n, d in sheet.row_dimensions.items() if d.hidden and isinstance(n, int)
        ),
        hidden_columns=frozenset(
            i - 1
            for d in sheet.column_dimensions.values()
            if d.hidden and d.min and d.max
            for i in range(d.min, d.max + 1)
        ),
    )


def _value(cell: Any) -> object:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in str(cell.number_format):
            return f"{round(value * 100, 6):g}%"
        return value
    return value
