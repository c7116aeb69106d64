"""Gives every row its kind, its recipient and its amounts, each with its reason."""

from __future__ import annotations

from xianbiao.model.amounts import Amount, AmountState
from xianbiao.model.places import Place, Places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze
from xianbiao.model.records import Record
from xianbiao.model.refs import Text
from xianbiao.model.tables import RowKind, TableRow
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.columns import Columns
from xianbiao.sheets.recognise.tables.rows import COUNTY, PREFECTURE, RawRow
from xianbiao.sheets.recognise.tables.sums import Totals
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import strip_numbering, words

_LOOSE_SIGNS = ("没有序号", "其中", "其中之后", "乡镇", "本级")


class _Kind(Record, frozen=True):
    kind: RowKind
    confidence: float
    reason: str


def named_rows(
    view: View,
    columns: Columns,
    raw: list[RawRow],
    totals: Totals,
    places: Places,
    area: Place | None,
    grid: Grid,
) -> list[TableRow]:
    """The rows of the table, in order."""
    kinds = _kinds(raw, totals)
    parents = totals.tree.parents
    _own_subtotals(view, columns, raw, totals, kinds)
    figures = [c.index for c in columns.columns if c.meaning.is_figure or c.meaning.value == "不明"]
    others = [
        c.index for c in columns.columns if c.index not in figures and c.index not in columns.names
    ]
    within = area or _common_area(raw, places)
    result: list[TableRow] = []
    order = 0
    for i, row in enumerate(raw):
        cells = view.rows[row.at]
        kind, recipient, owner = kinds[i], None, None
        if kind.kind is RowKind.RECIPIENT and row.name:
            order += 1
            owner = _owner(row, cells, columns)
            if owner is None:
                recipient = _recipient(order, row, within, places)
            else:
                recipient = _recipient_called(order, owner.stripped, within, places)
                kind = kind if row.total else _owned(recipient)
        result.append(
            TableRow(
                index=i,
                kind=kind.kind,
                name=row.seen.cell.as_text(),
                values={c: _amount(cells[c]) for c in figures}
                if not row.is_aside
                else {c: Amount("", AmountState.BLANK, None, cells[c].ref) for c in figures},
                confidence=kind.confidence,
                reason=kind.reason,
                parent=parents[i],
                recipient=recipient,
                area=_area(row) if owner is None else None,
                owner=owner,
                texts={c: cells[c].cell.as_text() for c in others if cells[c].text},
                is_hidden=bool(grid.hidden_rows) and _grid_row(row.seen) in grid.hidden_rows,
            )
        )
    return result


def _area(row: RawRow) -> Text | None:
    return row.area.cell.as_text() if row.area is not None and row.area is not row.seen else None


def _owner(row: RawRow, cells: list[Look], columns: Columns) -> Text | None:
    """The recipient's name beside a row that bears the name of a line only."""
    if columns.lines is None or row.area is None or row.seen is not cells[columns.lines]:
        return None
    return row.area.cell.as_text()


def _own_subtotals(
    view: View, columns: Columns, raw: list[RawRow], totals: Totals, kinds: list[_Kind]
) -> None:
    """A subtotal of one recipient's lines is that recipient's row, and the lines are its parts."""
    children = totals.tree.children()
    for i in totals.subtotals:
        row, parts = raw[i], children.get(i, [])
        owner = _owner(row, view.rows[row.at], columns)
        if owner is None or not parts or any(raw[p].area is not row.area for p in parts):
            continue
        kinds[i] = _Kind(
            RowKind.RECIPIENT, 0.9, f"{owner.stripped}的小计，{len(parts)} 行是它的明细"
        )
        for p in parts:
            kinds[p] = _Kind(RowKind.PART, 0.9, f"{owner.stripped}的一项")


def _owned(recipient: Recipient) -> _Kind:
    code = f"，行政区划 {recipient.code}" if recipient.code else ""
    return _Kind(RowKind.RECIPIENT, 0.9, f"{recipient.name}的一项{code}")


def _grid_row(seen: Look) -> int:
    return seen.ref.position[0] - 1


def _amount(seen: Look) -> Amount:
    """The amount of a cell; a figure wrapped in words keeps these in `raw`."""
    if not seen.aside:
        return seen.cell.as_amount()
    return Amount(seen.cell.text, AmountState.NUMBER, seen.number, seen.ref)


