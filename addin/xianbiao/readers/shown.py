"""Numbers as a cell shows them, where its number format adds words: `"≥"0%`, `0"人"`."""

from __future__ import annotations

import re
from decimal import Decimal

from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_PARTS = expression(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*.'
    r"|(?P<general>General|G/通用格式)|(?P<code>[#0?.,%]+|[Ee][+-])|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
_PLAIN = expression(r"[#0?][#0?,]*(?:\.[#0?]*)?|General|G/通用格式")
_MONEY = expression(r"人民币|RMB|CNY|USD|[万亿]?元|圆|[¥￥$€£]")
_NO_WORDS = expression(r"[-+()（）\s,.:：]*")


class _Section(Record):
    """One section of a number format: the words around its digits, and the digits' code."""

    before: str = ""
    code: str = ""
    after: str = ""
    percent: bool = False
    conditional: bool = False

    def add(self, words: str) -> None:
        """Words stand before the digits or after them."""
        if self.code:
            self.after += words
        else:
            self.before += words

    def add_code(self, code: str) -> None:
        """Digits; words between two runs of them make a code that is not read."""
        self.percent = self.percent or "%" in code
        digits = code.replace("%", "")
        if digits and self.after:
            self.code += "…"
        if "%" in code and not (digits or self.code):
            self.code += "…"
        self.code += digits


def shown(value: float, number_format: str) -> object:
    """A number, or the text that the cell shows where that says more than the number.

    Percentages become texts (95%). Signs, brackets, currencies and units of money say no more:
    an amount stays a number.
    """
    if number_format == "General":
        return value
    sections = _sections(number_format)
    section = _chosen(value, sections)
    words = section.before + section.after
    readable = bool(_PLAIN.fullmatch(section.code)) and not section.conditional
    has_words = not _NO_WORDS.fullmatch(_MONEY.sub("", words))
    number = Decimal(format(value, ".15g"))
    if section.percent:
        digits = format_amount(round(number * 100, 6)) + "%"
    elif readable and has_words:
        digits = format_amount(number)
    else:
        return value
    if not (readable and has_words):
        return digits
    return f"{section.before.strip()}{digits}{section.after.strip()}"


def _sections(number_format: str) -> list[_Section]:
    sections = [_Section()]
    for found in _PARTS.finditer(number_format):
        section = sections[-1]
        if found["end"]:
            sections.append(_Section())
        elif found["code"] or found["general"]:
            section.add_code(found["code"] or found["general"])
        elif found["bracket"]:
            section.conditional |= found["bracket"].startswith(("<", ">", "="))
        else:
            section.add(found["quoted"] or found["escaped"] or found["other"] or "")
    return sections


def _chosen(value: float, sections: list[_Section]) -> _Section:
    """The section for positive, negative or zero; the first holds where there are too few."""
    place = 1 if value < 0 else 2 if value == 0 else 0
    section = sections[place] if place < len(sections) else sections[0]
    if any(s.conditional for s in sections):
        return _Section(percent=section.percent, conditional=True)
    return section if section.code else sections[0]
