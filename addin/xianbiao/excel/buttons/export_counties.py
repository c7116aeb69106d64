"""一键导出县表: one file for each county, all of them or none; of an own workbook one book too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_own
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered
from xianbiao.excel.live import notice_and_grids, refuse_county
from xianbiao.excel.own_export import export_own
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import tally

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "一键导出县表"


def export_counties(book: xw.Book, desk: Desk) -> None:
    """Ask for the folder, export what the open workbook holds now, and open the folder.

    A clerk's own workbook is divided: into a file for each recipient, or into one workbook with
    a sheet for each, as the clerk chooses. Raises ExportRefused where the gate of the export
    refuses, UnreadableTable for a county file; no file is written then, nor after a cancellation.
    """
    refuse_county(book)
    proposed = desk.settings.export_folder or str(Path(file_of(book)).parent / "县表")
    folder, words = (export_own if is_own(book) else _export_working)(book, desk, proposed)
    desk.log(book, LABEL, "；".join([*words, str(folder)]).replace("\n", ""))
    desk.dialogs.tell("\n".join([*words, str(folder)]))
    if desk.settings.open_after_export:
        desk.dialogs.show(folder)


def _export_working(book: xw.Book, desk: Desk, proposed: str) -> tuple[Path, list[str]]:
    """The files of a workbook of ours: their folder, and what to say of them."""
    from xianbiao.checks import check
    from xianbiao.export.deliver import export_counties as deliver

    with desk.progress(book, "读取") as advance:
        notice, _ = notice_and_grids(book, advance)
    findings = check(notice)
    question = Question("folder", "各县文件导出到哪个文件夹", proposed)
    folder = Path(answered(desk.dialogs.folder(question))).absolute()
    with desk.progress(book, "导出") as advance:
        delivery = deliver(notice, findings, folder, progress=advance)
    unit = (notice.allocation.unit if notice.allocation else None) or "万元"
    errors, _ = tally(findings)
    words = [f"已导出 {len(delivery.files)} 个文件，合计 {format_amount(delivery.total)} {unit}"]
    if delivery.skipped:
        words.append(f"没有金额、未生成文件的：{'、'.join(delivery.skipped)}")
    if errors:
        words.append(f"注意：核对还有 {errors} 处错误，点“全面核对”查看")
    return folder, words
