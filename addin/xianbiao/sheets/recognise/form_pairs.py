"""Pairs the names and values of a target form, also where they were torn apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from xianbiao.model.forms import Damage, DamageKind
from xianbiao.model.indicators import IndicatorLibrary, plain
from xianbiao.model.records import Record, field
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.form_columns import FormColumns, stray_names
from xianbiao.sheets.recognise.form_words import Name, RowReading

_MAX_ALIGNED = 12


class Entry(Record):
    """One indicator as read: its name (None when lost), its value (None when lost or unsure)."""

    at: int
    name: Name | None
    value: Cell | None


class _Group(Record):
    row: RowReading
    names: list[Name]
    values: list[Cell]
    value_rows: list[int] = field(default_factory=list)

    @property
    def is_crowded(self) -> bool:
        return len(self.names) > 1


class Pairing(Record):
    """The entries of a form in printed order, the values without a name, and the damages."""

    entries: list[Entry] = field(default_factory=list)
    orphans: list[tuple[int, Cell]] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    interleaved: bool = False


def pair(
    rows: Sequence[RowReading], columns: FormColumns, library: IndicatorLibrary | None
) -> Pairing:
    """Pair names with values: in a row, with the rows below, or within a crowded cell."""
    groups, loose = _groups(rows, columns)
    result = Pairing(orphans=[(row.at, cell) for row, cell in loose])
    apart = sum(1 for g in groups if len(g.names) == 1 and not g.row.values and g.values)
    result.interleaved = columns.value is None and apart * 2 > len(groups)
    for group in groups:
        if group.is_crowded:
            _crowded(group, columns, library, result)
        else:
            _single(group, result)
    result.damages.extend(_unfilled(result))
    return result


def _groups(
    rows: Sequence[RowReading], columns: FormColumns
) -> tuple[list[_Group], list[tuple[RowReading, Cell]]]:
    groups: list[_Group] = []
    loose: list[tuple[RowReading, Cell]] = []
    for row in rows:
        strays = {id(c) for c in stray_names(row, columns)}
        names = [n for n in row.names if id(n.cell) not in strays]
        if names:
            groups.append(_Group(row, names, list(row.values), [row.at] * len(row.values)))
        elif groups:
            groups[-1].values.extend(row.values)
            groups[-1].value_rows.extend([row.at] * len(row.values))
        else:
            loose.extend((row, cell) for cell in row.values)
    return groups, loose


def _single(group: _Group, result: Pairing) -> None:
    name = group.names[0]
    value = group.values[0] if group.values else None
    result.entries.append(Entry(group.row.at, name, value))
    result.orphans.extend(zip(group.value_rows[1:], group.values[1:], strict=True))
    if name.truncated:
        result.damages.append(
            Damage(
                DamageKind.NAME_TRUNCATED,
                name.cell.ref,
                name.printed,
                name.restored,
                "指标库中只有一个名称以此开头",
            )
        )
    if result.interleaved and value is not None:
        result.damages.append(
            Damage(
                DamageKind.NO_VALUE_COLUMN,
                name.cell.ref,
                name.printed,
                f"{name.restored}：{value.stripped}",
                "表头没有“指标值”一列，值写在名称的下一行",
            )
        )
        result.damages.append(
            Damage(
                DamageKind.VALUE_IN_NAME_COLUMN,
                value.ref,
                value.stripped,
                f"{name.restored}：{value.stripped}",
                "内容是指标值，却写在三级指标列，归上一行的名称",
            )
        )


def _crowded(
    group: _Group, columns: FormColumns, library: IndicatorLibrary | None, result: Pairing
) -> None:
    values = _align(group, columns, library)
    listed = "；".join(
        f"{n.restored}：{v.stripped if v else '○待填'}"
        for n, v in zip(group.names, values, strict=True)
    )
    original = " ".join(n.printed for n in group.names)
    basis = f"一格 {len(group.names)} 个名称、{len(group.values)} 个值，按顺序逐一对应"
    if len(group.names) != len(group.values):
        basis += "；个数不等，只填能确定的"
    if columns.rebased and group.row.value_heading is not None:
        basis += "；表头“指标值”落在本组首行，值随之下移"
    count = f"{len(group.names)}名{len(group.values)}值"
    ref = group.names[0].cell.ref
    result.damages.append(Damage(DamageKind.SEVERAL_NAMES, ref, original, listed, basis, count))
    for name, value in zip(group.names, values, strict=True):
        result.entries.append(Entry(group.row.at, name, value))
        if value is None:
            result.damages.append(
                Damage(
                    DamageKind.SEVERAL_NAMES,
                    ref,
                    name.printed,
                    None,
                    f"{count}，“{name.restored}”的值不能确定",
                    count,
                )
            )
    used = {id(v) for v in values if v is not None}
    if len(group.values) > len(group.names):
        result.orphans.extend(
            (at, v)
            for at, v in zip(group.value_rows, group.values, strict=True)
            if id(v) not in used
        )


def _align(
    group: _Group, columns: FormColumns, library: IndicatorLibrary | None
) -> list[Cell | None]:
    """Which value belongs to which name of a crowded cell.

    Equal counts are taken in order. With fewer values, every order-preserving assignment that
    agrees with the library's usual values is weighed; only what all of them share is certain.
    A heading that took the first line pushed the last value out, which settles it from the
    top if that agrees too.
    """
    names, values = group.names, group.values
    if len(names) == len(values):
        return list(values)
    if len(values) > len(names) or len(names) > _MAX_ALIGNED or library is None:
        return [None] * len(names)
    options = [
        chosen
        for chosen in combinations(range(len(names)), len(values))
        if all(_suits(names[n], v) for n, v in zip(chosen, values, strict=True))
    ]
    top = tuple(range(len(values)))
    if top in options and columns.rebased and group.row.value_heading is not None:
        options = [top]
    result: list[Cell | None] = []
    for index in range(len(names)):
        choices = {id(values[o.index(index)]) if index in o else None for o in options}
        only = choices.pop() if len(choices) == 1 else None
        result.append(next((v for v in values if id(v) == only), None))
    return result


def _suits(name: Name, value: Cell) -> bool:
    if name.indicator is None:
        return False
    return plain(name.indicator.standard) == plain(value.text)


def _unfilled(pairing: Pairing) -> list[Damage]:
    crowded = {d.ref for d in pairing.damages if d.kind is DamageKind.SEVERAL_NAMES}
    return [
        Damage(
            DamageKind.NAME_WITHOUT_VALUE,
            e.name.cell.ref,
            e.name.printed,
            None,
            "名称旁边和下面都没有指标值",
        )
        for e in pairing.entries
        if e.name is not None and e.value is None and e.name.cell.ref not in crowded
    ]
