"""Formulas that take a target value with two figures apart: a range, a ratio, a tolerance.

They find what `xianbiao.model.target_joins` finds and refuse what `target_faults` refuses. What
is left of the text without the first figure goes through the same steps as any other value.
"""

from __future__ import annotations

from xianbiao.model.target_faults import CODE_DIGITS, SIDE_LENGTH, YEARS
from xianbiao.model.target_joins import RATIO_PLACES
from xianbiao.model.target_words import COLON, HYPHEN, RATIO, TOLERANCE, target_words
from xianbiao.sheets.layout.target_steps import END, Ref, chained
from xianbiao.sheets.layout.target_words import WordLists
from xianbiao.sheets.plan import text_literal

SPAN = "⇔"
"""Stands for the marks of a range other than the hyphen: ~ is taken as a pattern in formulas."""

_CLOSED = "§"
_DIGITS = "0123456789"


def whole_text(at: Ref) -> str:
    """The text with [90,95] as 90⇔95, and without a colon that ends it behind no digit."""
    text = at("原文")
    opened, comma, closed = (f'FIND("{mark}",{text})' for mark in "[,]")
    bare = chained(text, [('"["', '""'), ('","', text_literal(SPAN)), ('"]"', '""')])
    removed = chained(text, [(f'"{mark}"', '""') for mark in "[,]"])
    before = f'MID("{END}"&{text},{opened},1)'
    behind = f'MID({text}&"{END}",{closed}+1,1)'
    apart = ",".join(f'ISERROR(FIND({c},"{_DIGITS}."))' for c in (before, behind))
    begins = f'ISNUMBER(FIND(MID({text},{opened}+1,1),"{_DIGITS}+-"))'
    once = f"LEN({text})-LEN({removed})=3"
    bracketed = f"AND({once},{opened}<{comma},{comma}<{closed},{apart},{begins})"
    plain = f"IF(ISNUMBER({opened}),IFERROR(IF({bracketed},{bare},{text}),{text}),{text})"
    before = f'FIND(LEFT(RIGHT(":"&{text},2),1),"{_DIGITS}")'
    colon = f'IF(RIGHT({text},1)=":",ISERROR({before})*1,0)'
    return f"LEFT({plain},LEN({plain})-{colon})"


def shape(at: Ref) -> str:
    """The text with 0 for every digit."""
    return chained(at("全文"), [(f'"{c}"', '"0"') for c in _DIGITS[1:]])


def first_digit(at: Ref) -> str:
    """Where the first digit stands, 0 where there is none."""
    return f'IFERROR(FIND("0",{at("数形")}),0)'


def mark_place(at: Ref) -> str:
    """Where the first mark behind the first digit stands, or ± before it; 0 where none does."""
    text, first = at("全文"), at("首数")
    joins = target_words().joins
    marks = (HYPHEN, COLON, RATIO, TOLERANCE, *joins.spans, *joins.ratios)
    pairs = [(text_literal(mark), text_literal(SPAN)) for mark in marks]
    behind = chained(f"MID({text},{first},99)", pairs)
    found = f'IFERROR({first}-1+FIND("{SPAN}",{behind}),0)'
    return f'IF({first}=0,0,IF({_before(at)}="{TOLERANCE}",{first}-1,{found}))'


def first_length(at: Ref) -> str:
    """How many characters the first figure has, up to the last digit before the mark."""
    first, place = at("首数"), at("接处")
    between = f"MID({at('数形')},{first},{place}-{first})"
    return f"IF({place}<{first},0,IF({place}=0,0,{last_digit(between)}))"


def mark(at: Ref) -> str:
    """The mark that joins two figures; "" where the text has not exactly two."""
    place, figures, text = at("接处"), at("数形"), at("全文")
    joins = target_words().joins
    pairs = [(c, SPAN) for c in joins.spans] + [(c, RATIO) for c in joins.ratios]
    code = chained(f"MID({text},{place},1)", [(text_literal(c), f'"{m}"') for c, m in pairs])
    sign = f"MID({text},{place}+1,1)"
    signed = f'OR({code}="{SPAN}",{code}="{HYPHEN}")*OR({sign}="+",{sign}="-")'
    behind = f"MID({figures},{place}+1+{signed},99)"
    first = _without(f"MID({figures},{at('首数')},{at('低位')})", "0,.")
    second = _without(f"LEFT({behind},{last_digit(behind)})", "0,.")
    two = f'AND({first}="",LEFT({behind},1)="0",{second}="")'
    signs = f'FIND({_before(at)},"+-{TOLERANCE}")', f'FIND({_before(at, 2)},"+-")'
    twice = ",".join(f"ISNUMBER({sign})" for sign in signs)
    return f'IF({place}=0,"",IFERROR(IF(AND(NOT(AND({twice})),{two}),{code},""),""))'


def text_left(at: Ref, lists: WordLists) -> str:
    """The text without the first figure and its mark, nor words that only lead to them."""
    text, place, first, code = at("全文"), at("接处"), at("首数"), at("连接")
    signed = f'OR({_before(at)}="+",{_before(at)}="-")'
    head = f"LEFT({text},IF({place}<{first},{place}-1,{first}-1-{signed}))"
    behind = f"MID({text},{place}+1,99)"
    tails = sorted(target_words().joins.range_tails, key=len, reverse=True)
    closed = chained(f'{behind}&"{END}"', [(f'"{t}{END}"', f'"{_CLOSED}"') for t in tails])
    closed = chained(closed, [(f'"{END}"', '""'), (f'"{_CLOSED}"', '""')])
    span = f'IF({lists.holds("区间之前", head)},"",{head})&{closed}'
    tolerance = f'IF({lists.holds("容差之前", head)},"",{head})&{behind}'
    found = f'IF({code}="{TOLERANCE}",{tolerance},{head}&{behind})'
    return f'IF({code}="",{text},IF({is_span(code)},{span},{found}))'


