"""C81 and C82: the addressees are those that get money or have duties by the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xianbiao.checks.addressed import lists_towns, places_of, strangers_among
from xianbiao.checks.missing_rows import misspelt
from xianbiao.checks.paragraphs import BRACKETED, HAN, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.allocation import AllocationRow
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.recipients import Recipient, RecipientKind, squeeze
from xianbiao.model.refs import Text

_HAN = expression(HAN)
_ALL_PLACES = expression(
    r"(?:各|有关|相关|所辖|所属|全[市州盟区省])[^、，,；;：:]{0,10}?[省县市区州盟旗地师](?!直|级|属|本级)"
)
_ALL_UNITS = expression(
    r"(?:有关|相关|直属|所属|局属|预算|[市州省区县盟旗]直|各)(?:预算)?单位"
    r"|[市州省区县盟旗]直(?:各)?(?:有关|相关)?(?:部门|单位)"
)
_ZONES = r"开发区|经开区|高新区|园区|管委会|管理委员会|新区|示范区|保税区|风景区|景区"
_ZONE = expression(_ZONES)
_ALL_ZONES = expression(
    rf"(?:各|[、，和及（(])(?:各类?)?(?:经济(?:技术)?|高新(?:技术)?(?:产业)?|工业|产业)?(?:{_ZONES})"
)
_BELOW = expression(r"(?:([乡镇])|(街道)|(村)|(社区))(?:办事处|人民政府|委员会)?$")
_KIND = expression(
    r"救助站|福利院|救助管理站|医院|卫生院|卫生室|卫生服务站|学校|学院|中心|农场|团场|林场|协会|敬老院"
    r"|养老院|养老服务站|殡仪馆|合作社|公司"
)
_SCHOOL = expression(r"(?:小学|中学|初中|高中|幼儿园|学院)$")
_BARE_CLASS = {
    "县": expression(
        r"(?:^|[、，,；;])[县市区州(（、)）]*县[县市区州(（、)）]*(?:财政|民政|教育|[人卫住农医])"
    ),
    "区": expression(
        r"(?:^|[、，,；;])[县市区州(（、)）]*区[县市区州(（、)）]*(?:财政|民政|教育|[人卫住农医])"
    ),
    "市": expression(
        r"(?:^|[、，,；;])(?:[县区州][(（、]?市|市[(（、]?[县区州])[县市区州(（、)）]*财政"
    ),
}
"""An office of each place of a class, whose names a form letter leaves out: 区财政局、住建局.

