"""指标库: one row per indicator, one column per form; every form is filled from here."""

from __future__ import annotations

from xianbiao.model.forms import PlacedIndicator, TargetForm
from xianbiao.model.indicators import Indicator, IndicatorLibrary, plain
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book, TableEntry
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.layout.validations import library_validations
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address
from xianbiao.sheets.styles import Style

_HEADER = ("序号", "一级指标", "二级指标", "三级指标", "适用层级", "库中参考值")
_WIDTHS = (6.0, 14.0, 20.0, 52.0, 10.0, 18.0)
_TIERS = {"all": "各级", "prefecture": "州级", "multi": "含多县的地区"}
_VALUE_WIDTH = 15.0


class LibraryRow(Record, frozen=True):
    """One indicator of the workbook: from the library, or only printed in a form."""

    key: str
    name: str
    level1: str
    level2: str
    indicator: Indicator | None


def library_rows(notice: Notice) -> list[LibraryRow]:
    """The library's indicators in order, then those that only the printed forms have."""
    library = library_of(notice)
    rows: dict[str, LibraryRow] = {}
    for indicator in library.indicators if library else ():
        key = plain(indicator.name)
        rows[key] = LibraryRow(key, indicator.name, indicator.level1, indicator.level2, indicator)
    for form in notice.forms:
        for placed in form.placed:
            key = row_key(placed, library)
            if key and key not in rows:
                rows[key] = LibraryRow(key, placed.name, placed.level1, placed.level2, None)
    return list(rows.values())


def library_of(notice: Notice) -> IndicatorLibrary | None:
    """The library of the forms: that of the prefecture's, else of the first that has one.

    A notice without forms takes the library of the form that its fund has for region and year.
    """
    forms = [notice.prefecture_form, *notice.forms]
    found = next((f.library for f in forms if f is not None and f.library is not None), None)
    if found is not None or notice.forms or notice.fund is None:
        return found
    region = notice.area.code if notice.area else None
    return notice.fund.library_of(region, notice.budget_year)


def row_key(placed: PlacedIndicator, library: IndicatorLibrary | None) -> str:
    """The key of the row to which a printed indicator belongs."""
    if placed.indicator is not None:
        return plain(placed.indicator.name)
    known = library.find(placed.name) if library else None
    return plain(known.name if known else placed.name)


def values_of(form: TargetForm, library: IndicatorLibrary | None) -> dict[str, str]:
    """The values of a form by row key; of an indicator printed twice the first value counts."""
    values: dict[str, str] = {}
    for placed in form.placed:
        if placed.value is not None:
            values.setdefault(row_key(placed, library), placed.value)
    return values


def rows_for(form: TargetForm | None, notice: Notice, *, is_prefecture: bool) -> list[LibraryRow]:
    """The rows that a form shows: those of the library, and its own beyond them.

    A county's form has indicators of a higher tier only where they were printed. Without a
    library a generated form takes the rows of the prefecture's form.
    """
    library = library_of(notice)
    source = form or notice.prefecture_form
    own = {row_key(p, library) for p in source.placed} if source else set()
    printed = own if form is not None else set()

    def shows(row: LibraryRow) -> bool:
        if row.indicator is None:
            return row.key in own
        return is_prefecture or row.indicator.suits_a_county or row.key in printed

    return [row for row in library_rows(notice) if shows(row)]


def library_sheet(book: Book) -> SheetPlan:
    """The sheet 指标库; it leaves the address of every value in the book."""
    plan = SheetPlan(keys.LIBRARY_SHEET, tab_colour="#FFC000")
    left = len(_WIDTHS)
    plan.columns(*_WIDTHS, *[_VALUE_WIDTH] * len(book.slots))
    note = "各绩效表的指标值都从这里取；空格处的表上显示“○待填”；灰格不适用于该表；参考值只供参考"
    put_head(plan, "指标库", note)
    regions = [slot.region for slot in book.slots]
    plan.put_row(HEADER_ROW, 0, (*_HEADER, *regions), Style.HEADER)
    plan.at_least(HEADER_ROW, row_height([(r, _VALUE_WIDTH) for r in regions], least=24))
    library = library_of(book.notice)
    values = [values_of(s.form, library) if s.form else {} for s in book.slots]
    shown_rows = [
        {r.key for r in rows_for(s.form, book.notice, is_prefecture=s.is_prefecture)}
        for s in book.slots
    ]
    row = FIRST_ROW
    for number, line in enumerate(library_rows(book.notice), start=1):
        tier = _TIERS.get(line.indicator.tier, "") if line.indicator else "库外"
        standard = line.indicator.standard if line.indicator else None
        texts = (line.level1, line.level2, line.name, tier, standard)
        plan.put_row(row, 0, (number, *texts), Style.TEXT)
        shown = [(t or "", w) for t, w in zip(texts, _WIDTHS[1:], strict=True)]
        for offset, slot in enumerate(book.slots):
            value = values[offset].get(line.key)
            is_shown = line.key in shown_rows[offset]
            plan.put(row, left + offset, value, Style.INPUT_TARGET if is_shown else Style.IMPORTED)
            book.library[slot.sheet, line.key] = plan.ref(row, left + offset)
            shown.append((value or "", _VALUE_WIDTH))
        book.library_names[line.key] = plan.ref(row, 3)
        plan.at_least(row, row_height(shown))
        row += 1
    _put_counts(plan, book, row)
    if book.slots and row > FIRST_ROW:
        typed = Area(FIRST_ROW, left, row - 1, left + len(book.slots) - 1)
        plan.validations.extend(library_validations(typed))
    plan.freeze = (FIRST_ROW, 4)
    plan.printing.landscape = True
    plan.printing.repeat = (HEADER_ROW, HEADER_ROW)
    area = Area(HEADER_ROW, 0, row - 1, left + len(book.slots) - 1)
    book.tables.append(TableEntry(plan.name, keys.KIND_LIBRARY, area))
    return plan


def _put_counts(plan: SheetPlan, book: Book, below: int) -> None:
    """Rows under the indicators: how many targets a form has, the money behind it, and its rows.

    A form that was issued counts as filled; the prefecture's form has no money of its own row.
    """
    left, filled_row, money_row, rows_row = len(_WIDTHS), below + 1, below + 2, below + 3
    plan.put(filled_row, 3, "已填项数（印发的表记“印发”）", Style.ASIDE)
    plan.put(money_row, 3, f"{book.allocation_sheet}金额", Style.ASIDE)
    plan.put(rows_row, 3, f"{book.allocation_sheet}中有表、有金额的行数", Style.ASIDE)
    final = book.table.final_index if book.table else None
    for column, slot in enumerate(book.slots, start=left):
        values = Area(FIRST_ROW, column, below - 1, column)
        filled: Value = "印发" if slot.form is not None else Formula(f"=COUNTA({values.a1})")
        plan.put(filled_row, column, filled, Style.ASIDE)
        money: Value = None
        if book.allocation is not None and slot.row is not None and final is not None:
            money = Formula(f"=N({book.allocation.looked_up(slot.row, final)})")
        plan.put(money_row, column, money, Style.ASIDE)
        formed: Value = None
        if book.allocation is not None and slot.row is not None and final is not None:
            rows = book.allocation.funded(final, book.allocation.names[slot.row])
            formed = Formula(f"=IF({address(filled_row, column)}=0,0,{rows})")
        plan.put(rows_row, column, formed, Style.ASIDE)
    if book.slots:
        right = left + len(book.slots) - 1
        book.formed = plan.ref_area(Area(rows_row, left, rows_row, right))
