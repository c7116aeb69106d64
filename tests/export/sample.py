"""The two notices as a model built by hand, so that these tests do not rest on the readers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    Column,
    ColumnRole,
    EmbeddedTotal,
    Equation,
    UnitMention,
)
from xianbiao.model.amounts import read_amount
from xianbiao.model.codes import CodeRow, CodeTable
from xianbiao.model.forms import (
    Damage,
    DamageKind,
    FundLine,
    FundRole,
    HeadField,
    PlacedIndicator,
    TargetForm,
)
from xianbiao.model.funds import load_funds
from xianbiao.model.indicators import IndicatorLibrary
from xianbiao.model.notices import (
    Attachment,
    AttachmentEntry,
    Notice,
    Part,
    Passage,
    SuperiorDocument,
)
from xianbiao.model.places import load_places
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.model.refs import Ref, Text

CHANGJI = [
    ("昌吉市", "829"),
    ("阜康市", "529"),
    ("呼图壁县", "693"),
    ("玛纳斯县", "579"),
    ("奇台县", "912"),
    ("吉木萨尔县", "803"),
    ("木垒县", "853"),
]
CODES = [
    ("城市最低生活保障", "2081901"),
    ("农村最低生活保障", "2081902"),
    ("临时救助支出", "2082001"),
    ("儿童福利", "2081001"),
]
BAZHOU = """
小计 20246 11060 5 11065 9186 0 9186 5 20251
库尔勒市 3558 1582 128 1710 1976 0 1976 128 3686
库尔勒经济开发区 22 22 0 22 0 0 0 0 22
轮台县 2862 1693 77 1770 1169 0 1169 77 2939
尉犁县 1650 875 44 919 775 0 775 44 1694
若羌县 329 166 10 176 163 0 163 10 339
且末县 2672 1559 66 1625 1113 0 1113 66 2738
焉耆回族自治县 2403 1277 59 1336 1126 0 1126 59 2462
和静县 4056 2176 99 2275 1880 0 1880 99 4155
和硕县 1045 521 31 552 524 0 524 31 1076
博湖县 710 342 21 363 368 0 368 21 731
州救助站 787 787 -530 257 0 0 0 -530 257
州儿童福利院 152 60 0 60 92 0 92 0 152
"""
_BAZHOU_HEADER = [
    line.split("|")
    for line in (
        "地(州、市)|县(市、区)|2021中央财政共下达 资金小计数|巴财社(2021)3号 11060万元|||"
        "巴财社(2021)40号 9186万元|||调整小计|调整合计",
        "|||调整前|调整数|调整后|调整前|调整数|调整后||",
    )
]
_ROLES = [
    ColumnRole.SUBTOTAL_BEFORE,
    *[ColumnRole.BEFORE, ColumnRole.CHANGE, ColumnRole.AFTER] * 2,
    ColumnRole.SUBTOTAL_CHANGE,
    ColumnRole.TOTAL,
]
_EQUATIONS = [
    Equation(5, (3, 4), "3号：调整后 = 调整前 + 调整数"),
    Equation(8, (6, 7), "40号：调整后 = 调整前 + 调整数"),
    Equation(2, (3, 6), "资金小计数 = 调整前之和"),
    Equation(9, (4, 7), "调整小计 = 调整数之和"),
    Equation(10, (5, 8), "调整合计 = 调整后之和"),
    Equation(10, (2, 9), "调整合计 = 资金小计数 + 调整小计"),
]


def at(line: int, column: int | None = None) -> Ref:
    """A place in the notice's text."""
    return Ref("通知.txt", line=line, column=column)


def text(words: str, line: int, column: int | None = None) -> Text:
    """A text at a place."""
    return Text(words, at(line, column))


