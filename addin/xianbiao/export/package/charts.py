"""Charts after rows were removed: what they draw, and the copies of the cells that they keep."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from xianbiao.export.package.elements import local, remove
from xianbiao.export.package.references import Reference, parse
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.xml_text import parsed, written

Element: TypeAlias = etree._Element
_TIED = ("externalData", "pivotSource", "pivotFmts", "pivotOptions", "pivotOptions16")
"""What ties a chart to another file or to a pivot table, which no file gets."""
_POINTS = ("numCache", "strCache", "multiLvlStrCache", "lvl", "numDim", "strDim")


def cut_chart(data: bytes, part: str, own: str, remaining: Remaining) -> bytes | None:
    """The chart over the rows that stay, None where a range of it lost all of them.

    The copies that it keeps of its cells lose the points of removed rows. A chart that draws
    cells whose values changed keeps no copy of them: a program that opens it draws them anew.
    """
    root = parsed(data, part)
    for formula in [e for e in root.iter("{*}f") if e.text]:
        if not _cut(formula, own, remaining):
            return None
    for tied in [e for tag in _TIED for e in root.iter(f"{{*}}{tag}")]:
        remove(tied)
    return written(root)


def _cut(formula: Element, own: str, remaining: Remaining) -> bool:
    parsed_formula = parse(formula.text.strip())
    references = list(parsed_formula.references())
    if not references:
        return parsed_formula.names <= remaining.names and "#REF!" not in formula.text
    kept_points: list[int] = []
    kept_rows: list[int] = []
    pieces: list[str] = []
    at, changed = 0, False
    for piece in parsed_formula.pieces:
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        name, rows = remaining.sheet(piece, own)
        cut = rows.cut(piece.first, piece.last) if rows is not None else None
        if rows is None or piece.is_elsewhere or cut is None:
            return False
        pieces.append(piece.text_at(*cut))
        changed |= remaining.touches(name, piece)
        kept_points += _points(piece, rows, at)
        kept_rows += [r - piece.first for r in range(piece.first, piece.last + 1) if rows.keeps(r)]
        at += _size(piece)
    formula.text = "".join(pieces)
    for cache in formula.getparent():
        if local(cache) in _POINTS:
            by_rows = local(cache) == "multiLvlStrCache"
            _cut_cache(cache, kept_rows if by_rows else kept_points, empty=changed)
    return True


def _size(reference: Reference) -> int:
    left, right = reference.column_span()
    return (reference.last - reference.first + 1) * (right - left + 1)


def _points(reference: Reference, rows: RowMap, at: int) -> list[int]:
    """The indexes of the points that stay, row by row."""
    left, right = reference.column_span()
    width = right - left + 1
    return [
        at + (row - reference.first) * width + column
        for row in range(reference.first, reference.last + 1)
        if rows.keeps(row)
        for column in range(width)
    ]


def _cut_cache(cache: Element, kept: list[int], *, empty: bool) -> None:
    new = {old: index for index, old in enumerate(kept)}
    for holder in [cache, *cache.iter("{*}lvl")]:
        for point in holder.findall("{*}pt"):
            index = int(point.get("idx", "0"))
            if empty or index not in new:
                holder.remove(point)
            else:
                point.set("idx", str(new[index]))
        count = holder.find("{*}ptCount")
        if count is not None:
            count.set("val", str(len(kept)))
        if holder.get("ptCount") is not None:
            holder.set("ptCount", str(len(kept)))
