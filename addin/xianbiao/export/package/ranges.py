"""Lists of ranges, and formulas of rules, after rows were removed."""

from __future__ import annotations

from xianbiao.export.package.references import Reference, parse
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_map import LAST_ROW, RowMap
from xianbiao.model.expressions import expression

_RANGE = expression(r"(\$?[A-Za-z]{1,3}\$?)(\d+)(?::(\$?[A-Za-z]{1,3}\$?)(\d+))?")


def cut_range(text: str, rows: RowMap) -> str | None:
    """`A5:C18` cut to the rows that stay, None where none does."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return text
    first, last = int(match[2]), int(match[4] or match[2])
    cut = rows.cut(min(first, last), max(first, last))
    if cut is None:
        return None
    if match[3] is None:
        return f"{match[1]}{cut[0]}"
    return f"{match[1]}{cut[0]}:{match[3]}{cut[1]}"


def cut_ranges(text: str, rows: RowMap) -> str | None:
    """A list of ranges divided by blanks, cut to the rows that stay."""
    kept = [new for old in text.split() if (new := cut_range(old, rows)) is not None]
    return " ".join(kept) or None


def row_span(text: str) -> tuple[int, int]:
    """The first and last row of a list of ranges."""
    found = [int(r) for m in _RANGE.finditer(text) for r in (m[2], m[4] or m[2])]
    return (min(found), max(found)) if found else (1, LAST_ROW)


def rule_formula(text: str, own: str, ranges: str, remaining: Remaining) -> str | None:
    """The formula of a rule that holds for `ranges`, None where it no longer makes sense.

    Its rows without a dollar sign are counted from the first row of the ranges.
    """
    formula = parse(text)
    if formula.leaves_file or formula.tables:
        return None
    if not formula.names <= remaining.names:
        return None
    rows = remaining.rows[own.lower()]
    base, last = row_span(ranges)
    cut = rows.cut(base, last)
    if cut is None:
        return None
    new_base = cut[0]
    return formula.rewritten(lambda piece: _moved(piece, own, (base, last), new_base, remaining))


def _moved(
    reference: Reference, own: str, span: tuple[int, int], new_base: int, remaining: Remaining
) -> str | None:
    name, rows = remaining.sheet(reference, own)
    if rows is None or reference.is_elsewhere:
        return None
    if reference.kind == "columns":
        return reference.text
    own_rows = remaining.rows[own.lower()]
    ends = []
    cut = rows.cut(reference.first, reference.last)
    for row, fixed in zip((reference.first, reference.last), reference.fixed, strict=True):
        if not fixed:
            offset = row - span[0]
            if not _stays_beside(offset, span, own_rows, rows, same=name == own.lower()):
                return None
            ends.append(new_base + offset)
        elif cut is None:
            return None
        else:
            ends.append(cut[0] if not ends else cut[1])
    return reference.text_at(ends[0], ends[1])


def _stays_beside(
    offset: int, span: tuple[int, int], own: RowMap, other: RowMap, *, same: bool
) -> bool:
    """Whether every row that stays still has the same row at this distance."""
    if same and offset == 0:
        return True
    if own.is_identity and other.is_identity:
        return True
    if not same:
        return own.removed == other.removed and offset == 0
    low, high = sorted((0, offset))
    return all(
        own.keeps_all(max(1, first + low), min(LAST_ROW, last + high))
        for first, last in _kept_runs(span, own)
    )


def _kept_runs(span: tuple[int, int], rows: RowMap) -> list[tuple[int, int]]:
    """The runs of rows within a span that stay."""
    kept, start = [], span[0]
    for first, last in rows.removed:
        if last < start or first > span[1]:
            continue
        if first > start:
            kept.append((start, first - 1))
        start = last + 1
    if start <= span[1]:
        kept.append((start, span[1]))
    return kept
