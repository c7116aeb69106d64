"""The words by which headers, totals and rows are known, read from words.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from xianbiao.model.compiled_data import toml_values
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_SUBJECT = 14
_NUMBERINGS = (
    expression(r"[一二三四五六七八九十]{1,3}[、.]"),
    expression(r"\([一二三四五六七八九十]{1,3}\)"),
    expression(r"\d{1,3}[、.)](?!\d)"),
    expression(r"\(\d{1,3}\)"),
)
_PLAIN_NUMBERINGS = (
    expression(r"[一二三四五六七八九十]{1,3}[、.]?"),
    expression(r"\([一二三四五六七八九十]{1,3}\)"),
    expression(r"\d{1,4}[、.)]?"),
    expression(r"\(\d{1,3}\)"),
)


_OF_NOW = expression(r"^(?:20\d\d年度?|本年|今年|上年|去年|本次|此次|本批)$")
"""What of a total's name says of when it is, not of what: 2024年合计."""
_WHOLE = expression(r"全[省市州县区盟旗]")
"""A row that stands for the whole area: 全市."""


class TotalWord(Record, frozen=True):
    """A row name that claims to add up: its subject (昌吉州 of 昌吉州小计) and its rank.

    `rank` is 0 for 总计, 1 for 合计, 2 for 小计.
    """

    subject: str
    rank: int


class Words:
    """All words, each list compiled to one expression."""

    def __init__(self, data: dict[str, Any]) -> None:
        total = data["total"]
        self.columns = {key: _any(words) for key, words in data["columns"].items()}
        self.attributes = {
            key: sorted(words, key=len, reverse=True) for key, words in data["attributes"].items()
        }
        self.kinds = {key: _any(words) for key, words in data["kinds"].items()}
        self.institution = _any(data["institutions"]["words"])
        self.towns = tuple(data["institutions"]["towns"])
        labels = "|".join(map(re.escape, data["head"]["labels"]))
        notes = "|".join(map(re.escape, data["head"]["notes"]))
        self.label = re.compile(rf"[(]?[^:,。]{{0,6}}(?:{labels})[^:。]{{0,8}}[:].*")
        self.note = re.compile(rf"[(]?(?:{notes})[\d一二三四五]?[:.、)].*|(?:{notes})")
        self.part = re.compile(rf"(?:{'|'.join(total['part'])})[:,、]?")
        ranks = [total[key] for key in ("grand", "plain", "group")]
        self._ranks = {word: rank for rank, words in enumerate(ranks) for word in words}
        words = "|".join(sorted(self._ranks, key=len, reverse=True))
        self._total = re.compile(rf"(.{{0,{_SUBJECT}}}?)({words})[:]?")

    def total(self, name: str) -> TotalWord | None:
        """What a plain row name says of a total; None where it claims none."""
        bare = strip_numbering(re.sub(r"\([^()]*\)$", "", name))
        if _WHOLE.fullmatch(bare):
            return TotalWord("", 1)
        found = self._total.fullmatch(bare)
        if found is None:
            return None
        subject = found.group(1).strip("(),、")
        return TotalWord(_OF_NOW.sub("", subject), self._ranks[found.group(2)])

    def attribute(self, key: str, text: str) -> str:
        """The longest word of an attribute that a header text holds, "" for none."""
        return next((word for word in self.attributes[key] if word in text), "")


def numbering(name: str) -> int | None:
    """The style of a number before a name: 0 for 一、, 1 for （一）, 2 for 1., 3 for （1）."""
    return next((i for i, n in enumerate(_NUMBERINGS) if n.match(name)), None)


def sequence_style(text: str) -> int | None:
    """The style of a number that stands alone in a column 序号."""
    return next((i for i, n in enumerate(_PLAIN_NUMBERINGS) if n.fullmatch(text)), None)


@lru_cache(maxsize=8192)
def strip_numbering(name: str) -> str:
    """A name without the number before it."""
    for style in _NUMBERINGS:
        found = style.match(name)
        if found and len(name) > found.end():
            return name[found.end() :]
    return name


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(words))


@cache
def words() -> Words:
    """The words of the package."""
    return Words(toml_values(Path(__file__).with_name("words.toml")))
