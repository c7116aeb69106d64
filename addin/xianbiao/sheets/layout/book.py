"""The working workbook: every sheet of a notice, in order."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.calendar import load_calendar
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation import allocation_sheet
from xianbiao.sheets.layout.calendar import calendar_sheet
from xianbiao.sheets.layout.charts import chart_sheet
from xianbiao.sheets.layout.checklist import checklist
from xianbiao.sheets.layout.codes import codes_sheet
from xianbiao.sheets.layout.context import Book, TableEntry
from xianbiao.sheets.layout.form import working_form
from xianbiao.sheets.layout.guide import guide_sheet
from xianbiao.sheets.layout.ledger import ledger_sheet
from xianbiao.sheets.layout.library import library_rows, library_sheet
from xianbiao.sheets.layout.matrix import matrix_sheet
from xianbiao.sheets.layout.meta import meta_sheet
from xianbiao.sheets.layout.parameters import parameters_sheet, tag_of
from xianbiao.sheets.layout.register import Check, register_sheet
from xianbiao.sheets.layout.target_checks import reading_sheets
from xianbiao.sheets.layout.units import units_sheet
from xianbiao.sheets.plan import SheetPlan


def working_book(notice: Notice, findings: Sequence[Finding]) -> list[SheetPlan]:
    """The sheets of the working workbook, in the order in which they are shown.

    A notice without a table of codes, or without any form, has no sheet for it.
    """
    book, sheets, calendar = _tables(notice, findings)
    checks = checklist(book)
    register, area = register_sheet(checks, book.parameters[keys.TOLERANCE])
    book.tables.append(TableEntry(register.name, keys.KIND_REGISTER, area))
    overview = [matrix_sheet(book, checks), chart_sheet(book)]
    sheets += [register, *(plan for plan in overview if plan is not None)]
    sheets += [ledger_sheet(book), calendar, *reading_sheets(book)]
    tag, table = tag_of(notice), notice.allocation
    meta = meta_sheet(keys.WORKING_TEMPLATE, notice.file, book.tables, tag, table)
    return [guide_sheet(book, sheets), *sheets, meta]


def register_checks(notice: Notice, findings: Sequence[Finding]) -> list[Check]:
    """The checks that stand on 校验 of a notice, with the causes that the findings give."""
    return checklist(_tables(notice, findings)[0])


def _tables(notice: Notice, findings: Sequence[Finding]) -> tuple[Book, list[SheetPlan], SheetPlan]:
    """The book with every table in place, its sheets up to the forms, and the calendar."""
    book = Book.of(notice, findings)
    sheets = [parameters_sheet(book), units_sheet(book)]
    if notice.allocation is not None:
        sheets.append(allocation_sheet(book, notice.allocation))
    if notice.code_tables:
        sheets.append(codes_sheet(book, notice.code_tables[0]))
    if book.slots and library_rows(notice):
        sheets.append(library_sheet(book))
        sheets.extend(working_form(book, slot) for slot in book.slots)
    return book, sheets, calendar_sheet(book, load_calendar())
