"""How a recognised table divides whose recipients stand side by side: panels, transposed tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.model.tables import LOOK, Meaning, RecognisedTable, RowKind, TableRow
from xianbiao.sheets.addresses import position
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.final import final_of
from xianbiao.sheets.recognise.tables.layout import PANELS, TRANSPOSED
from xianbiao.sheets.recognise.tables.split import (
    Key,
    is_counted_above,
    key_of,
    owner_of,
)
from xianbiao.sheets.side_split import Lane, SideSplit

_INSPECT = f"{LOOK}，改正后再导出"


def is_side_by_side(table: RecognisedTable) -> bool:
    """Whether a table that was understood has its recipients in panels or in columns."""
    return table.sheet is not None and table.layout in (PANELS, TRANSPOSED) and table.is_understood


def side_split(table: RecognisedTable, owners: Mapping[Key, int], grid: Grid) -> SideSplit:
    """The split of such a table; `owners` are the recipients' indexes in the plan.

    Raises UnreadableTable where whose a cell is would be a guess.
    """
    if table.layout == PANELS:
        return _Panels(table, owners, grid).split()
    return _Turned(table, owners, grid).split()


class _Side:
    def __init__(self, table: RecognisedTable, owners: Mapping[Key, int], grid: Grid) -> None:
        assert table.sheet is not None
        self.table, self.grid, self.sheet = table, grid, table.sheet
        self.owners = owners
        first, _, last = table.area.partition(":")
        (self.top, self.left), (self.bottom, self.right) = (_at(first), _at(last or first))

    def owned(self) -> Iterator[tuple[TableRow, int | None]]:
        """The recipients and what belongs to them, each with its owner in the plan, if any."""
        for row in self.table.rows:
            owner = owner_of(self.table, row)
            if owner is not None and owner.recipient is not None:
                yield row, self.owners[key_of(owner.recipient)]
            elif row.kind in (RowKind.PART, RowKind.RECIPIENT):
                yield row, None

    def made(
        self,
        lanes: tuple[Lane, ...],
        places: Mapping[int, int],
        totals: Iterable[int],
        body: int,
    ) -> SideSplit:
        """The split by these lanes; `places` are the lines of the sheet of the logical columns."""
        table = self.table
        return SideSplit(
            sheet=self.sheet,
            rows={},
            total_rows=tuple(totals),
            sums=_sums(table, places),
            final=final_of(table, places),
            unit=table.unit,
            title=table.title.stripped if table.title else None,
            top=self.top,
            bottom=self.bottom,
            left=self.left,
            right=self.right,
            body=body,
            lanes=lanes,
            has_groups=any(r.kind is RowKind.SUBTOTAL for r in table.rows),
        )

    def refuse(self, summary: str, ref: Ref, found: str, expected: str) -> UnreadableTable:
        return UnreadableTable(summary, ref=ref, found=found, expected=expected, todo=_INSPECT)

    def require_one_lane(self, lanes: tuple[Lane, ...]) -> None:
        """Raise UnreadableTable where a recipient stands in several lanes, or twice in one."""
        for owner in sorted({o for lane in lanes for o in lane.rows.values()}):
            places = [[row for row, o in sorted(lane.rows.items()) if o == owner] for lane in lanes]
            runs = [rows for rows in places if rows]
            broken = any(rows[-1] - rows[0] >= len(rows) for rows in runs)
            if len(runs) > 1 or broken:
                name = next(r.name for r in self.table.recipients if self.owner_index(r) == owner)
                raise self.refuse(
                    "同一个单位分在几处，可能认错了单位，不能拆",
                    name.ref,
                    f"“{name.stripped}”不在一处",
                    "一个单位只在一栏里，各行连在一起",
                )

    def owner_index(self, row: TableRow) -> int | None:
        """The owner of a recipient's row in the plan."""
        return None if row.recipient is None else self.owners[key_of(row.recipient)]


class _Panels(_Side):
    """Panels: lanes with rows, the totals in rows of one of them."""

    def split(self) -> SideSplit:
        table = self.table
        first = table.panels[0]
        rows: list[dict[int, int]] = [{} for _ in table.panels]
        others: list[set[int]] = [set() for _ in table.panels]
        parts: list[set[int]] = [set() for _ in table.panels]
        known = {id(row): owner for row, owner in self.owned()}
        for row in table.rows:
            number, lane = self._line(row)
            if (owner := known.get(id(row))) is not None:
                rows[lane][number] = owner
                if is_counted_above(table, row):
                    parts[lane].add(number)
            else:
                others[lane].add(number)
        totals = {n: at for r in table.rows if r.kind is RowKind.TOTAL for n, at in [self._line(r)]}
        lanes = tuple(
            Lane(columns, owned, frozenset(inside))
            for columns, owned, inside in zip(table.panels, rows, parts, strict=True)
        )
        body = self.top + table.header_height
        self._require_known(lanes, others, body)
        self.require_one_lane(lanes)
        columns = {c.index: first[c.index] for c in table.columns}
        return replace(self.made(lanes, columns, totals, body), total_lanes=totals)

    def _line(self, row: TableRow) -> tuple[int, int]:
        """The row of the sheet and the lane in which a row of the table stands."""
        number, column = _at(row.ref.cell or "A1")
        lane = next((i for i, p in enumerate(self.table.panels) if column in p), 0)
        return number, lane

    def _require_known(self, lanes: tuple[Lane, ...], others: list[set[int]], body: int) -> None:
        """Raise UnreadableTable for a filled row of a panel of which nobody knows whose it is."""
        for lane, rest in zip(lanes, others, strict=True):
            for number in range(body, min(self.bottom, len(self.grid.rows)) + 1):
                if number in lane.rows or number in rest:
                    continue
                filled = [
                    c for c in self.grid.filled(number - 1) if _at_cell(c.ref) in lane.columns
                ]
                if filled:
                    raise self.refuse(
                        "不知道这一行是哪个单位的，不能拆",
                        filled[0].ref,
                        filled[0].stripped,
                        "每栏每行有单位名称",
                    )


