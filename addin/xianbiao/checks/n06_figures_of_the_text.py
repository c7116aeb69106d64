"""N06: figures of the running text are whole: unit, commas, capital characters, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.stated_columns import figures_of_columns
from xianbiao.checks.stated_parts import wan_of
from xianbiao.checks.stated_rows import figures_of_rows
from xianbiao.model.amounts import format_amount
from xianbiao.model.capital import capital_amount, read_capital
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice

_NO_UNIT = expression(
    r"(?:资金|经费|补助|补贴|预算|指标|总额|金额|[合共总]计)(?:[（(][^（()）]*[)）])?\s*(?:为|共|计)?\s*"
    r"(?<![\d.])(\d{2,}(?:[,，]\d{3})*(?:\.\d+)?)(?=\s*(?:[（(，。；;]|,(?!\d)|其中))"
)
_COMMAS = expression(r"(?<![\d.])(\d{1,3}(?:,\d+)+(?:\.\d+)?)\s*(?:亿|万)?元")
_GROUPED = expression(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CAPITAL = expression(
    r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元)\s*[（(]\s*(?:人民币|大写|[:：\s])*"
    r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{3,})"
)
_CAPITAL_FIRST = expression(
    r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{3,})\s*[（(]\s*(?:小写|人民币|[:：¥￥\s])*"
    r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元)"
)
_SHARE = expression(
    r"(?:比重|比例|占比|进度|[\u4e00-\u9fff]率)[^，。；,;%\d]{0,10}(\d{3,}(?:\.\d+)?)\s*[%％]"
)
_GROWS = expression(r"增|提高|超额|完成率|利用率|比上年|同比")
_WHOLE = 100


@rule("N06", "正文数字写全", Severity.HINT, "少一个单位、多一位数，收文单位就会按错的数办")
def figures_are_whole(notice: Notice) -> Iterator[Fault]:
    """Amounts without unit, with wrong commas or capitals, unlike their column; shares over 1."""
    body = paragraphs(notice.body)
    for unit in body:
        yield from _without_unit(unit)
        yield from _wrong_commas(unit)
        yield from _other_capitals(unit)
        yield from _shares(unit)
    yield from figures_of_columns(notice, body)
    yield from figures_of_rows(notice, body)


def _without_unit(unit: Paragraph) -> Iterator[Fault]:
    for found in _NO_UNIT.finditer(unit.text):
        shown = found[1]
        yield Fault(
            unit.ref_at(found.start(1)),
            f"正文“{found.group().strip()}”的数没有单位",
            left=shown,
            suggestion="写明是元还是万元",
        )


def _wrong_commas(unit: Paragraph) -> Iterator[Fault]:
    for found in _COMMAS.finditer(unit.text):
        if _GROUPED.fullmatch(found[1]):
            continue
        yield Fault(
            unit.ref_at(found.start()),
            f"正文“{found.group()}”的千分位不对，多了或少了一位",
            left=found[1],
            severity=Severity.ERROR,
            suggestion="核对金额，每三位一个逗号",
        )


def _other_capitals(unit: Paragraph) -> Iterator[Fault]:
    """A figure and the capital characters in brackets behind it, or the other way round."""
    pairs = [(f.start(), f[1], f[2], f[3]) for f in _CAPITAL.finditer(unit.text)]
    pairs += [(f.start(), f[2], f[3], f[1]) for f in _CAPITAL_FIRST.finditer(unit.text)]
    for at, figure, money, written in sorted(pairs):
        ref = unit.ref_at(at)
        value, capital = wan_of(figure, money, ref), read_capital(written)
        if value is None or value == capital:
            continue
        what = f"合 {format_amount(capital)} 万元" if capital is not None else "看不懂"
        yield Fault(
            ref,
            f"大写“{written}”{what}，小写是 {format_amount(value)} 万元",
            left=written,
            right=capital_amount(value),
            severity=Severity.ERROR,
            suggestion=f"核对后统一；小写无误则改为“{capital_amount(value)}”",
        )


def _shares(unit: Paragraph) -> Iterator[Fault]:
    """Shares of a whole that are more than the whole."""
    for found in _SHARE.finditer(unit.text):
        clause = re.split(r"[，。；,;]", unit.text[: found.end()])[-1]
        if float(found[1]) > _WHOLE and not _GROWS.search(clause):
            yield Fault(
                unit.ref_at(found.start()),
                f"正文“{found.group()}”超过 100%",
                left=f"{found[1]}%",
                suggestion="核对是否多写了一位数字",
            )