市财政局 alone is that of the prefecture itself.
"""


@rule("C81", "表内单位与主送", Severity.HINT, "分到资金的单位不在主送之列，就收不到文件")
def recipients_are_addressed(notice: Notice) -> Iterator[Fault]:
    """Recipients whom the addressees neither name nor cover, and places addressed without money."""
    table = notice.allocation
    if notice.addressees is None or table is None:
        return
    missing = [row for row in table.rows if _is_missing(notice, row)]
    strange = list(strangers_among(notice, missing))
    yield from strange
    for row in missing if not any(f.right for f in strange) else ():
        name = row.recipient.name if row.recipient is not None else row.name.stripped
        yield Fault(
            row.name.ref,
            f"“{name}”不在主送“{notice.addressees.stripped}”之内",
            left=name,
            right=notice.addressees.stripped,
            suggestion="主送增列该单位，或另行通知",
        )


def _is_missing(notice: Notice, row: AllocationRow) -> bool:
    """Whether the addressees leave out the recipient of a row, which no other rule tells."""
    if row.recipient is None or notice.addressees is None:
        return False
    if _is_told_elsewhere(notice, row.recipient.name):
        return False
    above = squeeze(row.area.stripped) if row.area else ""
    addressees = squeeze(notice.addressees.stripped)
    if _BELOW.search(row.recipient.name) and lists_towns(notice.addressees):
        return not any(row.recipient.is_called(n) for n in places_of(notice.addressees))
    return not _is_covered(row.recipient, above, addressees)


def _is_told_elsewhere(notice: Notice, name: str) -> bool:
    """Whether a name is told as misspelt, or is no name but what slipped into its column."""
    return not _HAN.search(name) or misspelt(notice, name) is not None


def _is_covered(recipient: Recipient, above: str, addressees: str) -> bool:
    """Whether addressees name a recipient, the area above it, or all of its kind."""
    if len(above) > 2 and above in addressees:
        return True
    names = {squeeze(n) for n in (recipient.name, recipient.full_name, *recipient.aliases)}
    if any(n in addressees for n in names) or recipient.name.endswith("本级"):
        return True
    if recipient.kind is RecipientKind.PLACE or _is_short_place(recipient.name):
        return bool(_ALL_PLACES.search(addressees)) or _names_class(recipient, addressees)
    if _ZONE.search(recipient.name):
        return bool(_ALL_ZONES.search(addressees))
    if below := _BELOW.search(recipient.name):
        return str(below.group(below.lastindex or 0)) in addressees
    if "学校" in addressees and _SCHOOL.search(recipient.name):
        return True
    kind = _KIND.search(recipient.name)
    return bool(_ALL_UNITS.search(addressees)) or (kind is not None and kind.group() in addressees)


def _names_class(recipient: Recipient, addressees: str) -> bool:
    pattern = _BARE_CLASS.get(recipient.full_name[-1])
    return pattern is not None and pattern.search(addressees) is not None


def _is_short_place(name: str) -> bool:
    """Whether 大连 or 辽宁（不含大连市） is a place that the table prints without 市 or 省."""
    bare = squeeze(BRACKETED.sub("", name))
    return any(load_places().find(bare + kind) is not None for kind in ("", "省", "市", "县"))


# A department as the text calls it, and every word by which addressees name it.
_DEPARTMENTS = {
    "财政": ("财政",),
    "民政": ("民政",),
    "人力资源社会保障": ("人力资源", "人社"),
    "人力资源和社会保障": ("人力资源", "人社"),
    "人社": ("人力资源", "人社"),
    "卫生健康": ("卫生健康", "卫健"),
    "卫健": ("卫生健康", "卫健"),
    "医疗保障": ("医疗保障", "医保"),
    "医保": ("医疗保障", "医保"),
    "教育": ("教育", "教体"),
    "农业农村": ("农业农村",),
    "乡村振兴": ("乡村振兴", "农业农村"),
    "住房城乡建设": ("住房", "住建"),
    "住建": ("住房", "住建"),
    "水利": ("水利", "水务"),
    "交通运输": ("交通",),
    "应急管理": ("应急",),
    "退役军人事务": ("退役",),
    "残联": ("残联", "残疾人联合会"),
    "审计": ("审计",),
}
_NAMES = "|".join(sorted(_DEPARTMENTS, key=len, reverse=True))
_DUTY = expression(
    rf"((?:{_NAMES})(?:[、和与及]+(?:{_NAMES}))*)(?:等)?(?:主管)?部门"
    r"(?:要|应|须|需|必须|务必|负责|切实|严格|根据|按照)"
)
_UNFILLED = expression(r"[_＿]{2,}|[×○□]{2,}|[xX]{2,}")
_EVERYBODY = expression(r"人民政府|有关部门|相关部门|各部门|有关单位")


@rule("C82", "主送部门", Severity.HINT, "正文对某部门提要求，该部门却收不到文件")
def departments_are_addressed(notice: Notice) -> Iterator[Fault]:
    """Departments with duties that the addressees leave out; addressees left to be filled in."""
    addressees = notice.addressees
    if addressees is not None and (blank := _UNFILLED.search(addressees.text)):
        yield Fault(
            addressees.ref,
            f"主送“{addressees.stripped}”还有空着没填的地方",
            left=blank.group(),
            suggestion="填上收文单位的名称；空白底稿可不管",
        )
    if addressees is None or _EVERYBODY.search(addressees.text):
        return
    missing: dict[str, str] = {}
    for unit in paragraphs(notice.body):
        for found in _DUTY.finditer(outside_brackets(unit.text)):
            for name in re.findall(_NAMES, found.group(1)):
                if not any(word in addressees.text for word in _DEPARTMENTS[name]):
                    missing.setdefault(name, unit.ref_at(found.start()).where())
    yield from _joint_departments(notice, addressees, missing)
    if missing:
        names = "、".join(missing)
        yield Fault(
            addressees.ref,
            f"主送“{addressees.stripped}”没有{names}部门，正文（{next(iter(missing.values()))}）"
            "却对其提出要求",
            left=addressees.stripped,
            right=names,
            suggestion=f"主送增列{names}部门，或由财政部门转告",
        )


def _joint_departments(notice: Notice, addressees: Text, told: Iterable[str]) -> Iterator[Fault]:
    """A department that issues together with the 财政 one, and whose own offices are left out."""
    issuers = {squeeze(t.stripped) for t in (*notice.issuers, *notice.signatures)}
    if len(issuers) < 2 or "财政" not in addressees.text:
        return
    for name, words in _DEPARTMENTS.items():
        joint = next((i for i in issuers if name in i), None)
        if joint is None or name in told or any(w in addressees.text for w in words):
            continue
        yield Fault(
            addressees.ref,
            f"“{joint}”是联合发文机关，主送“{addressees.stripped}”没有{name}部门",
            left=addressees.stripped,
            right=name,
            suggestion=f"主送增列{name}部门",
        )
        return
