"""Comments of cells that every file has, without those that name other recipients."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from xianbiao.export.package.elements import Element, local
from xianbiao.export.package.notes import ROW, SHAPE, kept_comments
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.references import letters_of
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.xml_text import parsed
from xianbiao.model.expressions import expression

_COLUMN = expression(r"<x:Column>\s*(\d+)\s*</x:Column>")
_CELL = expression(r"[A-Z]+(\d+)")


def cells_naming_others(
    parts: Iterable[tuple[str, bytes]], sheet: str, rows: RowMap, whose: Whose
) -> frozenset[str]:
    """The cells of a sheet with comments, or threads of them, that name others; they are told.

    Those in rows that go are not among them.
    """
    found: set[str] = set()
    for part, data in parts:
        if not whose.concerns(data):
            continue
        root = parsed(data, part)
        authors = [a.text or "" for a in root.iter("{*}author")]
        for comment in root.iter("{*}comment", "{*}threadedComment"):
            place = _CELL.fullmatch(comment.get("ref", ""))
            by = _author(comment, authors)
            if place is None or not rows.keeps(int(place[1])):
                continue
            if whose.named("".join([by, "\n", *(str(t) for t in comment.itertext())])):
                found.add(place[0])
    for cell in sorted(found, key=lambda c: (int("".join(filter(str.isdigit, c))), c)):
        whose.told.add(Change.COMMENT, sheet, cell)
    return frozenset(found)


def without_comments(data: bytes, part: str, cells: Collection[str]) -> bytes | None:
    """Classic comments or threads without those of some cells, None where none is left."""
    return kept_comments(data, part, lambda ref: None if ref in cells else ref)


def without_boxes(data: bytes, cells: Collection[str]) -> bytes | None:
    """A legacy drawing without the boxes of comments of some cells, None where none is left."""
    text = data.decode("utf-8-sig", errors="surrogateescape")
    text = SHAPE.sub(lambda match: _shape(match, cells), text)
    return text.encode("utf-8", errors="surrogateescape") if SHAPE.search(text) else None


def _shape(match: re.Match[str], cells: Collection[str]) -> str:
    row, column = ROW.search(match[0]), _COLUMN.search(match[0])
    if row is None or column is None:
        return match[0]
    return "" if f"{letters_of(int(column[1]) + 1)}{int(row[2]) + 1}" in cells else match[0]


def _author(comment: Element, authors: list[str]) -> str:
    at = int(comment.get("authorId", "0"))
    return authors[at] if local(comment) == "comment" and at < len(authors) else ""
