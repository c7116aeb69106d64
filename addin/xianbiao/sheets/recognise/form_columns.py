"""Where the columns of a target form really are, and which cells stand beside their column."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.forms import Damage, DamageKind
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.block_kinds import LEVEL1
from xianbiao.sheets.recognise.form_words import (
    VALUE_HEADINGS,
    Label,
    Name,
    RowReading,
    is_name_heading,
    is_value_heading,
)


class FormColumns(Record, frozen=True):
    """The columns of the four parts of an indicator row, counted from 1 as in the source.

    `value` is None where the form has no column of its own for values.
    `rebased` tells that the header stands one column beside the body.
    """

    level1: int
    level2: int
    name: int
    value: int | None
    rebased: bool = False

    @property
    def header_is_short(self) -> bool:
        """Whether the header lacks a column that the body needs."""
        return self.value is None or self.rebased


def find_columns(header: Sequence[Cell], rows: Sequence[RowReading]) -> FormColumns | None:
    """The columns by the header's words; a heading 指标值 that slid into the body re-bases them."""
    places = {plain(c.text): c.ref.column or 0 for c in header if not c.is_blank}
    level1 = places.get(LEVEL1)
    name = next((c.ref.column or 0 for c in reversed(header) if is_name_heading(c.text)), None)
    if level1 is None or name is None:
        return None
    level2 = places.get("二级指标", name - 1)
    value = next((places[h] for h in VALUE_HEADINGS if h in places), None)
    if value is None:
        value = next((c.ref.column or 0 for c in header if is_value_heading(c.text)), None)
    if value is not None:
        return FormColumns(level1, level2, name, value)
    slid = next((r.value_heading for r in rows if r.value_heading is not None), None)
    if slid is not None and slid.ref.column:
        step = name - (slid.ref.column - 1)
        return FormColumns(level1 - step, level2 - step, name - step, slid.ref.column, rebased=True)
    return FormColumns(level1, level2, name, None)


def name_by_column(rows: Sequence[RowReading], columns: FormColumns) -> None:
    """Take for a name what reads like a label and stands as one: 服务对象满意度 before its value.

    It is the only name of its row, in the column of names, beside a value or a label in theirs.
    """
    if columns.value is None:
        return
    for row in rows:
        last = row.labels[-1] if row.labels else None
        at_home = any((c.ref.column or 0) == columns.value for c in row.values) or any(
            (x.cell.ref.column or 0) == columns.level2 for x in row.labels
        )
        if last is None or row.names or not at_home:
            continue
        if (last.cell.ref.column or 0) == columns.name:
            row.labels.remove(last)
            row.names.append(Name(last.cell, last.cell.stripped, None))


def row_levels(row: RowReading, columns: FormColumns) -> tuple[Label | None, Label | None]:
    """The level-1 and level-2 label of a row.

    Of two labels the first is level 1, unless it can only be level 2 (then it is a stray copy).
    One label that may be either is what the column under it says, the row's shift considered.
    """
    labels = row.labels
    if len(labels) >= 2:
        first, second = labels[0], labels[1]
        if 1 in first.levels:
            return first, second
        return None, second
    if not labels:
        return None, None
    only = labels[0]
    if only.levels == {1}:
        return only, None
    if only.levels == {2}:
        return None, only
    shift = _shift(row, columns)
    column = (only.cell.ref.column or 0) - shift
    return (only, None) if column <= columns.level1 else (None, only)


def _shift(row: RowReading, columns: FormColumns) -> int:
    if len(row.names) == 1 and row.values:
        return (row.names[0].cell.ref.column or 0) - columns.name
    return 0


def is_shifted(row: RowReading, columns: FormColumns) -> bool:
    """Whether the name or the value of a row stands outside its column."""
    if columns.value is None:
        return False
    names = [c for c in row.name_cells if (c.ref.column or 0) != columns.level2]
    stray = [c for c in row.name_cells if (c.ref.column or 0) == columns.level2]
    if not names and row.values and stray:
        names = stray
    beside_name = any((c.ref.column or 0) != columns.name for c in names)
    beside_value = any((c.ref.column or 0) != columns.value for c in row.values)
    return beside_name or beside_value


