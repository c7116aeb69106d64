"""Formulas that say what a target value comes to: what it counts, its direction, its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from xianbiao.model.targets import FIGURE_MARKS
from xianbiao.sheets.layout import keys

MALFORMED, UNKNOWN, WORDED = "✘", "△", "~"
"""What stands in place of a unit: a figure not understood, words not known, words known."""

Ref = Callable[[str], str]
"""Gives the address of the cell that holds a step of the reading."""


def chained(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A text with one thing after another put in place of something, all as formulas."""
    for old, new in pairs:
        text = f"SUBSTITUTE({text},{old},{new})"
    return text


def has_digit(at: Ref) -> str:
    """Whether a value has a digit."""
    return f'ISNUMBER(FIND("0",{at("数位")}))'


def dimension(at: Ref) -> str:
    """What a value counts, by which two are compared, or one of the words above."""
    text, word, before, after = at("文字"), at("用语代号"), at("数前代号"), at("数后代号")
    unit, kind, each = f"MID({after},4,99)", f"MID({after},2,1)", f"MID({before},5,99)"
    split = "+".join(f'ISNUMBER(FIND("0 {c}",{at("数位")}))' for c in "0.,")
    signs = f"MID({before},3,1)", f"LEFT({after},1)"
    conflict = f'AND({signs[0]}<>"0",{signs[1]}<>"0",{signs[0]}<>{signs[1]})'
    uncounted = f'OR({kind}<>"4",{unit}="",ISNUMBER(FIND("/",{after})))'
    uncounted = f'AND(LEFT({before},1)<>"S",{each}<>"",{uncounted})'
    chinese = f'ISERROR(FIND(MID({text},{at("末位")},1),"0123456789"))'
    term = f'OR(LEFT({before},1)="S",{chinese})'
    undated = f'AND({term},{kind}<>"2",{kind}<>"3")'
    year = f'AND({unit}="年",{at("数")}>=1000)'
    lacking = f'OR({at("末位")}=0,{at("数")}="",{before}="",{after}="")'
    wrong = f"IF({lacking},TRUE,OR({split}>0,{conflict},{uncounted},{undated},{year}))"
    marks = chained(text, ((f'"{c}"', '""') for c in FIGURE_MARKS))
    figures = f"OR({has_digit(at)},LEN({marks})<LEN({text}))"
    power = f'IF(MID({after},3,1)="0","",MID({after},3,1))'
    last = f'"上年"&IF({unit}&{each}="","%",{unit}&{each}&{power})'
    event = f'IF(LEFT({before},1)="S",{each}&"|"&{unit},{unit}&{each})'
    counted = f'IF(LEFT({before},1)="Y",{last},"#"&{event})'
    found = f'IF({wrong},IF({figures},"{MALFORMED}","{UNKNOWN}"),{counted})'
    worded = f'IF({word}="{WORDED}","{WORDED}",IF({word}="F","#%","上年%"))'
    blank = f'OR({text}="",{text}="{keys.PENDING}")'
    return f'IF({blank},"",IF({word}<>"",{worded},{found}))'


def direction(at: Ref) -> str:
    """The number of the comparison; "" where a value cannot be compared."""
    dimension, word, before, after = at("量纲"), at("用语代号"), at("数前代号"), at("数后代号")
    out = ",".join(f'{dimension}="{c}"' for c in ("", MALFORMED, UNKNOWN, WORDED))
    sign = f'IF(MID({before},3,1)="0",LEFT({after},1),MID({before},3,1))'
    falling = f'IF(MID({before},2,1)="d",CHOOSE(VALUE({sign}),3,4,1,2,5),VALUE({sign}))'
    change = f'IF({sign}="0",5,{falling})'
    implied = f'IF({sign}="0",CHOOSE(VALUE(MID({after},2,1)),1,3,3,5),VALUE({sign}))'
    found = f'IF(LEFT({before},1)="Y",{change},{implied})'
    worded = f'IF({word}="F",1,VALUE(MID({word},2,1)))'
    return f'IF(OR({out}),"",IF({word}<>"",{worded},{found}))'


def value(at: Ref) -> str:
    """The value in the basic unit; a fall against last year is negative."""
    word, before, after = at("用语代号"), at("数前代号"), at("数后代号")
    change = f'IF(MID({before},2,1)="d",-1,1)'
    factor = f'IF(LEFT({before},1)="Y",{change},10^VALUE(MID({after},3,1)))'
    worded = f'IF({word}="F",100,0)'
    return f'IF({at("方向")}="","",IF({word}<>"",{worded},{at("数")}*{factor}))'


def weaker(own: Ref, wanted: Ref) -> str:
    """1 where a value demands less than another one, else 0."""
    mine, theirs = own("方向"), wanted("方向")
    gap = f"ROUND({own('值')}-{wanted('值')},9)"
    up = f"IF(OR({mine}<3,{mine}=5),({gap}<0)+({gap}=0)*({theirs}=2)*({mine}<>2),0)"
    down = f"IF({mine}>2,({gap}>0)+({gap}=0)*({theirs}=4)*({mine}<>4),0)"
    point_up = f"IF({mine}<3,({gap}<0)+({gap}=0)*({mine}=1),0)"
    point_down = f"IF({mine}<5,({gap}>0)+({gap}=0)*({mine}=3),0)"
    point = f"IF({mine}<3,{point_up},{point_down})"
    found = f"IF({theirs}<3,{up},IF({theirs}<5,{down},{point}))"
    alike = f'AND({mine}<>"",{theirs}<>"",{own("量纲")}={wanted("量纲")})'
    return f"IF({alike},{found},0)"
