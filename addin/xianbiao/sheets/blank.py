"""New workbooks (新工作簿): a notice with recipients and columns in place, and no amount yet."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    Column,
    ColumnRole,
    UnitMention,
)
from xianbiao.model.amounts import Amount, read_amount
from xianbiao.model.codes import CodeRow, CodeTable
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.funds import FundProfile, load_funds
from xianbiao.model.notices import Attachment, AttachmentEntry, Notice
from xianbiao.model.places import Place, Places, load_places
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.batches import ADJUSTING, ADVANCE
from xianbiao.sheets.recognise.equations import column_equations

ALLOCATION, ADJUSTMENT = "allocation", "adjustment"
TABLE_NAMES = {ALLOCATION: "分配表", ADJUSTMENT: "调整分配表"}
"""The kinds of new workbook, each with what its table is called."""

UNNAMED_DOCUMENT = "○待填原文号"
"""Stands in the header of an adjustment until the number of the earlier document is known."""

_REF = Ref("新工作簿")
_TOTAL = "合计"
_SEQUENCE, _NAME, _FIRST_AMOUNT = 0, 1, 2


class _Heading(Record, frozen=True):
    """One column of amounts: the document above it ("" for none), its own word, its role."""

    group: str
    word: str
    role: ColumnRole


def blank_notice(
    kind: str,
    region: str,
    fund: FundProfile,
    year: int,
    documents: Sequence[str] = (),
    places: Places | None = None,
    batch: str = "",
) -> Notice:
    """The notice of a new workbook for a region, given by its code or its exact name.

    `kind` is "allocation" or "adjustment"; `documents` are the numbers of the documents that an
    adjustment changes; `batch` is 提前下达 or 第N批 of an allocation, "" for a regular one.
    Amounts to be typed are blank; those that others determine are 0, so that they become
    formulas. Raises XianbiaoError for a region without places below it, and for documents or
    a batch that do not suit the kind.
    """
    if kind not in TABLE_NAMES:
        raise ValueError(f"no such kind of workbook: {kind}")
    area, below = _region(region, places or load_places())
    table = _table(_headings(kind, documents), below)
    titles = (
        ("allocation", table_title(kind, fund, year, batch)),
        ("codes", f"{fund.name}支出功能科目表"),
        ("form", fund.layout_for(area.code, year).title),
    )
    notice = Notice(file=_REF.file, budget_year=year, area=area, fund=fund, tables=[table])
    notice.batch = ADJUSTING if kind == ADJUSTMENT else batch or None
    for number, (content, title) in enumerate(titles, start=1):
        label = _text(f"附件{number}：")
        notice.entries.append(AttachmentEntry(number, _text(title)))
        notice.attachments.append(Attachment(label, number, _text(title), content, _REF))
    first, second = notice.attachments[:2]
    table.label, table.title = first.label, first.title
    notice.code_tables.append(_codes(fund, year, second))
    return notice


def blank_county(
    county: str, fund: FundProfile, year: int, batch: str = "", places: Places | None = None
) -> tuple[Notice, int]:
    """The notice of the area above a county, and the county's row in its table.

    Raises XianbiaoError for a code that is no county, or one without an area above it.
    """
    known = places or load_places()
    place = known.get(county) or known.find(county)
    above = known.parent(place.code) if place is not None else None
    if place is None or above is None or place.level != "county":
        raise XianbiaoError(
            "这不是一个县、市、区",
            found=county,
            expected="县市区的六位行政区划代码，例如 652301",
            todo="核对代码；州和地市用 allocation 新建分配表",
        )
    notice = blank_notice(ALLOCATION, above.code, fund, year, places=known, batch=batch)
    codes = [recipient.code for recipient in notice.recipients]
    return notice, codes.index(place.code)


def table_title(kind: str, fund: FundProfile, year: int, batch: str) -> str:
    """The title of a new table; raises XianbiaoError for a batch that does not suit the kind."""
    if kind == ADJUSTMENT:
        if batch:
            raise XianbiaoError(
                "调整分配表不分批次",
                found=batch,
                expected=f"批次为“{ADJUSTING}”，原文件的文号写在表头",
                todo="去掉批次，或改为新建分配表（allocation）",
            )
        pattern = fund.titles["adjustment"]
    elif batch == ADVANCE:
        pattern = fund.titles["advance"]
    else:
        pattern = fund.titles["batch" if batch else "allocation"]
    return pattern.format(year=year, batch=batch)


def fund_called(name: str) -> FundProfile:
    """The fund with a key, a name or an alias; raises XianbiaoError with the list of funds."""
    funds = load_funds()
    for fund in funds:
        if name in (fund.key, fund.name, *fund.aliases):
            return fund
    raise XianbiaoError(
        "没有这个资金的档案",
        found=name,
        expected="、".join(f"{fund.name}（{fund.key}）" for fund in funds),
        todo="从中选一个",
    )


def _region(region: str, places: Places) -> tuple[Place, list[Place]]:
    area = places.get(region) or places.find(region)
    if area is None:
        raise XianbiaoError(
            "没有这个地区",
            found=region,
            expected="六位行政区划代码，例如 652300",
            todo="核对代码；新设的地区先登记到地名表",
        )
    below = places.children(area.code)
    if not below:
        above = places.parent(area.code)
        raise XianbiaoError(
            "这个地区没有下一级的县市区，不能往下分配",
            found=f"{area.code} {area.name}",
            expected=f"上一级地区，例如 {above.code} {above.name}" if above else None,
            todo="改用分配资金的地州市的代码",
        )
    return area, below


def _headings(kind: str, documents: Sequence[str]) -> list[_Heading]:
    numbers = [d.strip() for d in documents]
    if kind == ALLOCATION:
        if numbers:
            raise XianbiaoError(
                "分配表不列原文件的文号",
                found="、".join(numbers),
                todo="去掉文号，或改为新建调整分配表（adjustment）",
            )
        return [_Heading("", "中央补助资金", ColumnRole.AMOUNT)]
    numbers = numbers or [UNNAMED_DOCUMENT]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        raise XianbiaoError(
            "原文件的文号有空的或重复的",
            found="、".join(n or "（空）" for n in numbers),
            expected="每份原文件一个文号，各不相同",
        )
    parts = (ColumnRole.BEFORE, ColumnRole.CHANGE, ColumnRole.AFTER)
    totals = {
        "调整前小计": ColumnRole.SUBTOTAL_BEFORE,
        "调整小计": ColumnRole.SUBTOTAL_CHANGE,
        "调整后合计": ColumnRole.TOTAL,
    }
    headings = [_Heading(number, role.value, role) for number in numbers for role in parts]
    return headings + [_Heading("", word, role) for word, role in totals.items()]


def _table(headings: Sequence[_Heading], below: Sequence[Place]) -> AllocationTable:
    columns = [_column(i, h) for i, h in enumerate(headings, start=_FIRST_AMOUNT)]
    blank = {c.index: read_amount(None, _REF) for c in columns}
    total = AllocationRow(_text(_TOTAL), None, blank, _line(0), _text(""))
    rows = [_row(order, place, blank) for order, place in enumerate(below, start=1)]
    equations = column_equations(columns, rows)
    for equation in equations:
        for row in rows:
            row.amounts[equation.result] = read_amount(0, _REF)
    return AllocationTable(
        title=None,
        label=None,
        units=[UnitMention("万元", _text("单位：万元"), stated=True)],
        header=_header(headings),
        columns=columns,
        rows=rows,
        total=total,
        total_label=_TOTAL,
        equations=equations,
        name_column=_NAME,
        sequence_column=_SEQUENCE,
    )


def _column(index: int, heading: _Heading) -> Column:
    path = (heading.group, heading.word) if heading.group else (heading.word,)
    return Column(index, path, heading.role, heading.group, _REF)


def _header(headings: Sequence[_Heading]) -> list[list[Text]]:
    """One line of words; two where documents stand above them, each over its first column."""
    top = ["序号", "单位"]
    lower = ["", ""]
    for heading in headings:
        repeated = heading.role in (ColumnRole.CHANGE, ColumnRole.AFTER)
        top.append("" if repeated else heading.group or heading.word)
        lower.append(heading.word if heading.group else "")
    lines = [top, lower] if any(lower) else [top]
    return [[_text(word) for word in line] for line in lines]


def _row(order: int, place: Place, blank: dict[int, Amount]) -> AllocationRow:
    recipient = Recipient(
        order=order,
        name=place.name,
        full_name=place.name,
        code=place.code,
        kind=RecipientKind.PLACE,
        aliases=tuple(n for n in place.names if n != place.name),
    )
    name, sequence = _text(place.name), _text(str(order))
    return AllocationRow(name, recipient, dict(blank), _line(order), sequence)


def _codes(fund: FundProfile, year: int, attachment: Attachment) -> CodeTable:
    return CodeTable(
        title=attachment.title,
        label=attachment.label,
        header=[_text("科目名称"), _text("科目代码")],
        rows=[CodeRow(_text(c.name), _text(c.code)) for c in fund.codes_for(year)],
    )


def _text(text: str) -> Text:
    return Text(text, _REF)


def _line(number: int) -> Ref:
    """The place of a row: only its order counts, the total row comes first."""
    return Ref(_REF.file, line=number + 1)
