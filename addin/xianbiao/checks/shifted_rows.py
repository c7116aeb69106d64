"""Rows whose figures all stand one column too far right, and the tables as they are meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xianbiao.checks.carried import gap_down, gap_of
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.amounts import Amount, AmountState, read_amount, same
from xianbiao.model.notices import Notice
from xianbiao.model.quotients import percent_in
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.model.tables import Meaning, Product, RecognisedTable, RowKind, ShiftedRow, TableRow

_GUESSED = "按数值认作"
"""A doubt of a column whose sums the shifted row alone breaks."""
_MOST = 2
"""More such rows in one table tell of columns that were misunderstood."""
_FEWEST_TOTALS = 2
"""How many totals must come right with the row where no sum across bears it out."""


def as_meant(notice: Notice) -> Notice:
    """The notice with such rows moved back, each named in `shifted_rows`.

    Every other rule then judges what the row means, and the shift is told once.
    """
    if notice.listed_units is not None:
        return notice
    found = [
        (table, shifted)
        for table in notice.readings
        if table.is_understood and (shifted := shifted_rows(table))
    ]
    if not found:
        return notice
    meant = {id(table): _moved(table, rows) for table, rows in found}
    rows = [row for _, shifted in found for row in shifted]
    return replace(
        notice,
        readings=[meant.get(id(t), t) for t in notice.readings],
        tables=[_with_rows(t, rows) for t in notice.tables],
        shifted_rows=rows,
    )


def shifted_rows(table: RecognisedTable) -> list[ShiftedRow]:
    """The rows that hold only once all their figures are moved one column to the left."""
    found = [s for row in table.rows if (s := _shifted(table, row)) is not None]
    return found if len(found) <= _MOST and len(found) * 2 < len(table.rows) else []


def _shifted(table: RecognisedTable, row: TableRow) -> ShiftedRow | None:
    names = [c.index for c in table.columns if c.meaning is Meaning.NAME]
    figures = [c.index for c in table.columns if c.index in row.values and c.meaning.is_figure]
    columns = [i for i in figures if i > max(names, default=-1)]
    if row.kind is RowKind.NOTE or not columns or columns[-1] - columns[0] >= len(columns):
        return None
    cells = [row.values[i] for i in columns]
    beyond = _beyond(table, row, columns[-1] + 1)
    following = cells[1] if len(cells) > 1 else beyond
    if not cells[0].is_blank or following is None or not following.is_number:
        return None
    blank = replace(cells[-1], raw="", state=AmountState.BLANK, value=None)
    meant = dict(zip(columns, [*cells[1:], beyond or blank], strict=True))
    if any(a.is_unreadable and not _is_percent(table, i, a) for i, a in meant.items()):
        return None
    moved = replace(row, values={**row.values, **meant})
    return ShiftedRow(row, meant) if _is_borne_out(table, row, moved) else None


def _is_percent(table: RecognisedTable, column: int, amount: Amount) -> bool:
    """Whether a percent stands where the column holds ratios."""
    return table.column(column).meaning is Meaning.RATIO and percent_in(amount.raw) is not None


def _beyond(table: RecognisedTable, row: TableRow, column: int) -> Amount | None:
    """The figure right of the last column of figures; None where nothing stands there."""
    if column in row.values:
        return row.values[column] if not row.values[column].is_blank else None
    text = row.texts.get(column)
    return replace(read_amount(text.text, text.ref), is_text=False) if text else None


def _is_borne_out(table: RecognisedTable, row: TableRow, moved: TableRow) -> bool:
    """Whether every sum across that can be told holds in the moved row, and the totals do.

    As it stands the row must fail one of them, or leave its result blank.
    """
    gaps = [gap_of(moved, one) for one in table.column_sums]
    held = [_holds(moved, p) for p in table.products]
    told = [same(g, Decimal(0)) for g in gaps if g is not None] + [h for h in held if h is not None]
    if not all(told):
        return False
    totals = _totals_put_right(table, row, moved)
    if totals is None:
        return False
    alone = len(table.money) == 1 and not table.products
    return bool(told) or totals >= (1 if alone else _FEWEST_TOTALS)


def _holds(row: TableRow, product: Product) -> bool | None:
    """Whether count × standard is the amount; None where one of them is no number."""
    places = [product.count, product.standard, product.amount]
    values = [row.values[i].value for i in places]
    months = row.values[product.months].value if product.months is not None else Decimal(1)
    count, standard, amount = values
    if count is None or standard is None or amount is None or months is None:
        return None
    return same(count * standard * months * product.factor, amount)


def _totals_put_right(table: RecognisedTable, row: TableRow, moved: TableRow) -> int | None:
    """How many totals come right with the moved row; None where one that held does not any more."""
    rows = [moved if r is row else r for r in table.rows]
    after = replace(table, rows=rows)
    right = 0
    for one in table.row_sums:
        if not one.is_complete or row.index not in (one.result, *one.terms):
            continue
        for column in (
            c for c in table.columns if c.meaning.is_money or c.meaning is Meaning.COUNT
        ):
            gap, left = gap_down(table, one, column.index), gap_down(after, one, column.index)
            if left is None or gap is None:
                continue
            right += not same(gap, Decimal(0)) and same(left, Decimal(0))
            if same(gap, Decimal(0)) and not same(left, Decimal(0)):
                return None
    return right


def _moved(table: RecognisedTable, shifted: Sequence[ShiftedRow]) -> RecognisedTable:
    by_row = {id(s.row): s.meant for s in shifted}
    rows = [
        replace(r, values={**r.values, **by_row[id(r)]}) if id(r) in by_row else r
        for r in table.rows
    ]
    only = _only_figures(table, shifted)
    doubts = [d for d in table.doubts if d.ref not in only and _GUESSED not in d.text]
    return replace(table, rows=rows, doubts=doubts)


def _only_figures(table: RecognisedTable, shifted: Sequence[ShiftedRow]) -> set[Ref]:
    """The headers of columns in which nothing stands but what slipped into them."""
    slipped = {id(s.row) for s in shifted}
    return {
        c.ref
        for c in table.columns
        if all(id(r) in slipped or r.values.get(c.index) is None or r.values[c.index].is_blank
               for r in table.rows)
    }  # fmt: skip


def _with_rows(table: AllocationTable, shifted: Iterable[ShiftedRow]) -> AllocationTable:
    """An allocation table with the same rows moved."""
    meant = {s.row.ref: s for s in shifted}

    def moved(row: AllocationRow) -> AllocationRow:
        found = meant.get(row.ref)
        if found is None:
            return row
        places = {found.row.values[i].ref.column: a for i, a in found.meant.items()}
        amounts = {i: places.get(a.ref.column, a) for i, a in row.amounts.items()}
        return replace(row, amounts=amounts)

    if not any(r.ref in meant for r in table.all_rows()):
        return table
    total = moved(table.total) if table.total is not None else None
    return replace(table, rows=[moved(r) for r in table.rows], total=total)
