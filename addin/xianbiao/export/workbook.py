"""Writes planned sheets as one .xlsx whose every formula carries its computed value."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from xianbiao.export.chart_caches import fill_caches
from xianbiao.export.charts import put_chart
from xianbiao.export.formats import Formats
from xianbiao.export.named_styles import STYLES, with_names
from xianbiao.export.placing import write_whole
from xianbiao.export.sheet_writer import Book, FilledFormula, Sheet
from xianbiao.export.validations import put_validation
from xianbiao.model.errors import XianbiaoError
from xianbiao.sheets.plan import CellPlan, Formula, SheetPlan, Visibility, address
from xianbiao.sheets.styles import SONG, Style

CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The date inside every package, so that the same input gives the same bytes."""

_STAMP = (1980, 1, 1, 0, 0, 0)
_A4 = 9
_FOOTER = "&C第 &P 页,共 &N 页"
_PROTECTION = {"format_columns": True, "format_rows": True}
_MARKS = {"✔": Style.PASS, "✘": Style.FAIL, "○": Style.PENDING, "△": Style.PENDING}


class UncomputedFormula(XianbiaoError):
    """A formula that the engine does not know or that results in an error value."""


def write_workbook(plans: Sequence[SheetPlan], path: Path) -> None:
    """Write the sheets to a file, in one step: it is complete or it is not there."""
    data = workbook_bytes(plans)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)


def workbook_bytes(plans: Sequence[SheetPlan]) -> bytes:
    """The package as bytes; the same plans give the same bytes.

    Raises UncomputedFormula when a formula has no proper value.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in written_parts(plans).items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return fill_caches(_computed(result.getvalue()))


def written_parts(plans: Sequence[SheetPlan]) -> dict[str, bytes]:
    """The parts of a package whose formulas are not computed yet, by their names."""
    defaults = {"font_name": SONG, "font_size": 11}
    options = {"in_memory": True, "default_format_properties": defaults}
    book = Book(io.BytesIO(), options)
    book.set_properties({"created": CREATED.replace(tzinfo=None)})
    book.set_calc_mode("auto")
    formats = Formats(book)
    for plan in plans:
        _write_sheet(book, book.add_worksheet(plan.name, Sheet), plan, formats)
    parts = book.written()
    styles = parts[STYLES].decode("utf-8")
    return parts | {STYLES: with_names(styles, formats.names).encode("utf-8")}


def _computed(data: bytes) -> bytes:
    import formualizer

    try:
        result: dict[str, Any] = formualizer.recalculate_xlsx_bytes(
            data, deterministic_timestamp_utc=CREATED, deterministic_timezone="utc"
        )
    except (OSError, ValueError) as error:
        raise UncomputedFormula(
            "工作簿的公式无法计算", found=str(error), todo="请把源文件发给维护者"
        ) from error
    summary = result["summary"]
    unknown = summary.get("unknown_functions") or []
    faults = summary.get("error_summary") or {}
    if unknown or faults:
        places = [p for fault in faults.values() for p in fault["locations"]][:5]
        found = "、".join([*map(str, unknown), *faults, *places])
        raise UncomputedFormula("工作簿有公式算出错误值", found=found, todo="请把源文件发给维护者")
    computed: bytes = result["bytes"]
    return computed


def _write_sheet(book: Any, sheet: Any, plan: SheetPlan, formats: Formats) -> None:
    for column, width in sorted(plan.widths.items()):
        options = {"hidden": True} if column in plan.hidden_columns else {}
        sheet.set_column(column, column, width, None, options)
    for row, height in sorted(plan.heights.items()):
        sheet.set_row(row, round(height, 2))
    for area in plan.merges:
        style = plan.cells[area.top, area.left].style
        sheet.merge_range(area.top, area.left, area.bottom, area.right, "", formats[style])
    for (row, column), cell in sorted(plan.cells.items()):
        _write_cell(sheet, row, column, cell, formats)
    codes = [
        address(row, column)
        for (row, column), cell in sorted(plan.cells.items())
        if isinstance(cell.value, str) and cell.value.isdigit()
    ]
    if codes:
        sheet.ignore_errors({"number_stored_as_text": " ".join(codes)})
    for area in plan.results:
        for mark, style in _MARKS.items():
            rule = {"type": "text", "criteria": "begins with", "value": mark}
            rule["format"] = formats.mark(style)
            sheet.conditional_format(area.top, area.left, area.bottom, area.right, rule)
    for validation in plan.validations:
        put_validation(sheet, validation)
    for chart in plan.charts:
        put_chart(book, sheet, chart)
    _set_page(sheet, plan)


def _write_cell(sheet: Any, row: int, column: int, cell: CellPlan, formats: Formats) -> None:
    look = formats[cell.style]
    match cell.value:
        case None:
            sheet.write_blank(row, column, None, look)
        case Formula(_, filled) as formula if filled is not None:
            sheet.write_formula(row, column, FilledFormula.of(formula, row, column), look)
        case Formula(text):
            sheet.write_formula(row, column, text, look)
        case str() as text:
            sheet.write_string(row, column, text, look)
        case dt.date() as day:
            sheet.write_datetime(row, column, dt.datetime(day.year, day.month, day.day), look)
        case int() | Decimal() as number:
            sheet.write_number(row, column, float(number), look)


def _set_page(sheet: Any, plan: SheetPlan) -> None:
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.7, right=0.7, top=0.75, bottom=0.75)
    sheet.set_footer(_FOOTER)
    sheet.hide_gridlines(1)
    printing = plan.printing
    if printing.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if printing.one_page_high else 0)
    sheet.center_horizontally()
    if printing.area is not None:
        area = printing.area
        sheet.print_area(area.top, area.left, area.bottom, area.right)
    if printing.repeat is not None:
        sheet.repeat_rows(*printing.repeat)
    if plan.freeze is not None:
        sheet.freeze_panes(*plan.freeze)
    if plan.tab_colour:
        sheet.set_tab_color(plan.tab_colour)
    if plan.protected:
        sheet.protect("", _PROTECTION)
    if plan.visibility is Visibility.HIDDEN:
        sheet.hide()
    elif plan.visibility is Visibility.VERY_HIDDEN:
        sheet.very_hidden()
