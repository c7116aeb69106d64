"""Reads .xlsx and .xlsm workbooks into grids: values as shown, merges, hidden rows and columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xianbiao.model.errors import UnreadableFile, words_of
from xianbiao.model.refs import Ref
from xianbiao.readers.formulas import Address, computed_values
from xianbiao.readers.shown import shown
from xianbiao.sheets.grid import Cell, Grid, Merge

_CFB = b"\xd0\xcf\x11\xe0"


def read_xlsx(path: Path) -> list[Grid]:
    """The grids of a workbook's sheets, in order; formulas give their stored value.

    Where a program saved formulas without values, or with values that it did not compute, they
    are computed in memory; the file itself is only read. Raises UnreadableFile when the file is
    missing, damaged or encrypted, and for a formula that has no value at all.
    """
    import openpyxl

    data = _package(path)
    try:
        stored: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
        addresses = _addresses(formulas)
        computed = computed_values(str(path), data, stored, formulas)
    except UnreadableFile:
        raise
    except Exception as error:
        raise _damaged(path, _fault(error)) from error
    return [_grid(str(path), sheet, addresses, computed) for sheet in stored.worksheets]


def _fault(error: Exception) -> str:
    """What broke while reading, without the words of a library."""
    match error:
        case KeyError():
            return "缺少一个部件，或部件里的编号对不上"
        case SyntaxError() | ValueError() | TypeError():
            return "有部件的内容写坏了"
    return "内部结构有误"


def _package(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            "文件打不开",
            ref=Ref(str(path)),
            found=words_of(error),
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


def _addresses(formulas: Any) -> set[Address]:
    """Sheet and address of every formula."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _grid(
    file: str, sheet: Any, formulas: set[Address], computed: Mapping[Address, object]
) -> Grid:
    rows = [
        [
            Cell(
                _value(cell, computed),
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
        is_hidden=sheet.sheet_state != "visible",
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


def _value(cell: Any, computed: Mapping[Address, object]) -> object:
    value = computed.get((cell.parent.title, cell.coordinate), cell.value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown(value, str(cell.number_format))
    return value
