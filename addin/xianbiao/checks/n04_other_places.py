"""N04: traces of another place's document: its offices, and 你省 in a letter to counties."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import Place, load_places
from xianbiao.model.refs import Ref

_OFFICE = expression(
    r"[\u4e00-\u9fff]{2,16}?(?:财政|民政|教育|农业农村|人力资源|卫生健康|医疗保障|退役军人|住房|水利"
    r"|审计|乡村振兴|人民政府|残疾人)[\u4e00-\u9fff]{0,10}?(?:厅|局|委|政府|联合会)"
)
_PLACE_END = "省市州县区旗盟"
_HIGHER = expression(r"你省|你自治区|你直辖市")


@rule("N04", "别处的机关和称呼", Severity.HINT, "套用别处或上级的文件，常常忘了改机关和称呼")
def names_are_of_this_place(notice: Notice) -> Iterator[Fault]:
    """Offices of a place that neither is the allocating area nor lies above or below it."""
    area = notice.area
    if area is None:
        return
    units = paragraphs(notice.body)
    if notice.copies is not None:
        units = [*units, Paragraph(notice.copies.text, (0,), (notice.copies.ref,))]
    seen: set[tuple[Ref, str]] = set()
    for unit in units:
        for found in _OFFICE.finditer(unit.text):
            named = _named(found.group())
            ref = unit.ref_at(found.start())
            if named is None or _belongs(notice, area, named[0]) or (ref, named[1]) in seen:
                continue
            seen.add((ref, named[1]))
            office = found.group()[found.group().index(named[1]) :]
            yield Fault(
                ref,
                f"“{office}”不是{area.name}的机关，也不是它的上级或下级",
                left=office,
                suggestion="核对机关名称；多是套用别处的文件没有改",
            )
    if area.level != "province":
        yield from _addressed_as_province(notice)


def _named(office: str) -> tuple[Place, str] | None:
    """The place that an office names by a name that says what kind of place it is."""
    place = load_places().in_text(office)
    if place is None:
        return None
    names = [n for n in place.names if n[-1] in _PLACE_END and n in office]
    return (place, max(names, key=len)) if names else None


def _belongs(notice: Notice, area: Place, place: Place) -> bool:
    """Whether a place is the area, lies above or below it, or is among the recipients."""
    if any(r.code == place.code for r in notice.recipients):
        return True
    digits = {"province": 2, "prefecture": 4}
    size = min(digits.get(area.level, 6), digits.get(place.level, 6))
    return area.code[:size] == place.code[:size]


def _addressed_as_province(notice: Notice) -> Iterator[Fault]:
    for unit in paragraphs(notice.body):
        if found := _HIGHER.search(unit.text):
            yield Fault(
                unit.ref_at(found.start()),
                f"正文写“{found.group()}”，收文的不是省级",
                left=found.group(),
                suggestion="改为“你县（市、区）”；多是照抄上级文件",
            )
            return
