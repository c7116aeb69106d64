"""C90: names of places are full names, and a name that is nearly one is probably misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import Place, load_places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze
from xianbiao.model.refs import Text


def misspelt(notice: Notice, name: str) -> Place | None:
    """The place of the allocating area that a name probably means, None for no near miss.

    A place that has a row of its own is not meant: 洪江区 beside 洪江市 is another recipient.
    """
    if notice.area is None:
        return None
    places = load_places()
    if places.find(name, within=notice.area.code) is not None:
        return None
    near = places.suggest(name, within=notice.area.code)
    taken = near is not None and any(r.code == near.code for r in notice.recipients)
    return None if taken else near


@rule("C90", "地名识别", Severity.HINT, "地名写错一个字，钱和目标就对不上单位")
def places_are_known(notice: Notice) -> Iterator[Fault]:
    """Places misspelt or listed twice (errors), short names and unknown places (hints)."""
    table = notice.allocation
    yield from _twice(table)
    rows: list[tuple[Recipient, Text]] = (
        [(r.recipient, r.name) for r in table.rows if r.recipient is not None] if table else []
    )
    for recipient, text in rows:
        if recipient.kind is RecipientKind.PLACE:
            if recipient.full_name != recipient.name:
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
    for form in notice.forms:
        known = form.recipient
        if known is None or form.subtitle is None or known.kind is not RecipientKind.PLACE:
            continue
        if squeeze(form.region) != known.full_name:
            yield _short(known, Text(form.region, form.subtitle.ref))


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


def _twice(table: AllocationTable | None) -> Iterator[Fault]:
    """A recipient that stands in two rows."""
    for earlier, row in table.repeated() if table else ():
        names = dict.fromkeys(f"“{r.name.stripped}”" for r in (earlier, row))
        yield Fault(
            row.name.ref,
            f"{'与'.join(names)}是同一单位，列了两行："
            f"{earlier.name.ref.where()}、{row.name.ref.where()}",
            left=row.name.stripped,
            severity=Severity.ERROR,
            suggestion="核对后只留一行；确是两个单位的写全名",
        )


def _short(recipient: Recipient, text: Text) -> Fault:
    return Fault(
        text.ref,
        f"“{text.stripped}”是简称，全称“{recipient.full_name}”（{recipient.code}）",
        left=text.stripped,
        right=recipient.full_name,
        suggestion="正式文件用全称，或全文统一用规范简称",
    )