def _kinds(raw: list[RawRow], totals: Totals) -> list[_Kind]:
    children = totals.tree.children()
    parents = totals.tree.parents
    remarks = _first_remark(raw, totals)
    result: list[_Kind] = []
    for i, row in enumerate(raw):
        if i == totals.total or i in totals.doubles:
            sure = totals.total_confidence if i == totals.total else 0.7
            result.append(_Kind(RowKind.TOTAL, sure, totals.total_reason or "合计"))
        elif i in totals.subtotals:
            result.append(_Kind(RowKind.SUBTOTAL, 0.95, f"名称“{row.seen.text}”"))
        elif words().note.fullmatch(row.seen.text) and not any(n is not None for n in row.vector):
            result.append(_Kind(RowKind.NOTE, 0.95, "注"))
        elif row.is_aside:
            result.append(_Kind(RowKind.ASIDE, 0.9, "在合计下面，不是单位，不加进去"))
        elif i >= remarks:
            result.append(_Kind(RowKind.NOTE, 0.9, "在合计下面，没有数"))
        elif _under_recipient(parents[i], result):
            reason = totals.tree.signs[i] or "与上一行同级"
            result.append(_Kind(RowKind.PART, 0.9, f"属于上面一行：{reason}"))
        elif i in children:
            result.append(_parent_kind(raw, i, children[i], totals))
        elif row.is_part and not _is_listed(parents[i], totals):
            result.append(_Kind(RowKind.PART, 0.9, "名称前有“其中”"))
        elif row.is_blank and _is_heading(row, raw, i):
            result.append(_Kind(RowKind.HEADING, 0.85, "有名称，没有数，下面是同组各行"))
        else:
            result.append(_Kind(RowKind.RECIPIENT, 0.96 if row.place else 0.88, _why(row)))
    return result


def _first_remark(raw: list[RawRow], totals: Totals) -> int:
    """Where remarks begin: below a total that ends the table no row has a figure or a place."""
    total = totals.total
    if total and all(row.is_blank and row.place is None for row in raw[total + 1 :]):
        return total + 1
    return len(raw)


def _is_listed(parent: int | None, totals: Totals) -> bool:
    """Whether the rows after 其中 are all that a total or subtotal adds up: recipients."""
    sums = {s.result: s for s in totals.sums}
    adds = parent is not None and (parent == totals.total or parent in totals.subtotals)
    return adds and parent in sums and sums[parent].is_complete and sums[parent].holds


def _under_recipient(parent: int | None, known: list[_Kind]) -> bool:
    return (
        parent is not None
        and parent < len(known)
        and known[parent].kind in (RowKind.RECIPIENT, RowKind.PART)
    )


def _parent_kind(raw: list[RawRow], i: int, members: list[int], totals: Totals) -> _Kind:
    row = raw[i]
    signs = {totals.tree.signs[m] for m in members} - {""}
    if row.is_blank and not any(raw[m].is_part for m in members):
        return _Kind(RowKind.HEADING, 0.9, "有名称，没有数，下面是同组各行")
    if any(raw[m].is_part for m in members):
        return _Kind(RowKind.RECIPIENT, 0.9, "下面用“其中”列出它的一部分")
    level = row.level
    if level is not None and level <= PREFECTURE:
        return _Kind(RowKind.SUBTOTAL, 0.93, f"下面 {len(members)} 行属于它")
    if level == COUNTY or signs & set(_LOOSE_SIGNS):
        return _Kind(RowKind.RECIPIENT, 0.9, f"单位，下面 {len(members)} 行是它的明细")
    return _Kind(RowKind.SUBTOTAL, 0.85, f"下面 {len(members)} 行属于它")


def _is_heading(row: RawRow, raw: list[RawRow], i: int) -> bool:
    """A name without figures that begins a group: merged across, numbered, or ended by a colon."""
    if i + 1 >= len(raw) or (raw[i + 1].is_blank and raw[i + 1].style == row.style):
        return False
    lower = raw[i + 1].style
    numbered = row.style is not None and row.style < 2 and (lower is None or lower > row.style)
    return row.reach > 0 or numbered or row.seen.text.endswith(":")


def _why(row: RawRow) -> str:
    return f"行政区划 {row.place.code}" if row.place else "单位名称"


def _common_area(raw: list[RawRow], places: Places) -> Place | None:
    """The prefecture in which all the places of the rows lie."""
    codes = {row.place.code[:4] for row in raw if row.level == COUNTY and row.place}
    return places.get(codes.pop() + "00") if len(codes) == 1 else None


def _recipient_called(order: int, name: str, within: Place | None, places: Places) -> Recipient:
    name = squeeze(strip_numbering(name))
    place = places.find(name, within=within.code if within else None) or places.find(name)
    return _made(order, name, place)


def _recipient(order: int, row: RawRow, within: Place | None, places: Places) -> Recipient:
    name = squeeze(row.name)
    place = row.place or places.find(name, within=within.code if within else None)
    if place is None and row.area is not None and row.area is not row.seen:
        upper = places.find(row.area.text)
        place = places.find(name, within=upper.code) if upper else None
    return _made(order, name, place)


def _made(order: int, name: str, place: Place | None) -> Recipient:
    return Recipient(
        order=order,
        name=name,
        full_name=place.name if place else name,
        code=place.code if place else None,
        kind=RecipientKind.PLACE if place else RecipientKind.INSTITUTION,
        aliases=tuple(n for n in place.names if n not in (name, place.name)) if place else (),
    )
