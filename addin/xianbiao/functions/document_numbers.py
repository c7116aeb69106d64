"""Document numbers (文号): put into the official form, or told what is wrong with them."""

from __future__ import annotations

import re

from xianbiao.functions.answers import Answer, Answers, cell_by_cell
from xianbiao.functions.blocks import CellBlock
from xianbiao.functions.inputs import CellInput, CellProblem, quote
from xianbiao.model.indicators import plain

_OFFICIAL = "机关代字〔年份〕序号号，例如 昌州财社〔2023〕70号"
_BRACKETS = {"〔": "〕", "[": "]", "(": ")", "【": "】"}
_OPENING, _CLOSING = r"[〔\[(【<{〈《]", r"[〕\])】>}〉》]"
_PARTS = re.compile(
    rf"(?P<agency>[^\d〔\[(【<{{〈《]*)(?P<open>{_OPENING}?)(?P<year>\d*)年?(?P<close>{_CLOSING}?)"
    r"第?(?P<number>\d*)(?P<rest>.*)",
    re.DOTALL,
)
_AGENCY = re.compile(r"[\u4e00-\u9fa5]{2,14}")


def document_number(text: CellBlock) -> Answers:
    """XB_DOCNO: each document number with 〔〕, without 第 and leading zeros; "" for a blank."""
    return cell_by_cell(_normalised, text)


def _normalised(cell: CellInput) -> Answer:
    text = plain(cell.text())
    if not text:
        return None
    found = _PARTS.fullmatch(text)
    assert found is not None
    fault = _fault(found)
    if fault:
        raise CellProblem(f"{cell.where}“{quote(text)}”{fault}；应为 {_OFFICIAL}")
    return f"{found['agency']}〔{found['year']}〕{int(found['number'])}号"


def _fault(parts: re.Match[str]) -> str | None:
    """What is wrong with the parts of a number, the first from the left; None for nothing."""
    agency, opening, year, closing, number, rest = parts.groups()
    if not (year or number):
        return "缺少年份和序号"
    if not agency:
        return "缺少机关代字"
    if not _AGENCY.fullmatch(agency):
        return "的机关代字应当是 2 到 14 个汉字"
    if not (opening or closing):
        return "年份没有放在括号里"
    if _BRACKETS.get(opening) != closing:
        return "年份两边的括号不成对或不规范"
    if len(year) != 4 or year[:2] not in ("19", "20"):
        return "年份应当是四位"
    if not number:
        return "缺少序号"
    if not int(number):
        return "序号不能是 0"
    if rest == "号":
        return None
    if not rest:
        return "缺少“号”字"
    return "一格只写一个文号，“号”后不再写字" if rest[0] == "号" else "一格只写一个序号"