def changji() -> Notice:
    """昌州财社〔2023〕70号: one amount each; the prefecture's form says 5189 instead of 5198."""
    notice = _notice(
        "昌州财社〔2023〕70号", "提前下达2024年困难群众救助补助资金预算的通知", "昌吉州"
    )
    notice.budget_year, notice.date = 2024, dt.date(2023, 12, 22)
    notice.addressees = text("各县（市）财政局、民政局：", 13)
    entries = ["2024年提前下达分配表", "支出功能科目表", "中央对地方转移支付区域绩效目标表"]
    notice.entries = [AttachmentEntry(i, text(n, 30 + i)) for i, n in enumerate(entries, 1)]
    notice.attachments = [
        Attachment(text("附件1：", 53), 1, None, "allocation", at(53)),
        Attachment(text("附件：", 68), None, None, "codes", at(68)),
    ]
    column = Column(2, ("中央补助资金",), ColumnRole.AMOUNT, "", at(58, 3))
    rows = [("昌吉州", "5198"), *CHANGJI]
    header = [[text("序号", 58, 1), text("县市", 58, 2), text("中央补助资金", 58, 3)]]
    made = [_row(i, name, {2: amount}, 59 + i) for i, (name, amount) in enumerate(rows)]
    notice.tables = [
        AllocationTable(
            title=text("2023年中央财政困难群众救助补助资金（第二批）分配表", 55),
            label=text("附件1：", 53),
            units=[UnitMention("万元", text("单位：万元", 57), stated=True)],
            header=header,
            columns=[column],
            rows=made[1:],
            total=made[0],
            total_label="昌吉州",
            name_column=1,
            sequence_column=0,
        )
    ]
    codes = [CodeRow(text(n, 72 + i, 1), text(c, 72 + i, 2)) for i, (n, c) in enumerate(CODES)]
    head = [text("科目名称", 71, 1), text("科目代码", 71, 2)]
    notice.code_tables = [CodeTable(text("支出功能科目表", 70), text("附件：", 68), head, codes)]
    library = _library(2024)
    notice.forms = [_form("昌吉州", "5189", library, 85, prefecture=True)]
    for number, (name, amount) in enumerate(CHANGJI):
        notice.forms.append(_form(name, amount, library, 119 + 40 * number))
    _damage(notice)
    return notice


def bazhou() -> Notice:
    """巴财社〔2021〕96号: nine columns, recipients that are no places, one form only, no unit."""
    notice = _notice("巴财社〔2021〕96号", "关于调整2021年资金分配方案的通知", "巴州")
    notice.budget_year, notice.date = 2021, dt.date(2021, 12, 22)
    entries = ["2021 中央财政困难群众救助补助资金调整分配表", "中央对地方转移支付区域绩效目标表"]
    notice.entries = [AttachmentEntry(i, text(n, 26 + i)) for i, n in enumerate(entries, 1)]
    groups = ["", *["巴财社(2021)3号 11060万元"] * 3, *["巴财社(2021)40号 9186万元"] * 3, "", ""]
    columns = []
    for index, (role, group) in enumerate(zip(_ROLES, groups, strict=True), start=2):
        name = _BAZHOU_HEADER[1][index] or _BAZHOU_HEADER[0][index]
        path = (group, name) if group else (name,)
        columns.append(Column(index, path, role, group, at(53, index + 1)))
    lines = [line.split() for line in BAZHOU.strip().splitlines()]
    rows = [
        _row(i, line[0], dict(enumerate(line[1:], start=2)), 55 + i) for i, line in enumerate(lines)
    ]
    figures = [("11060", (3, 4, 5), 4), ("9186", (6, 7, 8), 7)]
    embedded = [
        EmbeddedTotal(
            read_amount(figure, at(53, column)),
            text(_BAZHOU_HEADER[0][below[0]], 53, column),
            below,
        )
        for figure, below, column in figures
    ]
    notice.tables = [
        AllocationTable(
            title=text("2021中央财政困难群众救助补助资金调整分配表", 51),
            label=text("附件1:", 49),
            units=[UnitMention("万元", text("11060万元", 53, 4), stated=False)],
            header=[
                [text(cell, 53 + r, c + 1) for c, cell in enumerate(line)]
                for r, line in enumerate(_BAZHOU_HEADER)
            ],
            columns=columns,
            rows=rows[1:],
            total=rows[0],
            total_label="小计",
            equations=_EQUATIONS,
            embedded_totals=embedded,
            name_column=1,
            area_column=0,
        )
    ]
    notice.forms = [_form("巴州", "20251", _library(2021), 69, prefecture=True)]
    return notice


