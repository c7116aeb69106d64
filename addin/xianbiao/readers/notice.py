"""Reads one notice from one or more files, whatever their format."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.model.errors import UnreadableFile, UnreadableTable
from xianbiao.model.lasting import lasting
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.readers.converted import CONVERTED_BOOKS, CONVERTED_TEXTS, grids_of_copy
from xianbiao.readers.text import read_text
from xianbiao.readers.workbook import is_working, read_working
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.recognise.notice import recognise_with_tables
from xianbiao.sheets.side_sheets import MEMORY_SHEET, without_side_sheets

if TYPE_CHECKING:
    from xianbiao.model.tables import RecognisedTable

TEXT_SUFFIXES = (".txt", ".md")
WORD_SUFFIXES = (".docx",)
PDF_SUFFIXES = (".pdf",)
BOOK_SUFFIXES = (".xlsx", ".xlsm")
NOTICE_SUFFIXES = (*TEXT_SUFFIXES, *WORD_SUFFIXES, *PDF_SUFFIXES, *CONVERTED_TEXTS)
"""Files that hold a notice as it is read, and no workbook."""
FILE_SUFFIXES = (*NOTICE_SUFFIXES, *BOOK_SUFFIXES, *CONVERTED_BOOKS)
"""Every kind of file that is read."""
_OWN_SHEETS = {keys.PARAMETERS_SHEET, keys.UNITS_SHEET, keys.REGISTER_SHEET}
"""The sheets that together only a working workbook has."""
_COUNTY_SHEETS = {keys.HOME_SHEET, keys.SHARE_SHEET, keys.REGISTER_SHEET}
"""The sheets that together only a county file has."""


@lasting()
def read_notice(paths: Sequence[Path]) -> Notice:
    """The notice in these files, taken together in the order given.

    Hidden sheets are left out but named, save those of a working workbook. Raises UnreadableFile
    for a file that cannot be read, and UnreadableTable for one in which neither a notice nor a
    table is recognised, or that lost its marks: silence would read as a pass.
    """
    return notice_of(str(paths[0]), [grid for path in paths for grid in read_grids(path)])


@lasting()
def notice_of(file: str, grids: Sequence[Grid]) -> Notice:
    """The notice in these grids, wherever they come from: files, or a workbook that is open.

    `file` names the source in every finding. Raises UnreadableTable as `read_notice` does.
    """
    if is_working(grids):
        return read_working(file, grids, load_places())
    _refuse_others_of_ours(file, grids)
    notice, _ = notice_and_tables(file, grids)
    if not is_notice(notice):
        hidden = "、".join(notice.hidden_sheets)
        raise UnreadableTable(
            "没有认出通知或表格",
            ref=Ref(file),
            found=f"另有隐藏的工作表没有读：{hidden}" if hidden else None,
            expected="文号、标题（关于……的通知），或有表头的分配表、绩效表；文本里各列用制表符分开",
            todo="核对是不是拿错了文件，表头是否完整",
        )
    return notice


def notice_and_tables(file: str, grids: Sequence[Grid]) -> tuple[Notice, list[RecognisedTable]]:
    """What is recognised in grids that others made: the notice, and every table of any shape.

    Both are there whatever was recognised; `is_notice` tells whether rules can judge it.
    """
    shown = [g for g in grids if not g.is_hidden or g.sheet == MEMORY_SHEET]
    notice, tables = recognise_with_tables(file, shown, load_places())
    notice.hidden_sheets = [
        g.sheet for g in without_side_sheets(grids) if g.is_hidden and g.sheet and g.rows
    ]
    notice.remarks = [remark for grid in grids for remark in grid.remarks]
    return notice, tables


def county_file(file: str) -> UnreadableTable:
    """The error for a county file of ours where a notice or a table to divide is wanted."""
    return UnreadableTable(
        "这是发给一个单位的县文件，不是分配资金的工作簿",
        ref=Ref(file),
        todo="换成分配资金的工作簿；县里交回的文件点“全面核对”（命令：xianbiao check）",
    )


def has_lost_marks(sheets: Set[str | None]) -> bool:
    """Whether sheets of these names, without _meta, are those of a workbook of ours."""
    return sheets >= _COUNTY_SHEETS or sheets >= _OWN_SHEETS


def _refuse_others_of_ours(file: str, grids: Sequence[Grid]) -> None:
    """A county file, or a working workbook whose _meta is gone, would be misread as a notice."""
    names = {grid.sheet for grid in grids}
    if keys.META_SHEET in names:
        from xianbiao.readers.county import is_county

        if is_county(grids):
            raise county_file(file)
    if names >= _COUNTY_SHEETS:
        raise UnreadableTable(
            f"县文件缺少内部标记表 {keys.META_SHEET}，核对不了锁定的内容",
            ref=Ref(file),
            expected=f"下发时的隐藏工作表 {keys.META_SHEET} 原样保留",
            todo="请该单位用下发的原文件重填后交回",
        )
    if names >= _OWN_SHEETS:
        raise UnreadableTable(
            f"工作簿缺少内部标记表 {keys.META_SHEET}，读不出各表在哪里",
            ref=Ref(file),
            expected=f"导入时生成的隐藏工作表 {keys.META_SHEET} 原样保留",
            todo="换用没有删过它的备份，或用原通知重新导入",
        )


def is_notice(notice: Notice) -> bool:
    """Whether anything of a notice, or a table, was recognised."""
    return bool(
        notice.number
        or notice.title
        or notice.tables
        or notice.readings
        or notice.code_tables
        or notice.forms
        or notice.evaluations
    )


@lasting()
def read_grids(path: Path) -> list[Grid]:
    """The grids of one file, by its suffix; an older format is read through a converted copy.

    Raises UnreadableFile, and NoOffice where LibreOffice is needed for that and not there.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return [read_text(path)]
    if suffix in WORD_SUFFIXES:
        from xianbiao.readers.docx import read_docx

        return [read_docx(path)]
    if suffix in PDF_SUFFIXES:
        from xianbiao.readers.pdf import read_pdf

        return [read_pdf(path)]
    if suffix in BOOK_SUFFIXES:
        return read_xlsx(path)
    if suffix in CONVERTED_BOOKS or suffix in CONVERTED_TEXTS:
        return grids_of_copy(path)
    raise unknown_kind(path)


def unknown_kind(path: Path) -> UnreadableFile:
    """The error for a file whose suffix is none of those that are read, and for a folder."""
    ref = Ref(str(path))
    if path.is_dir():
        todo = "写文件夹里面的文件，可以接连写几个"
        return UnreadableFile("这是文件夹，不是文件", ref=ref, todo=todo)
    return UnreadableFile(
        "不认识这种文件",
        ref=ref,
        found=path.suffix or "没有扩展名",
        expected="、".join(FILE_SUFFIXES),
        todo="把通知另存为 .docx 或纯文本，或把表格另存为 .xlsx",
    )
