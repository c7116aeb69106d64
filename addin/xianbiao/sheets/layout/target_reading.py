"""Formulas that read a target value: comparison, figure and unit, step by step in cells.

They find what `xianbiao.model.targets.read_target` finds, with the lists of 指标用语.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xianbiao.model.target_cleaning import ALIKE, DASHES, ENDS
from xianbiao.model.target_tables import TargetTables, target_tables
from xianbiao.sheets.layout import target_joint as joint
from xianbiao.sheets.layout.target_outcome import WORDED, dimension, direction, upper, value
from xianbiao.sheets.layout.target_steps import Ref, chained
from xianbiao.sheets.layout.target_words import WordLists
from xianbiao.sheets.plan import text_literal

_MARKS = "➊➋➌➍➎"
"""Stand for a comparison, in the order of `SIGNS`, at an end where its words were found."""

_END, _UP, _DOWN, _EVENT = "¶", "⇑", "⇓", "§"
_BLANKS = ('" "', '"　"', '"\u00a0"', "CHAR(10)", "CHAR(13)", "CHAR(9)")
_INVISIBLE = ('"\u200b"', '"\ufeff"')
_WIDE = {c: chr(ord(c) - 0xFEE0) for c in "０１２３４５６７８９％＋－，．：；（）＜＞＝／"}
_PATTERN = dict.fromkeys("*?＊？", "¿") | dict.fromkeys(f"~～{DASHES}", joint.SPAN)
_CHINESE = "一二两三四五六七八九十"
_LONGEST = 8
"""How many characters a last figure may have before its last digit, where others precede it."""


STEPS = (
    "原文",
    "数位",
    "全文",
    "数形",
    "首数",
    "接处",
    "低位",
    "连接",
    "文字",
    "数位2",
    "末位",
    "首位",
    "数字",
    "数",
    "数前",
    "比上年",
    "起算",
    "起算事由",
    "数前代号",
    "数后",
    "单位",
    "数后代号",
    "比较级",
    "前语",
    "后语",
    "前语代号",
    "后语代号",
    "用语代号",
    "低数",
    "接错",
    "量纲",
    "方向",
    "值",
    "上限",
)
"""The steps from the text of a value to its dimension, direction and value."""


def reading(source: str, at: Ref, lists: WordLists) -> Iterator[str]:
    """The formulas of all steps, without `=`, for the value that stands in the cell `source`."""
    tables = target_tables()
    yield _text(source)
    yield _digits(source)
    yield joint.whole_text(at)
    yield joint.shape(at)
    yield joint.first_digit(at)
    yield joint.mark_place(at)
    yield joint.first_length(at)
    yield joint.mark(at)
    yield joint.text_left(at, lists)
    yield _any_digits(at, tables)
    yield f"IFERROR({joint.last_digit(at('数位2'))},0)"
    yield _start(at)
    yield f"MID({at('文字')},{at('首位')},MAX(0,{at('末位')}-{at('首位')}+1))"
    yield _number(at, lists)
    signed = f'MID("{_END}"&{at("文字")},{at("首位")},1)'
    whole = f"LEFT({at('文字')},{at('首位')}-1)"
    signed = f'AND({at("末位")}>0,OR({signed}="-",{signed}="+"))'
    yield f"IF({signed},LEFT({at('文字')},{at('首位')}-2),{whole})"
    yield _last_year_marks(at, tables)
    yield chained(f'{at("数前")}&"{_END}"', _marked(tables.before, "{}" + _END))
    yield _event(at)
    yield _prefix(at, lists, tables)
    rest = f'SUBSTITUTE(SUBSTITUTE(MID({at("文字")},{at("末位")}+1,99),"每","/"),"·","/")'
    yield chained(f'{rest}&"{_END}"', _marked(tables.after, "{}" + _END))
    after = f'ISNUMBER(FIND(MID({at("数后")},LEN({at("数后")})-1,1),"{_MARKS}"))'
    yield f"LEFT({at('数后')},LEN({at('数后')})-1-IF(LEN({at('数后')})>1,{after}*1,0))"
    yield _suffix(at, lists)
    yield chained(f'"{_END}"&{at("文字")}', _marked(tables.before, _END + "{}"))
    comma = chained(at("文字"), _words([("、", ","), (";", ",")]))
    yield f'LEFT({at("文字")},FIND(",",{comma}&",")-1)'
    yield f"MID({at('文字')},LEN({at('前语')})+2,99)"
    yield _phrase(at("前语"), lists, tables)
    yield _phrase(at("后语"), lists, tables)
    yield _wording(at, lists, tables)
    yield joint.first_figure(at, _arabic(joint.first_text(at)))
    yield joint.fault(at)
    yield dimension(at)
    yield direction(at)
    yield value(at)
    yield upper(at)


def _words(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(text_literal(old), text_literal(new)) for old, new in pairs]


def _marked(signs: Iterable[tuple[str, int]], place: str) -> list[tuple[str, str]]:
    """Words of comparison at one end of a text, each to become the mark of its sign."""
    return _words((place.format(w), place.format(_MARKS[s - 1])) for w, s in signs)


def _text(source: str) -> str:
    """The value as `read_target` cleans it."""
    text = chained(f'{source}&""', [(blank, '""') for blank in (*_BLANKS, *_INVISIBLE)])
    text = chained(text, _words((_WIDE | ALIKE | _PATTERN).items()))
    text = chained(text, _words([(joint.SPAN * 2, joint.SPAN)] * 2))
    ends = [(end + _END, _END) for end in ENDS] * 2
    return chained(f'{text}&"{_END}"', [*_words(ends), (f'"{_END}"', '""')])


def _digits(source: str) -> str:
    """The value with 0 in place of every digit and one blank in place of several."""
    blanks = [(blank, '" "') for blank in _BLANKS[1:]] + [(c, '""') for c in _INVISIBLE]
    wide = [(c, "0" if plain.isdigit() else plain) for c, plain in _WIDE.items() if plain in ",."]
    wide += [(c, "0") for c, plain in _WIDE.items() if plain.isdigit()]
    digits = [(c, "0") for c in "123456789"]
    plain = _words([*wide, *digits, *_PATTERN.items()])
    return f"TRIM({chained(source + '&' + chr(34) * 2, [*blanks, *plain])})"


def _any_digits(at: Ref, tables: TargetTables) -> str:
    """The text with 0 for every digit and Chinese numeral, but not for those of 上一年."""
    words = [w for w in (*tables.degrees, *tables.years) if set(w) & set(_CHINESE)]
    whole = [w for w in words if not any(w != v and w.startswith(v) for v in words)]
    pairs = [(w, _EVENT * len(w)) for w in whole]
    return chained(at("文字"), _words([*pairs, *((c, "0") for c in f"123456789{_CHINESE}")]))


def _start(at: Ref) -> str:
    """Where the last figure starts; behind the text where there is none.

    All digits belong to one figure, or the last nine do, as far as nothing stands between.
    """
    digits, last = at("数位2"), at("末位")
    first = f'FIND("0",{digits})'
    between = f"MID({digits},{first},{last}-{first}+1)"
    others = chained(between, _words((c, "") for c in "0,."))
    before = "0"
    for back in range(_LONGEST, 0, -1):
        character = f'MID("{_END * _LONGEST}"&{digits},{last}+{_LONGEST - back},1)'
        before = f'ISNUMBER(FIND({character},"0,."))*(1+{before})'
    run = f'IF({others}="",{first},{last}-{before})'
    return f"IF({last}=0,LEN({at('文字')})+1,{run})"


def _number(at: Ref, lists: WordLists) -> str:
    """The figure; "" where it is none: two points, or commas not at the thousands."""
    figure = at("数字")
    sign = f'IF(MID("{_END}"&{at("文字")},{at("首位")},1)="-",-1,1)'
    chinese = f'IFERROR({lists.code("中文数字", figure)},"")'
    return f'IF({at("末位")}=0,"",IFERROR({_arabic(figure)}*{sign},{chinese}))'


def _arabic(figure: str) -> str:
    """A text of digits, commas and points as a number, "" or an error where it is none."""
    points = f'LEN({figure})-LEN(SUBSTITUTE({figure},".",""))'
    bare = f'VALUE(SUBSTITUTE({figure},",",""))'
    fraction = f'IF({points}=1,MID({figure},FIND(".",{figure}),99),"")'
    whole = f'ISERROR(FIND(",",{fraction}))'
    grouped = f'IF(AND({whole},{figure}=FIXED(TRUNC({bare}),0)&{fraction}),{bare},"")'
    arabic = f'IF(ISNUMBER(FIND(",",{figure})),{grouped},{bare})'
    return f'IF(OR({points}>1,ISERROR(VALUE(LEFT({figure},1)))),"",{arabic})'


def _last_year_marks(at: Ref, tables: TargetTables) -> str:
    """What stands before the figure, with a mark for a verb of change and its degree."""
    verbs = [(v, _UP) for v in tables.up] + [(v, _DOWN) for v in tables.down]
    degrees = [(d + mark, mark) for d in tables.degrees for mark in (_UP, _DOWN)]
    return chained(at("数前"), _words([*verbs, *degrees]))


def _event(at: Ref) -> str:
    """The event from which a term runs, without the comparison behind it."""
    marked = at("起算")
    mark = f'ISNUMBER(FIND(MID({marked},LEN({marked})-1,1),"{_MARKS}"))'
    return f"LEFT({marked},LEN({marked})-1-IF(LEN({marked})>1,{mark}*1,0))"


def _prefix(at: Ref, lists: WordLists, tables: TargetTables) -> str:
    """The code of what stands before the figure: a comparison, last year, or an event."""
    before, marked, event = at("数前"), at("比上年"), at("起算事由")
    plain = lists.code("写在数前", f'{before}&IF({at("末位")}=0,"{_END}","")')
    plain = f'IF(AND({before}="",{at("末位")}>0),"P-0;",{plain})'
    verb = f'MIN(FIND("{_UP}",{marked}&"{_UP}"),FIND("{_DOWN}",{marked}&"{_DOWN}"))'
    behind = f"MID({marked},{verb}+1,99)"
    by = f'IF({behind}="","0;",MID({lists.code("写在数前", behind)},3,99))'
    compared = lists.holds("与上年相比", f"LEFT({marked},{verb}-1)")
    direction = f'IF(MID({marked},{verb},1)="{_UP}","u","d")'
    change = f'IF(AND({verb}<=LEN({marked}),{compared}),"Y"&{direction}&{by},1/0)'
    opened = chained(f'"{_END}"&{event}', _words((_END + w, _EVENT) for w in tables.starts))
    closed = chained(f'{event}&"{_END}"', _words((w + _END, _EVENT) for w in tables.ends))
    starts = f'AND(LEFT({opened},1)="{_EVENT}",LEN({opened})>1)'
    ends = f'AND(RIGHT({closed},1)="{_EVENT}",LEN({closed})>1)'
    never = f"-+0123456789.,{_CHINESE}{tables.never_ends}"
    clear = f'ISERROR(FIND(RIGHT({event},1),"{never}"))'
    sign = f'IFERROR(FIND(LEFT(SUBSTITUTE({at("起算")},{event},"",1),1),"{_MARKS}"),0)'
    since = f'IF(AND({event}<>"",{clear},OR({starts},{ends})),"S-"&{sign}&";"&{event},"")'
    return f'IFERROR({plain},IFERROR({change},IFERROR({since},"")))'


def _suffix(at: Ref, lists: WordLists) -> str:
    """The code of what stands behind the figure: comparison, kind, power of ten, unit."""
    unit = at("单位")
    sign = "0"
    for number in (1, 3):
        sign = f'IF(ISNUMBER(FIND("{_MARKS[number - 1]}",{at("数后")})),{number},{sign})'
    slash = f'FIND("/",{unit})'
    head = lists.code("单位", f"LEFT({unit},{slash}-1)")
    rest = lists.code("单位的分母", f"MID({unit},{slash}+1,99)")
    parted = f'IF(LEFT({head},1)="4",{head}&"/"&{rest},1/0)'
    found = f'IF({unit}="","40",IFERROR({lists.code("单位", unit)},{parted}))'
    return f'IF({at("末位")}=0,"",IFERROR({sign}&{found},""))'


def _wording(at: Ref, lists: WordLists, tables: TargetTables) -> str:
    """The code of a value in words: F all, ~ words, Y and a sign for last year's level."""
    text, level = at("文字"), at("比较级")
    deadline = f'IF({lists.holds("截止日期", at("数形"))},"{WORDED}",1/0)'
    mark = f'FIND(MID({level},2,1),"{_MARKS}")'
    against = f'IF({lists.holds("上年", f"MID({level},3,99)")},"Y"&{mark},1/0)'
    kept = chained(f'{text}&"{_END}"', _words((w + _END, _EVENT) for w in tables.keep))
    same = lists.holds("与上年", f"LEFT({kept},LEN({kept})-1)")
    same = f'AND(RIGHT({kept},1)="{_EVENT}",{same})'
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


def _phrase(text: str, lists: WordLists, tables: TargetTables) -> str:
    """The code of one phrase, "" for others."""
    first, third = tables.doubled
    four = f'AND(LEFT(RIGHT({text},4),1)="{first}",LEFT(RIGHT({text},2),1)="{third}")'
    alike = f"MID(RIGHT({text},4),2,1)=RIGHT({text},1)"
    lead = f"LEFT({text},LEN({text})-4)"
    led = f"IF(LEN({text})=4,TRUE,{lists.holds('成倍的前缀', lead)})"
    doubled = f'IF(AND({four},{alike},LEN({text})>3),IF({led},"F",""),"")'
    return f'IF({text}="","",IFERROR({lists.code("定性和全覆盖", text)},{doubled}))'
