"""图表: native charts of the allocation table, drawn from its own cells."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import AllocationTable, Column, ColumnRole
from xianbiao.model.records import Record
from xianbiao.sheets.chart import Chart, ChartKind, Series
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, Book
from xianbiao.sheets.layout.head import FIRST_ROW, put_head
from xianbiao.sheets.plan import Area, Formula, SheetPlan
from xianbiao.sheets.styles import Style

_MOST_COLUMNS = 30
"""With more recipients the columns lie down: their names would not be readable."""

_MOST_SERIES = 4
_WIDTH, _HEIGHT = 960, 400
_HEAD, _LINE, _BAR = 110, 20, 15
_ROW = 20
_GREY, _BLUE, _ORANGE = "#BFBFBF", "#2F5597", "#ED7D31"
_COLOURS = (_BLUE, _ORANGE, _GREY, "#70AD47")


class _Drawing(Record, frozen=True):
    """One chart to be made: its title and the columns of the table side by side."""

    title: str
    columns: tuple[tuple[str, int, str], ...]
    """Name, grid index and colour of each."""
    signed: bool = False


def chart_sheet(book: Book) -> SheetPlan | None:
    """The sheet 图表; None where no table or no amounts by recipient are there to be drawn.

    To be called when 附件1 has been made.
    """
    table, places = book.table, book.allocation
    drawings = _drawings(table) if table is not None else []
    if table is None or places is None or not drawings:
        return None
    plan = SheetPlan(keys.CHART_SHEET, tab_colour="#A5A5A5")
    put_head(plan, keys.CHART_SHEET, f"各图随“{book.allocation_sheet}”的数自动更新")
    many = len(places.rows) > _MOST_COLUMNS
    sizes = [_height(len(places.rows), len(d.columns)) if many else _HEIGHT for d in drawings]
    tops = [FIRST_ROW + sum(-(-size // _ROW) + 1 for size in sizes[:i]) for i in range(len(sizes))]
    below = tops[-1] + -(-sizes[-1] // _ROW) + 2
    source = _Source(plan, table, places, drawings, below)
    for drawing, top, size in zip(drawings, tops, sizes, strict=True):
        plan.charts.append(
            Chart(
                ChartKind.BAR if many else ChartKind.COLUMN,
                drawing.title,
                tuple(source.series(*column) for column in drawing.columns),
                row=top,
                column=0,
                width=_WIDTH,
                height=size,
                axis=table.unit or "",
                labels=len(drawing.columns) == 1,
                from_zero=not drawing.signed,
                description=f"{drawing.title}，共 {len(places.rows)} 个单位",
            )
        )
    plan.printing.landscape = len(drawings) == 1 and not many
    plan.printing.one_page_high = not many
    return plan


class _Source:
    """The cells that charts draw: those of the table itself, or copies where rows lie between."""

    def __init__(
        self,
        plan: SheetPlan,
        table: AllocationTable,
        places: AllocationPlaces,
        drawings: Sequence[_Drawing],
        below: int,
    ) -> None:
        rows = places.rows
        if rows[-1] - rows[0] + 1 == len(rows):
            self._sheet, self._top, self._bottom = places.sheet, rows[0], rows[-1]
            self._columns = places.columns
            self._names = places.columns[table.name_column]
            return
        self._sheet, self._top, self._bottom = plan.name, below + 1, below + len(rows)
        self._names = 0
        self._columns = {}
        plan.put(below, 0, "单位", Style.ASIDE_HEADER)
        plan.columns(24)
        for name, index, _ in (column for d in drawings for column in d.columns):
            place = self._columns.setdefault(index, len(self._columns) + 1)
            plan.put(below, place, name, Style.ASIDE_HEADER)
            plan.widths[place] = 14
            for offset, recipient in enumerate(table.rows):
                at = self._top + offset
                plan.put(at, 0, recipient.name.stripped, Style.ASIDE)
                plan.put(at, place, Formula(f"={places.looked_up(offset, index)}"), Style.CALC)

    def series(self, name: str, index: int, colour: str) -> Series:
        """A column of the table as a series."""
        place = self._columns[index]
        names = Area(self._top, self._names, self._bottom, self._names)
        values = Area(self._top, place, self._bottom, place)
        return Series(name, self._sheet, names, values, colour)


def _drawings(table: AllocationTable) -> list[_Drawing]:
    unit = f"（{table.unit}）" if table.unit else ""
    before = _only(table, ColumnRole.SUBTOTAL_BEFORE) or _only(table, ColumnRole.BEFORE)
    change = _only(table, ColumnRole.SUBTOTAL_CHANGE) or _only(table, ColumnRole.CHANGE)
    final = table.final_index
    drawings: list[_Drawing] = []
    if before is not None and final is not None:
        pair = (("调整前", before.index, _GREY), ("调整后", final, _BLUE))
        drawings.append(_Drawing(f"各单位调整前后对比{unit}", pair))
    elif final is not None:
        drawings.append(_Drawing(f"各单位金额{unit}", (("金额", final, _BLUE),)))
    else:
        several = [c for c in table.columns if c.role is ColumnRole.AMOUNT][:_MOST_SERIES]
        if several:
            parts = tuple(
                (c.full_name or "金额", c.index, colour)
                for c, colour in zip(several, _COLOURS, strict=False)
            )
            drawings.append(_Drawing(f"各单位各项金额{unit}", parts))
    if change is not None:
        only = (("净调整额", change.index, _ORANGE),)
        drawings.append(_Drawing(f"各单位净调整额{unit}", only, signed=True))
    return drawings


def _only(table: AllocationTable, role: ColumnRole) -> Column | None:
    """The one column of a role; None where there are several or none."""
    found = [c for c in table.columns if c.role is role]
    return found[0] if len(found) == 1 else None


def _height(recipients: int, series: int) -> int:
    """The height of a chart with a bar for each recipient and series."""
    return _HEAD + recipients * max(_LINE, _BAR * series)
