"""Formulas that read a target value: comparison, figure and unit, step by step in cells.

They find what `xianbiao.model.targets.read_target` finds, with the lists of 指标用语.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xianbiao.model.target_cleaning import ALIKE, DASHES, ENDS
from xianbiao.model.target_tables import TargetTables, target_tables
from xianbiao.sheets.layout import target_joint as joint
from xianbiao.sheets.layout.target_codes import (
    phrase_code,
    prefix_code,
    suffix_code,
    wording_code,
)
from xianbiao.sheets.layout.target_outcome import dimension, direction, upper, value
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

_BLANKS = ('" "', '"　"', '"\u00a0"', "CHAR(10)", "CHAR(13)", "CHAR(9)")
_INVISIBLE = ('"\u200b"', '"\ufeff"')
_WIDE = {c: chr(ord(c) - 0xFEE0) for c in "０１２３４５６７８９％＋－，．：；（）＜＞＝／"}
_PATTERN = dict.fromkeys("*?＊？", "¿") | dict.fromkeys(f"~～{DASHES}", joint.SPAN)
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
    signed = f'MID("{END}"&{at("文字")},{at("首位")},1)'
    whole = f"LEFT({at('文字')},{at('首位')}-1)"
    signed = f'AND({at("末位")}>0,OR({signed}="-",{signed}="+"))'
    yield f"IF({signed},LEFT({at('文字')},{at('首位')}-2),{whole})"
    yield _last_year_marks(at, tables)
    yield chained(f'{at("数前")}&"{END}"', _marked(tables.before, "{}" + END))
    yield _event(at)
    yield prefix_code(at, lists, tables)
    rest = f'SUBSTITUTE(SUBSTITUTE(MID({at("文字")},{at("末位")}+1,99),"每","/"),"·","/")'
    yield chained(f'{rest}&"{END}"', _marked(tables.after, "{}" + END))
    after = f'ISNUMBER(FIND(MID({at("数后")},LEN({at("数后")})-1,1),"{MARKS}"))'
    yield f"LEFT({at('数后')},LEN({at('数后')})-1-IF(LEN({at('数后')})>1,{after}*1,0))"
    yield suffix_code(at, lists)
    yield chained(f'"{END}"&{at("文字")}', _marked(tables.before, END + "{}"))
    comma = chained(at("文字"), in_quotes([("、", ","), (";", ",")]))
    yield f'LEFT({at("文字")},FIND(",",{comma}&",")-1)'
    yield f"MID({at('文字')},LEN({at('前语')})+2,99)"
    yield phrase_code(at("前语"), lists, tables)
    yield phrase_code(at("后语"), lists, tables)
    yield wording_code(at, lists, tables)
    yield joint.first_figure(at, _arabic(joint.first_text(at)))
    yield joint.fault(at)
    yield dimension(at)
    yield direction(at)
    yield value(at)
    yield upper(at)


def _marked(signs: Iterable[tuple[str, int]], place: str) -> list[tuple[str, str]]:
    """Words of comparison at one end of a text, each to become the mark of its sign."""
    return in_quotes((place.format(w), place.format(MARKS[s - 1])) for w, s in signs)


def _text(source: str) -> str:
    """The value as `read_target` cleans it."""
    text = chained(f'{source}&""', [(blank, '""') for blank in (*_BLANKS, *_INVISIBLE)])
    text = chained(text, in_quotes((_WIDE | ALIKE | _PATTERN).items()))
    text = chained(text, in_quotes([(joint.SPAN * 2, joint.SPAN)] * 2))
    ends = [(end + END, END) for end in ENDS] * 2
    return chained(f'{text}&"{END}"', [*in_quotes(ends), (f'"{END}"', '""')])


def _digits(source: str) -> str:
    """The value with 0 in place of every digit and one blank in place of several."""
    blanks = [(blank, '" "') for blank in _BLANKS[1:]] + [(c, '""') for c in _INVISIBLE]
    wide = [(c, "0" if plain.isdigit() else plain) for c, plain in _WIDE.items() if plain in ",."]
    wide += [(c, "0") for c, plain in _WIDE.items() if plain.isdigit()]
    digits = [(c, "0") for c in "123456789"]
    plain = in_quotes([*wide, *digits, *_PATTERN.items()])
    return f"TRIM({chained(source + '&' + chr(34) * 2, [*blanks, *plain])})"


def _any_digits(at: Ref, tables: TargetTables) -> str:
    """The text with 0 for every digit and Chinese numeral, but not for those of 上一年."""
    words = [w for w in (*tables.degrees, *tables.years) if set(w) & set(CHINESE)]
    whole = [w for w in words if not any(w != v and w.startswith(v) for v in words)]
    pairs = [(w, EVENT * len(w)) for w in whole]
    return chained(at("文字"), in_quotes([*pairs, *((c, "0") for c in f"123456789{CHINESE}")]))


def _start(at: Ref) -> str:
    """Where the last figure starts; behind the text where there is none.

    All digits belong to one figure, or the last nine do, as far as nothing stands between.
    """
    digits, last = at("数位2"), at("末位")
    first = f'FIND("0",{digits})'
    between = f"MID({digits},{first},{last}-{first}+1)"
    others = chained(between, in_quotes((c, "") for c in "0,."))
    before = "0"
    for back in range(_LONGEST, 0, -1):
        character = f'MID("{END * _LONGEST}"&{digits},{last}+{_LONGEST - back},1)'
        before = f'ISNUMBER(FIND({character},"0,."))*(1+{before})'
    run = f'IF({others}="",{first},{last}-{before})'
    return f"IF({last}=0,LEN({at('文字')})+1,{run})"


def _number(at: Ref, lists: WordLists) -> str:
    """The figure; "" where it is none: two points, or commas not at the thousands."""
    figure = at("数字")
    sign = f'IF(MID("{END}"&{at("文字")},{at("首位")},1)="-",-1,1)'
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
    verbs = [(v, UP) for v in tables.up] + [(v, DOWN) for v in tables.down]
    degrees = [(d + mark, mark) for d in tables.degrees for mark in (UP, DOWN)]
    return chained(at("数前"), in_quotes([*verbs, *degrees]))


def _event(at: Ref) -> str:
    """The event from which a term runs, without the comparison behind it."""
    marked = at("起算")
    mark = f'ISNUMBER(FIND(MID({marked},LEN({marked})-1,1),"{MARKS}"))'
    return f"LEFT({marked},LEN({marked})-1-IF(LEN({marked})>1,{mark}*1,0))"
