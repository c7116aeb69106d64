"""Checks of what a county divides: by function code, by source, and the tag that stays."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.county_codes import UNKNOWN, CodePlaces
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_keys import CENTRAL
from xianbiao.sheets.layout.county_parts import is_wrong
from xianbiao.sheets.layout.county_results import none_pending, none_wrong, same_tag
from xianbiao.sheets.layout.county_sources import SOURCES, SourcePlaces
from xianbiao.sheets.layout.register import Check, amounts, filled
from xianbiao.sheets.plan import Area, Formula, Value, address, quoted

_FEN = "负数、文字或小数过多：改成数字"


def code_checks(county: County, places: CodePlaces, allocated: Value) -> Iterator[Check]:
    """The breakdown adds up; its codes are listed, complete and used once."""
    sheet = quoted(places.sheet)
    codes = f"{sheet}!{places.codes.absolute}"
    typed = f"{sheet}!{places.amounts.absolute}"
    names = f"{sheet}!{places.names.absolute}"
    first = (places.sheet, places.codes.top, places.codes.left)
    money = (places.sheet, places.amounts.top, places.amounts.left)

    def count(rule: str, text: str, formula: str, cause: str) -> Check:
        counted = Formula(f'=IF(COUNTA({codes})=0,"",{formula})')
        return Check(rule, text, counted, 0, none_wrong, first, cause)

    text, cause = "功能科目各行金额之和 = 分配金额", "查漏填、重填、相邻数字换位和单位"
    yield Check("K01", text, Formula(f"={_sum(typed)}"), allocated, amounts, money, cause)
    text = "功能科目：金额为负或小数过多的行（应为 0）"
    yield Check(
        "K02",
        text,
        Formula(f"={_wrong(county, places.sheet, places.amounts)}"),
        0,
        none_wrong,
        money,
        _FEN,
    )
    if places.listed is not None:
        text = "功能科目：不在年度列表的代码（应为 0）"
        unknown = f'SUMPRODUCT(--({names}="{UNKNOWN}"))'
        yield count("C70", text, unknown, "粘贴会越过下拉列表：从列表重选")
    cells = _cells(places.sheet, places.codes)
    twice = "+".join(f'({c}<>"")*(SUMPRODUCT(--({codes}&""={c}&""))>1)' for c in cells)
    text = "功能科目：重复使用的代码（应为 0）"
    yield count("K03", text, twice, "同一科目的金额合到一行")
    half = f'SUMPRODUCT(--(({codes}="")<>({typed}="")))'
    yield Check(
        "K04",
        "功能科目：只填了科目或只填了金额的行（应为 0）",
        Formula(f'=IF(COUNTA({codes},{typed})=0,"",{half})'),
        0,
        none_pending,
        first,
        "补齐该行，或两格都清空",
    )


def source_checks(
    county: County, places: SourcePlaces, allocated: Value, central: str | None
) -> Iterator[Check]:
    """The sources add up, the centre's to what the issued form says; the tag is unchanged.

    `central` is the address of 中央财政补助 in the form as issued, None without one.
    """
    sheet, area = quoted(places.sheet), places.amounts
    typed = f"{sheet}!{area.absolute}"
    money = (places.sheet, area.top, area.left)
    whole = f'IF(COUNTA({typed})<{len(SOURCES)},"",{_sum(typed)})'
    text, cause = "资金来源三项之和 = 分配金额", "三项都要填，没有的填 0"
    yield Check("K05", text, Formula(f"={whole}"), allocated, amounts, money, cause)
    text = "资金来源：金额为负或小数过多的项（应为 0）"
    yield Check(
        "K02", text, Formula(f"={_wrong(county, places.sheet, area)}"), 0, none_wrong, money, _FEN
    )
    if central is not None:
        own = f"{sheet}!{Area(area.top, area.left, area.top + CENTRAL - 1, area.left).absolute}"
        yield Check(
            "K06",
            "中央直达 + 其他中央 = 绩效目标“中央财政补助”",
            Formula(f'=IF(COUNTA({own})<{CENTRAL},"",{_sum(own)})'),
            filled(central),
            amounts,
            money,
            "地方安排的资金不要填在中央两项里",
        )
    tag = f"{sheet}!{address(*places.tag, absolute=True)}"
    yield Check(
        "K07",
        "直达资金标识保持不变（右为下发时的标识）",
        filled(tag),
        filled(places.sent_tag),
        same_tag,
        (places.sheet, *places.tag),
        "改回下发时的写法",
        longest=county.tag,
    )


def unfinished(ref: str) -> str:
    """How many cells of an area are blank or say ○待填, as a formula part."""
    return f'SUMPRODUCT(--({ref}="{keys.PENDING}"))+SUMPRODUCT(--({ref}=""))'


def _sum(typed: str) -> str:
    """A sum that is blank while nothing is typed, and a word where there is text."""
    return f'IF(COUNTA({typed})>COUNT({typed}),"非数字",IF(COUNT({typed})=0,"",SUM({typed})))'


def _wrong(county: County, sheet: str, area: Area) -> str:
    """How many amounts are negative or too fine; cell by cell, which every engine computes."""
    typed = f"{quoted(sheet)}!{area.absolute}"
    count = "+".join(f"({is_wrong(county, cell)})" for cell in _cells(sheet, area))
    return f'IF(COUNTA({typed})>COUNT({typed}),"非数字",IF(COUNT({typed})=0,"",{count}))'


def _cells(sheet: str, area: Area) -> list[str]:
    """The cells of a column as formulas write them."""
    rows = range(area.top, area.bottom + 1)
    return [f"{quoted(sheet)}!{address(row, area.left, absolute=True)}" for row in rows]
