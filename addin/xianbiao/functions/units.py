"""Units (单位): full name and code of a recipient, by the list of places or the sheet 单位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.functions.answers import Answer, Answers, cell_by_cell
from xianbiao.functions.blocks import CellBlock
from xianbiao.functions.inputs import CellInput, CellProblem, quote
from xianbiao.model.places import Place, load_places
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record, field

_CODE = re.compile(r"[1-9]\d{5}")
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_JOINTS = re.compile(r"[、，,；;/／]")
_NAME_HEADS, _FULL_HEAD, _CODE_HEAD, _ALIAS_HEAD = ("名称", "单位"), "全称", "代码", "别名"
_MOST_SHOWN = 4
_ENDINGS = "市县区旗州盟"
NO_CODE = "无代码"


class Unit(Record, frozen=True):
    """A recipient: `key` is the same for every name of it; `code` is "" where it has none."""

    key: str
    full_name: str
    code: str


class UnitTable(Record):
    """The recipients that a workbook lists, by every name; empty where no table is given."""

    by_name: dict[str, Unit] = field(default_factory=dict)

    def find(self, name: str) -> Unit | None:
        """The recipient with exactly this name, blanks aside: as listed, else as a place."""
        wanted = _flat(name)
        if wanted in self.by_name:
            return self.by_name[wanted]
        place = _place(wanted)
        if place is None:
            return None
        listed = next((self.by_name[n] for n in place.names if n in self.by_name), None)
        return listed or Unit(place.code, place.name, place.code)


def full_names(name: CellBlock, units: CellBlock) -> Answers:
    """XB_UNIT: the full name of each recipient, "" for a blank."""
    table = read_units(units)
    return cell_by_cell(lambda cell: u.full_name if (u := _unit(cell, table)) else None, name)


def codes(name: CellBlock, units: CellBlock) -> Answers:
    """XB_UNITCODE: the 6-digit code of each recipient as text, 无代码 for an institution."""
    table = read_units(units)

    def code(cell: CellInput) -> Answer:
        unit = _unit(cell, table)
        return (unit.code or NO_CODE) if unit else None

    return cell_by_cell(code, name)


def read_units(block: CellBlock) -> UnitTable:
    """The sheet 单位 as a table: a header with 名称 and any of 全称, 代码, 别名.

    Without such a header every cell of a row is a name of one recipient, the first its full
    name. Raises CellProblem when a name belongs to two rows, or an error value stands there.
    """
    table = UnitTable()
    if block.is_blank:
        return table
    rows = block.rows
    heads = [squeeze(cell.text()) for cell in rows[0]]
    name = next((i for i, head in enumerate(heads) if head in _NAME_HEADS), None)
    if name is None:
        for row in rows:
            _add(table, row[0], "", [n for cell in row for n in _names(cell)], row[0])
        return table

    def column(row: tuple[CellInput, ...], head: str) -> CellInput | None:
        return row[heads.index(head)] if head in heads else None

    for row in rows[1:]:
        full, code, alias = (column(row, h) for h in (_FULL_HEAD, _CODE_HEAD, _ALIAS_HEAD))
        names = [n for cell in (row[name], full, alias) if cell for n in _names(cell)]
        shown = full if full and not full.is_blank else row[name]
        _add(
            table,
            row[name],
            code.text().translate(_FULL_WIDTH_DIGITS) if code else "",
            names,
            shown,
        )
    return table


def _add(table: UnitTable, first: CellInput, code: str, names: list[str], full: CellInput) -> None:
    if not names:
        return
    place = None if code else next((p for n in names if (p := _place(n))), None)
    unit = Unit(
        key=place.code if place else code or squeeze(names[0]),
        full_name=full.text() if code or not place else place.name,
        code=place.code if place else code,
    )
    for name in names:
        if table.by_name.setdefault(name, unit) != unit:
            raise CellProblem(
                f"{first.where}的“{quote(name)}”在别的行也有，请让每个名称只属一个单位"
            )


def _names(cell: CellInput) -> Iterator[str]:
    for part in _JOINTS.split(cell.text()):
        if name := _flat(part):
            yield name


def _flat(name: str) -> str:
    """A name or code without blanks, its digits of half width."""
    return squeeze(name).translate(_FULL_WIDTH_DIGITS)


def _unit(cell: CellInput, table: UnitTable) -> Unit | None:
    """The recipient that a cell names, None for a blank. Raises CellProblem for no recipient."""
    text = _flat(cell.text())
    unit = table.find(text) if text else None
    if text and unit is None:
        raise CellProblem(_unknown(text, cell, table))
    return unit


def _unknown(name: str, cell: CellInput, table: UnitTable) -> str:
    same = load_places().called(name)
    if len(same) > 1:
        shown = "、".join(_with_upper(p) for p in same[:_MOST_SHOWN])
        more = "等" if len(same) > _MOST_SHOWN else ""
        return f"{cell.where}“{name}”有 {len(same)} 处同名（{shown}{more}），请在前面写上级名称"
    if _CODE.fullmatch(name):
        return f"{cell.where} {name} 不是县市的代码；请核对，或改写名称"
    if cut := _cut_short(name):
        shown = "、".join(_with_upper(p) for p in cut[:_MOST_SHOWN])
        return f"{cell.where}“{name}”少了“市”“县”一类的字，疑为 {shown}；请写全"
    near = _near(name)
    if near is not None:
        return f"{cell.where}“{name}”不在县市名单里，疑为“{_with_upper(near)}”；请核对后改正"
    shown = f"{cell.where}“{quote(name)}”不在县市名单里"
    if table.by_name:
        return f"{shown}，所选的单位表里也没有；请核对名称，或登记在单位表里"
    return f"{shown}；开发区、救助站等单位请登记在“单位”表，并把该表选作第二个参数"


def _cut_short(name: str) -> list[Place]:
    """The places whose last character a name lacks: 阜康 is never taken for 阜康市."""
    return [p for ending in _ENDINGS for p in load_places().called(name + ending)]


def _near(name: str) -> Place | None:
    """The one county of the country for which a name is probably a misspelling."""
    places = load_places()
    if not places.is_place_like(name):
        return None
    uppers = {upper.code for p in places if (upper := places.parent(p.code))}
    near = [p for code in sorted(uppers) if (p := places.suggest(name, code))]
    return near[0] if len(near) == 1 else None


def _with_upper(place: Place) -> str:
    upper = load_places().parent(place.code)
    return f"{upper.name if upper else ''}{place.name}"


def _place(name: str) -> Place | None:
    """The place with a code or a name, which may begin with the name of the place above."""
    places = load_places()
    if _CODE.fullmatch(name):
        return places.get(name)
    found = places.find(name)
    if found is not None:
        return found
    below = {
        lower.code: lower
        for cut in range(2, len(name) - 1)
        if (upper := places.find(name[:cut])) and (lower := _below(name[cut:], upper))
    }
    return next(iter(below.values())) if len(below) == 1 else None


def _below(name: str, upper: Place) -> Place | None:
    """The place below another, with the one between left out or written."""
    places = load_places()
    found = places.find(name, within=upper.code)
    if found is not None:
        return found
    for cut in range(2, len(name) - 1):
        middle = places.find(name[:cut], within=upper.code)
        if middle and (lower := places.find(name[cut:], within=middle.code)):
            return lower
    return None
