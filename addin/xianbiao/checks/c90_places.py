"""C90: names of places are full names, and a name that is nearly one is probably misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.lost_rows import explained_by_doubles, lacks_a_row
from xianbiao.checks.missing_rows import (
    left_out,
    misspelt,
    near_place,
    stands_under_another_name,
)
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import Place, load_places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze, without_remark
from xianbiao.model.refs import Text
from xianbiao.model.repeated_rows import listed_twice

_ONE_IN = 5
"""One place in so many may have strayed into a table; more tell that the area is another."""


@rule("C90", "地名识别", Severity.HINT, "地名写错一个字，钱和目标就对不上单位")
def places_are_known(notice: Notice) -> Iterator[Fault]:
    """Places misspelt or listed twice (errors), short names and unknown places (hints)."""
    table = notice.allocation
    for reading in notice.readings:
        if reading.is_understood and not reading.is_in_notice:
            for earlier, row in listed_twice(reading):
                yield _doubled(earlier.name, row.name)
    for one in notice.tables:
        explains = explained_by_doubles(notice, one)
        yield from _twice(one, explains)
        if one is not table:
            yield from _misspelt_rows(notice, one)
    rows: list[tuple[Recipient, Text]] = (
        [(r.recipient, r.name) for r in table.rows if r.recipient is not None] if table else []
    )
    area_name = notice.area.name if notice.area else ""
    outside = [r for r, _ in rows if _is_outside(notice, r)]
    strangers = outside if len(outside) * _ONE_IN <= len(rows) else []
    for recipient, text in rows:
        if recipient.kind is RecipientKind.PLACE:
            if recipient in strangers:
                yield Fault(
                    text.ref,
                    f"“{text.stripped}”（{recipient.code}）不属于{area_name}",
                    left=text.stripped,
                    suggestion="核对是不是别的表的行；确实归本次分配的可不改",
                )
            elif recipient.full_name not in (recipient.name, without_remark(recipient.name)):
                yield _short(recipient, text)
            continue
        near = misspelt(notice, recipient.name)
        if near is not None:
            yield _misspelt(notice, text, near)
        elif notice.area is not None and load_places().is_place_like(recipient.name):
            yield Fault(
                text.ref,
                f"“{recipient.name}”不在{notice.area.name}的县市名单里，按单位处理",
                left=recipient.name,
                suggestion="核对名称；不是笔误可不改",
            )
    if table is None:
        yield from _elsewhere(notice)
    else:
        yield from _left_out(notice, table)
    for form in notice.forms:
        known = form.recipient
        if known is None or form.subtitle is None or known.kind is not RecipientKind.PLACE:
            continue
        if squeeze(form.region) != known.full_name:
            yield _short(known, Text(form.region, form.subtitle.ref))


def _left_out(notice: Notice, table: AllocationTable) -> Iterator[Fault]:
    """The one county without a row, unless its form or another row tells of it."""
    area, absent = notice.area, left_out(notice)
    if area is None or absent is None or stands_under_another_name(notice, absent):
        return
    if any(form.region in absent.names for form in notice.target_forms):
        return
    if lacks_a_row(notice, table):
        return
    yield Fault(
        table.rows[-1].name.ref,
        f"{area.name}的 {len(load_places().children(area.code))} 个县市区里"
        f"只有“{absent.name}”不在表里",
        right=absent.name,
        suggestion="核对是不是漏列；确实没有分配的可不改",
    )


def _is_outside(notice: Notice, recipient: Recipient) -> bool:
    """Whether a place lies in another province or prefecture than the area that allocates."""
    area, code = notice.area, recipient.code
    if area is None or not code:
        return False
    return not code.startswith(area.code[:2] if area.level == "province" else area.code[:4])


def _misspelt(notice: Notice, text: Text, near: Place) -> Fault:
    name = squeeze(text.stripped)
    return Fault(
        text.ref,
        f"“{name}”不在{notice.area.name if notice.area else ''}的县市名单里，疑为“{near.name}”",
        left=name,
        right=near.name,
        severity=Severity.ERROR,
        suggestion=f"改为“{near.name}”；确有其名则在“单位”表登记别名",
        repair=Repair(text.ref, near.name),
    )


def _elsewhere(notice: Notice) -> Iterator[Fault]:
    """Misspelt places in tables of other shapes, where no allocation table was read."""
    area = notice.area
    if area is None:
        return
    for table in notice.readings:
        rows = table.recipients if table.is_understood else []
        texts = {squeeze(t.stripped): t for r in reversed(rows) if (t := r.owner or r.name)}
        known = {name: load_places().find(name, within=area.code) for name in texts}
        if sum(place is not None for place in known.values()) * 2 < len(known):
            continue
        taken = {place.code for place in known.values() if place is not None}
        for name, text in reversed(texts.items()):
            near = misspelt(notice, name) if load_places().find(name) is None else None
            if near is not None and near.code not in taken:
                yield _misspelt(notice, text, near)


def _misspelt_rows(notice: Notice, table: AllocationTable) -> Iterator[Fault]:
    """Misspelt places in a further table; a place that has a row of its own there is not meant."""
    taken = {row.recipient.code for row in table.rows if row.recipient}
    for row in table.rows:
        if row.recipient is None or row.recipient.code:
            continue
        near = near_place(notice, row.recipient.name)
        if near is not None and near.code not in taken:
            yield _misspelt(notice, row.name, near)


def _twice(table: AllocationTable, explains: bool) -> Iterator[Fault]:
    """A recipient that stands in two rows; `explains` tells that the totals leave one out."""
    for earlier, row in table.repeated():
        amount = table.final_amount(row)
        value = amount.value if explains and amount is not None else None
        yield _doubled(earlier.name, row.name, value)


def _doubled(earlier: Text, later: Text, value: Decimal | None = None) -> Fault:
    names = dict.fromkeys(f"“{name.stripped}”" for name in (earlier, later))
    return Fault(
        later.ref,
        f"{'与'.join(names)}是同一单位，列了两行：{earlier.ref.where()}、{later.ref.where()}",
        left=later.stripped if value is None else value,
        cause=None if value is None else f"各列合计都没有算第二行（{format_amount(value)}）",
        severity=Severity.ERROR,
        suggestion="核对后只留一行，看是不是少了一个单位；确是两个单位的写全名",
    )


def _short(recipient: Recipient, text: Text) -> Fault:
    return Fault(
        text.ref,
        f"“{text.stripped}”是简称，全称“{recipient.full_name}”（{recipient.code}）",
        left=text.stripped,
        right=recipient.full_name,
        suggestion="正式文件用全称，或全文统一用规范简称",
    )
