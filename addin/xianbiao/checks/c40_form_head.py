"""C40–C42: the head of a target form, its departments, and whose form it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.checks.missing_rows import told_by_the_table
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.findings import Severity
from xianbiao.model.forms import HeadField, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.places import Place, load_places
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Ref

_LOCAL_FIELDS = ("地方财政部门", "地方主管部门", "各地财政部门", "各地主管部门")
_BELOW_CENTRE = ("厅", "省", "自治区", "州", "县", "市")


def _standard(name: str) -> str:
    """A field name in the wording of the standard form (各地 stands for 地方)."""
    return plain(name).replace("各地", "地方").rstrip(":")


def _others(forms: list[TargetForm]) -> str:
    return f"（{len(forms)} 张表相同）" if len(forms) > 1 else ""


@rule("C40", "表头字段齐全", Severity.HINT, "上报汇总按固定栏目取数，缺栏就汇不进去")
def head_is_complete(notice: Notice) -> Iterator[Fault]:
    """The fields that the fund's form requires; one hint for all forms that lack the same."""
    if notice.fund is None:
        return
    lacking: dict[tuple[str, ...], list[TargetForm]] = {}
    for form in notice.target_forms:
        present = {_standard(f.name.text) for f in form.fields}
        missing = tuple(n for n in notice.fund.form.required_fields if n not in present)
        if missing and form.fields:
            lacking.setdefault(missing, []).append(form)
    for missing, forms in lacking.items():
        fields = forms[0].fields
        place = next((f for f in fields if "部门" in f.name.text), fields[0])
        yield Fault(
            place.name.ref,
            f"绩效表表头缺：{'、'.join(missing)}{_others(forms)}",
            left="、".join(f.name.stripped for f in fields),
            right="、".join(notice.fund.form.required_fields),
            suggestion="按标准式样补齐栏目",
        )


@rule(
    "C41", "主管部门层级", Severity.HINT, "中央主管部门填部委，省级填厅局，填错层级汇总时会对不上"
)
def departments_have_their_level(notice: Notice) -> Iterator[Fault]:
    """A department of a lower level in a field of a higher one; one hint for equal forms."""
    found: dict[tuple[str, str], list[tuple[TargetForm, HeadField, str]]] = {}
    for form in notice.target_forms:
        names = {_standard(f.name.text) for f in form.fields}
        for field in form.fields:
            reason = _level_fault(field, names)
            if reason:
                key = (_standard(field.name.text), plain(field.value.text))
                found.setdefault(key, []).append((form, field, reason))
    for cases in found.values():
        _, field, reason = cases[0]
        yield Fault(
            field.name.ref,
            f"“{field.name.stripped}”填“{field.value.stripped}”：{reason}"
            f"{_others([c[0] for c in cases])}",
            left=field.value.stripped,
            suggestion="分列中央主管部门、省级主管部门、地方主管部门",
        )


def _level_fault(field: HeadField, names: set[str]) -> str:
    name, value = _standard(field.name.text), plain(field.value.text)
    if name == "主管部门" and "中央主管部门" not in names and value:
        return "没有写明是哪一级的主管部门，标准式样第一栏是中央主管部门"
    if name == "中央主管部门" and any(w in value for w in _BELOW_CENTRE):
        return "中央主管部门应为部委"
    place = load_places().in_text(value) if name.startswith("省级") and value else None
    if place is not None and place.level != "province":
        return "省级部门应为省（自治区、直辖市）的厅局"
    return ""


@rule("C42", "县表主体 = 副标题所示地区", Severity.HINT, "给谁的表就由谁的财政、主管部门负责")
def subject_is_the_region(notice: Notice) -> Iterator[Fault]:
    """County forms that name the prefecture's bureaux, unknown regions, and second forms."""
    yield from _second_forms(notice)
    area = notice.area
    area_names = {squeeze(n) for n in area.names} if area else set()
    for form in notice.target_forms:
        if notice.recipients and form.recipient is None and not form.is_prefecture:
            if not told_by_the_table(notice, form.region):
                yield _unknown_region(notice, form)
            continue
        fields = [f for f in form.fields if f.name.stripped in _LOCAL_FIELDS]
        yield from _strange_offices(notice, form, fields)
        if form.is_prefecture or form.recipient is None:
            continue
        stale = [
            f for f in fields if any(squeeze(f.value.stripped).startswith(n) for n in area_names)
        ]
        if stale:
            values = "、".join(f.value.stripped for f in stale)
            yield Fault(
                stale[0].name.ref,
                f"{form.region}的绩效表，地方部门仍填“{values}”",
                left=values,
                right=f"{form.region}财政局、主管局",
                suggestion=f"改为{form.region}的部门",
            )


def _strange_offices(
    notice: Notice, form: TargetForm, fields: Sequence[HeadField]
) -> Iterator[Fault]:
    """Offices of a place that is neither the region of the form nor the area above it."""
    own = {form.recipient.code} if form.recipient is not None else set()
    area = notice.area
    if area is None or (form.recipient is not None and not form.recipient.code):
        return
    for field in fields:
        place: Place | None = load_places().in_text(field.value.stripped)
        if place is None or place.code in own or _covers(place, area):
            continue
        yield Fault(
            field.value.ref,
            f"{form.region}的绩效表，“{field.name.stripped}”填“{field.value.stripped}”，是别处的部门",
            left=field.value.stripped,
            right=form.region,
            suggestion=f"改为{form.region}的部门",
        )


def _covers(place: Place, area: Place) -> bool:
    """Whether a place is an area itself or lies above it."""
    digits = {"province": 2, "prefecture": 4}.get(place.level, 6)
    return place.code[:digits] == area.code[:digits]


def _second_forms(notice: Notice) -> Iterator[Fault]:
    """A second form of a region that has one already."""
    first: dict[str, TargetForm] = {}
    for form in notice.target_forms:
        known = form.recipient
        if known is None and not form.is_prefecture:
            continue
        whose = (known.code or squeeze(known.full_name)) if known is not None else ""
        other = first.setdefault(whose, form)
        if other is not form:
            at, before = _subtitle_ref(form), _subtitle_ref(other)
            yield Fault(
                at,
                f"{form.region}有两张绩效表：{before.where()}、{at.where()}",
                left=form.region,
                severity=Severity.ERROR,
                suggestion="只留一张；副标题写错地区的改正",
            )


def _subtitle_ref(form: TargetForm) -> Ref:
    text = form.subtitle or form.title
    return text.ref if text is not None else form.ref


def _unknown_region(notice: Notice, form: TargetForm) -> Fault:
    names = "、".join(r.name for r in notice.recipients)
    if not form.region:
        return Fault(
            _subtitle_ref(form),
            "看不出是哪个单位的绩效表：副标题、表题、表头和工作表名都没有写",
            right=names,
            severity=Severity.ERROR,
            suggestion="在副标题写上地区名，如（2024年度 某某县）",
        )
    return Fault(
        _subtitle_ref(form),
        f"绩效表副标题的地区“{form.region}”不在分配表里",
        left=form.region,
        right=names,
        severity=Severity.ERROR,
        suggestion="核对副标题的地区名；确是新单位则先加进分配表",
    )
