"""Reads a returned county file: what _meta says was sent, and what the county filled in.

Tables are found by the words above their columns, so that moved rows are read all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from xianbiao.model.amounts import Amount, read_amount
from xianbiao.model.county_returns import (
    BreakdownLine,
    CountyReturn,
    ResultLine,
    SourceLine,
    SpentLine,
)
from xianbiao.model.money_units import in_wan
from xianbiao.model.places import load_places
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.model.written_dates import date_in
from xianbiao.sheets.grid import Block, Cell, Grid
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.recognise.allocation import read_allocation

_CENTRAL_WORDS = ("中央财政补助", "中央补助", "中央资金")


def is_county(grids: Sequence[Grid]) -> bool:
    """Whether these grids are a county file of ours."""
    return _facts(grids).get(keys.META_TEMPLATE) == keys.COUNTY_TEMPLATE


def read_county(path: Path, grids: Sequence[Grid]) -> CountyReturn:
    """The returned file in these grids; raises UnreadableFile when its locked cells cannot be read.

    Amounts are in 万元: that on 分配 and the one kept in _meta are converted by their unit.
    """
    from xianbiao.readers.fingerprint import locked_changes

    facts = _facts(grids)
    by_name = {grid.sheet: grid for grid in grids}
    unit = facts.get(county_keys.META_UNIT)
    sent = read_amount(facts.get(county_keys.META_AMOUNT), Ref(str(path))).value
    returned = CountyReturn(
        file=str(path),
        recipient=facts.get(county_keys.META_RECIPIENT, ""),
        number=facts.get(county_keys.META_NUMBER, ""),
        sent=None if sent is None else in_wan(sent, unit),
        sent_tag=facts.get(county_keys.META_TAG, ""),
        changes=locked_changes(path),
    )
    if (share := by_name.get(keys.SHARE_SHEET)) is not None:
        returned.share = _share(share, unit)
    if (codes := by_name.get(county_keys.CODES_SHEET)) is not None:
        _read_codes(returned, codes)
    if (sources := by_name.get(county_keys.SOURCES_SHEET)) is not None:
        _read_sources(returned, sources)
    if (targets := by_name.get(keys.TARGET_SHEET)) is not None:
        _read_targets(returned, targets)
    if (home := by_name.get(keys.HOME_SHEET)) is not None:
        _read_dates(returned, home)
    return returned


def _facts(grids: Sequence[Grid]) -> dict[str, str]:
    """The keys of _meta with their values, those of the list of marks left out."""
    meta = next((grid for grid in grids if grid.sheet == keys.META_SHEET), None)
    rows = meta.rows if meta is not None else []
    marks = (*county_keys.MARK_ROWS, keys.META_TABLE)
    return {
        row[0].stripped: row[1].text
        for row in rows
        if len(row) > 1 and row[0].stripped and row[0].stripped not in marks
    }


def _share(grid: Grid, unit: str | None) -> Amount | None:
    """What 分配 gives the recipient now, 万元."""
    right = next((c for c in range(1, _width(grid)) if _is_gap(grid, c)), _width(grid))
    rows = [row[:right] for row in grid.rows[keys.FIRST_HEADER_ROW :]]
    while rows and all(cell.is_blank for cell in rows[0]):
        del rows[0]
    block = Block("allocation", grid, rows, first_row=keys.FIRST_HEADER_ROW)
    table = read_allocation(block, load_places(), None) if rows else None
    if table is None or table.final_index is None or not list(table.all_rows()):
        return None
    amount = next(table.all_rows()).amounts[table.final_index]
    return replace(amount, value=None if amount.value is None else in_wan(amount.value, unit))


def _is_gap(grid: Grid, column: int) -> bool:
    return all(column >= len(row) or row[column].is_blank for row in grid.rows[3:])


def _width(grid: Grid) -> int:
    return max((len(row) for row in grid.rows), default=0)


def _read_codes(returned: CountyReturn, grid: Grid) -> None:
    wanted = (county_keys.CODE_HEADING, county_keys.AMOUNT_HEADING)
    lines = [
        BreakdownLine(code.as_text(), amount.as_amount())
        for code, amount in _rows_under(grid, wanted, county_keys.TOTALS[0])
    ]
    filled = [line for line in lines if line.code or not line.amount.is_blank]
    returned.breakdown = filled or lines[:1]
    returned.listed = [
        cell.stripped
        for (cell,) in _rows_under(grid, (county_keys.LISTED_HEADING,))
        if not cell.is_blank
    ]


def _read_sources(returned: CountyReturn, grid: Grid) -> None:
    wanted = (county_keys.SOURCE_HEADING, county_keys.TAG_HEADING, county_keys.AMOUNT_HEADING)
    for name, tag, amount in _rows_under(grid, wanted, county_keys.TOTALS[0]):
        if name.is_blank and amount.is_blank:
            continue
        is_central = len(returned.sources) < county_keys.CENTRAL
        line = SourceLine(name.as_text(), tag.as_text(), amount.as_amount(), is_central)
        returned.sources.append(line)


def _read_targets(returned: CountyReturn, grid: Grid) -> None:
    for name, *cells in _rows_under(grid, (county_keys.NAME_HEADING, *county_keys.VALUE_HEADINGS)):
        if not name.is_blank:
            target, actual, reason = (c.as_text() for c in cells)
            returned.results.append(ResultLine(name.as_text(), target, actual, reason))
    lines = list(_fund_rows(grid))
    returned.spent = [SpentLine(n.as_text(), b.as_amount(), s.as_amount()) for n, b, s in lines]
    returned.central = next(
        (b.as_amount() for n, b, _ in lines if any(w in n.text for w in _CENTRAL_WORDS)), None
    )


def _fund_rows(grid: Grid) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Label, budget and spending of every line of 资金情况: up to the first wider label."""
    at = _header(grid, county_keys.FUND_HEADINGS)
    if at is None:
        return
    row, (budget, spent, _) = at
    for cells in grid.rows[row + 1 :]:
        label = next((c for c in reversed(cells[:budget]) if not c.is_blank), None)
        if label is None or (cells[budget].is_blank and not cells[0].is_blank):
            return
        yield label, cells[budget], cells[spent]


def _read_dates(returned: CountyReturn, grid: Grid) -> None:
    for row in grid.rows:
        for at, cell in enumerate(row[:-1]):
            if cell.stripped == county_keys.RECEIVED:
                returned.received_text = row[at + 1].as_text()
                returned.received = _date(row[at + 1])
            elif cell.stripped == keys.DATE:
                returned.issued = _date(row[at + 1])


def _date(cell: Cell) -> dt.date | None:
    if isinstance(cell.value, dt.datetime):
        return cell.value.date()
    return cell.value if isinstance(cell.value, dt.date) else date_in(cell.text)


def _rows_under(
    grid: Grid, headings: Sequence[str], end: str | None = None
) -> Iterator[tuple[Cell, ...]]:
    """The cells under some headings, row by row, up to a row that begins with a word."""
    at = _header(grid, headings)
    if at is None:
        return
    row, columns = at
    for cells in grid.rows[row + 1 :]:
        if end is not None and cells[0].stripped == end:
            return
        yield tuple(cells[c] for c in columns)


def _header(grid: Grid, headings: Sequence[str]) -> tuple[int, tuple[int, ...]] | None:
    for number, row in enumerate(grid.rows):
        words = [cell.stripped for cell in row]
        if all(heading in words for heading in headings):
            return number, tuple(words.index(heading) for heading in headings)
    return None
