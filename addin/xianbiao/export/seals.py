"""Holds a county file that was just written against the marks it bears, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianbiao.export.package.values import Cells
from xianbiao.sheets.fingerprint import Fingerprint, Seal, mark
from xianbiao.sheets.layout import county_keys, keys


def broken_seals(sheets: Mapping[str, Cells]) -> list[str]:
    """One sentence for every locked cell that does not bear its mark; empty when all do.

    Unlike a file that comes back, no row of it can have moved: every cell is compared in place.
    """
    known, whole = _known(sheets.get(keys.META_SHEET, []))
    faults = [] if known.whole == whole else [f"{keys.META_SHEET}：锁定单元格的清单不全"]
    marks: dict[str, dict[str, str]] = {name: {} for name in known.inputs}
    for seal in known.seals:
        marks[seal.sheet][seal.address] = seal.mark
    if list(sheets) != list(known.inputs):
        faults.append(f"工作表是{'、'.join(sheets)}，应当是{'、'.join(known.inputs)}")
    for name in sheets.keys() & known.inputs.keys():
        faults += _faults(name, sheets[name], marks[name], set(known.inputs[name]))
    return faults


def _known(meta: Cells) -> tuple[Fingerprint, str]:
    seals: list[Seal] = []
    inputs: dict[str, tuple[str, ...]] = {}
    whole = ""
    for row in meta:
        kind = row[0][1] if row else None
        if kind not in county_keys.MARK_ROWS:
            continue
        first, second, third = (*(str(v or "") for _, v in row[1:4]), "", "", "")[:3]
        if kind == county_keys.META_LOCK:
            seals.append(Seal(first, second, third))
        elif kind == county_keys.META_INPUTS:
            inputs[first] = tuple(second.split())
        else:
            whole = first
    return Fingerprint(tuple(seals), inputs), whole


def _faults(sheet: str, rows: Cells, marks: Mapping[str, str], inputs: set[str]) -> Iterator[str]:
    met: set[str] = set()
    is_meta = sheet == keys.META_SHEET
    for row in rows:
        if is_meta and row and row[0][1] in county_keys.MARK_ROWS:
            continue
        for place, value in row:
            if value is None or place in inputs:
                continue
            met.add(place)
            if place not in marks:
                yield f"{sheet}!{place}：没有标记"
            elif mark(sheet, place, value) != marks[place]:
                yield f"{sheet}!{place}：与标记不符"
    yield from (f"{sheet}!{place}：是空的" for place in marks if place not in met)