def _notice(number: str, title: str, area: str) -> Notice:
    place = load_places().find(area)
    notice = Notice("通知.txt", number=text(number, 5), title=text(title, 7), area=place)
    notice.fund = load_funds()[0]
    notice.issuers = [text(f"{area}财政局", 1)]
    notice.signatures = [text(f"{area}财政局", 40)]
    notice.superior = SuperiorDocument("上级通知", "新财社〔2023〕219号", at(15))
    body = text("直达资金标识为“01 中央直达资金”，保持不变。", 21)
    notice.passages = [Passage(Part.BODY, body)]
    return notice


def _row(order: int, name: str, amounts: dict[int, str], line: int) -> AllocationRow:
    place = load_places().find(name)
    recipient = Recipient(
        order=order,
        name=name,
        full_name=place.name if place else name,
        code=place.code if place else None,
        kind=RecipientKind.PLACE if place else RecipientKind.INSTITUTION,
        aliases=tuple(n for n in place.names if n != name) if place else (),
    )
    return AllocationRow(
        name=text(name, line, 2),
        recipient=recipient if order else None,
        amounts={i: read_amount(a, at(line, i + 1)) for i, a in amounts.items()},
        ref=at(line),
        sequence=text(str(order), line, 1) if order else None,
    )


def _library(year: int) -> IndicatorLibrary:
    return next(lib for lib in load_funds()[0].libraries if lib.year == year)


def _form(
    region: str, amount: str, library: IndicatorLibrary, line: int, prefecture: bool = False
) -> TargetForm:
    names = [
        ("项目名称", "困难群众救助补助资金", 4),
        ("主管部门", "自治区民政厅", 5),
        ("地方财政部门", "昌吉州财政局", 6),
        ("地方主管部门", "昌吉州民政局", 6),
    ]
    funds = [
        (FundRole.TOTAL, "下达金额:", amount),
        (FundRole.CENTRAL, "其中：中央财政补助", amount),
        (FundRole.OTHER, "其他资金", "" if library.year == 2021 else "0"),
    ]
    return TargetForm(
        label=text("附件2：", line),
        title=text("中央对地方转移支出区域绩效目标表", line + 2),
        subtitle=text(f"({library.year}年度 {region})", line + 3),
        region=region,
        year=library.year,
        fields=[HeadField(text(n, line + i), text(v, line + i)) for n, v, i in names],
        funds=[
            FundLine(role, text(label, line + 7), read_amount(value, at(line + 7, 3 + i)))
            for i, (role, label, value) in enumerate(funds)
        ],
        funds_merged=True,
        funds_ref=at(line + 7),
        goals_label=text("年度总目标", line + 8),
        goals=text("1. 规范城乡低保政策实施，救济解难。" * 20, line + 8),
        header=[
            text(h, line + 9) for h in ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值")
        ],
        body=[],
        ref=at(line),
        placed=[
            PlacedIndicator(i.name, i.level1, i.level2, i.standard, i, at(line), at(line))
            for i in library.indicators
        ],
        library=library,
        recipient=None,
        is_prefecture=prefecture,
    )


def _damage(notice: Notice) -> None:
    """呼图壁县 lost a name that was restored; 吉木萨尔县 has five names and four values."""
    hutubi, jimusar = notice.forms[3], notice.forms[6]
    ref = at(hutubi.ref.line or 0)
    hutubi.damages = [
        Damage(DamageKind.ROW_SHIFTED, ref, "产出指标\t数量指标", "左移1列", "表头有五列"),
        Damage(DamageKind.VALUE_WITHOUT_NAME, ref, "应保尽保", "特困供养保障率", "指标库第2项"),
    ]
    last = jimusar.placed[4]
    jimusar.placed[4] = PlacedIndicator(
        last.name, last.level1, last.level2, None, last.indicator, last.name_ref, None
    )
    jimusar.damages = [
        Damage(DamageKind.SEVERAL_NAMES, at(326), "五个名称同格 " * 30, None, "5名4值", "无法对应")
    ]


def amounts_of(notice: Notice) -> dict[str, Decimal]:
    """What each recipient gets in the end."""
    table = notice.allocation
    assert table is not None
    amounts = {r.name.stripped: table.final_amount(r) for r in table.rows}
    return {name: a.value for name, a in amounts.items() if a is not None and a.value is not None}
