"""The file for one recipient: what it gets and what it fills in, and nothing of any other."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.notices import Notice
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.context import TableEntry
from xianbiao.sheets.layout.county_codes import codes_sheet
from xianbiao.sheets.layout.county_facts import County, capital_text
from xianbiao.sheets.layout.county_guide import county_guide
from xianbiao.sheets.layout.county_home import Task, home_sheet, put_tasks
from xianbiao.sheets.layout.county_meta import county_meta, put_marks, put_tables
from xianbiao.sheets.layout.county_register import (
    CountyPlaces,
    county_checks,
    show_causes_of_faults,
)
from xianbiao.sheets.layout.county_share import share_in_wan, share_sheet
from xianbiao.sheets.layout.county_sources import sources_sheet
from xianbiao.sheets.layout.county_targets import TargetPlaces, target_sheet
from xianbiao.sheets.layout.head import FIRST_ROW
from xianbiao.sheets.layout.register import Check, register_sheet
from xianbiao.sheets.plan import Area, Formula, SheetPlan

__all__ = ["capital_text", "county_book"]

_TOLERANCE = "0.005"
_TASKS = {
    keys.HOME_SHEET: f"填{county_keys.RECEIVED}，{county_keys.DUE}自动算出",
    keys.SHARE_SHEET: "核对本单位的金额，有误请与下达单位联系",
    county_keys.CODES_SHEET: "把金额分解到功能科目（项级）",
    county_keys.SOURCES_SHEET: "按资金来源填列，标识不变",
    keys.TARGET_SHEET: "核对绩效目标，补齐待填；年终自评",
}


def county_book(notice: Notice, table: AllocationTable, index: int) -> list[SheetPlan]:
    """The sheets of the file for the recipient of one row, in order, _meta last."""
    county = County(notice, table, index)
    share, share_places = share_sheet(county)
    printed = share.printing.area or share.extent
    allocated = share_in_wan(county, share_places) or Formula('=""')
    home, home_places = home_sheet(county, share_places)
    codes, code_places = codes_sheet(county, allocated)
    meta, facts = county_meta(county)
    sources, source_places = sources_sheet(county, allocated, facts[county_keys.META_TAG])
    sheets, targets = [home, share, codes, sources], None
    if (slot := county.slot) is not None:
        form, targets = target_sheet(county, share_places, slot)
        sheets.append(form)
    places = CountyPlaces(
        share=share_places,
        printed=printed,
        codes=code_places,
        sources=source_places,
        targets=targets,
        received=home_places.received,
        issued=home_places.issued,
        sent_amount=facts[county_keys.META_AMOUNT],
    )
    checks = county_checks(county, places)
    register, area = register_sheet(checks, _TOLERANCE)
    show_causes_of_faults(register)
    put_tasks(home, home_places, list(_tasks(checks)))
    sheets += [register, county_guide(county, targets is not None)]
    received = Area(*home_places.received, *home_places.received)
    tables = [
        TableEntry(home.name, keys.KIND_HOME, home_places.table),
        TableEntry(home.name, county_keys.KIND_RECEIVED, received),
        TableEntry(share.name, keys.KIND_SHARE, printed),
        TableEntry(codes.name, county_keys.KIND_BREAKDOWN, code_places.table),
        TableEntry(sources.name, county_keys.KIND_SOURCES, source_places.table),
        *_form_entry(targets),
        TableEntry(register.name, keys.KIND_REGISTER, area),
    ]
    put_tables(meta, tables)
    put_marks(meta, sheets)
    return [*sheets, meta]


def _form_entry(targets: TargetPlaces | None) -> list[TableEntry]:
    if targets is None:
        return []
    kind = keys.KIND_FORM if targets.slot.form is not None else keys.KIND_GENERATED_FORM
    return [TableEntry(targets.form.sheet, kind, targets.form.table, targets.slot.region)]


def _tasks(checks: Sequence[Check]) -> list[Task]:
    """A task for every sheet that checks judge, and the file as a whole at the end."""
    rows: dict[str, list[int]] = {}
    for row, check in enumerate(checks, start=FIRST_ROW):
        rows.setdefault(check.target[0], []).append(row)
    tasks = [
        Task(text, name, (min(r), max(r))) for name, text in _TASKS.items() if (r := rows.get(name))
    ]
    last = FIRST_ROW + len(checks) - 1
    return [*tasks, Task("看校验，全部 ✔ 后交回", keys.REGISTER_SHEET, (FIRST_ROW, last))]
