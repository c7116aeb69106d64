"""Cells of a row moved without reading each of them: new places, and formulas of their own row."""

from __future__ import annotations

from functools import lru_cache

from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import BY_PLACE
from xianbiao.export.package.xml_text import unescaped
from xianbiao.model.expressions import expression

_ADDRESS = expression(rb'<c r="([A-Z]+)\d+"')
_PROBE = 7_777_777
"""A row that no sheet has."""


def moved_cells(inner: bytes, old: int, new: int) -> bytes | None:
    """The cells of a row as they stand in another; None where they must be read one by one.

    That is so unless every formula speaks of cells in its own row of its own sheet only.
    """
    if b"<f" in inner:
        with_formulas = _moved_formulas(inner, b"%d" % old, b"%d" % new)
        if with_formulas is None:
            return None
        inner = with_formulas
    if old == new:
        return inner
    place, count = b'%d"' % old, inner.count(b"<c")
    is_usual = inner.startswith(b"<c") and inner.count(b'<c r="') == count
    if is_usual and inner.count(place) == count:  # the number stands in the addresses only
        return inner.replace(place, b'%d"' % new)
    parts = _ADDRESS.split(inner)
    if parts[0] or inner.count(b"<c") != len(parts) // 2:
        return None
    parts[1::2] = [_head(column, new) for column in parts[1::2]]
    return b"".join(parts)


def _moved_formulas(inner: bytes, old: bytes, new: bytes) -> bytes | None:
    pieces = inner.split(b"<f>")
    if inner.count(b"<f") != len(pieces) - 1:
        return None
    found = [pieces[0]]
    for piece in pieces[1:]:
        formula, end, rest = piece.partition(b"</f>")
        relative = formula.replace(old, b"\0")
        if not _follows_its_row(relative):
            return None
        found += (b"<f>", relative.replace(b"\0", new), end, rest)
    return b"".join(found)


@lru_cache(maxsize=1024)
def _follows_its_row(relative: bytes) -> bool:
    """Whether a formula, NUL for the number of its row, says the same in every row."""
    if b"&#" in relative:
        return False
    text = unescaped(relative)
    formula = parse(text.replace("\0", str(_PROBE)))
    if formula.names or formula.tables or formula.leaves_file or formula.functions & BY_PLACE:
        return False
    references = list(formula.references())
    if any(r.sheet is not None or not r.first == r.last == _PROBE for r in references):
        return False
    return formula.rewritten(lambda r: r.text.replace(str(_PROBE), "\0")) == text


@lru_cache(maxsize=4096)
def _head(column: bytes, row: int) -> bytes:
    return b'<c r="%b%d"' % (column, row)
