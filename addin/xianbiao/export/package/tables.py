"""Tables (ListObjects) after rows were removed."""

from __future__ import annotations

from collections.abc import Callable

from xianbiao.export.package.ranges import cut_range, row_span
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.expressions import expression

_BOUND = expression(rb"Formula\b|\b(?:tableType|connectionId|queryTableFieldId)=|xmlColumnPr")
"""What in a table may have to change although all its rows stay."""


def table_names(data: bytes, part: str) -> frozenset[str]:
    """The names by which formulas call a table, in capitals."""
    root = parsed(data, part)
    return frozenset(n.upper() for k in ("name", "displayName") if (n := root.get(k)))


def is_whole(data: bytes, part: str, rows: RowMap) -> bool:
    """Whether every row of the table stays."""
    return rows.keeps_all(*row_span(parsed(data, part).get("ref", "")))


def is_gone(data: bytes, part: str, rows: RowMap) -> bool:
    """Whether the header or all of the lines of the table went."""
    root = parsed(data, part)
    first, last = row_span(root.get("ref", ""))
    headers, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    keeps_header = rows.keeps_all(first, first + headers - 1)
    return not keeps_header or not rows.kept(first + headers, last - totals)


def with_own_formulas(data: bytes, part: str, follow: Callable[[str], str | None]) -> bytes:
    """The table without queries and XML behind it, its columns' formulas as they `follow` rows.

    A formula that `follow` has none for goes: new lines are then filled in by hand.
    """
    if not _BOUND.search(data):
        return data
    root = parsed(data, part)
    for name in ("tableType", "connectionId"):
        root.attrib.pop(name, None)
    for column in root.iter("{*}tableColumn"):
        column.attrib.pop("queryTableFieldId", None)
        for mapped in column.findall("{*}xmlColumnPr"):
            column.remove(mapped)
        for tag in ("calculatedColumnFormula", "totalsRowFormula"):
            for formula in column.findall(f"{{*}}{tag}"):
                formula.text = follow(formula.text or "")
                if formula.text is None:
                    column.remove(formula)
                    if tag == "totalsRowFormula":
                        column.attrib.pop("totalsRowFunction", None)
    return written(root)


def cut_table(data: bytes, part: str, rows: RowMap) -> bytes | None:
    """The table over the rows that stay; None where its header or all of its lines went.

    Its cells stay cells then, and formulas that call it become values.
    """
    if is_gone(data, part, rows):
        return None
    root = parsed(data, part)
    totals, (_, last) = int(root.get("totalsRowCount", "0")), row_span(root.get("ref", ""))
    root.set("ref", cut_range(root.get("ref"), rows) or "")
    if totals and not rows.keeps(last):
        root.set("totalsRowCount", "0")
        root.set("totalsRowShown", "0")
        for column in root.iter("{*}tableColumn"):
            for name in ("totalsRowFunction", "totalsRowLabel"):
                column.attrib.pop(name, None)
            for formula in column.findall("{*}totalsRowFormula"):
                column.remove(formula)
    for choice in root.findall("{*}autoFilter"):
        choice.set("ref", cut_range(choice.get("ref", ""), rows) or root.get("ref"))
        for chosen in list(choice):
            choice.remove(chosen)
    for sorting in root.findall("{*}sortState"):
        root.remove(sorting)
    return written(root)
