"""Tells the lines around a table: titles, labels, units of money, notes, signatures, headers."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.sheets.recognise.captions import is_sealed
from xianbiao.sheets.recognise.labels import is_label, unit_in
from xianbiao.sheets.recognise.tables.view import Look
from xianbiao.sheets.recognise.tables.words import numbering, words

_TITLE_SHORTEST = 5
_SAID = expression(r"[\u4e00-\u9fff]{2,8}:[^:]{1,20}")
"""What a caption says besides: 填报处室：养老服务处."""
_HEADINGS = (0, 1)
"""The styles of numbers before the headings of parts: 一、 and （一）."""
_NAME_LONGEST = 16
_GOES_ON = expression(r"[(]?(?:续[表页]?|接上[页表]|上接第?\d*页)[\d一二三四五六七八九十]*[)]?")
_DAY = expression(r"20\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[-/.]\d{1,2}[-/.]\d{1,2}).*")


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table."""
    return (
        "表" in text
        and _TITLE_SHORTEST <= len(text) <= 70
        and not text.endswith(("。", ";", ":"))
        and words().label.fullmatch(text) is None
    )


def page_title(text: str) -> str:
    """A line without the words that say that its table goes on (续表, （续）, 接上页)."""
    return _GOES_ON.sub("", text) if "续" in text or "接" in text else text


def is_remark(text: str) -> bool:
    vocabulary = words()
    return bool(
        unit_in(text) is not None
        or is_label(text)
        or vocabulary.label.fullmatch(text)
        or vocabulary.note.fullmatch(text)
    )


def is_caption(texts: Sequence[str]) -> bool:
    """Whether a row above a table only tells what and whose it is, of what day, in which unit.

    Its first cell may be the heading of a part: 一、养老机构运营补助 | 单位：万元.
    """
    first = is_remark(texts[0]) or numbering(texts[0]) in _HEADINGS
    return any(map(is_remark, texts)) and all(
        is_remark(t)
        or is_title(t)
        or _DAY.fullmatch(t)
        or _SAID.fullmatch(t)
        or (at == 0 and first)
        for at, t in enumerate(texts)
    )


def is_signed(texts: Sequence[str]) -> bool:
    """Whether a row below a table begins like one of signatures, 制表人：张三, and holds words."""
    if not texts or any(t.replace(".", "").isdigit() for t in texts):
        return False
    return words().label.fullmatch(texts[0]) is not None or is_sealed(texts[0])


def is_head(text: str) -> bool:
    """Whether a line belongs above a table, so that what follows begins a new one."""
    return is_title(text) or is_label(text) or unit_in(text) is not None


def names_column(row: Sequence[Look]) -> bool:
    """Whether one of these header words heads a column of names or numbers of rows."""
    columns = words().columns
    return any(
        seen.text
        and len(seen.text) <= _NAME_LONGEST
        and (columns["name"].search(seen.text) or columns["sequence"].search(seen.text))
        for seen in row
    )
