"""What a run of table rows is: a target form, codes, amounts of recipients, or another table."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.sheets.grid import Cell

_CODE = expression(r"\d{3}(?:\d{2}){0,2}")
_CODED = expression(r"科目|代码|编码|标识")
_RECIPIENT = expression(r"[县市区州旗]|单位|部门|地区|乡镇|街道|学校|机构")
_MONEY = expression(r"金额|资金|[合小总]计|下达|分配|安排|补助|经费|万元|[(]元[)]")
LEVEL1 = "一级指标"
"""The word in the header of every target form."""


def block_kind(rows: list[list[Cell]]) -> str:
    """What a run of table rows is: "form", "codes", "allocation" or "other"."""
    texts = [[plain(c.text) for c in row] for row in rows]
    if any(LEVEL1 in row for row in texts) or _starts_like_form(texts):
        return "form"
    header = "".join(texts[0])
    body = [row for row in rows[1:] if any(not c.is_blank for c in row)]
    if pays_recipients(texts[0], body):
        return "allocation"
    if "科目" in header and any(word in header for word in ("代码", "编码")):
        return "codes"
    places = [i for i, word in enumerate(texts[0]) if _CODED.search(word)]
    coded = sum(1 for row in body if any(_CODE.fullmatch(plain(c.text)) for c in _at(row, places)))
    if "科目" in header and body and coded * 2 >= len(body):
        return "codes"
    numeric = sum(
        1
        for row in body
        if any(c.as_amount().is_number for c in row)
        and any(not c.as_amount().is_number and not c.is_blank for c in row)
    )
    return "allocation" if len(body) >= 2 and numeric * 2 >= len(body) else "other"


def pays_recipients(header: list[str], body: list[list[Cell]]) -> bool:
    """Whether a table with a column of codes lists recipients and amounts all the same."""
    others = [i for i, word in enumerate(header) if word and not _CODED.search(word)]
    named = [i for i in others if _RECIPIENT.search(header[i])]
    figures = [i for i in others if i not in named and _MONEY.search(header[i])]
    paid = sum(1 for row in body if any(c.as_amount().is_number for c in _at(row, figures)))
    return bool(named) and len(body) > 1 and paid * 2 > len(body)


def _at(row: list[Cell], places: Sequence[int]) -> list[Cell]:
    return [row[i] for i in places if i < len(row)]


def _starts_like_form(texts: list[list[str]]) -> bool:
    first = {text for row in texts[:4] for text in row[:1]}
    return "项目名称" in first and any("绩效" in t or "目标" in t for row in texts for t in row)
