"""Formulas that say what a target value comes to: what it counts, its direction, its value."""

from __future__ import annotations

from xianbiao.model.targets import FIGURE_MARKS
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout import target_joint as joint
from xianbiao.sheets.layout.target_steps import Ref, chained

MALFORMED, UNKNOWN, WORDED = "✘", "△", "~"
"""What stands in place of a unit: a figure not understood, words not known, words known."""

RATIO_UNIT = "#比"
"""What stands in place of the unit of a ratio."""

SPAN_DIRECTION = 6
"""The direction of a range, behind those of the comparisons."""


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
    wrong = f"OR({split}>0,{conflict},{uncounted},{undated},{year},{at('接错')}=1)"
    wrong = f"IF({lacking},TRUE,{wrong})"
    marks = chained(text, ((f'"{c}"', '""') for c in FIGURE_MARKS))
    figures = f"OR({has_digit(at)},LEN({marks})<LEN({text}))"
    power = f'IF(MID({after},3,1)="0","",MID({after},3,1))'
    last = f'"上年"&IF({unit}&{each}="","%",{unit}&{each}&{power})'
    event = f'IF(LEFT({before},1)="S",{each}&"|"&{unit},{unit}&{each})'
    counted = f'IF(LEFT({before},1)="Y",{last},"#"&{event})'
    counted = f'IF({joint.is_ratio(at)},"{RATIO_UNIT}",{counted})'
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
    two = f'AND({at("连接")}<>"",NOT({joint.is_ratio(at)}))'
    found = f"IF({two},{SPAN_DIRECTION},{found})"
    worded = f'IF({word}="F",1,VALUE(MID({word},2,1)))'
    return f'IF(OR({out}),"",IF({word}<>"",{worded},{found}))'


def value(at: Ref) -> str:
    """The value in the basic unit; a fall against last year is negative."""
    word = at("用语代号")
    worded = f'IF({word}="F",100,0)'
    return f'IF({at("方向")}="","",IF({word}<>"",{worded},{joint.lower(at, _factor(at))}))'


def upper(at: Ref) -> str:
    """The upper end of a range in the basic unit; of any other value the value."""
    return f"IF({at('方向')}={SPAN_DIRECTION},{joint.upper(at, _factor(at))},{at('值')})"


def _factor(at: Ref) -> str:
    before, after = at("数前代号"), at("数后代号")
    change = f'IF(MID({before},2,1)="d",-1,1)'
    return f'IF(LEFT({before},1)="Y",{change},10^VALUE(MID({after},3,1)))'


def weaker(own: Ref, wanted: Ref) -> str:
    """1 where a value demands less than another one, 2 where a clerk has to say, else 0."""
    mine, theirs = own("方向"), wanted("方向")
    gap = f"ROUND({own('值')}-{wanted('值')},9)"
    above = f"ROUND({own('上限')}-{wanted('上限')},9)"
    up = f"IF(OR({mine}<3,{mine}>4),({gap}<0)+({gap}=0)*({theirs}=2)*({mine}<>2),0)"
    down = f"IF({mine}>2,({above}>0)+({above}=0)*({theirs}=4)*({mine}<>4),0)"
    point_up = f"IF({mine}<3,({gap}<0)+({gap}=0)*({mine}=1),0)"
    point_down = f"IF({mine}<5,({gap}>0)+({gap}=0)*({mine}=3),0)"
    point = f"IF({mine}<3,{point_up},{point_down})"
    bound = f"IF({theirs}<3,{up},IF({theirs}<5,{down},{point}))"
    parted = f"OR(AND({theirs}<3,{mine}>2,{mine}<5),AND({theirs}>2,{theirs}<5,{mine}<3))"
    apart = f"OR({parted},AND({theirs}=5,OR({mine}<5,{gap}<>0)))"
    ratio = f"IF({apart},2,0)"
    bound = f'IF({bound}>0,1,IF({own("量纲")}="{RATIO_UNIT}",{ratio},0))'
    inside = f"AND({gap}>=0,{above}<=0)"
    around = f"AND({gap}<=0,{above}>=0)"
    around_point = f"IF({around},1,2)"
    closed = f"IF({inside},0,IF(AND({mine}={SPAN_DIRECTION},{around}),1,2))"
    one_sided = f"IF({mine}<3,IF({gap}<0,1,2),IF({above}>0,1,2))"
    span = f"IF({mine}<5,{one_sided},{closed})"
    own_span = f"IF(AND({mine}={SPAN_DIRECTION},{theirs}=5),{around_point},{bound})"
    found = f"IF({theirs}={SPAN_DIRECTION},{span},{own_span})"
    out = ",".join(
        f'{side("量纲")}="{c}"' for side in (own, wanted) for c in ("", MALFORMED, UNKNOWN)
    )
    joined = ",".join(
        f'{side("方向")}={SPAN_DIRECTION},{side("量纲")}="{RATIO_UNIT}"' for side in (own, wanted)
    )
    alike = f'AND({mine}<>"",{theirs}<>"",{own("量纲")}={wanted("量纲")})'
    return f"IF(OR({out}),0,IF({alike},{found},IF(OR({joined}),2,0)))"
