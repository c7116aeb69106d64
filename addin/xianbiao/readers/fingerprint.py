"""Holds a returned county file against the marks that it was sent out with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from xianbiao.sheets.fingerprint import Fingerprint, Seal, mark
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.plan import Formula

_SHOWN = 30


def verify_fingerprint(path: Path) -> list[str]:
    """One sentence for every locked cell that was changed; empty when only inputs were filled."""
    book = openpyxl.load_workbook(path)
    if keys.META_SHEET not in book.sheetnames:
        return [f"缺少 {keys.META_SHEET}：不是下发的县级文件，或此表已被删除"]
    rows = list(book[keys.META_SHEET].iter_rows(max_col=4, values_only=True))
    heads = {str(row[0]): str(row[1]) for row in rows if row[0] is not None}
    if heads.get(keys.META_TEMPLATE) != keys.COUNTY_TEMPLATE:
        return [f"{keys.META_SHEET} 不是县级文件的：{heads.get(keys.META_TEMPLATE) or '空'}"]
    known = _known(rows)
    faults = []
    if known.whole != heads.get(county_keys.META_FINGERPRINT):
        faults.append(f"{keys.META_SHEET}：锁定单元格的清单已改动，以下比对不可靠")
    present = set(book.sheetnames)
    for name in (*known.inputs, keys.META_SHEET):
        if name not in present:
            faults.append(f"缺少工作表“{name}”")
    for name in book.sheetnames:
        if name not in known.inputs:
            faults.append(f"多出工作表“{name}”")
            continue
        marks = {s.address: s.mark for s in known.seals if s.sheet == name}
        faults.extend(_changes(book[name], marks, set(known.inputs[name])))
    return faults


def _known(rows: list[tuple[Any, ...]]) -> Fingerprint:
    seals = [
        Seal(str(sheet), str(place), str(seal))
        for kind, sheet, place, seal in rows
        if kind == county_keys.META_LOCK
    ]
    inputs = {
        str(sheet): tuple(str(places or "").split())
        for kind, sheet, places, _ in rows
        if kind == county_keys.META_INPUTS
    }
    return Fingerprint(tuple(seals), inputs)


def _changes(sheet: Any, marks: dict[str, str], inputs: set[str]) -> list[str]:
    faults: list[str] = []
    met: set[str] = set()
    for row in sheet.iter_rows():
        for cell in row:
            place = cell.coordinate
            if cell.value is None or place in inputs or _is_mark(sheet, row[0].value):
                continue
            met.add(place)
            if place not in marks:
                faults.append(f"{sheet.title}!{place}：锁定区多出内容“{_shown(cell.value)}”")
            elif mark(sheet.title, place, _content(cell)) != marks[place]:
                faults.append(
                    f"{sheet.title}!{place}：锁定单元格已改动，现为“{_shown(cell.value)}”"
                )
    faults += [f"{sheet.title}!{p}：锁定单元格已清空" for p in marks if p not in met]
    return faults


def _is_mark(sheet: Any, first: object) -> bool:
    """Whether a row is one of the list of marks itself."""
    return sheet.title == keys.META_SHEET and first in county_keys.MARK_ROWS


def _content(cell: Any) -> object:
    return Formula(str(cell.value)) if cell.data_type == "f" else cell.value


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
