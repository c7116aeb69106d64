"""Exports the clerk's own open workbook: a file for each recipient, or one workbook with all."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_visible
from xianbiao.excel.copies import copy_of
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered, listed
from xianbiao.excel.progress import Cancelled
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Finding
from xianbiao.model.records import replace
from xianbiao.sheets.split_plan import SplitPlan, with_common_sheets

if TYPE_CHECKING:
    import xlwings as xw

    from xianbiao.export.split.from_file import OwnContents
    from xianbiao.export.split.opening import Opened

_TOLD = 5
"""How many errors a question tells."""
ONE_EACH, ONE_PDF = "每个单位一个文件", "每个单位一个 PDF"
ONE_BOOK = "合成一个工作簿，每个单位一张表（只在局里用）"


def export_own(book: xw.Book, desk: Desk, proposed: str) -> tuple[Path, list[str]]:
    """Ask for the form and the folder, and export; the folder, and what to say of it.

    Raises ExportRefused and UnreadableTable where the workbook cannot be divided, Cancelled
    where the clerk stops; no file is written then.
    """
    from xianbiao.export.split.completed import completed
    from xianbiao.export.split.from_file import contents_of
    from xianbiao.export.split.gate import errors_of, touching
    from xianbiao.export.split.opening import open_book
    from xianbiao.export.split.prepared import nothing_to_give
    from xianbiao.readers.converted import called

    with (
        tempfile.TemporaryDirectory(prefix="xianbiao-") as folder,
        called(file_of(book), Path(folder)),
    ):
        with desk.progress(book, "读取") as advance:
            advance("工作簿", 1, 1)
            opened = completed(open_book(copy_of(book, Path(folder)), Path(folder)))
        contents = contents_of(opened, file_of(book))
        plan = _planned(contents, desk)
        if not list(plan.served()):
            raise nothing_to_give(file_of(book))
        errors = errors_of(contents.notice)
        _ask_about(touching(plan, errors), desk)
        plan = _with_common(book, desk, plan)
        form = Question("form", "导出成什么", ONE_EACH, options=(ONE_EACH, ONE_BOOK, ONE_PDF))
        chosen = answered(desk.dialogs.choose(form))
        question = Question("folder", "导出到哪个文件夹", proposed)
        out = Path(answered(desk.dialogs.folder(question))).absolute()
        words = _export(book, desk, opened, plan, out, chosen)
    if errors:
        words.append(f"注意：核对还有 {len(errors)} 处错误，点“全面核对”查看")
    return out, words


def _planned(contents: OwnContents, desk: Desk) -> SplitPlan:
    """The plan, after asking of each table that is not clear whether everybody gets it."""
    from xianbiao.export.split.divided import UnclearTable

    common = list[str]()
    while True:
        try:
            return contents.plan(common)
        except UnclearTable as unclear:
            text = f"{unclear.describe()}\n整张表原样给每个单位吗？（否：停下，不导出）"
            if unclear.common is None or not desk.dialogs.confirm(Question("unclear", text)):
                raise
            common.append(unclear.common)


def _ask_about(errors: Sequence[Finding], desk: Desk) -> None:
    """Raise Cancelled unless the clerk exports in spite of errors that touch amounts."""
    if not errors:
        return
    told = listed([f"{f.ref.where()} {f.rule} {f.message}" for f in errors], _TOLD, "全面核对")
    asked = "仍要导出吗？（否：点“全面核对”，改正后再导出）"
    text = f"核对有 {len(errors)} 处金额错误：\n{told}\n{asked}"
    if not desk.dialogs.confirm(Question("errors", text)):
        raise Cancelled("没有导出，没有写出文件；点“全面核对”查看错误")


def _with_common(book: xw.Book, desk: Desk, plan: SplitPlan) -> SplitPlan:
    """The plan with the sheets that nobody would get, if the clerk gives them to everybody."""
    known = {*plan.own_sheets, *plan.common_sheets, *(t.sheet for t in plan.tables)}
    left = [sheet.name for sheet in book.sheets if sheet.name not in known and is_visible(sheet)]
    left = [name for name in left if any(f"「{name}」" in words for words in plan.left_out)]
    plan = replace(plan, left_out=())
    if not left:
        return plan
    names = "、".join(f"「{name}」" for name in left)
    question = Question("common", f"{names}没有认出归哪个单位，原样给每个单位吗？（否：谁也不给）")
    if desk.dialogs.confirm(question):
        return with_common_sheets(plan, left)
    return replace(plan, left_out=tuple(f"「{name}」没有给单位" for name in left))


def _export(
    book: xw.Book, desk: Desk, opened: Opened, plan: SplitPlan, out: Path, form: str
) -> list[str]:
    from xianbiao.excel.printing import prints_beside
    from xianbiao.export.split.deliver import export_split
    from xianbiao.export.split.one_book import export_book
    from xianbiao.export.split.options import Output, SplitOptions

    with desk.progress(book, "导出") as advance:
        if form == ONE_BOOK:
            bound = export_book(opened.source, plan, out, progress=advance)
            head = f"已导出 {bound.path.name}，{len(bound.recipients)} 个单位"
            total, notes = bound.total, bound.notes
        else:
            options = SplitOptions(output=Output.PDF if form == ONE_PDF else Output.WORKBOOK)
            made = export_split(
                opened.source, plan, out, options, progress=advance, prints=prints_beside(book)
            )
            head = f"已导出 {len(made.files)} 个文件"
            total, notes = made.total, made.notes
    words = [head + _amount(total, plan)]
    told = [*opened.notes, *notes]
    return [*words, *([f"注意：\n{listed(told)}"] if told else [])]


def _amount(total: Decimal | None, plan: SplitPlan) -> str:
    if total is None:
        return ""
    return f"，合计 {format_amount(total)} {plan.unit or ''}".rstrip()
