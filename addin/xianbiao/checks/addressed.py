"""The places that the addressees list by name, against the rows of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.lost_rows import lacks_a_row
from xianbiao.checks.missing_rows import misspelt
from xianbiao.checks.registry import Fault
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text

_BRACKETED = expression(r"[（(][^（）()]*[)）]")
_PLACE = expression(
    r"([\u4e00-\u9fff]{1,14}?[县市区州盟旗乡镇道])(?=$|(?:人民)?政府|办事处|财政|民政|教育|卫生|人力|农业|住房"
    r"|住建|退役|应急|医疗|医保|残联|残疾人|水利|乡村|林业|文化|交通|审计)"
)
_ALL = expression(r"^(?:各|有关|相关|所辖|所属|全|本|你)")
_TOWN = ("乡", "镇", "街道")
_FEWEST, _SHORTEST, _FEWEST_IN_ORDER = 3, 2, 4


def places_of(text: Text | None) -> list[str]:
    """The places that a line of addressees names one by one, in order; none for 各县（市）."""
    if text is None:
        return []
    line = _BRACKETED.sub("", squeeze(text.stripped)).rstrip("：:。")
    tokens = [t for t in re.split(r"[、，,；;]", line) if t]
    if any(_ALL.match(t) for t in tokens):
        return []
    found = [m[1] for t in tokens if (m := _PLACE.match(t)) and len(m[1]) >= _SHORTEST]
    return found if len(found) >= _FEWEST else []


def lists_towns(text: Text | None) -> bool:
    """Whether the addressees name townships one by one, so that each must stand there itself."""
    return sum(name.endswith(_TOWN) for name in places_of(text)) >= _FEWEST


def repeated_place(text: Text | None) -> str | None:
    """The first place that stands twice among the addressees, not with two of its offices."""
    names = places_of(text)
    line = _BRACKETED.sub("", squeeze(text.stripped)) if text is not None else ""
    tokens = re.split(r"[、，,；;]", line.rstrip("：:。"))
    return next((n for i, n in enumerate(names) if n in names[:i] and tokens.count(n) > 1), None)


def _swapped(text: Text, names: list[str], table: AllocationTable) -> Iterator[Fault]:
    """Two neighbours among the addressees that stand the other way round in the table alone."""
    listed = [r.recipient for r in table.rows if r.recipient is not None]
    order = [next((i for i, r in enumerate(listed) if r.is_called(n)), -1) for n in names]
    off = [at for at, place in enumerate(order) if place != at]
    if len(order) != len(listed) or len(order) < _FEWEST_IN_ORDER or len(off) != 2:
        return
    first, second = off
    if second != first + 1 or order[first] != second or order[second] != first:
        return
    yield Fault(
        text.ref,
        f"主送里“{names[first]}”排在“{names[second]}”之前，分配表里相反，其余次序都相同",
        left=names[first],
        right=names[second],
        severity=Severity.HINT,
        suggestion="核对次序，两处改成一致",
    )


def _is_told(notice: Notice, table: AllocationTable) -> bool:
    """Whether the table tells that the row of a recipient is missing, or holds another's name."""
    return lacks_a_row(notice, table) or bool(table.repeated())


def strangers_among(notice: Notice, missing: list[AllocationRow]) -> Iterator[Fault]:
    """Places that are addressed and get nothing; one that stands for a missing row is told so."""
    text, table = notice.addressees, notice.allocation
    names = list(dict.fromkeys(places_of(text)))
    if text is None or table is None or not names or _is_told(notice, table):
        return
    known = [r.recipient for r in table.rows if r.recipient is not None]
    yield from _swapped(text, names, table)
    strange = [n for n in names if not any(r.is_called(n) for r in known)]
    meant = [near.names for r in known if (near := misspelt(notice, r.name)) is not None]
    strange = [n for n in strange if not any(n in names for names in meant)]
    if len(strange) * 2 > len(names):
        return
    pair = missing[0] if len(missing) == len(strange) == 1 else None
    for name in strange:
        also = (
            f"，表里的“{pair.name.stripped}”（{pair.name.ref.where()}）不在主送，疑为写错"
            if pair is not None
            else ""
        )
        yield Fault(
            text.ref,
            f"主送有“{name}”，分配表没有这个单位{also}",
            left=name,
            right=pair.name.stripped if pair is not None else None,
            severity=Severity.HINT,
            suggestion="核对主送名单；不分资金只要知照的可不改",
        )
