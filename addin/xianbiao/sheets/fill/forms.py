"""Makes the missing target forms of a working workbook, and ties them to its other sheets.

A new form is filled by formulas from a new column of 指标库, its amount from the allocation
table; 校验 gets a row for it, _meta tells where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area, address, column_letters, quoted, sheet_title
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.checklist import value_check
from xianbiao.sheets.layout.context import AllocationPlaces, FormPlaces
from xianbiao.sheets.layout.form import form_sheet
from xianbiao.sheets.layout.form_content import generated_content
from xianbiao.sheets.layout.head import HEADER_ROW, LIGHT_COLUMN, LIGHT_ROW, put_light
from xianbiao.sheets.layout.library import LibraryRow
from xianbiao.sheets.layout.register import LEFT, STATE, SUBJECT, in_wan, light_formula, put_check
from xianbiao.sheets.patch import AddedSheet, Change, patch_at
from xianbiao.sheets.plan import Formula, SheetPlan, Value

_NAME_COLUMN = 3
_FORM_KINDS = (keys.KIND_FORM, keys.KIND_GENERATED_FORM)


@dataclass(frozen=True, slots=True)
class MissingForm:
    """A form to be made: of a recipient (its place among the rows of the table) or of the area."""

    region: str
    row: int | None


@dataclass(frozen=True, slots=True)
class _Library:
    """Where 指标库 holds its indicators: rows by key, its last column, and its rows of counts.

    `filled_row` tells how many targets a form has, `money_row` its recipient's money, and
    `formed_row` in how many rows of the table that money stands, once the form is filled in.
    """

    rows: dict[str, int]
    right: int
    filled_row: int
    money_row: int
    formed_row: int


def missing_forms(notice: Notice, book: Workbook) -> list[MissingForm]:
    """The recipients of the table, and the area, for whom the workbook has no form."""
    regions = [place.region for place in book.places(*_FORM_KINDS)]
    missing = []
    own = notice.area.names if notice.area else ()
    if own and not any(region in own for region in regions):
        missing.append(MissingForm(min(own, key=len), None))
    for index, row in enumerate(notice.allocation.rows if notice.allocation else ()):
        known = row.recipient
        if known is not None and not any(known.is_called(region) for region in regions):
            missing.append(MissingForm(known.name, index))
    return missing


def form_changes(
    notice: Notice, book: Workbook, places: AllocationPlaces, missing: Sequence[MissingForm]
) -> list[Change]:
    """The new sheets and the patches of 指标库, 校验 and _meta, in the order of writing.

    Raises UnreadableTable where 指标库 or the final amount cannot be found.
    """
    library = _library(book)
    drawn = [
        _draw(notice, book, places, library, form, library.right + 1 + offset, taken)
        for taken in [list(book.sheet_names)]
        for offset, form in enumerate(missing)
    ]
    after = book.places(*_FORM_KINDS)
    last = after[-1].sheet if after else keys.LIBRARY_SHEET
    changes: list[Change] = []
    for plan, _ in drawn:
        changes.append(AddedSheet(plan, last))
        last = plan.name
    for offset, form in enumerate(missing):
        changes.append(_column(notice, places, library, form, library.right + 1 + offset))
    new = [(form, fp) for form, (_, fp) in zip(missing, drawn, strict=True)]
    changes += _register(book, library, new)
    changes += _meta(book, library, new)
    return changes


def _library(book: Workbook) -> _Library:
    grid = book.grid(keys.LIBRARY_SHEET)
    header = grid.rows[HEADER_ROW] if len(grid.rows) > HEADER_ROW else []
    right = max((i for i, cell in enumerate(header) if not cell.is_blank), default=-1)
    rows: dict[str, int] = {}
    at = HEADER_ROW + 1
    while at < len(grid.rows) and not grid.rows[at][_NAME_COLUMN].is_blank:
        rows[plain(grid.rows[at][_NAME_COLUMN].text)] = at
        at += 1
    if not rows or right < _NAME_COLUMN or at + 3 >= len(grid.rows):
        raise UnreadableTable(
            "“指标库”里没有认出指标",
            ref=Ref(grid.file, keys.LIBRARY_SHEET),
            expected="第 4 行是表头，“三级指标”列逐行是指标，下面三行是已填项数、金额和行数",
            todo="恢复被删的行，或用原通知重新导入",
        )
    return _Library(rows, right, at + 1, at + 2, at + 3)


def _draw(
    notice: Notice,
    book: Workbook,
    places: AllocationPlaces,
    library: _Library,
    form: MissingForm,
    column: int,
    taken: list[str],
) -> tuple[SheetPlan, FormPlaces]:
    """The sheet of one form; its name is added to those taken."""
    sheet = quoted(keys.LIBRARY_SHEET)

    def make(row: LibraryRow, name: str, _value: str | None) -> tuple[Value, Value]:
        at = library.rows.get(row.key)
        if at is None:
            return name, keys.PENDING
        source = f"{sheet}!{address(at, column, absolute=True)}"
        fetched = Formula(f"={sheet}!{address(at, _NAME_COLUMN, absolute=True)}")
        return fetched, Formula(f'=IF({source}="","{keys.PENDING}",{source})')

    content = generated_content(
        form.region,
        notice,
        make,
        _amount(notice, book, places, form),
        is_prefecture=form.row is None,
    )
    name = sheet_title(form.region, taken)
    taken.append(name)
    plan, form_places = form_sheet(name, content)
    put_light(plan, 0, form_places.table.right + 2)
    return plan, form_places


def _amount(notice: Notice, book: Workbook, places: AllocationPlaces, form: MissingForm) -> Formula:
    table = notice.allocation
    index = table.final_index if table is not None else None
    if table is None or index is None:
        raise UnreadableTable(
            "分配表里认不出每个单位的合计金额",
            ref=Ref(book.file, places.sheet),
            todo="核对分配表的表头",
        )
    ref = places.total(index) if form.row is None else places.looked_up(form.row, index)
    return in_wan(book.parameter(keys.SCALE), ref)


def _column(
    notice: Notice, places: AllocationPlaces, library: _Library, form: MissingForm, column: int
) -> Change:
    """The column of one form on 指标库, blank to be filled in, with the look of its neighbour."""
    first, last = min(library.rows.values()), max(library.rows.values())
    table = notice.allocation
    money: Value = None
    formed: Value = None
    if form.row is not None and table is not None and table.final_index is not None:
        money = Formula(f"=N({places.looked_up(form.row, table.final_index)})")
        funded = places.funded(table.final_index, places.names[form.row])
        formed = Formula(f"=IF({address(library.filled_row, column)}=0,0,{funded})")
    values = Area(first, column, last, column).a1
    cells: list[Value] = [form.region, *[None] * (library.formed_row - HEADER_ROW)]
    cells[library.filled_row - HEADER_ROW] = Formula(f"=COUNTA({values})")
    cells[library.money_row - HEADER_ROW] = money
    cells[library.formed_row - HEADER_ROW] = formed
    block = [[cell] for cell in cells]
    return patch_at(keys.LIBRARY_SHEET, HEADER_ROW, column, block, (HEADER_ROW, library.right))


def _register(
    book: Workbook, library: _Library, new: Sequence[tuple[MissingForm, FormPlaces]]
) -> Iterator[Change]:
    """A row on 校验 for each form, the light over them too, and the count of forms widened.

    The list of findings below makes room; 全面核对 writes it anew.
    """
    grid, entered = book.grid(keys.REGISTER_SHEET), book.entered(keys.REGISTER_SHEET)
    rows = book.check_rows()
    plan = SheetPlan(keys.REGISTER_SHEET)
    rule = "C57"
    number = sum(grid.rows[at][0].stripped.startswith(f"{rule}-") for at in rows)
    for at, (form, places) in enumerate(new, start=rows[-1] + 1):
        number += 1
        check = value_check(form.region, places)
        put_check(plan, at, f"{rule}-{number}", check, book.parameter(keys.TOLERANCE))
    bottom = rows[-1] + len(new)
    lines = [
        [plan.cells[at, column].value for column in range(SUBJECT + 1)]
        for at in range(rows[-1] + 1, bottom + 1)
    ]
    yield from book.without_list()
    for offset, line in enumerate(lines):
        yield patch_at(plan.name, rows[-1] + 1 + offset, 0, [line], (rows[-1], 0))
    states = Area(rows[0], STATE, bottom, STATE).absolute
    light = Formula(f"={light_formula(states)}")
    yield patch_at(plan.name, LIGHT_ROW, LIGHT_COLUMN, [[light]])
    right = library.right + len(new)
    for at in rows:
        left = entered[at][LEFT]
        if not isinstance(left, Formula):
            continue
        wider = _widened(left.text, library, right)
        if wider != left.text:
            yield patch_at(plan.name, at, LEFT, [[Formula(wider)]])


def _widened(formula: str, library: _Library, right: int) -> str:
    """A formula whose ranges over the rows of counts reach to the new last column."""
    for row in (library.filled_row, library.money_row, library.formed_row):
        last = column_letters(library.right)
        pattern = rf"(指标库!\$[A-Z]+\${row + 1}:)\${last}\${row + 1}\b"
        formula = re.sub(pattern, rf"\g<1>${column_letters(right)}${row + 1}", formula)
    return formula


def _meta(
    book: Workbook, library: _Library, new: Sequence[tuple[MissingForm, FormPlaces]]
) -> Iterator[Change]:
    """Where the new forms stand, and how far 指标库 and 校验 reach now."""
    grid = book.grid(keys.META_SHEET)
    lines: list[list[Value]] = [
        [keys.META_TABLE, places.sheet, keys.KIND_GENERATED_FORM, places.table.a1, form.region]
        for form, places in new
    ]
    yield patch_at(keys.META_SHEET, len(grid.rows), 0, lines)
    grown = {
        keys.KIND_LIBRARY: (0, len(new)),
        keys.KIND_REGISTER: (len(new), 0),
    }
    for at, row in enumerate(grid.rows):
        down, right = grown.get(row[2].stripped, (0, 0)) if len(row) > 3 else (0, 0)
        if down or right:
            area = book.area(row[3].stripped)
            wider = Area(area.top, area.left, area.bottom + down, area.right + right)
            yield patch_at(keys.META_SHEET, at, 3, [[wider.a1]])
