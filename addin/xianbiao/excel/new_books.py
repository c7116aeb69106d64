"""New workbooks: written as files first, complete or not at all, then opened in the application."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice

if TYPE_CHECKING:
    import xlwings as xw

_YEARS = range(1990, 2101)
_NO_BATCH = "不分批"


def write_and_open(
    book: xw.Book,
    desk: Desk,
    button: str,
    notice: Notice,
    findings: Sequence[Finding],
    proposed: str,
) -> xw.Book:
    """Ask for the file, write the working workbook of a notice into it, open and log it.

    Raises what `import_notice` raises; nothing is written then.
    """
    from xianbiao.export.importing import import_notice

    folder = Path(file_of(book)).parent
    question = Question("out", "新工作簿存到哪里", str(folder / proposed), (".xlsx",))
    path = Path(answered(desk.dialogs.save_file(question))).absolute()
    import_notice(notice, findings, path)
    made = book.app.books.open(str(path))
    desk.log(made, button, f"生成工作簿 {path.name}")
    made.save()
    return made


def new_book(book: xw.Book, desk: Desk, button: str, kind: str, documents: Sequence[str]) -> None:
    """Ask for region, fund and year, and open a new workbook of a kind.

    Raises XianbiaoError for a region, a fund or a year that is none.
    """
    from xianbiao.sheets.blank import ALLOCATION, blank_notice, fund_called, table_title

    region = answered(
        desk.dialogs.text(
            Question(
                "region", "分配资金的地区，六位代码，例如 652300", desk.settings.region or "652300"
            )
        )
    )
    asked = Question("fund", "资金名称或键，例如 hardship", desk.settings.fund)
    fund = fund_called(answered(desk.dialogs.text(asked)))
    year = _year(
        answered(desk.dialogs.text(Question("year", "预算年度", str(dt.date.today().year))))
    )
    batch = _batch(desk) if kind == ALLOCATION else ""
    notice = blank_notice(kind, region, fund, year, documents, batch=batch)
    proposed = f"{region}-{table_title(kind, fund, year, batch)}.xlsx"
    made = write_and_open(book, desk, button, notice, (), proposed)
    desk.dialogs.tell(
        f"已新建 {made.name}：{year}年{fund.name}，{len(notice.recipients)} 个单位\n"
        "先补“参数”里标“○待填”的各项，再填“附件1”的金额"
    )


def _batch(desk: Desk) -> str:
    """The batch of an allocation as its title writes it, "" for a regular one."""
    from xianbiao.sheets.batches import read_batch

    question = Question("batch", "批次：提前，或第几批的数字；不分批就不改", _NO_BATCH)
    answer = answered(desk.dialogs.text(question))
    return "" if answer == _NO_BATCH else read_batch(answer)


def _year(text: str) -> int:
    if not text.isdigit() or int(text) not in _YEARS:
        raise XianbiaoError("预算年度不对", found=text, expected="四位年份，例如 2025")
    return int(text)
