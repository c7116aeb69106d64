"""Recognises allocation and adjustment tables: header, total row, recipients, units."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    EmbeddedTotal,
    UnitMention,
)
from xianbiao.model.amounts import Amount, AmountState, read_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import NAMES, units_stated
from xianbiao.model.places import Place, Places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Block, Cell
from xianbiao.sheets.recognise.equations import column_equations
from xianbiao.sheets.recognise.header import Header, is_total_word, read_header

_STATED = expression(rf"单位[:：]\s*({NAMES})|[(（]({NAMES})[)）]")
_EMBEDDED = expression(r"(?<![\d.,年])(\d[\d,]*(?:\.\d+)?)\s*万元")
_REMARK = ("注", "备注", "说明")


def read_allocation(block: Block, places: Places, area: Place | None) -> AllocationTable | None:
    """The table of a block, None where no column of names or amounts can be found.

    `area` is the area that allocates when the notice names it; its own name marks the total
    row, and its counties give the recipients their codes.
    """
    header = read_header(block, places)
    if header is None:
        return None
    rows = [_row(cells, header) for cells in block.rows[header.height :]]
    rows = [r for r in rows if r is not None]
    kept = [r for r in rows if r is not None]
    if not kept:
        return None
    table = AllocationTable(
        title=block.title,
        label=block.label,
        units=_units(block, header),
        header=header.rows,
        columns=header.columns,
        notes=header.notes,
        rows=kept,
        total=None,
        total_label=None,
        name_column=header.name,
        area_column=header.area,
        sequence_column=header.sequence,
    )
    _find_totals(table, places, area)
    _name_recipients(table, places, area)
    table.equations = column_equations(table.columns, list(table.all_rows()))
    table.embedded_totals = _embedded(header)
    return table


def _row(cells: list[Cell], header: Header) -> AllocationRow | None:
    def cell(index: int | None) -> Cell | None:
        return cells[index] if index is not None and index < len(cells) else None

    name, area = cell(header.name), cell(header.area)
    named = [c for c in (name, area) if c is not None and not c.is_blank]
    shown = named[0] if named else _total_word(cells, header)
    if shown is None or plain(shown.text).startswith(_REMARK):
        return None
    amounts = {
        c.index: (
            cells[c.index].as_amount()
            if c.index < len(cells)
            else Amount("", AmountState.BLANK, None, _beyond(cells[0].ref, c.index))
        )
        for c in header.columns
    }
    sequence = cell(header.sequence)
    return AllocationRow(
        name=shown.as_text(),
        recipient=None,
        amounts=amounts,
        ref=shown.ref,
        sequence=sequence.as_text() if sequence is not None else None,
        area=area.as_text() if area is not None else None,
        notes={c.index: cells[c.index].as_text() for c in header.notes if c.index < len(cells)},
    )


def _total_word(cells: list[Cell], header: Header) -> Cell | None:
    """合计 written across the sequence and the name column, which leaves it in the first."""
    amounts = {c.index for c in header.columns}
    return next(
        (c for i, c in enumerate(cells) if i not in amounts and is_total_word(squeeze(c.stripped))),
        None,
    )


def _beyond(ref: Ref, index: int) -> Ref:
    return replace(ref, column=index + 1)


def _find_totals(table: AllocationTable, places: Places, area: Place | None) -> None:
    claims = [r for r in table.rows if _claims_total(r, table.rows, places, area)]
    if not claims:
        total = _total_by_figures(table)
        claims = [total] if total else []
        table.total_label = "数值等于其余各行之和" if total else None
    details = [r for r in table.rows if r not in claims]
    final = table.final_index
    total = claims[0] if claims else None
    if len(claims) > 1 and final is not None:
        grand = [r for r in claims if _adds_up(r, details, final)]
        subtotals = [
            r for r in claims if r not in grand and _is_subtotal(r, table.rows, claims, final)
        ]
        if len(grand) == 1 and len(subtotals) == len(claims) - 1:
            total, table.subtotals = grand[0], subtotals
        else:
            total = grand[0] if grand else claims[0]
    table.other_totals = [r for r in claims if r is not total and r not in table.subtotals]
    table.total = total
    table.rows = details
    if total is not None and table.total_label is None:
        table.total_label = total.name.stripped


def _claims_total(
    row: AllocationRow, rows: list[AllocationRow], places: Places, area: Place | None
) -> bool:
    names = [squeeze(t.stripped) for t in (row.name, row.area) if t]
    if any(is_total_word(n) for n in names):
        return True
    name = squeeze(row.name.stripped)
    if area is not None and name in {squeeze(n) for n in area.names}:
        return True
    place = places.find(name)
    if place is None or place.level == "county":
        return False
    others = [squeeze(r.name.stripped) for r in rows if r is not row]
    return sum(1 for o in others if places.find(o, within=place.code)) * 2 > len(others)


def _adds_up(row: AllocationRow, details: list[AllocationRow], column: int) -> bool:
    value = row.amounts[column].value
    values = [r.amounts[column].value for r in details]
    known = [v for v in values if v is not None]
    return value is not None and len(known) > 1 and same(value, sum(known, Decimal(0)))


def _is_subtotal(
    row: AllocationRow, rows: list[AllocationRow], claims: list[AllocationRow], column: int
) -> bool:
    at = rows.index(row)
    after: list[AllocationRow] = []
    for other in rows[at + 1 :]:
        if other in claims:
            break
        after.append(other)
    before: list[AllocationRow] = []
    for other in reversed(rows[:at]):
        if other in claims:
            break
        before.append(other)
    return _adds_up(row, after, column) or _adds_up(row, before, column)


def _total_by_figures(table: AllocationTable) -> AllocationRow | None:
    final = table.final_index
    if final is None or len(table.rows) < 4:
        return None
    for row in (table.rows[-1], table.rows[0]):
        others = [r for r in table.rows if r is not row]
        if row.amounts[final].value and _adds_up(row, others, final):
            return row
    return None


def _name_recipients(table: AllocationTable, places: Places, area: Place | None) -> None:
    within = area.code if area else None
    named: list[AllocationRow] = []
    for order, row in enumerate(table.rows, 1):
        name = squeeze(row.name.stripped)
        place = places.find(name, within=within)
        recipient = Recipient(
            order=order,
            name=name,
            full_name=place.name if place else name,
            code=place.code if place else None,
            kind=RecipientKind.PLACE if place else RecipientKind.INSTITUTION,
            aliases=tuple(n for n in place.names if n not in (name, place.name)) if place else (),
        )
        named.append(replace(row, recipient=recipient))
    table.rows = named


def _units(block: Block, header: Header) -> list[UnitMention]:
    found: list[UnitMention] = []
    if block.unit is not None:
        for unit in units_stated(plain(block.unit.text)):
            found.append(UnitMention(unit, block.unit, stated=True))
    for text in [t for t in (block.title,) if t] + [t for row in header.rows for t in row if t]:
        for stated in _STATED.findall(plain(text.text)):
            found.append(UnitMention(stated[0] or stated[1], text, stated=True))
        if _EMBEDDED.search(text.text):
            found.append(UnitMention("万元", text, stated=False))
    return found


def _embedded(header: Header) -> list[EmbeddedTotal]:
    result: list[EmbeddedTotal] = []
    for row in header.rows:
        for text in row:
            found = _EMBEDDED.search(text.text) if text else None
            if not found:
                continue
            columns = tuple(c.index for c in header.columns if text.stripped in c.path)
            amount = read_amount(found.group(1), text.ref)
            if columns and amount.is_number:
                result.append(EmbeddedTotal(amount, text, columns))
    return result
