"""Holds a county file that was just written against the marks it bears, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xianbiao.export.package.values import Piece
from xianbiao.model.records import Record
from xianbiao.sheets.fingerprint import mark, seal_line, whole_mark
from xianbiao.sheets.layout import county_keys, keys

_REMEMBERED = 1024
"""How many pieces of sheets are remembered with their marks."""
_Marks = dict[str, dict[str, str]]
"""Marks by sheet and address."""


def broken_seals(sheets: Mapping[str, Sequence[Piece]]) -> list[str]:
    """One sentence for every locked cell that does not bear its mark; empty when all do.

    Unlike a file that comes back, no row of it can have moved: every cell is compared in place.
    """
    known = [_known(piece) for piece in sheets.get(keys.META_SHEET, ())]
    inputs = {name: places for piece in known for name, places in piece.inputs.items()}
    whole = next((piece.whole for piece in reversed(known) if piece.whole), "")
    lines = [line for piece in known for line in piece.lines]
    marks: _Marks = {name: {} for name in inputs}
    for piece in known:
        for name, borne in piece.marks.items():
            marks.setdefault(name, {}).update(borne)
    is_complete = whole_mark(lines, inputs) == whole and marks.keys() == inputs.keys()
    faults = [] if is_complete else [f"{keys.META_SHEET}：锁定单元格的清单不全"]
    if list(sheets) != list(inputs):
        faults.append(f"工作表是{'、'.join(sheets)}，应当是{'、'.join(inputs)}")
    for name in inputs:
        if name in sheets:
            found: dict[str, str] = {}
            for rows in sheets[name]:
                found.update(_marks_of(name, rows))
            for place in inputs[name]:
                found.pop(place, None)
            if found != marks[name]:
                faults += _faults(name, found, marks[name])
    return faults


class _Known(Record, frozen=True):
    """What some rows of _meta say: marks, the lines that say them, cells to fill in, the whole."""

    marks: _Marks
    lines: tuple[str, ...]
    inputs: dict[str, tuple[str, ...]]
    whole: str


@lru_cache(maxsize=_REMEMBERED)
def _known(piece: Piece) -> _Known:
    marks: _Marks = {}
    lines: list[str] = []
    inputs: dict[str, tuple[str, ...]] = {}
    whole = ""
    for row in piece.rows:
        kind = row[0][1] if row else None
        if kind not in county_keys.MARK_ROWS:
            continue
        first, second, third = (*(str(v or "") for _, v in row[1:4]), "", "", "")[:3]
        if kind == county_keys.META_LOCK:
            marks.setdefault(first, {})[second] = third
            lines.append(seal_line(first, second, third))
        elif kind == county_keys.META_INPUTS:
            inputs[first] = tuple(second.split())
        else:
            whole = first
    return _Known(marks, tuple(sorted(lines)), inputs, whole)


@lru_cache(maxsize=_REMEMBERED)
def _marks_of(sheet: str, piece: Piece) -> dict[str, str]:
    """The marks that the cells of a piece should bear, those to be filled in with the others."""
    is_meta = sheet == keys.META_SHEET
    return {
        place: mark(sheet, place, value)
        for row in piece.rows
        if not (is_meta and row and row[0][1] in county_keys.MARK_ROWS)
        for place, value in row
        if value is not None
    }


def _faults(sheet: str, found: Mapping[str, str], marks: Mapping[str, str]) -> Iterator[str]:
    for place, own in found.items():
        if place not in marks:
            yield f"{sheet}!{place}：没有标记"
        elif own != marks[place]:
            yield f"{sheet}!{place}：与标记不符"
    yield from (f"{sheet}!{place}：是空的" for place in marks if place not in found)
