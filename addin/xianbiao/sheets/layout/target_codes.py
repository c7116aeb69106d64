"""Formulas for the codes of what stands around the figure of a target value, and of words alone."""

from __future__ import annotations

from xianbiao.model.target_tables import TargetTables
from xianbiao.sheets.layout.target_outcome import WORDED
from xianbiao.sheets.layout.target_steps import (
    CHINESE,
    DOWN,
    END,
    EVENT,
    MARKS,
    UP,
    Ref,
    chained,
    in_quotes,
)
from xianbiao.sheets.layout.target_words import WordLists


def prefix_code(at: Ref, lists: WordLists, tables: TargetTables) -> str:
    """The code of what stands before the figure: a comparison, last year, or an event."""
    before, marked, event = at("数前"), at("比上年"), at("起算事由")
    plain = lists.code("写在数前", f'{before}&IF({at("末位")}=0,"{END}","")')
    plain = f'IF(AND({before}="",{at("末位")}>0),"P-0;",{plain})'
    verb = f'MIN(FIND("{UP}",{marked}&"{UP}"),FIND("{DOWN}",{marked}&"{DOWN}"))'
    behind = f"MID({marked},{verb}+1,99)"
    by = f'IF({behind}="","0;",MID({lists.code("写在数前", behind)},3,99))'
    compared = lists.holds("与上年相比", f"LEFT({marked},{verb}-1)")
    direction = f'IF(MID({marked},{verb},1)="{UP}","u","d")'
    change = f'IF(AND({verb}<=LEN({marked}),{compared}),"Y"&{direction}&{by},1/0)'
    opened = chained(f'"{END}"&{event}', in_quotes((END + w, EVENT) for w in tables.starts))
    closed = chained(f'{event}&"{END}"', in_quotes((w + END, EVENT) for w in tables.ends))
    starts = f'AND(LEFT({opened},1)="{EVENT}",LEN({opened})>1)'
    ends = f'AND(RIGHT({closed},1)="{EVENT}",LEN({closed})>1)'
    never = f"-+0123456789.,{CHINESE}{tables.never_ends}"
    clear = f'ISERROR(FIND(RIGHT({event},1),"{never}"))'
    sign = f'IFERROR(FIND(LEFT(SUBSTITUTE({at("起算")},{event},"",1),1),"{MARKS}"),0)'
    since = f'IF(AND({event}<>"",{clear},OR({starts},{ends})),"S-"&{sign}&";"&{event},"")'
    return f'IFERROR({plain},IFERROR({change},IFERROR({since},"")))'


def suffix_code(at: Ref, lists: WordLists) -> str:
    """The code of what stands behind the figure: comparison, kind, power of ten, unit."""
    unit = at("单位")
    sign = "0"
    for number in (1, 3):
        sign = f'IF(ISNUMBER(FIND("{MARKS[number - 1]}",{at("数后")})),{number},{sign})'
    slash = f'FIND("/",{unit})'
    head = lists.code("单位", f"LEFT({unit},{slash}-1)")
    rest = lists.code("单位的分母", f"MID({unit},{slash}+1,99)")
    parted = f'IF(LEFT({head},1)="4",{head}&"/"&{rest},1/0)'
    found = f'IF({unit}="","40",IFERROR({lists.code("单位", unit)},{parted}))'
    return f'IF({at("末位")}=0,"",IFERROR({sign}&{found},""))'


def wording_code(at: Ref, lists: WordLists, tables: TargetTables) -> str:
    """The code of a value in words: F all, ~ words, Y and a sign for last year's level."""
    text, level = at("文字"), at("比较级")
    deadline = f'IF({lists.holds("截止日期", at("数形"))},"{WORDED}",1/0)'
    mark = f'FIND(MID({level},2,1),"{MARKS}")'
    against = f'IF({lists.holds("上年", f"MID({level},3,99)")},"Y"&{mark},1/0)'
    kept = chained(f'{text}&"{END}"', in_quotes((w + END, EVENT) for w in tables.keep))
    same = lists.holds("与上年", f"LEFT({kept},LEN({kept})-1)")
    same = f'AND(RIGHT({kept},1)="{EVENT}",{same})'
    kept_at = f'AND(LEFT({text},2)="保持",{lists.holds("上年", f"MID({text},3,99)")})'
    change = "1/0"
    for code, found in (("Yd0;", "Y4"), ("Yu0;", "Y2")):
        change = f'IF({at("数前代号")}="{code}","{found}",{change})'
    change = f"IF({at('末位')}=0,{change},1/0)"
    found = f'IF(OR({same},{kept_at}),"Y5",IFERROR({change},""))'
    found = f"IFERROR({deadline},IFERROR({against},{found}))"
    one, two = at("前语代号"), at("后语代号")
    phrase = f'IF(OR({at("后语")}="",{one}={two}),{one},"")'
    absent = f'OR({text}="",{at("连接")}<>"")'
    return f'IF({absent},"",IF({phrase}<>"",{phrase},{found}))'


def phrase_code(text: str, lists: WordLists, tables: TargetTables) -> str:
    """The code of one phrase, "" for others."""
    first, third = tables.doubled
    four = f'AND(LEFT(RIGHT({text},4),1)="{first}",LEFT(RIGHT({text},2),1)="{third}")'
    alike = f"MID(RIGHT({text},4),2,1)=RIGHT({text},1)"
    lead = f"LEFT({text},LEN({text})-4)"
    led = f"IF(LEN({text})=4,TRUE,{lists.holds('成倍的前缀', lead)})"
    doubled = f'IF(AND({four},{alike},LEN({text})>3),IF({led},"F",""),"")'
    return f'IF({text}="","",IFERROR({lists.code("定性和全覆盖", text)},{doubled}))'
