"""校验 of a county file: which checks stand there, in the order of the sheets that they judge."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.model.forms import FundRole
from xianbiao.model.records import Record
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.checklist import fund_line_check
from xianbiao.sheets.layout.context import AllocationPlaces
from xianbiao.sheets.layout.county_codes import CodePlaces
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_register_money import code_checks, source_checks, unfinished
from xianbiao.sheets.layout.county_results import (
    evaluated,
    none_pending,
    not_more,
    received,
    stated_once,
)
from xianbiao.sheets.layout.county_share import hidden_figures, share_in_wan
from xianbiao.sheets.layout.county_sources import SourcePlaces
from xianbiao.sheets.layout.county_targets import TargetPlaces
from xianbiao.sheets.layout.head import FIRST_ROW
from xianbiao.sheets.layout.register import CAUSE, STATE, Check, amounts, filled
from xianbiao.sheets.layout.table_parts import equation_text
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address, quoted, text_literal

_TIES = {FundRole.TOTAL: "下达金额", FundRole.CENTRAL: "中央财政补助"}
_ISSUED_WRONG = "下发的数有误：不要改，与下达单位联系"


class CountyPlaces(Record, frozen=True):
    """Where everything stands that the checks compare; `issued` is the date of the notice."""

    share: AllocationPlaces
    printed: Area
    codes: CodePlaces
    sources: SourcePlaces
    targets: TargetPlaces | None
    received: tuple[int, int]
    issued: str | None
    sent_amount: str


def county_checks(county: County, places: CountyPlaces) -> list[Check]:
    """All checks of a county file."""
    targets = places.targets
    allocated = share_in_wan(county, places.share)
    central = None
    if targets is not None and targets.slot.form is not None:
        central = targets.form.fund(FundRole.CENTRAL)
    checks = [
        *_receipt(places),
        *_share(county, places),
        *code_checks(county, places.codes, allocated),
        *source_checks(county, places.sources, allocated, central),
    ]
    if targets is not None:
        checks.extend(_issued_targets(targets, allocated))
        checks.extend(_filled_targets(targets))
    return checks


def show_causes_of_faults(register: SheetPlan) -> None:
    """Let a possible cause be read only while its check is not passed."""
    for (row, column), cell in list(register.cells.items()):
        if column == CAUSE and row >= FIRST_ROW and isinstance(cell.value, str):
            state = address(row, STATE)
            shown = f'=IF(OR({state}=2,{state}=3),{text_literal(cell.value)},"")'
            register.put(row, column, Formula(shown), cell.style)


def _receipt(places: CountyPlaces) -> Iterator[Check]:
    place = f"{quoted(keys.HOME_SHEET)}!{address(*places.received, absolute=True)}"
    due = f'=IF(ISNUMBER({place}),{place}+{county_keys.DUE_DAYS},"")'
    yield Check(
        "C91",
        f"收文日期（左）与收文后 {county_keys.DUE_DAYS} 日的办理时限（右）",
        filled(place),
        Formula(due),
        received(places.issued),
        (keys.HOME_SHEET, *places.received),
        "填收到本文件的日期",
        dates=True,
    )


def _share(county: County, places: CountyPlaces) -> Iterator[Check]:
    sheet, area = places.share.sheet, places.printed
    printed = f"{quoted(sheet)}!{area.absolute}"
    count = "+".join(f'COUNTIF({printed},"*单位{colon}*")' for colon in "：:")
    text = "“分配”标明金额单位，且只标一次"
    yield Check("C04", text, Formula(f"={count}"), 1, stated_once, (sheet, area.top, 0))
    final = county.table.final_index
    if final is not None:
        yield Check(
            "K10",
            "“分配”的金额与下发时一致",
            filled(places.share.cell(0, final)),
            filled(places.sent_amount),
            amounts,
            places.share.position(0, final),
            "锁定的金额被改动：用原文件重填",
        )
    for equation in county.table.equations:
        yield Check(
            "C08",
            equation_text(county.table, equation, hidden_figures(county)),
            filled(places.share.cell(0, equation.result)),
            Formula("=" + equation.added(lambda term: places.share.cell(0, term))),
            amounts,
            places.share.position(0, equation.result),
            _ISSUED_WRONG,
        )


def _issued_targets(targets: TargetPlaces, allocated: Formula | None) -> Iterator[Check]:
    """The amounts of the form against 分配, and among themselves."""
    form = targets.form
    for role, name in _TIES.items():
        cell = form.fund(role)
        if cell is not None and allocated is not None:
            text, place = f"绩效目标“{name}” = 分配金额", (form.sheet, *form.funds[role])
            yield Check("C01", text, filled(cell), allocated, amounts, place, _ISSUED_WRONG)
    yield from fund_line_check(targets.slot, form, _ISSUED_WRONG)


def _filled_targets(targets: TargetPlaces) -> Iterator[Check]:
    """What the county still has to fill in, now and at its self-evaluation."""
    form = targets.form
    if targets.head:
        cells = [targets.cell(place) for place in targets.head]
        blank = "+".join(f'(({c}="")+({c}="{keys.PENDING}"))' for c in cells)
        place = (form.sheet, *targets.head[0])
        text = "绩效目标：表头和目标待填的项（应为 0）"
        yield Check("C40", text, Formula(f"={blank}"), 0, none_pending, place)
    place = (form.sheet, form.values.top, form.values.left)
    left = Formula(f"={unfinished(form.value_refs)}")
    text = "绩效目标：全年目标值待填的项（应为 0）"
    yield Check("C57", text, left, 0, none_pending, place, "未随文下达的目标值照本地情况填")
    spent, total = targets.executed.get(FundRole.TOTAL), form.fund(FundRole.TOTAL)
    if spent is not None and total is not None:
        yield Check(
            "K08",
            "全年执行数不超过下达金额（自评时填）",
            filled(targets.cell(spent)),
            filled(total),
            not_more,
            (form.sheet, *spent),
            "执行数只算本笔资金，单位万元",
        )
    rows = targets.actual.bottom - targets.actual.top + 1
    yield Check(
        "K09",
        "已填“实际完成值”的项数 = 指标项数（自评时填）",
        Formula(f"={rows}-({unfinished(targets.ref(targets.actual))})"),
        rows,
        evaluated,
        (form.sheet, targets.actual.top, targets.actual.left),
        "未达到目标的，同时填偏差原因",
    )
