"""Batches (批次): 提前下达, 第一批, 第二批, …, as a clerk names them and as titles print them."""

from __future__ import annotations

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.expressions import expression
from xianbiao.model.numerals import in_chinese

ADVANCE = "提前下达"
ADJUSTING = "调整"
MOST = 99
"""The highest number of a batch that is written in words."""

_NUMBER = expression(r"第?(\d{1,2}|[一二三四五六七八九十]{1,3})批?")


def read_batch(text: str) -> str:
    """提前下达 or 第N批 from 提前, 2, 二, 第2批 or 第二批.

    Raises XianbiaoError for anything else.
    """
    said = "".join(text.split())
    if said in ("提前", ADVANCE):
        return ADVANCE
    found = _NUMBER.fullmatch(said)
    number = _number(found.group(1)) if found else None
    if number is None or not 1 <= number <= MOST:
        raise XianbiaoError(
            "不认识这个批次", found=text, expected=f"提前，或第几批的数字 1–{MOST}，例如 2"
        )
    return batch_word(number)


def batch_word(number: int) -> str:
    """第N批 with the number in Chinese, 1 to 99."""
    return f"第{in_chinese(number)}批"


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return next((n for n in range(1, MOST + 1) if batch_word(n) == f"第{text}批"), None)
