"""What may be typed on 参数: one rule and one message per row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.model.funds import load_funds
from xianbiao.model.money_units import USUAL, WAN_OF
from xianbiao.sheets.batches import ADJUSTING, ADVANCE, batch_word
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book
from xianbiao.sheets.layout.validations import (
    amount,
    chosen,
    date_in_year,
    document_number,
    message,
    text,
)
from xianbiao.sheets.plan import Area
from xianbiao.sheets.validation import Number, Validation, Whole

BATCHES = (ADVANCE, *(batch_word(number) for number in range(1, 6)), ADJUSTING)
UNITS = (USUAL, *(unit for unit in WAN_OF if unit != USUAL))
_TEXTS = {
    keys.TITLE: ("填通知标题，照原文", "关于下达2024年补助资金预算的通知"),
    keys.SUPERIOR_TITLE: ("填上级文件标题，照引文原文", "关于提前下达2024年补助资金预算的通知"),
    keys.ADDRESSEES: ("填主送机关，照通知原文", "各县市财政局"),
    keys.COPIES: ("填抄送机关，照通知原文，可留空", "审计局"),
    keys.ISSUERS: ("填版头各机关，以、分隔", "某州财政局、某州某局"),
    keys.SIGNATURES: ("填落款各机关，以、分隔", "某州财政局、某州某局"),
    keys.PRINTED_BY: ("填印发机关，照通知原文", "某州财政局办公室"),
    keys.PRINTED_DATE: ("填印发日期，照通知原文", "2023年12月22日印发"),
    keys.AREA: ("填分配资金的地区", "某州"),
}


def parameter_validations(book: Book) -> Iterator[Validation]:
    """The rules of every parameter that the book has."""
    notice, fund = book.notice, book.notice.fund
    unit = (
        notice.allocation.unit if notice.allocation else None
    ) or f"单位同{book.allocation_sheet}"

    def cell(key: str) -> Area:
        row = book.parameter_rows[key]
        return Area(row, 1, row, 1)

    names = list(dict.fromkeys([*([fund.name] if fund else []), *(f.name for f in load_funds())]))
    yield chosen(cell(keys.FUND), keys.FUND, "填资金的规范名称", names, stop=False)
    said = message("填预算年度", "四位年份", "2024")
    yield Validation(cell(keys.YEAR), Whole(1990, 2100), keys.YEAR, said)
    yield document_number(cell(keys.NUMBER), keys.NUMBER, "某财社〔2024〕1号")
    number = keys.SUPERIOR_NUMBER
    yield document_number(cell(number), number, "某财社〔2023〕206号")
    for key in (keys.DATE, keys.SUPERIOR_RECEIVED):
        yield date_in_year(cell(key), key, book.parameters[keys.YEAR])
    yield amount(cell(keys.SUPERIOR_AMOUNT), keys.SUPERIOR_AMOUNT, unit)
    change = keys.SUPERIOR_CHANGE
    yield amount(cell(change), change, unit, signed=True)
    batches = dict.fromkeys((*BATCHES, *filter(None, [notice.batch])))
    yield chosen(cell(keys.BATCH), keys.BATCH, "填下达批次", list(batches), stop=False)
    yield chosen(cell(keys.UNIT), keys.UNIT, f"填{book.allocation_sheet}的金额单位", UNITS)
    if fund is not None and fund.tags:
        what = "填直达资金标识，从下达到使用保持不变"
        yield chosen(cell(keys.TAG), keys.TAG, what, fund.tags, stop=False)
    if fund is not None and fund.income_account:
        what = "填收入列报科目"
        yield chosen(cell(keys.INCOME), keys.INCOME, what, [fund.income_account], stop=False)
    tolerance = Number(Decimal(0), Decimal(1))
    said = message("填核对容差，差额小于它视为相符", f"同{book.allocation_sheet}，0 至 1", "0.005")
    yield Validation(cell(keys.TOLERANCE), tolerance, keys.TOLERANCE, said)
    for key, (what, example) in _TEXTS.items():
        yield text(cell(key), key, what, example)
    for key in book.parameter_rows:
        start = key.partition(keys.SEPARATOR)[0]
        if keys.ATTACHMENT_KEY.fullmatch(key):
            yield text(cell(key), key, "填附件名称，照附件说明原文", "资金分配表")
        elif start == keys.PRINTED_TOTAL:
            yield amount(cell(key), keys.PRINTED_TOTAL, unit, signed="调整" in key)
        elif start == keys.EMBEDDED:
            yield amount(cell(key), keys.EMBEDDED, "万元", signed=True)
