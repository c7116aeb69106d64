"""Document numbers (文号): 机关代字〔年份〕序号号, and lines that were meant as one."""

from __future__ import annotations

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain

_AGENCY = r"[\u4e00-\u9fa5]{2,14}"
_NUMBER = expression(
    r"([^\[(【]{2,14})(?:[(][\u4e00-\u9fa5]{1,3}[)])?[\[(【]20\d\d年?[\])】]第?\d+号"
)
_MEANT = expression(
    rf"{_AGENCY}(?:[\[(【<{{]?20\d\d年?[\])】>}}]?(?!年).{{0,16}}|[\[(]?第?\d{{1,6}}[\])]?)号"
    rf"|{_AGENCY}[\[(【]20\d\d[\])】]第?\d{{1,5}}"
)
_FOLD = str.maketrans("〔〕", "[]")
OPENING, CLOSING = "〔（(\\[【［﹝", "〕）)\\]】］﹞"
"""The brackets that are found around the year, right and wrong, for a class of an expression."""
CITED_NUMBER = (
    rf"{_AGENCY}(?:[（(][\u4e00-\u9fa5]{{1,3}}[)）])?\s*[{OPENING}]\s*20\d\d\s*[{CLOSING}]"
    r"\s*第?\s*\d+\s*号"
)
"""A number as running text cites it, whatever its brackets; 财社(指)〔2024〕3号 has two pairs."""


def is_document_number(text: str) -> bool:
    """Whether a text is one document number, whatever its brackets."""
    found = _NUMBER.fullmatch(plain(text).translate(_FOLD))
    return found is not None and all("\u4e00" <= letter <= "\u9fa5" for letter in found[1])


def is_meant_as_number(text: str) -> bool:
    """Whether a line was meant as a document number and cannot be read as one.

    So are 〔2023〕70/71号, 某财社3号, which lost its year, and 某财社〔2023〕70, which lost 号.
    """
    return not is_document_number(text) and bool(_MEANT.fullmatch(plain(text).translate(_FOLD)))