def stray_names(row: RowReading, columns: FormColumns) -> list[Cell]:
    """Cells of the level-2 column that repeat or anticipate an indicator name."""
    proper = [c for c in row.name_cells if (c.ref.column or 0) == columns.name]
    if not proper:
        return []
    return [c for c in row.name_cells if (c.ref.column or 0) < columns.name]


def shift_damages(
    rows: Sequence[RowReading], columns: FormColumns, interleaved: bool
) -> list[Damage]:
    """Rows and labels that stand beside their columns.

    A row whose name or value is displaced is shifted as a whole. A displaced level-1 label
    displaces the labels of its block; a displaced level-2 label alone belongs to the shift of
    the rows where the form has shifted rows, else it is a fault of the labels. Where the
    header itself stands beside the body, that is said once.
    """
    if columns.header_is_short:
        return _header_damage(rows, columns, interleaved)
    shifted = {r.at for r in rows if is_shifted(r, columns)}
    result: list[Damage] = []
    block_displaced = False
    for row in rows:
        level1, level2 = row_levels(row, columns)
        if row.at in shifted:
            result.append(_row_damage(row, columns))
            continue
        strays = [x for x in row.labels if x is not level1 and x is not level2]
        level1_off = level1 is not None and (level1.cell.ref.column or 0) != columns.level1
        level2_off = bool(strays) or (
            level2 is not None and (level2.cell.ref.column or 0) != columns.level2
        )
        if level1 is not None:
            block_displaced = level1_off
        if level1_off or (level2_off and block_displaced):
            result.append(_label_damage(row, DamageKind.LABEL_SHIFTED))
        elif level2_off and not stray_names(row, columns):
            kind = DamageKind.ROW_SHIFTED if shifted else DamageKind.LABEL_SHIFTED
            result.append(_label_damage(row, kind))
    return result


def _header_damage(
    rows: Sequence[RowReading], columns: FormColumns, interleaved: bool
) -> list[Damage]:
    first = next((r for r in rows if r.labels), None)
    if first is None:
        return []
    column = first.labels[0].cell.ref.column or 0
    if not columns.rebased and column == columns.level1:
        return []
    basis = "表头缺“指标值”一列，表体与表头错开，标签按所写文字认定级别"
    if interleaved:
        basis = "表头缺“指标值”一列，名称与值逐行交替，标签所在行不可靠，按指标库归类"
    return [_label_damage(first, DamageKind.LABEL_SHIFTED, basis)]


def _row_damage(row: RowReading, columns: FormColumns) -> Damage:
    names = "、".join(n.restored for n in row.names) or "（名称缺失）"
    values = "、".join(c.stripped for c in row.values) or "○待填"
    moved = {(c.ref.column or 0) - columns.name for c in row.name_cells} | {
        (c.ref.column or 0) - (columns.value or 0) for c in row.values
    }
    side = "左" if min(moved) < 0 else "右"
    step = max(abs(m) for m in moved)
    return Damage(
        DamageKind.ROW_SHIFTED,
        _first(row).ref,
        _printed(row.cells),
        f"三级指标：{names}；指标值：{values}",
        f"名称、值按内容识别，该行{side}移 {step} 列",
        f"{side}移{step}列",
    )


def _label_damage(row: RowReading, kind: DamageKind, basis: str | None = None) -> Damage:
    labels = "、".join(dict.fromkeys(x.standard for x in row.labels))
    return Damage(
        kind,
        row.labels[0].cell.ref,
        _printed(row.cells),
        f"标签：{labels}",
        basis or "标签按所写文字认定级别，所在列与表头不符",
        "标签不在所属列",
    )


def _first(row: RowReading) -> Cell:
    return next(c for c in row.cells if not c.is_blank)


def _printed(cells: Sequence[Cell]) -> str:
    return "¦".join(c.stripped or "(空)" for c in cells)
