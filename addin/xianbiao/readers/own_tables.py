"""What a workbook of ours holds, by its sheet _meta: which tables, where, and for whom."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.places import load_places
from xianbiao.model.records import Record
from xianbiao.readers.county import is_county
from xianbiao.readers.workbook import is_working, read_working
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import county_keys, keys

_LOST = "（找不到这张工作表）"
_KINDS = {
    keys.KIND_PARAMETERS: "参数",
    keys.KIND_UNITS: "单位名单",
    keys.KIND_ALLOCATION: "分配表",
    keys.KIND_CODES: "功能科目表",
    keys.KIND_CODE_LIST: "功能科目清单",
    keys.KIND_LIBRARY: "指标库",
    keys.KIND_FORM: "绩效目标表",
    keys.KIND_GENERATED_FORM: "绩效目标表（按指标库生成）",
    keys.KIND_REPAIRS: "导入时复位的内容",
    keys.KIND_REGISTER: "校验",
    keys.KIND_LEDGER: "台账",
    keys.KIND_CALENDAR: "工作日历",
    keys.KIND_HOME: "首页",
    keys.KIND_SHARE: "分配",
    county_keys.KIND_RECEIVED: "收文日期",
    county_keys.KIND_BREAKDOWN: "功能科目分解表",
    county_keys.KIND_SOURCES: "资金来源表",
}


class OwnTable(Record, frozen=True):
    """One table that _meta names: its sheet, its kind in words, its range, its recipients."""

    sheet: str
    kind: str
    area: str
    recipients: tuple[str, ...] = ()


class OwnBook(Record, frozen=True):
    """A workbook of ours: what it is in words, and its tables in the order of _meta."""

    kind: str
    tables: tuple[OwnTable, ...]


def own_book(file: str, grids: Sequence[Grid]) -> OwnBook | None:
    """What stands in a workbook of ours, None for any other workbook."""
    recipients: tuple[str, ...] = ()
    if is_working(grids):
        kind = "县表工作簿"
        table = read_working(file, grids, load_places()).allocation
        rows = table.rows if table is not None else []
        recipients = tuple(r.recipient.full_name for r in rows if r.recipient)
    elif is_county(grids):
        kind = "县表导出的县文件"
    else:
        return None
    names = {grid.sheet for grid in grids}
    meta = next(grid for grid in grids if grid.sheet == keys.META_SHEET)
    found: list[OwnTable] = []
    for row in meta.rows:
        texts = [cell.stripped for cell in row[:5]]
        if len(texts) == 5 and texts[0] == keys.META_TABLE:
            _, sheet, word, area, region = texts
            named = recipients if word == keys.KIND_ALLOCATION else (region,) if region else ()
            lost = "" if sheet in names else _LOST
            found.append(OwnTable(sheet, _KINDS.get(word, word) + lost, area, named))
    return OwnBook(kind, tuple(found))
