"""Document numbers (文号): put into the official form, or told what is wrong with them."""

from __future__ import annotations

import re

from xianbiao.functions.answers import Answer, Answers, cell_by_cell
from xianbiao.functions.inputs import CellBlock, CellInput, CellProblem, quote
from xianbiao.model.indicators import plain

_OFFICIAL = "机关代字〔年份〕序号号，例如 昌州财社〔2023〕70号"
_PARTS = re.compile(
    r"(?P<agency>[\u4e00-\u9fa5]{2,14})"
    r"(?P<open>[〔\[(【])(?P<year>(?:19|20)\d\d)年?(?P<close>[〕\])】])"
    r"第?(?P<number>\d+)号"
)
_PAIRS = {"〔": "〕", "[": "]", "(": ")", "【": "】"}
_BRACKETS = r"[〔\[(【<{〈《〕\])】>}〉》]"
_FAULTS = (
    (re.compile(r".*号.+号?.*"), "一格只写一个文号，“号”后不再写字"),
    (re.compile(rf"[^\u4e00-\u9fa5]*{_BRACKETS}?\d{{4}}.*"), "缺少机关代字"),
    (re.compile(r"\D*"), "缺少年份和序号"),
    (re.compile(rf"\D*{_BRACKETS}\d{{1,3}}{_BRACKETS}.*"), "年份应当是四位"),
    (re.compile(r"\D*\d{4}年?第?\d*号?"), "年份没有放在括号里"),
    (re.compile(rf"\D*\d{{4}}年?{_BRACKETS}.*"), "年份两边的括号不成对"),
    (re.compile(rf"\D*{_BRACKETS}\d{{4}}年?第?\d+号?"), "年份两边的括号不成对"),
    (re.compile(rf"\D*{_BRACKETS}\d{{4}}年?{_BRACKETS}第?\d+"), "缺少“号”字"),
    (re.compile(rf"\D*{_BRACKETS}\d{{4}}年?{_BRACKETS}第?\d+[-/、,至~和及].*"), "一格只写一个序号"),
    (re.compile(rf"\D*{_BRACKETS}\d{{4}}年?{_BRACKETS}第?号?"), "缺少序号"),
)


def document_number(text: CellBlock) -> Answers:
    """XB_DOCNO: each document number with 〔〕, without 第 and leading zeros; "" for a blank."""
    return cell_by_cell(_normalised, text)


def _normalised(cell: CellInput) -> Answer:
    text = plain(cell.text())
    if not text:
        return None
    found = _PARTS.fullmatch(text)
    if found and _PAIRS[found["open"]] == found["close"] and int(found["number"]):
        return f"{found['agency']}〔{found['year']}〕{int(found['number'])}号"
    raise CellProblem(f"{cell.where}“{quote(text)}”{_fault(text)}；应为 {_OFFICIAL}")


def _fault(text: str) -> str:
    found = _PARTS.fullmatch(text)
    if found:
        return "序号不能是 0" if not int(found["number"]) else "年份两边的括号不成对"
    return next((words for pattern, words in _FAULTS if pattern.fullmatch(text)), "不是一个文号")
