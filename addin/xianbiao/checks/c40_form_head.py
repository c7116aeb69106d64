"""C40–C44: the head of a target form, its departments, and its lines of money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import Amount, format_amount, same
from xianbiao.model.findings import Severity
from xianbiao.model.forms import FundRole, HeadField, TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Ref

_LOCAL_FIELDS = ("地方财政部门", "地方主管部门", "各地财政部门", "各地主管部门")
_BELOW_CENTRE = ("厅", "省", "自治区", "州", "县", "市")
_BELOW_PROVINCE = ("州", "县", "地区")


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
    for form in notice.forms:
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
    for form in notice.forms:
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
    if name.startswith("省级") and any(w in value for w in _BELOW_PROVINCE):
        return "省级部门应为省（自治区、直辖市）的厅局"
    return ""


@rule("C42", "县表主体 = 副标题所示地区", Severity.HINT, "给谁的表就由谁的财政、主管部门负责")
def subject_is_the_region(notice: Notice) -> Iterator[Fault]:
    """County forms that still name the prefecture's bureaux, and forms of unknown regions."""
    area = notice.area
    area_names = {squeeze(n) for n in area.names} if area else set()
    for form in notice.forms:
        if notice.recipients and form.recipient is None and not form.is_prefecture:
            yield _unknown_region(notice, form)
        if form.is_prefecture or form.recipient is None:
            continue
        fields = [f for f in form.fields if f.name.stripped in _LOCAL_FIELDS]
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


def _unknown_region(notice: Notice, form: TargetForm) -> Fault:
    names = "、".join(r.name for r in notice.recipients)
    text = form.subtitle or form.title
    return Fault(
        text.ref if text is not None else form.ref,
        f"绩效表副标题的地区“{form.region or '（空）'}”不在分配表里",
        left=form.region,
        right=names,
        severity=Severity.ERROR,
        suggestion="核对副标题的地区名；确是新单位则先加进分配表",
    )


@rule("C43", "资金行可解析，且下达 = 中央 + 其他", Severity.ERROR, "绩效表的资金三行自己要先对得上")
def fund_lines_add_up(notice: Notice) -> Iterator[Fault]:
    """The lines of 资金情况 can be read one by one and add up."""
    for form in notice.forms:
        yield from _fund_lines(form)
    merged = [f for f in notice.forms if f.funds_merged]
    apart = [f for f in notice.forms if f.funds and not f.funds_merged]
    if merged and apart and apart[0].funds_ref is not None:
        yield Fault(
            apart[0].funds_ref,
            f"资金情况写法不一：{len(merged)} 张表一格写三行，{len(apart)} 张表分三行",
            severity=Severity.HINT,
            suggestion="统一为一行一项",
        )


def _fund_lines(form: TargetForm) -> Iterator[Fault]:
    if form.funds_merged and form.funds_ref is not None:
        shown = "、".join(line.amount.raw for line in form.funds)
        yield Fault(
            form.funds_ref,
            f"{form.region}资金情况 {len(form.funds)} 个项目挤在一格（{shown}）",
            left=shown,
            severity=Severity.HINT,
            suggestion="下达金额、中央财政补助、其他资金各占一行",
        )
    for line in form.funds:
        if line.amount.is_unreadable:
            yield Fault(
                line.amount.ref,
                f"{form.region}“{line.label.stripped}”的金额无法识别：{line.amount.raw}",
                left=line.amount.raw,
                suggestion="只写数字，单位写在“资金情况（万元）”里",
            )
    whole = form.fund(FundRole.TOTAL)
    parts = [f for f in form.funds if f.role is not FundRole.TOTAL]
    if whole is None or not parts or any(p.amount.is_unreadable for p in parts):
        return
    if any(p.amount.is_blank for p in parts if p.role is FundRole.CENTRAL):
        return
    known = [p.amount.value for p in parts if p.amount.value is not None]
    added = sum(known, Decimal(0))
    if whole.amount.value is not None and known and not same(whole.amount.value, added):
        yield Fault(
            whole.amount.ref,
            f"{form.region}下达金额 {format_amount(whole.amount.value)} ≠ "
            f"中央与其他资金之和 {format_amount(added)}",
            left=whole.amount.value,
            right=added,
            suggestion="核对三行资金",
        )
    elif whole.amount.is_blank and known:
        yield Fault(
            whole.amount.ref,
            f"{form.region}下达金额空白，中央与其他资金之和是 {format_amount(added)}",
            right=added,
            severity=Severity.HINT,
            suggestion=f"填入 {format_amount(added)}",
        )


@rule(
    "C44",
    "空、0 与无法识别分开",
    Severity.HINT,
    "空白可能是漏填，0 是没有，写了字的格子求和时会被跳过",
)
def blanks_are_not_zero(notice: Notice) -> Iterator[Fault]:
    """Blank fund lines, tables that mix blanks with zeros, and cells that SUM would skip."""
    for form in notice.forms:
        for line in form.funds:
            if line.amount.is_blank and line.role is not FundRole.TOTAL:
                yield Fault(
                    _at(line.amount, line.label.ref),
                    f"{form.region}“{line.label.stripped}”空白，不知是 0 还是漏填",
                    right="0",
                    suggestion="没有就填 0",
                )
    for table in notice.tables:
        for row in table.all_rows():
            for column in table.columns:
                yield from _odd_amount(row.name.stripped, column.full_name, row.amount(column))
        for column in table.columns:
            amounts = [r.amount(column) for r in table.rows]
            zeros = [a for a in amounts if a.value == 0]
            blanks = [a for a in amounts if a.is_blank]
            if zeros and blanks:
                yield Fault(
                    blanks[0].ref,
                    f"“{column.full_name}”一列空白 {len(blanks)} 格、0 有 {len(zeros)} 格，混用",
                    suggestion="没有金额的都填 0",
                )


def _odd_amount(name: str, column: str, amount: Amount) -> Iterator[Fault]:
    if amount.is_unreadable:
        yield Fault(
            amount.ref,
            f"{name}“{column}”无法识别为金额：{amount.raw}",
            left=amount.raw,
            severity=Severity.ERROR,
            suggestion="只写数字，说明另列",
        )
    elif amount.is_text:
        yield Fault(
            amount.ref,
            f"{name}“{column}”的 {amount.raw} 存成了文本，求和会跳过它",
            left=amount.raw,
            severity=Severity.ERROR,
            suggestion="改成数字格式后重新录入",
        )


def _at(amount: Amount, fallback: Ref) -> Ref:
    return amount.ref if amount.ref.cell or amount.ref.line else fallback
