"""附件N: the function codes (支出功能科目) as printed, with the list of the year beside them."""

from __future__ import annotations

from xianbiao.model.codes import CodeTable, FunctionCode
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import CAPACITY, Book, TableEntry
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.measure import height
from xianbiao.sheets.layout.validations import code_validations
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address
from xianbiao.sheets.styles import Style

_HEADER, _FIRST = 3, 4
_LIST = 3
_MISSING = "无此科目"


def codes_sheet(book: Book, table: CodeTable) -> SheetPlan:
    """The sheet of function codes; it leaves the compared cells of every code in the book."""
    plan = SheetPlan(book.codes_sheet, tab_colour="#5B9BD5")
    name_at, code_at = (1, 0) if table.is_code_first else (0, 1)
    plan.columns(*((24, 48) if table.is_code_first else (48, 24)), 3, 14, 44, 30)
    plan.put(0, 0, (table.label.stripped or None) if table.label else None, Style.ANNEX_LABEL)
    plan.at_least(0, 24)
    title = table.title.stripped if table.title else ""
    plan.merge(Area(1, 0, 1, 1), title or None, Style.ANNEX_TITLE)
    plan.at_least(1, height(title, 72, 18, least=34))
    put_light(plan, 0, _LIST)
    plan.put(_HEADER, name_at, table.heading(table.name_column) or "科目名称", Style.ANNEX_HEADER)
    plan.put(_HEADER, code_at, table.heading(table.code_column) or "科目代码", Style.ANNEX_HEADER)
    plan.at_least(_HEADER, 24)
    list_area = _put_list(plan, book)
    known = {c.code: c.name for c in _list(book)}
    row = _FIRST
    for code in table.rows:
        plan.put(row, name_at, code.name.stripped or None, Style.ANNEX_LEFT)
        plan.put(row, code_at, code.code.stripped or None, Style.ANNEX_TEXT)
        plan.put(row, 5, _lookup(address(row, code_at), list_area), Style.ASIDE)
        plan.at_least(row, height(code.name.stripped, 48, 11, least=22))
        printed, listed = plan.ref(row, name_at), plan.ref(row, 5)
        names = (code.name.stripped, known.get(code.code.stripped, ""))
        book.code_cells.append((code.code.stripped, names, printed, listed, row))
        row += 1
    plan.put(_HEADER, 5, "按代码查得的名称", Style.ASIDE_HEADER)
    plan.freeze = (_FIRST, 0)
    plan.printing.area = Area(0, 0, row - 1, 1)
    plan.printing.repeat = (_HEADER, _HEADER)
    book.tables.append(TableEntry(plan.name, keys.KIND_CODES, Area(0, 0, row - 1, 1)))
    if list_area is not None:
        book.code_counts = _put_counts(plan, list_area, code_at)
        book.tables.append(TableEntry(plan.name, keys.KIND_CODE_LIST, list_area))
        offered = Area(_FIRST, list_area.left, list_area.bottom, list_area.right)
        last, example = max(row - 1, _FIRST), _list(book)[0]
        cells = Area(_FIRST, name_at, last, name_at), Area(_FIRST, code_at, last, code_at)
        plan.validations.extend(code_validations(*cells, offered, (example.code, example.name)))
    return plan


def _list(book: Book) -> tuple[FunctionCode, ...]:
    fund = book.notice.fund
    return fund.codes_for(book.notice.budget_year) if fund else ()


def _put_list(plan: SheetPlan, book: Book) -> Area | None:
    notice, codes = book.notice, _list(book)
    year = "" if notice.budget_year is None else f"{notice.budget_year}年"
    plan.put(2, _LIST, f"{year}科目对照表（按代码核对左表，不打印）", Style.NOTE)
    plan.put_row(_HEADER, _LIST, ("代码", "科目全称"), Style.ASIDE_HEADER)
    for offset, code in enumerate(codes):
        plan.put_row(_FIRST + offset, _LIST, (code.code, code.name), Style.ASIDE)
        plan.at_least(_FIRST + offset, 22)
    if not codes:
        return None
    return Area(_HEADER, _LIST, _FIRST + len(codes) - 1, _LIST + 1)


def _put_counts(plan: SheetPlan, listed: Area, code_at: int) -> tuple[str, str]:
    """How often each listed code stands in the table, rows added at its end included."""
    column = listed.right + 2
    codes = Area(_FIRST, code_at, _FIRST + CAPACITY - 1, code_at)
    plan.put(_HEADER, column, "左表出现次数", Style.ASIDE_HEADER)
    plan.widths[column] = 12
    for row in range(_FIRST, listed.bottom + 1):
        count = f"=COUNTIF({codes.absolute},{address(row, listed.left)})"
        plan.put(row, column, Formula(count), Style.ASIDE)
    counts = Area(_FIRST, column, listed.bottom, column)
    return plan.ref_area(counts), plan.ref_area(codes)


def _lookup(cell: str, area: Area | None) -> Formula | str:
    if area is None:
        return keys.PENDING
    codes = Area(_FIRST, _LIST, area.bottom, _LIST).absolute
    names = Area(_FIRST, _LIST + 1, area.bottom, _LIST + 1).absolute
    found = f'IFERROR(INDEX({names},MATCH({cell}&"",{codes},0)),"{_MISSING}")'
    return Formula(f'=IF({cell}="","",{found})')
