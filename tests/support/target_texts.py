"""Texts of target values: drawn from the words of the grammar, some a character away from it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from xianbiao.model.target_tables import target_tables
from xianbiao.model.target_words import target_words

_INSERTED = " 　0%≥.内年人>a*、（/约-~：∶±[],至"
_SPANS = ["-", "–", "—", "——", "~", "～", "〜", "至", "到"]
_RATIOS = [":", "：", "∶", "比"]


def draw(chance: random.Random) -> str:
    """One text: a figure, two of them, a term, a change against last year, or a phrase."""
    kinds = (_figure, _figure, _figure, _term, _change, _phrase, *[_two] * 4)
    text = chance.choice(kinds)(chance)
    return _altered(chance, text) if chance.random() < 0.4 else text


def _one(chance: random.Random, words: Sequence[str | tuple[str, object]]) -> str:
    found = chance.choice(words)
    return found if isinstance(found, str) else found[0]


def _number(chance: random.Random) -> str:
    kinds = (
        str(chance.randrange(1, 120)),
        f"{chance.uniform(1, 100):.1f}",
        f"{chance.randrange(1000, 9999999):,}",
        _one(chance, target_tables().numerals),
        "2024",
    )
    return chance.choice(kinds)


def _unit(chance: random.Random) -> str:
    tables = target_tables()
    unit = _one(chance, tables.units)
    return chance.choice(("%", "%", "", "日", unit, f"{unit}/{_one(chance, tables.rests)}"))


def _figure(chance: random.Random) -> str:
    tables = target_tables()
    before = chance.choice(("", "≥", _one(chance, tables.before), _one(chance, tables.prefixes)))
    after = chance.choice(("", "", "", _one(chance, tables.after)))
    return before + _number(chance) + _unit(chance) + after


def _two(chance: random.Random) -> str:
    kinds = (_span, _span, _span, _bracketed, _ratio, _tolerance, _no_value)
    return chance.choice(kinds)(chance)


def _ends(chance: random.Random) -> tuple[str, str]:
    """Two figures, mostly in their order, some of them a date, a year or a code."""
    low = chance.randrange(1, 90)
    good = str(low), str(low + chance.randrange(1, 9))
    ends = (
        *[good] * 4,
        (f"{low}.5", f"{low + 1}.25"),
        (f"{low},000", f"{low + 9},000"),
        (f"-{low}", str(low)),
        (str(low), str(chance.randrange(1, 90))),
        (str(chance.randrange(2020, 2026)), str(chance.randrange(1, 2030))),
        (str(low), f"0{low + 1}"),
        (_number(chance), _number(chance)),
    )
    return chance.choice(ends)


def _span(chance: random.Random) -> str:
    tables = target_tables()
    words = target_words().joins
    low, high = _ends(chance)
    unit = _unit(chance)
    heads = ("", "", "", "", _one(chance, words.range_heads), _one(chance, tables.prefixes))
    head = chance.choice((*heads, *heads, "收到文件后", "较上年提高", "比去年降低"))
    first = chance.choice(("", unit, unit, unit, "人"))
    tails = _one(chance, words.range_tails), _one(chance, tables.after)
    tail = chance.choice(("", "", "", "", *tails))
    return f"{head}{low}{first}{chance.choice(_SPANS)}{high}{unit}{tail}"


def _bracketed(chance: random.Random) -> str:
    low, high = _ends(chance)
    unit = _unit(chance)
    first = chance.choice(("", unit))
    head = chance.choice(("", "", "控制在", "≥", "9"))
    tail = chance.choice(("", "", unit, "：", "5"))
    return f"{head}[{low}{first}{chance.choice(',，、')}{high}{unit}]{tail}"


def _ratio(chance: random.Random) -> str:
    tables = target_tables()
    first, second = chance.choice((_ends(chance), ("1", str(chance.randrange(0, 60)))))
    head = chance.choice(("", "", "≥", _one(chance, tables.before), _one(chance, tables.prefixes)))
    tail = chance.choice(("", "", "", "以上", "人", "%", ":3", "："))
    return f"{head}{first}{chance.choice(_RATIOS)}{second}{tail}"


def _tolerance(chance: random.Random) -> str:
    words = target_words().joins
    unit = _unit(chance)
    head = chance.choice(("", "", "≤", "不超过", "≥", _one(chance, words.tolerance_heads)))
    base = chance.choice(("", "", f"{_number(chance)}{unit}", _number(chance)))
    by = chance.choice((str(chance.randrange(0, 9)), _number(chance)))
    return f"{head}{base}±{by}{unit}{chance.choice(('', '', '', '以内', '以上'))}"


def _no_value(chance: random.Random) -> str:
    """Dates, times, codes, and what is half a range, a ratio or a tolerance."""
    one, two = chance.randrange(1, 13), chance.randrange(1, 60)
    shapes = (
        "2023-{0:02}", "2023-{0}-{1:02}", "{0}月-{1}月", "{0}月至{1}月", "{0}-{1}", "2023-2025年",
        "{0}:{1:02}", "0{0}:{1}", "{0}:{1}:{0}", "099{0}-2345678", "财社〔2023〕{0}-{1}号", "{0}:",
        "{1}-", "~{1}%", "±", "{0}±", "自2024-03-01起{1}日内", "收到{0}至{1}日内", "{0}日起至{1}日",
    )  # fmt: skip
    return chance.choice(shapes).format(one, two)


def _term(chance: random.Random) -> str:
    tables = target_tables()
    opened = _one(chance, tables.starts) + chance.choice(("上级文件", "2024年文件"))
    closed = chance.choice(("批复", "预算下达", "2024年3月1日")) + _one(chance, tables.ends)
    before = chance.choice(("", "", "，", "不", "，不", "")) + chance.choice(
        ("", "", _one(chance, tables.before))
    )
    unit = chance.choice(("日", "天内", "个工作日内", "个月", "人"))
    return chance.choice((opened, closed)) + before + str(chance.randrange(1, 99)) + unit


def _change(chance: random.Random) -> str:
    tables = target_tables()
    degree = chance.choice(("", _one(chance, tables.degrees)))
    by = chance.choice(("", _figure(chance), f"{chance.randrange(1, 30)}%"))
    return _one(chance, tables.compared) + degree + _one(chance, tables.up + tables.down) + by


def _phrase(chance: random.Random) -> str:
    tables = target_tables()
    phrase = _one(chance, tables.phrases)
    deadline = "".join(
        str(chance.randrange(1, 10)) if c == "0" else c for c in _one(chance, tables.deadlines)
    )
    return chance.choice(
        (
            phrase,
            f"{phrase}{chance.choice('、，；')}{_one(chance, tables.phrases)}",
            _one(chance, ("", *tables.leads)) + "应保尽保",
            _one(chance, tables.before) + _one(chance, tables.years),
            _one(chance, tables.against_years) + _one(chance, tables.keep),
            deadline,
            chance.choice(("待定", "见附件", "基本满足需要", "大概95%")),
        )
    )


def _altered(chance: random.Random, text: str) -> str:
    """A character lost, doubled or put in."""
    at = chance.randrange(len(text))
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + chance.choice(_INSERTED) + text[at:],
        )
    )
