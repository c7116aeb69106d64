"""Makes the missing target forms of a working workbook, and ties them to its other sheets.

A new form is filled by formulas from a new column of 指标库, its amount from the allocation
table; 校验, 核对一览 and 指标核对 get their rows for it, _meta tells where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area, address, quoted, sheet_title
from xianbiao.sheets.fill.form_checks import (
    Library,
    MissingForm,
    NewForm,
    form_checks,
    form_lines,
    register_patches,
    targets_of,
)
from xianbiao.sheets.fill.form_lines import line_patches
from xianbiao.sheets.fill.form_targets import (
    blocks_below,
    target_patches,
    target_rows,
)
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import (
    AllocationPlaces,
    Book,
    FormPlaces,
)
from xianbiao.sheets.layout.form import form_sheet
from xianbiao.sheets.layout.form_content import FormContent, generated_content
from xianbiao.sheets.layout.head import HEADER_ROW, put_light
from xianbiao.sheets.layout.library import LibraryRow
from xianbiao.sheets.layout.register import (
    in_wan,
)
from xianbiao.sheets.patch import AddedSheet, Change, patch_at
from xianbiao.sheets.plan import Formula, SheetPlan, Value

_NAME_COLUMN = 3
_FORM_KINDS = (keys.KIND_FORM, keys.KIND_GENERATED_FORM)


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


def lost_forms(book: Workbook) -> list[str]:
    """The sheets of forms that the workbook was made with and that bear their names no more."""
    return [p.sheet for p in book.places(*_FORM_KINDS) if p.sheet not in book.sheet_names]


def form_changes(
    notice: Notice, book: Workbook, places: AllocationPlaces, missing: Sequence[MissingForm]
) -> list[Change]:
    """The new sheets and the patches of the sheets around them, in the order of writing.

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
    for plan, _, _ in drawn:
        changes.append(AddedSheet(plan, last))
        last = plan.name
    for offset, form in enumerate(missing):
        changes.append(_column(notice, places, library, form, library.right + 1 + offset))
    new = [(form, at, said) for form, (_, at, said) in zip(missing, drawn, strict=True)]
    rows = target_rows(book, notice)
    blocks = blocks_below(rows, [targets_of(*each) for each in new]) if rows else []
    checks = list(form_checks(book, new, blocks, rows))
    changes += register_patches(book, library, checks, len(new))
    changes += _meta(book, library, new, len(checks))
    if rows is not None:
        changes += target_patches(book, rows, blocks)
    known = Book(notice, (), allocation=places)
    known.parameters[keys.TOLERANCE] = book.parameter(keys.TOLERANCE)
    bottom = book.check_rows()[-1] + len(checks)
    changes += line_patches(book, known, form_lines(new, checks), bottom)
    return changes


def not_covered(book: Workbook) -> list[str]:
    """The sheets that new forms could not be brought onto, because the workbook lost them."""
    return [name for name in (keys.MATRIX_SHEET, keys.READING_SHEET) if name not in book.grids]


def _library(book: Workbook) -> Library:
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
    return Library(rows, right, at + 1, at + 2, at + 3)


def _draw(
    notice: Notice,
    book: Workbook,
    places: AllocationPlaces,
    library: Library,
    form: MissingForm,
    column: int,
    taken: list[str],
) -> tuple[SheetPlan, FormPlaces, FormContent]:
    """The sheet of one form, and what it says; its name is added to those taken."""
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
    return plan, form_places, content


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
    notice: Notice, places: AllocationPlaces, library: Library, form: MissingForm, column: int
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


def _meta(
    book: Workbook, library: Library, new: Sequence[NewForm], checks: int
) -> Iterator[Change]:
    """Where the new forms stand, and how far 指标库 and 校验 reach now."""
    grid = book.grid(keys.META_SHEET)
    lines: list[list[Value]] = [
        [keys.META_TABLE, places.sheet, keys.KIND_GENERATED_FORM, places.table.a1, form.region]
        for form, places, _ in new
    ]
    yield patch_at(keys.META_SHEET, len(grid.rows), 0, lines)
    grown = {
        keys.KIND_LIBRARY: (0, len(new)),
        keys.KIND_REGISTER: (checks, 0),
    }
    for at, row in enumerate(grid.rows):
        down, right = grown.get(row[2].stripped, (0, 0)) if len(row) > 3 else (0, 0)
        if down or right:
            area = book.area(row[3].stripped)
            wider = Area(area.top, area.left, area.bottom + down, area.right + right)
            yield patch_at(keys.META_SHEET, at, 3, [[wider.a1]])
