"""N11: numbers of places, heads and rates that the text states are those of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.lost_rows import explained_by_doubles, lacks_a_row
from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.stated_parts import wan_of
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import format_amount, read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import in_wan
from xianbiao.model.notices import Notice
from xianbiao.model.numerals import chinese_number
from xianbiao.model.refs import Ref
from xianbiao.model.tables import Meaning, RecognisedTable, RowKind, TableColumn

_CLASS = r"县|市|区|州|旗|乡|镇|街道|村|社区"
_PLACES = expression(
    rf"(?<![\d.第])(?:(\d{{1,3}})\s*个?|([一二三四五六七八九十两]{{1,3}})个)\s*"
    rf"((?:{_CLASS})(?:[、和及]?(?:{_CLASS}))*)(?:\s*[（(]([^（()）]{{1,12}})[)）])?(?![级本内外长委])"
)
_HEADS = expression(r"(?<![\d.,，])(\d[\d,]*)\s*(户|人次|人|名|张|台|套)(?![均以员大民数])")
_RATE = expression(
    r"(?:户均|人均|每户|每人|每名)(?:补助|补贴|标准|安排|资金|救助)*(?:为|是)?\s*"
    r"(\d+(?:\.\d+)?)\s*(万元|元)(?!以[上下内])"
)
_SOME = expression(
    r"其中|每|另|除|前期|此前|上年|去年|往年|全国|全省|全州|全市|其他|其余|试点|示范|抽|调[增减]|增加|减少|新增"
    r"|不少于|不低于|不超过|至少|超过|以上|以下|左右|约|累计|已有|均|组织|选派|培训"
)
"""A clause about some of them, about others, or about no exact number."""
_GIVES = expression(r"共|涉及|支持|改造|救助|惠及|安排|下达|本次|此次|分配|补助|发放")
_MONEY = expression(r"亿元|[万千百]?元")
_FEWEST = 2


@rule(
    "N11",
    "正文的个数与分配表",
    Severity.HINT,
    "正文说的个数与表不同，多半是表里漏了或多了一行",
)
def numbers_are_those_of_the_table(notice: Notice) -> Iterator[Fault]:
    """N个县 against the rows, heads against the totals, rates against the standard."""
    body = paragraphs(notice.body)
    table = notice.allocation
    if table is not None and len(table.rows) >= _FEWEST and not _is_told(notice, table):
        names = [plain(r.name.text) for r in table.rows]
        for unit in body:
            yield from _places(unit, names, table.ref)
    readings = [r for r in notice.readings if r.is_understood]
    if len(readings) == 1:
        for unit in body:
            yield from _heads(unit, readings[0])
            yield from _rates(unit, readings[0])


def _is_told(notice: Notice, table: AllocationTable) -> bool:
    """Whether the table itself tells that a row is missing or stands twice."""
    return lacks_a_row(notice, table) or explained_by_doubles(notice, table)


def _clause(text: str, at: int) -> str:
    """The clause in which a character stands."""
    start = max(text.rfind(mark, 0, at) for mark in "。；;，,：:") + 1
    return re.split(r"[。；;，,]", text[start:])[0]


def _places(unit: Paragraph, names: list[str], table: Ref) -> Iterator[Fault]:
    for found in _PLACES.finditer(unit.text):
        number = int(found[1]) if found[1] else chinese_number(found[2].replace("两", "二"))
        kinds = re.findall(_CLASS, found[3] + (found[4] or ""))
        alike = [n for n in names if n.removesuffix("办事处").endswith(tuple(kinds))]
        if not alike or number is None or _SOME.search(_clause(unit.text, found.start())):
            continue
        if number in (len(names), len(alike)):
            continue
        shown = found.group().strip()
        right = len(names) if len(alike) == len(names) or found[4] else len(alike)
        yield Fault(
            unit.ref_at(found.start()),
            f"正文写“{shown}”，分配表（{table.where()}）列了 {right} 个",
            left=shown,
            right=str(right),
            suggestion="核对个数，或看表里是不是漏列、多列",
        )


def _heads(unit: Paragraph, table: RecognisedTable) -> Iterator[Fault]:
    """Numbers of households or persons against the one column that counts them."""
    for found in _HEADS.finditer(unit.text):
        clause = _clause(unit.text, found.start())
        columns = [
            c
            for c in table.columns
            if c.meaning is Meaning.COUNT and found[2][0] in plain("".join(c.path))
        ]
        value = read_amount(found[1], unit.ref_at(found.start())).value
        if len(columns) != 1 or value is None or _SOME.search(clause) or not _GIVES.search(clause):
            continue
        whole = _whole(table, columns[0])
        if whole is None or value == whole or value in _values(table, columns[0]):
            continue
        yield Fault(
            unit.ref_at(found.start()),
            f"正文写“{found.group()}”，表中“{columns[0].name}”合计 {format_amount(whole)}"
            f"（{columns[0].ref.where()}）",
            left=found.group(),
            right=format_amount(whole),
            suggestion="核对后改成一致",
        )


def _rates(unit: Paragraph, table: RecognisedTable) -> Iterator[Fault]:
    """A rate per head against the column of standards, where all rows have the same one."""
    columns = [c for c in table.columns if c.meaning is Meaning.STANDARD]
    for found in _RATE.finditer(unit.text) if len(columns) == 1 else ():
        stated = wan_of(found[1], found[2], unit.ref_at(found.start()))
        own = _MONEY.search(plain("".join(columns[0].path)))
        unit_of = own.group() if own else table.unit
        known = {in_wan(v, unit_of) for v in _values(table, columns[0])}
        if stated is None or len(known) != 1 or stated in known:
            continue
        shown = format_amount(next(iter(_values(table, columns[0]))))
        yield Fault(
            unit.ref_at(found.start()),
            f"正文写“{found.group()}”，表中“{columns[0].name}”是 {shown}"
            f"（{columns[0].ref.where()}）",
            left=found.group(),
            right=shown,
            suggestion="核对标准，改成一致",
        )


def _values(table: RecognisedTable, column: TableColumn) -> set[Decimal]:
    return {
        v
        for r in table.rows
        if r.kind is not RowKind.NOTE and (v := r.values[column.index].value) is not None
    }


def _whole(table: RecognisedTable, column: TableColumn) -> Decimal | None:
    """The total of a column as printed, else of the recipients' rows."""
    if table.total is not None and table.total.values[column.index].value is not None:
        return table.total.values[column.index].value
    known = [v for r in table.recipients if (v := r.values[column.index].value) is not None]
    return sum(known, Decimal(0)) if known else None
