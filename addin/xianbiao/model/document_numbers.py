"""Document numbers (文号): 机关代字〔年份〕序号号, and lines that were meant as one."""

from __future__ import annotations

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain

_AGENCY = r"[\u4e00-\u9fa5]{2,14}"
_NUMBER = expression(r"(.{2,14})[\[(【]20\d\d年?[\])】]第?\d+号")
_MEANT = expression(rf"{_AGENCY}[\[(【<{{]?20\d\d年?[\])】>}}]?(?!年).{{0,16}}号")
_FOLD = str.maketrans("〔〕", "[]")


def is_document_number(text: str) -> bool:
    """Whether a text is one document number, whatever its brackets."""
    found = _NUMBER.fullmatch(plain(text).translate(_FOLD))
    return found is not None and all("\u4e00" <= letter <= "\u9fa5" for letter in found[1])


def is_meant_as_number(text: str) -> bool:
    """Whether a line was meant as a document number and cannot be read as one: 〔2023〕70/71号."""
    return not is_document_number(text) and bool(_MEANT.fullmatch(plain(text).translate(_FOLD)))
