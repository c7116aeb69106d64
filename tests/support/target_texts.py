"""Texts of target values: drawn from the words of the grammar, some a character away from it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from xianbiao.model.target_tables import target_tables

_INSERTED = " 　0%≥.内年人>a*、（/约"


def draw(chance: random.Random) -> str:
    """One text: a figure, a term, a change against last year, or a phrase."""
    text = chance.choice((_figure, _figure, _figure, _term, _change, _phrase))(chance)
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


def _term(chance: random.Random) -> str:
    tables = target_tables()
    opened = _one(chance, tables.starts) + chance.choice(("上级文件", "2024年文件"))
    closed = chance.choice(("批复", "预算下达", "2024年3月1日")) + _one(chance, tables.ends)
    before = chance.choice(("", "", _one(chance, tables.before)))
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