def first_figure(at: Ref, arabic: str) -> str:
    """The first figure, 0 where a tolerance has none, "" where it is badly written.

    `arabic` reads it without its sign.
    """
    sign = f'IF({_before(at)}="-",-1,1)'
    read = f'IF({at("低位")}=0,0,IFERROR({arabic}*{sign},""))'
    return f'IF({at("连接")}="","",{read})'


def first_text(at: Ref) -> str:
    """The first figure as printed, without its sign."""
    return f"MID({at('全文')},{at('首数')},{at('低位')})"


def fault(at: Ref) -> str:
    """1 where two figures make no range, ratio or tolerance, else 0."""
    code, low, high = at("连接"), at("低数"), at("数")
    before, after = at("数前代号"), at("数后代号")
    texts = first_text(at), at("数字")
    unit = f"MID({at('全文')},{at('首数')}+{at('低位')},{at('接处')}-{at('首数')}-{at('低位')})"
    unit = chained(unit, [('"每"', '"/"'), ('"·"', '"/"')])
    other = f'IF({at("低位")}=0,FALSE,AND({unit}<>"",{unit}<>{at("单位")}))'
    coded = ",".join(
        f'AND(LEN({t})>1,LEFT({t},1)="0",ISNUMBER(FIND(MID({t}&"{END}",2,1),"{_DIGITS}")))'
        for t in texts
    )
    whole = ",".join(f'ISERROR(FIND("{c}",{texts[0]}&{texts[1]}))' for c in ",.")
    bare = f'LEFT({before},1)="P",MID({before},5,99)="",MID({after},2,1)="4",MID({after},4,99)=""'
    signs = f"MID({before},3,1)", f"LEFT({after},1)"
    signed = ",".join(f'{sign}<>"0"' for sign in signs)
    year_low, year_high = (f"{v}>={YEARS[0]},{v}<={YEARS[1]}" for v in (low, high))
    dated = f"AND({low}<=12,OR({high}<=31,AND({year_high})))"
    long = f"{at('低位')}>={CODE_DIGITS},LEN({texts[1]})>={CODE_DIGITS}"
    dated = f'OR(AND({year_low},{year_high}),AND({code}="{HYPHEN}",OR({dated},{long})))'
    falls = f'AND(LEFT({before},1)="Y",OR({low}<0,{high}<0))'
    span = f"OR({signed},NOT({low}<{high}),{falls},AND({bare},{whole},{dated}))"
    minute = f'{code}="{COLON}",{whole},LEN({texts[1]})=2,{high}<60,{low}<=24,{low}<>1'
    long = f"{at('低位')}>{SIDE_LENGTH},LEN({texts[1]})>{SIDE_LENGTH}"
    ratio = f"OR(NOT(AND({bare})),{low}<=0,{high}<=0,{long},AND({minute}))"
    beyond = ",".join(f'AND({sign}<>"0",{sign}<>"3")' for sign in signs)
    loose = f'AND({unit}="",MID({after},2,1)="1")'
    allowed = f"IF({at('低位')}=0,OR({beyond}),OR({signed},{loose}))"
    tolerance = f'OR({high}<=0,LEFT({before},1)="Y",{allowed})'
    found = f'IF({is_span(code)},{span},IF({code}="{TOLERANCE}",{tolerance},{ratio}))'
    return f'IF({code}="",0,IFERROR(IF(OR({low}="",{other},{coded},{found}),1,0),1))'


def lower(at: Ref, factor: str) -> str:
    """The lower end in the basic unit, or the only value; a ratio is a number."""
    low, high = at("低数"), at("数")
    span = f"MIN({low}*{factor},{high}*{factor})"
    ratio = f"ROUND({low}/{high},{RATIO_PLACES})"
    two = f'IF({at("连接")}="{TOLERANCE}",({low}-{high})*{factor},{span})'
    return f'IF({at("连接")}="",{high}*{factor},IF({is_ratio(at)},{ratio},{two}))'


def upper(at: Ref, factor: str) -> str:
    """The upper end of a range in the basic unit."""
    low, high = at("低数"), at("数")
    span = f"MAX({low}*{factor},{high}*{factor})"
    return f'IF({at("连接")}="{TOLERANCE}",({low}+{high})*{factor},{span})'


def is_span(code: str) -> str:
    """Whether a mark joins the ends of a range."""
    return f'OR({code}="{SPAN}",{code}="{HYPHEN}")'


def is_ratio(at: Ref) -> str:
    """Whether the value is a ratio."""
    return f'OR({at("连接")}="{COLON}",{at("连接")}="{RATIO}")'


def _before(at: Ref, by: int = 1) -> str:
    """The character so many places before the first digit."""
    return f'MID("{END * by}"&{at("全文")},{at("首数")},1)'


def last_digit(shape: str) -> str:
    """Where the last 0 of a text stands; an error where it has none."""
    count = f'LEN({shape})-LEN(SUBSTITUTE({shape},"0",""))'
    return f'FIND("{END}",SUBSTITUTE({shape},"0","{END}",{count}))'


def _without(text: str, characters: str) -> str:
    return chained(text, [(f'"{c}"', '""') for c in characters])
