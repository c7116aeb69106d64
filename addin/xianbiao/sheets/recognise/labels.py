"""Tells the marks above a table: labels of attachments, subtitles of forms, units of money."""

from __future__ import annotations

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.numerals import chinese_number

_LABEL = expression(r"附(?:件|表)([0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?:-\d+)?[:：.]?")
_SUBTITLE = expression(r"[(（]?\s*20\d\d\s*年度?[^()（）]*[)）]?")
_UNIT = expression(r"[(（]?(?:金额)?单位[:：](.+?)[)）]?")


def label_number(text: str) -> int | None:
    """The number of an attachment label (附件2 → 2, 附件三 → 3), None when it has none."""
    found = _LABEL.fullmatch(plain(text))
    if not found or not found.group(1):
        return None
    digits = found.group(1)
    return int(digits) if digits.isdigit() else chinese_number(digits)


def is_label(text: str) -> bool:
    """Whether a line is the label of an attachment and nothing else."""
    return bool(_LABEL.fullmatch(plain(text)))


def is_subtitle(text: str) -> bool:
    """Whether a line is the subtitle of a form: (2024年度 昌吉市)."""
    stripped = text.strip()
    return bool(stripped[:1] in "(（" and stripped[-1:] in ")）" and _SUBTITLE.fullmatch(stripped))


def unit_in(text: str) -> str | None:
    """The unit that a line states (单位：万元 → 万元), None when the line states none."""
    found = _UNIT.fullmatch(plain(text))
    return found.group(1) if found else None