class _Turned(_Side):
    """A transposed table: each recipient a lane, the totals in columns, the items in rows.

    A column of remarks speaks of the items and goes to everybody.
    """

    def split(self) -> SideSplit:
        table = self.table
        lines = {c.index: _at(c.ref.cell or "A1")[0] for c in table.columns}
        names = [lines[c.index] for c in table.columns if c.meaning is Meaning.NAME]
        body = max(names, default=self.top) + 1
        self._require_names(body)
        items = list(range(body, self.bottom + 1))
        owned: dict[int, list[int]] = {}
        spare: set[int] = set()
        totals: list[int] = []
        for row, owner in self.owned():
            if owner is None:
                spare.add(_column(row))
            else:
                owned.setdefault(owner, []).append(_column(row))
        for row in table.rows:
            if row.kind is RowKind.TOTAL:
                totals.append(_column(row))
            elif row.kind in (RowKind.SUBTOTAL, RowKind.HEADING):
                spare.add(_column(row))
        final = final_of(table, lines)
        lanes = tuple(
            Lane(tuple(sorted(columns)), dict.fromkeys(items, owner), frozenset(items) - {final})
            for owner, columns in owned.items()
        )
        self._require_alike(lanes)
        remarks = {_column(row) for row in table.rows if row.kind is RowKind.NOTE}
        spare |= set(self._between(lanes, spare | remarks, totals))
        split = self.made(lanes, lines, totals, body)
        return replace(split, is_transposed=True, spare=frozenset(spare))

    def _require_names(self, body: int) -> None:
        """Raise UnreadableTable for a column whose name is none of the header."""
        for row in self.table.rows:
            if _at(row.ref.cell or "A1")[0] >= body:
                raise self._unknown(row.ref, row.name.stripped)

    def _unknown(self, ref: Ref, found: str) -> UnreadableTable:
        summary = "不知道这一列是哪个单位的，不能拆"
        return self.refuse(summary, ref, found, "每列有单位名称，后面只有合计和备注")

    def _require_alike(self, lanes: tuple[Lane, ...]) -> None:
        """Raise UnreadableTable unless every recipient has as many columns, its own first."""
        own = {_column(r) for r in self.table.recipients if not self._is_in_parts(r)}
        for lane in lanes:
            columns = lane.columns
            together = columns[-1] - columns[0] == len(columns) - 1
            if len(columns) != len(lanes[0].columns) or not together or columns[0] not in own:
                raise self.refuse(
                    "转置的表里各单位占的列不一样，不能拆",
                    self.table.ref,
                    f"第 {columns[0]} 列起的单位占 {len(columns)} 列",
                    "每个单位一列，或各单位占同样多的列、本单位的金额在第一列",
                )

    def _is_in_parts(self, recipient: TableRow) -> bool:
        """Whether the columns of a recipient's parts hold the amounts, and its own none."""
        parts = [r for r in self.table.rows if r is not recipient]
        parts = [r for r in parts if owner_of(self.table, r) is recipient]
        return not self._has_amounts(recipient) and any(map(self._has_amounts, parts))

    def _has_amounts(self, row: TableRow) -> bool:
        return any(row.values[c.index].is_number for c in self.table.money)

    def _between(
        self, lanes: tuple[Lane, ...], known: set[int], totals: list[int]
    ) -> Iterator[int]:
        """Blank columns among the recipients; one that is filled and nobody's is refused."""
        columns = {c for lane in lanes for c in lane.columns}
        for column in range(min(columns), self.right + 1):
            if column in columns or column in known or column in totals:
                continue
            rows = self.grid.rows[self.top - 1 : self.bottom]
            filled = [c for row in rows for c in row[column - 1 : column] if not c.is_blank]
            if filled:
                raise self._unknown(filled[0].ref, filled[0].stripped)
            yield column


def _sums(table: RecognisedTable, places: Mapping[int, int]) -> tuple[int, ...]:
    """Where the amounts and counts stand that a total adds up."""
    added = [c.index for c in table.columns if c.meaning.is_money or c.meaning is Meaning.COUNT]
    return tuple(sorted({places[index] for index in added}))


def _at(cell: str) -> tuple[int, int]:
    row, column = position(cell)
    return row + 1, column + 1


def _at_cell(ref: Ref) -> int:
    return _at(ref.cell or "A1")[1]


def _column(row: TableRow) -> int:
    return _at_cell(row.ref)
